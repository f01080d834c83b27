"""From a path to a Layout: which reader a file needs is told by what is in it."""

import zipfile
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from assistant.domain.errors import FileTooLarge, UnreadableFile
from assistant.ingest.layout import Layout
from assistant.ingest.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from assistant.ingest.readers.encodings import looks_like_text
from assistant.ingest.readers.packages import PACKAGE_ERRORS
from assistant.ingest.tables import join_paragraphs, join_tables
from assistant.ingest.turned import upright

OnPage = Callable[[int, int], None]  # told the page that is read and how many there are

PDF_SIGNATURE = b"%PDF-"
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word and Excel before 2007; locked new ones
HEAD = 4096  # how far into a file its signature may stand
MARKDOWN = (".md", ".markdown")
TEXTUAL = (".txt", ".text", ".tsv", ".csv", *MARKDOWN, "")

OLD_WORD = "tệp Word đời cũ (.doc) hoặc có mật khẩu; hãy mở bằng Word và lưu lại thành .docx"
OLD_EXCEL = "tệp Excel đời cũ (.xls) hoặc có mật khẩu; hãy lưu lại thành .xlsx"
OLD_OFFICE = "tệp Office đời cũ hoặc có mật khẩu; hãy lưu lại thành .docx hoặc .xlsx"
PICTURE = "tệp là ảnh; hãy gộp các ảnh thành một tệp PDF rồi nạp lại"
UNKNOWN_KIND = "loại tệp không hỗ trợ; chỉ đọc PDF, DOCX, XLSX, TXT và Markdown"
PICTURE_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")


class Format(StrEnum):
    """The kinds of files that are read."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    TEXT = "txt"
    MARKDOWN = "md"


def read(path: Path, *, limits: Limits = DEFAULT_LIMITS, on_page: OnPage | None = None) -> Layout:
    """The layout of a file of any kind, tables and paragraphs joined over page breaks, and tables
    that lie on their side turned upright.

    Whatever is wrong with the file comes as UnreadableFile or FileTooLarge.
    """
    layout = _read(path, format_of(path, limits=limits), limits=limits, on_page=on_page)
    return upright(join_paragraphs(join_tables(layout)))


def _read(path: Path, kind: Format, *, limits: Limits, on_page: OnPage | None) -> Layout:
    match kind:
        # pypdfium2, python-docx and openpyxl take their time to load; not all are needed.
        case Format.PDF:
            from assistant.ingest.readers.pdf import read_pdf

            return read_pdf(path, limits=limits, on_page=on_page)
        case Format.DOCX:
            from assistant.ingest.readers.docx import read_docx

            return read_docx(path, limits=limits, on_page=on_page)
        case Format.XLSX:
            from assistant.ingest.readers.xlsx import read_xlsx

            return read_xlsx(path, limits=limits)
        case Format.MARKDOWN | Format.TEXT:
            from assistant.ingest.readers.text import read_text

            return read_text(path, is_markdown=kind is Format.MARKDOWN)


def format_of(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Format:
    """What kind of file this is, by its content; a wrong extension does no harm."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        reason = "tệp không còn đó hoặc không có quyền mở"
        raise UnreadableFile(str(error), file=path.name, reason=reason) from error
    if size == 0:
        raise UnreadableFile("empty file", file=path.name, reason="tệp rỗng")
    if size > limits.size:
        reason = f"tệp lớn hơn {limits.size // MEGABYTE} MB"
        raise FileTooLarge(f"{size} bytes", file=path.name, reason=reason)
    if PDF_SIGNATURE in head[:1024]:
        return Format.PDF
    if head.startswith(ZIP_SIGNATURES):
        return _packed_format(path, limits=limits)
    if head.startswith(OLE_SIGNATURE):
        raise UnreadableFile("OLE file", file=path.name, reason=_old_office(path))
    if head.startswith(PICTURE_SIGNATURES):
        raise UnreadableFile("a picture", file=path.name, reason=PICTURE)
    suffix = path.suffix.lower()
    if suffix in TEXTUAL and looks_like_text(head):
        return Format.MARKDOWN if suffix in MARKDOWN else Format.TEXT
    if suffix == ".pdf":
        reason = "tệp mang đuôi .pdf nhưng không phải PDF; hãy lấy lại bản gốc"
        raise UnreadableFile("no PDF signature", file=path.name, reason=reason)
    raise UnreadableFile("unknown kind", file=path.name, reason=UNKNOWN_KIND)


def _old_office(path: Path) -> str:
    reasons = {".doc": OLD_WORD, ".docx": OLD_WORD, ".xls": OLD_EXCEL, ".xlsx": OLD_EXCEL}
    return reasons.get(path.suffix.lower(), OLD_OFFICE)


def _packed_format(path: Path, *, limits: Limits) -> Format:
    """DOCX or XLSX, by the parts in the package; one that would unpack too large is refused."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except PACKAGE_ERRORS as error:
        reason = "tệp bị hỏng hoặc tải về chưa đủ; hãy lấy lại bản gốc"
        raise UnreadableFile(str(error), file=path.name, reason=reason) from error
    if sum(part.file_size for part in parts) > limits.unpacked:
        reason = f"nội dung giải nén lớn hơn {limits.unpacked // MEGABYTE} MB"
        raise FileTooLarge("unpacks too large", file=path.name, reason=reason)
    names = {part.filename for part in parts}
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        return Format.DOCX
    if any(name.startswith("xl/") for name in names):
        return Format.XLSX
    raise UnreadableFile("unknown package", file=path.name, reason=UNKNOWN_KIND)
