"""Up to three questions worth asking next."""

from assistant.answering.findings import ChoiceFound, FieldsFound, Finding, Refused, SetFound
from assistant.answering.say.teller import Teller
from assistant.domain.task import Field
from assistant.vietnamese.field_names import name_of

MOST = 3
# What most people ask first comes first.
ASKED_NEXT = (Field.LEAD, Field.DUE, Field.SUPPORT, Field.DELIVERABLE)


def next_questions(found: Finding, teller: Teller) -> tuple[str, ...]:
    """What the answer leaves to be asked."""
    match found:
        case FieldsFound(rows=rows, asks=asks):
            said = {ask.field for ask in asks}
            plans = dict.fromkeys(row.task.document_id for row in rows)
            only = [f"Chỉ {teller.plan(i)}" for i in plans if i in teller.documents]
            open_fields = [
                name_of(field).question
                for field in ASKED_NEXT
                if field not in said and any(row.task.words(field) for row in rows)
            ]
            return tuple([*(only[:1] if len(plans) > 1 else []), *open_fields][:MOST])
        case SetFound(tasks=tasks) if tasks:
            return ("Việc nào đến hạn sớm nhất?", "Trong đó việc nào thường xuyên?")
        case ChoiceFound(documents=several):
            return tuple(teller.label(d) for d in several[:MOST])
        case Refused(near=near):
            return tuple(f"Tóm tắt {teller.label(d)}" for d in near[:MOST])
        case _:
            return ()
