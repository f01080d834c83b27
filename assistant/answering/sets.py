"""Sets of tasks by conditions: lists, counts, groups, earliest and latest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from assistant.answering.amendments import altered
from assistant.answering.asked import Asked
from assistant.answering.findings import Finding, Reason, Refused, SetFound
from assistant.answering.ranking import coverage, indexed, stands_in
from assistant.answering.rows import in_order, parts, scope_predicates
from assistant.answering.understand.meanings import (
    Alteration,
    Detail,
    HasStatus,
    InSection,
    InWindow,
    IsEmpty,
    Measures,
    NamesPlan,
    OfDueKind,
    SaysWords,
)
from assistant.answering.understand.names import heads
from assistant.answering.understand.understood import Clause, UnitClause
from assistant.answering.words import folded_words, word_set
from assistant.domain.due import Due, DueKind
from assistant.domain.query import Aspect, Measure, Predicate, Test
from assistant.domain.task import Field, Source, Task
from assistant.vietnamese.recurrence import find_recurrence
from assistant.vietnamese.status import DONE, NOT_DONE
from assistant.vietnamese.text import fold, letters, spell, syllables

ROLE = {Field.LEAD: Aspect.LEAD, Field.SUPPORT: Aspect.SUPPORT, None: Aspect.UNIT}
FIELD = {
    Field.LEAD: Aspect.LEAD,
    Field.SUPPORT: Aspect.SUPPORT,
    Field.DUE: Aspect.DUE,
    Field.DELIVERABLE: Aspect.DELIVERABLE,
}
# A topic narrows a list only where rows hold so much of it; what stands in no row is ignored.
TOPIC_LEAST, TOPIC_SHARE = 0.42, 0.6
# Words that tell less than this together are no topic ("trong tuần họp giao ban").
TOPIC_MASS = 4.5
# So many words beside a clear set may be a remark.
REMARK, FEW_WORDS = 4, 1
FEW_PLANS = 2
# A topic that shares so much with the title of a section means the section.
SECTION_WORDS, SECTION_SHARE, SUBJECT_WORDS = 3, 0.75, 2
LATE = "chậm"
TITLES = r"ông|bà|đ/c|đồng chí|anh|chị"
OR_NOT = (["khong"], ["ko"], ["hong"], ["chua"], ["k"])
SUBJECT = word_set("về quan đến tới cho vực mảng trong ở tại với")
PARTS = word_set("nhóm mục phần mảng chương")
NOT_FINISHED, FINISHED = "chưa xong", "hoàn thành"
MONTH_ON = re.compile(r"^.*?(?=\b(?:thang|quy)\b)")  # what stands before "tháng 12"
PERIODS = frozenset(("ngay", "tuan", "thang", "quy", "nam"))
EVERY_PERIOD = r"(?:\b(?:hang|moi|tung|va|hoac|dinh ky)|[,/;]) ?{period}\b"  # folded
DUE_WORDS = frozenset(("xong", "han", "hoan", "nop", "chot", "ket"))
FINISHING, DUE_REACH = DUE_WORDS - {"han"}, 4  # "mùa hạn 2023" is a drought
WITHOUT_DAY = (DueKind.RECURRING, DueKind.ONGOING)


def is_set(asked: Asked) -> bool:
    """Whether a set of tasks is asked for and not a field of one."""
    understood = asked.understood
    if understood.overdue and not any(a.detail is not Detail.VALUE for a in understood.asks):
        return True
    if understood.measure is not None or understood.wants_list:
        return True
    if any(isinstance(c.meaning, IsEmpty) for c in understood.clauses):
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
    return not asked.understood.topic or has_role or is_due


def is_altered_set(asked: Asked) -> bool:
    """ "bỏ việc nào", "có gì thay đổi": the rows that a later document altered."""
    understood = asked.understood
    if understood.attributes or understood.values:
        return False
    if understood.alteration in (Alteration.ADDED, Alteration.REPEALED):
        return not understood.asks or len(understood.topic) <= 1
    if understood.asks:
        return False
    return understood.alteration in (Alteration.ANY, Alteration.DUE) and not understood.topic


def is_filter(asked: Asked, clause: Clause) -> bool:
    """Whether a clause narrows the set; a bare year that names the plan does not."""
    meaning = clause.meaning
    if isinstance(meaning, InWindow):
        is_due = is_due_then(asked, meaning)
        return not meaning.is_year or is_due or not is_plan_year(asked, meaning)
    return isinstance(meaning, OfDueKind | SaysWords | HasStatus)


def is_due_then(asked: Asked, time: InWindow) -> bool:
    """ "phải xong ngay trong năm 2025": a year right after a word of falling due."""
    tokens = asked.understood.tokens
    starts = (r.start for r in asked.understood.resolved.chosen if r.meaning == time)
    return any(
        FINISHING & {t.folded for t in tokens.items[max(0, start - DUE_REACH) : start]}
        for start in starts
    )


def is_plan_year(asked: Asked, meaning: InWindow) -> bool:
    """Whether a bare year is the year of the plans meant."""
    year = meaning.window.start.year if meaning.window.start else None
    documents = asked.names.vocabulary.documents
    meant = [d for d in documents if asked.documents is None or d.id in asked.documents]
    return any(d.year == year or str(year) in d.title for d in meant)


def find(asked: Asked) -> Finding:
    """The set that the conditions leave."""
    in_titles = units_in_titles(asked)
    if in_titles is not None:
        return in_titles
    refused = missing(asked)
    if refused:
        return refused
    if is_boundless(asked):
        return Refused(Reason.NOTHING_NEAR)
    where = predicates(asked)
    held = list(asked.tasks(where).tasks)
    late = late_without_status(asked, held)
    if late is not None:
        return find(late)
    tasks = about(asked, held, where=where)
    if tasks is None or (tasks == held and is_unbounded(asked, where)):
        # Words that no row holds narrow nothing, and everything that is held is no answer.
        return Refused(Reason.NOTHING_NEAR, asked.topic_words)
    tasks = of_people(asked, by_state(asked, altered(asked, tasks)))
    timely = blank(asked, [t for t in tasks if in_time(asked, t) and is_as_often(asked, t)])
    # "điều chỉnh giữa năm": the time of a change, where no altered row is due then.
    tasks = timely if timely or asked.understood.alteration is None else tasks
    in_table, in_prose = apart(tasks)
    tasks, groups = measured(asked, in_table)
    unit = asked.understood.units[0] if asked.understood.units else None
    return SetFound(
        tasks=tuple(ordered(asked, tasks)),
        measure=asked.understood.measure,
        groups=groups,
        given_to_groups=given_to_groups(asked, unit, tasks) if unit else (),
        in_prose=tuple(in_prose),
        without_day=without_day(asked, where) if windows(asked) else (),
        documents=tuple(sorted(asked.documents or ())),
        unit=unit_name(asked, unit) if unit else "",
        role=unit.role if unit else None,
        overdue=asked.understood.overdue,
        conditions=tuple(
            c.meaning.words
            for c in asked.understood.clauses
            if isinstance(c.meaning, InWindow | OfDueKind | SaysWords)
        ),
    )


def is_unbounded(asked: Asked, where: tuple[Predicate, ...]) -> bool:
    """Whether neither the conditions nor anything beside it narrows what is held."""
    understood = asked.understood
    narrowed = understood.clauses or understood.people or understood.measure
    return not (where or narrowed or understood.alteration)


def is_boundless(asked: Asked) -> bool:
    """ "bạn có những gì": a list of everything that is held is no answer."""
    understood = asked.understood
    narrowed = understood.units or understood.clauses or understood.people or understood.overdue
    plain = not understood.measure and not understood.topic and not understood.within
    return plain and not narrowed and asked.documents is None and understood.alteration is None


def units_in_titles(asked: Asked) -> Finding | None:
    """ "các việc phải làm cùng Sở Khoa học và Công nghệ": a body that only titles name."""
    strangers = [u for u in asked.understood.units if not is_of_documents(asked, u)]
    if not strangers or groups_of_documents(asked, strangers[0]) or asked.documents is None:
        return None
    understood = replace(
        asked.understood,
        units=tuple(u for u in asked.understood.units if u not in strangers),
    )
    named = tuple(
        task.id
        for task in asked.tasks(scope_predicates(asked)).tasks
        if any(letters(u.unit.words) in letters(task.title) for u in strangers)
    )
    if not named:
        return None
    return find(replace(asked, understood=replace(understood, within=named)))


def late_without_status(asked: Asked, held: list[Task]) -> Asked | None:
    """ "việc nào chậm": where the plans meant have no column of statuses, what is overdue."""
    late = [
        c
        for c in asked.understood.clauses
        if isinstance(c.meaning, HasStatus) and c.meaning.words == LATE and not c.negated
    ]
    if not late or held:
        return None
    clauses = tuple(c for c in asked.understood.clauses if c not in late)
    without = replace(asked, understood=replace(asked.understood, clauses=clauses))
    if any(task.status for task in asked.tasks(scope_predicates(asked)).tasks):
        return None
    return replace(without, understood=replace(without.understood, overdue=True))


def unit_name(asked: Asked, clause: UnitClause) -> str:
    """The unit's own name, where one unit is meant."""
    names = {u.unit.name for u in asked.names.units if u.unit.id in clause.unit.units}
    return next(iter(names)) if len(names) == 1 else clause.unit.words


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
        yield Predicate(Aspect.DUE, Test.HAS, (meaning.words,), negated=negated)
    elif isinstance(meaning, IsEmpty) and not meaning.header:
        yield Predicate(FIELD[meaning.field], Test.EMPTY, negated=negated)
    elif isinstance(meaning, HasStatus) and meaning.words in (NOT_FINISHED, FINISHED):
        yield Predicate(Aspect.STATUS, Test.EMPTY, negated=True)
    elif isinstance(meaning, HasStatus):
        yield Predicate(Aspect.STATUS, Test.HAS, (meaning.words,), negated=negated)


