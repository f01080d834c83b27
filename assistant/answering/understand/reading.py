"""Reads a question: its words, what each may mean, which of that holds, and what is asked."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from assistant.answering.understand.courtesies import between_courtesies
from assistant.answering.understand.frame import frame
from assistant.answering.understand.given_back import give_back
from assistant.answering.understand.meanings import (
    Acts,
    Asks,
    AsksAttribute,
    AsksList,
    AsksValue,
    AsksWho,
    Detail,
    Filler,
    HasStatus,
    IsOverdue,
    Kind,
    Measures,
    NamedBy,
    NamesPlan,
    NamesUnknownUnit,
    OfDueKind,
    Reading,
)
from assistant.answering.understand.recognise.recognise import recognise
from assistant.answering.understand.recognise.rule_questions import of_prose
from assistant.answering.understand.resolver import Resolved, resolve
from assistant.answering.understand.understood import Understood
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.compounds import known_compounds
from assistant.answering.words.notions import single_words
from assistant.answering.words.telling import QUESTION_WORDS, attracts, stopwords
from assistant.answering.words.tokens import Tokens, tokenise
from assistant.domain.task import Field
from assistant.vietnamese.text import syllables

# A field reading under this is dropped beside a surer one; its words go back to the topic.
SURE = 0.6
NOUN = 0.4
FAINT = 0.2
# A small word belongs to the next where that stands after it so often in the documents.
COMPOUND_SHARE, COMPOUND_TIMES = 0.5, 3
# Two syllables that documents write together are a word where that is so much oftener than chance.
ENDING_LIFT = 10
# "muốn kiểm tra ai thì gửi quyết định trước mấy ngày": who is in the case asks nothing.
THEN, TO_SEE = "thì", "xem"
IN_CASES = AsksWho | AsksValue | Asks | Measures
# "năm 26"; and neither "5 năm 26 %" nor "năm 30 tuổi"
SHORT_YEAR = re.compile(
    r"(?<!\d )(?P<said>\b(?:năm|nam) )(?P<year>2[4-9]|3[0-5])\b(?![.,/-]?\d| ?%| tu[oổ]i)",
    re.IGNORECASE,
)
CONTACTS, ASKED_FOR = (Kind.PHONE, Kind.MAIL), frozenset(("xin", "cho", "goi"))
# What is asked of one task: its day, how long is left; "đã quá hạn chưa" asks whether it is late.
OF_A_TASK = (Detail.VALUE, Detail.DAYS_LEFT)


def understand(question: str, names: Names, *, as_of: date) -> Understood:
    """Reads a question, without the courtesies around it."""
    # Capitals throughout say nothing; as small letters they are read like any other question.
    question = question.lower() if question.isupper() else question
    question = SHORT_YEAR.sub(r"\g<said>20\g<year>", question)
    understood = read(question, names, as_of=as_of)
    asked = between_courtesies(question, understood.tokens, understood.resolved.chosen)
    if not asked:
        return understood
    # "Chào em, chúc một ngày vui": where nothing is asked after all, the greeting is answered.
    return replace(read(asked, names, as_of=as_of), talk=understood.talk)


def read(question: str, names: Names, *, as_of: date) -> Understood:
    """Reads a question word by word."""
    mended = names.speller.mend(question)
    tokens = tokenise(mended.text, typed=mended.letters)
    within_words = {*compounds(tokens, names), *known_compounds(tokens)}
    tokens = replace(tokens, compounds=frozenset(within_words))
    readings = of_prose(tokens, recognise(tokens, names, as_of=as_of))
    resolved = without_asking_in_a_case(tokens, resolve(readings))
    resolved = without_nouns_of_figures(tokens, drop_weak(tokens, resolved))
    understood = without_filters_of_a_field(frame(tokens, resolved))
    return without_common_words(understood, names)


def without_asking_in_a_case(tokens: Tokens, resolved: Resolved) -> Resolved:
    """ "Muốn kiểm tra ai thì … trước mấy ngày": what asks before "thì" is any, where something is
    asked behind it.
    """
    at = next((i for i, t in enumerate(tokens.items) if t.spelled == THEN), 0)
    asking = [r for r in resolved.chosen if isinstance(r.meaning, IN_CASES)]
    in_case = [r for r in asking if r.start > 0 and r.end <= at]
    is_case = tokens[0].spelled in single_words("case")
    # "đo xem cầu chịu được bao nhiêu thì ai làm": what is to be found out
    seen = next((i for i, t in enumerate(tokens.items[:at]) if t.spelled == TO_SEE), at)
    in_case = in_case if is_case else [r for r in in_case if r.start > seen]
    if not in_case or len(in_case) == len(asking):
        return resolved
    chosen = (replace(r, meaning=Filler()) if r in in_case else r for r in resolved.chosen)
    return replace(resolved, chosen=tuple(chosen))


def without_filters_of_a_field(understood: Understood) -> Understood:
    """Asked for a field of a task that is described, "quá hạn" and the like describe it too."""
    asks_value = any(ask.detail in OF_A_TASK for ask in understood.asks)
    is_field = asks_value or bool(understood.values)
    if not is_field or understood.wants_list or understood.measure or not understood.topic:
        return understood
    return give_back(understood, IsOverdue, OfDueKind, HasStatus)


def without_common_words(understood: Understood, names: Names) -> Understood:
    """What looks like an unknown unit and stands so in documents is a part of the topic."""
    if understood.wants_list or understood.measure or not understood.unknown_units:
        return understood
    if of_a_province(understood):
        return understood
    asks_unit = {Field.LEAD, Field.SUPPORT} & {*understood.fields}
    if (understood.who or asks_unit) and all(
        unit.words == unit.words.lower() for unit in understood.unknown_units
    ):
        # "lắp trạm quan trắc giao cho ai": who is asked for, so the noun is what it is about.
        return give_back(understood, NamesUnknownUnit)
    pairs = names.vocabulary.pairs
    for unit in understood.unknown_units:
        words = syllables(unit.words)
        is_name = sum(word[:1].isupper() for word in unit.words.split()) > 1
        if is_name or not all(pair in pairs for pair in pairwise(words)):
            return understood
    return give_back(understood, NamesUnknownUnit)


def of_a_province(understood: Understood) -> bool:
    """ "sở y tế đắk lắk": a name with its province behind it is a unit, however it is typed."""
    ends = {r.end for r in understood.resolved.of(NamesUnknownUnit)}
    return any(
        r.start in ends and r.meaning.by is NamedBy.PROVINCE
        for r in understood.resolved.of(NamesPlan)
    )


def is_listed(tokens: Tokens, noun: Reading, chosen: tuple[Reading, ...]) -> bool:
    """ "bộ phận phụ trách và thời gian mở lớp": a noun joined to something that is asked for."""
    before = [r for r in chosen if isinstance(r.meaning, Asks | Acts) and r.end <= noun.start]
    between = tokens.items[before[-1].end : noun.start] if before else ()
    is_joined = bool(between) and all(token.spelled in ("và", "cùng", "với") for token in between)
    return bool(before) and (is_joined or before[-1].end == noun.start)


def without_nouns_of_figures(tokens: Tokens, resolved: Resolved) -> Resolved:
    """ "điều tra mức sống … ai làm": beside a field that is asked for, a noun asks no figure."""
    if not resolved.of(AsksWho) and all(r.weight < SURE for r in resolved.of(Asks)):
        return resolved
    # "số Zalo … bao giờ phải có": the thing itself, and no number that is asked for.
    named = tuple(r for r in resolved.of(AsksValue) if is_named(r, tokens))
    resolved = Resolved(
        tuple(r for r in resolved.chosen if r not in named), (*resolved.lost, *named)
    )
    chosen = tuple(
        replace(r, meaning=Filler()) if isinstance(r.meaning, AsksValue) and r.weight < NOUN else r
        for r in resolved.chosen
    )
    return replace(resolved, chosen=chosen)


def is_named(reading: Reading, tokens: Tokens) -> bool:
    """Whether words name a telephone or a mailbox, and do not ask for its number."""
    said = {token.folded for token in tokens.items[reading.start : reading.end]}
    is_contact = isinstance(reading.meaning, AsksValue) and reading.meaning.kind in CONTACTS
    return is_contact and not said & (QUESTION_WORDS | ASKED_FOR)


def drop_weak(tokens: Tokens, resolved: Resolved) -> Resolved:
    """Without field readings that are mere nouns, where a surer one stands beside them."""
    asks = resolved.of(Asks)
    others = [
        r
        for r in resolved.chosen
        if isinstance(r.meaning, Acts | AsksWho | AsksValue | AsksAttribute | AsksList | Measures)
        and r.weight >= SURE
    ]
    weak = [r for r in asks if r.weight < SURE and not is_listed(tokens, r, resolved.chosen)]
    values = resolved.of(AsksValue)
    if values and not others:
        # "cắm mốc … bao nhiêu mốc": a noun in the middle of a phrase asks nothing beside a figure.
        others = [*values]
        weak = [r for r in weak if r.weight < FAINT]
    if not weak or (len(weak) == len(asks) and not others):
        return resolved
    kept = tuple(r for r in resolved.chosen if r not in weak)
    return Resolved(kept, (*resolved.lost, *weak))


def compounds(tokens: Tokens, names: Names) -> Iterator[int]:
    """Small words that mostly stand beside their neighbour in the documents: "chung cư"."""
    counts, pairs = names.vocabulary.syllables, names.vocabulary.pairs
    for at, (first, second) in enumerate(pairwise(tokens.items)):
        together = pairs.get((first.spelled, second.spelled), 0)
        small = [token.spelled in stopwords() for token in (first, second)]
        if second.after_break or not together or THEN in (first.spelled, second.spelled):
            continue
        whole = max(COMPOUND_TIMES, COMPOUND_SHARE * counts.get(first.spelled, 0))
        ends_word = together >= whole or attracts(first, second, times=ENDING_LIFT)
        if small == [False, True] and ends_word:
            yield at + 1  # "dự phòng", "sầu riêng"
        often = max(COMPOUND_TIMES, COMPOUND_SHARE * counts.get(second.spelled, 0))
        is_bound = together >= often or (together >= COMPOUND_TIMES and attracts(first, second))
        if small == [True, False] and is_bound:
            yield at
