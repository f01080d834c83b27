"""Cells corrected by hand, beside what was read."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from assistant.domain.errors import BadValue
from assistant.domain.scope import Scope
from assistant.domain.task import Cell, Field, Origin, Task
from assistant.store import documents, task_writing, tasks
from assistant.store.documents import owner_of
from assistant.store.store import raise_generation
from assistant.vietnamese.text import normalise

CORRECTABLE = (Field.TITLE, Field.LEAD, Field.SUPPORT, Field.DUE, Field.DELIVERABLE)


def correct(
    connection: Connection,
    task_id: str,
    changes: Mapping[str, object],
    *,
    by: str,
    now: datetime,
) -> None:
    """Write corrected cells and let them count; an earlier correction of a field is replaced."""
    (task,) = tasks.load(connection, [task_id])
    document = documents.document(connection, task.document_id, scope=Scope.all())
    for name, value in changes.items():
        field = correctable(name)
        words, meaning = _words_and_meaning(field, value, year=document.year)
        place = next((cell.place for cell in task.cells if cell.field is field), task.place)
        task_writing.drop_cells(connection, task_id, origin=Origin.CORRECTED, field=field)
        task_writing.add_cell(
            connection,
            task_id,
            Cell(field, words, place, origin=Origin.CORRECTED, by=by, at=now.isoformat()),
            value=meaning,
        )
    _settle(connection, task, title=document.title)


def undo(connection: Connection, task_id: str, fields: Sequence[str]) -> None:
    """Take corrections away, so that what was read or amended counts again."""
    (task,) = tasks.load(connection, [task_id])
    document = documents.document(connection, task.document_id, scope=Scope.all())
    for field in map(correctable, fields or CORRECTABLE):
        task_writing.drop_cells(connection, task_id, origin=Origin.CORRECTED, field=field)
    _settle(connection, task, title=document.title)


def correctable(name: str) -> Field:
    """The field of this name, where it may be corrected."""
    if name not in CORRECTABLE:
        raise BadValue(
            f"cannot correct {name}",
            what="cột cần sửa",
            value=name,
            reason=f"chỉ sửa được {', '.join(CORRECTABLE)}",
        )
    return Field(name)


def _words_and_meaning(
    field: Field, value: object, *, year: int | None
) -> tuple[str, Sequence[str]]:
    if isinstance(value, list | tuple):
        names = [normalise(str(unit)) for unit in value]
        return ", ".join(names), names
    words = normalise(str(value or ""))
    if field is Field.TITLE and not words:
        raise BadValue("empty title", what="tên nhiệm vụ", value="", reason="không được để trống")
    return words, task_writing.meaning_of(field, words, year=year)


def _settle(connection: Connection, task: Task, *, title: str) -> None:
    task_writing.settle(connection, task.id, owner=owner_of(connection, task.document_id))
    task_writing.index_tasks(connection, [task.id], title=title)
    raise_generation(connection)
