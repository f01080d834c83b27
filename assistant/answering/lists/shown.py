"""What is told of a set: rows of the table or of prose, in order, counted, first or last."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from assistant.answering.evidence.rows import in_order
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import (
    Measures,
)
from assistant.answering.words.notions import speaks_of
from assistant.domain.query import Aspect, Measure
from assistant.domain.task import Source, Task
from assistant.vietnamese.text import fold

# "trong phụ lục", "Bảng giao việc …": the table is meant, and not what stands beside it; neither
# "kể cả phụ lục" nor "đại biểu", "lịch sử".
IN_TABLE = re.compile(
    r"""
      (?<!kể\ cả\ ) (?<!tính\ cả\ ) (?<!lẫn\ ) (?<!và\ ) \b (?:phụ\ lục|pl) \b
    | (?: ^\W* | [,.:;]\s+ | \b(?:trong|ở|theo|tại|của|lên)\s+ )
      (?: bảng | biểu | danh\ mục | lịch ) \b (?!\ sử)
    """,
    re.VERBOSE,
)


def apart(asked: Asked, tasks: list[Task]) -> tuple[list[Task], list[Task]]:
    """Table rows, with what the prose gives to each agency as tasks of its own; and what else the
    prose of such plans asks for, as the report that every unit sends.
    """
    with_table = {t.document_id for t in tasks if t.source is Source.TABLE}
    of_table = names_table(asked)
    counted = [
        t
        for t in tasks
        if t.source is Source.TABLE
        or t.document_id not in with_table
        or (not of_table and is_among_tasks(t))
    ]
    return counted, [t for t in tasks if t not in counted]


def names_table(asked: Asked) -> bool:
    """ "trong phụ lục có mấy việc": the rows of the table alone; and not "kể cả phụ lục"."""
    return IN_TABLE.search(asked.understood.tokens.text.lower()) is not None


def is_among_tasks(task: Task) -> bool:
    """Whether an assignment has a mark of its own where a plan gives tasks, or a letter under the
    name of who leads it; and does not stand where it is said how the plan is carried out.
    """
    over = [fold(title) for title in task.section_path]
    leads = [fold(assignee.words) for assignee in task.lead]
    is_headed = bool(over) and any(over[-1].endswith(lead) for lead in leads)
    return (
        bool(task.stt)
        and (is_headed or any(speaks_of(title, "giving_tasks", is_folded=True) for title in over))
        and not any(speaks_of(title, "carrying_out", is_folded=True) for title in over)
    )


def ordered(asked: Asked, tasks: list[Task]) -> Iterable[Task]:
    """Plan by plan, as printed."""
    order = in_order(asked, tuple(dict.fromkeys(t.document_id for t in tasks)))
    for document_id in order:
        yield from sorted(
            (t for t in tasks if t.document_id == document_id), key=lambda t: t.ordinal
        )


def measured(asked: Asked, tasks: list[Task]) -> tuple[list[Task], tuple[tuple[str, int], ...]]:
    """What the measure leaves of the rows."""
    measure = asked.understood.measure
    if measure is None:
        return tasks, ()
    if measure.measure in (Measure.EARLIEST, Measure.LATEST):
        return outermost(tasks, measure), ()
    if measure.measure in (Measure.COUNT_BY, Measure.EACH) and measure.by is not None:
        groups = counted_by(asked, tasks, measure.by)
        return tasks, tuple(reversed(groups)) if measure.least else groups
    return tasks, ()


def outermost(tasks: list[Task], measure: Measures) -> list[Task]:
    """The rows that are due first or last."""
    dated = [t for t in tasks if t.due.end is not None]
    ends = [t.due.end for t in dated if t.due.end is not None]
    if not ends:
        return []
    day = min(ends) if measure.measure is Measure.EARLIEST else max(ends)
    return [t for t in dated if t.due.end == day]


def counted_by(asked: Asked, tasks: list[Task], by: Aspect) -> tuple[tuple[str, int], ...]:
    """How many rows fall to each unit, section or plan, the largest group first."""
    titles = {d.id: d.label for d in asked.names.vocabulary.documents}
    counts: Counter[str] = Counter()
    for task in tasks:
        if by is Aspect.LEAD:
            counts.update({a.unit or a.words for a in task.lead})
        elif by is Aspect.SUPPORT:
            counts.update({a.unit or a.words for a in task.support})
        elif by is Aspect.DOCUMENT:
            counts[titles.get(task.document_id, "")] += 1
        else:
            counts[f"{task.section}. {task.section_title}".strip(". ")] += 1
    return tuple(counts.most_common())
