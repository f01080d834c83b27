"""Rows that speak of a topic: which of them are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.evidence.cells.asked import (
    YEARS,
    default_asks,
    kind_of_due,
    names_year,
    without_title,
)
from assistant.answering.evidence.cells.cells import is_of_other_time, with_cells
from assistant.answering.evidence.cells.parts import parts, said_in, tasks_of
from assistant.answering.evidence.cells.values import NUMBERS, holds_value
from assistant.answering.evidence.kinds import holds
from assistant.answering.findings import ChoiceFound, Finding, Reason, Refused, Row
from assistant.answering.question.asked import Asked
from assistant.answering.question.ranking import coverage, with_words
from assistant.answering.understand.meanings import (
    AsksValue,
    InSection,
    Kind,
    Reference,
)
from assistant.domain.query import Aspect, Predicate, Test
from assistant.domain.task import Field, Source, Task
from assistant.vietnamese.terms import fold_padded

CANDIDATES = 40
# The figures of this module are set by hand on the open questions.
# Rows so near the best one speak of the topic as well as it does.
SAME_PLAN, OTHER_PLAN = 0.94, 0.8
# How much another plan's row must say that is as like in meaning, and how much less like it may be.
PART_SAID, LITTLE_LESS = 0.65, 0.1
# A name of so few syllables says no plan: "lắp camera", "đường dây nóng".
SHORT_NAME, OF_SHORT_SAID, OF_SHORT_LESS = 4, 0.56, 0.2
# How much of the gist another plan's row must say, and how much a gist must tell to be one.
GIST, SUBSTANCE = 0.85, 9
# In likeness: of a plan's rows that say the topic alike those further off are left out.
LESS_NEAR = 0.05
MOST_ROWS_A_PLAN, MOST_PLANS = 6, 5
# For a row that names the unit of the question.
UNIT_BONUS = 0.05
# What the store's own ranking, which knows lengths and meanings, may take from coverage.
RANK_SHARE = 0.3


def scope_predicates(asked: Asked) -> tuple[Predicate, ...]:
    """Documents, sections and rows within which the question asks."""
    where: list[Predicate] = []
    if asked.documents is not None:
        where.append(Predicate(Aspect.DOCUMENT, Test.IS, tuple(sorted(asked.documents))))
    for clause in asked.understood.sections:
        meaning = clause.meaning
        test = Test.IS if holds_rows(asked, meaning) else Test.HAS
        where.append(Predicate(Aspect.SECTION, test, meaning.marks, negated=clause.negated))
        if meaning.documents:
            where.append(Predicate(Aspect.DOCUMENT, Test.IS, tuple(sorted(meaning.documents))))
    if asked.understood.within:
        where.append(Predicate(Aspect.TASK, Test.IS, asked.understood.within))
    if asked.understood.beyond:
        where.append(Predicate(Aspect.TASK, Test.IS, asked.understood.beyond, negated=True))
    return tuple(where)


def holds_rows(asked: Asked, section: InSection) -> bool:
    """Whether rows stand in a section of that mark itself, and not only in those beneath it."""
    marks = {mark.lower() for mark in section.marks}
    return any(
        held.mark.lower() in marks
        for held in asked.names.sections
        if asked.documents is None or held.document_id in asked.documents
    )


def ranked(asked: Asked) -> tuple[Row, ...]:
    """The rows that speak best of the topic."""
    if not asked.topic.syllables:
        return ()
    units = {unit for clause in asked.understood.units for unit in clause.unit.units}
    where = scope_predicates(asked)
    hits = asked.tasks(where, topic=asked.looked_for, limit=CANDIDATES).hits
    # Scores rank within a plan; between plans, whose lengths differ, coverage alone compares.
    best: dict[str, float] = {}
    for hit in hits:
        best[hit.task.document_id] = max(best.get(hit.task.document_id, 0.0), hit.score) or 1.0
    found = [
        Row(
            hit.task,
            coverage(asked.topic, parts(hit.task, plan=asked.title_of(hit.task.document_id)))
            * (1 - RANK_SHARE * (1 - hit.score / best[hit.task.document_id]))
            + UNIT_BONUS * names_unit(hit.task, units),
        )
        for hit in hits
    ]
    found = with_words(found, asked.differing, said=lambda row: said_in(row.task))
    by_score = tuple(sorted(found, key=lambda row: -row.score))
    return telling_time_first(asked, holding_first(by_score, asked.understood.values))


def holding_first(found: tuple[Row, ...], values: tuple[AsksValue, ...]) -> tuple[Row, ...]:
    """A row that holds what is asked for comes before one that says hardly more of the topic."""
    if not values or not found:
        return found
    near = found[0].score * SAME_PLAN
    first = [
        row for row in found if row.score >= near and all(holds_value(row.task, v) for v in values)
    ]
    return (*first, *(row for row in found if row not in first))


def telling_time_first(asked: Asked, found: tuple[Row, ...]) -> tuple[Row, ...]:
    """ "bao lâu phải trả lời": a row that tells a length of time, before one that says little more
    of the topic and tells a day.
    """
    asks = [ask for ask in asked.understood.asks if ask.field is Field.DUE]
    is_span = bool(asks) and all(kind_of_due(ask) is Kind.SPAN for ask in asks)
    if not is_span or not found or holds(found[0].task.due.words, Kind.SPAN):
        return found
    near = found[0].score * OTHER_PLAN
    first = [r for r in found if r.score >= near and holds(r.task.due.words, Kind.SPAN)]
    return (*first, *(row for row in found if row not in first))


def names_unit(task: Task, units: set[str]) -> bool:
    return any(a.unit_id in units for a in (*task.lead, *task.support))


def fields(asked: Asked, found: tuple[Row, ...]) -> Finding:
    """The fields asked for, of the rows that the topic means."""
    asks = without_title(asked.understood.asks) or default_asks(asked)
    chosen = choose_rows(asked, found)
    if names_year(asked) and all(is_of_other_time(asked, row.task) for row in chosen):
        return Refused(Reason.NO_VALUE, asked.topic_words, rows=tasks_of(chosen))
    by_plan = list(dict.fromkeys(row.task.document_id for row in chosen))
    if len(by_plan) > MOST_PLANS:
        documents = asked.documents_in(by_plan)
        return ChoiceFound(documents, chosen)
    return with_cells(asked, chosen, asks)


def choose_rows(asked: Asked, found: tuple[Row, ...]) -> tuple[Row, ...]:
    """The best row of each plan, and those that say the topic as well."""
    best = found[0].score
    plans: dict[str, list[Row]] = {}
    for row in found:
        plans.setdefault(row.task.document_id, []).append(row)
    preferred = asked.understood.preferred
    if preferred and any(plans[d][0].score >= best * OTHER_PLAN for d in preferred if d in plans):
        plans = {d: rows for d, rows in plans.items() if d in preferred}
    chosen: list[Row] = []
    for document_id in in_order(asked, tuple(plans)):
        own = plans[document_id]
        is_near = own[0].score >= best * OTHER_PLAN or says_the_gist(asked, own[0], best=found[0])
        if not is_near and not is_as_like(asked, own[0], best=found[0]):
            continue
        alike = [r for r in own if r.score >= own[0].score * SAME_PLAN][:MOST_ROWS_A_PLAN]
        chosen += nearest(asked, alike)
    told = with_numbers(asked, without_prose_twins(tuple(chosen)))
    return with_year(asked, with_unit(asked, told))


def with_unit(asked: Asked, chosen: tuple[Row, ...]) -> tuple[Row, ...]:
    """ "ký với Đại học Thái Nguyên khi nào": of several plans' rows, those that name the unit."""
    units = [
        fold_padded(clause.unit.words) for clause in asked.understood.units if not clause.negated
    ]
    plans = {row.task.document_id for row in chosen}
    named = tuple(
        row for row in chosen if any(unit in fold_padded(row.task.title) for unit in units)
    )
    return named if named and len(plans) > 1 else chosen


