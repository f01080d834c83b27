"""Reads how a plan says when a task is to be done (thời hạn hoàn thành).

The words are cut into stretches of days (dates.py), ways of coming again (recurrence.py) and words
of other kinds (data/due_words.tsv); what stands first and what limits (time_limits.py) decide.
Cases: tests/cases/due.md.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.domain.due import Due, DueKind
from assistant.vietnamese.date_lookalikes import (
    blank,
    spelled,
    without_hours,
    without_law_dates,
)
from assistant.vietnamese.dates import DAY_WORD, MONTH_WORD, YEAR_WORD, find_stretches, near
from assistant.vietnamese.recurrence import EVERY, find_recurrence, find_repeats
from assistant.vietnamese.text import normalise
from assistant.vietnamese.time_limits import (
    NO_READING,
    Group,
    Reading,
    Role,
    find_counted,
    goes_on,
    group,
    is_limited,
    read_counted,
    read_group,
    role,
)
from assistant.vietnamese.wordlist import read_table


def read_due(words: str, *, year: int | None) -> Due:
    """What the words of a cell mean; a time without a year is of the plan's own `year`."""
    words = normalise(words)
    text = _BROKEN_SPAN.sub(r"\1 \2 ", without_law_dates(spelled(words)))
    readings = [_read_item(item, year=year) for item in _ITEM.split(text)]
    kind, start, end, rule = _together([r for r in readings if r.kind is not DueKind.UNSPECIFIED])
    return Due(words, kind, start, end, rule)


# "12\n- 15/6" in a narrow column: a number alone is no item, so the dash is none of a list
# and "Từ 10/2025\n- 02/2026" goes on with what its first word opened
_BROKEN_SPAN = re.compile(
    r"((?<![\d/])\d{1,2}|\btừ\s+[\d/.]+)\s*\n\s*([-\u2013])\s*(?=\d)", re.IGNORECASE
)
# Items of a list within a cell; a mere line break only shows the cell's width.
_ITEM = re.compile(r"\n\s*(?:[-+•*\u2013]|[a-zđ]\)|\d{1,2}[.)](?=\s))\s*|;")


def _together(readings: list[Reading]) -> Reading:
    """One reading of several: from the first day to the last where all have days."""
    if not readings:
        return NO_READING
    ends = [reading.end for reading in readings if reading.end]
    if len(readings) == 1 or len(ends) < len(readings):
        return readings[0]
    starts = [reading.start for reading in readings if reading.start]
    return Reading(DueKind.RANGE, min(starts) if len(starts) == len(readings) else None, max(ends))


_BRACKETS = re.compile(r"\(([^()]*)\)?")
_ONLY_MARKS = re.compile(r"[\s.,:+*\u2013-]*")


def _read_item(text: str, *, year: int | None) -> Reading:
    """Brackets say more of a recurrence; otherwise they count only where nothing else does."""
    outside = _BRACKETS.sub(blank, text)
    reading = NO_READING if _ONLY_MARKS.fullmatch(outside) else _read(outside, year=year)
    if reading.kind is DueKind.RECURRING and outside != text:
        return _read(_BRACKETS.sub(r", \1,", text), year=year)
    if outside == text or reading.kind in (DueKind.EVENT, DueKind.ONGOING):
        return reading
    inside = _read(" ".join(match[1] for match in _BRACKETS.finditer(text)), year=year)
    is_closer = reading.kind is DueKind.UNSPECIFIED or _is_within(inside, reading)
    return inside if is_closer else reading


def _is_within(inner: Reading, outer: Reading) -> bool:
    """ "Năm 2026 (quý II)": the brackets say more closely when."""
    if not (inner.end and outer.start and outer.end) or inner.kind is DueKind.UNSPECIFIED:
        return False
    first = inner.start or inner.end
    return outer.start <= first and inner.end < outer.end


def _read(text: str, *, year: int | None) -> Reading:
    text = without_hours(text)
    if counted := read_counted(text, year=year):
        return counted
    stretches = tuple(find_stretches(text))
    groups = group(text, stretches=stretches)
    word = _first_word(text)
    if word and word.decides:
        repeat = find_recurrence(text, stretches=())
        return Reading(DueKind.RECURRING, rule=repeat.rule) if repeat else Reading(word.kind)
    recurrence = find_recurrence(text, stretches=stretches)
    limited = [days for days in groups if is_limited(text, days=days)]
    if recurrence and (word is None or recurrence.span[0] <= word.position):
        first = [days for days in groups if _stands_apart(text, days, recurrence.span[0])]
        if not first:
            return Reading(DueKind.RECURRING, rule=recurrence.rule)
        limited, word = first, None
    if not limited and word and (not stretches or word.position < stretches[0].span[0]):
        return Reading(word.kind)
    return _together([read_group(text, days=days, year=year) for days in limited or groups])


