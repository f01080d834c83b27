"""Tables without upright rules: columns told by the white between words.

A header names the columns: bold words far apart on one line. Where level rules part the rows they
are taken; else rows are told by their marks and by the white between them. Such a table is less
sure than a ruled one, and its grid says so (`lined=False`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.domain.place import Box, Place
from assistant.ingest.layout import Grid, GridCell
from assistant.ingest.marks import ROW_MARK
from assistant.ingest.readers.ink import Area, PageInk, Rule, Word
from assistant.ingest.readers.lines import Line, join_lines, lines_of, mostly
from assistant.ingest.readers.ruled import RuledTable

# Words further apart than this many letter sizes are in two cells of a header.
HEADER_GAP = 0.5
# Words further apart than this on one line of a row are not of one phrase; a space is 0.25 wide.
PHRASE_GAP = 0.38
# In running text set to both margins a space may get this wide.
WIDEST_SPACE = 0.7
SAME_SIZE = 0.6  # points
FEWEST_COLUMNS = 3
FEWEST_RULES = 3
SAME_EXTENT = 5.0
SHORTEST_RULE = 0.4  # of the page's width
# Where more phrases than this part of them cross the columns' borders, they are no columns.
MOST_CROSSING = 0.3
# Lines further apart than this many letter sizes are not of one table.
TABLE_GAP = 3.5
FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class _Band:
    """What a table without upright rules is made of."""

    area: Area
    lines: tuple[Line, ...]
    seeds: tuple[Area, ...]  # what the header says of each column, from left to right
    ys: tuple[float, ...] = ()  # level rules between rows, where there are some
    part: Rule | None = None  # below a name that stands over several columns of the header


def aligned_tables(ink: PageInk, *, above: Grid | None = None) -> tuple[RuledTable, ...]:
    """Tables of a page that have no upright rules; `above` is the one that the last page ended
    with, whose columns hold where this page goes on without a header.
    """
    words = {id(word): number for number, word in enumerate(ink.words)}
    lines = lines_of(word for word in ink.words if word.is_upright)
    tables = []
    taken: set[int] = set()
    for band in (*_ruled_bands(ink, lines, above=above), *_bare_bands(lines)):
        held = {words[id(word)] for line in band.lines for word in line.words if id(word) in words}
        grid = None if held & taken else _grid(band, page=ink.number)
        if grid is not None:
            taken |= held
            tables.append(RuledTable(grid, frozenset(held)))
    return tuple(sorted(tables, key=lambda table: table.grid.place.boxes[0].top))


def _ruled_bands(ink: PageInk, lines: Sequence[Line], *, above: Grid | None) -> Iterator[_Band]:
    """Stretches between level rules that all begin and end at the same places."""
    for rules, parts in _stacks(ink):
        ys = tuple(rule.at for rule in rules)
        area = Area(rules[0].start, ys[0], rules[0].end, ys[-1])
        inside = tuple(line for line in lines if ys[0] < line.baseline < ys[-1] + 1)
        header = [line for line in inside if line.baseline < ys[1]]
        part = next((rule for rule in parts if ys[0] < rule.at < ys[1]), None)
        seeds = _seeds(line for line in header if part is None or _is_below(line, part))
        if len(seeds) < FEWEST_COLUMNS or not mostly((x.bold, 1) for x in header):
            seeds = _known_columns(above, area)
        if len(seeds) >= FEWEST_COLUMNS:
            under = () if part is None else _columns_under(part, seeds)
            yield _Band(area, inside, seeds, ys, part if len(under) > 1 else None)


def _columns_under(part: Rule, seeds: Sequence[Area]) -> tuple[int, ...]:
    """The columns over which a shorter rule of the header runs."""
    return tuple(n for n, x in enumerate(seeds) if part.start < x.middle[0] < part.end)


def _is_below(line: Line, part: Rule) -> bool:
    """Whether a line of a header is none of those over a rule that is shorter than the table."""
    return line.baseline > part.at or line.area.left < part.start


def _stacks(ink: PageInk) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Level rules of one extent, and the shorter ones that lie between them."""
    levels = sorted(
        (r for r in ink.rules if not r.upright and r.length > SHORTEST_RULE * ink.width),
        key=lambda rule: rule.at,
    )
    stack: list[Rule] = []
    parts: list[Rule] = []
    for rule in levels:
        fits = stack and all(
            abs(a - b) < SAME_EXTENT
            for a, b in ((rule.start, stack[0].start), (rule.end, stack[0].end))
        )
        if stack and not fits and _lies_within(rule, stack[0]):
            parts.append(rule)
            continue
        if stack and not fits:
            if len(stack) >= FEWEST_RULES:
                yield stack, parts
            stack, parts = [], []
        if not stack or rule.at - stack[-1].at > SAME_EXTENT:
            stack.append(rule)
    if len(stack) >= FEWEST_RULES:
        yield stack, parts


