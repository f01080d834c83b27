"""Ruled tables: from the rules and words of a page to grids of cells with spans.

Rules may be missing, doubled, dashed or drawn as thin boxes, and a table may run on at the page's
top or bottom without a closing rule. Every word within a table's area ends up in one of its cells.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pdfplumber.table import merge_edges

from assistant.domain.place import Box, Place
from assistant.ingest.layout import Grid, GridCell
from assistant.ingest.marks import ROW_MARK
from assistant.ingest.readers.ink import Area, PageInk, Rule, Word, split_word
from assistant.ingest.readers.lines import Line, join_lines, lines_of, mostly

# Rules nearer than this are one: double borders, and borders that each cell draws for itself.
SAME_EDGE = 4.5
# Pieces of one rule are at most this far apart; dashes and dots are nearer.
JOIN_GAP = 4.0
# A rule that ends this near to another meets it.
REACH = 4.5
# A border counts as drawn where rules cover at least this part of it.
DRAWN = 0.5
# A rule that sticks out this far beyond the last crossing one leaves a cell open.
OPEN_END = 6.0
# Words on both sides of an undrawn border, this many letter sizes apart, are two cells.
GUTTER = 0.9
NARROW_GUTTER = 0.25  # where one side has several lines and none crosses
# A text this many letter sizes off a column's middle is not centred in it.
OFF_CENTRE = 0.2
# Lines above and below an undrawn border, this many line heights apart, are two cells.
ROW_GAP = 1.7
# An underline lies within this of its words' baseline and ends where they end, or nearly so.
UNDERLINE_DEPTH = 12.0
UNDERLINE_SLACK = 1.5
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


@dataclass(frozen=True, slots=True)
class _Frame:
    """The edges of one table's rows and columns and the rules that were drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    uprights: tuple[Rule, ...]
    levels: tuple[Rule, ...]
    open_top: bool
    open_bottom: bool

    @property
    def area(self) -> Area:
        return Area(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def region_area(self, region: _Region) -> Area:
        return Area(
            self.xs[region.left],
            self.ys[region.top],
            self.xs[region.right],
            self.ys[region.bottom],
        )


def ruled_tables(ink: PageInk) -> tuple[RuledTable, ...]:
    """Every ruled table of a page, from top to bottom."""
    frames = [frame for group in _connected(_merged(_borders(ink))) if (frame := _frame(group))]
    outermost = [frame for frame in frames if not any(_lies_in(frame, o) for o in frames)]
    tables = (_table(frame, ink) for frame in outermost)
    return tuple(sorted(tables, key=lambda table: _top(table.grid)))


def _borders(ink: PageInk) -> Iterator[Rule]:
    """The rules that are no underlines or strokes through words."""
    words = sorted((word for word in ink.words if word.is_upright), key=lambda w: w.baseline)
    baselines = [word.baseline for word in words]
    for rule in ink.rules:
        first = bisect_left(baselines, rule.at - UNDERLINE_DEPTH)
        last = bisect_right(baselines, rule.at + UNDERLINE_DEPTH)
        if rule.upright or not _runs_along(rule, words[first:last]):
            yield rule


def _runs_along(rule: Rule, words: Iterable[Word]) -> bool:
    """Whether a level rule keeps to words: close to their baseline and no longer than they are.

    A cell's border is further below its words and reaches out beyond them.
    """
    near = [
        word.area
        for word in words
        if -0.5 * word.style.size <= rule.at - word.baseline <= 0.22 * word.style.size
        and word.area.right > rule.start
        and word.area.left < rule.end
    ]
    if not near:
        return False
    begins = rule.start >= min(area.left for area in near) - UNDERLINE_SLACK
    ends = rule.end <= max(area.right for area in near) + UNDERLINE_SLACK
    return begins and ends


def _top(grid: Grid) -> float:
    return grid.place.boxes[0].top


def _lies_in(frame: _Frame, other: _Frame) -> bool:
    inner, outer = frame.area, other.area
    return frame is not other and outer.holds(*inner.middle) and outer.width > inner.width


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules snapped to common positions and joined from their pieces."""
    edges = [
        {
            "orientation": "v" if rule.upright else "h",
            "x0": rule.at if rule.upright else rule.start,
            "x1": rule.at if rule.upright else rule.end,
            "top": rule.start if rule.upright else rule.at,
            "bottom": rule.end if rule.upright else rule.at,
            "width": 0.0 if rule.upright else rule.length,
            "height": rule.length if rule.upright else 0.0,
        }
        for rule in rules
    ]
    if not edges:
        return []
    merged = merge_edges(
        edges,
        snap_x_tolerance=SAME_EDGE / 2,
        snap_y_tolerance=SAME_EDGE / 2,
        join_x_tolerance=JOIN_GAP,
        join_y_tolerance=JOIN_GAP,
    )
    return [
        Rule(upright=True, at=edge["x0"], start=edge["top"], end=edge["bottom"])
        if edge["orientation"] == "v"
        else Rule(upright=False, at=edge["top"], start=edge["x0"], end=edge["x1"])
        for edge in merged
    ]


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Groups of rules that hang together by crossings; lone underlines fall away."""
    uprights = [rule for rule in rules if rule.upright and rule.length > REACH]
    levels = [rule for rule in rules if not rule.upright and rule.length > REACH]
    parent = {id(rule): rule for rule in uprights + levels}

    def root(rule: Rule) -> Rule:
        while parent[id(rule)] is not rule:
            rule = parent[id(rule)]
        return rule

    for upright in uprights:
        for level in levels:
            if _meet(upright, level):
                parent[id(root(upright))] = root(level)
    groups: dict[int, list[Rule]] = {}
    for rule in uprights + levels:
        groups.setdefault(id(root(rule)), []).append(rule)
    return [group for group in groups.values() if len(group) > 2]


def _meet(upright: Rule, level: Rule) -> bool:
    return (
        level.start - REACH <= upright.at <= level.end + REACH
        and upright.start - REACH <= level.at <= upright.end + REACH
    )


def _frame(rules: list[Rule]) -> _Frame | None:
    """Row and column edges of rules that hang together; None where they make no table."""
    uprights = tuple(rule for rule in rules if rule.upright)
    levels = tuple(rule for rule in rules if not rule.upright)
    if not uprights or not levels:
        return None
    xs, open_left, open_right = _edges(uprights, levels)
    ys, open_top, open_bottom = _edges(levels, uprights)
    del open_left, open_right  # a missing outer rule says nothing about how rows go on
    cells = (len(xs) - 1) * (len(ys) - 1)
    if len(xs) < 2 or len(ys) < 2 or cells < 2:
        return None  # a box around some text
    return _Frame(xs, ys, uprights, levels, open_top=open_top, open_bottom=open_bottom)


def _edges(rules: Sequence[Rule], crossing: Sequence[Rule]) -> tuple[tuple[float, ...], bool, bool]:
    """Positions of rules, and of the open ends where crossing rules stick out beyond them."""
    clusters: list[list[float]] = []
    for at in sorted(rule.at for rule in rules):
        if clusters and at - clusters[-1][0] <= SAME_EDGE:
            clusters[-1].append(at)
        else:
            clusters.append([at])
    edges = [sum(cluster) / len(cluster) for cluster in clusters]
    # One rule that sticks out is a slip of the pen; two make a cell.
    before = [rule.start for rule in crossing if rule.start < edges[0] - OPEN_END]
    behind = [rule.end for rule in crossing if rule.end > edges[-1] + OPEN_END]
    opens_before, opens_behind = len(before) > 1, len(behind) > 1
    if opens_before:
        edges.insert(0, min(before))
    if opens_behind:
        edges.append(max(behind))
    return tuple(edges), opens_before, opens_behind


def _table(frame: _Frame, ink: PageInk) -> RuledTable:
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


def _with_missing_levels(frame: _Frame, words: Sequence[Word]) -> _Frame:
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


def _missing_levels(row: Sequence[Word], frame: _Frame) -> Iterator[float]:
    """Where a row falls into two: between a line of its first cell and a mark further down."""
    first = lines_of(w for w in row if w.is_upright and w.area.middle[0] < frame.xs[1])
    for above, mark in pairwise(first):
        if not ROW_MARK.fullmatch(mark.text):
            continue
        gap = _white_band(row, above.baseline, mark.baseline)
        if gap[1] - gap[0] > LEAST_WHITE * mark.size:
            yield (gap[0] + gap[1]) / 2


def _white_band(row: Sequence[Word], top: float, bottom: float) -> tuple[float, float]:
    """The tallest stretch between two heights that no word of the row reaches into."""
    best, reached = (top, top), top
    for area in sorted((word.area for word in row), key=lambda area: area.top):
        if reached < area.top <= bottom and area.top - reached > best[1] - best[0]:
            best = reached, area.top
        reached = max(reached, area.bottom)
    return best


def _regions(frame: _Frame, words: Sequence[Word]) -> list[_Region]:
    """Elementary cells merged where no rule parts them: first along rows, then down columns.

    Merging runs of equal extent only makes every region a rectangle, whatever rules are missing.
    """
    regions: list[_Region] = []
    above: dict[tuple[int, int], _Region] = {}
    for row, (top, bottom) in enumerate(pairwise(frame.ys)):
        runs: dict[tuple[int, int], _Region] = {}
        for left, right in _row_runs(frame, words, top, bottom):
            upper = above.get((left, right))
            if upper and not _is_drawn(frame.levels, top, frame.xs[left], frame.xs[right]):
                regions.remove(upper)
                region = replace(upper, bottom=row + 1)
            else:
                region = _Region(row, left, row + 1, right)
            regions.append(region)
            runs[left, right] = region
        above = runs
    return regions


def _row_runs(
    frame: _Frame, words: Sequence[Word], top: float, bottom: float
) -> Iterator[tuple[int, int]]:
    """Extents of columns in one row that no upright rule parts."""
    row = [word for word in words if top <= word.area.middle[1] < bottom]
    start = 0
    for column in range(1, len(frame.xs)):
        is_last = column == len(frame.xs) - 1
        if (
            is_last
            or _is_drawn(frame.uprights, frame.xs[column], top, bottom)
            or (_is_implied(frame, column, top, bottom) and not _cross(row, frame.xs[column]))
        ):
            yield start, column
            start = column


def _is_implied(frame: _Frame, column: int, top: float, bottom: float) -> bool:
    """Whether a cell ends above or below on one side of an upright border alone.

    A merged cell is a rectangle; where only one side goes on, the border's rule is missing.
    """
    left, at, right = frame.xs[column - 1 : column + 2]
    return any(
        _is_drawn(frame.levels, y, left, at) != _is_drawn(frame.levels, y, at, right)
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


def _is_drawn(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether rules at this position cover most of the way from start to end."""
    pieces = sorted(
        (max(rule.start, start), min(rule.end, end))
        for rule in rules
        if abs(rule.at - at) <= SAME_EDGE and rule.end > start and rule.start < end
    )
    covered, reached = 0.0, start
    for begin, stop in pieces:
        covered += max(0.0, stop - max(begin, reached))
        reached = max(reached, stop)
    return covered >= DRAWN * (end - start)


def _assigned(
    frame: _Frame, regions: list[_Region], words: Iterable[Word]
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


def _pieces(frame: _Frame, by_place: dict[tuple[int, int], _Region], word: Word) -> Iterator[Word]:
    """The word itself, or its parts on both sides of the rules that cross it."""
    rest = word
    row, _ = _place_of(frame, word.area)
    for column in range(1, len(frame.xs) - 1):
        parts_cells = by_place[row, column - 1] != by_place[row, column]
        if parts_cells and rest.area.left < frame.xs[column] < rest.area.right:
            *heads, rest = split_word(rest, at=frame.xs[column])
            yield from heads
    yield rest


def _place_of(frame: _Frame, area: Area) -> tuple[int, int]:
    x, y = area.middle
    row = sum(edge <= y for edge in frame.ys[1:-1])
    column = sum(edge <= x for edge in frame.xs[1:-1])
    return row, column


def _parted(
    frame: _Frame, region: _Region, words: list[Word]
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


def _lone_column(frame: _Frame, region: _Region, words: list[Word]) -> int | None:
    """The one column in whose middle a text stands, where a rule to an empty cell is missing."""
    columns = region.right - region.left
    if not words or not 1 < columns < len(frame.xs) - 2:
        return None
    text = Area.around([word.area for word in words])
    middle, _ = text.middle
    size = words[0].style.size
    span_middle, _ = frame.region_area(region).middle
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
    frame: _Frame, held: dict[_Region, list[Word]]
) -> tuple[_Frame, dict[_Region, list[Word]]]:
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


def _cell(frame: _Frame, region: _Region, words: list[Word], *, page: int) -> GridCell:
    area = frame.region_area(region)
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
