"""Questions of places: "họp ở đâu", "làm thử ở những chỗ nào", "chỗ nào làm thí điểm".

"Nơi nào" alone asks for a unit; where something is tried out it asks for the place. "Nộp ở đâu"
asks for whom a paper goes to.
"""

import re
from collections.abc import Iterator
from functools import cache

from assistant.answering.understand.meanings import AsksValue, Kind, Reading
from assistant.answering.words.notions import either, says, speaks_of
from assistant.answering.words.tokens import Tokens

PLACE = r"(?:chỗ|nơi|địa\ điểm|địa\ bàn|khu\ vực|vùng|điểm|xã|phường|thôn|bản|tuyến|đô\ thị)\ nào"
WHERE = re.compile(
    rf"""
    (?<!nộp\ ) (?<!gửi\ ) (?<!trình\ )
    \b (?:ở|tại) \ (?: đâu | (?:(?:những|mấy|các)\ )? {PLACE} ) \b (?!\ (?:ra|mà))
    """,
    re.VERBOSE,
)
WHICH = re.compile(rf"\b(?:(?:những|mấy|các)\ )?{PLACE}\b", re.VERBOSE)
# "chỗ nào cấp phép qua mạng trước", "làm trước ở những đô thị nào"; "chỗ nào xong trước" compares
FIRST = re.compile(r"(?<!xong\ )(?<!thành\ )(?<!hạn\ )\btrước(?=\W*$|\ (?:ở|tại)\b)", re.VERBOSE)
# "buổi họp với 30 xã tổ chức ở phòng nào": the room, and nobody who does it
ROOM = re.compile(
    r"\b(?:họp|hội\ nghị|hội\ thảo|buổi|cuộc)\b.*\b(?P<room>(?:ở|tại)\ phòng\ (?:họp\ )?nào)\b",
    re.VERBOSE,
)
SURELY = 1.3


def read_places(tokens: Tokens) -> Iterator[Reading]:
    """The words that ask for a place; where funds come from is no place."""
    text = tokens.text.lower()
    is_tried = speaks_of(text, "tried_out") or FIRST.search(text)
    found = WHICH.search(text) if is_tried else None
    if room := ROOM.search(text):
        yield Reading(*tokens.at(*room.span("room")), AsksValue(Kind.PLACE), SURELY)
    if not says([t.spelled for t in tokens.items], "money"):
        found = WHERE.search(text) or found
    if found is None and (brought := brought_where().search(text)):
        yield Reading(*tokens.at(*brought.span("where")), AsksValue(Kind.PLACE), SURELY)
    if found is not None:
        start, end = tokens.at(*found.span())
        yield Reading(start, end, AsksValue(Kind.PLACE), SURELY)


@cache
def brought_where() -> re.Pattern[str]:
    """ "sơ tán tới chỗ nào", "dời về đâu": where somebody or something is brought."""
    return re.compile(
        rf"""
        {either("brought")} .{{0,30}}?
        \b (?P<where> (?: (?:về|tới|đến|sang|ra|lên|xuống|vào|ở) \ )? (?:đâu|{PLACE}) ) \b
        """,
        re.VERBOSE,
    )
