"""A unit with every way in which a question may write its name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.understand.vocabulary.provinces import provinces_by_first
from assistant.answering.words.lexicon import rows, words_of_tables
from assistant.answering.words.telling import is_bound, written_out
from assistant.domain.unit import Unit
from assistant.vietnamese.abbreviations import abbreviations
from assistant.vietnamese.statistics import statistics
from assistant.vietnamese.text import fold, spell, syllables
from assistant.vietnamese.wordlist import read_table

# Words at the end of a unit's name that people leave out or add: "Văn phòng (Sở)".
TAILS, PROVINCE, CITY = ("sở", "tỉnh"), ("tỉnh",), ("thành", "phố")
SHORTEST_LETTERS = 3
COMMON = 200  # a syllable that general texts hold so often is a word
LEAST_LONG = 3  # syllables that are shortened at the beginning of a name
LEAST_BEFORE = 1  # the words of a name that stay as they are before what is shortened
# "HTKT": a unit by its letters alone
ABBREVIATION = re.compile(r"[A-ZĐ]{2,}")
PARTS = re.compile(r",|&|\s[-–]\s|\bvà\b")
JOINING = frozenset(syllables("và của"))
COMPANY = ("công", "ty")
SHORT_NAME = 2  # syllables: "Điện lực" of a company


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way of writing a name: its syllables, and how surely they mean it."""

    words: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit with every way in which a question may write it."""

    unit: Unit
    head: str  # "phòng", "trung tâm", or "" where the name has none
    rest: tuple[str, ...]
    spellings: tuple[Spelling, ...]


# How surely a spelling means the unit: 1 for a name in full, less for one that may mean another
# unit or the thing itself. Set by hand on the open questions; only their order is sure.
IN_FULL = 1.0
WITHOUT_JOINING = 0.95  # "Phòng Kế hoạch Tài chính"
HEAD_SHORTENED = 0.95  # "P. Kinh tế"
WITHOUT_PART = 0.9  # "VNPT" of "VNPT Tây Ninh", "Công ty Cấp nước" of "Công ty Cổ phần Cấp nước"
JOINED_OTHERWISE = 0.9  # "Giáo dục với Đào tạo"
INITIALS_ALONE = 0.9  # "KHTC", "PKHTC"
WITHOUT_PARTS = 0.85  # without both its province and its legal form
# The same letters may shorten the issuer of a plan, which comes before a unit.
CONTRACTED = 0.85  # "phòng quản lý nhà và thị trường BĐS"
WRITTEN_OUT = 0.85  # "Các phòng có thủ tục hành chính" of "Các phòng có TTHC"
NUMBERED, NUMBERED_BY = 0.9, ("số",)  # "đội 1" of "Đội Quản lý thị trường số 1"
OF_GROUP = 0.8  # "các phòng" names many
BEGINNING, LEAST_BEGINNING = 0.8, 2
LEAST_PART = 2  # syllables
OFFICE = ("văn", "phòng")  # many bodies have one, and "VP" says which only with its own place
SHORTENED = 2  # syllables of a head that are told by their letters: "TT", "BV"
CALLED_SHORTLY = 0.75
WITHOUT_HEAD = 0.6  # "kế hoạch tài chính" may mean the thing itself
LEAST_GROUP = 3  # syllables: "đơn vị" alone names no group
LONGEST_GROUP = 5  # with more it says what its members are to do
COMMON_KINDS = ("noun", "any")  # of the heads in unit_heads.tsv
# "phòng chuyên môn" of "Các phòng chuyên môn", "UBND xã có rừng" of "UBND các xã có rừng"
EACH, ONE_OF_GROUP = "các", 0.7


def short_names(units: Iterable[UnitName]) -> Iterable[str]:
    """Words that are right as they are: abbreviations and initials of units."""
    yield from abbreviations()
    yield from words_of_tables()
    for name in units:
        for spelling in name.spellings:
            yield from (word for word in spelling.words if len(spelling.words) < 3)


def unit_name(unit: Unit) -> UnitName:
    """A unit's names: whole, without its head noun, by initials, as its aliases say."""
    head, rest = split_head(syllables(unit.name))
    spellings: dict[tuple[str, ...], float] = {}
    for written in unit.spellings:
        for words in with_tails(syllables(written)):
            add(spellings, words, OF_GROUP if unit.is_group else IN_FULL)
            add(spellings, without_province(words), WITHOUT_PART)
            add(spellings, without_form(words), WITHOUT_PART)
            add(spellings, without_province(without_form(words)), WITHOUT_PARTS)
            add(spellings, without_joining(words), WITHOUT_JOINING)
            joined = tuple("với" if word == "và" else word for word in words)
            add(spellings, joined, JOINED_OTHERWISE)
            for spelled in (*contracted(words), *contracted(joined)):
                add(spellings, spelled, CONTRACTED)
        for words in with_place(syllables(written), place=place_of(unit.organization)):
            add(spellings, words, IN_FULL)
        for words in without_abbreviations(written):
            add(spellings, words, WRITTEN_OUT)
        own_head, own_rest = split_head(syllables(written))
        if head and ABBREVIATION.fullmatch(written):
            add(spellings, (*head.split(), *syllables(written)), IN_FULL)
        for words, weight in short_forms(own_head, own_rest):
            add(spellings, words, weight)
        for words in with_head_shortened(unit, syllables(written)):
            add(spellings, words, WITHOUT_PART)
        for initials in initials_of_parts(written):
            add(spellings, (*own_head.split(), *initials), IN_FULL)
        for words in numbered_forms(own_head, own_rest):
            add(spellings, words, NUMBERED)
        add(spellings, first_part(written), BEGINNING)
        if EACH in (words := syllables(written)) and len(words) > LEAST_GROUP:
            add(spellings, tuple(word for word in words if word != EACH), ONE_OF_GROUP)
        if unit.is_group and len(members := from_each(syllables(written))) >= LEAST_GROUP:
            add(spellings, members, BEGINNING)
            add(spellings, without_each(members), ONE_OF_GROUP)
        add(spellings, called_shortly(words), CALLED_SHORTLY)
        if not own_head:
            for words in beginnings(own_rest):
                add(spellings, words, BEGINNING)
    kept = {words: weight for words, weight in spellings.items() if not is_mere_word(words)}
    return UnitName(unit, head, rest, tuple(Spelling(w, s) for w, s in kept.items()))


