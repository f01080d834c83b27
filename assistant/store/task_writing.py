"""Task rows as they are written: read anew, corrected, amended; each cell keeps its origin."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from assistant.domain.due import Due
from assistant.domain.task import Cell, Field, Origin, Task
from assistant.domain.unit import Assignee
from assistant.store import search, vectors
from assistant.store.matching import match_tasks
from assistant.store.places import place_columns
from assistant.store.tables import DueRow, TaskFieldRow, TaskRow, TaskUnitRow
from assistant.store.tasks import due_from, due_value, load, of_document
from assistant.store.units import unit_ids
from assistant.vietnamese.due import read_due
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.units import split_units

ROLES = (Field.LEAD, Field.SUPPORT)
STRENGTH = {Origin.READ: 0, Origin.AMENDED: 1, Origin.CORRECTED: 2}


def replace_tasks(
    connection: Connection,
    document_id: str,
    tasks: Sequence[Task],
    *,
    owner: int,
    file_id: str,
    now: datetime,
) -> tuple[str, ...]:
    """Put a new reading in the place of the old one; rows that are the same keep their ids."""
    old = of_document(connection, document_id, with_gone=True, with_added=False)
    matched = match_tasks(old, tasks)
    ids = tuple(matched.get(position) or uuid.uuid4().hex[:16] for position in range(len(tasks)))
    retire(connection, [task.id for task in old if task.id not in ids], now=now)
    kept = set(matched.values())
    for task_id, task in zip(ids, tasks, strict=True):
        if task_id in kept:
            _update_row(connection, task_id, document_id, task)
        else:
            connection.execute(insert(TaskRow).values(id=task_id, **_row(document_id, task)))
        for cell in read_cells(task):
            add_cell(connection, task_id, cell, value=_value(task, cell), file_id=file_id)
        settle(connection, task_id, owner=owner)
    return ids


def put_added(
    connection: Connection,
    task_id: str,
    task: Task,
    *,
    document_id: str,
    added_by: str,
    owner: int,
    file_id: str | None,
) -> None:
    """A row that another document adds to this one; it keeps its id and its corrections."""
    drop_cells(connection, task_id, origin=Origin.READ)
    values = _row(document_id, task, added_by=added_by)
    held = connection.execute(select(TaskRow.id).where(TaskRow.id == task_id)).first()
    if held:
        connection.execute(update(TaskRow).where(TaskRow.id == task_id).values(**values))
    else:
        connection.execute(insert(TaskRow).values(id=task_id, **values))
    for cell in read_cells(task):
        add_cell(connection, task_id, cell, value=_value(task, cell), file_id=file_id)
    settle(connection, task_id, owner=owner)


def read_cells(task: Task) -> tuple[Cell, ...]:
    """The cells of a task as read; a field without a cell of its own stands where the row does."""
    have = {cell.field for cell in task.cells}
    plain = (f for f in Field if f is not Field.OTHER and f not in have and task.words(f))
    return (*task.cells, *(Cell(field, task.words(field), task.place) for field in plain))


def meaning_of(field: Field, words: str, *, year: int | None) -> list[str]:
    """What words given by hand or by an amendment mean, as a cell keeps it."""
    if field in ROLES:
        return list(split_units(words))
    return due_value(read_due(words, year=year)) if field is Field.DUE else []


def _value(task: Task, cell: Cell) -> list[str]:
    match cell.field:
        case Field.LEAD:
            return [assignee.words for assignee in task.lead]
        case Field.SUPPORT:
            return [assignee.words for assignee in task.support]
        case Field.DUE:
            return due_value(task.due)
        case _:
            return []


def add_cell(
    connection: Connection,
    task_id: str,
    cell: Cell,
    *,
    value: Sequence[str],
    file_id: str | None = None,
) -> None:
    """Write one cell beside the others of its field; `settle` decides which counts."""
    connection.execute(
        insert(TaskFieldRow).values(
            task_id=task_id,
            field=cell.field,
            header=cell.header,
            words=cell.words,
            folded=fold_padded(cell.words),
            value=list(value),
            file_id=file_id,
            confidence=cell.confidence,
            origin=cell.origin,
            by=cell.by,
            at=cell.at,
            in_use=False,
            **place_columns(cell.place),
        )
    )


def drop_cells(
    connection: Connection, task_id: str, *, origin: Origin, field: Field | None = None
) -> int:
    """Take a task's cells of one origin away; how many there were."""
    which = delete(TaskFieldRow).where(
        TaskFieldRow.task_id == task_id, TaskFieldRow.origin == origin
    )
    if field is not None:
        which = which.where(TaskFieldRow.field == field)
    return connection.execute(which).rowcount


