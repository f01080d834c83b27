"""Documents that a text names: "Kế hoạch số 22/KH-UBND ngày 28/7/2025 của UBND tỉnh"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from assistant.vietnamese.text import normalise
from assistant.vietnamese.wordlist import read_words

# "03/KH-SXD", "57-NQ/TW", "15/2026/NĐ-CP", "02-KH/BCĐ", "/KH-SXD" where the number is left blank.
NUMBER = re.compile(
    r"""
    (?P<serial> \d{1,5} [a-z]? )? [.…_]* \s*
    (?P<rest>
        (?: / \s* \d{4} )? \s*                       # the year of a law or resolution
        [/\-–] \s* (?=[A-ZĐ]) [^\W\d_]+\d{0,2}       # its kind or its issuer
        (?: \s* [/\-–] \s* (?=[A-ZĐ\d]) [^\W_]+ )*   # its issuer, its drafting office
    )
    """,
    re.VERBOSE,
)
DATE = re.compile(
    r"""
    ngày \s+ (?P<day> \d{1,2} ) \s*
    (?: [/.\-] \s* (?P<month> \d{1,2} ) \s* [/.\-] \s* (?P<year> \d{4} )
      | tháng \s+ (?P<long_month> \d{1,2} ) \s+ năm \s+ (?P<long_year> \d{4} ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A document named in a text: its kind, number and date, and where it is named."""

    kind: str
    number: str
    issued_on: date | None
    words: str  # as printed
    start: int
    end: int


def find_references(text: str) -> tuple[Reference, ...]:
    """Every document that the text names by kind and number, in order."""
    return tuple(_references(text))


def _references(text: str) -> Iterator[Reference]:
    for match in _named_documents().finditer(text):
        yield _reference(text, match)
        # "các Quyết định: số 11/QĐ-UBND; số 12/QĐ-UBND": one word for several
        end = match.end()
        while more := _more_documents().match(text, end):
            kind, end = normalise(match["kind"]), more.end()
            yield replace(_reference(text, more), kind=kind, start=more.start("said"))


def clean_number(words: str) -> str:
    """A number without the spaces and dots that print leaves in it; "/KH-SXD" if it is blank."""
    return re.sub(r"[\s.…_]+", "", words).replace("–", "-")


def read_date(words: str) -> date | None:
    """The first full date in the words: "ngày 28/7/2025", "ngày 28 tháng 7 năm 2025"."""
    match = DATE.search(words)
    if not match:
        return None
    year = int(match["year"] or match["long_year"])
    month = int(match["month"] or match["long_month"])
    try:
        return date(year, month, int(match["day"]))
    except ValueError:
        return None


def _reference(text: str, match: re.Match[str]) -> Reference:
    return Reference(
        kind=normalise(match.groupdict().get("kind") or ""),
        number=clean_number(match["number"]),
        issued_on=read_date(match["date"] or ""),
        words=normalise(match.group()),
        start=match.start(),
        end=match.end(),
    )


@cache
def _named_documents() -> re.Pattern[str]:
    kinds = sorted(read_words("document_kinds"), key=len, reverse=True)
    named = "|".join(re.escape(kind).replace(r"\ ", r"\s+") for kind in kinds)
    number = _nameless(NUMBER)
    return re.compile(
        rf"""
        \b (?P<kind> {named} ) \b (?: \s+ kết \s+ luận )?
        (?: \s+ (?! (?: số | ngày | này | {named} ) \b ) [^\s,;.:()]+ ){{0,8}}?
        # as in "Luật Xây dựng số …"
        (?: \s* : )? \s+ số \s* :? \s* (?P<number> {number} )
        (?: [\s,(]* (?P<date> {_nameless(DATE)} ) )?
        """,
        re.VERBOSE,
    )


@cache
def _more_documents() -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?: \s*[,;]\s* (?: và\s+ )? | \s+và\s+ )
        (?P<said> số \s+ (?P<number> {_nameless(NUMBER)} )
            (?: [\s,(]* (?P<date> {_nameless(DATE)} ) )? )
        """,
        re.VERBOSE,
    )


def _nameless(pattern: re.Pattern[str]) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern.pattern)
