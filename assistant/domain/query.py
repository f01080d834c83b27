"""The one query object over tasks: questions, the web, exports and bots all run it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.domain.due import Window
from assistant.domain.scope import Scope
from assistant.domain.task import Task


class Aspect(StrEnum):
    """What a predicate looks at."""

    TITLE = "title"
    LEAD = "lead"
    SUPPORT = "support"
    UNIT = "unit"  # lead or support
    DUE = "due"  # its last day for WITHIN, its words for HAS and SAYS
    DUE_KIND = "due_kind"
    DELIVERABLE = "deliverable"
    STATUS = "status"
    OTHER = "other"
    SECTION = "section"  # the mark
    SECTION_TITLE = "section_title"
    STT = "stt"
    DOCUMENT = "document"
    TASK = "task"  # the task's id
    SOURCE = "source"
    IN_FORCE = "in_force"


class Test(StrEnum):
    """How a predicate looks."""

    __test__ = False  # it is no test case, whatever its name

    IS = "is"  # one of the values: ids for units, documents, tasks; folded words for the rest
    HAS = "has"  # its words hold one of the values, as whole words, folded
    EMPTY = "empty"
    WITHIN = "within"  # its last day lies in the window
    OVERDUE = "overdue"  # its last day lies before `as_of`, and no status says that it is done


@dataclass(frozen=True, slots=True)
class Predicate:
    """One condition on a task."""

    aspect: Aspect
    test: Test
    values: tuple[str, ...] = ()
    window: Window | None = None
    negated: bool = False


class Measure(StrEnum):
    """What a question wants of the rows that are left, beside themselves."""

    COUNT = "count"
    COUNT_BY = "count_by"  # rows by unit, section or plan, the largest group first
    EACH = "each"  # the same, where every group is asked for and not the first
    EARLIEST = "earliest"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """Which tasks. All predicates hold; the topic ranks what they leave, else they come as printed.

    What a question then asks of them, as their count, is taken of the rows: see `Measure`.
    """

    as_of: date
    where: tuple[Predicate, ...] = ()
    topic: str = ""
    limit: int | None = None
    offset: int = 0
    scope: Scope = field(default_factory=Scope.all)


@dataclass(frozen=True, slots=True)
class TaskHit:
    """A task that a query found; the score is 0 where no topic was asked for."""

    task: Task
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What a query found: the rows of the page asked for, and how many there are."""

    hits: tuple[TaskHit, ...]
    total: int

    @property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(hit.task for hit in self.hits)
