"""A Word table as a grid of cells with spans."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from assistant.domain.place import NOWHERE, Place
from assistant.ingest.layout import Grid, GridCell
from assistant.ingest.marks import LIST_MARK
from assistant.ingest.readers.word_text import Paragraph, paragraphs_of
from assistant.ingest.readers.word_xml import (
    attribute,
    child,
    children,
    contents,
    is_on,
    name_of,
    number_of,
)
from assistant.vietnamese.text import normalise

NO_BORDER = ("nil", "none", "")
SIDES = ("top", "bottom", "left", "right", "start", "end", "insideH", "insideV")

ReadParagraph = Callable[[Any], Paragraph]


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell before merging: where it stands and what it is made of."""

    element: Any
    column: int
    span: int
    continues_above: bool
    continues_left: bool


def word_grid(table: Any, *, read: ReadParagraph, place: Place = NOWHERE) -> Grid:
    """The table's cells, merged ones once, each with its paragraphs' text."""
    rows = list(rows_of(table))
    laid = [list(_cells(row)) for row in rows]
    cells: list[GridCell] = []
    for number, row in enumerate(laid):
        for cell in row:
            owner = _owner(cells, cell, row=number)
            if owner is None:
                cells.append(_grid_cell(cell, row=number, read=read, place=place))
            else:
                cells[owner] = _grown(cells[owner], cell, row=number)
    columns = max((cell.column + cell.column_span for cell in cells), default=0)
    return Grid(
        cells=tuple(cells),
        rows=len(rows),
        columns=columns,
        place=place,
        column_edges=_edges(table, columns),
        header_rows=_header_rows(rows),
        lined=has_borders(table),
    )


def rows_of(table: Any) -> Iterator[Any]:
    """The rows that are left once tracked changes are accepted."""
    for row in contents(table):
        deleted = child(child(row, "trPr"), "del") is not None
        if name_of(row) == "tr" and not deleted:
            yield row


def cells_of(row: Any) -> Iterator[Any]:
    return (cell for cell in contents(row) if name_of(cell) == "tc")


def has_borders(table: Any) -> bool:
    """Whether a table shows rules of its own; tables without serve to set text side by side."""
    properties = child(table, "tblPr")
    borders = child(properties, "tblBorders")
    if _draws(borders):
        return True
    if any(
        _draws(child(child(cell, "tcPr"), "tcBorders"))
        for row in rows_of(table)
        for cell in cells_of(row)
    ):
        return True
    # A style may bring the rules: "Table Grid" and its kin do, the default style does not.
    style = attribute(child(properties, "tblStyle"), "val").lower()
    return borders is None and any(word in style for word in ("grid", "list", "lưới"))


def _draws(borders: Any | None) -> bool:
    return any(attribute(child(borders, side), "val") not in NO_BORDER for side in SIDES)


def _cells(row: Any) -> Iterator[WordCell]:
    properties = child(row, "trPr")
    column = number_of(attribute(child(properties, "gridBefore"), "val"))
    for element in cells_of(row):
        own = child(element, "tcPr")
        span = max(number_of(attribute(child(own, "gridSpan"), "val"), default=1), 1)
        down, across = child(own, "vMerge"), child(own, "hMerge")
        yield WordCell(
            element=element,
            column=column,
            span=span,
            continues_above=down is not None and attribute(down, "val") != "restart",
            continues_left=across is not None and attribute(across, "val") != "restart",
        )
        column += span


def _owner(cells: Sequence[GridCell], cell: WordCell, *, row: int) -> int | None:
    """The number of the merged cell that this one is a part of."""
    for number in range(len(cells) - 1, -1, -1):
        known = cells[number]
        ends_above = known.row + known.row_span == row
        if cell.continues_above and ends_above and known.column == cell.column:
            return number
        if cell.continues_left and known.row == row:
            return number if known.column + known.column_span == cell.column else None
    return None


def _grown(owner: GridCell, cell: WordCell, *, row: int) -> GridCell:
    if cell.continues_above:
        return replace(owner, row_span=row + 1 - owner.row)
    return replace(owner, column_span=cell.column + cell.span - owner.column)


def _grid_cell(cell: WordCell, *, row: int, read: ReadParagraph, place: Place) -> GridCell:
    text, bold = cell_text(cell.element, read=read)
    return GridCell(
        row=row, column=cell.column, text=text, column_span=cell.span, place=place, bold=bold
    )


def cell_text(element: Any, *, read: ReadParagraph) -> tuple[str, bool]:
    """A cell's text and whether it is bold; paragraphs and nested rows keep their own lines."""
    lines: list[str] = []
    bold: list[bool] = []
    carry = ""
    for inner in paragraphs_of(element):
        if name_of(inner) == "tbl":
            lines += nested_lines(inner, read=read)
            continue
        paragraph = read(inner)
        carry += paragraph.text
        if not paragraph.goes_on and carry:
            lines += carry.split("\n")
            bold.append(paragraph.bold)
            carry = ""
        for box in paragraph.boxes:
            lines += [line for line in cell_text(box, read=read)[0].split("\n") if line]
    if carry:
        lines.append(carry)
    return join_meant(lines), bool(bold) and all(bold)


def nested_lines(table: Any, *, read: ReadParagraph) -> Iterator[str]:
    """A table within a cell, a line for each of its rows."""
    for row in rows_of(table):
        texts = (cell_text(cell, read=read)[0].replace("\n", " ") for cell in cells_of(row))
        if line := " ".join(text for text in texts if text):
            yield line


def join_meant(lines: Sequence[str]) -> str:
    """Lines of a cell as one text: items and new sentences keep their line, broken phrases join.

    In headers and narrow columns people break "Cơ quan / chủ trì" by hand.
    """
    text = ""
    for line in lines:
        opens = LIST_MARK.match(line) or line[:1].isupper() or line[:1].isdigit()
        text += ("\n" if opens else " ") + line if text else line
    return normalise(text)


def _edges(table: Any, columns: int) -> tuple[float, ...]:
    grid_columns = children(child(table, "tblGrid"), "gridCol")
    widths = [number_of(attribute(column, "w")) / 20 for column in grid_columns]
    return tuple(accumulate(widths, initial=0.0)) if len(widths) == columns else ()


def _header_rows(rows: Sequence[Any]) -> int:
    count = 0
    for row in rows:
        if not is_on(child(child(row, "trPr"), "tblHeader")):
            break
        count += 1
    return count
