"""Questions that set two things against each other: the same question asked of each side."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
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
    TargetFound,
)
from assistant.answering.scope import of_year, years
from assistant.answering.understand.meanings import (
    Asks,
    AsksComparison,
    AsksValue,
    Attribute,
    InWindow,
    Kind,
    Measures,
    NamesPlan,
)
from assistant.answering.understand.tokens import Token
from assistant.answering.understand.understood import Clause, Understood
from assistant.answering.words import word_set
from assistant.domain.query import Measure
from assistant.domain.task import Field
from assistant.vietnamese.text import fold, syllables

if TYPE_CHECKING:
    from assistant.answering.evidence import Asked

# By the words of the question, figures or days are compared.
FIGURES = frozenset(("ton", "ty", "ti", "tieu", "muc", "so", "tong", "nhieu", "it", "cao", "thap"))
MONEY = frozenset(("tien", "von", "phi", "ton"))
SIGNING = frozenset(("nguoi", "ky"))
ISSUING = frozenset(("ban", "ky"))
JOINING = word_set("và với hay hoặc còn")
# "có cùng một đơn vị chủ trì không", "đơn vị … có khác nhau không": who leads is compared.
UNITS = re.compile(
    r"\b(?:cung|khac|mot|chung) (?:\w+ ){0,2}(?:don vi|co quan|phong|ben|noi)\b|\bchu tri\b"
    r"|\b(?:don vi|co quan|phong) .*\b(?:cung|khac|giong)\b"
)
# A subject ends so near the word that joins it to the other.
NEAR = 3
# A small word may stand within a thing's name.
GAP = 2
SIDES = FieldsFound | ProseFound | SetFound | DocumentFound | TargetFound | Refused
YEAR = re.compile(r"\b20\d\d\b")
COUNTED = re.compile(r"\b(?:nhieu|it) (?:dau |cong )?(?:nhiem vu|viec|vc)\b")
EARLY_LATE = frozenset(("som", "muon", "truoc", "gan", "gap"))


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the things set against each other, and the question asked of it alone."""

    name: str
    understood: Understood


def compared(asked: Asked) -> tuple[Compared, ...]:
    """Two plans of a sort in a question that compares or joins; else two subjects compared."""
    plans = plans_compared(asked)
    if plans:
        others = {p.documents for p in plans}
        kept = tuple(p for p in asked.understood.plans if p.documents not in others)
        asked_of_each = replace(asked.understood, clauses=without_years(asked.understood))
        return tuple(
            Compared(
                plan.words,
                replace(
                    asked_of_each,
                    plans=(*kept, plan),
                    topic=without_names(asked, plan=plan, others=others - {plan.documents}),
                ),
            )
            for plan in plans
        )
    return subjects_compared(asked) if asked.understood.compares else ()


def without_names(
    asked: Asked, *, plan: NamesPlan, others: Set[frozenset[str]]
) -> tuple[Token, ...]:
    """The topic without the words that only name the other plans."""
    own = title_words(asked, plan.documents)
    foreign = frozenset[str]().union(*(title_words(asked, documents) for documents in others)) - own
    return tuple(token for token in asked.understood.topic if token.folded not in foreign)


def title_words(asked: Asked, documents: frozenset[str]) -> frozenset[str]:
    held = (d for d in asked.names.vocabulary.documents if d.id in documents)
    return frozenset(fold(word) for d in held for word in syllables(d.title))


def plans_compared(asked: Asked) -> tuple[NamesPlan, ...]:
    """The plans set against each other."""
    plans = asked.understood.plans
    for by in ("province", "number", "nickname"):
        sides = tuple({p.documents: p for p in plans if p.by == by}.values())
        if len(sides) >= 2:
            return sides
    if not asked.understood.compares:
        return ()
    sides = years_compared(asked)
    return sides if len(sides) >= 2 else ()


def without_years(understood: Understood) -> tuple[Clause, ...]:
    """A year that tells the sides apart says nothing of either."""
    return tuple(
        clause
        for clause in understood.clauses
        if not (isinstance(clause.meaning, InWindow) and clause.meaning.is_year)
    )


def years_compared(asked: Asked) -> tuple[NamesPlan, ...]:
    """ "năm 2025 và 2026", "kế hoạch 2025 với 2026": the plans of each year, of whom is named."""
    plans = asked.understood.plans
    owners = [p.documents for by in ("province", "issuer") for p in plans if p.by == by]
    held = owners[0] if owners else asked.documents or frozenset()
    for documents in owners[1:]:
        held = held & documents or held
    within = [int(year) for p in plans for year in YEAR.findall(p.words) if p.by == "nickname"]
    said = [*(of_year(year, asked.names) for year in within), *years(asked.understood, asked.names)]
    sides = {p.words: p.documents & held if held else p.documents for p in said if p}
    return tuple(
        NamesPlan(documents, year, "number") for year, documents in sides.items() if documents
    )


