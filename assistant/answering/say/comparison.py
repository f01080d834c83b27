"""Says what two things compared hold, and which is earlier or more where that can be told."""

import re
from datetime import date

from assistant.answering.evidence.kinds import find
from assistant.answering.findings import (
    ComparisonFound,
    DocumentFound,
    FieldsFound,
    Finding,
    ProseFound,
    Refused,
    SetFound,
    Side,
    TargetFound,
)
from assistant.answering.say.fields import name_and_facts, told_in
from assistant.answering.say.phrases import phrase
from assistant.answering.say.prose import say_document, say_targets, sentence
from assistant.answering.say.teller import Teller
from assistant.answering.say.wording import marked
from assistant.answering.understand.meanings import AsksValue, Attribute, Kind
from assistant.domain.due import Due, DueKind
from assistant.domain.task import Field, Task
from assistant.vietnamese.due import find_dues
from assistant.vietnamese.field_names import name_of
from assistant.vietnamese.numbers import read_number
from assistant.vietnamese.quantities import find_quantities
from assistant.vietnamese.sums import is_sum, read_sum
from assistant.vietnamese.text import fold

# "BYMONTH=11" of every year, else "FREQ=MONTHLY", "BYMONTH=3,6,9,12": and the day of the month
DAY_OF_MONTH = re.compile(r"(?P<when>\S+?(?:BYMONTH=(?P<month>\d+))?);BYMONTHDAY=(?P<day>\d+)")
YEAR_ROUND = "year"
SHARES = ("%", "phần trăm")
ROMAN = ("I", "II", "III", "IV")
MOST_ROWS, TITLE_LENGTH = 3, 140
YEAR = re.compile(r"\b20\d\d\b")
# "từ 9.860 triệu đồng thành": what a sum was before it was changed
CHANGED = re.compile(r"\btừ\b(?:(?!\b(?:thành|xuống|lên)\b).)*\b(?:thành|xuống(?: còn)?|lên)\b")


def say_comparison(found: ComparisonFound, teller: Teller) -> str:
    """A line on what the comparison comes to, then side by side."""
    lines = [f"- **{side.name}**: {say_side(side, teller)}" for side in found.sides]
    outcome = verdict(found)
    return "\n".join([*([outcome, ""] if outcome else []), *lines])


def say_side(side: Side, teller: Teller) -> str:
    """What one side holds."""
    match side.found:
        case Refused():
            return phrase("side_not_held")
        case SetFound(tasks=tasks):
            named = "; ".join(
                f"{marked(t, most=TITLE_LENGTH)} {teller.cite.row(t, fields=(Field.DUE,))}"
                for t in tasks[:MOST_ROWS]
            )
            return f"{len(tasks)} nhiệm vụ. {named}"
        case FieldsFound(rows=rows, asks=asks, fields=fields):
            return "; ".join(
                f"{name_and_facts(r.task, asks, teller, most=TITLE_LENGTH)} "
                f"{teller.cite.row(r.task, fields=fields)}"
                for r in rows[:MOST_ROWS]
            )
        case TargetFound():
            return say_targets(side.found, teller).split("\n")[0]
        case DocumentFound():
            return say_document(side.found, teller).split("\n")[0]
        case ProseFound(quotes=quotes):
            return f"{sentence(quotes[0], side.found)} {teller.cite.quote(quotes[0])}"


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
    said = phrase("earlier_day", name=name, day=f"{day:%d/%m/%Y}", later=f"{later:%d/%m/%Y}")
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
    limits = [
        (*place_in_year(limit.due), said[slice(*limit.span)], side.name)
        for side in found.sides
        if isinstance(side.found, ProseFound) and asks_due(side.found)
        for said in (side.found.quotes[0].sentence,)
        for limit in find_dues(said, year=None)[-1:]
    ]
    if len(limits) < len(found.sides) or not all(place for _, place, _, _ in limits):
        return ""
    if len({every for every, _, _, _ in limits}) > 1:
        return ""
    limits.sort(key=lambda limit: limit[1])
    (every, first, words, name), (_, last, later, _) = limits[0], limits[-1]
    if first == last:
        return phrase("same_due", due=words)
    said = phrase("earlier_due", name=name, due=words, later=later)
    if every != YEAR_ROUND:
        return f"{said} {phrase('days_apart', days=last[0] - first[0])}"
    return said


def asks_due(found: ProseFound) -> bool:
    return any(ask.field is Field.DUE for ask in found.asks)


