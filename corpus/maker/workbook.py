"""A source as an Excel workbook: a sheet an annex, real dates, hidden rows and columns."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from corpus.maker.markup import plain
from corpus.maker.source import MERGED, Appendix, Source, SourceError, Table

EPOCH = (2026, 1, 1, 0, 0, 0)
MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
WHOLE_DATE = re.compile(r"^(\d\d)/(\d\d)/(\d{4})$")
WIDTH_PER_CM = 4.2
THIN = Side(style="thin")
RULED = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def build_workbook(source: Source) -> bytes:
    """The .xlsx file."""
    book = Workbook()
    book.remove(book.active)
    for number, appendix in enumerate(source.appendices, start=1):
        sheet = book.create_sheet(appendix.sheet or f"Phụ lục {number}")
        row = _heading(sheet, source, appendix)
        for block in appendix.blocks:
            if block.table is not None:
                row = _table(sheet, block.table, at=row) + 1
            else:
                sheet.cell(row, 1, plain(block.text))
                row += 1
    if not book.sheetnames:
        raise SourceError("a workbook needs appendices")
    book.properties.creator = "Văn thư"
    book.properties.created = book.properties.modified = datetime(*EPOCH, tzinfo=UTC).replace(
        tzinfo=None
    )
    loose = io.BytesIO()
    book.save(loose)
    return _repacked(loose.getvalue())


def _heading(sheet: Any, source: Source, appendix: Appendix) -> int:
    """The rows above the table: issuer, number, titles; returns the next free row."""
    head, font = source.head, source.style.font
    width = max((len(b.table.columns) for b in appendix.blocks if b.table is not None), default=6)
    lines = [
        (head.parent or "", False),
        (head.issuer.replace("\n", " "), True),
        (f"Số: {head.number}, {head.place}, {head.date_text}", False),
        (appendix.heading, True),
        (appendix.title.replace("\n", " "), True),
        (appendix.note, False),
    ]
    row = 1
    for text, bold in lines:
        if not text:
            continue
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        cell = sheet.cell(row, 1, text)
        cell.font = Font(name=font, bold=bold, italic=text == appendix.note, size=12)
        cell.alignment = Alignment(horizontal="left" if row < 4 else "center", wrap_text=True)
        row += 1
    return row + 1


def _table(sheet: Any, table: Table, *, at: int) -> int:
    """The table from row `at`; returns the row after it."""
    row = _header(sheet, table, at=at)
    top = dict.fromkeys(range(len(table.columns)), row)
    for index, entry in enumerate(table.rows):
        if entry.kind == "section":
            _put(sheet, row, 1, entry.mark, table, bold=True)
            _put(sheet, row, 2, entry.title, table, bold=True, left=True)
            sheet.merge_cells(
                start_row=row, start_column=2, end_row=row, end_column=len(table.columns)
            )
        else:
            for n, text in enumerate(entry.cells):
                if text != MERGED:
                    top[n] = row
                    _put(sheet, row, n + 1, text, table, bold=entry.kind == "heading")
                elif not _goes_on(table, index, n):
                    sheet.merge_cells(
                        start_row=top[n], start_column=n + 1, end_row=row, end_column=n + 1
                    )
        sheet.row_dimensions[row].hidden = entry.hidden
        row += 1
    return row


def _goes_on(table: Table, index: int, column: int) -> bool:
    below = table.rows[index + 1].cells if index + 1 < len(table.rows) else ()
    return bool(below) and below[column] == MERGED


def _header(sheet: Any, table: Table, *, at: int) -> int:
    grouped = any(column.group for column in table.columns)
    for n, column in enumerate(table.columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(n)]
        dimension.width = column.width * WIDTH_PER_CM
        dimension.hidden = column.hidden
        if not column.group:
            _put(sheet, at, n, column.header, table, bold=True)
            if grouped:
                sheet.merge_cells(start_row=at, start_column=n, end_row=at + 1, end_column=n)
            continue
        _put(sheet, at + 1, n, column.header, table, bold=True)
        if n == 1 or table.columns[n - 2].group != column.group:
            members = sum(c.group == column.group for c in table.columns)
            _put(sheet, at, n, column.group, table, bold=True)
            sheet.merge_cells(start_row=at, start_column=n, end_row=at, end_column=n + members - 1)
    return at + 2 if grouped else at + 1


def _put(
    sheet: Any, row: int, column: int, text: str, table: Table, *, bold: bool, left: bool = False
) -> None:
    cell = sheet.cell(row, column)
    text = "\n".join(plain(line) for line in text.split("\n"))
    cell.value = _value(text)
    if isinstance(cell.value, date):
        cell.number_format = "dd/mm/yyyy"
    cell.font = Font(name=table.style.font, bold=bold, size=12)
    is_wide = left or table.columns[column - 1].field in ("title", "deliverable")
    cell.alignment = Alignment(
        horizontal="left" if is_wide and row > 1 else "center", vertical="center", wrap_text=True
    )
    cell.border = RULED


def _value(text: str) -> str | int | date | None:
    """Numbers and whole dates are typed as such, the way Excel does when one types them."""
    if found := WHOLE_DATE.match(text):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if text.isdigit() and not text.startswith("0"):
        return int(text)
    return text or None


def _repacked(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, date_time=EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, MODIFIED.sub(rb"\g<1>2026-01-01T00:00:00Z", old.read(name)))
    return packed.getvalue()
