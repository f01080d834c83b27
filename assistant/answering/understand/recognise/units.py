"""Units named in a question: as documents write them, shortened, or unknown to every document."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.answering.understand.meanings import NamesUnit, NamesUnknownUnit, Reading
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.understand.vocabulary.unit_names import (
    COMMON,
    ONE_OF_GROUP,
    UnitName,
    heads_by_first,
)
from assistant.answering.words.patterns import fits
from assistant.answering.words.telling import word_set
from assistant.answering.words.tokens import Token, Tokens
from assistant.vietnamese.statistics import statistics
from assistant.vietnamese.text import fold, syllables

# A unit's name ends before these: the words of a question that follow a name.
ENDS = word_set(
    """chủ phối phụ nào gì của trong thì có được là phải làm cho ở tại với do năm theo lo hỗ đảm
    chịu cần giao chỉ không đang đã sẽ này đó ấy kia trên mấy bao những các bên ai khi để về vào
    gồm nếu mà hay hoặc vậy thế nhé ạ sở tỉnh thực thuộc nhận bị trước họp xong"""
)
# Words that stand before units in documents without being a part of their names.
LINKING = word_set("các của do và giao với ở tại cho bởi là từ phối hợp chủ trì lãnh đạo trưởng")
PLACES = frozenset(("phuong", "thon", "ap", "duong", "pho", "quan", "huyen"))
OWNERS = word_set("sở tỉnh")
SELVES = word_set("em mình tôi tui tớ tụi chúng bọn")  # "phòng em định mua phần mềm"
PLURAL = word_set("các những mấy từng mỗi")
TIMES, ROMAN = frozenset(("quy", "thang", "tuan", "ngay")), frozenset(("I", "II", "III", "IV"))
WHICH_TIME = word_set("này sau tới trước nay nào mấy")
LONGEST_NAME = 10
ONE_WORD = 0.1  # so often a syllable stands before another that both are one word
LONGEST_OF_PLACE = 5  # "sở nông nghiệp và môi trường" and its province
# So many words of one name after its head mean it, whatever follows them.
LONG_RUN = 4
# So many, where they are the whole of another unit's.
LEAST_REST = 2
YEAR = re.compile(r"20\d\d")  # "kế hoạch 2025 phòng Vận tải …": a year counts nothing
LEAST_INITIALS = 2
UNKNOWN_WEIGHT = 0.62
SHORTENED_WEIGHT = 0.8
WHOLE = 1.0  # the weight of a name in full
OUTSIDE = "out"  # the rank of bodies that are no part of a department
HAVING, WHAT_IS_HAD = "có", word_set("những các việc bao mấy gì nhiệm ai nào được phải bị")


def read_units(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """Names of units, known and unknown."""
    for start in range(len(tokens)):
        yield from known(tokens, names, start=start)
        yield from after_head(tokens, names, start=start)


def known(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """A unit's name as one of its spellings."""
    found: dict[int, dict[str, tuple[float, UnitName]]] = {}
    for spelling, name in names.units_by_first.get(tokens[start].folded, ()):
        end = start + len(spelling.words)
        if spelling.weight == ONE_OF_GROUP and goes_on(tokens, end):
            continue
        if spelling.weight < WHOLE and is_own_kind(spelling.words, names):
            continue
        if matches(tokens, spelling.words, start=start) and not is_plain_word(
            tokens[start], spelling.words
        ):
            held = found.setdefault(end, {})
            if held.get(name.unit.id, (0.0,))[0] < spelling.weight:
                held[name.unit.id] = (spelling.weight, name)
    for end, held in found.items():
        if not breaks_name(tokens, start, end):
            best = max(weight for weight, _ in held.values())
            other = end_of_other(tokens, names, end)
            if other:
                yield Reading(start, other, NamesUnknownUnit(tokens.words(start, other)), best)
                continue
            chosen = [name for weight, name in held.values() if weight == best]
            chosen += longer_elsewhere(chosen, names)
            yield Reading(start, end, named(chosen, tokens.words(start, end)), best)


