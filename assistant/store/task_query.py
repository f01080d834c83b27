"""The one function that runs a TaskQuery."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    and_,
    cast,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
)

from assistant.domain.due import Window
from assistant.domain.query import (
    Aspect,
    Predicate,
    TaskHit,
    TaskQuery,
    TaskResult,
    Test,
)
from assistant.domain.task import Field, Task
from assistant.store.tables import DocumentRow, DueRow, TaskFieldRow, TaskRow, TaskUnitRow
from assistant.store.tasks import in_sight
from assistant.store.tasks import load as load_from_store
from assistant.vietnamese.status import DONE, NOT_DONE
from assistant.vietnamese.terms import fold_padded

FIELD_OF = {
    Aspect.TITLE: Field.TITLE,
    Aspect.LEAD: Field.LEAD,
    Aspect.SUPPORT: Field.SUPPORT,
    Aspect.DUE: Field.DUE,
    Aspect.DELIVERABLE: Field.DELIVERABLE,
    Aspect.STATUS: Field.STATUS,
    Aspect.OTHER: Field.OTHER,
}
ROLES_OF = {
    Aspect.LEAD: (Field.LEAD,),
    Aspect.SUPPORT: (Field.SUPPORT,),
    Aspect.UNIT: (Field.LEAD, Field.SUPPORT),
}


Rank = Callable[[Sequence[str]], Mapping[str, float]]
Load = Callable[[Connection, Sequence[str]], tuple[Task, ...]]


def run(
    connection: Connection,
    query: TaskQuery,
    *,
    rank: Rank | None = None,
    load: Load = load_from_store,
) -> TaskResult:
    """The rows that a query leaves, counted, ordered and cut to a page.

    `rank` scores them by topic: where it is given, a row without a score is not about the topic.
    """
    ids = _matching(connection, query)
    scores = None if rank is None else rank(ids)
    if scores is not None:
        ids = sorted((i for i in ids if i in scores), key=lambda task_id: -scores[task_id])
    last = None if query.limit is None else query.offset + query.limit
    tasks = load(connection, ids[query.offset : last])
    hits = tuple(TaskHit(task, (scores or {}).get(task.id, 0.0)) for task in tasks)
    return TaskResult(hits=hits, total=len(ids))


def _matching(connection: Connection, query: TaskQuery) -> list[str]:
    """Ids of the rows for which every predicate holds, plan by plan as printed."""
    statement = (
        select(TaskRow.id)
        .join(DocumentRow, DocumentRow.id == TaskRow.document_id)
        .outerjoin(DueRow, DueRow.task_id == TaskRow.id)
        .where(*in_sight(query.scope))
    )
    if not any(p.aspect is Aspect.IN_FORCE for p in query.where):
        statement = statement.where(TaskRow.in_force)
    for predicate in query.where:
        holds = _condition(predicate, as_of=query.as_of)
        # A comparison with nothing is unknown in SQL; for us it does not hold.
        holds = func.coalesce(holds, false())
        statement = statement.where(not_(holds) if predicate.negated else holds)
    statement = statement.order_by(
        func.coalesce(DocumentRow.issued_on, DocumentRow.period_end).desc(),
        DocumentRow.id,
        TaskRow.ordinal,
        TaskRow.added_by.is_not(None),
        TaskRow.id,
    )
    return list(connection.execute(statement).scalars())


def _condition(predicate: Predicate, *, as_of: date) -> ColumnElement[bool]:
    match predicate.aspect, predicate.test:
        case _, Test.OVERDUE:
            return and_(DueRow.end < as_of, not_(_says_done()))
        case Aspect.DUE, Test.WITHIN:
            return _within(predicate.window or Window(None, None))
        case (Aspect.LEAD | Aspect.SUPPORT | Aspect.UNIT) as aspect, Test.IS:
            return _has_unit(predicate.values, roles=ROLES_OF[aspect])
        case Aspect.UNIT, Test.HAS:
            fields = ROLES_OF[Aspect.UNIT]
            return or_(*(_field_has(field, predicate.values) for field in fields))
        case Aspect.DUE_KIND, Test.IS:
            return DueRow.kind.in_(predicate.values)
        case Aspect.SECTION, Test.HAS:
            return or_(*(_stands_under(mark) for mark in predicate.values))
        case Aspect.SECTION_TITLE, _:
            return or_(
                *(
                    func.fold_padded(TaskRow.section_title).like(f"%{fold_padded(value)}%")
                    for value in predicate.values
                )
            )
        case aspect, _ if aspect in FIELD_OF:
            return _field_condition(FIELD_OF[aspect], predicate)
        case aspect, _:
            return _column_condition(aspect, predicate.values)


def _field_condition(field: Field, predicate: Predicate) -> ColumnElement[bool]:
    match predicate.test:
        case Test.EMPTY:
            return not_(_cell(field, func.trim(TaskFieldRow.words) != ""))
        case Test.IS:
            return _cell(field, TaskFieldRow.folded.in_([fold_padded(v) for v in predicate.values]))
        case _:
            return _field_has(field, predicate.values)


def _field_has(field: Field, values: Sequence[str]) -> ColumnElement[bool]:
    holds = (TaskFieldRow.folded.contains(fold_padded(v), autoescape=True) for v in values)
    return _cell(field, or_(false(), *holds))


def _cell(field: Field, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        TaskFieldRow.task_id == TaskRow.id,
        TaskFieldRow.field == field,
        TaskFieldRow.in_use,
        condition,
    )


def _says_done() -> ColumnElement[bool]:
    return and_(_field_has(Field.STATUS, DONE), not_(_field_has(Field.STATUS, NOT_DONE)))


def _within(window: Window) -> ColumnElement[bool]:
    """The last day lies in the window. What recurs or goes on has none."""
    after = true() if window.start is None else DueRow.end >= window.start
    before = true() if window.end is None else DueRow.end <= window.end
    return and_(DueRow.end.is_not(None), after, before)


def _has_unit(unit_ids: Sequence[str], *, roles: Sequence[Field]) -> ColumnElement[bool]:
    return exists().where(
        TaskUnitRow.task_id == TaskRow.id,
        TaskUnitRow.unit_id.in_(unit_ids),
        TaskUnitRow.role.in_(roles),
    )


def _stands_under(mark: str) -> ColumnElement[bool]:
    """Whether a section of that mark stands over a row, however many lie between."""
    heading = json.dumps(f"{mark.upper()}. ")[:-1]
    return cast(TaskRow.section_path, String).contains(heading, autoescape=True)


def _column_condition(aspect: Aspect, values: Sequence[str]) -> ColumnElement[bool]:
    columns = {
        Aspect.SECTION: TaskRow.section,
        Aspect.STT: TaskRow.stt,
        Aspect.DOCUMENT: TaskRow.document_id,
        Aspect.TASK: TaskRow.id,
        Aspect.SOURCE: TaskRow.source,
    }
    if aspect is Aspect.IN_FORCE:
        return TaskRow.in_force.is_("true" in values)
    if aspect in (Aspect.SECTION, Aspect.STT):
        # SQLite knows no small letter of "Đ", so the cases are told here.
        values = [spelt for v in values for spelt in (v, v.lower(), v.upper())]
    return columns[aspect].in_(values)
