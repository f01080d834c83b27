"""What the words around days make of them: "trước", "từ … đến …", "và các năm tiếp theo".

Works on text in lower case with one tone placement (`text.spell`).
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum, auto
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from assistant.domain.due import DueKind
from assistant.vietnamese.dates import (
    DAY_WORD,
    MONTH_WORD,
    QUARTER_WORD,
    YEAR_WORD,
    Stretch,
    find_stretches,
    near,
)
from assistant.vietnamese.numbers import number_words_pattern, read_number


class Reading(NamedTuple):
    """What words mean, before they are kept beside it as a Due."""

    kind: DueKind
    start: date | None = None
    end: date | None = None
    rule: str | None = None


NO_READING = Reading(DueKind.UNSPECIFIED)
# A leap year to reckon with where no year is known; its days are not given out.
SOME_YEAR = 2000

Group = tuple[Stretch, ...]  # stretches that belong together: "từ tháng 9 đến tháng 12/2025"

_GLUE = re.compile(
    rf"""\s*(?:[,;&+/~\u2013\u2014\u2212-] | và | hoặc | (?:cho\s+)?(?:đến|tới) | trước)?
        \s*(?:hết|trước|trong|vào|sang|ngày|đến)?\s*(?:{DAY_WORD}|{MONTH_WORD}|{YEAR_WORD})?\s*""",
    re.VERBOSE,
)
_BEFORE, _WITHIN = re.compile(r"\s*trước(?!\w)"), re.compile(r"\s*(?:trước|trong|vào)(?!\w)")
# A vision is no deadline: "đến năm 2030, tầm nhìn đến năm 2045".
_VISION = re.compile(r"(?:tầm\s+nhìn|định\s+hướng)(?:\s+(?:đến|tới|năm))*\s*$")


def group(text: str, *, stretches: Sequence[Stretch]) -> list[Group]:
    """The stretches, those together that only "-", "đến", "và" or a comma holds apart."""
    kept = [s for s in stretches if not _VISION.search(text, *near(s.span[0]))] or list(stretches)
    groups: list[Group] = [(s,) for s in kept[:1]]
    for one, other in pairwise(kept):
        between = text[one.span[1] : other.span[0]]
        # "số liệu năm 2025 trước ngày 15/1/2026": the year names what is sent by that day
        limits = _BEFORE.match(between) or other.year not in (None, one.year)
        names = one.kind is DueKind.YEAR and _WITHIN.match(between) and limits
        if _GLUE.fullmatch(between) and not names:
            groups[-1] = (*groups[-1], other)
        else:
            groups.append((other,))
    return groups


class Role(Enum):
    """What the word before some days makes of them."""

    FROM = auto()  # "từ": an open end, or the first of two
    FROM_NOW = auto()  # "từ nay đến": an open beginning
    AFTER = auto()
    BEFORE = auto()
    BY = auto()  # "chậm nhất", "đến", "hết": the last day counts
    WITHIN = auto()


LIMITS = (Role.BEFORE, Role.BY, Role.FROM_NOW)

_FILLER = rf"""(?:\s*(?:,|:|là|vào|trong|hết|cuối|đến|tới|thời\s+điểm|thời\s+gian
               |{DAY_WORD}|{MONTH_WORD}|{YEAR_WORD}))*\s*"""
_ROLES = re.compile(
    rf"""(?<!\w)(?:
        (?P<from_now> từ\s+nay | từ\s+khi\s+ban\s+hành )
      | (?P<from> (?:kể|bắt\s+đầu|tính)\s+từ | bắt\s+đầu | từ )
      | (?P<after> sau )
      | (?P<before> trước )
      | (?P<by> (?:chậm|muộn|trễ)\s+nhất | không\s+(?:quá|muộn\s+hơn|chậm\s+hơn)
          | (?:thời\s+)?(?<!niên\s)(?<!giới\s)(?<!quyền\s)hạn
            (?:\s+(?:cuối|chót))?(?:\s+cùng)?(?:\s+hoàn\s+thành)?
          | (?:cho\s+)?(?:đến|tới) | hết | xong | hoàn\s+thành | kết\s+thúc )
      | (?P<within> trong | vào | nội )
    ){_FILLER}$""",
    re.VERBOSE,
)
_ROLE_NAMES = {
    "from_now": Role.FROM_NOW,
    "from": Role.FROM,
    "after": Role.AFTER,
    "before": Role.BEFORE,
    "by": Role.BY,
    "within": Role.WITHIN,
}
_ONWARD = re.compile(
    rf"""\s*,?\s*(?:và|&|đến)?\s*
        (?: (?:các|những)\s+(?:{YEAR_WORD}|{QUARTER_WORD}|{MONTH_WORD})  # "và các năm tiếp theo"
            \s+(?:tiếp|sau|kế|về\s+sau)
          | {YEAR_WORD}\s+tiếp\s+theo | trở\s+đi | về\s+sau | sau\s+đó )""",
    re.VERBOSE,
)
# Words between the role and the days: "chậm nhất là trước", "hoàn thành trước".
_BEFORE_LAST = re.compile(rf"(?<!\w)trước{_FILLER}$", re.VERBOSE)


def role(text: str, *, before: int) -> tuple[Role, int] | None:
    """The word that rules the days that begin at `before`, and where it begins."""
    if last := _BEFORE_LAST.search(text, *near(before)):
        return Role.BEFORE, last.start()
    found = _ROLES.search(text, *near(before))
    if found is None or found.lastgroup is None:
        return None
    return _ROLE_NAMES[found.lastgroup], found.start()


def is_limited(text: str, *, days: Group) -> bool:
    """Whether a word before the days makes their last one a deadline."""
    ruling = role(text, before=days[0].span[0])
    return ruling is not None and ruling[0] in LIMITS


def goes_on(text: str, *, after: int) -> re.Match[str] | None:
    """ "và các năm tiếp theo", "trở đi": the days that end at `after` have no end."""
    return _ONWARD.match(text, after)


def read_group(text: str, *, days: Group, year: int | None) -> Reading:
    """Kind, first and last day of stretches that belong together."""
    first, last = days[0], days[-1]
    if year is None and all(s.year is None for s in days):
        return Reading(DueKind.RANGE if len(days) > 1 else first.kind)
    ruling = role(text, before=first.span[0])
    start, end = _first_and_last(days, year or SOME_YEAR)
    if goes_on(text, after=last.span[1]):
        return Reading(DueKind.RANGE, start)
    if len(days) > 1:
        return Reading(DueKind.RANGE, None if ruling and ruling[0] in LIMITS else start, end)
    return _read_one(first, start=start, end=end, ruling=ruling[0] if ruling else None)


def _read_one(stretch: Stretch, *, start: date, end: date, ruling: Role | None) -> Reading:
    match ruling:
        case Role.FROM_NOW:
            return Reading(DueKind.RANGE, None, end)
        case Role.FROM if stretch.kind is not DueKind.RANGE or stretch.part:
            return Reading(DueKind.RANGE, start)
        case Role.AFTER:
            return Reading(DueKind.RANGE, end + timedelta(days=1))
        case Role.BEFORE if stretch.kind is not DueKind.DATE:
            # "trước tháng 6": that month is too late; of a date, the day itself still counts
            return Reading(DueKind.DATE, None, start - timedelta(days=1))
    if stretch.kind is DueKind.DATE:
        is_deadline = stretch.part or ruling in LIMITS
        return Reading(DueKind.DATE, None if is_deadline else start, end)
    return Reading(stretch.kind, start, end)


def _first_and_last(days: Group, year: int) -> tuple[date, date]:
    """A stretch without a year has that of a later one, else that of one before it."""
    first, last = days[0], days[-1]
    start = first.start(next((s.year for s in days if s.year), year))
    end = last.end(next((s.year for s in reversed(days) if s.year), year))
    if start > end and first.year is None and last.year is not None:
        start = first.start(last.year - 1)  # "từ 01/11 đến 28/02/2026"
    elif start > end and last.year is None:
        end = last.end(end.year + 1)  # "từ 01/11/2025 đến 28/02"
    return (start, end) if start <= end else (end, start)


@cache
def _counting() -> re.Pattern[str]:
    number = rf"(?:\d{{1,3}}|{number_words_pattern()})"
    unit = rf"(?:giờ|{DAY_WORD}|tuần|{MONTH_WORD}|{YEAR_WORD})"
    return re.compile(
        rf"""(?P<within>(?:(?:trong|sau|chậm\s+nhất|không\s+quá|muộn\s+nhất|tối\s+đa|vòng|là
             |thời\s+(?:hạn|gian))\s+)*)
        (?<![\d/.])(?<!ngày\s)(?<!tháng\s)(?<!quý\s)(?P<number>{number})\s*(?:\(\s*[\w\s]+\)\s*)?
        (?P<unit>{unit})(?P<working>\s+làm\s+việc)?\s*,?\s*
        (?P<from>(?:tính\s+)?(?:kể\s+từ|từ|sau|trước\s+khi)(?:\s+(?:khi|{DAY_WORD}))?(?!\w))?""",
        re.VERBOSE,
    )


def find_counted(text: str) -> re.Match[str] | None:
    """ "trong 20 ngày làm việc kể từ khi …": a number of days from something."""
    for found in _counting().finditer(text):
        days = found["unit"] == "ngày" and not text[: found.start()].strip()  # "30 ngày"
        alone = (found["within"] or days) and found.end() == len(text.rstrip(" ."))
        if found["from"] or alone or "sau" in found["within"]:
            return found
    return None


def read_counted(text: str, *, year: int | None) -> Reading | None:
    """An event, unless the words say from which day to count."""
    found = find_counted(text)
    if found is None:
        return None
    rest = text[found.end() :]
    groups = group(rest, stretches=tuple(find_stretches(rest)))
    if groups and len(groups[0]) > 1:
        return None  # "trong 15 ngày, từ ngày 01/4 đến ngày 15/4": they are named
    days = groups[0][0] if groups else None
    number = read_number(found["number"])
    if (
        days is None
        or rest[: days.span[0]].strip()
        or days.kind is not DueKind.DATE
        or found["unit"] != "ngày"
        or found["working"]  # working days would need a calendar of holidays
        or number is None
        or not (days.year or year)
    ):
        return Reading(DueKind.EVENT)
    return Reading(DueKind.DATE, None, days.end(year or SOME_YEAR) + timedelta(days=number))
