"""Times of a question, as windows: "tháng 9/2025", "quý III", "từ … đến …", "trước 30/6"."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.answering.understand.meanings import InWindow, Reading
from assistant.answering.understand.recognise.times.bounds import (
    bounded,
    from_now,
    ranges,
)
from assistant.answering.understand.recognise.times.from_today import DAY
from assistant.answering.understand.recognise.times.parts_of_a_year import YEAR_ALONE
from assistant.answering.understand.recognise.times.readers import READERS
from assistant.answering.words.telling import word_set
from assistant.answering.words.tokens import Tokens
from assistant.domain.due import Window
from assistant.vietnamese.text import fold_in_place

WRITING = word_set("ghi đề")
OF_DUES = word_set(
    "hạn thời gian điểm mốc ngày là vào đúng rõ chung xong phải hoàn thành đến tới trong lộ trình"
    " tiến độ ở cột cuối chót"
)
EXACTLY = "đúng"
SAID_TO_BE = tuple(
    (*noun, verb)
    for noun in (("thời", "gian"), ("thời", "hạn"), ("cột", "hạn"), ("tiến", "độ"))
    for verb in ("là", "để")
)
WRITTEN_REACH, SAID = 6, 0.3


def read_times(tokens: Tokens, *, as_of: date) -> Iterator[Reading]:
    """Windows of time, with "trước", "sau", "từ … đến" taken in."""
    text = fold_in_place(tokens.text)
    found: list[tuple[int, int, Window, float]] = []
    without_year: set[tuple[int, int]] = set()
    for pattern, read, weight in READERS:
        for match in pattern.finditer(text):
            window = read(match, as_of, as_of.year)
            if window is None or not is_meant(tokens, match, pattern):
                continue
            found.append((match.start(), match.end(), window, weight))
            if read(match, as_of, as_of.year - 1) != window:
                without_year.add(match.span())
    joined = ranges(text, found, without_year)
    for start, end, window, weight in [*found, *joined, *from_now(text, found, as_of)]:
        span = tokens.at(start, end)
        words = tokens.text[start:end]
        is_year = YEAR_ALONE.fullmatch(text[start:end].strip()) is not None
        is_day = window.start is not None and window.start == window.end
        says = is_written(tokens, before=span[0]) or (is_day and is_exact(tokens, at=span[0]))
        within = {(a, b) for a, b, *_ in found if start <= a and b <= end}
        is_open = bool(within) and within <= without_year
        meaning = InWindow(window, words, says, is_year and not says, without_year=is_open)
        yield Reading(*span, meaning, weight + SAID * says)
        yield from bounded(tokens, meaning, span=span, weight=weight)


def is_written(tokens: Tokens, *, before: int) -> bool:
    """ "ghi hạn 6/2025", "để thời gian là năm 2025": a verb of writing just before."""
    own = tuple(token.spelled for token in tokens.items[max(0, before - 3) : before])
    if own in SAID_TO_BE:
        return True
    for index in range(before - 1, max(-1, before - WRITTEN_REACH), -1):
        if tokens[index].spelled in WRITING:
            return True
        # "ghi nhật ký điện tử năm 2026": something else is written
        if tokens[index + 1].after_break or tokens[index].spelled not in OF_DUES:
            return False
    return False


def is_exact(tokens: Tokens, *, at: int) -> bool:
    """ "hạn đúng 30/6/2026": that day, and no quarter that ends on it."""
    return at > 0 and tokens[at - 1].spelled == EXACTLY


def is_meant(tokens: Tokens, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Whether the letters are that word where the question bears diacritics: "quy", "tuân"."""
    if tokens.is_bare:
        return True
    own = tokens.text[match.start() : match.end()].lower()
    heads = {"thang": "tháng", "quy": "quý", "tuan": "tuần", "tet": "tết", "ngay": "ngày"}
    for folded, spelled in heads.items():
        if folded in match.group().split() and spelled not in own:
            return folded in own  # typed without its tone beside words that have theirs
    return pattern is not DAY or "mai" not in match.group() or "ngày" in own or own == "mai"
