"""Words set into lines, and lines joined into text without a stray or a missing space."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.ingest.marks import ENDS_ITEM, LIST_MARK, joint
from assistant.ingest.readers.ink import Area, Word
from assistant.vietnamese.text import normalise

# Words whose baselines differ by less than this part of the letter size stand on one line;
# single-spaced lines are 1.15 sizes apart, footnote marks are raised by a third.
SAME_LINE = 0.4
# Words nearer than this part of the letter size, with no space drawn between, are one.
TOUCHING = 0.1
# What a line has to have left over, in letter sizes, for its break to have been meant.
ROOM_TO_SPARE = 0.35
SPACE = 0.25


@dataclass(frozen=True)
class Line:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def area(self) -> Area:
        return Area.around([word.area for word in self.words])

    @cached_property
    def text(self) -> str:
        return words_text(self.words)

    @cached_property
    def size(self) -> float:
        """The size of most of its letters."""
        return weighted((word.style.size, len(word.text)) for word in self.words)

    @cached_property
    def baseline(self) -> float:
        return weighted((word.baseline, len(word.text)) for word in self.words)

    @cached_property
    def bold(self) -> bool:
        return mostly((word.style.bold, len(word.text)) for word in self.words)

    @cached_property
    def italic(self) -> bool:
        return mostly((word.style.italic, len(word.text)) for word in self.words)


def weighted(values: Iterable[tuple[float, int]]) -> float:
    """The value that most letters have."""
    counts: dict[float, int] = {}
    for value, count in values:
        counts[value] = counts.get(value, 0) + count
    return max(counts, key=lambda value: counts[value], default=0.0)


def mostly(values: Iterable[tuple[bool, int]]) -> bool:
    counted = tuple(values)
    return 2 * sum(count for value, count in counted if value) > sum(c for _, c in counted)


def words_text(words: Sequence[Word]) -> str:
    """The text of words on one line."""
    text = ""
    for index, word in enumerate(words):
        if index and not _touches(words[index - 1], word):
            text += " "
        text += word.text
    return normalise(text)


def _touches(before: Word, word: Word) -> bool:
    if word.glued or (before.glued and before.area.left >= word.area.left):
        return True
    return word.area.left - before.area.right < TOUCHING * min(word.style.size, before.style.size)


def lines_of(words: Iterable[Word]) -> tuple[Line, ...]:
    """Lines from top to bottom; text set upwards or downwards follows the upright text."""
    by_turn: dict[int, list[Word]] = {}
    for word in words:
        by_turn.setdefault(word.turn, []).append(word)
    lines: list[Line] = []
    for turn in sorted(by_turn):
        upright = [_set_upright(word) for word in by_turn[turn]] if turn else by_turn[turn]
        lines += _upright_lines(upright)
    return tuple(lines)


def _upright_lines(words: Iterable[Word]) -> list[Line]:
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.baseline, word.area.left)):
        if groups and _on_line(groups[-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [Line(tuple(sorted(group, key=lambda word: word.area.left))) for group in groups]


def _on_line(group: list[Word], word: Word) -> bool:
    last = group[-1]
    apart = word.baseline - last.baseline
    size = max(word.style.size, last.style.size)
    return apart <= SAME_LINE * size and word.baseline - group[0].baseline <= size * 0.75


def _set_upright(word: Word) -> Word:
    """A turned word as it stands when the page is turned so that it can be read."""
    area = word.area
    match word.turn:
        case 90:
            turned, baseline = Area(area.top, -area.right, area.bottom, -area.left), -word.baseline
        case 270:
            turned, baseline = Area(-area.bottom, area.left, -area.top, area.right), word.baseline
        case _:
            turned, baseline = (
                Area(-area.right, -area.bottom, -area.left, -area.top),
                -word.baseline,
            )
    return replace(word, area=turned, baseline=baseline)


def join_lines(lines: Sequence[Line], *, width: float) -> str:
    """The text of lines set in a column of this width; meant breaks stay, wraps go."""
    text = lines[0].text if lines else ""
    for before, line in itertools.pairwise(lines):
        breaks = is_meant_break(before, line, width=width, opening=text)
        text += ("\n" if breaks else joint(before.text, line.text)) + line.text
    return normalise(text)


def is_meant_break(before: Line, line: Line, *, width: float, opening: str) -> bool:
    """Whether the text was broken on purpose here, and not for want of room."""
    mark = LIST_MARK.match(line.text)
    if would_fit(before, line, width=width):
        return mark is not None or line.text[0].isupper() or line.text[0].isdigit()
    if mark is None:
        return False
    first = LIST_MARK.match(opening.rpartition("\n")[2])
    is_next_item = first is not None and first.lastgroup == mark.lastgroup
    return is_next_item or ENDS_ITEM.search(before.text) is not None


def would_fit(before: Line, line: Line, *, width: float) -> bool:
    """Whether the line's first word would have had room at the end of the line before."""
    bound = next((n for n, word in enumerate(line.words) if not word.bound), 0)
    first = line.words[min(bound, len(line.words) - 1)].area.right - line.words[0].area.left
    needed = before.area.width + SPACE * before.size + first
    return needed < width - ROOM_TO_SPARE * before.size
