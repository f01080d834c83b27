"""Ruled tables: from the frames and words of a page to grids of cells with spans.

Cells come from the rules first and, where a rule is missing, from the white between words. Every
word within a table's area ends up in one of its cells.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.domain.place import Box, Place
from assistant.ingest.layout import Grid, GridCell
from assistant.ingest.marks import ROW_MARK
from assistant.ingest.readers.frames import Frame, frames_of, is_drawn
from assistant.ingest.readers.ink import Area, PageInk, Rule, Word, split_word
from assistant.ingest.readers.lines import Line, join_lines, lines_of, mostly

# Words on both sides of an undrawn border, this many letter sizes apart, are two cells.
GUTTER = 0.9
NARROW_GUTTER = 0.25  # where one side has several lines and none crosses
# A text this many letter sizes off a column's middle is not centred in it.
OFF_CENTRE = 0.2
# Lines above and below an undrawn border, this many line heights apart, are two cells.
ROW_GAP = 1.7
WORDS_APART = 0.4  # letter sizes; words of one phrase stand nearer
# White through all columns of a row, in letter sizes, where a rule between two rows is missing.
LEAST_WHITE = 0.2
# What most programs leave between a cell's rule and its text.
MOST_PADDING = 6.0


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table's grid with the words that it holds, by their number on the page."""

    grid: Grid
    words: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Region:
    """A rectangle of elementary cells: rows top to bottom, columns left to right, ends excluded."""

    top: int
    left: int
    bottom: int
    right: int


def ruled_tables(ink: PageInk) -> tuple[RuledTable, ...]:
    """Every ruled table of a page, from top to bottom."""
    tables = (_table(frame, ink) for frame in frames_of(ink))
    return tuple(sorted(tables, key=lambda table: _top(table.grid)))


def _area_of(frame: Frame, region: _Region) -> Area:
    return Area(
        frame.xs[region.left],
        frame.ys[region.top],
        frame.xs[region.right],
        frame.ys[region.bottom],
    )


def _top(grid: Grid) -> float:
    return grid.place.boxes[0].top


def _table(frame: Frame, ink: PageInk) -> RuledTable:
    area = frame.area
    inside = {n: word for n, word in enumerate(ink.words) if area.holds(*word.area.middle)}
    frame = _with_missing_levels(frame, tuple(inside.values()))
    regions = _regions(frame, tuple(inside.values()))
    held = _assigned(frame, regions, inside.values())
    parted = {
        part: words
        for region, its_words in held.items()
        for part, words in _parted(frame, region, its_words)
    }
    frame, parted = _without_idle_edges(frame, parted)
    cells = tuple(
        _cell(frame, region, parted[region], page=ink.number)
        for region in sorted(parted, key=lambda region: (region.top, region.left))
    )
    grid = Grid(
        cells=cells,
        rows=len(frame.ys) - 1,
        columns=len(frame.xs) - 1,
        place=Place((_box(area, page=ink.number),)),
        column_edges=frame.xs,
        open_top=frame.open_top,
        open_bottom=frame.open_bottom,
    )
    return RuledTable(grid, frozenset(inside))


CUT_COUNTERS = frozenset(("ST", "TT", "STT", "SỐTT"))


def _with_missing_levels(frame: Frame, words: Sequence[Word]) -> Frame:
    """The frame with the rules that are missing between rows, told by two marks in one cell."""
    missing = [
        y
        for top, bottom in pairwise(frame.ys)
        for y in _missing_levels([w for w in words if top <= w.area.middle[1] < bottom], frame)
    ]
    if not missing:
        return frame
    drawn = (Rule(upright=False, at=y, start=frame.xs[0], end=frame.xs[-1]) for y in missing)
    return replace(frame, ys=tuple(sorted((*frame.ys, *missing))), levels=(*frame.levels, *drawn))


def _missing_levels(row: Sequence[Word], frame: Frame) -> Iterator[float]:
    """Where a row falls into two: between a line of its first cell and a mark further down."""
    first = lines_of(w for w in row if w.is_upright and w.area.middle[0] < frame.xs[1])
    for above, mark in pairwise(first):
        if not ROW_MARK.fullmatch(mark.text) or not _may_follow(above.text, mark.text):
            continue
        gap = _white_band(row, above.baseline, mark.baseline)
        if gap[1] - gap[0] > LEAST_WHITE * mark.size:
            yield (gap[0] + gap[1]) / 2


def _may_follow(above: str, mark: str) -> bool:
    """Whether a mark can come below this: not in "ST / T" or "1 / 0", cut in a narrow column."""
    if (above + mark).upper() in CUT_COUNTERS:
        return False
    if above.isdecimal() and mark.isdecimal():
        return int(mark) > int(above)
    return above != mark


