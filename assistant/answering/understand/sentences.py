"""Which sentences of a question ask: those of circumstance before and after it ask nothing."""

from dataclasses import dataclass, replace
from functools import partial

from assistant.answering.understand.meanings import (
    Acts,
    Asks,
    AsksAttribute,
    AsksComparison,
    AsksDefinition,
    AsksList,
    AsksSummary,
    AsksValue,
    AsksWho,
    Filler,
    InSection,
    InWindow,
    IsEmpty,
    IsOverdue,
    IsRow,
    Measures,
    Mentions,
    NamesAbsent,
    NamesPlan,
    NamesUnit,
    OfDueKind,
    Reading,
    Reference,
    Refers,
    Talk,
    Talks,
)
from assistant.answering.understand.resolver import Resolved
from assistant.answering.words.notions import single_words
from assistant.answering.words.telling import stopwords
from assistant.answering.words.tokens import Tokens

ENDS = frozenset(".?!\n")
ASKING = (
    Asks | AsksWho | AsksValue | AsksAttribute | AsksList | AsksSummary | AsksDefinition | Measures
) | AsksComparison
SUBJECT = NamesUnit | InSection | IsRow | Mentions | IsOverdue
WHOLE = AsksList | Measures | AsksAttribute | AsksSummary
# "Kế hoạch 27. Làm thường xuyên. Việc nào?": so short a sentence is a condition.
CONDITIONS = InWindow | OfDueKind | IsEmpty | IsOverdue | Acts
REMARK = 7
# "để …", "nhằm …": why somebody asks.
PURPOSE = frozenset(("để", "nhằm", "đặng", "phục"))
# "…, tính cả …", "…, kể cả …"
COUNTING, IN = frozenset(("tính", "kể", "gồm")), "cả"
SURE = 0.6


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a question, as tokens."""

    start: int
    end: int
    has_mark: bool  # it ends with a question mark
    is_purpose: bool = False  # it says what for


def sentences(tokens: Tokens, chosen: tuple[Reading, ...] = ()) -> tuple[Sentence, ...]:
    """The sentences of a question; ", cho em hỏi …" begins one too."""
    openers = set(map(partial(manners_begin, chosen), sure_fillers(chosen)))
    # "mảng kho tàng, phục vụ người dân": what one reading covers is not parted.
    inner = {i for r in chosen for i in range(r.start + 1, r.end)}
    starts = [0] + [
        i
        for i, t in enumerate(tokens.items)
        if i
        and i not in inner
        and (
            set(t.after_break) & ENDS
            or (t.after_break and (i in openers or t.spelled in PURPOSE))
            or (t.after_break and tokens[0].spelled in PURPOSE)
        )
    ]
    ends = [*starts[1:], len(tokens)]
    return tuple(
        Sentence(
            start, end, "?" in following(tokens, end), is_purpose=tokens[start].spelled in PURPOSE
        )
        for start, end in zip(starts, ends, strict=True)
        if end > start
    )


def sure_fillers(chosen: tuple[Reading, ...]) -> list[Reading]:
    return [r for r in chosen if isinstance(r.meaning, Filler) and r.weight >= SURE]


def manners_begin(chosen: tuple[Reading, ...], sure: Reading) -> int:
    """Where the manners begin that end in a sure one: "anh chị | cho em xin"."""
    start = sure.start
    while before := next((r for r in chosen if r.end == start and is_filler(r)), None):
        start = before.start
    return start


def is_filler(reading: Reading) -> bool:
    return isinstance(reading.meaning, Filler)


def following(tokens: Tokens, end: int) -> str:
    """The punctuation after a sentence's last token."""
    if end < len(tokens):
        return tokens[end].after_break
    return tokens.text[tokens[end - 1].end :]


def silent(tokens: Tokens, chosen: tuple[Reading, ...]) -> frozenset[int]:
    """The tokens of sentences that ask nothing, where another sentence asks by itself."""
    parts = sentences(tokens, chosen)
    if len(parts) < 2:
        return frozenset()
    asking = asking_parts(parts, tokens, chosen)
    if not asking or len(asking) == len(parts):
        return frozenset()
    if not any(has_subject(part, chosen) for part in asking):
        return frozenset()
    return frozenset(i for part in parts if part not in asking for i in range(part.start, part.end))


def asking_parts(
    parts: tuple[Sentence, ...], tokens: Tokens, chosen: tuple[Reading, ...]
) -> list[Sentence]:
    """The sentences that ask; "đang làm bảng so sánh" asks nothing where another sentence does."""
    asking = [part for part in parts if asks(part, chosen)]
    begun = single_words("circumstance")
    comparing = [p for p in asking if tokens[p.start].spelled in begun and only_compares(p, chosen)]
    return asking if len(comparing) == len(asking) else [p for p in asking if p not in comparing]


