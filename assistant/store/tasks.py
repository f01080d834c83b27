"""Task rows as they are read: put together from the cells that count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from assistant.domain.due import NO_DUE, Due, DueKind
from assistant.domain.scope import Scope
from assistant.domain.task import Cell, Change, Field, Origin, Source, Task
from assistant.domain.unit import Assignee
from assistant.store.places import place_from
from assistant.store.tables import DueRow, FileRow, TaskFieldRow, TaskRow, TaskUnitRow, UnitRow

# SQLite takes a bounded number of parameters a statement.
CHUNK = 500


def load(connection: Connection, ids: Sequence[str]) -> tuple[Task, ...]:
    """The tasks of these ids, in their order; ids that are not held are left out."""
    by_id: dict[str, Task] = {}
    for start in range(0, len(ids), CHUNK):
        by_id |= _load_chunk(connection, list(ids[start : start + CHUNK]))
    return tuple(by_id[task_id] for task_id in ids if task_id in by_id)


def in_sight(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """The conditions on rows of tasks that are still printed and that the asker may see."""
    is_printed = TaskRow.gone_at.is_(None)
    if scope.documents is None:
        return (is_printed,)
    return (is_printed, TaskRow.document_id.in_(scope.documents))


def of_document(
    connection: Connection,
    document_id: str,
    *,
    with_gone: bool = False,
    with_added: bool = True,
) -> tuple[Task, ...]:
    """A document's tasks as printed, and those that other documents add to it."""
    query = (
        select(TaskRow.id)
        .where(TaskRow.document_id == document_id)
        .order_by(TaskRow.ordinal, TaskRow.added_by.is_not(None), TaskRow.id)
    )
    if not with_gone:
        query = query.where(TaskRow.gone_at.is_(None))
    if not with_added:
        query = query.where(TaskRow.added_by.is_(None))
    return load(connection, connection.execute(query).scalars().all())


def _load_chunk(connection: Connection, ids: list[str]) -> dict[str, Task]:
    cells = _cells(connection, ids)
    units = _units(connection, ids)
    dues = _dues(connection, ids)
    files = _files(connection)
    rows = connection.execute(select(TaskRow).where(TaskRow.id.in_(ids)))
    return {
        row.id: _task(
            row,
            cells=cells[row.id],
            units=units[row.id],
            due=dues.get(row.id, NO_DUE),
            files=files,
        )
        for row in rows
    }


def _cells(connection: Connection, ids: list[str]) -> Mapping[str, list[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(
        select(TaskFieldRow).where(TaskFieldRow.task_id.in_(ids)).order_by(TaskFieldRow.id)
    ):
        found[row.task_id].append(row)
    return found


def _units(connection: Connection, ids: list[str]) -> Mapping[str, list[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    rows: Iterable[Row[Any]] = connection.execute(
        select(
            TaskUnitRow.task_id,
            TaskUnitRow.role,
            TaskUnitRow.words,
            TaskUnitRow.unit_id,
            UnitRow.name,
            UnitRow.is_group,
        )
        .join(UnitRow, UnitRow.id == TaskUnitRow.unit_id)
        .where(TaskUnitRow.task_id.in_(ids))
        .order_by(TaskUnitRow.ordinal)
    )
    for row in rows:
        found[row.task_id].append(row)
    return found


def _dues(connection: Connection, ids: list[str]) -> Mapping[str, Due]:
    return {
        row.task_id: Due(row.words, DueKind(row.kind), row.start, row.end, row.rrule)
        for row in connection.execute(select(DueRow).where(DueRow.task_id.in_(ids)))
    }


def _files(connection: Connection) -> Mapping[str, str]:
    return {row.id: row.name for row in connection.execute(select(FileRow.id, FileRow.name))}


def _task(
    row: Row[Any],
    *,
    cells: Iterable[Row[Any]],
    units: Iterable[Row[Any]],
    due: Due,
    files: Mapping[str, str],
) -> Task:
    in_use = [cell for cell in cells if cell.in_use]
    words = {cell.field: cell.words for cell in in_use if cell.field != Field.OTHER}
    file_id = next((cell.file_id for cell in cells if cell.file_id), None)
    return Task(
        id=row.id,
        document_id=row.document_id,
        added_by=row.added_by or "",
        file=files.get(file_id or "", ""),
        ordinal=row.ordinal,
        source=Source(row.source),
        stt=row.stt,
        parent_stt=row.parent_stt,
        section=row.section,
        section_title=row.section_title,
        section_path=tuple(row.section_path),
        sentence=row.sentence,
        in_force=row.in_force,
        title=words.get(Field.TITLE, ""),
        lead=_assignees(units, Field.LEAD),
        support=_assignees(units, Field.SUPPORT),
        due=due,
        deliverable=words.get(Field.DELIVERABLE, ""),
        status=words.get(Field.STATUS, ""),
        other=tuple((c.header, c.words) for c in in_use if c.field == Field.OTHER),
        cells=tuple(_cell(cell) for cell in in_use),
        changes=_changes(cells),
    )


def _assignees(units: Iterable[Row[Any]], role: Field) -> tuple[Assignee, ...]:
    return tuple(
        Assignee(unit.words, unit.name, unit.is_group, unit.unit_id)
        for unit in units
        if unit.role == role
    )


def _cell(row: Row[Any]) -> Cell:
    return Cell(
        field=Field(row.field),
        words=row.words,
        place=place_from(row.boxes, row.paragraph),
        header=row.header,
        confidence=row.confidence,
        origin=Origin(row.origin),
        by=row.by,
        at=row.at,
    )


def _changes(cells: Iterable[Row[Any]]) -> tuple[Change, ...]:
    """What later documents made of the cells, in the order in which they did."""
    held = {cell.field: cell.words for cell in cells if cell.origin == Origin.READ}
    changes = []
    for cell in cells:
        if cell.origin == Origin.AMENDED:
            old = held.get(cell.field, "")
            changes.append(Change(cell.by, Field(cell.field), old, cell.words))
            held[cell.field] = cell.words
    return tuple(changes)


def due_value(due: Due) -> list[str]:
    """A due as a cell keeps it beside its words."""
    start, end = (day.isoformat() if day else "" for day in (due.start, due.end))
    return [due.kind, start, end, due.recurrence or ""]


def due_from(words: str, value: Sequence[str]) -> Due:
    """The due that a cell keeps."""
    kind, start, end, recurrence = value
    return Due(words, DueKind(kind), _day(start), _day(end), recurrence or None)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
