"""The filters of the task table, as the web, the command line and the bot give them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from assistant.domain.document import Document
from assistant.domain.due import Window
from assistant.domain.errors import BadValue
from assistant.domain.query import Aspect, Predicate, TaskQuery, Test
from assistant.domain.scope import Scope
from assistant.domain.unit import Unit
from assistant.vietnamese.units import unit_key


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What rows of the task table are wanted; what is None does not filter."""

    lead: str | None = None
    support: str | None = None
    document: str | None = None
    due_from: date | None = None
    due_to: date | None = None
    status: str | None = None
    source: str | None = None
    in_force: bool | None = None
    search: str | None = None
    limit: int | None = None
    offset: int = 0


def to_query(
    wanted: TaskFilter,
    *,
    documents: Iterable[Document],
    units: Sequence[Unit],
    as_of: date,
    scope: Scope,
) -> TaskQuery:
    """The query object that a filter means among these documents and units."""
    where = [
        *_unit(Aspect.LEAD, wanted.lead, units),
        *_unit(Aspect.SUPPORT, wanted.support, units),
        *_document(wanted.document, documents),
    ]
    if wanted.due_from or wanted.due_to:
        where.append(Predicate(Aspect.DUE, Test.WITHIN, window=_window(wanted)))
    if wanted.status:
        where.append(Predicate(Aspect.STATUS, Test.HAS, (wanted.status,)))
    if wanted.source:
        where.append(Predicate(Aspect.SOURCE, Test.IS, (wanted.source,)))
    if wanted.in_force is not None:
        where.append(Predicate(Aspect.IN_FORCE, Test.IS, (str(wanted.in_force).lower(),)))
    return TaskQuery(
        as_of=as_of,
        where=tuple(where),
        topic=wanted.search or "",
        limit=wanted.limit,
        offset=wanted.offset,
        scope=scope,
    )


def _window(wanted: TaskFilter) -> Window:
    try:
        return Window(wanted.due_from, wanted.due_to)
    except ValueError as error:
        raise BadValue(
            str(error),
            what="khoảng thời hạn",
            value=f"{wanted.due_from} – {wanted.due_to}",
            reason="ngày đầu sau ngày cuối",
        ) from error


def _unit(aspect: Aspect, name: str | None, units: Iterable[Unit]) -> list[Predicate]:
    """By any spelling of the unit; a name that no unit bears is looked for in the words."""
    if not name:
        return []
    key = unit_key(name)
    ids = tuple(unit.id for unit in units if key in map(unit_key, unit.spellings))
    if ids:
        return [Predicate(aspect, Test.IS, ids)]
    return [Predicate(aspect, Test.HAS, (name,))]


def _document(name: str | None, documents: Iterable[Document]) -> list[Predicate]:
    if not name:
        return []
    ids = tuple(
        document.id
        for document in documents
        if name in (document.id, document.number)
        or any(name in (file.name, PurePath(file.name).stem) for file in document.files)
    )
    return [Predicate(Aspect.DOCUMENT, Test.IS, ids or (name,))]