def called_shortly(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "Điện lực" of "Tổng công ty Điện lực thành phố Hà Nội"; () where more tells it apart."""
    at = next((at for at in (2, 3) if words[at - len(COMPANY) : at] == COMPANY), len(words))
    own = without_province(without_form(words) or words)[at:]
    own = own[: -len(CITY)] if own[-len(CITY) :] == CITY else own
    own = own[:-1] if own[-1:] == TAILS[1:] else own
    return own if len(own) == SHORT_NAME else ()


def from_each(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "các xã, phường" of "UBND các xã, phường"; () where nothing stands before it."""
    return words[words.index(EACH) :] if EACH in words[1:] else ()


def without_each(members: tuple[str, ...]) -> tuple[str, ...]:
    """ "xã, phường" of "UBND các xã, phường"; () where one word would be left: "xã"."""
    return members[1:] if LEAST_GROUP <= len(members) <= LONGEST_GROUP else ()


def without_province(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "VNPT Tây Ninh": the name without the province at its end; () where nothing is left."""
    for length in (2, 3, 4):
        named = provinces_by_first().get(fold(words[-length]), ()) if len(words) > length else ()
        if any(words[-length:] == province for province, _ in named):
            return words[:-length]
    return ()


def is_province(words: tuple[str, ...]) -> bool:
    """Whether the words are the name of a province."""
    named = provinces_by_first().get(fold(words[0]), ()) if words else ()
    return any(words == province for province, _ in named)


@lru_cache(maxsize=4096)
def place_of(organization: str) -> tuple[str, ...]:
    """The province or city of an organization: "Hà Nội" of "Sở Xây dựng thành phố Hà Nội"."""
    words = syllables(organization)
    before = without_province(words)
    return words[len(before) :] if before else ()


def with_place(words: tuple[str, ...], *, place: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """ "Công an thành phố Hà Nội", "Công an Hà Nội" of "Công an thành phố" in a plan there."""
    for tail in (PROVINCE, CITY):
        if place and words[-len(tail) :] == tail and len(words) > len(tail):
            yield (*words, *place)
            yield (*words[: -len(tail)], *place)


@lru_cache(maxsize=1)
def company_forms() -> tuple[tuple[str, ...], ...]:
    return tuple(syllables(cells[0]) for cells in rows("company_forms.tsv"))


def without_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "Công ty Cổ phần Cấp nước": the name without its legal form; () where it has none."""
    for at, form in ((at, form) for at in (2, 3) for form in company_forms()):
        if words[at - len(COMPANY) : at] == COMPANY and words[at : at + len(form)] == form:
            return (*words[:at], *words[at + len(form) :])
    return ()


def is_mere_word(words: tuple[str, ...]) -> bool:
    """ "báo" for the province's newspaper: a syllable of the language names nobody by itself."""
    return not words or (len(words) == 1 and statistics().count(words[0]) > COMMON)


def contracted(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """ "phòng quản lý nhà và thị trường BĐS": a part of a long name by its usual letters; "CDC":
    all of it.
    """
    for letters, found in abbreviations().items():
        long = syllables(found.expansion)
        if words == long:
            yield (letters,)
        # "BHXH tỉnh": at the beginning only what is long enough to mean one body
        first = 0 if len(long) >= LEAST_LONG else LEAST_BEFORE
        for at in range(first, len(words) - len(long) + 1):
            if words[at : at + len(long)] == long and len(letters) >= SHORTEST_LETTERS:
                yield (*words[:at], letters, *words[at + len(long) :])


def beginnings(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """ "Cảng vụ" for "Cảng vụ đường thủy nội địa": names whose head no table knows."""
    for length in range(LEAST_BEGINNING, len(words)):
        beginning = words[:length]
        if beginning not in common_heads() and not is_bound(beginning[-1], words[length]):
            yield beginning


@lru_cache(maxsize=1)
def common_heads() -> frozenset[tuple[str, ...]]:
    """What any unit may be called by: "công ty", "đơn vị"; and not "Cảng vụ"."""
    kinds = read_table("unit_heads")
    return frozenset(syllables(head) for head, follow, *_ in kinds if follow in COMMON_KINDS)


def short_forms(head: str, rest: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], float]]:
    """ "Phòng Kế hoạch – Tài chính": "kế hoạch tài chính", "KHTC", "phòng KHTC", "P.KHTC"."""
    plain = without_joining(rest)
    initials = "".join(initial(word) for word in plain)
    heads = tuple(head.split())
    if len(plain) >= 3 and head != "sở":
        yield plain, WITHOUT_HEAD
    if head and len(plain) >= 2:
        if len(initials) >= 3 and head != "sở":
            yield (initials,), INITIALS_ALONE
        yield (*heads, initials), IN_FULL
        yield ("".join(initial(h) for h in heads), *rest), HEAD_SHORTENED
        yield ("".join(initial(h) for h in heads), initials), IN_FULL
        yield ("".join(initial(h) for h in heads) + initials,), INITIALS_ALONE
    if head == "văn phòng":
        yield ("vp", *rest), IN_FULL
        if not rest:
            yield ("vp", "sở"), IN_FULL


def with_head_shortened(unit: Unit, words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """ "TT Dịch vụ việc làm" of "Trung tâm Dịch vụ việc làm Nghệ An", "BV Đa khoa tỉnh Quảng Ninh"
    of "Bệnh viện Đa khoa tỉnh".
    """
    placed = with_place(words, place=place_of(unit.organization))
    for called in (without_province(words), *placed):
        head, rest = called[:SHORTENED], called[SHORTENED:]
        if rest and head in all_heads() and head != OFFICE:
            yield ("".join(map(initial, head)), *rest)


def numbered_forms(head: str, rest: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """ "Đội Quản lý thị trường số 1": "đội 1", "đội số 1", "đội 1 QLTT", "đội QLTT 1"."""
    if not head or rest[-2:-1] != NUMBERED_BY or not rest[-1].isdecimal():
        return
    heads, own, number = tuple(head.split()), rest[:-2], rest[-1]
    letters = ("".join(initial(word) for word in without_joining(own)),) if own else ()
    for called in dict.fromkeys((own, letters, ())):
        for told in ((number,), (*NUMBERED_BY, number)):
            yield (*heads, *told, *called)
            yield (*heads, *called, *told)


def add(spellings: dict[tuple[str, ...], float], words: tuple[str, ...], weight: float) -> None:
    if words:
        spellings[words] = max(spellings.get(words, 0.0), weight)


def without_joining(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in JOINING)


def with_tails(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A short name with and without "Sở" after it."""
    if words and words[-1] in TAILS and len(words) > 2 and split_head(words)[0]:
        return words, words[:-1]
    if words[-2:] == CITY and len(words) > 3 and split_head(words)[0]:
        return words, words[:-2]
    if words == ("văn", "phòng"):
        return words, (*words, "sở")
    return (words,)


@lru_cache(maxsize=1)
def all_heads() -> frozenset[tuple[str, ...]]:
    """Whatever the name of a unit may begin with, those too that hardly any department has."""
    return frozenset(syllables(head) for head, *_ in read_table("unit_heads"))


@lru_cache(maxsize=1)
def heads() -> tuple[tuple[tuple[str, ...], str, frozenset[str]], ...]:
    """Head nouns of units, longest first: words, rank, words that may not follow."""
    found = [
        (syllables(cells[0]), cells[1], frozenset("".join(cells[2:3]).split("|")))
        for cells in rows("unit_heads.tsv")
    ]
    return tuple(sorted(found, key=lambda row: -len(row[0])))


@lru_cache(maxsize=1)
def heads_by_first() -> Mapping[str, tuple[tuple[tuple[str, ...], str, frozenset[str]], ...]]:
    """The same by the first syllable without diacritics."""
    by_first: dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]] = {}
    for head in heads():
        by_first.setdefault(fold(head[0][0]), []).append(head)
    return {first: tuple(found) for first, found in by_first.items()}


def split_head(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """A unit's head noun and what distinguishes it."""
    for head, _, _ in heads():
        if words[: len(head)] == head:
            return " ".join(head), words[len(head) :]
    return "", words


def without_abbreviations(written: str) -> Iterable[tuple[str, ...]]:
    """ "Các phòng có TTHC": the name with its abbreviations written out."""
    words = written_out(syllables(written))
    if words != syllables(written):
        yield words


def initials_of_parts(written: str) -> Iterable[tuple[str, ...]]:
    """ "Sở Nông nghiệp và Môi trường": "NN&MT", as two tokens."""
    initials = tuple("".join(initial(word) for word in part) for part in parts_of(written))
    if len(initials) > 1 and all(len(i) > 1 for i in initials):
        yield initials


def first_part(written: str) -> tuple[str, ...]:
    """ "Phòng Khảo thí" for "Phòng Khảo thí và Bảo đảm chất lượng"; () where a name has one part,
    or its first is a word that many names begin with.
    """
    head, _ = split_head(syllables(written))
    first, *others = parts_of(written) or ((),)
    return (*head.split(), *first) if head and others and len(first) >= LEAST_PART else ()


def parts_of(written: str) -> tuple[tuple[str, ...], ...]:
    """The parts that a name joins, behind its head: "Nông nghiệp", "Môi trường"."""
    _, rest = split_head(syllables(written))
    if not rest:
        return ()
    tail = spell(written).split(rest[0], 1)[-1]
    parts = (syllables(part) for part in PARTS.split(f"{rest[0]}{tail}"))
    return tuple(part for part in parts if part)


def initial(word: str) -> str:
    """The first letter without its marks; "đ" is a letter of its own: "GDĐT"."""
    return "đ" if word[:1] == "đ" else fold(word)[:1]
