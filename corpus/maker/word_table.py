"""A table of tasks (or of anything else) in Word's XML."""

from typing import Literal

from corpus.maker import word_xml as wx
from corpus.maker.legacy import Typeface
from corpus.maker.markup import plain
from corpus.maker.source import MERGED, Column, Row, Style, Table
from corpus.maker.word_xml import Align, Look, paragraph

CELL_SPACE = 2.0  # pt above and below a cell's text
STT_NUMBERING, BULLET_NUMBERING = 1, 2
LEFT_FIELDS = ("title", "deliverable")
BORDER_NAMES = {
    "full": "single",
    "none": "",
    "dashed": "dashed",
    "missing": "single",
    "double": "double",
    "horizontal": "horizontal",
}


def tasks_table(table: Table, *, width: float, face: Typeface) -> str:
    """The whole table, scaled to the text's width (cm)."""
    total = sum(column.width for column in table.columns)
    widths = tuple(wx.twips(width * column.width / total) for column in table.columns)
    rows = header_rows(table, widths=widths, face=face)
    for index, row in enumerate(table.rows):
        if row.kind == "section":
            rows += section_row(row, table, widths=widths, face=face)
        else:
            rows += task_row(table, index, widths=widths, face=face)
    return wx.table(rows, widths=widths, border=BORDER_NAMES[table.style.borders])


def header_rows(table: Table, *, widths: tuple[int, ...], face: Typeface) -> str:
    """One header row, or two where columns stand in a group."""
    style = table.style
    grouped = any(column.group for column in table.columns)
    upper, lower = "", ""
    for n, column in enumerate(table.columns):
        own = _header_cell(column.header, style, width=widths[n], face=face)
        if not column.group:
            if grouped:
                upper += _header_cell(
                    column.header, style, width=widths[n], face=face, merge="start"
                )
                lower += _header_cell("", style, width=widths[n], face=face, merge="go on")
            else:
                upper += own
            continue
        lower += own
        if n == 0 or table.columns[n - 1].group != column.group:
            members = [m for m, c in enumerate(table.columns) if c.group == column.group]
            wide = sum(widths[m] for m in members)
            upper += _header_cell(column.group, style, width=wide, face=face, span=len(members))
    repeated = style.repeat_header
    made = wx.row(upper, header=repeated, whole=True)
    made += wx.row(lower, header=repeated, whole=True) if lower else ""
    if style.number_row:
        numbers = "".join(
            _header_cell(f"({n})", style, width=wide, face=face, italic=True)
            for n, wide in enumerate(widths, start=1)
        )
        made += wx.row(numbers, header=repeated, whole=True)
    return made


def section_row(row: Row, table: Table, *, widths: tuple[int, ...], face: Typeface) -> str:
    """A row that only names a section; where its title stands is a matter of style."""
    style = table.style
    look = Look(
        size=style.table_size,
        bold=style.section_bold,
        align="left",
        before=CELL_SPACE,
        after=CELL_SPACE,
    )
    centred = Look(size=style.table_size, bold=style.section_bold, align="center")
    mark_first = table.columns[0].field == "stt"
    if style.section_span == "all" or not mark_first:
        text = f"{row.mark} {row.title}" if row.mark else row.title
        cells = wx.cell(paragraph(text, look, face=face), width=sum(widths), span=len(widths))
        return wx.row(cells, whole=True)
    cells = wx.cell(paragraph(row.mark, centred, face=face), width=widths[0])
    title = paragraph(row.title, look, face=face)
    if style.section_span == "none":
        cells += wx.cell(title, width=widths[1])
        cells += "".join(wx.cell(paragraph("", look, face=face), width=wide) for wide in widths[2:])
    else:
        cells += wx.cell(title, width=sum(widths[1:]), span=len(widths) - 1)
    return wx.row(cells, whole=True)


def task_row(table: Table, index: int, *, widths: tuple[int, ...], face: Typeface) -> str:
    """One row of cells; a cell that goes on below starts a vertical merge."""
    row, style = table.rows[index], table.style
    below = table.rows[index + 1].cells if index + 1 < len(table.rows) else ()
    cells = ""
    for n, (column, text) in enumerate(zip(table.columns, row.cells, strict=True)):
        merge: Literal["", "start", "go on"] = ""
        if text == MERGED:
            merge = "go on"
        elif below and below[n] == MERGED:
            merge = "start"
        gone = _forgotten_lines(n, index=index) if style.borders == "missing" else ()
        cells += wx.cell(
            _cell_text("" if text == MERGED else text, column, row, style, face=face),
            width=widths[n],
            merge=merge,
            borders=wx.cell_borders(*gone),
        )
    return wx.row(cells, whole=not style.split_rows)


def _forgotten_lines(column: int, *, index: int) -> tuple[str, ...]:
    """Tables drawn by hand lack a line here and there; both neighbours have to lack it."""
    left = ("left",) if column and (index + column) % 4 == 0 else ()
    right = ("right",) if (index + column + 1) % 4 == 0 else ()
    return (*left, *right)


def _cell_text(text: str, column: Column, row: Row, style: Style, *, face: Typeface) -> str:
    align: Align = "both" if column.field in LEFT_FIELDS else "center"
    if column.field == "deliverable" or (column.field == "other" and len(text) > 40):
        align = "left"
    bold = row.kind == "heading"
    look = Look(size=style.table_size, align=align, bold=bold, before=CELL_SPACE, after=CELL_SPACE)
    if column.field == "stt" and style.auto_number and plain(text).rstrip(".").isdigit():
        numbered = Look(size=style.table_size, align="center", numbering=STT_NUMBERING)
        return paragraph("", numbered, face=face)
    made = ""
    for line in text.split("\n"):
        if style.list_numbers and line.startswith("- "):
            listed = Look(size=style.table_size, align=align, numbering=BULLET_NUMBERING)
            made += paragraph(line[2:], listed, face=face)
        else:
            made += paragraph(line, look, face=face)
    return made


def _header_cell(
    text: str,
    style: Style,
    *,
    width: int,
    face: Typeface,
    span: int = 1,
    merge: Literal["", "start", "go on"] = "",
    italic: bool = False,
) -> str:
    look = Look(
        size=style.table_size, bold=not italic, italic=italic, align="center", before=2, after=2
    )
    inner = "".join(paragraph(line, look, face=face) for line in text.split("\n"))
    return wx.cell(inner, width=width, span=span, merge=merge, fill=style.header_fill)
