"""Says that the documents do not hold an answer: two sentences at most, the nearest thing named."""

from assistant.answering.findings import Reason, Refused
from assistant.answering.say.phrases import phrase
from assistant.answering.say.teller import Teller
from assistant.answering.say.wording import place_in_plan
from assistant.domain.labels import short
from assistant.vietnamese.field_names import name_of

TOPIC_LENGTH = 120
MOST_NAMED = 2
# Of these the row is shown whose cell or column is missing.
CITED = (Reason.EMPTY_CELL, Reason.ABSENT_COLUMN)
WITH_NEAREST = (
    Reason.ABSENT_PLACE,
    Reason.ABSENT_NUMBER,
    Reason.NOTHING_NEAR,
    Reason.HALF_HELD,
)


def say_refused(found: Refused, teller: Teller) -> str:
    """The refusal, and what is held nearest to what was asked."""
    if found.reason in CITED:
        return say_blank(found, teller)
    plans = [teller.label(document) for document in found.near]
    what = short(found.what, most=TOPIC_LENGTH)
    if found.reason in (Reason.NOTHING_NEAR, Reason.NO_VALUE) and not what:
        return phrase("nothing_near_bare")
    plan = "; ".join(plans) if len(plans) in (1, 2) else "các kế hoạch hiện có"
    said = phrase(found.reason.value, what=what, plan=plan, where=where_looked(found, teller))
    if found.reason is Reason.ABSENT_SECTION and found.note:
        return f"{said} {phrase('near_sections', marks=found.note)}"
    if found.reason is Reason.ABSENT_ROW and found.note:
        return f"{said} {phrase('near_rows', count=found.note)}"
    # Plans that the sentence names already are not named again.
    named = found.within if len(found.within) <= MOST_NAMED else ()
    others = [teller.label(document) for document in found.near if document not in named]
    if others and found.reason in WITH_NEAREST:
        return f"{said} {phrase('near', plans='; '.join(others[:2]))}"
    return said


def where_looked(found: Refused, teller: Teller) -> str:
    """All that is held, or the one or two documents that the question names."""
    if not found.within:
        return phrase("everywhere")
    if len(found.within) > MOST_NAMED:
        return phrase("in_those_asked")
    return "; ".join(teller.label(document) for document in found.within)


def say_blank(found: Refused, teller: Teller) -> str:
    """The plan holds the task and leaves the cell empty: there the row is cited."""
    task = found.rows[0]
    names = [name_of(field).noun for field in found.fields]
    field = found.what or " và ".join(names)
    plan = teller.plan(task.document_id)
    said = phrase(found.reason.value, plan=plan, field=field).rstrip(".")
    where = place_in_plan(task)
    cited = teller.cite.row(task)
    return f"{said} ({where}). {cited}" if where else f"{said}. {cited}"
