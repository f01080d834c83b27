"""Tables over page breaks become one table: repeated headers go, broken rows are joined.

A row is joined only when its text shows that it goes on; in doubt its parts stay apart, with a
warning. No text is lost either way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.ingest.layout import Block, BlockKind, Grid, GridCell, Layout, Page, TextBlock
from assistant.ingest.marks import ENDS_ITEM, LIST_MARK, ROW_MARK, joint
from assistant.vietnamese.text import letters

# Column edges that differ by less are the same; margins may shift between odd and even pages.
SAME_EDGE = 7.0
MOST_HEADER_ROWS = 4
# A paragraph whose first line is set in by more opens there; the rest of one is not set in.
INDENT = 8.0
SPACE = 4.0  # points between two words, more or less


class _Going(StrEnum):
    """What a page's first row is to the last row of the page before."""

    ON = "on"  # its rest
    NEW = "new"
    DOUBTFUL = "doubtful"


def join_tables(layout: Layout) -> Layout:
    """The layout with each table over several pages as one grid, on the page where it begins."""
    pages: list[list[Block]] = []
    warnings: list[str] = list(layout.warnings)
    home: tuple[int, int] | None = None  # where the table that may go on stands
    for page in layout.pages:
        blocks = list(page.blocks)
        first = _first_of_text(blocks)
        if home is not None and first is not None and isinstance(grid := blocks[first], Grid):
            whole = pages[home[0]][home[1]]
            assert isinstance(whole, Grid)  # what home points to
            joined = join_grids(whole, grid)
            if joined is not None:
                pages[home[0]][home[1]] = joined.grid
                warnings += (f"Trang {page.number}: {words}" for words in joined.warnings)
                del blocks[first]
                home = home if _first_of_text(blocks) is None else None
                first = None if home else first
        pages.append(blocks)
        last = _last_of_text(blocks)
        if last is not None:
            home = (len(pages) - 1, last) if isinstance(blocks[last], Grid) else None
    return Layout(
        tuple(
            replace(page, blocks=tuple(blocks))
            for page, blocks in zip(layout.pages, pages, strict=True)
        ),
        tuple(warnings),
    )


def _is_text(block: Block) -> bool:
    return isinstance(block, Grid) or block.kind not in (BlockKind.FURNITURE, BlockKind.FOOTNOTE)


def _first_of_text(blocks: Sequence[Block]) -> int | None:
    return next((n for n, block in enumerate(blocks) if _is_text(block)), None)


def _last_of_text(blocks: Sequence[Block]) -> int | None:
    return next((n for n in range(len(blocks) - 1, -1, -1) if _is_text(blocks[n])), None)


@dataclass(frozen=True, slots=True)
class Joined:
    """One grid made of two, and what is doubtful about it."""

    grid: Grid
    warnings: tuple[str, ...] = ()


def join_grids(upper: Grid, lower: Grid) -> Joined | None:
    """Both parts of a table as one grid; None where they are two tables."""
    aligned = _aligned(upper, lower)
    if aligned is None:
        return None
    upper, lower = aligned
    header = repeated_header(upper, lower)
    if header == 0 and _has_own_header(upper, lower):
        return None
    lower = _without_spill(_without_rows(lower, header), _spilt(upper, lower, header))
    if lower.rows == 0:
        return Joined(replace(upper, place=upper.place + lower.place))
    going = _going(upper, lower)
    grid = _stacked(upper, lower, overlap=going is _Going.ON)
    warnings = (_doubt(upper, lower),) if going is _Going.DOUBTFUL else ()
    return Joined(grid, warnings)


def _doubt(upper: Grid, lower: Grid) -> str:
    above, below = _row_words(upper, upper.rows - 1), _row_words(lower, 0)
    return f"không chắc hàng «{below}» có nối tiếp hàng «{above}» ở trang trước hay không."


def _row_words(grid: Grid, row: int) -> str:
    """The first words of a row, for people to find it."""
    text = " | ".join(cell.text for cell in _row(grid, row) if cell.text)
    return text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + " …"


def _row(grid: Grid, row: int) -> tuple[GridCell, ...]:
    """The cells that cover a row, from left to right."""
    return tuple(
        sorted(
            (cell for cell in grid.cells if cell.row <= row < cell.row + cell.row_span),
            key=lambda cell: cell.column,
        )
    )