def _lies_within(rule: Rule, whole: Rule) -> bool:
    return rule.start > whole.start - SAME_EXTENT and rule.end < whole.end + SAME_EXTENT


def _known_columns(above: Grid | None, area: Area) -> tuple[Area, ...]:
    """The columns of the table that the last page ended with, where its width is this one's."""
    if above is None or not above.column_edges:
        return ()
    edges = above.column_edges
    if abs(edges[0] - area.left) > SAME_EXTENT or abs(edges[-1] - area.right) > SAME_EXTENT:
        return ()
    return tuple(Area(left, area.top, right, area.top) for left, right in pairwise(edges))


def _bare_bands(lines: Sequence[Line]) -> Iterator[_Band]:
    """Stretches below a header that stands alone, without any rules."""
    number = 0
    while number < len(lines):
        end = _header_end(lines, number)
        seeds = _seeds(lines[number:end])
        if end == number or len(seeds) < FEWEST_COLUMNS:
            number += 1
            continue
        last = _table_end(lines, end, seeds)
        inside = tuple(lines[number:last])
        if len(inside) > end - number + FEWEST_ROWS:
            area = Area.around([line.area for line in inside])
            yield _Band(area, inside, seeds)
        number = max(last, number + 1)


def _header_end(lines: Sequence[Line], start: int) -> int:
    """Where a header that begins here ends: bold lines, some of them with cells far apart."""
    end = start
    while end < len(lines) and lines[end].bold:
        step = lines[end].baseline - lines[end - 1].baseline if end > start else 0.0
        if step > 1.6 * lines[end].size or abs(lines[end].size - lines[start].size) > SAME_SIZE:
            break
        end += 1
    return end if any(len(_phrases(line, HEADER_GAP)) > 1 for line in lines[start:end]) else start


def _table_end(lines: Sequence[Line], start: int, seeds: Sequence[Area]) -> int:
    """Where the rows below a header end: at a wide gap, or at a line of running text."""
    end = start
    while end < len(lines):
        line = lines[end]
        far = end > 0 and line.baseline - lines[end - 1].baseline > TABLE_GAP * line.size
        outside = line.area.left < seeds[0].left - 3 * line.size
        resized = abs(line.size - lines[start - 1].size) > SAME_SIZE
        if far or outside or resized or _is_prose(line, seeds):
            break
        end += 1
    return end


def _is_prose(line: Line, seeds: Sequence[Area]) -> bool:
    """Whether one phrase runs across three columns or more, as no cell does."""
    return any(
        sum(phrase.left < seed.middle[0] < phrase.right for seed in seeds) > 2
        or (phrase.left < seeds[0].right and phrase.right > seeds[2].left)
        for phrase in _phrases(line, WIDEST_SPACE)
    )


