"""What a row says, part by part."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.evidence.cells.asked import kind_of_due
from assistant.answering.evidence.kinds import holds
from assistant.answering.findings import Row
from assistant.answering.question.ranking import Part
from assistant.answering.understand.meanings import (
    Asks,
    Kind,
)
from assistant.domain.due import Due, DueKind
from assistant.domain.task import Field, Source, Task
from assistant.domain.unit import Assignee

# What each part of a row tells of the topic; set by hand on the open questions.
TITLE, DELIVERABLE, OTHER, SECTION, UNITS, PLAN = 1.0, 0.85, 0.6, 0.4, 0.3, 0.3


def parts(task: Task, *, plan: str = "") -> tuple[Part, ...]:
    """What of a row speaks of its topic."""
    return (
        Part(task.title, TITLE),
        Part(task.deliverable, DELIVERABLE),
        Part("; ".join(words for _, words in task.other), OTHER),
        Part(task.sentence, TITLE),
        Part(task.status, OTHER),
        Part(task.section_title, SECTION),
        Part(f"{task.words(Field.LEAD)}; {task.words(Field.SUPPORT)}", UNITS),
        Part(plan, PLAN),
    )


def said_in(task: Task) -> str:
    """Everything that a row says, the names of its columns of other kinds too."""
    others = " ".join(f"{header} {words}" for header, words in task.other)
    return f"{' '.join(part.text for part in parts(task))} {others}"


def before(task: Task) -> Task:
    """A row as it was before later documents changed it."""
    for change in reversed(task.changes):
        match change.field:
            case Field.LEAD:
                task = replace(task, lead=(Assignee(change.old),))
            case Field.SUPPORT:
                task = replace(task, support=(Assignee(change.old),))
            case Field.DUE:
                task = replace(task, due=Due(change.old, DueKind.UNSPECIFIED))
            case Field.DELIVERABLE:
                task = replace(task, deliverable=change.old)
            case Field.TITLE:
                task = replace(task, title=change.old)
    return replace(task, changes=())


def has_cell(task: Task, ask: Asks) -> bool:
    """Whether a row says what is asked; a sentence without a day says no day."""
    is_prose = task.source is Source.PROSE
    if ask.field is Field.DUE and is_prose and kind_of_due(ask) is Kind.DATE:
        return holds(task.due.words, Kind.DATE)
    if ask.header:
        return any(header == ask.header and words for header, words in task.other)
    return bool(task.words(ask.field).strip())


def tasks_of(rows: tuple[Row, ...]) -> tuple[Task, ...]:
    return tuple(row.task for row in rows)
