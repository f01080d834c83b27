"""What a file may cost before it is refused."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file; a plan of forty pages stays far below each of them."""

    size: int = 100 * MEGABYTE  # of the file, in bytes
    pages: int = 1000
    seconds: float = 300.0  # for the whole file, checked after every page
    unpacked: int = 400 * MEGABYTE  # of the parts of a packed file (DOCX, XLSX) together
    memory_bytes: int = 2048 * MEGABYTE  # of the process that reads the file
    recognise: bool = True  # read scanned pages with Tesseract, where it is installed
    render_seconds: float = 90.0  # for LibreOffice to lay a text document out


DEFAULT_LIMITS = Limits()
