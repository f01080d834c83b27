"""From what was found to an answer: text, sources, rows, what may be asked next."""

from collections.abc import Sequence
from datetime import date

from assistant.answering.findings import (
    ChoiceFound,
    ComparisonFound,
    DocumentFound,
    FieldsFound,
    Finding,
    ProseFound,
    Refused,
    RepealedFound,
    SetFound,
    SummaryFound,
    Talked,
    TargetFound,
)
from assistant.answering.say.amendments import say_repealed
from assistant.answering.say.comparison import say_comparison
from assistant.answering.say.fields import say_fields
from assistant.answering.say.next_questions import next_questions
from assistant.answering.say.phrases import phrase
from assistant.answering.say.prose import say_document, say_prose, say_summary, say_targets
from assistant.answering.say.refusals import CITED, say_refused
from assistant.answering.say.sets import say_set, tasks_of
from assistant.answering.say.teller import Teller
from assistant.domain.answer import Answer
from assistant.domain.document import Document
from assistant.domain.task import Task


def compose(found: Finding, *, documents: Sequence[Document], as_of: date) -> Answer:
    """The answer to what was found."""
    teller = Teller(documents, as_of=as_of)
    text = say_found(found, teller)
    is_answer = not isinstance(found, Refused)
    is_cited = not isinstance(found, Refused) or found.reason in CITED
    return Answer(
        text=text.strip(),
        answered=is_answer,
        citations=teller.cite.citations if is_cited else (),
        tasks=rows_of(found) if is_answer else (),
        follow_ups=next_questions(found, teller),
    )


def say_found(found: Finding, teller: Teller) -> str:
    """The words for each sort of finding."""
    match found:
        case Refused():
            return say_refused(found, teller)
        case Talked():
            return phrase(found.talk.value)
        case FieldsFound():
            return say_fields(found, teller)
        case SetFound():
            return say_set(found, teller)
        case ProseFound():
            return say_prose(found, teller)
        case RepealedFound():
            return say_repealed(found, teller)
        case TargetFound():
            return say_targets(found, teller)
        case DocumentFound():
            return say_document(found, teller)
        case SummaryFound():
            return say_summary(found, teller)
        case ComparisonFound():
            return say_comparison(found, teller)
        case ChoiceFound():
            return say_choice(found, teller)


def say_choice(found: ChoiceFound, teller: Teller) -> str:
    """Too many plans match: they are named, and which is meant is asked."""
    key = "choose_by_row" if found.rows else "choose_by_sentence"
    lines = [phrase(key, count=len(found.documents)), ""]
    for document in found.documents:
        row = next((r for r in found.rows if r.task.document_id == document.id), None)
        quote = next((q for q in found.quotes if q.passage.document_id == document.id), None)
        cited = teller.cite.row(row.task) if row else ""
        cited = teller.cite.quote(quote) if quote else cited
        lines.append(f"- {teller.label(document)} {cited}".rstrip())
    return "\n".join(lines)


def rows_of(found: Finding) -> tuple[Task, ...]:
    """The rows that the answer speaks of, the best first."""
    match found:
        case FieldsFound():
            return tuple(row.task for row in found.rows)
        case SetFound():
            return tasks_of(found)
        case RepealedFound(task=task):
            return (task,)
        case ProseFound(tasks=tasks):
            return tasks
        case ComparisonFound():
            return tuple(
                task
                for side in found.sides
                if not isinstance(side.found, Refused)
                for task in rows_of(side.found)
            )
        case _:
            return ()
