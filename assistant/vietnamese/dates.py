"""Finds days, months, quarters, halves and years in Vietnamese text, the year often left out.

Works on text in lower case with one tone placement (`text.spell`). What stands around a stretch
("trước", "từ … đến …", "hằng năm") is not looked at here; see due.py and recurrence.py.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from assistant.domain.due import DueKind
from assistant.vietnamese.numbers import number_words_pattern, read_number, read_quarter

YEAR_SPAN = range(1990, 2100)  # years that a plan may speak of; other numbers are no years
MONTH_END = 31  # stands for the last day of any month


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one year: "Quý III", "15/6", "năm 2026". `year` is None where none is said."""

    span: tuple[int, int]  # where in the text
    kind: DueKind
    first: tuple[int, int]  # month, day; 0 and below count back from the month's last day
    last: tuple[int, int]
    year: int | None = None
    years_on: int = 0  # 1 for "năm sau", -1 for "năm trước": counted from the plan's year
    part: bool = False  # a part of a longer period: "cuối năm", "giữa tháng 9"
    items: tuple[int, ...] = ()  # the last months of a list: "tháng 6 và tháng 12"

    def start(self, year: int) -> date:
        """The first day, in this year where none is said."""
        year = self.year or year + self.years_on
        return _day(year - 1 if self.year and self._crosses else year, self.first)

    def end(self, year: int) -> date:
        """The last day, in this year where none is said."""
        year = self.year or year + self.years_on
        return _day(year + 1 if not self.year and self._crosses else year, self.last)

    @property
    def _crosses(self) -> bool:
        """Whether it goes over New Year: "từ tháng 11 đến tháng 02/2026"."""
        return self.first > self.last


def _day(year: int, month_day: tuple[int, int]) -> date:
    # Plans do write "31/11/2025" and "30/02"; the month's last day is meant.
    month, day = month_day
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day, last) if day > 0 else last + day)


def _loose(word: str) -> str:
    """The word with spaces allowed inside, as OCR leaves them ("th áng")."""
    return r"\s?".join(re.escape(letter) for letter in word)


# Shared pieces. "quý" is also typed "quí", "qúy"; scans lose or change the tone ("thảng").
QUARTER_WORD = r"(?:q\s?[uú]\s?[ýíyi]|(?<!\w)q\.?(?=[1-4ivl]))"  # also "Q3", "Q.III"
MONTH_WORD = r"(?:t\s?h\s?[áaảàạã]\s?n\s?g|(?<!\w)th?\.?(?=\d))"  # also "T6", "th.6"
YEAR_WORD = _loose("năm")
DAY_WORD = _loose("ngày")
YEAR = r"(?:19|20)\s?\d\s?\d(?!\d)"  # scans put a space inside: "20 25"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
MINUS = r"[-\u2013\u2014\u2212]"
LINK = rf"\s*(?:,|;|&|\+|/|{MINUS}|và|hoặc|đến|tới)\s*"  # between the numbers of one list
# "năm sau", "năm tiếp theo", "năm trước" but not "… năm, trước ngày 15"
OTHER_YEAR = rf"""{YEAR_WORD}\s+(?P<other_year>sau|tới|tiếp\s+theo|kế\s+tiếp
    |trước(?!\s*(?:\d|{DAY_WORD}|{MONTH_WORD}|{QUARTER_WORD})))"""
# "/2025", "năm 2025", "-2025", ", 2025" after a month or quarter
OF_YEAR = rf"""(?:\s*(?:[/.,]|{MINUS}|,?\s*(?:của\s+)?{YEAR_WORD})?\s*(?P<year>{YEAR})(?!\s*/\s*\d)
    |\s*(?:của\s+)?{OTHER_YEAR}(?!\w))?"""