def _aligned(upper: Grid, lower: Grid) -> tuple[Grid, Grid] | None:
    """Both grids over one set of columns; None where their columns do not agree."""
    if not upper.column_edges or not lower.column_edges:
        return (upper, lower) if upper.columns == lower.columns else None
    if not upper.lined and not lower.lined and upper.columns == lower.columns:
        # Borders told by the white between words shift with the words.
        return upper, replace(lower, column_edges=upper.column_edges)
    shift = upper.column_edges[0] - lower.column_edges[0]
    moved = tuple(edge + shift for edge in lower.column_edges)
    if abs(moved[-1] - upper.column_edges[-1]) > SAME_EDGE:
        return None
    edges = _union(upper.column_edges, moved)
    if len(edges) > max(len(moved), len(upper.column_edges)):
        return None  # each has columns that the other has not
    return _over_columns(upper, upper.column_edges, edges), _over_columns(lower, moved, edges)


def _union(some: Sequence[float], others: Sequence[float]) -> tuple[float, ...]:
    extra = [edge for edge in others if all(abs(edge - known) > SAME_EDGE for known in some)]
    return tuple(sorted([*some, *extra]))


def _over_columns(grid: Grid, own: Sequence[float], edges: Sequence[float]) -> Grid:
    """A grid said in the columns of a wider set of edges."""
    if len(own) == len(edges):
        return replace(grid, column_edges=tuple(edges))
    place = [min(range(len(edges)), key=lambda n: abs(edges[n] - edge)) for edge in own]
    cells = tuple(
        replace(
            cell,
            column=place[cell.column],
            column_span=place[cell.column + cell.column_span] - place[cell.column],
        )
        for cell in grid.cells
    )
    return replace(grid, cells=cells, columns=len(edges) - 1, column_edges=tuple(edges))


def repeated_header(upper: Grid, lower: Grid) -> int:
    """How many of the lower grid's first rows repeat the upper grid's first rows."""
    best = 0
    for count in range(1, min(MOST_HEADER_ROWS, upper.rows, lower.rows) + 1):
        above, below = _head(upper, count), _head(lower, count)
        if above is None or below is None or not any(above.values()):
            continue
        if _repeats(above, below):
            best = count
    return max(best, lower.header_rows if best else 0)


_Spot = tuple[int, int, int, int]  # row, column and spans of a cell


def _head(grid: Grid, count: int) -> dict[_Spot, str] | None:
    """The first rows as something to compare; None where a cell reaches beyond them."""
    cells = [cell for cell in grid.cells if cell.row < count]
    if any(cell.row + cell.row_span > count for cell in cells):
        return None
    return {
        (cell.row, cell.column, cell.row_span, cell.column_span): letters(cell.text)
        for cell in cells
    }


def _repeats(above: Mapping[_Spot, str], below: Mapping[_Spot, str]) -> bool:
    """Whether rows say the same; the last line of a cell or two may be printed below its border."""
    if above.keys() != below.keys():
        return False
    cut = [spot for spot in above if above[spot] != below[spot]]
    return 2 * len(cut) < len(above) and all(
        below[spot] and above[spot].startswith(below[spot]) for spot in cut
    )


def _spilt(upper: Grid, lower: Grid, header: int) -> dict[int, list[str]]:
    """The words of a repeated header that are printed below its border, by their columns."""
    spilt: dict[int, list[str]] = {}
    for cell in (cell for cell in lower.cells if cell.row < header):
        above = upper.at(cell.row, cell.column)
        words = above.text.split()[len(cell.text.split()) :] if above else []
        if words:
            spilt[cell.column] = words
    return spilt


def _without_spill(grid: Grid, spilt: Mapping[int, list[str]]) -> Grid:
    """The grid under a repeated header, without the header's own words."""

    def own(cell: GridCell) -> GridCell:
        words, before = cell.text.split(), spilt.get(cell.column, [])
        is_spill = cell.row == 0 and bool(before) and words[: len(before)] == before
        return replace(cell, text=" ".join(words[len(before) :])) if is_spill else cell

    return replace(grid, cells=tuple(map(own, grid.cells))) if spilt else grid


