"""Says sets of tasks: counted with their noun, every row named, what stands apart told apart."""

from collections.abc import Iterable, Sequence

from assistant.answering.findings import SetFound
from assistant.answering.labels import short
from assistant.answering.say.phrases import phrase
from assistant.answering.say.teller import Teller
from assistant.answering.say.wording import day_words, mark
from assistant.answering.understand.meanings import Measures
from assistant.domain.query import Aspect, Measure
from assistant.domain.task import Field, Task
from assistant.vietnamese.field_names import name_of

TABLE_FROM = 11
# The whole list has to be readable and sendable: titles grow shorter as lists grow longer.
LIST_LENGTH, TITLE_LEAST, TITLE_MOST = 6500, 70, 240
MOST_IN_PROSE, TITLE_IN_PROSE = 12, 140
MOST_GROUPS, EVERY_GROUP = 12, 60
GROUPED = (Measure.COUNT_BY, Measure.EACH)


def say_set(found: SetFound, teller: Teller) -> str:
    """The answer about a set of rows."""
    if found.measure and found.measure.measure in GROUPED:
        return say_groups(found, teller)
    if not found.tasks:
        return say_none(found, teller)
    lines = [headline(found), "", *say_tasks(found, teller)]
    lines += apart_lines(found, teller)
    return "\n".join(lines).rstrip()


def headline(found: SetFound) -> str:
    """How many there are, of whom, and of which plan."""
    count = f"**{len(found.tasks)} nhiệm vụ**"
    measure = found.measure.measure if found.measure else None
    if measure in (Measure.EARLIEST, Measure.LATEST):
        which = "sớm nhất" if measure is Measure.EARLIEST else "muộn nhất"
        if len(found.tasks) == 1:
            title = short(found.tasks[0].title, most=TITLE_MOST)
            return f"**{title}** có hạn {which}: **{day_words(found.tasks[0].due)}**."
        return f"Hạn {which} là **{day_words(found.tasks[0].due)}**, có {count}:"
    said = count
    if found.unit:
        role = name_of(found.role).verb if found.role else ""
        said = f"{count} do {found.unit} {role}" if role else f"{count} có {found.unit}"
        if found.role is Field.SUPPORT:
            said = f"{count} mà {found.unit} {role}"
    if found.overdue:
        said = f"{said.rstrip()} {phrase('past_unknown')}"
    plans = {t.document_id for t in found.tasks}
    where = f" trong {len(plans)} kế hoạch" if len(plans) > 1 else ""
    return f"Có {said.rstrip()}{where}:"