def by_state(asked: Asked, tasks: list[Task]) -> list[Task]:
    """ "chưa xong", "xong rồi": rows with a status, by whether it says that they are done."""
    for clause in asked.understood.clauses:
        if isinstance(clause.meaning, HasStatus):
            words = clause.meaning.words
            wants_done = (words == FINISHED) != clause.negated
            if words in (FINISHED, NOT_FINISHED):
                tasks = [t for t in tasks if says_done(t.status) == wants_done]
    return tasks


def of_people(asked: Asked, tasks: list[Task]) -> list[Task]:
    """The rows that name every person asked for, in whatever column: "ông Lộc", "Vũ Đức Lộc"."""
    for person in asked.understood.people:
        tasks = [task for task in tasks if names_person(task, person.words)]
    return tasks


def names_person(task: Task, words: str) -> bool:
    cells = (Field.LEAD, Field.SUPPORT, Field.OTHER)
    said = "; ".join(task.words(field) for field in cells)
    name = r"\s+".join(map(re.escape, words.split()))
    # A given name alone is that of somebody spoken of with a title: "Ông Vũ Đức Lộc".
    before = "" if " " in words else rf"(?:{TITLES})\s+(?:\w+\s+){{0,3}}"
    return re.search(rf"\b{before}{name}\b", said, re.IGNORECASE) is not None


