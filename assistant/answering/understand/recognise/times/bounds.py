"""What opens a time on one side, or joins two: "trước", "từ … đến …", "trở đi"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.answering.understand.meanings import InWindow, Reading
from assistant.answering.understand.recognise.times.parts_of_a_year import pattern
from assistant.answering.words.tokens import Tokens
from assistant.domain.due import Window
from assistant.vietnamese.text import fold_in_place

AGAINST = 0.6
JOINED = re.compile(r"\s*(?:den|toi|-|–)\s*(?:het\s+|nay\s+)?")
FROM = re.compile(r"(?:bat\s+dau\s+|ke\s+)?tu(?:\s+ngay)?\s+$")
BEFORE = re.compile(
    r"(?:truoc|cham\s+nhat|han\s+chot|muon\s+nhat|khong\s+qua)(?:\s+(?:ngay|het|la|vao))*\s*$"
)
EARLIER = re.compile(r"som\s+hon(?:\s+ngay)?\s*$")
UNTIL = re.compile(r"(?:den|toi|den\s+het|het|tinh\s+den)\s*(?:ngay\s+)?$")
ONLY_THEN = re.compile(r"\s+moi\b")
# "từ năm 2026 trở đi", "tháng 6 trở về trước": said behind the time
ONWARD = re.compile(r"\s+(?:tro\s+(?:di|len|lai|ve\s+sau)|ve\s+sau)\b")
BACKWARD = re.compile(r"\s+(?:tro\s+)?ve\s+truoc\b")
LASTING = re.compile(r"keo\s+dai\s+(?:den|toi|cho\s+den)\s*(?:het\s*)?(?:ngay\s+)?$")
# "thứ Sáu 26/3" is that day, and no time after it.
PAST = "qua "
AFTER = re.compile(r"(?:(?<!\bthu )sau|qua|(?:muon|tre|xa|lau)\s+hon)(?:\s+ngay)?\s*$")
NOW = pattern(r"(?: ke\s+ | tinh\s+ )? tu\s+ (?: nay | hom\s+nay | bay\s+gio | gio | bay\s+chu )")


def from_now(
    text: str, found: list[tuple[int, int, Window, float]], as_of: date
) -> Iterator[tuple[int, int, Window, float]]:
    """ "từ nay tới hết năm": only with an end is it a time; else it may be an order."""
    for now in NOW.finditer(text):
        for start, end, last, weight in found:
            if JOINED.fullmatch(text[now.end() : start]) and last.end and last.end >= as_of:
                yield now.start(), end, Window(as_of, last.end), max(weight, 1.0)


def ranges(
    text: str,
    found: list[tuple[int, int, Window, float]],
    without_year: set[tuple[int, int]],
) -> Iterator[tuple[int, int, Window, float]]:
    """ "từ tháng 3 đến tháng 6", "từ 22/3 đến 26/3/2027": two times joined, of one year where only
    one of them says it.
    """
    for start, end, first, weight in found:
        for start2, end2, second, _ in found:
            if start2 <= end or not JOINED.fullmatch(text[end:start2]):
                continue
            begins, ends = first.start, second.end
            if begins and ends and (start2, end2) not in without_year:
                begins = in_same_year(begins, ends) if (start, end) in without_year else begins
            elif begins and ends and (start, end) not in without_year:
                ends = in_same_year(ends, begins)
            if begins and ends and begins <= ends:
                begin = FROM.search(text[:start])
                yield begin.start() if begin else start, end2, Window(begins, ends), weight


def in_same_year(day: date, other: date) -> date:
    """A day in the year of another day; the last of February may be another one there."""
    last = monthrange(other.year, day.month)[1]
    return day.replace(year=other.year, day=min(day.day, last))


def bounded(
    tokens: Tokens, time: InWindow, *, span: tuple[int, int], weight: float
) -> Iterator[Reading]:
    """A time with "trước", "đến", "sau" before it opens the window on one side."""
    window = time.window
    start = tokens[span[0]].start
    head = fold_in_place(tokens.text[:start])
    tail = fold_in_place(tokens.text[tokens[span[1] - 1].end :])
    for behind, bound in (
        (ONWARD, Window(window.start, None)),
        (BACKWARD, Window(None, window.end)),
    ):
        if match := behind.match(tail):
            begin = FROM.search(head)
            end = tokens[span[1] - 1].end + match.end()
            first, last = tokens.at(begin.start() if begin else start, end)
            words = tokens.text[tokens[first].start : end]
            meaning = InWindow(bound, words, without_year=time.without_year)
            yield Reading(first, last, meaning, weight)
    for side, opened in (
        (BEFORE, before(window)),
        (EARLIER, Window(None, window.start - timedelta(days=1)) if window.start else None),
        (UNTIL, Window(None, window.end)),
        (LASTING, window),  # "kéo dài đến hết 31/5": that day is the last, and none before it
        (FROM, Window(window.start, None)),  # "từ 01/10": that day too
        (AFTER, Window(window.end + timedelta(days=1), None) if window.end else None),
    ):
        match = side.search(head)
        if side is UNTIL and ONLY_THEN.match(tail):
            opened = window  # "tới 2027 mới phải xong"
        if match and side is AFTER and match.group() == PAST and window.start != window.end:
            opened = window  # "qua tháng 4 có việc nào": in that month, though "qua 30/4" is after
        if match and opened:
            first = tokens.at(match.start(), start)[0]
            words = tokens.text[match.start() : start] + time.words
            meaning = InWindow(opened, words, without_year=time.without_year)
            # "xong sớm hơn 31/12" sets nothing against anything.
            yield Reading(first, span[1], meaning, weight + AGAINST * ("hon" in match.group()))


def before(window: Window) -> Window | None:
    """ "trước 30/6" takes that day in; "trước tháng 9" ends with August."""
    if window.start is None or window.end is None:
        return None
    if window.start == window.end:
        return Window(None, window.end)
    return Window(None, window.start - timedelta(days=1))
