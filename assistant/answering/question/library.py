"""What answering asks of the store and the index."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.understand.vocabulary.names import Names
from assistant.domain.document import Document, Passage, Target
from assistant.domain.query import TaskQuery, TaskResult
from assistant.domain.scope import Scope


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that a search found, best first."""

    passage: Passage
    score: float


class Library(Protocol):
    """Everything that is read to answer a question; every read is within a scope."""

    def names(self, *, scope: Scope) -> Names: ...

    def run(self, query: TaskQuery) -> TaskResult: ...

    def search_passages(self, text: str, *, limit: int, scope: Scope) -> tuple[PassageHit, ...]: ...

    def likeness(self, text: str, others: Sequence[str]) -> tuple[float, ...]:
        """How near in meaning each of the others is to a text, by the search's vectors."""
        ...

    def passages(self, document_id: str, *, scope: Scope) -> tuple[Passage, ...]: ...

    def targets(self, *, scope: Scope) -> tuple[Target, ...]: ...

    def document(self, document_id: str, *, scope: Scope) -> Document: ...
