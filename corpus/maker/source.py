"""The source of a made document: what it says, as frozen dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

FORMATS = {
    "docx": ".docx",
    "pdf": ".pdf",
    "pdf-reportlab": ".pdf",
    "pdf-browser": ".pdf",
    "scan": ".pdf",
    "xlsx": ".xlsx",
    "txt": ".txt",
    "tcvn3": ".docx",
    "vni": ".docx",
}
FIELDS = ("stt", "title", "lead", "support", "due", "deliverable", "status", "other")
BLOCKS = ("text", "heading", "item", "center", "labelled", "table", "textbox", "page_break")
MERGED = "^"  # a cell that is one with the cell above it

RowKind = Literal["task", "section", "heading"]


class SourceError(Exception):
    """A source that cannot be read as one; says the file and what is wrong."""


class MissingFont(SourceError):
    """A font that this machine lacks; says which."""


@dataclass(frozen=True, slots=True)
class Style:
    """Everything about looks; the defaults are those of Nghị định 30/2020/NĐ-CP."""

    font: str = "Liberation Serif"
    size: float = 14
    table_size: float = 12
    margins: tuple[float, float, float, float] = (2.0, 1.5, 2.0, 3.0)  # cm: top right bottom left
    split_rows: bool = True
    repeat_header: bool = True
    header_fill: str = ""  # a colour behind the header, RRGGBB
    number_row: bool = False  # "(1) (2) (3)" under the header
    borders: Literal["full", "none", "dashed", "missing", "double", "horizontal"] = "full"
    section_span: Literal["rest", "all", "none"] = "rest"
    section_bold: bool = True
    motto: Literal["rule", "underline"] = "rule"
    italic_bases: bool = True
    page_numbers: Literal["top", "bottom", "none"] = "top"
    gazette: str = ""  # "CÔNG BÁO/Số 15 + 16/Ngày 20-5-2026", on every page
    overlay: tuple[str, ...] = ()  # the stamp of a digital signature over the first page
    rotate: bool = False  # landscape pages are stored upright and turned by /Rotate
    auto_number: bool = False  # stt cells are numbered by Word and hold no text
    list_numbers: bool = False  # lines that begin with "- " become lists of Word's own
    head: bool = True
    skew: float = 0.7  # degrees, of a scan
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Head:
    """The two-column heading of the first page."""

    parent: str | None
    issuer: str
    number: str
    place: str
    date: date | None
    date_text: str
    organization: str
    province: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what its header says and what really stands in it."""

    header: str
    field: str = "other"
    group: str = ""
    width: float = 3.0
    key: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row, its cells in the order of the columns; a section has only a mark and a title."""

    kind: RowKind
    cells: tuple[str, ...] = ()
    mark: str = ""
    title: str = ""
    hidden: bool = False
    due: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of tasks, or of another kind (targets, budget) whose rows are no tasks."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_tasks: bool
    style: Style
    caption: str = ""

    def values(self, index: int) -> tuple[str, ...]:
        """The cells of a row with merged ones filled in from above."""
        cells = self.rows[index].cells
        return tuple(self._value(index, n) if c == MERGED else c for n, c in enumerate(cells))

    def _value(self, index: int, column: int) -> str:
        while self.rows[index].cells[column] == MERGED:
            index -= 1
        return self.rows[index].cells[column]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the body, in reading order."""

    kind: str
    text: str = ""
    level: int = 1
    footnote: str = ""
    table: Table | None = None
    lines: tuple[tuple[str, str], ...] = ()  # of a labelled task: ("Cơ quan chủ trì", "Sở Y tế")


@dataclass(frozen=True, slots=True)
class Appendix:
    """An annex on pages of its own."""

    heading: str
    title: str
    note: str
    landscape: bool
    blocks: tuple[Block, ...]
    sheet: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, in the block at the end."""

    authority: str = ""
    position: str = ""
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as written down by its maker."""

    stem: str
    formats: tuple[str, ...]
    style: Style
    head: Head
    kind: str | None
    subject: str
    title: str
    addressees: tuple[str, ...]
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    appendices: tuple[Appendix, ...]
    relations: tuple[Mapping[str, Any], ...] = ()
    expected: Mapping[str, Any] = field(default_factory=dict)

    def tables(self) -> tuple[Table, ...]:
        """Every table in reading order."""
        places = [self.blocks, *(appendix.blocks for appendix in self.appendices)]
        return tuple(b.table for blocks in places for b in blocks if b.table is not None)