def _seeds(header: Iterable[Line]) -> tuple[Area, ...]:
    """What a header's lines say of the columns: phrases above each other are one column's."""
    phrases = sorted(
        (phrase for line in header for phrase in _phrases(line, HEADER_GAP)),
        key=lambda phrase: phrase.left,
    )
    seeds: list[Area] = []
    for phrase in phrases:
        if seeds and phrase.left < seeds[-1].right:
            seeds[-1] = Area.around([seeds[-1], phrase])
        else:
            seeds.append(phrase)
    return tuple(seeds)


def _phrases(line: Line, gap: float) -> list[Area]:
    """The stretches of a line's words between its wide gaps."""
    runs: list[list[Area]] = []
    for word in line.words:
        if runs and word.area.left - runs[-1][-1].right < gap * word.style.size:
            runs[-1].append(word.area)
        else:
            runs.append([word.area])
    return [Area.around(run) for run in runs]


def _grid(band: _Band, *, page: int) -> Grid | None:
    xs = _column_edges(band)
    if xs is None:
        return None
    ys = band.ys or _row_edges(band, xs)
    if len(ys) - 1 < FEWEST_ROWS:
        return None
    if band.part is not None:
        ys = tuple(sorted((*ys, band.part.at)))
    cells = tuple(
        cell
        for row, (top, bottom) in enumerate(pairwise(ys))
        for cell in _row_cells(band, xs, row=row, top=top, bottom=bottom, page=page)
    )
    if band.part is not None:
        cells = (*_parted_header(band, xs, ys, page=page), *(c for c in cells if c.row > 1))
    area = Area(xs[0], ys[0], xs[-1], ys[-1])
    return Grid(
        cells=cells,
        rows=len(ys) - 1,
        columns=len(xs) - 1,
        place=Place((Box(page, area.left, area.top, area.right, area.bottom),)),
        column_edges=xs,
        lined=False,
    )


def _column_edges(band: _Band) -> tuple[float, ...] | None:
    """Borders between columns where the fewest phrases cross; None where too many do."""
    phrases = [phrase for line in band.lines for phrase in _phrases(line, PHRASE_GAP)]
    edges = [min(band.area.left, band.seeds[0].left)]
    for left, right in pairwise(band.seeds):
        low, high = left.middle[0], right.middle[0]
        edges.append(_whitest(phrases, low, high))
    edges.append(max(band.area.right, band.seeds[-1].right))
    crossing = sum(
        any(phrase.left < edge < phrase.right for edge in edges[1:-1]) for phrase in phrases
    )
    return tuple(edges) if crossing <= MOST_CROSSING * len(phrases) else None


def _whitest(phrases: Sequence[Area], low: float, high: float) -> float:
    """The middle of the widest stretch that the fewest phrases cross."""
    marks = sorted({low, high, *(x for p in phrases for x in (p.left, p.right) if low < x < high)})
    best, fewest, widest = (low + high) / 2, len(phrases) + 1, 0.0
    for left, right in pairwise(marks):
        middle = (left + right) / 2
        crossing = sum(phrase.left < middle < phrase.right for phrase in phrases)
        if crossing < fewest or (crossing == fewest and right - left > widest):
            best, fewest, widest = middle, crossing, right - left
    return best


def _row_edges(band: _Band, xs: Sequence[float]) -> tuple[float, ...]:
    """Borders between rows: one before each mark of the first column, in the whitest place."""
    first = [line for line in _column_lines(band, xs, 0) if ROW_MARK.fullmatch(line.text)]
    if len(first) < FEWEST_ROWS:
        return ()
    header_bottom = max(
        (line.area.bottom for line in band.lines if line.area.bottom < first[0].area.top),
        default=band.area.top,
    )
    edges = [band.area.top]
    tops = [header_bottom - 1, *(line.area.bottom for line in first[:-1])]
    for after, mark in zip(tops, first, strict=True):
        edges.append(_whitest_level(band, after, mark.area.top))
    return (*edges, band.area.bottom + 1)