def _has_own_header(upper: Grid, lower: Grid) -> bool:
    """Whether the lower grid begins with a header of its own: it is another table then.

    It does where its first cell says what the upper one's first cell says ("STT"), or where its
    first row is bold throughout as the upper one's is, and is no section row.
    """
    above, below = _row(upper, 0), _row(lower, 0)
    if not above or not below:
        return False
    first = letters(below[0].text)
    if first and first == letters(above[0].text) and not ROW_MARK.fullmatch(below[0].text):
        return True
    filled = [cell for cell in below if cell.text]
    return (
        len(filled) > 2
        and len(filled) == len(below)
        and all(cell.bold for cell in filled)
        and all(cell.bold for cell in above if cell.text)
        and not all(cell.bold for cell in _row(upper, upper.rows - 1) if cell.text)
        and not ROW_MARK.fullmatch(below[0].text)
    )


def _without_rows(grid: Grid, count: int) -> Grid:
    if count == 0:
        return grid
    cells = tuple(replace(cell, row=cell.row - count) for cell in grid.cells if cell.row >= count)
    return replace(grid, cells=cells, rows=grid.rows - count, open_top=False)


def _going(upper: Grid, lower: Grid) -> _Going:
    """Whether the lower grid's first row is the rest of the upper grid's last row."""
    above, below = _row(upper, upper.rows - 1), _row(lower, 0)
    pairs = _pairs(above, below)
    if pairs is None:
        return _Going.NEW
    if _is_section(below) or _is_section(above):
        return _Going.NEW if not lower.open_top else _Going.DOUBTFUL
    first = below[0].text
    if first and ROW_MARK.fullmatch(first):
        return _Going.NEW
    if upper.open_bottom and lower.open_top:
        return _Going.ON
    return _weighed(pairs, is_open=upper.open_bottom or lower.open_top)


def _pairs(
    above: Sequence[GridCell], below: Sequence[GridCell]
) -> list[tuple[GridCell, GridCell]] | None:
    """Cells above and below the border, column by column; None where they do not face."""
    if [(c.column, c.column_span) for c in above] != [(c.column, c.column_span) for c in below]:
        return None
    return list(zip(above, below, strict=True))


def _is_section(row: Sequence[GridCell]) -> bool:
    """Whether one cell spans nearly the whole row."""
    columns = sum(cell.column_span for cell in row)
    return columns > 2 and max(cell.column_span for cell in row) >= columns - 1


def _weighed(pairs: Sequence[tuple[GridCell, GridCell]], *, is_open: bool) -> _Going:
    """What the texts on both sides of the border say together."""
    votes = [_vote(above, below) for above, below in pairs if below.text]
    on, new = votes.count(_Going.ON), votes.count(_Going.NEW)
    if is_open and on >= new:
        return _Going.ON
    if on and not new:
        return _Going.ON
    if new and not on:
        return _Going.NEW
    if on > 1 and on > 2 * new:
        return _Going.ON
    if not on and not new and _fills_less(pairs):
        return _Going.ON
    return _Going.DOUBTFUL if votes else _Going.NEW


def _fills_less(pairs: Sequence[tuple[GridCell, GridCell]]) -> bool:
    """Whether the row below has no mark and leaves empty most of what the row above fills."""
    filled = [(above, below) for above, below in pairs if above.text]
    empty = sum(not below.text for _, below in filled)
    return not pairs[0][1].text and 2 * empty >= len(filled) > 1


def _vote(above: GridCell, below: GridCell) -> _Going:
    """Whether the text below goes on from the text above, by its words and its room."""
    if not above.text:
        return _Going.NEW if above.row_span == 1 else _Going.DOUBTFUL
    fits = 0 < below.first_width + SPACE < above.room_left
    starts_low = below.text[0].islower() or below.text[0] in ",;.)”%/"
    ended = ENDS_ITEM.search(above.text) is not None
    if LIST_MARK.match(below.text):
        return _Going.DOUBTFUL
    if starts_low and not ended:
        return _Going.ON
    if fits:
        return _Going.DOUBTFUL if starts_low else _Going.NEW
    if above.room_left == 0.0 == below.first_width:
        return _Going.DOUBTFUL  # no places are known
    return _Going.DOUBTFUL if ended and not starts_low else _Going.ON


