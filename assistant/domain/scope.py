"""Who asks, and which documents they may see."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Scope:
    """Passed to every read. Today it is `Scope.all()`; access control changes this class alone."""

    actor: str = ""
    documents: frozenset[str] | None = None  # ids; None: every document

    @classmethod
    def all(cls) -> Self:
        """Every document, for whoever asks."""
        return cls()

    def narrowed(self, documents: frozenset[str] | None) -> "Scope":
        """The same asker, within these documents only; never more than before."""
        if documents is None:
            return self
        held = documents if self.documents is None else self.documents & documents
        return Scope(self.actor, held)

    def allows(self, document_id: str) -> bool:
        """Whether the asker may see the document."""
        return self.documents is None or document_id in self.documents
