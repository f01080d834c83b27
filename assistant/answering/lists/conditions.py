"""The conditions of a set of tasks: units, times, state, people, blank cells."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answering.evidence.cells.columns import tells_money
from assistant.answering.evidence.rows import scope_predicates
from assistant.answering.evidence.start_days import beginning
from assistant.answering.question.asked import Asked
from assistant.answering.question.ranking import indexed, stands_in
from assistant.answering.understand.meanings import (
    Asks,
    HasStatus,
    InWindow,
    IsEmpty,
    OfDueKind,
    OfSum,
    SaysWords,
)
from assistant.answering.understand.understood import Clause, UnitClause
from assistant.answering.words.notions import phrases
from assistant.domain.due import Due, DueKind
from assistant.domain.query import Aspect, Predicate, Test
from assistant.domain.task import Field, Task
from assistant.vietnamese.recurrence import find_recurrence
from assistant.vietnamese.status import DONE, NOT_DONE
from assistant.vietnamese.sums import is_sum, read_sum
from assistant.vietnamese.text import fold, spell, syllables

ROLE = {Field.LEAD: Aspect.LEAD, Field.SUPPORT: Aspect.SUPPORT, None: Aspect.UNIT}
FIELD = {
    Field.LEAD: Aspect.LEAD,
    Field.SUPPORT: Aspect.SUPPORT,
    Field.DUE: Aspect.DUE,
    Field.DELIVERABLE: Aspect.DELIVERABLE,
}
YEARS = re.compile(r"20\d\d")
SHARE, NUMBER = "%", re.compile(r"\d+(?:[.,]\d+)?")
# "bà Nuôn lo chính mấy việc": and not those in which she helps; folded
LEADING = re.compile(r"\b(?:chu tri|(?:lo|lam|phu trach|dam nhan) chinh|dung dau)\b")
NOT_FINISHED, FINISHED, LATE, UNDER_WAY = "chưa xong", "hoàn thành", "chậm", "đang"
MONTH_ON = re.compile(r"^.*?(?=\b(?:thang|quy)\b)")  # what stands before "tháng 12"
PERIODS = frozenset(("ngay", "tuan", "thang", "quy", "nam"))
EVERY_PERIOD = r"(?:\b(?:hang|moi|tung|va|hoac|dinh ky)|[,/;]) ?{period}\b"  # folded
DUE_WORDS = frozenset(("xong", "han", "hoan", "nop", "chot", "ket"))
FINISHING, DUE_REACH = DUE_WORDS - {"han"}, 4  # "mùa hạn 2023" is a drought


def is_filter(asked: Asked, clause: Clause) -> bool:
    """Whether a clause narrows the set; a bare year that names the plan does not."""
    meaning = clause.meaning
    if isinstance(meaning, InWindow):
        is_due = is_due_then(asked, meaning)
        return not meaning.is_year or is_due or not is_plan_year(asked, meaning)
    return isinstance(meaning, OfDueKind | OfSum | SaysWords | HasStatus)


def is_due_then(asked: Asked, time: InWindow) -> bool:
    """ "phải xong ngay trong năm 2025": a year right after a word of falling due."""
    tokens = asked.understood.tokens
    starts = (r.start for r in asked.understood.resolved.chosen if r.meaning == time)
    asked_due = [r.end for r in asked.understood.resolved.of(Asks) if r.meaning.field is Field.DUE]
    return any(
        FINISHING & {t.folded for t in tokens.items[max(0, start - DUE_REACH) : start]}
        or any(0 <= start - end < DUE_REACH for end in asked_due)
        for start in starts
    )


def is_plan_year(asked: Asked, meaning: InWindow) -> bool:
    """Whether a bare year is the year of the plans meant."""
    year = meaning.window.start.year if meaning.window.start else None
    documents = asked.names.vocabulary.documents
    meant = [d for d in documents if asked.documents is None or d.id in asked.documents]
    # "giai đoạn 2025 - 2030": the last of several years is when something may be due.
    return any(d.year == year or {*YEARS.findall(d.title)} == {str(year)} for d in meant)


def predicates(asked: Asked) -> tuple[Predicate, ...]:
    """Every condition of the question as predicates."""
    where = list(scope_predicates(asked))
    where += [
        Predicate(ROLE[unit.role], Test.IS, meant_units(asked, unit), negated=unit.negated)
        for unit in asked.understood.units
    ]
    for clause in asked.understood.clauses:
        where += condition(clause)
    if asked.understood.overdue:
        where.append(Predicate(Aspect.DUE, Test.OVERDUE))
    return tuple(where)


def meant_units(asked: Asked, clause: UnitClause) -> tuple[str, ...]:
    """The unit's ids; of a group that these plans call otherwise, all their groups."""
    if asked.documents is None or is_of_documents(asked, clause):
        return clause.unit.units
    return groups_of_documents(asked, clause) or clause.unit.units