def place_in_year(due: Due) -> tuple[str, tuple[int, ...]]:
    """How often a time limit comes, and its place in that: month and day of one year or of every
    year, the day of every month or quarter; nothing where it has no such place.
    """
    if due.kind is DueKind.DATE and due.end:
        return YEAR_ROUND, (due.end.month, due.end.day)
    rule = DAY_OF_MONTH.fullmatch(due.recurrence or "")
    if rule is None:
        return "", ()
    if rule["month"]:
        return YEAR_ROUND, (int(rule["month"]), int(rule["day"]))
    return rule["when"], (int(rule["day"]),)


def figures_compared(found: ComparisonFound) -> str:
    """Which sentence or cell sets the higher figure, where each holds one of the same sort."""
    said = [(figures_of(side), side.name) for side in found.sides]
    if counted := quantities_compared(found):
        return counted
    if any(len(figures) != 1 for figures, _ in said):
        return ""
    ranked = sorted((read_sum(figures[0]) or 0.0, figures[0], name) for figures, name in said)
    (low, less, _), (high, more, name) = ranked[0], ranked[-1]
    if unit_of(less) != unit_of(more) and not (is_sum(less) and is_sum(more)):
        return ""
    if low == high:
        return phrase("same_figure", figure=more)
    return phrase("higher_figure", name=name, figure=more, other=less)


def quantities_compared(found: ComparisonFound) -> str:
    """Which row tells more, where the cells told hold one figure each, of one thing: "2,7 km
    tuyến", "31" in "Đã giải ngân (%)".
    """
    told = [(*quantity, side.name) for side in found.sides if (quantity := quantity_of(side.found))]
    if len(told) < len(found.sides) or len({what for _, what, _, _ in told}) > 1:
        return ""
    told.sort(key=lambda each: each[0])
    (low, _, less, _), (high, _, more, name) = told[0], told[-1]
    if low == high:
        return phrase("same_figure", figure=more)
    said = phrase("larger_figure", name=name, figure=more, other=less)
    counted, apart = unit_of(more), high - low
    if not counted or is_sum(more) or apart != int(apart):
        return said
    figure = f"{apart:,.0f} {counted}".replace(",", ".")
    return f"{said} {phrase('figures_apart', figure=figure)}"


def quantity_of(found: Finding) -> tuple[float, str, str] | None:
    """The only figure of the one cell that is told: its value, what it counts, and its words."""
    if isinstance(found, TargetFound):
        return quantity_of_target(found)
    if not isinstance(found, FieldsFound):
        return None
    if not len(found.rows) == len(found.asks) == 1 or found.asks[0].field is Field.DUE:
        return None
    task, ask = found.rows[0].task, found.asks[0]
    cell = told_in(task, ask)
    number = read_number(cell)
    if ask.header and number is not None:
        return number, ask.header, cell
    held = find_quantities(cell)
    return (held[0].value, held[0].what, held[0].words) if len(held) == 1 else None


def quantity_of_target(found: TargetFound) -> tuple[float, str, str] | None:
    """The same of a table of targets."""
    if len(found.targets) != 1:
        return None
    (target,) = found.targets
    number = read_number(target.value)
    if number is None or not target.measure or target.measure in SHARES:
        return None  # shares are set against each other by how high they are
    return number, target.measure, f"{target.value} {target.measure}"


def figures_of(side: Side) -> tuple[str, ...]:
    """The different figures of the sort asked for that a side shows."""
    match side.found:
        case ProseFound(quotes=(quote, *_), value=AsksValue(kind=kind)):
            told = of_year(quote.sentence, side.name)
            if kind is Kind.MONEY:
                # The whole sum stands before its parts.
                return find(in_force(told), kind)[:1]
            return tuple(dict.fromkeys(find(told, Kind.PERCENT)))
        case TargetFound(targets=(target,)):
            return tuple(dict.fromkeys(find(f"{target.value} {target.measure}", Kind.PERCENT)))
    return ()


def of_year(sentence: str, name: str) -> str:
    """ "…, trong đó năm 2026 là 5,6 tỷ đồng, năm 2027 …": what is told of the year compared."""
    if not YEAR.fullmatch(name) or not YEAR.search(sentence):
        return sentence
    _, _, told = sentence.partition(name)
    return YEAR.split(told)[0]


def in_force(sentence: str) -> str:
    """ "được điều chỉnh từ 9.860 triệu đồng thành 11.240 triệu đồng": what it is now."""
    return CHANGED.sub("", sentence)


def unit_of(figure: str) -> str:
    return figure.lstrip("0123456789., ").lower()


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