def says_done(status: str) -> bool:
    said = f" {' '.join(syllables(fold(status)))} "
    is_done = any(f" {fold(words)} " in said for words in DONE)
    return is_done and not any(f" {fold(words)} " in said for words in NOT_DONE)


def windows(asked: Asked) -> list[tuple[InWindow, bool]]:
    """The windows in which a last day must lie."""
    return [
        (c.meaning, c.negated)
        for c in asked.understood.clauses
        if isinstance(c.meaning, InWindow)
        and is_filter(asked, c)
        and not is_today(asked, c.meaning)
    ]


def is_today(asked: Asked, meaning: InWindow) -> bool:
    """ "hôm nay có việc nào quá hạn": the day of asking narrows nothing."""
    until_today = meaning.window.end == asked.as_of
    return asked.understood.overdue and until_today


def in_time(asked: Asked, task: Task) -> bool:
    """Whether a row's last day lies in every window; done here, so that the rest is known too."""
    for meaning, negated in windows(asked):
        end = task.due.end
        inside = end is not None and meaning.window.holds(end)
        if meaning.says:
            inside = (task.due.start, end) == (meaning.window.start, meaning.window.end)
        if task.due.kind is DueKind.RECURRING and (meaning.says or asks_recurring(asked)):
            # "Tháng 12 hằng năm" comes back, so that it has no first and last day to compare.
            words = syllables(MONTH_ON.sub("", fold(meaning.words)))
            inside = stands_in(words, indexed(task.due.words, is_bare=True))
        if inside == negated:
            return False
    return True


