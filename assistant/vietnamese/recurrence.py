"""Reads how often a thing comes again ("hằng quý", "6 tháng một lần") as an RFC 5545 rule.

Works on text in lower case with one tone placement (`text.spell`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from assistant.domain.due import DueKind
from assistant.vietnamese.dates import (
    DAY,
    DAY_WORD,
    MONTH_END,
    MONTH_WORD,
    QUARTER_WORD,
    YEAR_WORD,
    Stretch,
    near,
)
from assistant.vietnamese.numbers import number_words_pattern, read_number

EVERY = r"(?:h\s?[aằà]\s?n\s?g|mỗi|từng)"  # "hằng" and "hàng" are one; scans lose the tone
PERIOD = rf"(?:{DAY_WORD}|tuần|{MONTH_WORD}|{QUARTER_WORD}|{YEAR_WORD}|kỳ|kì)"
TURN = r"(?:lần|kỳ|kì|đợt|cuộc|buổi|số|tin|bài|báo\s+cáo)"  # "02 kỳ/tuần"
MONTHS_OF = {"tháng": 1, "quý": 3, "năm": 12}
QUARTER_ENDS, QUARTER_BEGINS = (3, 6, 9, 12), (1, 4, 7, 10)
WEEKDAYS = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA"}
WEEKDAYS |= {str(n): day for n, day in enumerate(("MO", "TU", "WE", "TH", "FR", "SA"), start=2)}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """That something comes again, where the text says so, and by which rule if it can be said."""

    span: tuple[int, int]
    rule: str | None


@dataclass(frozen=True, slots=True, order=True)
class _Frequency:
    """How often, in days (about), so that the finest of several can be told, and its rule."""

    days: float
    rule: str


DAILY, WEEKLY = _Frequency(1, "FREQ=DAILY"), _Frequency(7, "FREQ=WEEKLY")
YEARLY = _Frequency(365, "FREQ=YEARLY")


def _every_months(months: int) -> _Frequency:
    if months % 12 == 0:
        years = months // 12
        return YEARLY if years == 1 else _Frequency(365.0 * years, f"FREQ=YEARLY;INTERVAL={years}")
    rule = "FREQ=MONTHLY" if months == 1 else f"FREQ=MONTHLY;INTERVAL={months}"
    return _Frequency(30.0 * months, rule)


# "tháng cuối quý", "tháng thứ ba của mỗi quý"
_OF_QUARTER = (
    rf"{MONTH_WORD}\s+(?P<which>đầu|cuối|thứ\s+(?:nhất|hai|ba|[123]))(?:\s+của)?"
    rf"(?:\s+(?:mỗi|{EVERY}))?\s+"
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    number = rf"(?:\d{{1,2}}|{number_words_pattern()})"
    one = rf"(?:{number}\s*{MONTH_WORD}|{PERIOD})"
    more = rf"(?:\s*(?:,|/|;|và|-|hoặc|\s)\s*(?:{EVERY}\s*)?{one}(?!\w|\s*\d))*"
    per = r"(?:/|một|mỗi|trong|hằng|hàng|trên)"
    sources = (
        # "hằng tháng", "hàng quý, năm", "mỗi 6 tháng", "mỗi quý một lần"
        rf"""{EVERY}\s*(?P<list>{one}{more})(?!\w)
             (?!\s*(?:{number})\s*lần) (?:\s*(?:một|0?1)\s+lần)?""",
        # "tháng nào cũng làm"
        rf"(?P<list>{PERIOD})\s+nào\s+cũng(?!\w)",
        # "mỗi học kỳ 01 lần": again and again, by no calendar
        rf"{EVERY}\s+(?:học\s+k[ỳì]|mùa|vụ|đợt)(?!\w)",
        # "6 tháng một lần", "2 tuần/lần", "1 năm 1 lần"
        rf"""(?P<count>{number})?\s*(?P<period>{PERIOD})\s*(?:(?:một|01|1)\s+|/\s*(?:0?1\s*)?)lần""",
        # "02 lần/năm", "01 lần/6 tháng", "hai lần mỗi năm", "mỗi năm 2 lần", "năm hai lần"
        rf"(?P<times>{number})\s*{TURN}\s*{per}\s*(?P<count>{number})?\s*(?P<period>{PERIOD})(?!\w)",
        rf"(?:(?:{EVERY}|một|01|1)\s*)?(?P<period>{PERIOD})\s*(?P<times>{number})\s*lần",
        # "định kỳ tháng, quý, năm", "định kỳ 6 tháng", "báo cáo quý, 6 tháng, năm", "định kỳ"
        rf"""(?:(?:theo\s+)?định\s+k[ỳì](?:\s+(?:theo|vào)|\s*:)?|báo\s+cáo)\s*(?:{EVERY}\s*)?
             (?P<list>{one}{more})(?!\w|\s*\d|\s+(?:đầu|cuối|\d))""",
        r"(?:theo\s+)?định\s+k[ỳì]",
        # "trước ngày 10 của tháng cuối quý": each quarter, whatever else is said
        rf"{_OF_QUARTER}{QUARTER_WORD}(?!\s*[\divl])",
        rf"{MONTH_WORD}\s+(?:liền\s+(?:kề|sau|kế)|sau|kế\s+tiếp|tiếp\s+theo)(?!\w)",
        # "ngày 28 của tháng": of no month in particular
        rf"""{DAY_WORD}\s+{DAY}\s+(?:của\s+)?(?P<list>{MONTH_WORD})
             (?!\w|\s*[\divl]|\s+(?:đầu|cuối|thứ|giêng|chạp|liền|sau|kế|tiếp|{number}))""",
        # "ngày cuối cùng của tháng", "cuối quý": of no month or quarter in particular
        rf"""(?:{DAY_WORD}\s+(?:làm\s+việc\s+)?)?cuối(?:\s+cùng)?(?:\s+của)?\s+
             (?P<list>{MONTH_WORD}|{QUARTER_WORD})(?!\w|\s*[\divl]|\s+(?:giêng|chạp|{number}))""",
    )
    return tuple(re.compile(source, re.VERBOSE) for source in sources)


# The text is nothing but periods and perhaps a day: "Tháng, quý, năm"; "6 tháng, trước ngày 15/6".
@cache
def _only_periods() -> re.Pattern[str]:
    number = rf"(?:\d{{1,2}}|{number_words_pattern()})"
    one = rf"(?:(?:{number}\s*)?{MONTH_WORD}|{QUARTER_WORD}|{YEAR_WORD}|tuần)"
    return re.compile(
        rf"\s*(?:theo\s+)?(?P<list>{one}(?:\s*(?:,|/|;|và|-)\s*{one})*)\s*[.,]?\s*(?:,\s*(?:trước|chậm|vào|{DAY_WORD}).*)?",
        re.DOTALL,
    )


def find_recurrence(text: str, *, stretches: Iterable[Stretch]) -> Recurrence | None:
    """How often the text says that a thing comes again; None where it does not say so."""
    found = find_repeats(text)
    if not found:
        return None
    span = found[0].start(), found[-1].end()
    frequencies = [f for match in found for f in _frequencies(match)]
    # "tháng một" of "6 tháng một lần" is no January
    said = [m.span("list") if m.groupdict().get("list") else m.span() for m in found]
    apart = [s for s in stretches if not any(_overlap(s.span, other) for other in said)]
    return Recurrence(span, _rule(text, min(frequencies, default=None), tuple(apart)))


def find_repeats(text: str) -> list[re.Match[str]]:
    """What the text says of coming again, in order; of overlapping readings the longest."""
    if only := _only_periods().fullmatch(text):
        return [only]
    found = [match for p in _patterns() for match in p.finditer(text)]
    kept: list[re.Match[str]] = []
    for match in sorted(found, key=lambda m: (m.start() - m.end(), m.start())):
        if not any(_overlap(match.span(), other.span()) for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: m.start())


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _frequencies(match: re.Match[str]) -> list[_Frequency]:
    groups = match.groupdict()
    if words := groups.get("list"):
        return [f for part in _parts(words) if (f := _frequency(*part))]
    if words := groups.get("period"):
        frequency = _frequency(groups.get("count") or "", words)
        times = read_number(groups.get("times") or "1") or 1
        if frequency is None or times == 1:
            return [frequency] if frequency else []
        months = round(frequency.days / 30) if frequency.days >= 30 else 0
        # Twice a month has no rule of its own; that it comes again is still known.
        return [_every_months(months // times)] if months and months % times == 0 else []
    if "quý" in _plain(match[0]):
        return [_every_months(3)]
    return [_every_months(1)] if _plain(match[0]).startswith("tháng") else []


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"(?P<number>\d{{1,2}}|{number_words_pattern()})?\s*(?P<period>{PERIOD})")


def _parts(words: str) -> list[tuple[str, str]]:
    """The periods of a list with their counts: "quý, 6 tháng, năm"."""
    # "năm" is also the number five: after a comma it is the year.
    plain = re.sub(r"\bnăm\b(?!\s+tháng)", "năm,", words)
    return [(m["number"] or "", m["period"]) for m in _part().finditer(plain)]


def _frequency(count: str, period: str) -> _Frequency | None:
    number = read_number(count) if count else 1
    period = _plain(period)
    if not number:
        return None
    if period in MONTHS_OF:
        return _every_months(number * MONTHS_OF[period])
    if period in ("ngày", "tuần"):
        base = DAILY if period == "ngày" else WEEKLY
        return (
            base
            if number == 1
            else _Frequency(base.days * number, f"{base.rule};INTERVAL={number}")
        )
    return None


def _plain(period: str) -> str:
    """A period's word without the spaces of a scan and the variants of "quý"."""
    period = "".join(period.split())
    return re.sub(r"q[uú][ýíyi]", "quý", period)


