"""The marks that open headings and items: "Chương II", "Điều 5.", "IV.", "1.2.", "a)", "-"."""

import re
from dataclasses import dataclass
from enum import IntEnum

from assistant.vietnamese.text import normalise


class Rank(IntEnum):
    """How high a mark stands in a document's outline; a lower number governs a higher one."""

    APPENDIX = 0
    PART = 1  # Phần
    CHAPTER = 2  # Chương
    DIVISION = 3  # Mục, with the word itself
    ARTICLE = 4  # Điều
    CAPITALS = 5  # a heading without a mark, in capitals
    LETTER = 6  # "A."
    ROMAN = 7  # "IV."
    NUMBER = 8  # "1."
    NUMBER_2 = 9  # "1.2."
    NUMBER_3 = 10  # "1.2.3."
    BOLD = 11  # a heading without a mark, in bold
    BRACKET = 12  # "(1)" and "1)"
    SMALL = 13  # "a)"
    DASH = 14
    PLUS = 15
    TEXT = 16  # running text that ends in a colon and so governs what follows


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as printed, and its rank."""

    words: str  # without the dot or bracket after it
    rank: Rank


WORDED = re.compile(
    r"""
    (?P<word> phần | chương | mục | điều )          # part, chapter, division, article
    \s+ (?P<number> \d+ [a-zđ]? | [IVXLC]+ | thứ \s+ \w+ )
    (?P<end> \s* [.:–\-] \s* | \s*\n\s* | \s*$ | \s+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
NUMBERED = re.compile(
    r"""
    (?P<number> \d{1,2} (?: \.\d{1,2} ){0,3} )
    (?P<end> \s?\.(?!\d) \s* | \s*[/)](?!\d) \s* | \s*[-–]\s+ | (?<=\.\d) \s+ | (?<=\.\d\d) \s+ )
    (?= \S )
    """,
    re.VERBOSE,
)
LETTERED = re.compile(
    r"""
    (?! V/v )                                 # "V/v": on the matter of
    (?P<letter> [IVXLC]+ | [A-HĐK] )
    \s* (?: \. | [/)] | \s?[-–]\s ) \s* (?= \S )
    """,
    re.VERBOSE,
)
SMALL = re.compile(r"(?P<letter> [a-zđ] (?: \.\d{1,2} )? ) \s* [.)] \s* (?= \S )", re.VERBOSE)
BRACKETED = re.compile(r"\( (?P<number> \d{1,2} | [a-zđ] | [ivx]+ ) \) \s* (?= \S )", re.VERBOSE)
DASHED = re.compile(r"[-–—•●▪■◦*\uf0b7\uf02d·] \s* (?= [^\s\d\-–—] | \d )", re.VERBOSE)
PLUSED = re.compile(r"[+o] \s+ (?= \S ) | \+ (?= \w )", re.VERBOSE)

WORD_RANKS = {
    "phần": Rank.PART,
    "chương": Rank.CHAPTER,
    "mục": Rank.DIVISION,
    "điều": Rank.ARTICLE,
}
ROMAN = re.compile(r"^(?:X{0,3})(?:IX|IV|V?I{0,3})$")


def read_mark(text: str) -> tuple[Mark | None, str]:
    """The mark at the head of a text, if any, and the text after it."""
    text = normalise(text)
    for pattern, reader in _READERS:
        if match := pattern.match(text):
            mark = reader(match)
            if mark:
                return mark, text[match.end() :]
    return None, text


def _runs_on(match: re.Match[str]) -> bool:
    """Whether nothing but a space parts the mark from a small letter: it is no mark then."""
    following = match.string[match.end() : match.end() + 1]
    return match["end"] == " " and not following.isupper()


def _worded(match: re.Match[str]) -> Mark | None:
    word = match["word"]
    if not word[0].isupper() or _runs_on(match):  # "Điều 5 của Nghị định này"
        return None
    return Mark(normalise(f"{word} {match['number']}"), WORD_RANKS[word.lower()])


def _numbered(match: re.Match[str]) -> Mark | None:
    number = match["number"]
    if _runs_on(match):  # "12.5 điểm"
        return None
    depth = number.count(".")
    bracket = match.group().strip().endswith(")") and not depth
    rank = Rank.BRACKET if bracket else Rank(min(Rank.NUMBER + depth, Rank.NUMBER_3))
    return Mark(number, rank)


def _lettered(match: re.Match[str]) -> Mark | None:
    letter = match["letter"]
    # "C." and "D." go on from "B."; as Roman numbers no plan reaches them.
    if ROMAN.match(letter):
        return Mark(letter, Rank.ROMAN)
    return Mark(letter, Rank.LETTER) if len(letter) == 1 else None


def _small(match: re.Match[str]) -> Mark | None:
    return Mark(match["letter"], Rank.SMALL)


def _bracketed(match: re.Match[str]) -> Mark | None:
    return Mark(match["number"], Rank.BRACKET)


def _dashed(match: re.Match[str]) -> Mark | None:
    return Mark(match.group().strip(), Rank.DASH)


def _plused(match: re.Match[str]) -> Mark | None:
    return Mark(match.group().strip(), Rank.PLUS)


_READERS = (
    (WORDED, _worded),
    (NUMBERED, _numbered),
    (LETTERED, _lettered),
    (BRACKETED, _bracketed),
    (SMALL, _small),
    (PLUSED, _plused),
    (DASHED, _dashed),
)