def asks_recurring(asked: Asked) -> bool:
    """ "đến tháng 12 hằng năm là làm": what comes back is asked for."""
    meanings = (clause.meaning for clause in asked.understood.clauses)
    return any(isinstance(m, OfDueKind) and DueKind.RECURRING in m.kinds for m in meanings)


def is_as_often(asked: Asked, task: Task) -> bool:
    """ "hằng quý" means what comes back every quarter, and not all that comes back."""
    for clause in asked.understood.clauses:
        if not isinstance(clause.meaning, OfDueKind):
            continue
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
    for clause in asked.understood.clauses:
        if isinstance(clause.meaning, IsEmpty) and clause.meaning.header:
            header = clause.meaning.header
            having = {t.document_id for t in tasks if header in dict(t.other)}
            tasks = [
                t
                for t in tasks
                if t.document_id in having and not dict(t.other).get(header, "").strip()
            ]
    return tasks


def about(asked: Asked, held: list[Task], *, where: tuple[Predicate, ...]) -> list[Task] | None:
    """The rows about the topic; all of them where the topic says nothing that rows hold."""
    known = {w: v for w, v in asked.topic.syllables.items() if w not in asked.topic.unknown}
    in_section = section_called(asked, held) or in_column(asked, held)
    if in_section:
        return in_section
    is_blank = any(isinstance(c.meaning, IsEmpty) for c in asked.understood.clauses)
    is_narrowed = where or windows(asked) or is_blank
    if asked.documents is None and is_narrowed and (of_plan := of_plan_called(asked, held)):
        return of_plan
    if asked.documents is not None:
        told = words_of_plans(asked)
        known = {w: v for w, v in known.items() if fold(w) not in told}
    if not asked.understood.topic:
        return held
    if sum(known.values()) < TOPIC_MASS and not names_part(asked):
        return held
    if len(asked.understood.topic) <= FEW_WORDS and is_remark(asked):
        return in_remarks(asked, held) or held
    topic = replace(
        asked.topic,
        syllables=known,
        pairs={p: v for p, v in asked.topic.pairs.items() if p[0] in known and p[1] in known},
    )
    scored = [(coverage(topic, parts(task)), task) for task in held]
    best = max((score for score, _ in scored), default=0.0)
    if best < TOPIC_LEAST:
        return held if len(where) > 1 or is_remark(asked) else None
    return [task for score, task in scored if score >= max(TOPIC_LEAST, best * TOPIC_SHARE)]


def section_called(asked: Asked, held: list[Task]) -> list[Task]:
    """ "đầu việc về quản lý vận hành chung cư": the rows of a section with that title."""
    wanted = frozenset(fold(t.text) for t in asked.understood.topic)
    titles = {task.section_title for task in held if task.section_title}
    called = {
        title
        for title in titles
        if (words := frozenset(map(fold, syllables(title)))) and len(wanted & words) > SECTION_WORDS
        if len(wanted & words) >= SECTION_SHARE * max(len(words), len(wanted))
    }
    if is_named_subject(asked) and len(wanted) >= SUBJECT_WORDS:
        # "nhiệm vụ về nước sạch" of a section "Cấp nước sạch"
        called |= {
            t for t in titles if wanted <= (w := folded_words(t)) and len(w) < 2 * len(wanted)
        }
    return [task for task in held if task.section_title in called]