def say_tasks(found: SetFound, teller: Teller) -> Iterable[str]:
    """Every row, plan by plan."""
    most = max(TITLE_LEAST, min(TITLE_MOST, LIST_LENGTH // len(found.tasks)))
    by_plan: dict[str, list[Task]] = {}
    for task in found.tasks:
        by_plan.setdefault(task.document_id, []).append(task)
    for document_id, tasks in by_plan.items():
        yield f"{teller.plan(document_id)}:"
        yield ""
        if len(found.tasks) >= TABLE_FROM:
            yield from table(tasks, teller, most=most)
        else:
            yield from (f"- {teller.line(task, most=most)}" for task in tasks)
        yield ""


def table(tasks: Sequence[Task], teller: Teller, *, most: int) -> Iterable[str]:
    columns = [name_of(field).column for field in (Field.TITLE, Field.LEAD, Field.DUE)]
    yield f"| TT | {' | '.join(columns)} |"
    yield "| --- | --- | --- | --- |"
    for task in tasks:
        cited = teller.cite.row(task, fields=(Field.LEAD, Field.DUE))
        cells = (
            mark(task),
            short(task.title, most=most),
            short(task.words(Field.LEAD), most=most) or "–",
            f"{day_words(task.due) or '–'} {cited}",
        )
        yield f"| {' | '.join(cells)} |"


def given_in_prose(found: SetFound, teller: Teller) -> Iterable[str]:
    """Tasks that the sentences of a plan give beside its table, named where they are few."""
    given = f"Trong phần lời văn còn giao {len(found.in_prose)} việc khác"
    if len(found.in_prose) > MOST_IN_PROSE:
        yield f"{given}."
        return
    yield f"{given}:"
    yield ""
    yield from (f"- {teller.line(task, most=TITLE_IN_PROSE)}" for task in found.in_prose)
    yield ""


def apart_lines(found: SetFound, teller: Teller) -> Iterable[str]:
    """What is near the set and not in it."""
    if found.given_to_groups:
        marks = ", ".join(mark(t) for t in found.given_to_groups)
        names = dict.fromkeys(
            a.words
            for t in found.given_to_groups
            for a in (t.support if found.role is Field.SUPPORT else t.lead)
            if a.is_group
        )
        yield (
            f"Giao chung cho {'; '.join(f'«{name}»' for name in names)} thêm "
            f"{len(found.given_to_groups)} việc (số {short(marks, most=120)})."
        )
    if found.in_prose:
        yield from given_in_prose(found, teller)
    if found.without_day:
        yield (
            f"Ngoài ra có {len(found.without_day)} việc thường xuyên hoặc định kỳ, "
            "không tính theo mốc này."
        )


def say_none(found: SetFound, teller: Teller) -> str:
    """An empty set is an answer: what was searched is cited."""
    held = teller.documents
    searched = [held[i] for i in found.documents if i in held] or list(held.values())
    marks = " ".join(teller.cite.document(d.id, quote=d.title) for d in searched[:MOST_GROUPS])
    of = f" của {found.unit}" if found.unit else ""
    when = f" ({'; '.join(found.conditions)})" if found.conditions else ""
    lines = [f"**Không có nhiệm vụ nào**{of} thỏa điều kiện{when}. {marks}"]
    lines += ["", *apart_lines(found, teller)]
    return "\n".join(lines).rstrip()


def say_groups(found: SetFound, teller: Teller) -> str:
    """Counts by group, the one asked for first."""
    if not found.groups:
        return "Có 0 nhiệm vụ."
    if found.measure and found.measure.measure is Measure.EACH:
        return say_each(found, teller, by=found.measure.by)
    count = found.groups[0][1]
    tied = [name for name, number in found.groups if number == count]
    which = "ít nhất" if found.measure and found.measure.least else "nhiều nhất"
    of = f"{', '.join(f'**{name}**' for name in tied[:3])}"
    cited = teller.cite.row(found.tasks[0], fields=(Field.LEAD,)) if found.tasks else ""
    lines = [f"{of} {which}: **{count} nhiệm vụ**. {cited}", ""]
    lines += [f"- {name}: {number} nhiệm vụ" for name, number in found.groups[:MOST_GROUPS]]
    return "\n".join(lines)


def say_each(found: SetFound, teller: Teller, *, by: Aspect | None) -> str:
    """Every group with how many rows fall to it."""
    of = noun_of_group(by)
    cited = teller.cite.row(found.tasks[0], fields=(Field.LEAD,))
    lines = [f"Có **{len(found.groups)} {of}**, tất cả {len(found.tasks)} nhiệm vụ: {cited}", ""]
    lines += [f"- **{name}**: {number} nhiệm vụ" for name, number in found.groups[:EVERY_GROUP]]
    return "\n".join(lines)


def noun_of_group(by: Aspect | None) -> str:
    """What the groups are by which rows are counted."""
    match by:
        case Aspect.LEAD:
            return name_of(Field.LEAD).noun
        case Aspect.SUPPORT:
            return name_of(Field.SUPPORT).noun
        case Aspect.SECTION:
            return "mục"
        case Aspect.DOCUMENT:
            return "kế hoạch"
        case _:
            return "nhóm"


def tasks_of(found: SetFound) -> tuple[Task, ...]:
    """The rows that the answer speaks of."""
    measure: Measures | None = found.measure
    if measure and measure.measure in GROUPED:
        return ()
    return found.tasks
