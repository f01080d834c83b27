"""What gives the rows of a PDF's tables: our reader, and the libraries that people know.

The libraries give cells by column and know nothing of tasks. They are read as a script would read
them: the rows of every table in order, a row without anything beside its first two cells opens a
section, and the columns are taken in a fixed order (the one that fits a file best: scoring.py).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from assistant.domain.task import Field, Source, Task


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader found in one file."""

    pages: int
    rows: tuple[dict[str, str], ...] = ()  # of our reader: cells by what they hold
    tables: tuple[tuple[str, ...], ...] = ()  # of the others: rows of cells by column


Read = Callable[[Path], Found]


def ours_reading(path: Path) -> Found:
    """Words, tables and paragraphs with their places: what the libraries give, and no more."""
    from assistant.ingest.reading import read

    return Found(len(read(path).pages))


def ours(path: Path) -> Found:
    """The whole way from the file to tasks, units and passages."""
    from assistant.ingest.parsing import parse

    parsed = parse(path)
    rows = tuple(row_of(task) for task in parsed.tasks if task.source is Source.TABLE)
    return Found(parsed.file.pages or 0, rows)


def row_of(task: Task) -> dict[str, str]:
    """A task's cells by what they hold."""
    return {
        "section": task.section,
        "stt": task.stt,
        "title": task.title,
        "lead": task.words(Field.LEAD),
        "support": task.words(Field.SUPPORT),
        "due_text": task.words(Field.DUE),
        "deliverable": task.deliverable,
    }


def pdfplumber_tables(path: Path) -> Found:
    """pdfplumber: `extract_tables` and `extract_words` of every page."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        rows: list[tuple[str, ...]] = []
        for page in pdf.pages:
            rows += _rows(page.extract_tables())
            page.extract_words()
            page.close()
        return Found(len(pdf.pages), tables=tuple(rows))


def pymupdf_tables(path: Path) -> Found:
    """PyMuPDF: `find_tables` and the words of every page."""
    pymupdf = import_module("pymupdf")  # typed in part, and not installed everywhere
    with pymupdf.open(path) as pdf:
        rows: list[tuple[str, ...]] = []
        for page in pdf:
            rows += _rows(table.extract() for table in page.find_tables().tables)
            page.get_text("words")
        return Found(pdf.page_count, tables=tuple(rows))


def camelot_tables(path: Path) -> Found:
    """camelot: the ruled tables ("lattice") of every page."""
    import pypdfium2

    camelot = import_module("camelot")
    with pypdfium2.PdfDocument(path) as pdf:
        pages = len(pdf)
    tables = camelot.read_pdf(str(path), pages="all", flavor="lattice", suppress_stdout=True)
    return Found(pages, tables=tuple(_rows(table.df.values.tolist() for table in tables)))


def _rows(tables: Iterable[Iterable[Iterable[str | None]]]) -> Iterator[tuple[str, ...]]:
    return (tuple(cell or "" for cell in row) for table in tables for row in table)


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader by the name that the report gives it."""

    name: str
    module: str  # what must be installed
    package: str  # what brings it
    read: Read


READERS = (
    Reader("assistant: to rows", "assistant", "", ours),
    Reader("assistant: to tables", "assistant", "", ours_reading),
    Reader("pdfplumber", "pdfplumber", "pdfplumber", pdfplumber_tables),
    Reader("PyMuPDF", "pymupdf", "pymupdf", pymupdf_tables),
    Reader("camelot", "camelot", "camelot-py", camelot_tables),
)
