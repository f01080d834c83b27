"""The marks of a table's rows ("II.", "A", "1.2", "a)", "-") and how high they stand."""

import re
from dataclasses import dataclass
from enum import IntEnum

from assistant.vietnamese.numbers import read_roman, write_roman
from assistant.vietnamese.text import CAPITALS, normalise


class Rank(IntEnum):
    """How high a mark stands; a row belongs to the nearest row above it of a lower number."""

    PART = 0  # "Phần I", "Nhóm 1"
    CAPITAL = 1  # "A"
    ROMAN = 2  # "II"
    NONE = 3  # a heading without a mark
    NUMBER = 4  # "1", "I.1"
    NUMBER_2 = 5  # "1.2"
    NUMBER_3 = 6  # "1.2.3"
    SMALL = 7  # "a"
    DASH = 8


@dataclass(frozen=True, slots=True)
class RowMark:
    """A mark as printed, without the dot or bracket after it, and its rank."""

    words: str
    rank: Rank


NO_MARK = RowMark("", Rank.NONE)

_FORMS = (
    (re.compile(r"(?:Phần|Nhóm|Mục|Chương|Chủ đề|Lĩnh vực)(?:\s+thứ)?\s+\w+", re.I), Rank.PART),
    (re.compile(r"[IVX]+[.\-]\d+(?:\.\d+)*"), Rank.NUMBER),
    (re.compile(r"\d+\.\d+"), Rank.NUMBER_2),
    (re.compile(r"\d+(?:\.\d+){2,}"), Rank.NUMBER_3),
    (re.compile(r"\d+"), Rank.NUMBER),
    (re.compile(r"[a-zđ]"), Rank.SMALL),
    (re.compile(r"[-–+•*]"), Rank.DASH),
)
_LETTER = re.compile(r"[A-ZĐ]")
_END = re.compile(r"\s*[.):/\-–]*\s*$")


def read_row_mark(words: str, *, before: RowMark = NO_MARK) -> RowMark | None:
    """What stands alone in a mark's cell; None where it is no mark.

    `before` is the mark of the section before: after "H" the letter "I" is no Roman numeral.
    """
    text = normalise(words)
    text = text if re.fullmatch(r"[-–+•*]", text) else _END.sub("", text.lstrip("("))
    if not text:
        return NO_MARK if not normalise(words) else None
    for form, rank in _FORMS:
        if form.fullmatch(text):
            return RowMark(text, rank)
    if _LETTER.fullmatch(text) and (text not in "IVX" or _follows(before.words, text)):
        return RowMark(text, Rank.CAPITAL)
    if text.isupper() and read_roman(text):
        return RowMark(text, Rank.ROMAN)
    return None


def _follows(before: str, letter: str) -> bool:
    return len(before) == 1 and ord(before) + 1 == ord(letter) and before not in "IVX"


_TITLE = re.compile(
    rf"""(?P<mark> (?:Phần|Nhóm|Mục|Chương)(?:\s+thứ)?\s+(?:\d+|[IVXLC]+|[A-ZĐ])(?!\w)
          | [IVXLC]+[.\-]\d+ | [IVXLC]+ | [A-ZĐ] | \d{{1,2}}(?:\.\d{{1,2}})* | [a-zđ] )
        (?: \s*[.):] \s* | \s*[-–/]\s+ | (?<=\d)\s+ | (?<=[IVX])\s+(?=[{CAPITALS}])
          | (?<=[A-ZĐ])\s+(?=[{CAPITALS}]{{2}}) )    # "A NHÀ Ở XÃ HỘI"
        (?P<title> \S.* )""",
    re.VERBOSE | re.DOTALL,
)


def cut_mark(words: str, *, before: RowMark = NO_MARK) -> tuple[RowMark, str]:
    """The mark at the head of a title and the title without it: "II. CÔNG TÁC …"."""
    text = normalise(words)
    found = _TITLE.match(text)
    mark = read_row_mark(found["mark"], before=before) if found else None
    return (mark, found["title"]) if found and mark else (NO_MARK, text)


def next_mark(mark: RowMark) -> RowMark | None:
    """The mark that comes after this one in a list: 3 after 2, "1.3" after "1.2", "b" after "a"."""
    head, dot, last = mark.words.rpartition(".")
    if last.isdecimal():
        return RowMark(f"{head}{dot}{int(last) + 1}", mark.rank)
    if mark.rank is Rank.ROMAN and (value := read_roman(mark.words)):
        return RowMark(write_roman(value + 1), mark.rank)
    if len(mark.words) == 1 and mark.words.isalpha() and mark.words not in "zZ":
        return RowMark(chr(ord(mark.words) + 1), mark.rank)
    return None
