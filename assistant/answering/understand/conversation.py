"""What a conversation keeps from one question to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

# So many rows shown are remembered; a follow-up asks of what stood on the screen.
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last question, with what a follow-up may change of it, and what was shown."""

    questions: tuple[str, ...] = ()  # the last full question and what follow-ups changed of it
    shown: tuple[str, ...] = ()  # ids of the rows shown, in order
    units: tuple[str, ...] = ()  # ids of the units that the last answer named
    documents: tuple[str, ...] = ()  # that the last answer stands on

    def to_json(self) -> dict[str, Any]:
        """For the store."""
        return {
            "questions": list(self.questions),
            "shown": list(self.shown),
            "units": list(self.units),
            "documents": list(self.documents),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """From the store; what an older version kept and we do not know is left out."""
        return cls(
            questions=tuple(map(str, kept.get("questions", ()))),
            shown=tuple(map(str, kept.get("shown", ())))[:MOST_ROWS],
            units=tuple(map(str, kept.get("units", ()))),
            documents=tuple(map(str, kept.get("documents", ()))),
        )
