"""The rows with a cell that says what is asked; where all are blank, that is said."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.evidence.cells.asked import (
    asks_hours,
    asks_place,
    is_lead_asked,
    kind_of_due,
    other_asks,
    years_in_topic,
)
from assistant.answering.evidence.cells.columns import person_column, place_column, with_columns
from assistant.answering.evidence.cells.parts import before, has_cell, said_in, tasks_of
from assistant.answering.evidence.cells.values import of_values
from assistant.answering.evidence.kinds import holds, named_after
from assistant.answering.evidence.start_days import of_beginning
from assistant.answering.findings import FieldsFound, Finding, Reason, Refused, Row
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import (
    Asks,
    Detail,
    Kind,
)
from assistant.answering.understand.understood import Understood
from assistant.answering.words.notions import begins_with
from assistant.domain.task import Field, Task
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import syllables

HOURS = "giờ"
NO_NOUNS = ("place", "person")
# Who is outside the administration leads no task: "công ty nào", "nhà thầu nào".
OUTSIDE = ("ty", "thầu")


def with_cells(asked: Asked, chosen: tuple[Row, ...], asks: tuple[Asks, ...]) -> Finding:
    """The rows with a cell that says what is asked; where all are blank, that is said."""
    asks = of_beginning(asked.understood, asks, tasks_of(chosen))
    asks = without_words_of_titles(chosen, asks)
    asks = tuple(in_column(chosen, where_span_stands(chosen, ask)) for ask in asks)
    wanted = dict.fromkeys(ask.field for ask in asks)
    if asks_hours(asks) and not any(holds(row.task.due.words, Kind.SPAN) for row in chosen):
        return Refused(Reason.NO_VALUE, asked.topic_words, rows=tasks_of(chosen))
    if asked.understood.amended:
        chosen = tuple(replace(row, task=before(row.task), now=row.task) for row in chosen)
    typed = typed_rows(asked, chosen)
    if typed is not None:
        return typed
    filled = tuple(row for row in chosen if any(has_cell(row.task, ask) for ask in asks))
    if not filled:
        missing = [ask for ask in asks if ask.field is Field.STATUS or ask.header]
        if missing:
            return Refused(
                Reason.ABSENT_COLUMN, missing[0].header, rows=tasks_of(chosen), fields=tuple(wanted)
            )
        return Refused(Reason.EMPTY_CELL, rows=tasks_of(chosen), fields=tuple(wanted))
    return FieldsFound(filled if len(asks) == 1 else chosen, asks, asked.topic_words)


def where_span_stands(chosen: tuple[Row, ...], ask: Asks) -> Asks:
    """ "dự báo trước được bao lâu": a length of time that the product or the title tells, and no
    day tells.
    """
    if ask.field is not Field.DUE or ask.detail is not Detail.VALUE:
        return ask
    is_span = kind_of_due(ask) is Kind.SPAN
    if not is_span or any(holds(row.task.due.words, Kind.SPAN) for row in chosen):
        return ask
    told = (
        field
        for field in (Field.DELIVERABLE, Field.TITLE)
        if all(holds(row.task.words(field), Kind.SPAN) for row in chosen)
    )
    return next(map(Asks, told), ask)


def in_column(chosen: tuple[Row, ...], ask: Asks) -> Asks:
    """ "mấy giờ" of a calendar with a column "Giờ", where the day alone stands in the other."""
    if ask.field is not Field.DUE or kind_of_due(ask) is not Kind.HOUR:
        return ask
    if any(holds(row.task.due.words, Kind.HOUR) for row in chosen):
        return ask
    headers = (header for row in chosen for header, _ in row.task.other)
    column = next((h for h in headers if HOURS in syllables(h)), "")
    return Asks(Field.OTHER, header=column) if column else ask


def without_words_of_titles(chosen: tuple[Row, ...], asks: tuple[Asks, ...]) -> tuple[Asks, ...]:
    """ "tham mưu lộ trình, kinh phí thì phối hợp phòng nào": a noun of the task asks nothing."""
    asking = tuple(
        ask
        for ask in asks
        if " " not in ask.words
        or any(
            has_cell(row.task, ask) or fold_padded(ask.words) not in fold_padded(row.task.title)
            for row in chosen
        )
    )
    return asking or asks


def typed_rows(asked: Asked, chosen: tuple[Row, ...]) -> Finding | None:
    """A value of a sort that the row has to hold, wherever it stands in it."""
    understood = asked.understood
    if understood.values and all(is_of_other_time(asked, row.task) for row in chosen):
        return Refused(Reason.NO_VALUE, asked.topic_words, rows=tasks_of(chosen))
    if asks_place(understood) and (column := place_column(chosen)):
        # "mấy giờ, chỗ nào": what asks for the place was taken to ask who
        others = tuple(ask for ask in understood.asks if ask.field is not Field.LEAD)
        beside = tuple(in_column(chosen, ask) for ask in other_asks(others))
        return with_columns(chosen, (column,), beside=beside)
    if understood.values:
        return of_values(asked, chosen)
    noun = understood.who.noun if understood.who else ""
    if noun == "person":
        return of_person(understood, chosen)
    if not noun or noun in NO_NOUNS or len(understood.asks) != 1:
        return None
    first = understood.asks[0]
    if any(named_after(row.task.words(first.field), noun) for row in chosen):
        return None
    return by_noun(asked, chosen, noun)


def is_of_other_time(asked: Asked, task: Task) -> bool:
    """ "năm 2025 đã phát bao nhiêu bồn" of a plan for 2026: no figure of that year stands there."""
    years = asked.understood.years_named | years_in_topic(asked.understood)
    document = asked.document(task.document_id)
    if not years or document is None or any(document.covers(int(year)) for year in years):
        return False
    said = f"{said_in(task)} {task.due.words}"
    return not any(year in said for year in years)


def of_person(understood: Understood, chosen: tuple[Row, ...]) -> Finding | None:
    """ "chuyên viên nào": a column of people; a unit is no answer."""
    if column := person_column(chosen):
        return with_columns(chosen, (column,))
    asked = next(
        (field for field in understood.fields if field in (Field.LEAD, Field.SUPPORT)), Field.LEAD
    )
    if any(begins_with(row.task.words(asked), "title") for row in chosen):
        return None
    return Refused(
        Reason.ABSENT_COLUMN, "người được giao đích danh", rows=tasks_of(chosen), fields=(asked,)
    )


def by_noun(asked: Asked, chosen: tuple[Row, ...], noun: str) -> Finding | None:
    """ "sở nào": the cell asked for if it names one, else where in the row one is named."""
    for field in (*(ask.field for ask in asked.understood.asks), Field.DELIVERABLE, Field.TITLE):
        held = tuple(row for row in chosen if named_after(row.task.words(field), noun))
        if held:
            return FieldsFound(held, (Asks(field),), asked.topic_words)
    if noun in OUTSIDE or not is_lead_asked(asked):
        return Refused(Reason.NO_VALUE, asked.topic_words, rows=tasks_of(chosen))
    return None
