"""Values of a sort, wherever they stand in a row: a sum, a share, a figure of a noun."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answering.evidence.cells.asked import asks_person, noun_counted, other_asks
from assistant.answering.evidence.cells.columns import money_column, person_column, with_columns
from assistant.answering.evidence.cells.parts import said_in, tasks_of
from assistant.answering.evidence.kinds import holds, tells_so, written_nouns
from assistant.answering.findings import FieldsFound, Finding, Reason, Refused, Row
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import (
    Asks,
    AsksValue,
    Kind,
)
from assistant.answering.words.telling import folded_words
from assistant.domain.task import Field, Task
from assistant.vietnamese.quantities import LENGTHS
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import fold

NUMBER_OF = "so"
TIMES = frozenset(map(fold, LENGTHS))  # "sớm mấy tiếng"
NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
SHARE = "%"  # "Tỷ lệ giải ngân (%)"
NAMED_BY = 2  # so many words of a column's name in the question mean that column
VALUE_FIELDS = (Field.DELIVERABLE, Field.TITLE, Field.OTHER)


def of_values(asked: Asked, chosen: tuple[Row, ...]) -> Finding | None:
    """The cells that hold what is asked for: "vốn bao nhiêu, tiêu được mấy %" are two columns."""
    understood, was = asked.understood, tasks_of(chosen)
    first = understood.values[0]
    if first.kind is Kind.NUMBER:
        held = tuple(r for r in chosen if holds(r.task.title, first.kind, noun=first.noun))
        return FieldsFound(held, (Asks(Field.TITLE),), asked.topic_words) if held else None
    chosen = tuple(row for row in chosen if tells_all_so(row.task, understood.values))
    if not chosen:
        return Refused(Reason.NO_VALUE, asked.topic_words, rows=was)
    columns = dict.fromkeys(
        column for value in understood.values if (column := column_of(asked, value, chosen))
    )
    beside = dict.fromkeys(
        field
        for value in understood.values[1:]
        if not column_of(asked, value, chosen) and (field := cell_of(asked, value, chosen)[0])
    )
    if column_of(asked, first, chosen):
        person = person_column(chosen) if asks_person(understood) else ""
        headers = (person, *columns) if person else tuple(columns)
        others = (*map(Asks, beside), *other_asks(understood.asks))
        return with_columns(chosen, headers, beside=others)
    field, held = cell_of(asked, first, chosen)
    if field is None:
        return Refused(Reason.NO_VALUE, asked.topic_words, rows=tasks_of(chosen))
    more = tuple(Asks(other) for other in beside if other is not field)
    return FieldsFound(held, (*with_others(field, understood.asks), *more), asked.topic_words)


def cell_of(
    asked: Asked, value: AsksValue, chosen: tuple[Row, ...]
) -> tuple[Field | None, tuple[Row, ...]]:
    """Where rows hold a value, and which of them do; nowhere where none does."""
    for field in fields_of(value):
        held = tuple(
            row
            for row in chosen
            if holds(figures_of(asked, row.task, field, value), value.kind, noun=value.noun)
        )
        if held:
            return field, held
    return None, ()


def column_of(asked: Asked, value: AsksValue, chosen: tuple[Row, ...]) -> str:
    """The header of the column that tells a figure: of sums, of shares, "Số lớp" of "mấy lớp",
    "Tỷ lệ giải ngân (%)" of "giải ngân khá hơn".
    """
    if value.kind is Kind.MONEY:
        return money_column(chosen)
    headers = dict.fromkeys(
        header
        for row in chosen
        for header, words in row.task.other
        if NUMBERS.fullmatch(words.strip().rstrip(SHARE))
    )
    shares = [header for header in headers if SHARE in header]
    if value.kind is Kind.PERCENT and len(shares) == 1:
        return shares[0]
    if value.kind not in (Kind.PERCENT, Kind.COUNT, Kind.AMOUNT):
        return ""
    noun = value.noun or noun_counted(asked)
    nouns = [noun, *written_nouns().get(noun, ())] if noun else []
    named = [
        header for header in headers if any(fold_padded(n) in fold_padded(header) for n in nouns)
    ]
    if named:
        return named[0]
    topic = {token.folded for token in asked.understood.topic}
    told = [header for header in shares if len(folded_words(header) & topic) >= NAMED_BY]
    return told[0] if len(told) == 1 else ""


def has_figures(asked: Asked, row: Row, value: AsksValue) -> bool:
    """Whether a column of a row tells such a figure, other than a sum of money."""
    return value.kind is not Kind.MONEY and bool(column_of(asked, value, (row,)))


def figures_of(asked: Asked, task: Task, field: Field, value: AsksValue) -> str:
    """The cell in which a figure may stand: a bare number in a column that the question names, or
    in any column one beside its noun, as "1.430 km" among the remarks.
    """
    if field is not Field.OTHER or value.kind not in (Kind.COUNT, Kind.AMOUNT):
        return task.words(field)
    said = {token.folded for token in asked.understood.tokens.items}
    return "; ".join(
        words
        for header, words in task.other
        if tells_noun(header, words, noun=value.noun)
        # "Kinh phí (triệu đồng)" is called without what stands in brackets, "Số cơ sở" by what
        # is counted.
        or said >= folded_words(header.partition("(")[0]) - {NUMBER_OF}
    )


def tells_noun(header: str, words: str, *, noun: str) -> bool:
    """Whether a cell says the noun, or how it is written: "300 m3" of "mấy khối"; a column called
    by it holds figures of its own.
    """
    nouns = [fold_padded(word) for word in (noun, *written_nouns().get(noun, ()))] if noun else []
    said, over = fold_padded(words), fold_padded(header)
    return any(named in said and named not in over for named in nouns)


def holds_value(task: Task, value: AsksValue) -> bool:
    """Whether a row holds a thing of the sort, told as it is asked for."""
    is_held = any(holds(task.words(f), value.kind, noun=value.noun) for f in fields_of(value))
    return is_held and tells_all_so(task, (value,))


def tells_all_so(task: Task, values: Iterable[AsksValue]) -> bool:
    """ "mỗi lớp tối đa mấy người": whether a row tells anything of one, and up to how much."""
    manner = frozenset(how for value in values for how in value.manner)
    return not manner or tells_so(f"{said_in(task)} {task.due.words}", manner)


def fields_of(value: AsksValue) -> tuple[Field, ...]:
    """Where in a row a value of the sort may stand; a length of time also where it is due."""
    is_time = value.kind is Kind.SPAN or fold(value.noun) in TIMES
    return (*VALUE_FIELDS, Field.DUE) if is_time else VALUE_FIELDS


def with_others(field: Field, asks: tuple[Asks, ...]) -> tuple[Asks, ...]:
    """The cell that holds the value with what else is asked; a title, being long, comes last."""
    others = other_asks(asks)
    return (*others, Asks(field)) if field is Field.TITLE else (Asks(field), *others)
