"""Figures with what they count, and the bounds within which a rule holds for them.

"sớm từ 15 đến 29 ngày được thưởng 8 triệu" tells what holds for 20 days, "quá 24 giờ" what holds
for two days, "hợp đồng trên 03 năm" what holds for one of 4 years: no figure that is asked about
stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf

from assistant.vietnamese.numbers import number_words_pattern, read_number
from assistant.vietnamese.text import fold

# What is counted in several units, each in the smallest of them.
LENGTHS = {
    "phút": 1 / 60,
    "giờ": 1.0,
    "tiếng": 1.0,
    "ngày": 24.0,
    "hôm": 24.0,
    "bữa": 24.0,
    "tuần": 24.0 * 7,
    "tháng": 24.0 * 30,
    "năm": 24.0 * 365,
}
SUMS = {
    "đồng": 1.0,
    "nghìn": 1e3,
    "ngàn": 1e3,
    "triệu": 1e6,
    "tr": 1e6,
    "tỷ": 1e9,
    "tỉ": 1e9,
}
TIME, MONEY = "time", "money"
SCALES = {
    fold(word): (what, factor)
    for what, scale in ((TIME, LENGTHS), (MONEY, SUMS))
    for word, factor in scale.items()
}
SHARE = ("%", "phần trăm")
# "hơn 2 tháng", "gần 5 năm": on which side of the figure the case lies
OVER = ("hơn", "trên", "quá", "ngoài")
UNDER = ("gần", "dưới", "chưa đến", "chưa tới", "chưa đủ", "chưa đầy")
# Sentences whose bounds are kept: questions look at the same ones again and again.
MOST_TEXTS = 8192
# What "hơn" adds to a case, and less than that to the bound that "trên" sets.
A_LITTLE, LESS = 1e-3, 1e-6


# "tháng rưỡi", "hai năm rưỡi", "nửa tháng"
HALVES = re.compile(
    r"\b(?:(?P<half>nửa)\s+(?P<of>\w+)"
    r"|(?:(?P<whole>\d+|một|hai|ba|bốn)\s+)?(?P<unit>phút|giờ|tiếng|ngày|tuần|tháng|năm|tỷ|triệu)\s+rưỡi)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of something, as "3 năm", "150 triệu", "20 người"."""

    value: float
    what: str  # what is counted, folded; one word for all units of time, and of money
    words: str  # as written
    side: int = 0  # 1 for "hơn 2 tháng", -1 for "gần 5 năm"

    @property
    def case(self) -> float:
        """Where it lies, on the side of the figure that was told."""
        return self.value * (1 + self.side * A_LITTLE)

    @property
    def figure(self) -> str:
        return self.words.split()[0]

    @property
    def unit(self) -> str:
        return self.words.split()[-1].lower()


