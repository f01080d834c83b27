"""Tables whose header stands in their first column, turned upright.

A form for one task ("Phiếu giao việc": "Giao cho | Phòng A", "Phải xong | 15/8") and a table with
a column for each task are both read as a table with a row for each.
"""

import re
from dataclasses import replace

from assistant.ingest.columns import read_columns
from assistant.ingest.layout import Grid, GridCell, Layout
from assistant.ingest.table_header import is_header, matrix_of

# "Phiếu số 7", "Nhiệm vụ số 3": the name over the only task of a form, with its number
NUMBERED = re.compile(r"(?P<name>\D+?)\s*(?P<number>\d{1,3})")
FORM = 2  # columns: the names, and what stands beside them


def upright(layout: Layout) -> Layout:
    """The layout with each table that lies on its side turned."""
    return replace(
        layout,
        pages=tuple(
            replace(
                page, blocks=tuple(_upright(b) if isinstance(b, Grid) else b for b in page.blocks)
            )
            for page in layout.pages
        ),
    )


def _upright(grid: Grid) -> Grid:
    if grid.rows < 2 or grid.columns < FORM:
        return grid
    turned = _turned(grid)
    if is_header(matrix_of(grid)[0]) or not is_header(matrix_of(turned)[0]):
        return grid
    if read_columns(turned) is None:
        return grid  # "Thời gian thông quan" may begin the row of a target
    return _numbered(turned) if grid.columns == FORM else turned


def _turned(grid: Grid) -> Grid:
    """Rows for columns; what a page said of its edges and rules holds no longer."""
    cells = tuple(
        replace(
            cell,
            row=cell.column,
            column=cell.row,
            row_span=cell.column_span,
            column_span=cell.row_span,
        )
        for cell in grid.cells
    )
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Grid(ordered, rows=grid.columns, columns=grid.rows, place=grid.place)


def _numbered(form: Grid) -> Grid:
    """A form that tells its number in the name of its first line has it in a column of its own."""
    first = form.at(0, 0)
    found = NUMBERED.fullmatch(first.text.strip()) if first else None
    if first is None or found is None:
        return form
    moved = tuple(replace(cell, column=cell.column + 1) for cell in form.cells)
    mark = GridCell(0, 0, "STT", place=first.place)
    number = GridCell(1, 0, found["number"], place=first.place)
    named = tuple(
        replace(cell, text=found["name"]) if (cell.row, cell.column) == (0, 1) else cell
        for cell in moved
    )
    cells = tuple(sorted((mark, number, *named), key=lambda cell: (cell.row, cell.column)))
    return replace(form, cells=cells, columns=form.columns + 1)
