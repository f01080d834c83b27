"""The tasks that sentences give: assignments in running text are rows too, which a follow-up
("ai phối hợp?") goes on with.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.findings import Finding, ProseFound, Quote
from assistant.answering.question.asked import Asked
from assistant.domain.query import Aspect, Predicate, Test
from assistant.domain.task import Task
from assistant.vietnamese.text import letters


def with_tasks(asked: Asked, found: Finding) -> Finding:
    """Sentences that answer, with the tasks that they give."""
    if not isinstance(found, ProseFound):
        return found
    documents = tuple(sorted({quote.passage.document_id for quote in found.quotes}))
    held = asked.tasks((Predicate(Aspect.DOCUMENT, Test.IS, documents),)).tasks
    given = (task for quote in found.quotes for task in held if gives(quote, task))
    return replace(found, tasks=tuple(dict.fromkeys(given)))


def gives(quote: Quote, task: Task) -> bool:
    """Whether a sentence gives a task: it holds the assignment, or is the clause of it that tells
    the task's day, where "báo cáo quý … ; báo cáo năm …" gives several.
    """
    if not task.sentence or task.document_id != quote.passage.document_id:
        return False
    said, whole, due = map(letters, (quote.sentence, task.sentence, task.due.words))
    return whole in said or bool(due and due in said and said in whole)
