"""What a sentence says something becomes: "từ 14 điểm lên 17 điểm", "từ ngày 30/6 sang 30/9"."""

import re
from typing import NamedTuple

from assistant.vietnamese.text import normalise

FROM_TO = re.compile(
    r"""
    \b từ \s+ (?:ngày\s+)? (?P<old> .+? )
    (?: \s+ (?:được\s+)? (?:rút|lùi|dời|đẩy|kéo\s+dài|giảm|tăng|nâng|hạ|chuyển|đổi|sửa) )?
    \s+ (?<!hoàn\s) (?:thành|sang|đến|lên|xuống|tới|về|còn) \s+ (?:ngày\s+)? (?P<new> .+ ) $
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# Of "2. Đến Quý I/2028: nhiệm vụ số 1 mục IV …", or "Đến ngày 31/10/2027, do chờ Bộ:" above items
LIMIT_FIRST = re.compile(
    r"^\s*(?:(?:lùi|dời|hoãn|gia\s+hạn)\s+)?(?:đến|sang|tới|về)\s+(?:ngày\s+)?(?P<new>[^:;]+?)\s*"
    r"(?:,[^:;]*)?:\s*(?P<tasks>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NEW_ENDS = re.compile(r"[;,(](?=\s|$)|\.\s*$")


class Change(NamedTuple):
    """What becomes of what, and the words before that say of which thing."""

    of: str
    old: str
    new: str


def read_change(sentence: str) -> Change | None:
    """The change that a sentence tells of with both its values, if it does."""
    found = FROM_TO.search(sentence)
    if found is None:
        return None
    new = normalise(_NEW_ENDS.split(found["new"])[0])
    return Change(sentence[: found.start()], normalise(found["old"]), new)
