"""What a page shows before anyone has understood it: words, rules and pictures with their places.

All measures are points from the top left corner of the page as it is read.
"""

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @classmethod
    def around(cls, areas: "list[Self] | list[Area] | tuple[Area, ...]") -> "Area":
        """The smallest rectangle around some others."""
        return Area(
            min(area.left for area in areas),
            min(area.top for area in areas),
            max(area.right for area in areas),
            max(area.bottom for area in areas),
        )


@dataclass(frozen=True, slots=True)
class Style:
    """How the letters of a word look."""

    size: float
    bold: bool = False
    italic: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters without white space."""

    text: str
    area: Area
    style: Style
    baseline: float
    lefts: tuple[float, ...] = ()  # where each letter begins, so that a rule may cut the word
    turn: int = 0  # degrees clockwise by which the letters are turned against the page
    raised: bool = False  # set above the line: a footnote mark, an exponent
    glued: bool = False  # stands right behind the word before it, with no space between
    bound: bool = False  # a no-break space follows: the next word stays on the line

    @property
    def is_upright(self) -> bool:
        return self.turn == 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along a page's edge, drawn as a line or as a thin filled box."""

    upright: bool
    at: float  # x of an upright rule, y of a level one
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class PageInk:
    """All that is drawn on one page."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()  # in the order in which the file draws them
    rules: tuple[Rule, ...] = ()
    has_pictures: bool = False
    is_scanned: bool = False  # its words were recognised in a picture
    unmapped: int = 0  # letters of which the file does not say what they mean


def split_word(word: Word, *, at: float) -> tuple[Word, ...]:
    """A word cut where an upright rule crosses it: two cells' texts that touch are two words."""
    cut = sum(left + 0.5 < at for left in word.lefts)
    if not 0 < cut < len(word.lefts):
        return (word,)
    edge = word.lefts[cut]
    head = replace(word.area, right=edge)
    tail = replace(word.area, left=edge)
    return (
        replace(word, text=word.text[:cut], area=head, lefts=word.lefts[:cut]),
        replace(word, text=word.text[cut:], area=tail, lefts=word.lefts[cut:], glued=False),
    )