# "ngày 25", "ngày 15, 30", "trước 25 hằng tháng"
_DAY_OF = re.compile(
    rf"(?:{DAY_WORD}|trước|vào)\s+(?:mùng\s+|mồng\s+)?(?P<days>{DAY}(?:\s*(?:,|và)\s*{DAY})*)"
    r"(?!\d|\s*[/.-]\s*\d)"
)
_LAST_DAY = re.compile(
    rf"(?:{DAY_WORD}\s+(?:làm\s+việc\s+)?)?cuối(?:\s+cùng)?(?:\s+của)?(?:\s+{EVERY})?\s+"
    rf"(?P<period>{MONTH_WORD}|{QUARTER_WORD}|{YEAR_WORD})(?!\w)"
)
_QUARTER_MONTH = re.compile(rf"{_OF_QUARTER}{QUARTER_WORD}")
_WEEKDAY = re.compile(r"thứ\s+(?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])(?!\w)|(?P<sunday>chủ\s+nhật)")
# "thứ Hai tuần đầu tiên hằng tháng", "thứ Sáu cuối cùng của tháng"
_NTH_WEEKDAY = re.compile(
    rf"(?:{_WEEKDAY.pattern})(?:\s+(?:của\s+)?tuần)?\s+"
    r"(?P<nth>đầu|cuối|thứ\s+(?:nhất|hai|ba|tư|[1-4]))(?:\s+(?:tiên|cùng))?(?!\w)"
)
_UNTIL = re.compile(r"(?:đến|tới|-)\s*(?:hết\s*)?(?:tháng\s*|ngày\s*|năm\s*)?$")


