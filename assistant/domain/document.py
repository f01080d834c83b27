"""Documents (văn bản), their passages and what is read from them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.amendment import Amendment
from assistant.domain.due import Window
from assistant.domain.place import NOWHERE, Place
from assistant.domain.task import Task
from assistant.domain.unit import NO_ORGANIZATION, Organization, Unit


class RelationKind(StrEnum):
    """What one document does to another."""

    AMENDS = "amends"  # sửa đổi, bổ sung, điều chỉnh
    REPLACES = "replaces"  # thay thế, bãi bỏ
    IMPLEMENTS = "implements"  # thực hiện, triển khai
    CITES = "cites"  # căn cứ, theo


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference from one document to another, by the other's number as printed."""

    kind: RelationKind
    number: str
    words: str = ""
    issued_on: date | None = None
    document_id: str = ""  # of the other document, where the store holds it


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """One file of a document; the original is kept."""

    name: str
    sha256: str
    format: str  # pdf, docx, xlsx, txt, md
    pages: int | None = None
    id: str = ""


class PassageKind(StrEnum):
    """What part of a document's structure a passage is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FOOTNOTE = "footnote"
    TABLE = "table"  # a row of a table that is no task table
    SIGNATURE = "signature"
    RECIPIENTS = "recipients"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of running text that never cuts a sentence and knows where it stands."""

    text: str
    kind: PassageKind = PassageKind.PARAGRAPH
    ordinal: int = 0
    section_path: tuple[str, ...] = ()  # headings above it, outermost first
    lead_in: str = ""  # the sentence that governs an item: "Giao Sở X chủ trì:"
    place: Place = NOWHERE
    id: str = ""
    document_id: str = ""


CAPTION = " – "  # before the heading over a table, at the end of a cell's name


@dataclass(frozen=True, slots=True)
class Target:
    """A target (chỉ tiêu): what, how much, by when, for whom."""

    name: str
    value: str  # as printed: "trên 80%", "tối thiểu 05"
    measure: str = ""  # "%", "đô thị", "hồ sơ"
    period: str = ""  # "đến năm 2030"
    subject: str = ""  # the unit or place that a table's row or column names
    quote: str = ""
    place: Place = NOWHERE
    document_id: str = ""

    @property
    def column(self) -> str:
        """What a cell's column is called, without its row's name and the heading over the table."""
        name = self.name.removeprefix(f"{self.subject}{CAPTION}")
        return name.rpartition(CAPTION)[0] or name

    @property
    def caption(self) -> str:
        """The heading over the table in which a cell stands."""
        return self.name.rpartition(CAPTION)[2]


class Visibility(StrEnum):
    """Who may see a document; today all may."""

    ALL = "all"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Document:
    """A document as a whole. Where a number or date is left blank in print it is empty here."""

    title: str
    kind: str = ""  # "Kế hoạch", "Công văn", "Nghị quyết"
    number: str = ""  # "03/KH-SXD"
    issuer: str = ""  # "Sở Xây dựng", as printed
    organization: Organization = NO_ORGANIZATION  # with its province
    place: str = ""
    issued_on: date | None = None
    issued_words: str = ""  # "tháng 6 năm 2026" where the day is left blank
    signer: str = ""
    signer_position: str = ""
    legal_bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    period: Window | None = None
    relations: tuple[Relation, ...] = ()
    warnings: tuple[str, ...] = ()  # in Vietnamese, for staff
    visibility: Visibility = Visibility.ALL
    files: tuple[DocumentFile, ...] = ()
    pages: int = 0
    passages: int = 0  # counts, filled by the store
    tasks: int = 0
    is_sample: bool = False  # shipped with the program; gives way to the real one
    id: str = ""

    @property
    def year(self) -> int | None:
        """The year that the document is for: a time in it without a year means this one."""
        if self.period and self.period.start:
            return self.period.start.year
        return self.issued_on.year if self.issued_on else None

    def covers(self, year: int) -> bool:
        """Whether the document is of that year, or runs through it."""
        if self.period and self.period.start and self.period.end:
            return self.period.start.year <= year <= self.period.end.year
        return self.year == year or str(year) in self.title

    @property
    def file(self) -> DocumentFile | None:
        """The file that stands for the document; a PDF gives the pictures, so it comes first."""
        return min(self.files, key=lambda file: file.format != "pdf", default=None)

    @property
    def label(self) -> str:
        """How the document is named in an answer: "Kế hoạch 03/KH-SXD"."""
        if self.number and not self.number.startswith("/"):
            return f"{self.kind} {self.number}".strip()
        return f"{self.kind} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """All that was read from one file; neither database nor index has seen it yet."""

    document: Document
    file: DocumentFile
    tasks: tuple[Task, ...] = ()
    passages: tuple[Passage, ...] = ()
    targets: tuple[Target, ...] = ()
    units: tuple[Unit, ...] = ()
    amendments: tuple[Amendment, ...] = ()  # that it asks for in other documents' tasks
