"""The spellings of a fact that a right answer may use.

Staff write a fact once, as the document has it; dates, months, quarters, percentages, counts and
the names in `cach-viet.tsv` get their other spellings here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "cach-viet.tsv"
BETWEEN = "|"

DATE = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")
DAY = re.compile(r"(?P<day>\d{1,2})/(?P<month>1[0-2]|0?[1-9])")
MONTH = re.compile(r"(?:tháng )?(?P<month>\d{1,2})/(?P<year>\d{4})", re.IGNORECASE)
QUARTER = re.compile(r"quý (?P<quarter>I{1,3}|IV)(?:/(?P<year>\d{4}))?", re.IGNORECASE)
YEAR = re.compile(r"năm (?P<year>\d{4})", re.IGNORECASE)
PERCENTAGE = re.compile(r"(?P<number>\d+(?:,\d+)?) ?%")
NUMBER = re.compile(r"\d+")
DAYS = re.compile(r"(?P<number>\d+) ngày")

ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# A count is said with its noun; the bare number may be that of a row.
COUNTED = (
    *("nhiệm vụ", "việc", "đầu việc", "công việc", "mục", "chỉ tiêu", "nội dung", "dòng"),
    *("task", "văn bản", "kế hoạch", "đơn vị", "phòng", "đô thị"),
)


def spellings(fact: str, *, category: str) -> tuple[str, ...]:
    """All acceptable spellings of a fact written as "cách viết | cách viết khác"."""
    written = [part.strip() for part in fact.split(BETWEEN) if part.strip()]
    found: dict[str, None] = {}
    for part in written:
        found |= dict.fromkeys((part, *_others(part, category=category)))
    if category == "count":
        found = {spelling: None for spelling in found if not spelling.isdigit()}
    return tuple(found)


def in_words(number: int) -> str:
    """A number below a hundred as it is read aloud: 21 is "hai mươi mốt"."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    start = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, DIGITS[ones])
    return f"{start} {last}".strip()


def date_spellings(day: int, month: int, year: int) -> tuple[str, ...]:
    """A full date as people and programs write it."""
    found = [f"{d}{mark}{m}{mark}{year}" for mark in "/-." for d, m in _padded(day, month)]
    found += [f"{d} tháng {m} năm {year}" for d, m in _padded(day, month)]
    found += [f"{day} tháng {month}, {year}", f"{day} tháng {month}/{year}"]
    return (*found, f"{day:02}/{month:02}/{year % 100:02}", f"{year}-{month:02}-{day:02}")


def _padded(day: int, month: int) -> Iterator[tuple[str, str]]:
    pairs = [(f"{day}", f"{month}"), (f"{day:02}", f"{month:02}"), (f"{day:02}", f"{month}")]
    yield from dict.fromkeys(pairs)


def _others(fact: str, *, category: str) -> tuple[str, ...]:
    if found := DATE.fullmatch(fact):
        return date_spellings(int(found["day"]), int(found["month"]), int(found["year"]))
    if found := DAY.fullmatch(fact):
        return _day(int(found["day"]), int(found["month"]))
    if found := MONTH.fullmatch(fact):
        return _month(int(found["month"]), int(found["year"]))
    if found := QUARTER.fullmatch(fact):
        return _quarter(found["quarter"].upper(), found["year"])
    if found := YEAR.fullmatch(fact):
        year = found["year"]
        return (f"trong {year}", f"cuối {year}", f"hết {year}", f"/{year}")
    if found := PERCENTAGE.fullmatch(fact):
        number = found["number"]
        return (f"{number}%", f"{number} %", f"{number}\\%", f"{number} phần trăm")
    if found := DAYS.fullmatch(fact):
        return (f"{in_words(int(found['number']))} ngày",) if int(found["number"]) < 100 else ()
    if category == "count" and NUMBER.fullmatch(fact):
        return _count(int(fact))
    return _table().get(fact, ())


def _day(day: int, month: int) -> tuple[str, ...]:
    found = [f"{d}{mark}{m}" for mark in "/-." for d, m in _padded(day, month)]
    return (*found, *(f"{d} tháng {m}" for d, m in _padded(day, month)))


def _month(month: int, year: int) -> tuple[str, ...]:
    written = dict.fromkeys((f"{month}", f"{month:02}"))
    found = [f"{m}{mark}{year}" for mark in "/-." for m in written]
    found += [f"tháng {m} năm {year}" for m in written]
    return (*found, f"tháng {month}, {year}", f"tháng {in_words(month)} năm {year}")


def _quarter(quarter: str, year: str | None) -> tuple[str, ...]:
    number = ROMAN[quarter]
    if year is None:
        return (f"quý {quarter}", f"quý {number}", f"quý {DIGITS[number]}")
    both = [f"quý {q}{mark}{year}" for q in (quarter, number) for mark in ("/", " năm ", "-", ", ")]
    return (*both, f"quý {DIGITS[number]} năm {year}")


def _count(number: int) -> tuple[str, ...]:
    counted = [
        f"{n} {noun}" for n in dict.fromkeys((f"{number}", f"{number:02}")) for noun in COUNTED
    ]
    return (*counted, *(f"{in_words(number)} {noun}" for noun in COUNTED[:2] if number < 100))


@cache
def _table() -> dict[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:] if line)
    return {
        written: tuple(part.strip() for part in others.split(BETWEEN)) for written, others in rows
    }
