"""Days, months, quarters, halves and years told by their numbers."""

import re
from calendar import monthrange
from datetime import date

from assistant.domain.due import Window

NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "gieng": 1, "chap": 12,
}  # fmt: skip
TEN = "muoi"
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# "15", "mười lăm", "hai mươi", "ba"
UNIT = r"(?:mot|hai|ba|bon|tu|nam|sau|bay|tam|chin)"
N = rf"(?:\d{{1,3}}|(?:{UNIT}\ )?muoi(?:\ (?:{UNIT}|lam)\b)?|{UNIT})"
# Patterns stand on the question in lower case without diacritics, so that one way of writing
# serves all; what each is meant to catch stands beside it. The longest reading wins.
REL = r"(?: nay | sau | toi | ngoai | truoc | qua | vua\ roi | vua\ qua )"  # "năm ngoái"
YEAR = rf"""(?: \s* (?: / | - | ,?\s*nam ) \s* (?P<year> 20\d\d )        # "/2025", "năm 2025"
             | \s+ (?P<bare> 20\d\d )                                  # "quý III 2025"
             | \s+ (?P<rel> nam\s+ {REL} )                              # "năm sau"
           )?"""


def pattern(text: str) -> re.Pattern[str]:
    """A pattern in its long form."""
    return re.compile(text, re.VERBOSE)


RELATIVE = pattern(REL)
DATE = pattern(
    r"""(?: ngay\s+ )?
    (?: (?P<d> \d{1,2} ) [/.-] (?P<m> \d{1,2} ) (?: [/.-] (?P<y> 20\d\d | \d\d ) )?  # 15/12/2025
      | (?: ngay | mung | hom ) \s+ (?P<d2> \d{1,2} )                                # ngày 15
        \s+ thang \s+ (?P<m2> \d{1,2} ) (?: ,? \s* (?: nam | / ) \s* (?P<y2> 20\d\d ) )?
    ) (?! [\d/] )"""
)
MONTH = pattern(
    rf"""thang \s+ (?P<m> {N} | gieng | chap | {REL} )  # tháng 9
    (?! \d | \s+ (?: dau | cuoi ) \b ) {YEAR} (?: \s+ nay )?                        # tháng 11 này
    | (?<! [\d/] ) (?P<m2> \d{{1,2}} ) / (?P<y2> 20\d\d )"""  # 9/2025
)
QUARTER = pattern(  # "quý III, IV"
    rf"""quy \s+ (?P<q> iv | i{{1,3}} | [1-4] | mot | hai | ba | bon | tu | {REL} ) \b
    (?: \s* (?: , | va | - | den ) \s* (?: quy\s+ )? (?P<q2> iv | i{{1,3}} | [1-4] ) \b )?
    {YEAR}"""
)
HALF = pattern(
    rf"""(?: (?P<n> {N} ) \s+ thang | nua ) \s+ (?P<part> dau | cuoi ) (?: \s+ cua )? \s+ nam
    (?: \s+ (?P<bare2> 20\d\d | {REL} ) )?"""  # 6 tháng đầu năm
)
# "năm tới", and no "trong 5 năm tới"
YEAR_ALONE = pattern(rf"(?: nam\s+ )? (?P<y> 20\d\d ) \b | (?<! \d\s ) nam \s+ (?P<rel> {REL} ) \b")
YEARS = pattern(
    r"""(?: giai\ doan\s+ | nam\s+ | tu\s+ (?: nam\s+ )? )? (?P<a> 20\d\d )  # giai đoạn 2025 -
    \s* (?: - | – | den | toi ) \s* (?: nam\s+ )? (?P<b> 20\d\d )"""
)


def number(words: str) -> int:
    if words.isdigit():
        return int(words)
    tens, ten, units = words.partition(TEN)
    if not ten:
        return NUMBERS.get(words, 0)
    return NUMBERS.get(tens.strip(), 1) * 10 + NUMBERS.get(units.strip(), 0)


def year_of(match: re.Match[str], as_of: date, default: int) -> int:
    """The year that a time is said with, or the one that it has to mean."""
    groups = match.groupdict()
    said = groups.get("year") or groups.get("bare")
    if said:
        return int(said)
    if rel := groups.get("rel"):
        return as_of.year + shift(rel.partition(" ")[2].strip())
    return default


def shift(word: str) -> int:
    return {"nay": 0, "sau": 1, "toi": 1}.get(word, -1)


def month_window(year: int, month: int) -> Window | None:
    if not 1 <= month <= 12:
        return None
    return Window(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def months_from(year: int, month: int, months: int) -> tuple[int, int]:
    total = year * 12 + month - 1 + months
    return total // 12, total % 12 + 1


def quarter_window(year: int, first: int, last: int) -> Window | None:
    if not 1 <= first <= last <= 4:
        return None
    end = date(year, last * 3, monthrange(year, last * 3)[1])
    return Window(date(year, first * 3 - 2, 1), end)


def on_date(match: re.Match[str], as_of: date, default: int) -> Window | None:
    day = int(match["d"] or match["d2"])
    month = int(match["m"] or match["m2"])
    said = match["y"] or match["y2"]
    year = default if not said else int(said) if len(said) == 4 else 2000 + int(said)
    try:
        meant = date(year, month, day)
    except ValueError:
        return None
    return Window(meant, meant)


def in_month(match: re.Match[str], as_of: date, default: int) -> Window | None:
    if match["m2"]:
        return month_window(int(match["y2"]), int(match["m2"]))
    word = match["m"]
    if RELATIVE.fullmatch(word):
        if word == "sau" and match["year"]:
            return month_window(int(match["year"]), 6)
        return month_window(*months_from(as_of.year, as_of.month, shift(word)))
    return month_window(year_of(match, as_of, default), number(word))


def in_quarter(match: re.Match[str], as_of: date, default: int) -> Window | None:
    word = match["q"]
    if RELATIVE.fullmatch(word):
        year, month = months_from(as_of.year, as_of.month, 3 * shift(word))
        return quarter_window(year, (month + 2) // 3, (month + 2) // 3)
    first = ROMAN.get(word) or number(word)
    second = match["q2"]
    last = (ROMAN.get(second) or number(second)) if second else first
    return quarter_window(year_of(match, as_of, default), first, last)


def in_half(match: re.Match[str], as_of: date, default: int) -> Window | None:
    said = match["bare2"] or ""
    year = int(said) if said.isdigit() else as_of.year + shift(said) if said else default
    months = number(match["n"]) if match["n"] else 6
    if not 1 <= months < 12:
        return None
    if match["part"] == "dau":
        return Window(date(year, 1, 1), date(year, months, monthrange(year, months)[1]))
    return Window(date(year, 13 - months, 1), date(year, 12, 31))


def in_year(match: re.Match[str], as_of: date, default: int) -> Window | None:
    year = int(match["y"]) if match["y"] else as_of.year + shift(match["rel"])
    return Window(date(year, 1, 1), date(year, 12, 31))


def in_years(match: re.Match[str], as_of: date, default: int) -> Window | None:
    first, last = int(match["a"]), int(match["b"])
    return Window(date(first, 1, 1), date(last, 12, 31)) if first <= last else None
