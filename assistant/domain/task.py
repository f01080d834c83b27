"""A task (nhiệm vụ): one row of a plan's annex, or one assignment in its prose."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.due import NO_DUE, Due
from assistant.domain.place import NOWHERE, Place
from assistant.domain.unit import Assignee


class Field(StrEnum):
    """The things that a plan says of a task."""

    TITLE = "title"
    LEAD = "lead"
    SUPPORT = "support"
    DUE = "due"
    DELIVERABLE = "deliverable"
    STATUS = "status"
    OTHER = "other"  # columns of other kinds, by their header


class Source(StrEnum):
    """Where in a document a task was found."""

    TABLE = "table"
    PROSE = "prose"


class Origin(StrEnum):
    """How a cell came by its words."""

    READ = "read"
    CORRECTED = "corrected"
    AMENDED = "amended"


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one field as they stand in the document, with their place and origin."""

    field: Field
    words: str
    place: Place = NOWHERE
    header: str = ""  # the column's header as printed; the name of an OTHER column
    confidence: float = 1.0
    origin: Origin = Origin.READ
    by: str = ""  # who corrected it, or the id of the amending document
    at: str = ""  # when, as an ISO instant


@dataclass(frozen=True, slots=True)
class Change:
    """One change that a later document makes to a task."""

    document_id: str
    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Task:
    """What a document says of one task. Ids are empty until the store has given them."""

    title: str
    source: Source = Source.TABLE
    ordinal: int = 0  # its place among the document's tasks, from 1
    stt: str = ""  # the row's mark as printed, without a trailing dot
    parent_stt: str = ""
    section: str = ""  # the innermost section's mark, without a trailing dot
    section_title: str = ""
    section_path: tuple[str, ...] = ()  # headings above it, outermost first, with their marks
    lead: tuple[Assignee, ...] = ()
    support: tuple[Assignee, ...] = ()
    due: Due = NO_DUE
    deliverable: str = ""
    status: str = ""
    other: tuple[tuple[str, str], ...] = ()  # (header, words)
    cells: tuple[Cell, ...] = ()  # provenance of each field
    sentence: str = ""  # for a prose assignment: the sentence that makes it
    in_force: bool = True
    changes: tuple[Change, ...] = ()
    id: str = ""
    document_id: str = ""
    added_by: str = ""  # the document in which it stands, where another than its own adds it
    file: str = ""  # base name of the ingested file

    @property
    def place(self) -> Place:
        """Where the row stands: its cells together."""
        place = NOWHERE
        for cell in self.cells:
            place = place + cell.place
        return place

    def words(self, field: Field) -> str:
        """The words of a field as they stand in the document, or "" where it is blank."""
        match field:
            case Field.TITLE:
                return self.title
            case Field.LEAD:
                return ", ".join(a.words for a in self.lead)
            case Field.SUPPORT:
                return ", ".join(a.words for a in self.support)
            case Field.DUE:
                return self.due.words
            case Field.DELIVERABLE:
                return self.deliverable
            case Field.STATUS:
                return self.status
            case Field.OTHER:
                return "; ".join(f"{header}: {words}" for header, words in self.other)
