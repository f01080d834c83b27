"""When a task begins, where its plan has a column that says so beside the last day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.answering.understand.meanings import Asks, Detail
from assistant.answering.understand.understood import Understood
from assistant.answering.words.notions import says
from assistant.domain.due import Due
from assistant.domain.task import Field, Task
from assistant.vietnamese.due import read_due
from assistant.vietnamese.text import syllables

BEGIN = "begin"


def asks_beginning(understood: Understood) -> bool:
    """Whether the question speaks of a beginning: "bắt đầu từ hôm nào"."""
    tokens = understood.tokens
    said = [token.folded if tokens.is_bare else token.spelled for token in tokens.items]
    return says(said, BEGIN, is_bare=tokens.is_bare)


def column_of(tasks: Iterable[Task]) -> str:
    """The header of the column that says when tasks begin; "" where the plan has none."""
    headers = (header for task in tasks for header, _ in task.other)
    return next((header for header in headers if says(syllables(header), BEGIN)), "")


def of_beginning(
    understood: Understood, asks: tuple[Asks, ...], tasks: Iterable[Task]
) -> tuple[Asks, ...]:
    """ "bắt đầu ngày nào" asks that column, and not the last day."""
    header = column_of(tasks) if asks_beginning(understood) else ""
    if not header:
        return asks
    return tuple(
        replace(ask, field=Field.OTHER, header=header)
        if ask.field is Field.DUE and ask.detail is Detail.VALUE and is_of_beginning(ask)
        else ask
        for ask in asks
    )


def is_of_beginning(ask: Asks) -> bool:
    """ "bắt đầu lúc nào, bao giờ xong": each asks its own day."""
    return says(syllables(ask.words), BEGIN) or says(syllables(ask.words), BEGIN, is_bare=True)


def beginning(understood: Understood, task: Task, *, year: int | None) -> Due | None:
    """When a task begins, where the question speaks of that and the row tells it; a time without
    a year is of the plan's own.
    """
    header = column_of([task]) if asks_beginning(understood) else ""
    words = dict(task.other).get(header, "")
    return read_due(words, year=year) if words else None
