"""Which of two things compared has the higher figure, where each holds one of the same sort."""

from __future__ import annotations

import re

from assistant.answering.evidence.kinds import find
from assistant.answering.findings import (
    ComparisonFound,
    FieldsFound,
    Finding,
    ProseFound,
    Side,
    TargetFound,
)
from assistant.answering.say.fields import told_in
from assistant.answering.say.phrases import phrase
from assistant.answering.understand.meanings import AsksValue, Kind
from assistant.domain.task import Field
from assistant.vietnamese.numbers import read_number
from assistant.vietnamese.quantities import find_quantities
from assistant.vietnamese.sums import is_sum, read_sum

SHARES = ("%", "phần trăm")
YEAR = re.compile(r"\b20\d\d\b")
# "từ 9.860 triệu đồng thành": what a sum was before it was changed
CHANGED = re.compile(r"\btừ\b(?:(?!\b(?:thành|xuống|lên)\b).)*\b(?:thành|xuống(?: còn)?|lên)\b")


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
    return unlike(found) + phrase("higher_figure", name=name, figure=more, other=less)


def unlike(found: ComparisonFound) -> str:
    """Where it is asked whether two things are alike: that they are not."""
    return f"{phrase('other_periods')} " if found.same else ""


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
    said = unlike(found) + phrase("larger_figure", name=name, figure=more, other=less)
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
