"""Says what a comparison comes to: which is earlier, has more, or whether they are alike."""

from __future__ import annotations

import re
from datetime import date

from assistant.answering.findings import (
    ComparisonFound,
    DocumentFound,
    FieldsFound,
    ProseFound,
    SetFound,
)
from assistant.answering.say.comparison_figures import figures_compared, unlike
from assistant.answering.say.phrases import phrase
from assistant.answering.understand.meanings import Attribute
from assistant.domain.due import Due, DueKind
from assistant.domain.task import Field, Task
from assistant.vietnamese.due import find_dues
from assistant.vietnamese.field_names import name_of
from assistant.vietnamese.text import fold

# "BYMONTH=11" of every year, else "FREQ=MONTHLY", "BYMONTH=3,6,9,12": and the day of the month
DAY_OF_MONTH = re.compile(r"(?P<when>\S+?(?:BYMONTH=(?P<month>\d+))?);BYMONTHDAY=(?P<day>\d+)")
YEAR = re.compile(r"20\d\d")
YEAR_ROUND = "year"
ROMAN = ("I", "II", "III", "IV")


def verdict(found: ComparisonFound) -> str:
    """Which side is earlier or has more, and whether one unit leads both."""
    counts = [
        (side.name, len(side.found.tasks))
        for side in found.sides
        if isinstance(side.found, SetFound)
    ]
    if len(counts) == len(found.sides):
        return counts_compared(counts)
    told = (
        dues_compared(found),
        units_compared(found, Field.LEAD),
        units_compared(found, Field.SUPPORT),
        signers_compared(found),
        issues_compared(found),
    )
    said = " ".join(part for part in told if part)
    return said or days_compared(found) or figures_compared(found)


def counts_compared(counts: list[tuple[str, int]]) -> str:
    """Who has more tasks."""
    counts.sort(key=lambda c: -c[1])
    if counts[0][1] == counts[-1][1]:
        return phrase("as_many", count=counts[0][1])
    return phrase("more_tasks", name=counts[0][0], count=counts[0][1], other=counts[-1][1])


def dues_compared(found: ComparisonFound) -> str:
    """Which task is due earlier, and by how many days where both are due on a day."""
    dues = [
        (side.found.rows[0].task.due, side.name)
        for side in found.sides
        if isinstance(side.found, FieldsFound) and Field.DUE in side.found.fields
    ]
    known = sorted(
        ((due.end, name, due.kind) for due, name in dues if due.end is not None),
        key=lambda each: each[0],
    )
    if len(known) < len(found.sides):
        return ""
    (day, name, sort), (later, _, other) = known[0], known[-1]
    if day == later:
        return phrase("same_due", due=f"{day:%d/%m/%Y}")
    if period := period_of(day, found.same):
        is_one = period == period_of(later, found.same)
        return phrase("same_period" if is_one else "other_periods", period=period)
    said = unlike(found) + phrase(
        "earlier_day", name=name, day=f"{day:%d/%m/%Y}", later=f"{later:%d/%m/%Y}"
    )
    if sort is other is DueKind.DATE:
        return f"{said} {phrase('days_apart', days=(later - day).days)}"
    return said


def period_of(day: date, sort: str) -> str:
    """The month, quarter or year of a day, where that is compared."""
    match sort:
        case "thang":
            return f"tháng {day.month}/{day.year}"
        case "quy":
            return f"quý {ROMAN[(day.month - 1) // 3]}/{day.year}"
        case "nam":
            return f"năm {day.year}"
    return ""


def units_compared(found: ComparisonFound, role: Field) -> str:
    """Whether the tasks on both sides have one unit in a role."""
    told = [
        assignees_in(side.found.rows[0].task, role)
        for side in found.sides
        if isinstance(side.found, FieldsFound) and role in side.found.fields
    ]
    if len(told) < len(found.sides) or not all(told):
        return ""
    of_all = [unit for unit in told[0] if all(fold(unit) in map(fold, other) for other in told)]
    label = name_of(role).noun
    if of_all:
        return phrase("same_unit", role=label, name="; ".join(of_all))
    return phrase("other_units", role=label)


def assignees_in(task: Task, role: Field) -> tuple[str, ...]:
    held = task.lead if role is Field.LEAD else task.support
    return tuple(assignee.words for assignee in held)


def days_compared(found: ComparisonFound) -> str:
    """Which sentence names the earlier day: "trước ngày 15/11 hằng năm" and "trước ngày 10/12"."""
    told = [
        (limit.due, said[slice(*limit.span)], side.name)
        for side in found.sides
        if isinstance(side.found, ProseFound) and asks_due(side.found)
        for said in (side.found.quotes[0].sentence,)
        for limit in find_dues(said, year=None)[-1:]
    ]
    in_full = all(YEAR.search(words) for _, words, _ in told)
    if not in_full and any(YEAR.search(words) for _, words, _ in told):
        return ""  # "15/12" of whatever year is neither before nor after "10/12/2027"
    limits = [(*place_in_year(due, in_full=in_full), words, name) for due, words, name in told]
    if len(limits) < len(found.sides) or not all(place for _, place, _, _ in limits):
        return ""
    if len({every for every, _, _, _ in limits}) > 1:
        return ""
    limits.sort(key=lambda limit: limit[1])
    (every, first, words, name), (_, last, later, _) = limits[0], limits[-1]
    if first == last:
        return phrase("same_due", due=words)
    said = unlike(found) + phrase("earlier_due", name=name, due=words, later=later)
    if every != YEAR_ROUND:
        return f"{said} {phrase('days_apart', days=last[0] - first[0])}"
    return said


def asks_due(found: ProseFound) -> bool:
    return any(ask.field is Field.DUE for ask in found.asks)


def place_in_year(due: Due, *, in_full: bool) -> tuple[str, tuple[int, ...]]:
    """How often a time limit comes, and its place in that: month and day of one year, with that
    year in full, or of every year, the day of every month or quarter; nothing where it has no
    such place.
    """
    if due.kind is DueKind.DATE and due.end:
        year = (due.end.year,) if in_full and YEAR.search(due.words) else ()
        return YEAR_ROUND, (*year, due.end.month, due.end.day)
    rule = DAY_OF_MONTH.fullmatch(due.recurrence or "")
    if rule is None:
        return "", ()
    if rule["month"]:
        return YEAR_ROUND, (int(rule["month"]), int(rule["day"]))
    return rule["when"], (int(rule["day"]),)


def signers_compared(found: ComparisonFound) -> str:
    """Whether one person signed both."""
    signers = [
        side.found.documents[0].signer
        for side in found.sides
        if isinstance(side.found, DocumentFound)
        and side.found.attributes == (Attribute.SIGNER,)
        and len(side.found.documents) == 1
    ]
    if len(signers) < len(found.sides) or not all(signers):
        return ""
    if len({*signers}) == 1:
        return phrase("same_signer", name=signers[0])
    return phrase("other_signers", names=", ".join(signers))


def issues_compared(found: ComparisonFound) -> str:
    """Which document was issued first, and which last."""
    issued = sorted(
        (side.found.documents[0].issued_on, side.name)
        for side in found.sides
        if isinstance(side.found, DocumentFound)
        and side.found.attributes == (Attribute.ISSUED_ON,)
        and len(side.found.documents) == 1
        and side.found.documents[0].issued_on
    )
    if len(issued) < len(found.sides) or issued[0][0] == issued[-1][0]:
        return ""
    (day, first), (later, last) = issued[0], issued[-1]
    return phrase(
        "issued_earlier", first=first, day=f"{day:%d/%m/%Y}", last=last, later=f"{later:%d/%m/%Y}"
    )