def is_plain_word(token: Token, words: tuple[str, ...]) -> bool:
    """ "dat" without diacritics is "đạt", and no "DAT" of "Ban Quản lý dự án tỉnh"."""
    is_loose = len(words) == 1 and token.spelled != words[0]
    alike = statistics().by_fold.get(token.folded, ())
    return is_loose and any(statistics().count(word) > COMMON for word in alike)


def longer_elsewhere(chosen: list[UnitName], names: Names) -> Iterator[UnitName]:
    """ "Phòng Quản lý nhà" of one office may be short for another's, which is called longer."""
    organizations = {name.unit.organization for name in chosen}
    beginnings = {(name.head, name.rest) for name in chosen if len(name.rest) >= LEAST_REST}
    for head, rest in beginnings:
        longer = [
            name
            for name in names.units
            if name.head == head
            and name.rest[: len(rest)] == rest
            and name.unit.organization not in organizations
        ]
        held = Counter(name.unit.organization for name in longer)
        yield from (name for name in longer if held[name.unit.organization] == 1)


def named(units: list[UnitName], words: str) -> NamesUnit:
    return NamesUnit(
        tuple(sorted(name.unit.id for name in units)),
        words,
        tuple(sorted({name.unit.organization for name in units})),
    )


def matches(tokens: Tokens, words: tuple[str, ...], *, start: int) -> bool:
    """Whether the words stand at a token, by their letters alone where the question is so."""
    items = tokens.items
    if start + len(words) > len(items):
        return False
    loose = 0
    for at, word in enumerate(words, start):
        fit = fits(items[at], word)
        if fit is None:
            return False
        loose += fit
    return not loose or tokens.is_bare or len(words) > 1


def end_of_other(tokens: Tokens, names: Names, end: int) -> int:
    """Where the name of another unit ends that begins like a known one and goes on with a name
    that no document holds: "Ban Quản lý khu kinh tế | Vũng Áng"; 0 where it does not.
    """
    if not goes_on(tokens, end) or tokens[end].text.isupper():
        return 0
    word = tokens[end].folded if tokens.is_bare else tokens[end].spelled
    held = names.folded if tokens.is_bare else names.vocabulary.syllables
    if word in held or begins_place(tokens, names, at=end):
        return 0
    while goes_on(tokens, end):
        end += 1
    return end


def goes_on(tokens: Tokens, end: int) -> bool:
    """ "Trung tâm Y tế khu vực | Ngọc Hiển" is one and not each of them, "xã, phường | có tuyến đi
    qua" are some of them.
    """
    if end >= len(tokens) or tokens[end].after_break:
        return False
    some = tokens[end].spelled == HAVING and end + 1 < len(tokens)
    return tokens[end].is_capital or (some and tokens[end + 1].spelled not in WHAT_IS_HAD)


def breaks_name(tokens: Tokens, start: int, end: int) -> bool:
    """Whether punctuation other than what names hold ("Kế hoạch – Tài chính") cuts the span."""
    return any(set(t.after_break) - set(",-–— ") for t in tokens.items[start + 1 : end])