NO_DATE_FOLLOWS = rf"(?!\s*[/.]\s*(?!{YEAR})\d{{1,2}}(?!\d))"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """One pattern for each way of writing a time; the name of its first group says which."""
    word = number_words_pattern()
    month = rf"(?:{MONTH}|(?:{word})(?!\w))"
    quarter = rf"(?:[1-4](?!\d)|[ivl1|]{{1,3}}(?!\w)|(?:{word})(?!\w))"
    sources = (
        # 2025-12-31
        rf"(?P<iso>(?P<year>{YEAR})-(?P<month>\d\d)-(?P<day>\d\d))(?!\d)",
        # "15/12/2025", "31-12-2025", "ngày 31.12.25"
        rf"""(?P<date>(?:{DAY_WORD}\s*)?(?<![\d/.])(?P<day>{DAY})\s*(?P<sep>[/.]|{MINUS})\s*
             (?P<month>{MONTH})\s*(?P=sep)\s*(?P<year>{YEAR}|\d\d(?!\d)))(?!\s*/\s*\d)""",
        # "ngày 05 tháng 3 năm 2026", "15 tháng 6"
        rf"""(?P<long_date>(?:{DAY_WORD}\s*)?(?<![\d/.])(?P<day>{DAY})\s*{MONTH_WORD}\s*
             (?P<month>{month}){OF_YEAR})""",
        # "15-20/10/2025", "từ ngày 15 đến ngày 20/10", "ngày 15 và 20 tháng 10 năm 2025"
        rf"""(?P<days>(?:{DAY_WORD}\s*)?(?<![\d/.])(?P<day>{DAY})\s*(?:{MINUS}|đến|tới|và|,)\s*
             (?:hết\s*)?(?:{DAY_WORD}\s*)?(?P<last_day>{DAY})\s*(?:/|{MONTH_WORD})\s*
             (?P<month>{MONTH}){OF_YEAR})""",
        # "15/6", "ngày 15-6": no year
        rf"""(?P<day_month>(?:(?:{DAY_WORD}\s*)(?P<day>{DAY})\s*(?:[/.]|{MINUS})|
             (?<![\d/.])(?P<bare_day>{DAY})\s*/)\s*(?P<month>{MONTH})
             (?:\s*{YEAR_WORD}\s*(?P<year>{YEAR})|\s*{OTHER_YEAR}(?!\w))?(?!\s*[/%\d]))""",
        # "6/2025", "12-2025", "12/25"
        rf"""(?P<month_year>(?:{MONTH_WORD}\s*)?(?<![\w/.])(?P<month>{MONTH})\s*
             (?:(?:[/.]|{MINUS})\s*(?P<year>{YEAR})|/\s*(?P<short_year>[2-4]\d(?!\d))))(?!\s*/)""",
        # "6-9/2026", "3, 6/2026": months without the word
        rf"""(?P<bare_months>(?<![\w/.-])(?P<numbers>{MONTH}(?:\s*(?:,|và|{MINUS}|đến)\s*{MONTH})+)
             \s*/\s*(?P<year>{YEAR}))""",
        # "tuần 2 tháng 9", "tuần cuối tháng 10/2025", "hai tuần đầu tháng 6"
        rf"""(?P<week>(?:(?P<weeks>0?[2-4]|{word})\s+)?tuần\s+(?:thứ\s+)?(?P<number>[1-5]|đầu(?:\s+tiên)?|cuối(?:\s+cùng)?|{word})
             \s*,?\s+(?:của\s+)?{MONTH_WORD}\s*(?P<month>{month}){OF_YEAR})""",
        # "ngày 15 các tháng 3, 6, 9": one day of each
        rf"""(?P<each_month>{DAY_WORD}\s*(?P<day>{DAY})\s+(?:của\s+)?các\s+{MONTH_WORD}\s*
             (?P<numbers>{MONTH}(?:{LINK}(?:{MONTH_WORD}\s*)?{MONTH})+){OF_YEAR})""",
        # "tháng 9", "tháng 10-12/2025", "tháng 10, 11 và tháng 12 năm 2025", "tháng mười hai"
        rf"""(?P<months>{MONTH_WORD}\s*(?P<numbers>{month}{NO_DATE_FOLLOWS}
             (?:{LINK}(?:{MONTH_WORD}\s*)?{month}{NO_DATE_FOLLOWS}(?!\s*{MONTH_WORD}))*){OF_YEAR})""",
        # "quý III/2025", "Quý III, IV", "quý 3 năm 2026", "Quý I đến Quý III/2026"
        rf"""(?P<quarters>{QUARTER_WORD}\s*(?P<numbers>{quarter}{NO_DATE_FOLLOWS}
             (?:{LINK}(?:{QUARTER_WORD}\s*)?{quarter}{NO_DATE_FOLLOWS}(?!\s*{MONTH_WORD}))*){OF_YEAR})""",
        # "III/2026" in a column of quarters
        rf"(?P<quarters>(?<![\w/.-])(?P<numbers>iv|i{{1,3}})\s*/\s*(?P<year>{YEAR}))",
        # "06 tháng đầu năm 2026", "9 tháng đầu năm", "sáu tháng cuối năm", "3 tháng đầu năm"
        rf"""(?P<half>(?P<months>\d{{1,2}}|{word})\s*{MONTH_WORD}\s*(?P<end>đầu|cuối)
             (?:\s+của)?(?:\s*{YEAR_WORD})?(?:\s*/?\s*(?P<year>{YEAR}))?)""",
        # "nửa đầu năm 2026"
        rf"""(?P<half>nửa\s+(?P<end>đầu|cuối)\s*(?:của\s+)?{YEAR_WORD}(?:\s*(?P<year>{YEAR}))?)""",
        # "năm 2025", "2045"
        rf"(?P<whole_year>(?:{YEAR_WORD}\s*(?P<year>{YEAR})|(?<![\d/.,])(?P<bare_year>(?:19|20)\d\d)"
        rf"(?!\d|\s*/\s*\d|\.\d)))",
        # "cuối năm", "trong năm", "đầu năm sau", "cả năm": a year without its number
        rf"""(?P<bare_part>(?P<part>trong|cả|suốt|nội|cuối|đầu|giữa|hết)\s+{YEAR_WORD}(?!\w)
             (?:\s+(?P<next>sau|tới|tiếp\s+theo)|\s+nay|\s+kế\s+hoạch)?(?!\s*\d|\s+học|\s+một|\s*lần))""",
    )
    return tuple(re.compile(source, re.VERBOSE) for source in sources)