def groups_of_documents(asked: Asked, clause: UnitClause) -> tuple[str, ...]:
    """ "Các phòng, ban, đơn vị" in a plan that writes "Các phòng chuyên môn": its groups."""
    if not any(u.unit.is_group for u in asked.names.units if u.unit.id in clause.unit.units):
        return ()
    organizations = {
        d.organization.name
        for d in asked.names.vocabulary.documents
        if d.id in (asked.documents or ())
    }
    return tuple(
        name.unit.id
        for name in asked.names.units
        if name.unit.is_group and name.unit.organization in organizations
    )


def condition(clause: Clause) -> Iterable[Predicate]:
    """A clause as a predicate."""
    meaning, negated = clause.meaning, clause.negated
    if isinstance(meaning, OfDueKind):
        yield Predicate(
            Aspect.DUE_KIND, Test.IS, tuple(k.value for k in meaning.kinds), negated=negated
        )
    elif isinstance(meaning, SaysWords):
        test = Test.IS if meaning.is_whole else Test.HAS
        yield Predicate(FIELD[meaning.field], test, (meaning.words,), negated=negated)
    elif isinstance(meaning, IsEmpty) and not meaning.header:
        yield Predicate(FIELD[meaning.field], Test.EMPTY, negated=negated)
    elif isinstance(meaning, HasStatus) and meaning.words in (NOT_FINISHED, FINISHED):
        yield Predicate(Aspect.STATUS, Test.EMPTY, negated=True)
    elif isinstance(meaning, HasStatus):
        yield Predicate(Aspect.STATUS, Test.HAS, (meaning.words,), negated=negated)


def by_state(asked: Asked, tasks: list[Task]) -> list[Task]:
    """ "chưa xong", "xong rồi": rows with a status, by whether it says that they are done."""
    for clause in asked.understood.statuses:
        words = clause.meaning.words
        wants_done = (words == FINISHED) != clause.negated
        if words in (FINISHED, NOT_FINISHED):
            tasks = [t for t in tasks if says_done(t.status) == wants_done]
    return tasks


def of_people(asked: Asked, tasks: list[Task]) -> list[Task]:
    """The rows that name every person asked for, in whatever column: "ông Lộc", "Vũ Đức Lộc"."""
    leads = LEADING.search(fold(asked.understood.tokens.text)) is not None
    cells = (Field.LEAD,) if leads else (Field.LEAD, Field.SUPPORT, Field.OTHER)
    is_bare = asked.understood.tokens.is_bare
    for person in asked.understood.people:
        tasks = [t for t in tasks if names_person(t, person.words, cells=cells, is_bare=is_bare)]
    return tasks


def of_sums(asked: Asked, tasks: list[Task]) -> list[Task]:
    """The rows that take as much money as is asked for, by their columns of money."""
    for clause in asked.understood.sums:
        bound, negated = clause.meaning.bound, clause.negated
        told = shares_of if bound.is_share else sums_of
        tasks = [t for t in tasks if any(bound.holds(s) != negated for s in told(t))]
    return tasks


def sums_of(task: Task) -> Iterable[float]:
    """What a task takes, as its columns of money tell, or a note that is nothing but a sum."""
    for header, words in task.other:
        is_money = tells_money(header) or is_sum(words)
        amount = read_sum(words, header=header) if is_money else None
        if amount is not None:
            yield amount


def shares_of(task: Task) -> Iterable[float]:
    """What a task's columns of shares tell: "31" under "Tỷ lệ giải ngân (%)"."""
    for header, words in task.other:
        number = NUMBER.search(words) if SHARE in header or SHARE in words else None
        if number is not None:
            yield float(number[0].replace(",", "."))


def names_person(
    task: Task, words: str, *, cells: tuple[Field, ...], is_bare: bool = False
) -> bool:
    """Whether cells name a person; by the letters alone where a question has no diacritics."""
    said = "; ".join(task.words(field) for field in cells)
    if is_bare:
        said, words = fold(said), fold(words)
    name = r"\s+".join(map(re.escape, words.split()))
    # A given name alone is that of somebody spoken of with a title: "Ông Vũ Đức Lộc".
    known = phrases("title", is_bare=is_bare)
    titles = "|".join(r"[\s/]+".join(map(re.escape, title)) for title in known)
    before = "" if " " in words else rf"(?:{titles})\s+(?:\w+\s+){{0,3}}"
    return re.search(rf"\b{before}{name}\b", said, re.IGNORECASE) is not None