def settle(connection: Connection, task_id: str, *, owner: int) -> None:
    """Decide which cell of each field counts, and take units and due from those."""
    rows = connection.execute(
        select(TaskFieldRow).where(TaskFieldRow.task_id == task_id).order_by(TaskFieldRow.id)
    ).all()
    in_use = _strongest(rows)
    of_task = update(TaskFieldRow).where(TaskFieldRow.task_id == task_id)
    connection.execute(of_task.values(in_use=False))
    connection.execute(
        of_task.where(TaskFieldRow.id.in_([row.id for row in in_use])).values(in_use=True)
    )
    connection.execute(delete(TaskUnitRow).where(TaskUnitRow.task_id == task_id))
    connection.execute(delete(DueRow).where(DueRow.task_id == task_id))
    for cell in in_use:
        if cell.field in ROLES:
            _write_units(connection, task_id, cell, owner=owner)
        elif cell.field == Field.DUE:
            _write_due(connection, task_id, due_from(cell.words, cell.value))


def index_tasks(connection: Connection, ids: Sequence[str], *, title: str) -> None:
    """Make the lexical index say what the rows say; their vectors are to be made anew."""
    search.drop_entries(connection, ids)
    vectors.drop(connection, ids)
    search.add_entries(
        connection,
        [
            search.Entry(
                search.TASK,
                task.id,
                task.document_id,
                strong=f"{task.title} . {task.deliverable}",
                weak=f"{task.section_title} . {title}",
            )
            for task in load(connection, ids)
        ],
    )


def _strongest(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Of each field the latest cell of the strongest origin: corrected, then amended, then read."""
    best: dict[tuple[str, str], Row[Any]] = {}
    for row in rows:
        key = (row.field, row.header if row.field == Field.OTHER else "")
        held = best.get(key)
        if held is None or STRENGTH[Origin(row.origin)] >= STRENGTH[Origin(held.origin)]:
            best[key] = row
    return list(best.values())


def _write_units(connection: Connection, task_id: str, cell: Row[Any], *, owner: int) -> None:
    assignees = tuple(Assignee(words=words) for words in cell.value)
    known = unit_ids(connection, owner, assignees)
    for ordinal, assignee in enumerate(assignees):
        connection.execute(
            insert(TaskUnitRow).values(
                task_id=task_id,
                role=cell.field,
                ordinal=ordinal,
                unit_id=known[assignee.words],
                words=assignee.words,
            )
        )


def _write_due(connection: Connection, task_id: str, due: Due) -> None:
    connection.execute(
        insert(DueRow).values(
            task_id=task_id,
            kind=due.kind,
            start=due.start,
            end=due.end,
            rrule=due.recurrence,
            words=due.words,
        )
    )


def _row(document_id: str, task: Task, *, added_by: str | None = None) -> dict[str, object]:
    return {
        "added_by": added_by,
        "document_id": document_id,
        "ordinal": task.ordinal,
        "source": task.source,
        "stt": task.stt,
        "parent_stt": task.parent_stt,
        "section": task.section,
        "section_title": task.section_title,
        "section_path": list(task.section_path),
        "sentence": task.sentence,
        "in_force": task.in_force,
        "gone_at": None,
    }


def _update_row(connection: Connection, task_id: str, document_id: str, task: Task) -> None:
    connection.execute(
        update(TaskRow).where(TaskRow.id == task_id).values(**_row(document_id, task))
    )
    drop_cells(connection, task_id, origin=Origin.READ)


def retire(connection: Connection, ids: Sequence[str], *, now: datetime) -> None:
    """Mark rows as gone; feedback and statuses that hang on them stay."""
    connection.execute(
        update(TaskRow).where(TaskRow.id.in_(ids), TaskRow.gone_at.is_(None)).values(gone_at=now)
    )
    search.drop_entries(connection, ids)
