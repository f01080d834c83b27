"""Workbooks (XLSX): a grid for each table of a sheet; hidden sheets, rows and columns stay out."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from assistant.domain.errors import FileTooLarge, UnreadableFile
from assistant.domain.place import Place
from assistant.ingest.layout import Block, BlockKind, Grid, GridCell, Layout, Page, TextBlock
from assistant.ingest.limits import DEFAULT_LIMITS, Limits
from assistant.ingest.readers.packages import PACKAGE_ERRORS
from assistant.vietnamese.legacy import NO_OLD_FONTS, Fonts, fonts_of
from assistant.vietnamese.text import letters, normalise

DAMAGED = "tệp Excel bị hỏng; hãy mở bằng Excel và lưu lại"
EMPTY = "tệp không có ô nào có chữ"
NUMBER = re.compile(r"[\d\s.,%]+")
MOST_CELLS = 500_000
# Rows that fill fewer cells, above or below a table, are its title and notes.
FEWEST_CELLS = 3


def read_xlsx(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Layout:
    """The layout of a workbook, one page a sheet."""
    try:
        with path.open("rb") as file:  # openpyxl leaves a damaged file open
            book = openpyxl.load_workbook(file, data_only=True)
    except (InvalidFileException, *PACKAGE_ERRORS) as error:
        raise UnreadableFile(str(error), file=path.name, reason=DAMAGED) from error
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if sum(rows * columns for rows, columns in map(_bounds, shown)) > MOST_CELLS:
        raise FileTooLarge("too many cells", file=path.name, reason="bảng tính quá nhiều ô")
    if len(shown) > limits.pages:
        raise FileTooLarge("too many sheets", file=path.name, reason="bảng tính quá nhiều trang")
    fonts = fonts_of(
        (font_of(cell), cell.value)
        for sheet in shown
        for cell in sheet._cells.values()
        if isinstance(cell.value, str)
    )
    pages = tuple(
        Page(number, blocks=tuple(_blocks(_Sheet(sheet, fonts=fonts))))
        for number, sheet in enumerate(shown, start=1)
    )
    if not any(page.blocks for page in pages):
        raise UnreadableFile("no text", file=path.name, reason=EMPTY)
    return Layout(pages)


def _bounds(sheet: Any) -> tuple[int, int]:
    """The last row and column with a value; formats alone may reach a million rows further."""
    filled = [cell for cell in sheet._cells.values() if cell.value is not None]
    rows = max((cell.row for cell in filled), default=0)
    return rows, max((cell.column for cell in filled), default=0)


class _Sheet:
    """A sheet's shown cells by row and column, counted without the hidden ones."""

    def __init__(self, sheet: Any, *, fonts: Fonts) -> None:
        last_row, last_column = _bounds(sheet)
        self.rows = [
            number for number in range(1, last_row + 1) if not sheet.row_dimensions[number].hidden
        ]
        hidden = _hidden_columns(sheet)
        self.columns = [n for n in range(1, last_column + 1) if n not in hidden]
        self.spans: dict[tuple[int, int], tuple[int, int]] = {}
        self.covered: set[tuple[int, int]] = set()
        for merged in sheet.merged_cells.ranges:
            self._merge(merged)
        self.cells: dict[tuple[int, int], tuple[str, bool]] = {}
        for row, row_number in enumerate(self.rows):
            for column, column_number in enumerate(self.columns):
                cell = sheet.cell(row_number, column_number)
                if text := shown_text(cell, fonts=fonts):
                    self.cells[row, column] = text, bool(cell.font and cell.font.b)
        for (row, column), source in self._moved.items():
            cell = sheet.cell(*source)
            if text := shown_text(cell, fonts=fonts):
                self.cells[row, column] = text, bool(cell.font and cell.font.b)

    def _merge(self, merged: Any) -> None:
        rows = [n for n, row in enumerate(self.rows) if merged.min_row <= row <= merged.max_row]
        columns = [
            n for n, column in enumerate(self.columns) if merged.min_col <= column <= merged.max_col
        ]
        if not rows or not columns:
            return
        top = rows[0], columns[0]
        self.spans[top] = len(rows), len(columns)
        self.covered |= {(row, column) for row in rows for column in columns} - {top}
        self._moved[top] = merged.min_row, merged.min_col

    @property
    def _moved(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Merged cells whose first row or column is hidden still show their words."""
        if not hasattr(self, "_moved_cells"):
            self._moved_cells: dict[tuple[int, int], tuple[int, int]] = {}
        return self._moved_cells

    def filled(self, row: int) -> int:
        return sum((row, column) in self.cells for column in range(len(self.columns)))


def _hidden_columns(sheet: Any) -> set[int]:
    return {
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for number in range(dimension.min or 0, (dimension.max or 0) + 1)
    }


def font_of(cell: Any) -> str:
    return str(cell.font.name or "") if cell.font else ""


def shown_text(cell: Any, *, fonts: Fonts = NO_OLD_FONTS) -> str:
    """A cell's value as it is shown: dates the Vietnamese way, whole numbers without a point."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "Có" if value else "Không"
        case datetime() | date():
            return f"{value:%d/%m/%Y}"
        case int() | float() if "%" in (cell.number_format or ""):
            return f"{value * 100:g}%".replace(".", ",")
        case float():
            return f"{value:.10g}".replace(".", ",")
        case _:
            return normalise(fonts.read(str(value), font=font_of(cell)))


def _blocks(sheet: _Sheet) -> Iterator[Block]:
    """Titles, tables and notes of a sheet from top to bottom."""
    rows = range(len(sheet.rows))
    wide = [row for row in rows if sheet.filled(row) >= FEWEST_CELLS]
    if not wide:
        yield from _texts(sheet, rows)
        return
    end = 0
    for first, last in _tables(sheet, wide):
        yield from _texts(sheet, range(end, first))
        end = last + 1
        yield _grid(sheet, first, end)
    yield from _texts(sheet, range(end, len(sheet.rows)))


def _tables(sheet: _Sheet, wide: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last row of each table: a new one begins where that is sure.

    It does behind an empty row or a row of one text, with a header of its own: a row of bold texts
    that counts its rows ("STT") as the table before does, or is bold throughout as that one's is.
    """
    first = wide[0]
    for before, row in pairwise(wide):
        if row - before > 1 and _heads_table(sheet, row, first=first):
            yield first, before
            first = row
    yield first, wide[-1]


def _heads_table(sheet: _Sheet, row: int, *, first: int) -> bool:
    head, above = _row(sheet, row), _row(sheet, first)
    if not all(bold for _, bold in head) or not all(bold for _, bold in above):
        return False
    if any(NUMBER.fullmatch(text) for text, _ in head):
        return False  # a row of totals
    texts, others = ([letters(text) for text, _ in cells] for cells in (head, above))
    return texts[0] == others[0] or len(texts) >= len(others)


def _row(sheet: _Sheet, row: int) -> list[tuple[str, bool]]:
    cells = (sheet.cells.get((row, column)) for column in range(len(sheet.columns)))
    return [cell for cell in cells if cell]


def _texts(sheet: _Sheet, rows: Sequence[int] | range) -> Iterator[TextBlock]:
    for row in rows:
        cells = [sheet.cells[row, n] for n in range(len(sheet.columns)) if (row, n) in sheet.cells]
        for text, bold in cells:
            kind = BlockKind.HEADING if bold else BlockKind.PARAGRAPH
            lines = tuple(text.split("\n"))
            place = Place(paragraph=sheet.rows[row])
            yield TextBlock(" ".join(lines), kind, place, bold=bold, lines=lines)


def _grid(sheet: _Sheet, first: int, end: int) -> Grid:
    used = [
        column
        for column in range(len(sheet.columns))
        if any(
            (row, column) in sheet.cells or (row, column) in sheet.covered
            for row in range(first, end)
        )
    ]
    rows = [row for row in range(first, end) if sheet.filled(row) or _is_covered(sheet, row)]
    row_at = {row: number for number, row in enumerate(rows)}
    column_at = {column: number for number, column in enumerate(used)}
    cells = []
    for row in rows:
        for column in used:
            if (row, column) in sheet.covered:
                continue
            text, bold = sheet.cells.get((row, column), ("", False))
            down, across = sheet.spans.get((row, column), (1, 1))
            cells.append(
                GridCell(
                    row=row_at[row],
                    column=column_at[column],
                    text=text,
                    row_span=sum(row <= other < row + down for other in rows),
                    column_span=sum(column <= other < column + across for other in used),
                    place=Place(paragraph=sheet.rows[row]),
                    bold=bold,
                )
            )
    return Grid(
        tuple(cells), rows=len(rows), columns=len(used), place=Place(paragraph=sheet.rows[first])
    )


def _is_covered(sheet: _Sheet, row: int) -> bool:
    return any((row, column) in sheet.covered for column in range(len(sheet.columns)))
