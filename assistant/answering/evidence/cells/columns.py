"""Columns that only some plans have: of persons, of money, of places."""

from __future__ import annotations

from assistant.answering.evidence.cells.parts import has_cell, tasks_of
from assistant.answering.findings import FieldsFound, Finding, Reason, Refused, Row
from assistant.answering.understand.meanings import (
    Asks,
)
from assistant.answering.words.notions import begins_with, says
from assistant.domain.task import Field
from assistant.vietnamese.text import fold, syllables

PERSONS = ("lanh dao", "can bo", "nguoi", "chuyen vien", "dong chi", "ho ten", "ho va ten")


def person_column(chosen: tuple[Row, ...]) -> str:
    """The header of a column of people, where the lead is none: "Lãnh đạo phụ trách"."""
    if any(begins_with(row.task.words(Field.LEAD), "title") for row in chosen):
        return ""
    headers = (header for row in chosen for header, _ in row.task.other)
    return next((h for h in headers if fold(h).startswith(PERSONS)), "")


def money_column(chosen: tuple[Row, ...]) -> str:
    """The header of a column of sums of money, where the rows have one."""
    headers = (header for row in chosen for header, _ in row.task.other)
    return next((h for h in headers if tells_money(h)), "")


def place_column(chosen: tuple[Row, ...]) -> str:
    """The header of a column that says where tasks are done, where the rows have one."""
    headers = (header for row in chosen for header, _ in row.task.other)
    return next((h for h in headers if says(syllables(h), "place")), "")


def tells_money(header: str) -> bool:
    """Whether a column holds sums of money: "Kinh phí", "Dự kiến (triệu đồng)"."""
    words = syllables(header)
    return says(words, "money") or says(words, "currency")


def with_columns(
    chosen: tuple[Row, ...], headers: tuple[str, ...], *, beside: tuple[Asks, ...] = ()
) -> Finding:
    """The cells of columns of other kinds with what else is asked, or that they are blank."""
    asks = tuple(Asks(Field.OTHER, header=header) for header in headers)
    filled = tuple(row for row in chosen if any(has_cell(row.task, ask) for ask in asks))
    if filled:
        return FieldsFound(filled, (*asks, *beside))
    return Refused(Reason.EMPTY_CELL, headers[0], rows=tasks_of(chosen), fields=(Field.OTHER,))
