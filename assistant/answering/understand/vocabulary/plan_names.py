"""A document with the words by which people call it and whoever issued it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from assistant.answering.understand.vocabulary.unit_names import (
    PARTS,
    SHORTEST_LETTERS,
    first_part,
    initial,
    initials_of_parts,
    is_province,
    split_head,
    without_joining,
    without_province,
)
from assistant.answering.words.notions import phrases
from assistant.domain.document import Document
from assistant.vietnamese.abbreviations import abbreviations
from assistant.vietnamese.text import fold, syllables
from assistant.vietnamese.wordlist import read_words

PLACES = frozenset(syllables("xã phường huyện quận"))
# Heads of places that are written in two words: "thị trấn", "đặc khu".
LONG_PLACES = frozenset(map(syllables, ("thị trấn", "thị xã", "đặc khu", "thành phố")))
SCHOOL, CITY = ("trường",), ("thành", "phố")


@dataclass(frozen=True, slots=True)
class PlanName:
    """A document with the words by which people call it."""

    document: Document
    title: tuple[str, ...]
    initials: str  # first letters of the title's syllables, folded
    issuer: tuple[tuple[str, ...], ...]
    issuer_in_full: tuple[str, ...]  # as printed, without the province
    number: str


def plan_name(document: Document) -> PlanName:
    """A document's title as words and initials, and the ways of writing its issuer."""
    title = syllables(document.title)
    return PlanName(
        document,
        title,
        "".join(initial(word) for word in title),
        tuple(dict.fromkeys(with_abbreviations(with_short_schools(issuer_names(document))))),
        syllables(document.issuer),
        number_key(document.number),
    )


def with_short_schools(names: Iterable[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """ "trường Sông Trà" of "Trường THPT Sông Trà Vĩnh Long": without its level and province; "CĐ
    Sơn La" of "Trường Cao đẳng Sơn La".
    """
    for words in names:
        yield words
        if words[:1] != SCHOOL:
            continue
        level = next((n for n in phrases("school") if words[1 : 1 + len(n)] == n), ())
        own = words[1 + len(level) :]
        yield from ((*SCHOOL, *short) for short in (own, without_province(own)) if len(short) > 1)
        if len(level) > 1:
            letters = "".join(map(initial, level))
            yield from ((*SCHOOL, letters, *own), (letters, *own))


def issuer_names(document: Document) -> Iterable[tuple[str, ...]]:
    """ "Sở Giáo dục và Đào tạo": "sở giáo dục", "SGDĐT"; "UBND xã Gio Hải": "Gio Hải"."""
    printed = [document.issuer, document.organization.name]
    if not document.issuer:
        printed += [title for title in (document.title,) if is_council(syllables(title))]
    place = syllables(document.place)
    if not document.organization.province and len(place) > 1:
        # Of a commune's sheet the place that it is dated from is all that tells whose it is.
        yield place
    for written in dict.fromkeys(printed):
        words = syllables(written)
        if words[:4] == syllables("ủy ban nhân dân"):
            words = ("ubnd", *words[4:])
        if words:
            yield words
        if part := first_part(written):
            yield part
        if words[:1] == ("ubnd",) and (length := rank_length(words[1:])):
            yield ("ubnd", *words[1 + length :])
            if length == len(CITY):
                yield ("ubnd", "tp", *words[1 + length :])
        if is_council(words):
            yield words[1:]
            yield words[1 + head_length(words[1:]) :]
        if words[:1] not in (("sở",), ("ubnd",)):
            yield from by_place(written)
            yield from by_letters(without_province(words) or words)
        if words[:1] == ("sở",) and written == document.issuer:
            plain = without_joining(words[1:])
            tail = "".join(initial(word) for word in plain)
            yield from (("sở", tail), ("s" + tail,), ("sở", *plain))
            yield from (("sở", *initials) for initials in initials_of_parts(written))
            if len(plain) > 2:
                yield ("sở", *plain[:2])
                # "Sở GD": of the first of several fields alone
                field = "".join(initial(word) for word in syllables(PARTS.split(written)[0])[1:])
                if len(field) > 1:
                    yield from (("sở", field), ("s" + field,))


def by_place(written: str) -> Iterable[tuple[str, ...]]:
    """ "bệnh viện Mộc Châu", "viện Mộc Châu" of "Bệnh viện Đa khoa khu vực Mộc Châu"."""
    printed = written.split()
    small = max((i for i, word in enumerate(printed) if word[:1].islower()), default=-1)
    tail = syllables(" ".join(printed[small + 1 :]))
    place = without_province(tail) or tail
    begun = organization_head(syllables(written))
    if small >= len(begun) > 0 and len(place) > 1 and not is_province(place):
        yield from dict.fromkeys(((*begun, *place), (begun[-1], *place)))


def organization_head(words: tuple[str, ...]) -> tuple[str, ...]:
    """The noun that an organization's name begins with: "bệnh viện"."""
    found = (head for head in organization_heads() if words[: len(head)] == head)
    return max(found, key=len, default=())


@cache
def organization_heads() -> tuple[tuple[str, ...], ...]:
    return tuple(map(syllables, read_words("organization_heads")))


def by_letters(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """ "trung tâm DVVL", "TTDVVL" and "DVVL" of "Trung tâm Dịch vụ việc làm"."""
    head, rest = split_head(words)
    letters = "".join(initial(word) for word in without_joining(rest))
    if head and len(letters) >= SHORTEST_LETTERS:
        begun = "".join(initial(word) for word in head.split())
        yield from ((*head.split(), letters), (begun + letters,), (letters,))


def with_abbreviations(names: Iterable[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """Each name, and as people shorten it: "ban quản lý kcn", "ban kcn"."""
    for words in names:
        yield words
        for letters, found in abbreviations().items():
            long = syllables(found.expansion)
            for at in range(1, len(words) - len(long) + 1):
                if words[at : at + len(long)] == long and len(letters) >= SHORTEST_LETTERS:
                    head, tail = words[:at], words[at + len(long) :]
                    yield (*head, letters, *tail)
                    head = head[:-1] if head[-1:] == ("các",) else head
                    yield (*head, letters, *tail)
                    if head[:1] == ("ban",):
                        yield ("ban", letters, *tail)
                        yield ("bql", letters, *tail)


def is_council(words: tuple[str, ...]) -> bool:
    """Whether the words name the committee of a place below the province: "UBND xã Gio Hải"."""
    return (
        words[:1] == ("ubnd",)
        and bool(length := head_length(words[1:]))
        and (len(words) > 2 + length)
    )


def rank_length(words: tuple[str, ...]) -> int:
    """How many words say that a province or city follows: "tỉnh", "thành phố"."""
    return len(CITY) if words[:2] == CITY else int(words[:1] == ("tỉnh",))


def head_length(words: tuple[str, ...]) -> int:
    """How many words say what sort of place follows."""
    if words[:2] in LONG_PLACES:
        return 2
    return int(words[:1] != () and words[0] in PLACES)


def number_key(number: str) -> str:
    """A document's number for comparing: "03/KH-SXD" and "3/kh-sxd" are one."""
    return "/".join(part.lstrip("0") for part in fold(number).replace(" ", "").split("/"))
