"""Sets of tasks by conditions: lists, counts, groups, earliest and latest."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.evidence.amendments import altered, why_altered
from assistant.answering.evidence.rows import scope_predicates
from assistant.answering.findings import Finding, Reason, Refused, SetFound
from assistant.answering.lists.conditions import (
    DUE_WORDS,
    LATE,
    NOT_FINISHED,
    ROLE,
    UNDER_WAY,
    blank,
    by_state,
    groups_of_documents,
    in_time,
    is_as_often,
    is_filter,
    is_of_documents,
    of_people,
    of_sums,
    predicates,
    shares_of,
    sums_of,
    windows,
)
from assistant.answering.lists.shown import apart, measured, names_table, ordered
from assistant.answering.lists.topic import about
from assistant.answering.question.asked import Asked
from assistant.answering.understand.given_back import give_back
from assistant.answering.understand.meanings import (
    OF_DUES,
    Alteration,
    Detail,
    InWindow,
    Kind,
    NamesPlan,
    OfDueKind,
    OfSum,
    SaysWords,
)
from assistant.answering.understand.understood import UnitClause
from assistant.answering.words.tokens import Token
from assistant.domain.due import DueKind, Window
from assistant.domain.query import Aspect, Predicate, Test
from assistant.domain.task import Field, Source, Task
from assistant.vietnamese.abbreviations import expand
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import fold

THIS_YEAR = "nam nay"
MOST_OF_ONE = 2  # a plan, and what amends it
WITHOUT_DAY = (DueKind.RECURRING, DueKind.ONGOING)


def is_set(asked: Asked) -> bool:
    """Whether a set of tasks is asked for and not a field of one."""
    understood = asked.understood
    if understood.overdue and not any(a.detail is not Detail.VALUE for a in understood.asks):
        return True
    if understood.measure is not None or understood.wants_list:
        return True
    if understood.blanks:
        return True
    if is_altered_set(asked):
        return True
    has_condition = bool(understood.units or understood.people) or any(
        is_filter(asked, clause) for clause in understood.clauses
    )
    asks_rows = not understood.fields or understood.fields == (Field.TITLE,)
    if not has_condition or not asks_rows or understood.values:
        return False
    has_role = any(unit.role for unit in understood.units)
    is_due = bool(windows(asked)) and any(t.folded in DUE_WORDS for t in understood.tokens.items)
    return not beyond_nouns(asked) or has_role or is_due


def beyond_nouns(asked: Asked) -> tuple[Token, ...]:
    """The topic without what the plans meant call their tasks: "tháng tới có lớp gì"."""
    nouns = asked.nouns_of_tasks(asked.documents or ())
    return tuple(token for token in asked.understood.topic if token.folded not in nouns)


def is_altered_set(asked: Asked) -> bool:
    """ "bỏ việc nào", "có gì thay đổi": the rows that a later document altered."""
    understood = asked.understood
    others = [v for v in understood.values if v.in_prose or v.kind is not Kind.REASON]
    if understood.attributes or others:
        return False
    if understood.alteration in (Alteration.ADDED, Alteration.REPEALED):
        return not understood.asks or len(understood.topic) <= 1
    if understood.asks:
        return False
    return understood.alteration in (Alteration.ANY, *OF_DUES) and not understood.topic


def find(asked: Asked) -> Finding:
    """The set that the conditions leave."""
    spoken_of = in_plans_spoken_of(asked)
    if spoken_of is not None:
        return spoken_of
    of_body = units_spoken_of(asked)
    if of_body is not None:
        return of_body
    refused = missing(asked)
    if refused:
        return refused
    if is_boundless(asked):
        return Refused(Reason.NOTHING_NEAR)
    where = predicates(asked)
    untold = without_sums(asked, where) or without_statuses(asked, where)
    if untold is not None:
        return untold
    at_any_time = satisfying(asked, where)
    if at_any_time is None or is_everything(asked, at_any_time, where):
        return Refused(Reason.NOTHING_NEAR, asked.topic_words)
    timely = [t for t in at_any_time if in_time(asked, t) and is_as_often(asked, t)]
    # "điều chỉnh giữa năm": the time of a change, where no altered row is due then.
    tasks = timely if timely or asked.understood.alteration is None else at_any_time
    if not tasks and (moved := in_year_of_plan(asked)):
        return find(moved)
    if not tasks and names_stranger(asked):
        return Refused(Reason.ABSENT_UNIT, asked.understood.units[0].unit.words)
    in_table, in_prose = apart(asked, tasks)
    tasks, groups = measured(asked, in_table)
    # "không phải Văn phòng chủ trì": whoever is left out does none of them
    unit = next((clause for clause in asked.understood.units if not clause.negated), None)
    return SetFound(
        tasks=tuple(ordered(asked, tasks)),
        measure=asked.understood.measure,
        groups=groups,
        given_to_groups=given_to_groups(asked, unit, tasks) if unit else (),
        in_prose=tuple(in_prose),
        without_day=without_day(asked, at_any_time),
        documents=tuple(sorted(asked.documents or ())),
        unit=unit_name(asked, unit) if unit else "",
        role=unit.role if unit else None,
        overdue=asked.understood.overdue,
        reasons=why_altered(asked, tasks),
        conditions=tuple(
            c.meaning.words
            for c in asked.understood.clauses
            if isinstance(c.meaning, InWindow | OfDueKind | SaysWords)
        ),
    )


def satisfying(asked: Asked, where: tuple[Predicate, ...]) -> list[Task] | None:
    """The rows that meet every condition but those of time; None where none is of the topic."""
    held = of_sums(asked, of_people(asked, list(asked.tasks(where).tasks)))
    # "dự án nào trong phụ lục": the rows of the table, and nothing that the prose asks for
    in_table = [t for t in held if t.source is Source.TABLE] if names_table(asked) else []
    held = in_table or held
    tasks = about(asked, held, where=where)
    return None if tasks is None else blank(asked, by_state(asked, altered(asked, tasks)))


def in_year_of_plan(asked: Asked) -> Asked | None:
    """ "năm nay" of a plan that is of another year, where nothing of it is due in this one."""
    of_plans = {d.year for d in asked.documents_in(asked.documents or ())}
    year = of_plans.pop() if len(of_plans) == 1 else None
    if year is None or year == asked.as_of.year:
        return None
    clauses = tuple(
        replace(c, meaning=of_year(year, c.meaning))
        if isinstance(c.meaning, InWindow) and fold(c.meaning.words) == THIS_YEAR
        else c
        for c in asked.understood.clauses
    )
    if clauses == asked.understood.clauses:
        return None
    return replace(asked, understood=replace(asked.understood, clauses=clauses))


def of_year(year: int, time: InWindow) -> InWindow:
    """A whole year in place of another."""
    return replace(time, window=Window.of_year(year), words=f"năm {year}")


def names_stranger(asked: Asked) -> bool:
    """Whether no row of the one plan meant, nor any group there, names the unit asked for."""
    if asked.documents is None or len(asked.documents) > MOST_OF_ONE:
        return False
    units = asked.understood.units
    documents = Predicate(Aspect.DOCUMENT, Test.IS, tuple(sorted(asked.documents)))
    return len(units) == 1 and not (
        asked.tasks((documents, Predicate(Aspect.UNIT, Test.IS, units[0].unit.units))).tasks
        or groups_of_documents(asked, units[0])
    )


def in_plans_spoken_of(asked: Asked) -> SetFound | None:
    """ "việc nào có Sở Y tế phối hợp?" after a plan was spoken of: of that plan, if it has any."""
    preferred = asked.understood.preferred
    if asked.documents is not None or not preferred or not asked.understood.units:
        return None
    meant = NamesPlan.known(preferred)
    found = find(asked.again(replace(asked.understood, plans=(meant,), preferred=frozenset())))
    return found if isinstance(found, SetFound) and found.tasks else None


def is_everything(asked: Asked, tasks: list[Task], where: tuple[Predicate, ...]) -> bool:
    """Whether nothing narrows what is held, words that no row holds neither: that is no answer."""
    understood = asked.understood
    narrowed = understood.clauses or understood.people or understood.measure
    is_unbounded = not (where or narrowed or understood.alteration)
    return is_unbounded and len(tasks) == asked.tasks().total


def is_boundless(asked: Asked) -> bool:
    """ "bạn có những gì": a list of everything that is held is no answer."""
    understood = asked.understood
    narrowed = understood.units or understood.clauses or understood.people or understood.overdue
    plain = not understood.measure and not understood.topic and not understood.within
    return plain and not narrowed and asked.documents is None and understood.alteration is None


def units_spoken_of(asked: Asked) -> Finding | None:
    """ "các việc phải làm cùng Sở Khoa học và Công nghệ", "… có báo cáo gửi Sở Nội vụ": a body
    that no task is given to, and that titles or products name.
    """
    strangers = [u for u in asked.understood.units if not is_of_documents(asked, u)]
    if not strangers or groups_of_documents(asked, strangers[0]) or asked.documents is None:
        return None
    understood = replace(
        asked.understood,
        units=tuple(u for u in asked.understood.units if u not in strangers),
    )
    names = {fold_padded(expand(u.unit.words)) for u in strangers}
    names |= {fold_padded(name) for u in strangers for name in named_in_full(asked, u)}
    named = tuple(
        task.id
        for task in asked.tasks(scope_predicates(asked)).tasks
        if any(name in fold_padded(expand(f"{task.title} {task.deliverable}")) for name in names)
    )
    if not named:
        return None
    return find(replace(asked, understood=replace(understood, within=named)))


def without_statuses(asked: Asked, where: tuple[Predicate, ...]) -> Finding | None:
    """A set by its progress, where the plans meant tell of none.

    "việc nào chậm" are those that are overdue, and "phòng X đang làm gì" are all that X has.
    """
    said = asked.understood.statuses
    if not said or of_people(asked, list(asked.tasks(where).tasks)):
        return None
    if any(task.status for task in asked.tasks(scope_predicates(asked)).tasks):
        return None
    words = {c.meaning.words for c in said if not c.negated}
    clauses = tuple(c for c in asked.understood.clauses if c not in said)
    without = replace(asked, understood=replace(asked.understood, clauses=clauses))
    if LATE in words:
        return find(replace(without, understood=replace(without.understood, overdue=True)))
    if words <= {UNDER_WAY, NOT_FINISHED} and (without.understood.units or clauses):
        return find(without)
    return Refused(Reason.NO_STATUS, near=asked.documents_in(asked.documents or ()))


def without_sums(asked: Asked, where: tuple[Predicate, ...]) -> Finding | None:
    """A set by how much money a task takes, where no row tells that; a share that no column tells
    is a part of the topic.
    """
    bounds = [c.meaning.bound for c in asked.understood.sums]
    told = shares_of if any(bound.is_share for bound in bounds) else sums_of
    # "0" is a figure too
    if not bounds or any([*told(task)] for task in asked.tasks(where).tasks):
        return None
    if told is shares_of:
        return find(asked.again(give_back(asked.understood, OfSum)))
    return Refused(Reason.NO_SUMS, near=asked.documents_in(asked.documents or ()))


def named_in_full(asked: Asked, clause: UnitClause) -> set[str]:
    """The names of the units that may be meant."""
    return {u.unit.name for u in asked.names.units if u.unit.id in clause.unit.units}


def unit_name(asked: Asked, clause: UnitClause) -> str:
    """The unit's own name, where one unit is meant."""
    names = named_in_full(asked, clause)
    return next(iter(names)) if len(names) == 1 else clause.unit.words