def says_done(status: str) -> bool:
    said = f" {' '.join(syllables(fold(status)))} "
    is_done = any(f" {fold(words)} " in said for words in DONE)
    return is_done and not any(f" {fold(words)} " in said for words in NOT_DONE)


def windows(asked: Asked) -> list[tuple[InWindow, bool]]:
    """The windows in which a last day must lie."""
    return [
        (c.meaning, c.negated)
        for c in asked.understood.windows
        if is_filter(asked, c) and not is_today(asked, c.meaning)
    ]


def is_today(asked: Asked, meaning: InWindow) -> bool:
    """ "hôm nay có việc nào quá hạn": the day of asking narrows nothing."""
    until_today = meaning.window.end == asked.as_of
    return asked.understood.overdue and until_today


def in_time(asked: Asked, task: Task) -> bool:
    """Whether a row's last day lies in every window; done here, so that the rest is known too."""
    document = asked.document(task.document_id)
    year = document.year if document else None
    due = beginning(asked.understood, task, year=year) or task.due
    for meaning, negated in windows(asked):
        end = due.end
        inside = end is not None and meaning.window.holds(end)
        if meaning.says:
            inside = (due.start, end) == (meaning.window.start, meaning.window.end)
        if due.kind is DueKind.RECURRING and (meaning.says or asks_recurring(asked)):
            # "Tháng 12 hằng năm" comes back, so that it has no first and last day to compare.
            words = syllables(MONTH_ON.sub("", fold(meaning.words)))
            inside = stands_in(words, indexed(due.words, is_bare=True))
        if inside == negated:
            return False
    return True


def asks_recurring(asked: Asked) -> bool:
    """ "đến tháng 12 hằng năm là làm": what comes back is asked for."""
    return any(DueKind.RECURRING in c.meaning.kinds for c in asked.understood.kinds_of_due)


def is_as_often(asked: Asked, task: Task) -> bool:
    """ "hằng quý" means what comes back every quarter, and not all that comes back."""
    for clause in asked.understood.kinds_of_due:
        if DueKind.RECURRING not in clause.meaning.kinds:
            continue
        words = clause.meaning.words
        period = next((word for word in fold(words).split() if word in PERIODS), "")
        if period and comes_every(period, task.due, words=words) == clause.negated:
            return False
    return True


def comes_every(period: str, due: Due, *, words: str) -> bool:
    """Whether a task comes back as often as the words say: every month, every six months."""
    asked = find_recurrence(spell(words), stretches=())
    if asked and asked.rule and frequency(asked.rule) == frequency(due.recurrence or ""):
        return True
    # "hằng tháng, quý, năm": the rule tells the finest of several.
    return re.search(EVERY_PERIOD.format(period=period), fold(due.words)) is not None


def frequency(rule: str) -> frozenset[str]:
    """How often a recurrence rule comes back, without its days."""
    return frozenset(part for part in rule.split(";") if part.startswith(("FREQ", "INTERVAL")))


def blank(asked: Asked, tasks: list[Task]) -> list[Task]:
    """The rows whose columns of other kinds are blank, in plans that have such columns."""
    for clause in asked.understood.blanks:
        if clause.meaning.header:
            header = column_called(clause.meaning.header, tasks)
            having = {t.document_id for t in tasks if header in dict(t.other)}
            tasks = [
                t
                for t in tasks
                if t.document_id in having and not dict(t.other).get(header, "").strip()
            ]
    return tasks


def column_called(header: str, tasks: list[Task]) -> str:
    """ "bỏ trống tiền" of a plan whose column is "Kinh phí": what these rows call their money."""
    headers = dict.fromkeys(own for task in tasks for own, _ in task.other)
    if header in headers or not tells_money(header):
        return header
    return next((own for own in headers if tells_money(own)), header)


def is_of_documents(asked: Asked, unit: UnitClause) -> bool:
    """Whether the unit belongs to an organization of the documents meant, or is named there."""
    if asked.documents is None:
        return True
    organizations = {
        d.organization.name for d in asked.names.vocabulary.documents if d.id in asked.documents
    }
    if organizations & set(unit.unit.organizations):
        return True
    where = (
        Predicate(Aspect.DOCUMENT, Test.IS, tuple(sorted(asked.documents))),
        Predicate(Aspect.UNIT, Test.IS, unit.unit.units),
    )
    return asked.tasks(where, limit=1).total > 0
