"""PDF files: opened, limited, and read page by page."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2

from assistant.domain.errors import FileTooLarge, UnreadableFile
from assistant.ingest.layout import Layout
from assistant.ingest.limits import DEFAULT_LIMITS, Limits
from assistant.ingest.readers.ink import PageInk
from assistant.ingest.readers.old_fonts import in_unicode
from assistant.ingest.readers.pages import layout_of
from assistant.ingest.readers.pdfium import read_ink
from assistant.ingest.readers.scan import can_read_scans, read_scan

OnPage = Callable[[int, int], None]  # told the page that is read next and how many there are

PASSWORD = "tệp có mật khẩu; hãy bỏ mật khẩu rồi nạp lại"
PROTECTED = "tệp được bảo vệ theo cách không hỗ trợ; hãy xuất lại thành PDF thường"
DAMAGED = "tệp PDF bị hỏng hoặc tải về chưa đủ; hãy lấy lại bản gốc"
EMPTY = "tệp không có trang nào"


def read_pdf(
    path: Path, *, limits: Limits = DEFAULT_LIMITS, on_page: OnPage | None = None
) -> Layout:
    """The layout of a PDF file."""
    inks = tuple(_read_inks(path, limits=limits, on_page=on_page))
    return layout_of(tuple(in_unicode(inks)))


def _read_inks(path: Path, *, limits: Limits, on_page: OnPage | None) -> Iterator[PageInk]:
    started = time.monotonic()
    pdf = open_pdf(path)
    try:
        count = len(pdf)
        if count == 0:
            raise UnreadableFile("no pages", file=path.name, reason=EMPTY)
        if count > limits.pages:
            reason = f"có {count} trang, nhiều hơn mức {limits.pages} trang"
            raise FileTooLarge("too many pages", file=path.name, reason=reason)
        for number in range(1, count + 1):
            if time.monotonic() - started > limits.seconds:
                reason = f"đọc quá {limits.seconds:.0f} giây, mới đến trang {number} trên {count}"
                raise FileTooLarge("took too long", file=path.name, reason=reason)
            if on_page:
                on_page(number, count)
            yield _read_page(pdf, number, file=path.name, recognise=limits.recognise)
    finally:
        pdf.close()


def open_pdf(path: Path) -> Any:
    """A pypdfium2 document; what is wrong with the file is said in Vietnamese."""
    try:
        pdf = pypdfium2.PdfDocument(path)
        pdf.init_forms()
    except pypdfium2.PdfiumError as error:
        words = str(error).lower()
        reason = PASSWORD if "password" in words else PROTECTED if "secur" in words else DAMAGED
        raise UnreadableFile(str(error), file=path.name, reason=reason) from error
    return pdf


def _read_page(pdf: Any, number: int, *, file: str, recognise: bool) -> PageInk:
    page = None
    try:
        page = pdf[number - 1]
        ink = read_ink(page, number=number)
        if not ink.words and ink.has_pictures and recognise and can_read_scans():
            return read_scan(page, number=number) or ink
        return ink
    except pypdfium2.PdfiumError as error:
        reason = f"trang {number} bị hỏng; hãy lấy lại bản gốc"
        raise UnreadableFile(str(error), file=file, reason=reason) from error
    finally:
        if page is not None:
            page.close()
