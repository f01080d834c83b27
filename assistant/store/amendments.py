"""What later documents change in earlier ones.

Worked out anew, in the order of the documents' dates, whenever a document comes or goes: so the
order in which they are ingested does not matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from assistant.domain.amendment import Amendment, AmendmentAction, Manner
from assistant.domain.place import Place
from assistant.domain.task import Cell, Field, Origin, Source, Task
from assistant.domain.unit import Assignee
from assistant.store import task_writing
from assistant.store.matching import likeness
from assistant.store.places import place_columns, place_from
from assistant.store.references import read_references
from assistant.store.tables import (
    AmendmentRow,
    DocumentRow,
    FileRow,
    TaskFieldRow,
    TaskRow,
)
from assistant.store.tasks import due_from, due_value, of_document
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import letters
from assistant.vietnamese.units import split_units, unit_key

SAME_TITLE = 0.6  # an amendment may shorten the title of the row that it means
# A row given anew under the mark of one that says something else is another row.
ALIKE = 0.45


@dataclass(frozen=True, slots=True)
class Held:
    """A document, as far as amending needs it."""

    id: str
    organization_id: int
    title: str
    year: int | None


def write_amendments(
    connection: Connection, document_id: str, amendments: Iterable[Amendment]
) -> None:
    """Keep what a document asks to be changed, in the place of what it asked before."""
    connection.execute(delete(AmendmentRow).where(AmendmentRow.document_id == document_id))
    for ordinal, amendment in enumerate(amendments, start=1):
        connection.execute(
            insert(AmendmentRow).values(
                document_id=document_id, ordinal=ordinal, content=_content(amendment)
            )
        )


def apply_all(connection: Connection, *, now: datetime) -> None:
    """Bring every task to the state that the amendments in the store give it."""
    touched = _clear(connection)
    for task_id, held in touched.items():
        # What is changed next builds on what stands without any change.
        task_writing.settle(connection, task_id, owner=held.organization_id)
    added: set[str] = set()
    documents, references = _documents(connection), read_references(connection)
    for row in _amendments(connection):
        amending, amendment = documents[row.document_id], _amendment(row.content)
        target = documents.get(references.meant(amendment.target_number, within=amending.id))
        rows = of_document(connection, target.id) if target else ()
        meant = None if is_new(amendment) else find_task(rows, amendment)
        if target and meant:
            _change(connection, meant, amendment, target=target, amending=amending)
            touched[meant.id] = target
        elif amendment.task and (is_new(amendment) or is_lacking(rows, amendment)):
            # A row that the amended document lacks, or that comes before it, is not lost.
            task = with_place(amendment.task, amendment.place)
            added.add(_add(connection, row, task, target=target or amending, amending=amending))
    _retire_others(connection, keep=added, now=now)
    for task_id, target in touched.items():
        task_writing.settle(connection, task_id, owner=target.organization_id)
        task_writing.index_tasks(connection, [task_id], title=target.title)


def is_new(amendment: Amendment) -> bool:
    """Whether a whole row is added, and none that is there is meant."""
    return amendment.action is AmendmentAction.ADD and amendment.task is not None


def is_lacking(held: Sequence[Task], amendment: Amendment) -> bool:
    """Whether a row is given anew of which the amended document has none."""
    is_given = amendment.action is AmendmentAction.CHANGE
    return is_given and not any(
        _mark(task.stt) == _mark(amendment.stt) and is_alike(task, amendment) for task in held
    )


def is_alike(task: Task, amendment: Amendment) -> bool:
    """Whether a row may be the one that is given anew; a bare mark says no title."""
    if amendment.task is None:
        return True
    old, new = fold_padded(task.title), fold_padded(amendment.task.title)
    # A title may be cut short or go on: the words of one stand in the other.
    is_within = new.strip() in old or old.strip() in new
    return is_within or likeness(task, amendment.task) >= ALIKE


def find_task(tasks: Sequence[Task], amendment: Amendment) -> Task | None:
    """The row that an amendment means; None where it could be several or none."""
    marked = [
        task
        for task in tasks
        if amendment.stt
        and _mark(task.stt) == _mark(amendment.stt)
        and (not amendment.section or _mark(task.section) == _mark(amendment.section))
    ]
    if len(marked) == 1 and is_alike(marked[0], amendment):
        return marked[0]
    hint = amendment.title_hint or (amendment.task.title if amendment.task else "")
    if not hint:
        return None
    alike = [task for task in marked if is_alike(task, amendment)]
    named = [task for task in alike or tasks if _is_named(task, hint)]
    return named[0] if len(named) == 1 else None


def _is_named(task: Task, hint: str) -> bool:
    within = fold_padded(hint).strip() in fold_padded(task.title)
    return within or likeness(task, Task(title=hint)) >= SAME_TITLE


def with_place(task: Task, place: Place) -> Task:
    """A row that has no place of its own stands where the amendment does."""
    if task.place.boxes or task.place.paragraph:
        return task
    return replace(task, cells=(Cell(Field.TITLE, task.title, place),))


def _mark(mark: str) -> str:
    return mark.strip().rstrip(".)").lower()


def _clear(connection: Connection) -> dict[str, Held]:
    """Take every amendment back; the tasks that had one."""
    documents = _documents(connection)
    rows = connection.execute(
        select(TaskRow.id, TaskRow.document_id)
        .outerjoin(TaskFieldRow, TaskFieldRow.task_id == TaskRow.id)
        .where((TaskFieldRow.origin == Origin.AMENDED) | TaskRow.in_force.is_(False))
        .distinct()
    ).all()
    connection.execute(delete(TaskFieldRow).where(TaskFieldRow.origin == Origin.AMENDED))
    connection.execute(update(TaskRow).values(in_force=True))
    return {row.id: documents[row.document_id] for row in rows}


def _documents(connection: Connection) -> dict[str, Held]:
    year = func.coalesce(DocumentRow.period_start, DocumentRow.issued_on)
    rows = connection.execute(
        select(
            DocumentRow.id,
            DocumentRow.organization_id,
            DocumentRow.title,
            func.substr(year, 1, 4).label("year"),
        )
    )
    return {
        row.id: Held(row.id, row.organization_id, row.title, int(row.year) if row.year else None)
        for row in rows
    }


def _amendments(connection: Connection) -> Sequence[Any]:
    """All that is asked for, by the date of who asks."""
    return connection.execute(
        select(AmendmentRow, DocumentRow.issued_on)
        .join(DocumentRow, DocumentRow.id == AmendmentRow.document_id)
        .order_by(DocumentRow.issued_on, DocumentRow.id, AmendmentRow.ordinal)
        .with_only_columns(AmendmentRow.document_id, AmendmentRow.ordinal, AmendmentRow.content)
    ).all()


def _change(
    connection: Connection, task: Task, amendment: Amendment, *, target: Held, amending: Held
) -> None:
    if amendment.action is AmendmentAction.REPEAL:
        connection.execute(update(TaskRow).where(TaskRow.id == task.id).values(in_force=False))
        return
    for field, words, value in _new_cells(task, amendment, year=target.year):
        cell = Cell(field, words, amendment.place, origin=Origin.AMENDED, by=amending.id)
        file_id = _file_of(connection, amending.id)
        task_writing.add_cell(connection, task.id, cell, value=value, file_id=file_id)


def _new_cells(
    task: Task, amendment: Amendment, *, year: int | None
) -> list[tuple[Field, str, list[str]]]:
    """The cells that change: the one named, or those of a row given anew that differ."""
    if amendment.field is not None:
        words = _with_others(task.words(amendment.field), amendment)
        value = task_writing.meaning_of(amendment.field, words, year=year)
        return [(amendment.field, words, value)]
    if amendment.task is None:
        return _replaced(task, amendment, year=year)
    return [
        (field, words, task_writing.meaning_of(field, words, year=year))
        for field in Field
        if field is not Field.OTHER
        and (words := amendment.task.words(field))
        and letters(words) != letters(task.words(field))
    ]


def _with_others(held: str, amendment: Amendment) -> str:
    """The new words of a cell, or the units that it holds with those that join or leave."""
    match amendment.manner:
        case Manner.JOINS:
            return "; ".join(filter(None, (held, amendment.new_words)))
        case Manner.LEAVES:
            gone = set(map(unit_key, split_units(amendment.new_words)))
            return "; ".join(unit for unit in split_units(held) if unit_key(unit) not in gone)
        case Manner.REPLACES:
            return amendment.new_words


def _replaced(
    task: Task, amendment: Amendment, *, year: int | None
) -> list[tuple[Field, str, list[str]]]:
    """The cells in which some words take the place of others."""
    old, new = amendment.old_words, amendment.new_words
    held = {field: task.words(field) for field in Field if field is not Field.OTHER}
    changed = {field: w.replace(old, new) for field, w in held.items() if old and old in w}
    return [
        (field, words, task_writing.meaning_of(field, words, year=year))
        for field, words in changed.items()
    ]


def _add(connection: Connection, row: Any, task: Task, *, target: Held, amending: Held) -> str:
    task_id = f"{amending.id}-t{row.ordinal}"
    held = of_document(connection, target.id, with_added=False)
    task_writing.put_added(
        connection,
        task_id,
        replace(task, ordinal=_last_of_section(held, task.section)),
        document_id=target.id,
        added_by=amending.id,
        owner=target.organization_id,
        file_id=_file_of(connection, amending.id),
    )
    task_writing.index_tasks(connection, [task_id], title=target.title)
    return task_id


def _last_of_section(held: Sequence[Task], section: str) -> int:
    """Where an added row stands: after the last row of its section, or of the table."""
    within = [task.ordinal for task in held if _mark(task.section) == _mark(section)]
    return max(within or [task.ordinal for task in held], default=0)


def _retire_others(connection: Connection, *, keep: set[str], now: datetime) -> None:
    rows = connection.execute(
        select(TaskRow.id).where(TaskRow.added_by.is_not(None), TaskRow.id.not_in(keep))
    )
    task_writing.retire(connection, rows.scalars().all(), now=now)


def _file_of(connection: Connection, document_id: str) -> str | None:
    query = select(FileRow.id).where(FileRow.document_id == document_id)
    return connection.execute(query.order_by(FileRow.format != "pdf")).scalar()


def _content(amendment: Amendment) -> dict[str, Any]:
    return {
        "action": amendment.action,
        "target_number": amendment.target_number,
        "section": amendment.section,
        "stt": amendment.stt,
        "title_hint": amendment.title_hint,
        "field": amendment.field,
        "old_words": amendment.old_words,
        "new_words": amendment.new_words,
        "manner": amendment.manner,
        "quote": amendment.quote,
        "place": place_columns(amendment.place),
        "task": None if amendment.task is None else _task_content(amendment.task),
    }


def _amendment(content: dict[str, Any]) -> Amendment:
    task, field, place = content["task"], content["field"], content["place"]
    return Amendment(
        action=AmendmentAction(content["action"]),
        target_number=content["target_number"],
        section=content["section"],
        stt=content["stt"],
        title_hint=content["title_hint"],
        field=Field(field) if field else None,
        old_words=content["old_words"],
        new_words=content["new_words"],
        manner=Manner(content["manner"]),
        quote=content["quote"],
        place=place_from(place["boxes"], place["paragraph"]),
        task=None if task is None else _task_from(task),
    )


def _task_content(task: Task) -> dict[str, Any]:
    return {
        "title": task.title,
        "ordinal": task.ordinal,
        "stt": task.stt,
        "section": task.section,
        "section_title": task.section_title,
        "section_path": list(task.section_path),
        "lead": [assignee.words for assignee in task.lead],
        "support": [assignee.words for assignee in task.support],
        "due": [task.due.words, *due_value(task.due)],
        "deliverable": task.deliverable,
        "status": task.status,
        "sentence": task.sentence,
        "place": place_columns(task.place),
    }


def _task_from(content: dict[str, Any]) -> Task:
    place = place_from(content["place"]["boxes"], content["place"]["paragraph"])
    return Task(
        title=content["title"],
        source=Source.TABLE,
        ordinal=content["ordinal"],
        stt=content["stt"],
        section=content["section"],
        section_title=content["section_title"],
        section_path=tuple(content["section_path"]),
        lead=tuple(map(Assignee, content["lead"])),
        support=tuple(map(Assignee, content["support"])),
        due=due_from(content["due"][0], content["due"][1:]),
        deliverable=content["deliverable"],
        status=content["status"],
        sentence=content["sentence"],
        cells=(Cell(Field.TITLE, content["title"], place),),
    )