def of_plan_called(asked: Asked, held: list[Task]) -> list[Task]:
    """ "bên xe buýt thì Văn phòng lo gì": the rows of the one plan whose title says the topic."""
    wanted = frozenset(map(fold, asked.topic.syllables))
    having = {task.document_id for task in held}
    called = {
        d.id
        for d in asked.names.vocabulary.documents
        if d.id in having and wanted and wanted <= folded_words(d.title)
    }
    return [task for task in held if task.document_id in called] if len(called) == 1 else []


def is_named_subject(asked: Asked) -> bool:
    """Whether "về", "liên quan đến" stands before the topic."""
    topic = asked.understood.topic
    if not topic:
        return False
    before = [t for t in asked.understood.tokens.items if t.end <= topic[0].start]
    return any(token.spelled in SUBJECT for token in before[-2:])


def in_column(asked: Asked, held: list[Task]) -> list[Task]:
    """ "ghi chú là chưa có vốn": the rows in whose column of that name the words stand."""
    headers = {ask.header for ask in asked.understood.asks if ask.header}
    wanted = {token.folded for token in asked.understood.topic}
    # "được cộng 6 điểm": a number says which cells are meant, whatever stands beside it.
    wanted = {token.folded for token in asked.understood.topic if token.is_number} or wanted
    if not headers or not wanted:
        return []
    return [
        task
        for task in held
        if any(
            header in headers and wanted <= set(map(fold, syllables(words)))
            for header, words in task.other
        )
    ]


def in_remarks(asked: Asked, held: list[Task]) -> list[Task]:
    """ "việc nào bị vướng": the rows whose status or notes say a word that may be a mere remark."""
    word = asked.understood.topic[0].folded
    cells = ((task, (task.status, *(words for _, words in task.other))) for task in held)
    return [task for task, said in cells if any(word in syllables(fold(w)) for w in said)]


def is_remark(asked: Asked) -> bool:
    """Whether words that no row holds are a remark beside a set that is clear without them.

    "về", "liên quan" before them or "có … không" around them make them the point of the question.
    """
    understood = asked.understood
    words = [token.folded for token in understood.tokens.items]
    is_sought = words[-1:] in OR_NOT or words[-2:-1] in OR_NOT
    is_named = (
        names_part(asked)
        or is_named_subject(asked)
        or any(t.is_number or (t.is_capital and t.start) for t in understood.topic)
    )
    few = asked.documents is not None and len(asked.documents) <= FEW_PLANS
    is_short = len(understood.topic) <= REMARK
    is_clear = asked.choice.is_sure or few or bool(understood.units)
    return is_clear and is_short and not (is_sought or is_named)


def names_part(asked: Asked) -> bool:
    """ "trung tâm kiểm định", "nhóm phòng bệnh": a unit or section that no reading found."""
    items = asked.understood.tokens.items
    told = words_of_plans(asked)
    first = next((t for t in asked.understood.topic if t.folded not in told), None)
    if first is None:
        return False
    at = items.index(first)
    words = tuple(token.spelled for token in items[at:])
    named = any(words[: len(head)] == head for head, rank, _ in heads() if rank == "in")
    return named or any(t.spelled in PARTS for t in items[max(at - 2, 0) : at + 1])


def words_of_plans(asked: Asked) -> frozenset[str]:
    """Words of the titles and issuers of the plans meant: they tell no row from another."""
    meant = asked.documents or frozenset[str]()
    marks = {
        mark
        for clause in asked.understood.clauses
        if isinstance(clause.meaning, InSection)
        for mark in clause.meaning.marks
    }
    texts = [
        f"{d.title} {d.organization.name}"
        for d in asked.names.vocabulary.documents
        if d.id in meant
    ]
    texts += [s.title for s in asked.names.sections if s.document_id in meant and s.mark in marks]
    texts += described(asked)
    return frozenset(fold(word) for text in texts for word in syllables(text))