def _rule(text: str, frequency: _Frequency | None, stretches: tuple[Stretch, ...]) -> str | None:
    """The RRULE: how often, on which day, until when."""
    if frequency is None:
        yearless = tuple(s for s in stretches if s.year is None)
        return _in_stretches(yearless) if yearless else None
    rule = _on_days(text, frequency, tuple(s for s in stretches if s.year is None))
    dated = [s for s in stretches if s.year is not None]
    if dated and _UNTIL.search(text, *near(dated[-1].span[0])):
        rule += f";UNTIL={dated[-1].end(0):%Y%m%d}"
    return rule


def _on_days(text: str, frequency: _Frequency, stretches: tuple[Stretch, ...]) -> str:
    day = (
        ",".join(str(int(d)) for d in re.findall(r"\d+", said["days"]))
        if (said := _DAY_OF.search(text))
        else ""
    )
    which = _QUARTER_MONTH.search(text)
    if which and frequency.days > 60:
        return _in_months(_months_of_quarters(which["which"]), day)
    if stretches and frequency.days > 100:
        return _in_stretches(stretches) or frequency.rule
    if frequency.days == 30 and (nth := _NTH_WEEKDAY.search(text)):
        named = "SU" if nth["sunday"] else WEEKDAYS[nth["day"]]
        return f"{frequency.rule};BYDAY={_place(nth['nth'])}{named}"
    if frequency.rule == WEEKLY.rule and (weekday := _WEEKDAY.search(text)):
        return f"{WEEKLY.rule};BYDAY={'SU' if weekday['sunday'] else WEEKDAYS[weekday['day']]}"
    if day and 30 <= frequency.days <= 200:
        return f"{frequency.rule};BYMONTHDAY={day}"
    if last := _LAST_DAY.search(text):
        match _plain(last["period"]):
            case "tháng":
                return f"{frequency.rule};BYMONTHDAY=-1"
            case "quý":
                return _in_months(QUARTER_ENDS, -1)
            case _:
                return _in_months((12,), 31)
    return frequency.rule


def _place(nth: str) -> int:
    """Which of a month's weeks: "đầu" the first, "cuối" the last, "thứ hai" the second."""
    places = {"đầu": 1, "nhất": 1, "cuối": -1, "tư": 4}
    word = nth.split()[-1]
    return places.get(word) or read_number(word) or 1


def _months_of_quarters(which: str) -> tuple[int, ...]:
    """The months of a year that are "đầu", "thứ hai", "cuối" in their quarters."""
    if which.endswith(("đầu", "nhất", "1")):
        return QUARTER_BEGINS
    return (2, 5, 8, 11) if which.endswith(("hai", "2")) else QUARTER_ENDS


def _in_months(months: tuple[int, ...], day: int | str = "") -> str:
    rule = f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}"
    return f"{rule};BYMONTHDAY={day}" if day else rule


def _in_stretches(stretches: tuple[Stretch, ...]) -> str | None:
    """The rule for days or months of each year; None where one rule cannot say them."""
    months = tuple(month for s in stretches for month in (s.items or (s.last[0],)))
    day = stretches[0].last[1]
    if all(s.kind is DueKind.MONTH or s.items for s in stretches):
        return _in_months(months, day if day != MONTH_END else "")
    if len({s.last[1] for s in stretches}) > 1:
        return None
    ends_month = day == MONTH_END and any(s.kind is not DueKind.DATE or s.part for s in stretches)
    return _in_months(months, -1 if ends_month and months != (12,) else day)