def _column_lines(band: _Band, xs: Sequence[float], column: int) -> tuple[Line, ...]:
    return lines_of(
        word
        for line in band.lines
        for word in line.words
        if xs[column] <= word.area.middle[0] < xs[column + 1]
    )


def _whitest_level(band: _Band, top: float, bottom: float) -> float:
    """The middle of the tallest stretch between two heights that no line reaches into."""
    marks = [top]
    for line in sorted(band.lines, key=lambda line: line.area.top):
        if line.area.bottom > top and line.area.top < bottom:
            marks += [line.area.top, line.area.bottom]
    marks.append(bottom)
    best, tallest, reached = (top + bottom) / 2, 0.0, top
    for upper, lower in zip(marks[::2], marks[1::2], strict=False):
        start = max(reached, upper)
        if lower - start > tallest:
            best, tallest = (start + lower) / 2, lower - start
        reached = max(reached, lower)
    return best


def _row_cells(
    band: _Band, xs: Sequence[float], *, row: int, top: float, bottom: float, page: int
) -> Iterator[GridCell]:
    words = [word for line in band.lines for word in line.words if top <= _height(word) < bottom]
    for left, right in _spans(words, xs):
        area = Area(xs[left], top, xs[right], bottom)
        own = [word for word in words if xs[left] <= word.area.middle[0] < xs[right]]
        lines = lines_of(own)
        room = max((line.area.width for line in lines), default=area.width)
        yield GridCell(
            row=row,
            column=left,
            text=join_lines(lines, width=room),
            column_span=right - left,
            place=Place((Box(page, area.left, area.top, area.right, area.bottom),)),
            bold=mostly((word.style.bold, len(word.text)) for word in own),
            first_width=lines[0].words[0].area.width if lines else 0.0,
            room_left=room - lines[-1].area.width if lines else area.width,
        )


def _parted_header(
    band: _Band, xs: Sequence[float], ys: Sequence[float], *, page: int
) -> Iterator[GridCell]:
    """The two rows of a header of which the upper names several columns of the lower together."""
    part = band.part
    assert part is not None
    under = _columns_under(part, band.seeds)
    first, after = under[0], under[-1] + 1
    for column in range(len(xs) - 1):
        if column not in under:
            yield _header_cell(band, xs, ys, page=page, columns=(column, column + 1), rows=(0, 2))
    yield _header_cell(band, xs, ys, page=page, columns=(first, after), rows=(0, 1))
    for column in under:
        yield _header_cell(band, xs, ys, page=page, columns=(column, column + 1), rows=(1, 2))


def _header_cell(
    band: _Band,
    xs: Sequence[float],
    ys: Sequence[float],
    *,
    page: int,
    columns: tuple[int, int],
    rows: tuple[int, int],
) -> GridCell:
    (left, right), (top, bottom) = columns, rows
    own = [
        word
        for line in band.lines
        for word in line.words
        if xs[left] <= word.area.middle[0] < xs[right] and ys[top] <= _height(word) < ys[bottom]
    ]
    area = Area(xs[left], ys[top], xs[right], ys[bottom])
    return GridCell(
        row=top,
        column=left,
        text=join_lines(lines_of(own), width=area.width),
        row_span=bottom - top,
        column_span=right - left,
        place=Place((Box(page, area.left, area.top, area.right, area.bottom),)),
        bold=mostly((word.style.bold, len(word.text)) for word in own),
    )


def _height(word: Word) -> float:
    return word.baseline - 0.3 * word.style.size


def _spans(words: Sequence[Word], xs: Sequence[float]) -> list[tuple[int, int]]:
    """The extents of a row's cells: a phrase that crosses a border spans its columns."""
    closed = set()
    for line in lines_of(words):
        for phrase in _phrases(line, PHRASE_GAP):
            closed |= {
                n
                for n, edge in enumerate(xs[1:-1], start=1)
                if phrase.left + 1 < edge < phrase.right - 1
            }
    edges = [n for n in range(len(xs)) if n not in closed]
    return list(pairwise(edges))