def subjects_compared(asked: Asked) -> tuple[Compared, ...]:
    """ "bản đồ số và trạm quan trắc, cái nào xong trước": the topic, cut where it is joined."""
    understood = asked.understood
    items = understood.tokens.items
    topic = {items.index(token) for token in understood.topic}
    for at in range(1, len(items)):
        joins = items[at].spelled in JOINING or items[at].after_break == ","
        first = [i for i in sorted(topic) if i < at]
        second = [i for i in sorted(topic) if i >= at]
        if at in topic and items[at].spelled in JOINING:
            continue  # inside a title
        if not joins or not first or not second or at - first[-1] > NEAR:
            continue
        left, right = run_back(first, items), run_on(second, items)
        shared = [i for i in (*first, *second) if i not in left and i not in right]
        return tuple(
            Compared(
                understood.tokens.words(part[0], part[-1] + 1),
                replace(
                    understood, topic=tuple(items[i] for i in sorted((*part, *shared))), soft=()
                ),
            )
            for part in (left, right)
        )
    return ()


def run_on(places: Sequence[int], items: Sequence[Token]) -> list[int]:
    """The words that follow one another from the first on: the second thing's name."""
    run = [places[0]]
    for place in places[1:]:
        if place - run[-1] > GAP or items[place].after_break:
            break
        run.append(place)
    return run


def run_back(places: Sequence[int], items: Sequence[Token]) -> list[int]:
    """The words that stand side by side before the word that joins: the first thing's name."""
    run = [places[-1]]
    for place in reversed(places[:-1]):
        if run[0] - place > GAP or items[run[0]].after_break:
            break
        run.insert(0, place)
    return run


def compare(
    asked: Asked,
    sides: tuple[Compared, ...],
    *,
    read: Callable[[Understood], Asked],
    answer: Callable[[Asked], Finding],
) -> Finding:
    """The same question asked of each side."""
    found: list[Side] = []
    for side in sides:
        attributes = compared_attributes(asked)
        own = read(
            replace(
                side.understood,
                topic=() if attributes else side.understood.topic,
                compares=False,
                wants_list=asked.understood.wants_list and not asks_of_days(asked),
                asks=compared_asks(asked),
                values=compared_values(asked),
                attributes=attributes,
                measure=asked.understood.measure or compared_count(asked),
            )
        )
        finding = answer(own)
        if isinstance(finding, SIDES):
            found.append(Side(side.name, finding))
    if all(isinstance(side.found, Refused) for side in found):
        return found[0].found if found else Refused(Reason.NOTHING_NEAR)
    return ComparisonFound(tuple(found))


def asks_of_days(asked: Asked) -> bool:
    """ "cái nào xong trước": days are compared."""
    words = {t.folded for t in asked.understood.tokens.items}
    return asked.understood.compares and bool(words & EARLY_LATE)


def compared_attributes(asked: Asked) -> tuple[Attribute, ...]:
    """ "cái nào ban hành trước": the days on which documents were issued."""
    words = {t.folded for t in asked.understood.tokens.items}
    if asks_of_days(asked) and ISSUING & words:
        return (Attribute.ISSUED_ON,)
    if asked.understood.compares and words >= SIGNING:
        return (Attribute.SIGNER,)
    return asked.understood.attributes


def compared_count(asked: Asked) -> Measures | None:
    """ "bên nào nhiều nhiệm vụ hơn": tasks are counted."""
    tokens = asked.understood.tokens
    counts = any(
        isinstance(r.meaning, AsksComparison) and COUNTED.search(fold(tokens.words(r.start, r.end)))
        for r in asked.understood.resolved.chosen
    )
    return Measures(Measure.COUNT) if counts else None


def compared_values(asked: Asked) -> tuple[AsksValue, ...]:
    """ "đặt tỷ lệ khác nhau thế nào" compares figures."""
    understood = asked.understood
    words = {t.folded for t in understood.tokens.items}
    if understood.values or compared_asks(asked) or not words & FIGURES or asks_of_days(asked):
        return understood.values
    return (AsksValue(Kind.MONEY if words & MONEY else Kind.AMOUNT),)


def compared_asks(asked: Asked) -> tuple[Asks, ...]:
    """ "bên nào sớm hơn" compares days, whatever else is asked."""
    asks = asked.understood.asks
    if compared_attributes(asked):
        return ()
    if asks_of_days(asked):
        dues = tuple(ask for ask in asks if ask.field is Field.DUE)
        return dues or (Asks(Field.DUE),)
    if not asked.understood.compares:
        return asks
    # "bên nào nhiều hơn" asks for no unit; "cùng một đơn vị chủ trì không" does.
    others = tuple(a for a in asks if a.field is not Field.LEAD)
    names_lead = UNITS.search(fold(asked.understood.tokens.text)) is not None
    return others or ((Asks(Field.LEAD),) if names_lead else ())