def _stands_apart(text: str, days: Group, repeat: int) -> bool:
    """ "xong trong quý I, duy trì cập nhật hằng tháng": days before a repeat of something else."""
    between = text[days[-1].span[1] : repeat]
    return bool(re.search(r"[,;.]\s*\w+\s+\w+", between))


class _Word(NamedTuple):
    position: int
    kind: DueKind
    decides: bool  # wherever it stands, for the days beside it are none of our calendar


@cache
def _due_words() -> tuple[tuple[re.Pattern[str], DueKind, bool], ...]:
    return tuple(
        (re.compile(rf"(?<!\w){_spaced(phrase)}(?!\w)"), DueKind(meaning), place == "any")
        for phrase, meaning, _english, _source, place in read_table("due_words")
    )


def _spaced(phrase: str) -> str:
    return r"\s+".join(map(re.escape, phrase.split()))


# "trước 30/6", "sau năm 2026", "từ ngày 01/7": the word rules a day and tells of no event
_DAYS_FOLLOW = re.compile(
    rf"\s*:?\s*(?:{DAY_WORD}\s*)?(?:\d|cuối|đầu|giữa|tuần|q[uú][ýíyi]|{MONTH_WORD}|{YEAR_WORD})"
)


def _first_word(text: str) -> _Word | None:
    """The first word of the list, the longest at one place; one that decides comes before all."""
    found = [
        (not decides, match.start(), -match.end(), _Word(match.start(), kind, decides))
        for pattern, kind, decides in _due_words()
        for match in pattern.finditer(text)
        if decides or kind is not DueKind.EVENT or not _DAYS_FOLLOW.match(text, match.end())
    ]
    return min(found)[-1] if found else None


# -- time limits in running text


class FoundDue(NamedTuple):
    """A time limit in running text, and the stretch of the text that says it."""

    span: tuple[int, int]
    due: Due


def find_dues(text: str, *, year: int | None) -> tuple[FoundDue, ...]:
    """The time limits that running text states, in order; dates of laws are none.

    Years and quarters also name things ("kết quả năm 2025", "tầm nhìn đến năm 2045"), so days
    count only after a word that makes them a limit, and "hằng quý" only where a report is due.
    """
    plain = without_hours(without_law_dates(spelled(text)))
    spans = sorted([*_limit_spans(plain), *_repeat_spans(plain), *_counted_spans(plain)])
    return tuple(
        FoundDue((begin, end), due)
        for begin, end, stands_alone in _united(spans, plain)
        if stands_alone
        and (due := read_due(text[begin:end], year=year)).kind is not DueKind.UNSPECIFIED
    )


class _Span(NamedTuple):
    begin: int
    end: int
    stands_alone: bool = True  # False: a limit only beside another ("hằng năm" before a day)


# What is to be finished: a year after such a word is a limit and names nothing.
_DONE = re.compile(
    r"(?:hoàn\s+(?:thành|thiện|tất)|xong|kết\s+thúc|ban\s+hành|thực\s+hiện|triển\s+khai|báo\s+cáo"
    r"|trình|thời\s+(?:hạn|gian)|tiến\s+độ|hạn)[^.;]{0,60}$"
)
_FINISHED = re.compile(
    r"(?:hoàn\s+(?:thành|tất)|xong|kết\s+thúc|tiến\s+độ|hạn"
    r"|thời\s+(?:hạn|gian|điểm)(?:\s+(?:hoàn\s+thành|trình|thực\s+hiện|báo\s+cáo|ban\s+hành))?"
    r")[\s:,]*$"
)
_EVERY_YEAR = re.compile(rf"\s*,?\s*(?:{EVERY})\s*{YEAR_WORD}(?!\w)")


def _limit_spans(text: str) -> Iterator[_Span]:
    for days in group(text, stretches=tuple(find_stretches(text))):
        begin, end = days[0].span[0], days[-1].span[1]
        every_year = _EVERY_YEAR.match(text, end)
        ruling = role(text, before=begin)
        if ruling and _is_limit(text, days=days, ruling=ruling):
            begin = ruling[1]
        elif not (every_year or _FINISHED.search(text, *near(begin))):
            continue
        onward = every_year or goes_on(text, after=end)
        yield _Span(begin, onward.end() if onward else end)


def _is_limit(text: str, *, days: Group, ruling: tuple[Role, int]) -> bool:
    word, begin = ruling
    exact = all(s.kind in (DueKind.DATE, DueKind.MONTH, DueKind.QUARTER) for s in days)
    said = text[begin : days[0].span[0]]
    match word:
        case Role.BEFORE:
            return True
        case Role.BY:
            # "đến năm 2030" alone is a horizon: "chiến lược đến năm 2030"
            horizon = re.match(r"(?:cho\s+)?(?:đến|tới)|hết", said) is not None
            return not horizon or bool(_FINISHED.search(text, *near(begin)))
        case Role.FROM:
            return len(days) > 1 and exact
        case Role.WITHIN:
            return (exact or days[0].part) or bool(_DONE.search(text, *near(begin)))
        case _:
            return False


