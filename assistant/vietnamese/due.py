"""Reads how a plan says when a task is to be done (thời hạn hoàn thành)."""

from typing import NamedTuple

from assistant.domain.due import Due, DueKind
from assistant.vietnamese.text import normalise


class FoundDue(NamedTuple):
    """A time limit in running text, and the stretch of the text that says it."""

    span: tuple[int, int]
    due: Due


def read_due(words: str, *, year: int | None) -> Due:
    """What the words of a cell mean; a time without a year is of the plan's own `year`."""
    return Due(normalise(words), DueKind.UNSPECIFIED)


def find_dues(text: str, *, year: int | None) -> tuple[FoundDue, ...]:
    """The time limits that running text states, in order; dates of laws are none."""
    return ()