def given_to_groups(asked: Asked, unit: UnitClause, tasks: list[Task]) -> tuple[Task, ...]:
    """What is given to a group that the unit belongs to, in the same plans."""
    if unit.negated or any(
        u.unit.is_group for u in asked.names.units if u.unit.id in unit.unit.units
    ):
        return ()
    where = tuple(p for p in predicates(asked) if p.aspect not in ROLE.values())
    organizations = set(unit.unit.organizations)
    held = satisfying(asked, where) or []
    own = {t.id for t in tasks}
    documents = {
        d.id
        for d in asked.names.vocabulary.documents
        if d.organization.name in organizations or not organizations
    } | {t.document_id for t in tasks}
    return tuple(
        t
        for t in held
        if t.id not in own
        and t.document_id in documents
        and t.source is Source.TABLE
        and in_time(asked, t)
        and any(a.is_group for a in (t.support if unit.role is Field.SUPPORT else t.lead))
    )


def without_day(asked: Asked, at_any_time: list[Task]) -> tuple[Task, ...]:
    """The recurring and ongoing of the rows under the same conditions: they fall in no window."""
    times = windows(asked)
    if not times or any(negated for _, negated in times):
        return ()
    if asked.understood.kinds_of_due:
        return ()
    return tuple(t for t in at_any_time if t.due.kind in WITHOUT_DAY and t.source is Source.TABLE)


def missing(asked: Asked) -> Refused | None:
    """A unit, person or section that no document names."""
    understood = asked.understood
    if understood.unknown_units and not understood.units:
        return Refused(Reason.ABSENT_UNIT, understood.unknown_units[0].words)
    for unit in understood.units:
        if not is_of_documents(asked, unit) and not groups_of_documents(asked, unit):
            return Refused(Reason.ABSENT_UNIT, unit.unit.words)
    where = scope_predicates(asked)
    if any(p.aspect is Aspect.SECTION for p in where):
        held = asked.tasks(where)
        if not held.total:
            words = next(p.values[0] for p in where if p.aspect is Aspect.SECTION)
            near = asked.documents_in(asked.documents or ())
            marks = dict.fromkeys(
                s.mark for s in asked.names.sections if s.document_id in (asked.documents or ())
            )
            return Refused(Reason.ABSENT_SECTION, words, near=near, note=", ".join(marks))
    return None
