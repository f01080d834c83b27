"""Says sets of tasks: counted with their noun, every row named, what stands apart told apart."""

from collections.abc import Iterable, Sequence

from assistant.answering.findings import SetFound
from assistant.answering.say.phrases import phrase
from assistant.answering.say.teller import Teller
from assistant.answering.say.wording import day_words, mark, unnumbered
from assistant.answering.understand.meanings import Measures
from assistant.domain.labels import short
from assistant.domain.query import Aspect, Measure
from assistant.domain.task import Field, Task
from assistant.vietnamese.field_names import name_of

TABLE_FROM = 11
# The whole list has to be readable and sendable: titles grow shorter as lists grow longer.
LIST_LENGTH, TITLE_LEAST, TITLE_MOST = 6500, 70, 240
MOST_IN_PROSE, TITLE_IN_PROSE = 12, 140
MARKS_LENGTH, REASON_LENGTH = 120, 400
MOST_GROUPS, EVERY_GROUP, MOST_TIED = 12, 60, 3
OF_UNIT: dict[Field | None, str] = {Field.LEAD: "tasks_of_lead", Field.SUPPORT: "tasks_of_support"}
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
    count = len(found.tasks)
    measure = found.measure.measure if found.measure else None
    if measure in (Measure.EARLIEST, Measure.LATEST):
        return outermost(found, is_first=measure is Measure.EARLIEST)
    key = OF_UNIT.get(found.role, "tasks_of_unit") if found.unit else "tasks"
    said = phrase(key, count=count, unit=found.unit).rstrip()
    if found.overdue:
        said = f"{said} {phrase('past_unknown')}"
    plans = {t.document_id for t in found.tasks}
    where = f" trong {len(plans)} kế hoạch" if len(plans) > 1 else ""
    return f"{said}{where}:"


def outermost(found: SetFound, *, is_first: bool) -> str:
    """What falls due first or last."""
    count, task = len(found.tasks), found.tasks[0]
    due = day_words(task.due)
    if count == 1:
        title = short(task.title, most=TITLE_MOST)
        return phrase("earliest_task" if is_first else "latest_task", title=title, due=due)
    return phrase("earliest_tasks" if is_first else "latest_tasks", count=count, due=due)


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
    given = phrase("also_in_prose", count=len(found.in_prose))
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
        yield phrase(
            "given_to_groups",
            groups="; ".join(f"«{name}»" for name in names),
            count=len(found.given_to_groups),
            marks=short(marks, most=MARKS_LENGTH),
        )
    if found.in_prose:
        yield from given_in_prose(found, teller)
    if found.without_day:
        yield phrase("without_day", count=len(found.without_day))
    for quote in found.reasons:
        yield f"{short(unnumbered(quote.sentence), most=REASON_LENGTH)} {teller.cite.quote(quote)}"
        yield ""


def say_none(found: SetFound, teller: Teller) -> str:
    """An empty set is an answer: what was searched is cited."""
    held = teller.documents
    searched = [held[i] for i in found.documents if i in held] or list(held.values())
    marks = " ".join(teller.cite.document(d.id, quote=d.title) for d in searched[:MOST_GROUPS])
    when = f" ({'; '.join(found.conditions)})" if found.conditions else ""
    key = "none_of_unit" if found.unit else "none"
    lines = [f"{phrase(key, unit=found.unit, when=when)} {marks}"]
    lines += ["", *apart_lines(found, teller)]
    return "\n".join(lines).rstrip()


def say_groups(found: SetFound, teller: Teller) -> str:
    """Counts by group, the one asked for first."""
    if not found.groups:
        return phrase("no_groups")
    if found.measure and found.measure.measure is Measure.EACH:
        return say_each(found, teller, by=found.measure.by)
    count = found.groups[0][1]
    tied = [name for name, number in found.groups if number == count]
    key = "fewest_tasks" if found.measure and found.measure.least else "most_tasks"
    names = ", ".join(f"**{name}**" for name in tied[:MOST_TIED])
    cited = teller.cite.row(found.tasks[0], fields=(Field.LEAD,)) if found.tasks else ""
    lines = [f"{phrase(key, names=names, count=count)} {cited}", ""]
    lines += [group(name, number) for name, number in found.groups[:MOST_GROUPS]]
    return "\n".join(lines)


def say_each(found: SetFound, teller: Teller, *, by: Aspect | None) -> str:
    """Every group with how many rows fall to it."""
    cited = teller.cite.row(found.tasks[0], fields=(Field.LEAD,))
    count = len(found.tasks)
    head = phrase("all_groups", groups=len(found.groups), of=noun_of_group(by), count=count)
    lines = [f"{head} {cited}", ""]
    lines += [group(f"**{name}**", number) for name, number in found.groups[:EVERY_GROUP]]
    return "\n".join(lines)


def group(name: str, number: int) -> str:
    """How many rows fall to one group."""
    return f"- {phrase('group', name=name, count=number)}"


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