def only_compares(sentence: Sentence, chosen: tuple[Reading, ...]) -> bool:
    """Whether nothing but a word of comparing would make a sentence ask."""
    asking = [r for r in within(sentence, chosen) if isinstance(r.meaning, ASKING)]
    compares = bool(asking) and all(isinstance(r.meaning, AsksComparison) for r in asking)
    return compares and not sentence.has_mark


def aside(tokens: Tokens) -> frozenset[int]:
    """ "…, kể cả việc làm chung với ông Hưởng": what is counted in narrows nothing."""
    found: set[int] = set()
    for start, token in enumerate(tokens.items[:-1]):
        is_begun = token.after_break and not set(token.after_break) & ENDS
        if is_begun and token.spelled in COUNTING and tokens[start + 1].spelled == IN:
            end = start + 1
            while end < len(tokens) and not tokens[end].after_break:
                end += 1
            found.update(range(start, end))
    return frozenset(found)


def asks(sentence: Sentence, chosen: tuple[Reading, ...]) -> bool:
    """Whether a sentence asks; an order to the program or a greeting is no question."""
    inside = within(sentence, chosen)
    if any(isinstance(r.meaning, Talks) and r.meaning.talk is Talk.ORDER for r in inside):
        return sentence.has_mark
    if sentence.is_purpose:
        return any(isinstance(r.meaning, AsksWho | AsksList | Measures | Mentions) for r in inside)
    return (
        sentence.has_mark
        or is_request(sentence, chosen)
        or any(isinstance(r.meaning, ASKING) and r.weight >= SURE for r in inside)
    )


def is_request(sentence: Sentence, chosen: tuple[Reading, ...]) -> bool:
    """ "cho em xin con số đô thị thông minh": manners of asking, and what is asked for."""
    inside = within(sentence, chosen)
    has_manners = any(r in inside for r in sure_fillers(chosen))
    return has_manners and has_subject(sentence, chosen)


def has_subject(sentence: Sentence, chosen: tuple[Reading, ...]) -> bool:
    """Whether a sentence says of what it asks."""
    inside = within(sentence, chosen)
    covered = {i for r in inside for i in range(r.start, r.end)}
    left = [i for i in range(sentence.start, sentence.end) if i not in covered]
    named = any(isinstance(r.meaning, SUBJECT) for r in inside)
    listed = any(isinstance(r.meaning, WHOLE) for r in inside)
    return named or listed or len(left) > 1


def within(sentence: Sentence, chosen: tuple[Reading, ...]) -> list[Reading]:
    return [r for r in chosen if sentence.start <= r.start < sentence.end]


def says_more(sentence: Sentence, tokens: Tokens, chosen: tuple[Reading, ...]) -> bool:
    """Whether words stand in a sentence that no reading covers."""
    covered = {i for r in within(sentence, chosen) for i in range(r.start, r.end)}
    return any(
        i not in covered and tokens[i].spelled not in stopwords()
        for i in range(sentence.start, sentence.end)
    )


def spoken(tokens: Tokens, resolved: Resolved) -> tuple[Resolved, frozenset[int]]:
    """The readings that count, and the tokens that do not."""
    out = aside(tokens)
    chosen = tuple(r for r in resolved.chosen if r.start not in out)
    mute = silent(tokens, chosen)
    # "Mình ở Phòng A, cho hỏi phòng mình …": only then a unit is carried over.
    points_back = any(
        isinstance(r.meaning, Refers) and r.meaning.to is Reference.UNIT and r.start not in mute
        for r in chosen
    )
    names = NamesPlan | NamesAbsent | Talks
    remarks = frozenset(
        i
        for part in sentences(tokens, chosen)
        if part.end - part.start <= REMARK or part.is_purpose
        for i in range(part.start, part.end)
    )
    # "Sáng mai anh họp" says more than a time: why somebody asks.
    conditions = frozenset(
        i
        for part in sentences(tokens, chosen)
        if part.start in remarks and not says_more(part, tokens, chosen)
        for i in range(part.start, part.end)
    )
    kept = tuple(
        r
        for r in chosen
        if r.start not in mute
        or isinstance(r.meaning, names)
        or (isinstance(r.meaning, NamesUnit) and (points_back or r.start in remarks))
        or (isinstance(r.meaning, CONDITIONS) and r.start in conditions)
    )
    return replace(resolved, chosen=kept), mute | out