def with_year(asked: Asked, chosen: tuple[Row, ...]) -> tuple[Row, ...]:
    """ "đấu thầu xi măng năm 2026": of rows whose titles tell different years, that of this one;
    of rows of several years' plans those of its plan.
    """
    years = asked.understood.years_named
    told = [frozenset(YEARS.findall(row.task.title)) for row in chosen]
    named = tuple(row for row, own in zip(chosen, told, strict=True) if own & years)
    if all(told) and named:
        return named
    said = [c.meaning.window.start for c in asked.understood.windows if c.meaning.is_year]
    if len(said) != 1 or said[0] is None or asked.understood.compares:
        return chosen
    year = said[0].year
    of_plan = tuple(
        row
        for row in chosen
        if (document := asked.document(row.task.document_id)) and document.covers(year)
    )
    return of_plan or chosen


def with_numbers(asked: Asked, chosen: tuple[Row, ...]) -> tuple[Row, ...]:
    """ "giảm thất thoát nước xuống 14%": of rows that say it with different numbers, that one."""
    wanted = {t.folded.lstrip("0") for t in asked.understood.topic if t.is_number}
    held = tuple(
        row
        for row in chosen
        if wanted <= {word.lstrip("0") for word in NUMBERS.findall(said_in(row.task))}
    )
    return held if wanted and held else chosen


def says_the_gist(asked: Asked, row: Row, *, best: Row) -> bool:
    """ "đưa AI vào công việc" beside "ứng dụng AI": all that the best row says that tells much."""
    gist = asked.topic.gist
    if gist.mass < SUBSTANCE:
        return False
    said, most = (coverage(gist, parts(r.task)) for r in (row, best))
    return said >= max(GIST, most * SAME_PLAN)


