"""Questions and answers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.document import Document
from assistant.domain.place import NOWHERE, Place
from assistant.domain.task import Task


class Mode(StrEnum):
    """Whether a language model took part in the answer."""

    EXTRACTIVE = "extractive"
    LLM = "llm"


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks, and the day from which it is reckoned."""

    text: str
    as_of: date
    conversation_id: str | None = None
    documents: frozenset[str] | None = None  # ids to search in; None: all
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source: the words of a document and where they stand."""

    n: int
    document: Document
    quote: str  # word for word as in the document
    section: str = ""  # "PHỤ LỤC › V"
    page: int | None = None
    place: Place = NOWHERE

    @property
    def url(self) -> str:
        """Where the document can be opened at that page."""
        anchor = f"#page={self.page}" if self.page else ""
        return f"/documents/{self.document.id}{anchor}"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its sources, or the statement that the documents do not hold one."""

    text: str  # Markdown with [1] [2] at what each source supports
    answered: bool
    citations: tuple[Citation, ...] = ()
    tasks: tuple[Task, ...] = ()
    follow_ups: tuple[str, ...] = ()
    mode: Mode = Mode.EXTRACTIVE
    id: str = ""
    conversation_id: str = ""
    elapsed_ms: int = 0