def after_head(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """ "phòng vận tải" for "Phòng Quản lý vận tải"; "phòng quản lý nhà" where there is none."""
    for head, rank, not_before in heads_by_first().get(tokens[start].folded, ()):
        if not matches(tokens, head, start=start) or is_inside(tokens, names, start=start):
            continue
        first = start + len(head)
        yield from only_one(tokens, names, head, start=start, rank=rank)
        end = name_end(tokens, names, first=first)
        if first == len(tokens) or tokens[first].spelled in not_before | SELVES:
            return
        yield from shortened(tokens, names, " ".join(head), start=start, first=first, end=end)
        if end == first or is_doubtful(tokens, head, start=start, first=first):
            return
        looks_named = is_named(tokens, start=start, first=first, rank=rank) or (
            rank == OUTSIDE and is_of_place(tokens, names, start=start, first=first, end=end)
        )
        if looks_named and not is_issuer(tokens, names, start=start):
            for stop in range(first + 1, end + 1):
                if not tokens.is_cut(start, stop):
                    meaning = NamesUnknownUnit(tokens.words(start, stop))
                    yield Reading(start, stop, meaning, UNKNOWN_WEIGHT)
        return


def is_doubtful(tokens: Tokens, head: Sequence[str], *, start: int, first: int) -> bool:
    """Without diacritics "so EBI" may be "số", and "hoi SURF" the end of "ngày hội"."""
    if not tokens.is_bare:
        return False
    is_other_word = len(head) == 1 and tokens[start].spelled != head[0]
    return is_other_word or (tokens[first].is_capital and not tokens[start].is_capital)


def name_end(tokens: Tokens, names: Names, *, first: int) -> int:
    """Where a name that begins at a token may end at the latest."""
    end = first
    while end < min(len(tokens), first + LONGEST_NAME):
        token = tokens[end]
        # "Hội Phụ nữ": a capital right after the head begins a name, whatever the word.
        begins = end == first and token.is_capital and token.spelled not in OWNERS
        if (end > first and token.after_break) or (
            not begins and is_end(tokens, token.spelled, token.folded)
        ):
            break
        if token.is_number or begins_time(tokens, end) or begins_place(tokens, names, at=end):
            break
        end += 1
        # "Phòng KHTC | quản ngân sách": initials are the whole of a name.
        if len(token.text) > 2 and token.text.isupper() and not tokens.text.isupper():
            break
    return end


def begins_time(tokens: Tokens, at: int) -> bool:
    """ "phòng quản lý nhà | quý II phải trình gì", "| tháng này": a time, and no part of a name."""
    after = tokens.items[at + 1 : at + 2]
    if tokens[at].folded not in TIMES or not after:
        return False
    return after[0].is_number or after[0].text in ROMAN or after[0].spelled in WHICH_TIME


def begins_place(tokens: Tokens, names: Names, *, at: int) -> bool:
    """Whether a province, or the issuer of a document, is named from a token on."""
    if tokens[at].folded in ("thanh", "tp") and at + 1 < len(tokens):
        # "Sở Y tế thành phố Huế": "thành phố" belongs to the place.
        after = at + 1 + (tokens[at + 1].folded == "pho")
        if after < len(tokens) and after != at and begins_place(tokens, names, at=after):
            return True
    if tokens[at].text.isupper() and is_initials(tokens[at].folded, names):
        return True
    provinces = names.provinces_by_first.get(tokens[at].folded, ())
    return any(matches(tokens, words, start=at) for words, _ in provinces) or is_issuer(
        tokens, names, start=at
    )


def is_initials(letters: str, names: Names) -> bool:
    """ "Thanh tra BN": the initials of a place whose plans are held."""
    held = ("".join(fold(word[0]) for word in words) for words, _ in names.held_places)
    return letters in held


def is_inside(tokens: Tokens, names: Names, *, start: int) -> bool:
    """ "xã hội", "nội bộ", "38 phòng": a head noun that is a part of another word, or counted."""
    if not start or tokens[start].after_break:
        return False
    before = tokens[start - 1]
    if before.folded in PLACES:
        return True  # "phường Phong Quảng"
    if tokens[start].is_capital:
        return False
    if before.is_number and not YEAR.fullmatch(before.text):
        return True
    pair = (before.spelled, tokens[start].spelled)
    return pair in names.vocabulary.pairs and before.spelled not in LINKING


def clause_end(tokens: Tokens, first: int) -> int:
    """The next punctuation, or the end of the longest name."""
    end = first
    while end < min(len(tokens), first + LONGEST_NAME) and not (
        end > first and tokens[end].after_break
    ):
        end += 1
    return end


def is_end(tokens: Tokens, spelled: str, folded: str) -> bool:
    if spelled in ENDS:
        return True
    return tokens.is_bare and folded in FOLDED_ENDS


FOLDED_ENDS = frozenset(map(fold, ENDS)) - {"so", "lo", "cho", "chi", "la", "bao", "do"}


def only_one(
    tokens: Tokens, names: Names, head: tuple[str, ...], *, start: int, rank: str
) -> Iterator[Reading]:
    """ "kho bạc" where the plans name one alone: the State Treasury of the region."""
    if rank != OUTSIDE or len(head) == 1 or is_own_kind(head, names):
        return
    known = [n for n in names.units if n.head == " ".join(head) and not n.unit.is_group]
    if len({n.rest for n in known}) == 1:
        words = tokens.words(start, start + len(head))
        yield Reading(start, start + len(head), named(known, words), SHORTENED_WEIGHT)


def is_own_kind(head: tuple[str, ...], names: Names) -> bool:
    """ "bảo tàng" in the plan of a museum is that one, whatever other its tasks name."""
    return any(
        syllables(plan.document.organization.name)[: len(head)] == head for plan in names.plans
    )


def shortened(
    tokens: Tokens, names: Names, head: str, *, start: int, first: int, end: int
) -> Iterator[Reading]:
    """Units with that head whose name holds the words that follow, in their order."""
    best, chosen = first, list[UnitName]()
    for name in names.units:
        if fold(name.head) != fold(head) or name.unit.is_group:
            continue
        reach = run_within(tokens, name.rest, first=first, end=clause_end(tokens, first))
        if reach > best:
            best, chosen = reach, [name]
        elif reach == best and reach > first:
            chosen.append(name)
    distinct = {name.rest for name in chosen}
    # A run that stops before the name does ("phòng quản lý | nhà") means another unit.
    if len(distinct) == 1 and (best >= end or best - first >= LONG_RUN):
        yield Reading(start, best, named(chosen, tokens.words(start, best)), SHORTENED_WEIGHT)


def run_within(tokens: Tokens, rest: tuple[str, ...], *, first: int, end: int) -> int:
    """How far the tokens follow a name's words, some of which may be left out."""
    position, at = 0, first
    while at < end:
        after = after_words(tokens[at], rest, position=position)
        if after is None:
            break
        position, at = after, at + 1
    return at


def after_words(token: Token, rest: tuple[str, ...], *, position: int) -> int | None:
    """Where a name goes on after the word, or the words, that a token stands for."""
    for at in range(position, len(rest)):
        if fits(token, rest[at]) is not None:
            return at + 1
        # "Phòng Vận tải và ATGT": initials within a name
        following = rest[at : at + len(token.text)]
        letters = "".join(fold(word)[:1] for word in following)
        if token.text.isupper() and len(following) >= LEAST_INITIALS and letters == token.folded:
            return at + len(following)
    return None


def is_issuer(tokens: Tokens, names: Names, *, start: int) -> bool:
    """Whether the issuer of a document is named there: its plans are meant, no unit."""
    named = names.issuers_by_first.get(tokens[start].folded, ())
    return any(matches(tokens, words, start=start) for words, _ in named)


def is_of_place(tokens: Tokens, names: Names, *, start: int, first: int, end: int) -> bool:
    """ "sở y tế đắk lắk" typed small: the province behind it shows where the name ends."""
    if start and is_one_word(tokens[start - 1].spelled, tokens[start].spelled):
        return False
    if any(token.is_capital for token in tokens.items[1:]) or end - first > LONGEST_OF_PLACE:
        return False
    return end < len(tokens) and begins_place(tokens, names, at=end)


def is_one_word(first: str, second: str) -> bool:
    """ "trụ sở": whether the first mostly stands before the second, in whatever is written."""
    general = statistics()
    return general.pair_count(first, second) > ONE_WORD * max(general.count(first), 1)


def is_named(tokens: Tokens, *, start: int, first: int, rank: str) -> bool:
    """Whether the words after a head noun look like a name and not like ordinary words.

    A department of its own ("Sở Y tế") is written with a capital; without one, only in a
    question that has none; after "các" it is any of them.
    """
    has_capitals = any(t.is_capital for t in tokens.items[1:])
    if tokens[first].is_capital or any(t.is_capital for t in tokens.items[start + 1 : first]):
        return True
    if start and tokens[start - 1].spelled in PLURAL:
        return False
    return not has_capitals and rank == "in"