def is_as_like(asked: Asked, row: Row, *, best: Row) -> bool:
    """ "gắn mã QR" of "Dán mã QR truy xuất nguồn gốc": another plan's row that says most of it in
    other words, and is as near in meaning.
    """
    is_short = len(asked.topic.syllables) <= SHORT_NAME
    said, less = (OF_SHORT_SAID, OF_SHORT_LESS) if is_short else (PART_SAID, LITTLE_LESS)
    if asked.documents is not None or row.score < best.score * said:
        return False
    first, other = asked.library.likeness(asked.topic_words, [best.task.title, row.task.title])
    return other >= first - less


def nearest(asked: Asked, alike: Sequence[Row]) -> Sequence[Row]:
    """Of a plan's rows that say as much of the topic, those that are as near to it in meaning."""
    if len(alike) < 2:
        return alike
    near = asked.library.likeness(asked.topic_words, [row.task.title for row in alike])
    return [r for r, likeness in zip(alike, near, strict=True) if likeness >= max(near) - LESS_NEAR]


def without_prose_twins(chosen: tuple[Row, ...]) -> tuple[Row, ...]:
    """Where table rows answer, assignments in the prose of the same plan are left out."""
    with_table = {r.task.document_id for r in chosen if r.task.source is Source.TABLE}
    return tuple(
        r for r in chosen if r.task.source is Source.TABLE or r.task.document_id not in with_table
    )


def in_order(asked: Asked, document_ids: tuple[str, ...]) -> tuple[str, ...]:
    """The home organization's plans first, then the newest."""
    documents = {d.id: d for d in asked.names.vocabulary.documents}

    def rank(document_id: str) -> tuple[bool, int]:
        document = documents.get(document_id)
        is_home = bool(
            document and asked.desk.home and document.organization.name == asked.desk.home
        )
        year = (document and document.year) or date.min.year
        issued = (document and document.issued_on) or date(year, 1, 1)
        return not is_home, -issued.toordinal()

    return tuple(sorted(document_ids, key=rank))


def of_shown(asked: Asked) -> Finding:
    """Fields of the rows that the conversation speaks of."""
    held = {task.id: task for task in asked.tasks(scope_predicates(asked)).tasks}
    chosen = tuple(Row(held[i], 1.0) for i in asked.understood.within if i in held)
    step = (Reference.NEXT in asked.understood.refers) - (
        Reference.PREVIOUS in asked.understood.refers
    )
    if step and chosen:
        chosen = neighbour(asked, chosen[0].task, step=step)
    if not chosen:
        return Refused(Reason.NOTHING_NEAR, asked.topic_words)
    asks = without_title(asked.understood.asks) or default_asks(asked)
    return with_cells(asked, chosen, asks)


def neighbour(asked: Asked, task: Task, *, step: int) -> tuple[Row, ...]:
    """The row after a row, or before it."""
    where = (Predicate(Aspect.DOCUMENT, Test.IS, (task.document_id,)),)
    held = sorted(asked.tasks(where).tasks, key=lambda t: t.ordinal)
    at = next((i for i, other in enumerate(held) if other.id == task.id), 0) + step
    return (Row(held[at], 1.0),) if 0 <= at < len(held) else ()


def by_number(asked: Asked) -> Finding:
    """Rows by their marks."""
    marks = tuple(row.stt for row in asked.understood.rows)
    where = (*scope_predicates(asked), Predicate(Aspect.STT, Test.IS, marks))
    sections = tuple(row.section for row in asked.understood.rows if row.section)
    if sections:
        where = (*where, Predicate(Aspect.SECTION, Test.IS, sections))
    held = asked.tasks(where).tasks
    if not held:
        return absent_row(asked)
    chosen = tuple(Row(task, 1.0) for task in held if task.source is Source.TABLE) or tuple(
        Row(task, 1.0) for task in held
    )
    if asked.topic.syllables and len(chosen) > 1:
        scored = [replace(row, score=coverage(asked.topic, parts(row.task))) for row in chosen]
        best = max(row.score for row in scored)
        if best > 0:
            chosen = tuple(row for row in scored if row.score >= best * SAME_PLAN)
    plans = dict.fromkeys(row.task.document_id for row in chosen)
    if len(plans) > MOST_PLANS:
        documents = asked.documents_in(plans)
        return ChoiceFound(documents, chosen)
    asks = without_title(asked.understood.asks) or default_asks(asked)
    return with_cells(asked, chosen, asks)


def absent_row(asked: Asked) -> Refused:
    """No such row: how many there are is said."""
    held = [t for t in asked.tasks(scope_predicates(asked)).tasks if t.source is Source.TABLE]
    words = asked.understood.rows[0].words
    near = asked.documents_in(asked.documents or ())
    note = str(len(held)) if len({t.document_id for t in held}) == 1 else ""
    reason = Reason.ABSENT_ROW
    if not held and asked.understood.sections:
        reason = Reason.ABSENT_SECTION
    return Refused(reason, words, near=near, note=note)