def _white_band(row: Sequence[Word], top: float, bottom: float) -> tuple[float, float]:
    """The tallest stretch between two heights that no word of the row reaches into."""
    best, reached = (top, top), top
    for area in sorted((word.area for word in row), key=lambda area: area.top):
        if reached < area.top <= bottom and area.top - reached > best[1] - best[0]:
            best = reached, area.top
        reached = max(reached, area.bottom)
    return best


def _regions(frame: Frame, words: Sequence[Word]) -> list[_Region]:
    """Elementary cells merged where no rule parts them: first along rows, then down columns.

    Merging runs of equal extent only makes every region a rectangle, whatever rules are missing.
    """
    regions: list[_Region] = []
    above: dict[tuple[int, int], _Region] = {}
    for row, (top, bottom) in enumerate(pairwise(frame.ys)):
        runs: dict[tuple[int, int], _Region] = {}
        for left, right in _row_runs(frame, words, top, bottom):
            upper = above.get((left, right))
            if upper and not is_drawn(frame.levels, top, frame.xs[left], frame.xs[right]):
                regions.remove(upper)
                region = replace(upper, bottom=row + 1)
            else:
                region = _Region(row, left, row + 1, right)
            regions.append(region)
            runs[left, right] = region
        above = runs
    return regions


def _row_runs(
    frame: Frame, words: Sequence[Word], top: float, bottom: float
) -> Iterator[tuple[int, int]]:
    """Extents of columns in one row that no upright rule parts."""
    row = [word for word in words if top <= word.area.middle[1] < bottom]
    start = 0
    for column in range(1, len(frame.xs)):
        is_last = column == len(frame.xs) - 1
        if (
            is_last
            or is_drawn(frame.uprights, frame.xs[column], top, bottom)
            or (_is_implied(frame, column, top, bottom) and not _cross(row, frame.xs[column]))
        ):
            yield start, column
            start = column


def _is_implied(frame: Frame, column: int, top: float, bottom: float) -> bool:
    """Whether a cell ends above or below on one side of an upright border alone.

    A merged cell is a rectangle; where only one side goes on, the border's rule is missing.
    """
    left, at, right = frame.xs[column - 1 : column + 2]
    return any(
        is_drawn(frame.levels, y, left, at) != is_drawn(frame.levels, y, at, right)
        for y in (top, bottom)
        if frame.ys[0] < y < frame.ys[-1]
    )


def _cross(row: Sequence[Word], at: float) -> bool:
    """Whether some phrase of a row runs across an upright position."""
    for line in lines_of(row):
        before = max((w.area.right for w in line.words if w.area.middle[0] < at), default=0.0)
        behind = min((w.area.left for w in line.words if w.area.middle[0] >= at), default=1e6)
        near = behind - before < WORDS_APART * line.size
        if near or before > at + 1 or behind < at - 1:
            return True
    return False


def _assigned(
    frame: Frame, regions: list[_Region], words: Iterable[Word]
) -> dict[_Region, list[Word]]:
    """Words by the region that holds their middle; a word across a rule is cut there."""
    held: dict[_Region, list[Word]] = {region: [] for region in regions}
    by_place = {
        (row, column): region
        for region in regions
        for row in range(region.top, region.bottom)
        for column in range(region.left, region.right)
    }
    for word in words:
        for piece in _pieces(frame, by_place, word):
            held[by_place[_place_of(frame, piece.area)]].append(piece)
    return held


def _pieces(frame: Frame, by_place: dict[tuple[int, int], _Region], word: Word) -> Iterator[Word]:
    """The word itself, or its parts on both sides of the rules that cross it."""
    rest = word
    row, _ = _place_of(frame, word.area)
    for column in range(1, len(frame.xs) - 1):
        parts_cells = by_place[row, column - 1] != by_place[row, column]
        if parts_cells and rest.area.left < frame.xs[column] < rest.area.right:
            *heads, rest = split_word(rest, at=frame.xs[column])
            yield from heads
    yield rest


def _place_of(frame: Frame, area: Area) -> tuple[int, int]:
    x, y = area.middle
    row = sum(edge <= y for edge in frame.ys[1:-1])
    column = sum(edge <= x for edge in frame.xs[1:-1])
    return row, column