# "đầu", "giữa", "cuối" before a stretch: "cuối tháng 9", "đầu quý III", "giữa năm 2026"
_PART = re.compile(
    r"""(?:(?P<half>nửa \s+ (?:đầu|cuối)) | (?P<first>đầu|thượng \s+ tuần)
        | (?P<middle>giữa|trung \s+ tuần)
        | (?P<last>cuối|hạ \s+ tuần|ngày \s+ cuối (?:\s+cùng)?) ) \s+ (?:của \s+)? $""",
    re.VERBOSE,
)


REACH = 120  # letters before some days in which words may still rule them


def near(place: int) -> tuple[int, int]:
    """Where to look for words before a place: from where, up to where."""
    return max(0, place - REACH), place


def find_stretches(text: str) -> Iterator[Stretch]:
    """Every stretch of days that the text names, in order, the longest reading at each place."""
    found = [(pattern, pattern.search(text)) for pattern in _patterns()]
    position = 0
    while True:
        # A pattern is tried again only once what it found lies behind us: a long text is read once.
        found = [
            (pattern, pattern.search(text, position) if match.start() < position else match)
            for pattern, match in found
            if match is not None
        ]
        matches = [match for _, match in found if match is not None]
        if not matches:
            return
        best = min(matches, key=lambda m: (m.start(), -m.end()))
        stretch = _stretch(best)
        if stretch is None:
            position = best.start() + 1
            continue
        if part := _PART.search(text, max(position, best.start() - REACH), best.start()):
            stretch = replace(_narrowed(stretch, part), span=(part.start(), best.end()))
        yield stretch
        position = best.end()


def _stretch(match: re.Match[str]) -> Stretch | None:
    groups = match.groupdict()
    form = next(iter(groups))
    year = _year(groups.get("year") or groups.get("bare_year") or groups.get("short_year"))
    if year is not None and year not in YEAR_SPAN:
        return None
    match form:
        case "iso" | "date" | "long_date" | "days" | "day_month":
            days = _days(groups)
        case "month_year" | "months" | "bare_months":
            days = _months(groups.get("numbers") or groups["month"])
        case "each_month":
            days = _on_day(_months(groups["numbers"]), int(groups["day"]))
        case "week":
            days = _week(groups)
        case "quarters":
            days = _quarters(groups["numbers"])
        case "half":
            days = _half(groups)
        case "whole_year":
            days = DueKind.YEAR, (1, 1), (12, MONTH_END), ()
        case _:
            return _bare_part(match)
    if days is None:
        return None
    kind, first, last, items = days
    other = groups.get("other_year")
    years_on = (-1 if other == "trước" else 1) if other else 0
    return Stretch(match.span(), kind, first, last, year, years_on, items=items)


_Days = tuple[DueKind, tuple[int, int], tuple[int, int], tuple[int, ...]]


def _year(words: str | None) -> int | None:
    if not words:
        return None
    number = int("".join(words.split()))
    return number if number > 99 else 2000 + number


def _days(groups: dict[str, str | None]) -> _Days | None:
    month = read_number(groups["month"] or "")
    day = int(groups.get("day") or groups.get("bare_day") or 0)
    if month is None or not 1 <= month <= 12 or not 1 <= day <= MONTH_END:
        return None
    last_day = groups.get("last_day")
    if last_day is None:
        return DueKind.DATE, (month, day), (month, day), ()
    if int(last_day) <= day:
        return None
    return DueKind.RANGE, (month, day), (month, int(last_day)), ()


_LIST_NUMBER = re.compile(r"[^\s,;&+/\u2013\u2014\u2212-]+")
_LIST_WORDS = re.compile(rf"{MONTH_WORD}|{QUARTER_WORD}(?=[\s1-4ivl])|\b(?:và|hoặc|đến|tới)\b")


