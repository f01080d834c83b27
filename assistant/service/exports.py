"""The task table as a file that opens in Excel."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from assistant.domain.document import Document
from assistant.domain.task import Field, Task

HEADERS = (
    "Văn bản",
    "Mục",
    "Số",
    "Nhiệm vụ",
    "Chủ trì",
    "Phối hợp",
    "Thời hạn",
    "Ngày cuối",
    "Sản phẩm",
    "Tình trạng",
    "Trang",
    "Tệp",
)
# A cell that begins so is run as a formula by spreadsheets; a quote before it makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60


def to_csv(tasks: Iterable[Task], *, documents: Mapping[str, Document]) -> str:
    """Comma-separated, with the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADERS)
    writer.writerows(_rows(tasks, documents))
    return "\ufeff" + out.getvalue()


def to_xlsx(tasks: Iterable[Task], *, documents: Mapping[str, Document]) -> bytes:
    """A workbook with a fixed header and a filter."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = "Nhiệm vụ"
    sheet.append(HEADERS)
    for row in _rows(tasks, documents):
        sheet.append(row)
    for number, cells in enumerate(sheet.columns, start=1):
        longest = max(len(str(cell.value or "")) for cell in cells)
        sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, longest + 2)
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells[0].font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(tasks: Iterable[Task], documents: Mapping[str, Document]) -> Iterator[tuple[str, ...]]:
    for task in tasks:
        document = documents.get(task.document_id)
        cells = (
            document.label if document else "",
            task.section,
            task.stt,
            task.title,
            task.words(Field.LEAD),
            task.words(Field.SUPPORT),
            task.due.words,
            f"{task.due.end:%d/%m/%Y}" if task.due.end else "",
            task.deliverable,
            task.status,
            str(task.place.page or ""),
            task.file,
        )
        yield tuple(f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in cells)