@dataclass(frozen=True, slots=True)
class Bounds:
    """From how much on, and up to how much, something holds."""

    low: float
    high: float
    what: str

    def admit(self, value: float) -> bool:
        return self.low <= value <= self.high


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities that a text tells: "đứng 5 người" and no "ngày 5", "tháng 8", "năm 2027"."""
    return (
        *_halves(text),
        *(
            Quantity(*read, match["counted"], _side(match["side"] or ""))
            for match in _quantity().finditer(text)
            if (read := _read(match["number"], match["unit"])) is not None
        ),
    )


def _halves(text: str) -> Iterator[Quantity]:
    """ "tháng rưỡi" is one and a half of it, "nửa tháng" a half."""
    for match in HALVES.finditer(text):
        whole = read_number(match["whole"] or "") if match["whole"] else 1
        scale = SCALES.get(fold(match["of"] or match["unit"]))
        if scale and whole is not None:
            what, factor = scale
            yield Quantity(factor * (0.5 if match["half"] else whole + 0.5), what, match.group())


def _side(words: str) -> int:
    said = " ".join(words.lower().split())
    return (said in OVER) - (said in UNDER)


@lru_cache(maxsize=MOST_TEXTS)
def find_bounds(text: str) -> tuple[Bounds, ...]:
    """The bounds that a text sets, as "từ 5 đến 10 ngày", "trên 3 năm", "không quá 450 triệu"."""
    return tuple(_bounds_in(text))


def _bounds_in(text: str) -> Iterator[Bounds]:
    for match in _bounds().finditer(text):
        unit = match["to_unit"] or match["unit"]
        read = _read(match["to"] or match["number"], unit)
        if read is None:
            continue
        value, what = read
        if match["to"]:
            low = _read(match["from"], match["from_unit"] or unit)
            if low is not None and low[1] == what:
                yield Bounds(low[0], value, what)
        elif match["upward"] or match["above"] or match["least"]:
            yield Bounds(value * (1 + LESS * bool(match["above"])), inf, what)
        elif match["downward"] or match["most"] or match["below"]:
            yield Bounds(0.0, value * (1 - LESS * bool(match["below"])), what)


def _read(number: str, unit: str) -> tuple[float, str] | None:
    """A value in the smallest unit, and what it counts."""
    value = _value(number)
    unit = " ".join(unit.lower().split())
    if value is None:
        return None
    if unit in SHARE:
        return value, "%"
    noun = unit.split()[0]
    what, factor = SCALES.get(fold(noun), (fold(noun), 1.0))
    return value * factor, what


def _value(number: str) -> float | None:
    """The value of "1.500.000", "4,5", "05", "hai"."""
    written = number.rstrip(".,")
    if not written[:1].isdigit():
        return read_number(written)
    written = re.sub(r"[.](?=\d{3}(?:\D|$))", "", written)
    try:
        return float(written.replace(",", "."))
    except ValueError:
        return None  # "12.5.2026"


# A figure or a number in words, and neither a part of a date nor of a document's number.
def _number() -> str:
    return rf"(?<![\w/.,-])(?:\d[\d.,]*(?![\w/])|(?:{number_words_pattern()})(?=\s))"


UNIT = r"(?:%|phần\s+trăm|[^\W\d_]+)"
# What stands before the figure of a day, a month or a year.
DATED = r"(?<!ngày\s)(?<!tháng\s)(?<!năm\s)(?<!quý\s)(?<!số\s)"


@cache
def _quantity() -> re.Pattern[str]:
    sides = "|".join(word.replace(" ", r"\s+") for word in (*OVER, *UNDER))
    return re.compile(
        rf"(?:\b(?P<side>{sides})\s+)?{DATED}(?P<counted>(?P<number>{_number()})\s*(?P<unit>{UNIT}))",
        re.IGNORECASE,
    )


@cache
def _bounds() -> re.Pattern[str]:
    number = _number()
    return re.compile(
        rf"""
          (?: (?: từ \s+ )? (?: đủ \s+ )? (?P<from>{number}) \s*
              (?: (?P<from_unit>(?!đến\b|tới\b){UNIT}) \s+ )?
              (?: đến | tới | [-–] ) \s* (?: dưới \s+ )? (?P<to>{number}) \s* (?P<to_unit>{UNIT}) )
        | (?: \b (?: (?P<most> không \s+ (?: (?:được|vượt) \s+ )? quá | tối \s+ đa | nhiều \s+ nhất
                              | (?:vòng|trong|đến|tới) )
                   | (?P<below> dưới | chưa \s+ (?: đến | tới | đủ | quá | đầy ) | không \s+ đủ )
                   | (?P<above> trên | quá | hơn | vượt )
                   | (?P<least> từ | ít \s+ nhất | tối \s+ thiểu | đủ ) ) \s+ )?
          {DATED} (?P<number>{number}) \s* (?P<unit>{UNIT})
          (?: (?: \s+ [^\W\d_]+ ){{0,2}}? \s+ trở \s+
              (?: (?P<upward> lên ) | (?P<downward> xuống ) ) )?
        """,
        re.VERBOSE | re.IGNORECASE,
    )