def described(asked: Asked) -> Iterable[str]:
    """ "kế hoạch y tế Tuyên Quang": what stands between a plan's kind and whose it is."""
    tokens = asked.understood.tokens
    plans = sorted(
        (r for r in asked.understood.resolved.chosen if isinstance(r.meaning, NamesPlan)),
        key=lambda r: r.start,
    )
    for kind, owner in pairwise(plans):
        between = tokens.items[kind.end : owner.start]
        is_kind = isinstance(kind.meaning, NamesPlan) and kind.meaning.by == "kind"
        if is_kind and not any(token.after_break for token in between):
            yield tokens.words(kind.end, owner.start)


def apart(tasks: list[Task]) -> tuple[list[Task], list[Task]]:
    """Table rows, and assignments in the prose of plans that have a table."""
    with_table = {t.document_id for t in tasks if t.source is Source.TABLE}
    counted = [t for t in tasks if t.source is Source.TABLE or t.document_id not in with_table]
    return counted, [t for t in tasks if t not in counted]


def ordered(asked: Asked, tasks: list[Task]) -> Iterable[Task]:
    """Plan by plan, as printed."""
    order = in_order(asked, tuple(dict.fromkeys(t.document_id for t in tasks)))
    for document_id in order:
        yield from sorted(
            (t for t in tasks if t.document_id == document_id), key=lambda t: t.ordinal
        )


def measured(asked: Asked, tasks: list[Task]) -> tuple[list[Task], tuple[tuple[str, int], ...]]:
    """What the measure leaves of the rows."""
    measure = asked.understood.measure
    if measure is None:
        return tasks, ()
    if measure.measure in (Measure.EARLIEST, Measure.LATEST):
        return outermost(tasks, measure), ()
    if measure.measure is Measure.COUNT_BY and measure.by is not None:
        groups = counted_by(asked, tasks, measure.by)
        return tasks, tuple(reversed(groups)) if measure.least else groups
    return tasks, ()


def outermost(tasks: list[Task], measure: Measures) -> list[Task]:
    """The rows that are due first or last."""
    dated = [t for t in tasks if t.due.end is not None]
    ends = [t.due.end for t in dated if t.due.end is not None]
    if not ends:
        return []
    day = min(ends) if measure.measure is Measure.EARLIEST else max(ends)
    return [t for t in dated if t.due.end == day]


def counted_by(asked: Asked, tasks: list[Task], by: Aspect) -> tuple[tuple[str, int], ...]:
    """How many rows fall to each unit, section or plan, the largest group first."""
    titles = {d.id: d.label for d in asked.names.vocabulary.documents}
    counts: Counter[str] = Counter()
    for task in tasks:
        if by is Aspect.LEAD:
            counts.update({a.unit or a.words for a in task.lead})
        elif by is Aspect.SUPPORT:
            counts.update({a.unit or a.words for a in task.support})
        elif by is Aspect.DOCUMENT:
            counts[titles.get(task.document_id, "")] += 1
        else:
            counts[f"{task.section}. {task.section_title}".strip(". ")] += 1
    return tuple(counts.most_common())


def given_to_groups(asked: Asked, unit: UnitClause, tasks: list[Task]) -> tuple[Task, ...]:
    """What is given to a group that the unit belongs to, in the same plans."""
    if unit.negated or any(
        u.unit.is_group for u in asked.names.units if u.unit.id in unit.unit.units
    ):
        return ()
    where = tuple(p for p in predicates(asked) if p.aspect not in ROLE.values())
    organizations = set(unit.unit.organizations)
    held = asked.tasks(where).tasks
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


def without_day(asked: Asked, where: tuple[Predicate, ...]) -> tuple[Task, ...]:
    """Recurring and ongoing rows under the same conditions: they fall in no window."""
    if any(isinstance(c.meaning, OfDueKind) for c in asked.understood.clauses):
        return ()
    return tuple(
        t
        for t in asked.tasks(where).tasks
        if t.due.kind in WITHOUT_DAY and t.source is Source.TABLE
    )


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
