"""Up to three questions worth asking next."""

from assistant.answering.findings import ChoiceFound, FieldsFound, Finding, Refused, SetFound
from assistant.answering.say.phrases import phrase
from assistant.answering.say.teller import Teller
from assistant.domain.task import Field
from assistant.vietnamese.field_names import name_of

MOST = 3
# What most people ask first comes first.
ASKED_NEXT = (Field.LEAD, Field.DUE, Field.SUPPORT, Field.DELIVERABLE)


def next_questions(found: Finding, teller: Teller) -> tuple[str, ...]:
    """What the answer leaves to be asked."""
    match found:
        case FieldsFound(rows=rows, fields=said):
            plans = dict.fromkeys(row.task.document_id for row in rows)
            held = [teller.plan(i) for i in plans if i in teller.documents]
            only = [phrase("only_of_plan", plan=plan) for plan in held[:1] if len(plans) > 1]
            open_fields = [
                name_of(field).question
                for field in ASKED_NEXT
                if field not in said and any(row.task.words(field) for row in rows)
            ]
            return tuple([*only, *open_fields][:MOST])
        case SetFound(tasks=tasks) if tasks:
            return (phrase("which_is_first"), phrase("which_are_ongoing"))
        case ChoiceFound(documents=several):
            return tuple(teller.label(d) for d in several[:MOST])
        case Refused(near=near):
            return tuple(phrase("sum_up", plan=teller.label(d)) for d in near[:MOST])
        case _:
            return ()
