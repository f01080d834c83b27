"""A table of tasks (or of anything else) as ReportLab sets it, with lines of every kind."""

from typing import Any

from reportlab.lib import colors
from reportlab.platypus import Paragraph
from reportlab.platypus import Table as SetTable

from corpus.maker.reportlab_text import set_paragraph
from corpus.maker.source import MERGED, Row, Style, Table


def set_table(table: Table, *, width: float) -> SetTable:
    total = sum(column.width for column in table.columns)
    widths = [width * column.width / total for column in table.columns]
    grid, looks = _header(table)
    head = len(grid)
    for index, row in enumerate(table.rows):
        grid.append(_cells(table, row))
        looks += _row_looks(table, index, at=head + index)
    looks += [
        *_lines(table.style, rows=len(grid), columns=len(widths)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    looks += [("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
    looks += [("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3)]
    return SetTable(
        grid,
        colWidths=widths,
        style=looks,
        repeatRows=head if table.style.repeat_header else 0,
        splitInRow=1 if table.style.split_rows and not _has_merges(table) else 0,
    )


def _header(table: Table) -> tuple[list[list[Any]], list[Any]]:
    grouped = any(column.group for column in table.columns)
    upper: list[Any] = []
    lower: list[Any] = []
    looks: list[Any] = []
    for n, column in enumerate(table.columns):
        first = n == 0 or table.columns[n - 1].group != column.group
        own = _cell_text(table, column.header, "center", bold=True)
        if not grouped:
            upper.append(own)
        elif not column.group:
            upper.append(own)
            lower.append("")
            looks.append(("SPAN", (n, 0), (n, 1)))
        else:
            members = sum(c.group == column.group for c in table.columns)
            upper.append(_cell_text(table, column.group, "center", bold=True) if first else "")
            lower.append(own)
            looks += [("SPAN", (n, 0), (n + members - 1, 0))] if first else []
    grid = [upper, lower] if grouped else [upper]
    if table.style.number_row:
        grid.append(
            [_cell_text(table, f"({n})", "center", italic=True) for n in range(1, len(upper) + 1)]
        )
    if table.style.header_fill:
        fill = colors.HexColor("#" + table.style.header_fill)
        looks.append(("BACKGROUND", (0, 0), (-1, len(grid) - 1), fill))
    return grid, looks


def _cells(table: Table, row: Row) -> list[Any]:
    bold = table.style.section_bold
    if row.kind == "section":
        blank = [""] * (len(table.columns) - 1)
        if table.style.section_span == "all":
            return [
                _cell_text(table, f"{row.mark} {row.title}".strip(), "left", bold=bold),
                *blank,
            ]
        mark = _cell_text(table, row.mark, "center", bold=bold)
        return [mark, _cell_text(table, row.title, "left", bold=bold), *blank[1:]]
    return [
        ""
        if text == MERGED
        else [
            _cell_text(
                table,
                line,
                "left" if column.field in ("title", "deliverable") else "center",
                bold=row.kind == "heading",
            )
            for line in text.split("\n")
        ]
        for column, text in zip(table.columns, row.cells, strict=True)
    ]


def _row_looks(table: Table, index: int, *, at: int) -> list[Any]:
    row = table.rows[index]
    if row.kind == "section":
        start = {"all": 0, "rest": 1}.get(table.style.section_span)
        return [("SPAN", (start, at), (-1, at))] if start is not None else []
    looks = []
    for n, text in enumerate(row.cells):
        height = 0
        while index + height + 1 < len(table.rows) and _merged(table.rows[index + height + 1], n):
            height += 1
        if height and text != MERGED:
            looks.append(("SPAN", (n, at), (n, at + height)))
    return looks


def _cell_text(table: Table, text: str, align: str, **look: Any) -> Paragraph:
    style = table.style
    return set_paragraph(text, align, font=style.font, size=style.table_size, **look)


def _merged(row: Row, column: int) -> bool:
    return bool(row.cells) and row.cells[column] == MERGED


def _has_merges(table: Table) -> bool:
    return any(MERGED in row.cells for row in table.rows)


def _lines(style: Style, *, rows: int, columns: int) -> list[Any]:
    """The lines of a table; "missing" forgets some, "double" draws them twice."""
    black, whole = colors.black, ((0, 0), (-1, -1))
    if style.borders == "none":
        return []
    if style.borders == "horizontal":
        return [("LINEBELOW", *whole, 0.5, black), ("LINEABOVE", (0, 0), (-1, 0), 0.5, black)]
    if style.borders == "dashed":
        return [("GRID", *whole, 0.5, black, None, (3, 2))]
    if style.borders == "double":
        return [("GRID", *whole, 0.4, black, None, None, None, 2, 1.2)]
    if style.borders == "missing":
        made = [("LINEBELOW", *whole, 0.5, black), ("BOX", *whole, 0.5, black)]
        made += [
            ("LINEBEFORE", (n, row), (n, row), 0.5, black)
            for row in range(rows)
            for n in range(1, columns)
            if (row + n) % 5
        ]
        return made
    return [("GRID", *whole, 0.5, black)]
