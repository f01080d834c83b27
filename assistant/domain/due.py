"""The time limit of a task (thời hạn hoàn thành)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DueKind(StrEnum):
    """How a plan may say when a task is to be done."""

    DATE = "date"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"
    RECURRING = "recurring"  # định kỳ, hằng quý: again and again, with reports between
    EVENT = "event"  # after something happens: "sau khi có hướng dẫn"
    ONGOING = "ongoing"  # thường xuyên
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days, both ends included; an open end is None."""

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"window ends before it starts: {self.start} > {self.end}")

    @classmethod
    def of_year(cls, year: int) -> "Window":
        return cls(date(year, 1, 1), date(year, 12, 31))

    def holds(self, day: date) -> bool:
        """Whether the day lies in the window."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Due:
    """A time limit: the plan's own words beside what they mean.

    `end` is the deadline. Without it a task is never overdue, whatever its words.
    """

    words: str
    kind: DueKind
    start: date | None = None
    end: date | None = None
    recurrence: str | None = None  # an RFC 5545 RRULE, for RECURRING where it can be said

    def days_left(self, as_of: date) -> int | None:
        """Days from `as_of` to the deadline; negative once it has passed."""
        return None if self.end is None else (self.end - as_of).days


NO_DUE = Due(words="", kind=DueKind.UNSPECIFIED)