def _list(words: str) -> list[str]:
    """The numbers of a list: "10, 11 và tháng 12" has three."""
    word = re.compile(rf"{number_words_pattern()}|{_LIST_NUMBER.pattern}")
    return word.findall(_LIST_WORDS.sub(" , ", words))


def _on_day(months: _Days | None, day: int) -> _Days | None:
    """One day of each month of a list."""
    if months is None:
        return None
    kind, (first, _), (last, _), items = months
    return kind, (first, day), (last, day), items


_RUNS_ON = re.compile(rf"{MINUS}|đến|tới")  # "tháng 10-12", not "tháng 6 và tháng 12"


def _months(numbers: str) -> _Days | None:
    months = [read_number(number) for number in _list(numbers)]
    known = [month for month in months if month is not None and 1 <= month <= 12]
    if not known or len(known) < len(months):
        return None
    return _listed(known, DueKind.MONTH, length=1, runs_on=bool(_RUNS_ON.search(numbers)))


def _quarters(numbers: str) -> _Days | None:
    quarters = [read_quarter(number) for number in _list(numbers)]
    known = [3 * quarter for quarter in quarters if quarter is not None]
    if not known or len(known) < len(quarters):
        return None
    return _listed(known, DueKind.QUARTER, length=3, runs_on=bool(_RUNS_ON.search(numbers)))


def _listed(last_months: list[int], kind: DueKind, *, length: int, runs_on: bool) -> _Days:
    """One month or quarter, or from the first of several to the last."""
    if len(last_months) == 1:
        return kind, (last_months[0] - length + 1, 1), (last_months[0], MONTH_END), ()
    if not runs_on:
        items = tuple(sorted(last_months))
        return DueKind.RANGE, (items[0] - length + 1, 1), (items[-1], MONTH_END), items
    first, last = last_months[0] - length + 1, last_months[-1]
    return DueKind.RANGE, (first, 1), (last, MONTH_END), ()


def _week(groups: dict[str, str | None]) -> _Days | None:
    month = read_number(groups["month"] or "")
    if month is None or not 1 <= month <= 12:
        return None
    number = groups["number"] or ""
    if number.startswith("cuối"):
        return DueKind.RANGE, (month, -6), (month, MONTH_END), ()
    week = 1 if number.startswith("đầu") else read_number(number)
    if week is None or not 1 <= week <= 5:
        return None
    weeks = read_number(groups.get("weeks") or "1") or 1
    last = week + weeks - 1
    return DueKind.RANGE, (month, 7 * week - 6), (month, min(7 * last, MONTH_END)), ()


def _half(groups: dict[str, str | None]) -> _Days | None:
    months = read_number(groups.get("months") or "6")
    if months is None or not 1 <= months <= 11:
        return None
    if groups["end"] == "đầu":
        return DueKind.RANGE, (1, 1), (months, MONTH_END), ()
    return DueKind.RANGE, (13 - months, 1), (12, MONTH_END), ()


def _bare_part(match: re.Match[str]) -> Stretch:
    year = Stretch(
        match.span(),
        DueKind.YEAR,
        (1, 1),
        (12, MONTH_END),
        years_on=1 if match["next"] else 0,
    )
    part = _PART.search(f"{match['part']} ")
    return _narrowed(year, part) if part else year


def _narrowed(stretch: Stretch, part: re.Match[str]) -> Stretch:
    """The part of a stretch that a word before it leaves: "cuối" is its last day.

    "đầu" is its first third (of a year the first quarter, of a month ten days); "giữa" and
    "cuối" are deadlines in its middle and at its end, for that is how they are meant in plans.
    """
    if stretch.kind in (DueKind.DATE, DueKind.RANGE):
        return stretch
    month, last_month = stretch.first[0], stretch.last[0]
    if part["half"] and stretch.kind is DueKind.MONTH:
        early = part["half"].endswith("đầu")
        first, last = ((month, 1), (month, 15)) if early else ((month, 16), (month, MONTH_END))
        return replace(stretch, kind=DueKind.RANGE, first=first, last=last, part=True)
    if part["first"]:
        upto = {DueKind.YEAR: (3, MONTH_END), DueKind.QUARTER: (month, MONTH_END)}
        last = upto.get(stretch.kind, (month, 10))
        return replace(stretch, kind=DueKind.RANGE, last=last, part=True)
    if part["middle"]:
        middles = {DueKind.YEAR: (6, MONTH_END), DueKind.QUARTER: (month + 1, 15)}
        last = middles.get(stretch.kind, (month, 20 if "tuần" in part["middle"] else 15))
    else:
        last = (last_month, MONTH_END)
    return replace(stretch, kind=DueKind.DATE, first=last, last=last, part=True)