def _stacked(upper: Grid, lower: Grid, *, overlap: bool) -> Grid:
    """The lower grid set below the upper one; with overlap, two rows become one."""
    offset = upper.rows - (1 if overlap else 0)
    cells = {(cell.row, cell.column): cell for cell in upper.cells}
    for cell in lower.cells:
        moved = replace(cell, row=cell.row + offset)
        above = upper.at(upper.rows - 1, cell.column) if cell.row == 0 else None
        goes_on = overlap or (
            above is not None
            and (_spans_border(above, cell) or _cuts_merge(upper, lower, above=above, below=cell))
        )
        if above is not None and goes_on:
            known = cells[above.row, above.column]
            cells[above.row, above.column] = _united(known, moved)
        else:
            cells[moved.row, moved.column] = moved
    return replace(
        upper,
        cells=tuple(sorted(cells.values(), key=lambda cell: (cell.row, cell.column))),
        rows=offset + lower.rows,
        place=upper.place + lower.place,
        open_bottom=lower.open_bottom,
    )


def _spans_border(above: GridCell, below: GridCell) -> bool:
    """Whether a merged cell goes on below the page border, beside rows that do not."""
    same_columns = (above.column, above.column_span) == (below.column, below.column_span)
    if not same_columns or above.column_span > 2:
        return False
    merged = above.row_span > 1 or below.row_span > 1
    if not below.text:
        return merged and bool(above.text)
    if not above.text:
        return above.row_span > 1 and below.row_span > 1
    return merged and above.row_span > 1 and below.text[0].islower()


def _cuts_merge(upper: Grid, lower: Grid, *, above: GridCell, below: GridCell) -> bool:
    """Whether the border falls between the two rows of a merged cell, where nothing of it is drawn.

    The cell below is empty then, in a column whose other cells are merged here and there and
    nowhere empty.
    """
    if below.text or not above.text or _is_section(_row(upper, above.row)):
        return False
    of_column = [
        cell
        for cell in (*upper.cells, *lower.cells)
        if (cell.column, cell.column_span) == (below.column, below.column_span)
        if cell is not below
    ]
    return all(cell.text for cell in of_column) and any(
        cell.row > 0 and cell.row_span > 1 for cell in of_column
    )


def _united(above: GridCell, below: GridCell) -> GridCell:
    return replace(
        above,
        text=join_texts(above.text, below.text),
        row_span=below.row + below.row_span - above.row,
        place=above.place + below.place,
        bold=above.bold if above.text else below.bold,
        room_left=below.room_left if below.text else above.room_left,
    )


def join_texts(above: str, below: str) -> str:
    """A cell's text from both sides of a page border; a list item keeps its own line."""
    mark = LIST_MARK.match(below)
    if mark and (ENDS_ITEM.search(above) or LIST_MARK.match(above)):
        return f"{above}\n{below}"
    return above + joint(above, below) + below


def join_paragraphs(layout: Layout) -> Layout:
    """The layout with each paragraph that a page border breaks as one, on its first page."""
    pages = [list(page.blocks) for page in layout.pages]
    for number in range(len(pages) - 1, 0, -1):
        first, last = _first_of_text(pages[number]), _last_of_text(pages[number - 1])
        if first is None or last is None:
            continue
        above, below = pages[number - 1][last], pages[number][first]
        if isinstance(above, TextBlock) and isinstance(below, TextBlock) and _runs_on(above, below):
            pages[number - 1][last] = replace(
                above,
                text=above.text + joint(above.text, below.text) + below.text,
                place=above.place + below.place,
                lines=above.lines + below.lines,
            )
            del pages[number][first]
    return replace(layout, pages=tuple(_pages(layout.pages, pages)))


def _pages(pages: Sequence[Page], blocks: Sequence[Sequence[Block]]) -> Iterator[Page]:
    for page, its_blocks in zip(pages, blocks, strict=True):
        yield replace(page, blocks=tuple(its_blocks))


def _runs_on(above: TextBlock, below: TextBlock) -> bool:
    """Whether the first paragraph of a page is the rest of the last one before it."""
    same_look = above.bold == below.bold and abs(above.size - below.size) < 0.6
    if not same_look or LIST_MARK.match(below.text) or above.align is not below.align:
        return False
    if ENDS_ITEM.search(above.text) or below.kind is BlockKind.HEADING:
        return False
    return below.text[0].islower() or (above.ends_full and below.indent < INDENT)