def _parted(
    frame: Frame, region: _Region, words: list[Word]
) -> Iterator[tuple[_Region, list[Word]]]:
    """A region cut where its text shows that a rule between two cells is missing."""
    for column in range(region.left + 1, region.right):
        if _is_gutter(words, at=frame.xs[column]):
            left = [word for word in words if word.area.middle[0] < frame.xs[column]]
            right = [word for word in words if word.area.middle[0] >= frame.xs[column]]
            yield from _parted(frame, replace(region, right=column), left)
            yield from _parted(frame, replace(region, left=column), right)
            return
    lone = _lone_column(frame, region, words)
    if lone is not None:
        if lone > region.left:
            yield replace(region, right=lone), []
        yield replace(region, left=lone, right=lone + 1), words
        if lone + 1 < region.right:
            yield from _parted(frame, replace(region, left=lone + 1), [])
        return
    for row in range(region.top + 1, region.bottom):
        if _is_row_gap(words, at=frame.ys[row]):
            upper = [word for word in words if word.area.middle[1] < frame.ys[row]]
            lower = [word for word in words if word.area.middle[1] >= frame.ys[row]]
            yield from _parted(frame, replace(region, bottom=row), upper)
            yield from _parted(frame, replace(region, top=row), lower)
            return
    yield region, words


def _is_gutter(words: list[Word], *, at: float) -> bool:
    """Whether a clear gap parts the words on both sides of an upright position.

    In a cell that really spans the position, some line of a longer text crosses it.
    """
    left = [word for word in words if word.area.middle[0] < at]
    right = [word for word in words if word.area.middle[0] >= at]
    if not left or not right:
        return False
    reach, begin = max(w.area.right for w in left), min(w.area.left for w in right)
    if reach > at + 0.5 or begin < at - 0.5:
        return False
    size = max(word.style.size for word in words)
    is_long = max(len(_baselines(left, size)), len(_baselines(right, size))) > 1
    return begin - reach > (NARROW_GUTTER if is_long else GUTTER) * size


def _lone_column(frame: Frame, region: _Region, words: list[Word]) -> int | None:
    """The one column in whose middle a text stands, where a rule to an empty cell is missing."""
    columns = region.right - region.left
    if not words or not 1 < columns < len(frame.xs) - 2:
        return None
    text = Area.around([word.area for word in words])
    middle, _ = text.middle
    size = words[0].style.size
    span_middle, _ = _area_of(frame, region).middle
    if abs(middle - span_middle) < size:
        return None
    for column in range(region.left, region.right):
        left, right = frame.xs[column], frame.xs[column + 1]
        is_inside = left < text.left and text.right < right
        if is_inside and abs(middle - (left + right) / 2) < OFF_CENTRE * size:
            return column
    return None


def _baselines(words: Iterable[Word], size: float) -> set[int]:
    return {round(word.baseline / (0.6 * size)) for word in words}


def _is_row_gap(words: list[Word], *, at: float) -> bool:
    """Whether a clear gap parts the lines above and below a level position."""
    upper = [word.baseline for word in words if word.area.middle[1] < at]
    lower = [word.baseline for word in words if word.area.middle[1] >= at]
    if not upper or not lower:
        return False
    size = max(word.style.size for word in words)
    return min(lower) - max(upper) > ROW_GAP * 1.15 * size


def _without_idle_edges(
    frame: Frame, held: dict[_Region, list[Word]]
) -> tuple[Frame, dict[_Region, list[Word]]]:
    """The table without row and column edges at which no cell ends."""
    columns = sorted({edge for region in held for edge in (region.left, region.right)})
    rows = sorted({edge for region in held for edge in (region.top, region.bottom)})
    kept = replace(
        frame,
        xs=tuple(frame.xs[edge] for edge in columns),
        ys=tuple(frame.ys[edge] for edge in rows),
    )
    return kept, {
        _Region(
            rows.index(region.top),
            columns.index(region.left),
            rows.index(region.bottom),
            columns.index(region.right),
        ): words
        for region, words in held.items()
    }


def _cell(frame: Frame, region: _Region, words: list[Word], *, page: int) -> GridCell:
    area = _area_of(frame, region)
    lines = lines_of(words)
    room = _room(area, lines)
    return GridCell(
        row=region.top,
        column=region.left,
        text=join_lines(lines, width=room),
        row_span=region.bottom - region.top,
        column_span=region.right - region.left,
        place=Place((_box(area, page=page),)),
        bold=mostly((word.style.bold, len(word.text)) for word in words),
        first_width=lines[0].words[0].area.width if lines else 0.0,
        room_left=room - lines[-1].area.width if lines else area.width,
    )


def _room(area: Area, lines: Sequence[Line]) -> float:
    """How long a line of the cell can get: its width without the space beside the rules."""
    if not lines:
        return area.width
    padding = min(line.area.left - area.left for line in lines)
    widest = max(line.area.width for line in lines)
    return max(area.width - 2 * min(max(padding, 1.0), MOST_PADDING), widest)


def _box(area: Area, *, page: int) -> Box:
    return Box(page, area.left, area.top, area.right, area.bottom)