_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_PERIOD_BEFORE = re.compile(rf"(?:\d{{1,2}}\s*{MONTH_WORD}|{YEAR_WORD}|quý|{MONTH_WORD})\s*\(\s*$")
_REPORT = re.compile(r"(?:báo\s+cáo|định\s+kỳ|sơ\s+kết|tổng\s+kết)[^.;]{0,80}$")
_REPORTED = re.compile(r"\s*,?\s*(?:tổng\s+hợp\s*,?\s*)?(?:báo\s+cáo|gửi)(?!\w)")
_SAYS_NO_PERIOD = re.compile(r"(?:theo\s+)?định\s+k[ỳì]|báo\s+cáo")


# A day of the month beside a repeat: "hằng tháng, trước ngày 25", "ngày 20 tháng cuối quý"
_LIMIT = r"(?:trước|vào|chậm\s+nhất|muộn\s+nhất)(?:\s+là)?"
_DAY_AFTER = re.compile(rf"\s*,?\s*(?:{_LIMIT}\s+)?{DAY_WORD}\s+\d{{1,2}}(?!\s*[\d/.-]\s*\d)")
# "sáng thứ Ba và sáng thứ Năm", "Chủ nhật tuần thứ hai"
_WEEKDAYS = (
    r"(?:(?:(?:sáng|chiều|tối)\s+)?"
    r"(?:(?:tuần\s+)?thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|tuần\s+(?:đầu|cuối))"
    r"(?:\s*,|\s+và)?\s*)+"
)
_DAY_BEFORE = re.compile(
    rf"(?:định\s+k[ỳì]\s+)?(?:{_LIMIT}\s+)?"
    rf"(?:{DAY_WORD}\s+\d{{1,2}}|{_WEEKDAYS})(?:\s*,|\s*của)?\s*$"
    rf"|{_LIMIT}\s*$"  # an hour stood between: "trước 16 giờ hằng ngày"
)


def _repeat_spans(text: str) -> Iterator[_Span]:
    for match in find_repeats(text):
        begin, end = match.span()
        bracket = _BRACKET.match(text, end)
        day = _DAY_BEFORE.search(text, *near(begin)) or _DAY_AFTER.match(text, end)
        if bracket and (any(_limit_spans(bracket[1])) or find_repeats(bracket[1])):
            yield _Span(begin, bracket.end())
        elif day:
            yield _Span(min(begin, day.start()), max(end, day.end()))
        elif not _SAYS_NO_PERIOD.fullmatch(match[0]):
            reported = _REPORT.search(text, *near(begin)) or _REPORTED.match(text, end)
            yield _Span(begin, end, "định" in match[0] or "lần" in match[0] or bool(reported))
    for bracket in _BRACKET.finditer(text):
        # a period without "hằng" whose bracket says the day: 6 tháng (trước ngày 15/6)
        period = _PERIOD_BEFORE.search(text, *near(bracket.start(1)))
        if period and any(_limit_spans(bracket[1])):
            yield _Span(period.start(), bracket.end())


def _counted_spans(text: str) -> Iterator[_Span]:
    found = find_counted(text)
    if found and found["within"]:
        clause = re.compile(r"[^,;.(]*").match(text, found.end())
        yield _Span(found.start(), clause.end() if clause else found.end())


def _united(spans: list[_Span], text: str) -> Iterator[_Span]:
    """Spans that overlap or stand side by side become one: "hằng tháng, trước ngày 25"."""
    current: _Span | None = None
    for span in spans:
        if current and _belongs(span, current, text):
            end = max(current.end, span.end)
            current = _Span(current.begin, end, current.stands_alone or span.stands_alone)
            continue
        if current:
            yield _trimmed(current, text)
        current = span
    if current:
        yield _trimmed(current, text)


def _belongs(span: _Span, current: _Span, text: str) -> bool:
    if span.begin < current.end:
        return True
    complete = text[current.end - 1] == ")"  # "hằng quý (trước ngày 10 …), 6 tháng (…)"
    return not complete and not text[current.end : span.begin].strip(" \n,")


_TO_FINISH = re.compile(r"[\s,]*(?:(?:phải\s+)?(?:hoàn\s+thành|xong)(?:\s+việc)?[\s,:]+)?")


def _trimmed(span: _Span, text: str) -> _Span:
    """Without commas at its ends and the "hoàn thành" before it."""
    words = text[span.begin : span.end]
    lead = _TO_FINISH.match(words)
    begin = span.begin + (lead.end() if lead else 0)
    return _Span(begin, span.begin + len(words.rstrip(" \n,")), span.stands_alone)
