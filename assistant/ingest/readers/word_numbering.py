"""Automatic numbering of Word: the label that each numbered paragraph shows in print."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.ingest.readers.word_xml import attribute, child, children, number_of

# Bullets come from symbol fonts at private code points; in print they are dashes, dots, ticks.
PRIVATE = re.compile(r"[\ue000-\uf8ff]")
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts and how its label looks."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    is_legal: bool = False  # Roman numbers of upper levels are shown as Arabic ones
    restart: int | None = None


@dataclass(slots=True)
class Numbering:
    """All lists of a document, with counters that move on as paragraphs are read."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by abstract list
    lists: dict[str, str] = field(default_factory=dict)  # list to abstract list
    starts: dict[tuple[str, int], int] = field(default_factory=dict)  # overrides by list
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, depth: int) -> str:
        """The next label of a list at this depth; empty where it shows none."""
        abstract = self.lists.get(list_id)
        levels = self.levels.get(abstract or "", {})
        if abstract is None or depth not in levels:
            return ""
        counters = self.counters.setdefault(abstract, {})
        self._step(counters, levels, list_id=list_id, depth=depth)
        return _label(levels, counters, depth)

    def _step(
        self,
        counters: dict[int, int],
        levels: Mapping[int, Level],
        *,
        list_id: str,
        depth: int,
    ) -> None:
        override = self.starts.get((list_id, depth))
        if override is not None and (list_id, depth) not in self.begun:
            counters[depth] = override
        elif depth in counters:
            counters[depth] += 1
        else:
            counters[depth] = levels[depth].start
        self.begun.add((list_id, depth))
        for deeper in [known for known in counters if known > depth]:
            if levels[deeper].restart != 0:
                del counters[deeper]
        for upper in range(depth):
            if upper in levels and upper not in counters:
                counters[upper] = levels[upper].start


def read_numbering(root: Any | None) -> Numbering:
    """The lists that numbering.xml defines."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in children(root, "abstractNum"):
        numbering.levels[attribute(abstract, "abstractNumId")] = {
            number_of(attribute(level, "ilvl")): _level(level)
            for level in children(abstract, "lvl")
        }
    for item in children(root, "num"):
        list_id = attribute(item, "numId")
        numbering.lists[list_id] = attribute(child(item, "abstractNumId"), "val")
        for override in children(item, "lvlOverride"):
            start = attribute(child(override, "startOverride"), "val")
            if start:
                numbering.starts[list_id, number_of(attribute(override, "ilvl"))] = number_of(start)
    return numbering


def _level(level: Any) -> Level:
    restart = attribute(child(level, "lvlRestart"), "val")
    return Level(
        start=number_of(attribute(child(level, "start"), "val"), default=1),
        style=attribute(child(level, "numFmt"), "val") or "decimal",
        text=attribute(child(level, "lvlText"), "val"),
        is_legal=child(level, "isLgl") is not None,
        restart=number_of(restart) if restart else None,
    )


def _label(levels: Mapping[int, Level], counters: Mapping[int, int], depth: int) -> str:
    level = levels[depth]
    if level.style == "bullet":
        return PRIVATE.sub("-", level.text) or "-"
    if level.style == "none":
        return ""

    def shown(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        style = levels[at].style if at in levels else "decimal"
        return numeral(counters.get(at, 1), style="decimal" if level.is_legal else style)

    return re.sub(r"%(\d)", shown, level.text)


def numeral(value: int, *, style: str) -> str:
    """A number as a list shows it."""
    return NUMERALS.get(style, str)(value)


def _letters(value: int) -> str:
    """a … z, then aa, bb: Word repeats the letter."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ""


def _roman(value: int) -> str:
    text = ""
    for worth, letters in ROMAN:
        while value >= worth:
            text += letters
            value -= worth
    return text


NUMERALS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
}
