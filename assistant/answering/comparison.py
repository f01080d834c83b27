"""Questions that set two things against each other: the same question asked of each side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.findings import (
    ComparisonFound,
    DocumentFound,
    FieldsFound,
    Finding,
    ProseFound,
    Reason,
    Refused,
    SetFound,
    Side,
)
from assistant.answering.scope import choose, years
from assistant.answering.understand.meanings import Asks, AsksValue, Kind, NamesPlan
from assistant.domain.task import Field

if TYPE_CHECKING:
    from assistant.answering.evidence import Asked

# By the words of the question, figures or days are compared.
FIGURES = frozenset(("ty", "ti", "tieu", "muc"))
EARLY_LATE = frozenset(("som", "muon", "truoc", "gan", "gap"))


def compared(asked: Asked) -> tuple[NamesPlan, ...]:
    """The plans set against each other: two of a sort, in a question that compares or joins."""
    plans = asked.understood.plans
    for by in ("province", "number", "nickname"):
        sides = tuple({p.documents: p for p in plans if p.by == by}.values())
        if len(sides) >= 2:
            return sides
    if not asked.understood.compares:
        return ()
    sides = tuple(
        NamesPlan(p.documents & (asked.documents or p.documents), p.words, "number")
        for p in years(asked.understood, asked.names)
    )
    return sides if len(sides) >= 2 and all(s.documents for s in sides) else ()


def compare(
    asked: Asked, sides: tuple[NamesPlan, ...], *, answer: Callable[[Asked], Finding]
) -> Finding:
    """The same question asked of each side."""
    found: list[Side] = []
    others = {p.documents for p in sides}
    for side in sides:
        plans = tuple(p for p in asked.understood.plans if p.documents not in others)
        understood = replace(
            asked.understood,
            plans=(*plans, side),
            compares=False,
            asks=compared_asks(asked),
            values=compared_values(asked),
        )
        own = replace(asked, understood=understood, choice=choose(understood, asked.names))
        finding = answer(own)
        if isinstance(finding, FieldsFound | ProseFound | SetFound | DocumentFound | Refused):
            found.append(Side(side.words, finding))
    if all(isinstance(side.found, Refused) for side in found):
        return found[0].found if found else Refused(Reason.NOTHING_NEAR)
    return ComparisonFound(tuple(found))


def compared_values(asked: Asked) -> tuple[AsksValue, ...]:
    """ "đặt tỷ lệ khác nhau thế nào" compares figures."""
    understood = asked.understood
    words = {t.folded for t in understood.tokens.items}
    if understood.values or understood.asks or not words & FIGURES:
        return understood.values
    return (AsksValue(Kind.PERCENT),)


def compared_asks(asked: Asked) -> tuple[Asks, ...]:
    """ "bên nào sớm hơn" compares days, whatever else is asked."""
    words = {t.folded for t in asked.understood.tokens.items}
    asks = asked.understood.asks
    if asked.understood.compares and words & EARLY_LATE:
        dues = tuple(ask for ask in asks if ask.field is Field.DUE)
        return dues or (Asks(Field.DUE),)
    return (
        tuple(a for a in asks if a.field is not Field.LEAD) if asked.understood.compares else asks
    )
