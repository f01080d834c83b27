"""What a question sets against each other, and the question that it asks of each side alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.choice.compare.compared import JOINING, Compared
from assistant.answering.choice.compare.plans import (
    NAMING,
    Named,
    are_sides,
    end_with_place,
    joined_at,
    plans_named,
)
from assistant.answering.choice.compare.subjects import plans_of_subjects, subjects_compared
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import (
    Acts,
    AsksComparison,
    InWindow,
    NamedBy,
    NamesPlan,
    NamesUnit,
    Reading,
)
from assistant.answering.understand.reading import understand
from assistant.answering.understand.sentences import ASKING
from assistant.answering.understand.settle.steps import settle
from assistant.answering.understand.understood import Clause, Understood
from assistant.domain.due import Window
from assistant.domain.labels import plan_label
from assistant.domain.task import Field

WHILE = "còn"
YEAR = re.compile(r"20\d\d")


def compared(asked: Asked) -> tuple[Compared, ...]:
    """Two plans, else two units, two years, two subjects."""
    if len(asked.understood.chain) > 1 or asked.understood.within:
        return ()
    plans = plans_named(asked)
    if halves := two_questions(asked, plans):
        return halves
    if are_sides(asked, plans):
        return tuple(of_plans(asked, plans))
    is_of_both = asked.understood.compares or asked.understood.asks_of_each
    units = units_named(asked.understood)
    if is_of_both and len(units) > 1:
        return tuple(of_units(asked, units))
    says_both = asked.understood.compares or asked.understood.says_each
    parts = subjects_compared(asked) if says_both else ()
    if by_subject := plans_of_subjects(asked, parts):
        return by_subject
    spans = years_named(asked.understood)
    if len(spans) > 1 and is_of_both:
        return tuple(of_years(asked, spans))
    return tuple(part.compared(asked) for part in parts)


def two_questions(asked: Asked, plans: Sequence[Named]) -> tuple[Compared, ...]:
    """ "đô thị thông minh: A đặt mấy đô thị, còn đề án của B hạn bao giờ": of each plan another
    thing is asked; what stands before a colon is asked of both.
    """
    items = asked.understood.tokens.items
    parted = [i for i, t in enumerate(items) if t.spelled == WHILE and t.after_break == ","]
    if len(parted) != 1 or len(plans) != 2 or not plans[0].end <= parted[0] <= plans[1].start:
        return ()
    asking = [r.start for r in asked.understood.resolved.chosen if isinstance(r.meaning, ASKING)]
    if not any(at < parted[0] for at in asking) or not any(at > parted[0] for at in asking):
        return ()
    text, at = asked.understood.tokens.text, items[parted[0]]
    first, second = text[: at.start].rstrip(" ,"), text[at.end :].strip()
    subject, colon, _ = first.partition(":")
    halves = (first, f"{subject}: {second}" if colon else second)
    told = (understand(half, asked.names, as_of=asked.as_of) for half in halves)
    return tuple(
        Compared(
            next(filter(None, map(plan.called, NAMING))),
            replace(settle(read, asked.names), chain=asked.understood.chain),
            is_whole=True,
        )
        for plan, read in zip(plans, told, strict=True)
    )


def of_plans(asked: Asked, plans: Sequence[Named]) -> Iterator[Compared]:
    """The question without the names of the other plans."""
    by = next((b for b in NAMING if len({p.called(b) for p in plans} - {""}) == len(plans)), "")
    tokens = asked.understood.tokens
    held = {d.id: d for d in asked.names.vocabulary.documents}
    joint = joined_at(asked, plans)
    for plan in plans:
        others = [(p.start, p.end) for p in plans if p is not plan]
        if joint is not None:
            others = [(joint, others[0][1]) if plan is plans[0] else (0, joint)]
        name = plan.called(by) if by else tokens.words(plan.start, plan.end)
        if by is NamedBy.NUMBER and len(plan.documents) == 1:
            name = plan_label(held[min(plan.documents)])
        # "388" beside "kế hoạch 215" is the number of a plan, and alone it is any number.
        meant = NamesPlan.known(plan.documents, name)
        spoken = frozenset(t.text for t in tokens.items[plan.start : plan.end] if t.is_number)
        read = alone(asked, others)
        topic = tuple(t for t in read.topic if t.text not in spoken)
        yield Compared(name, replace(read, plans=(*read.plans, meant), topic=topic))


def units_named(understood: Understood) -> list[Reading[NamesUnit]]:
    """The units of which the same is asked: "Phòng A với Phòng B ai chủ trì nhiều việc hơn"."""
    clauses = {c.unit: c for c in understood.units if not c.negated}
    roles = {c.role for c in clauses.values()} - {None}
    if len(clauses) < 2 or len(roles) > 1:
        return []
    named = {r.meaning: r for r in understood.resolved.of(NamesUnit) if r.meaning in clauses}
    return sorted(named.values(), key=lambda r: r.start)


def of_units(asked: Asked, units: Sequence[Reading[NamesUnit]]) -> Iterator[Compared]:
    """The question without the other units; the role is that of all."""
    is_lead = Acts(Field.LEAD) in asked.understood.resolved.meanings(Acts)
    role = next((c.role for c in asked.understood.units if c.role), None)
    role = role or (Field.LEAD if is_lead else None)
    spans = {r: (r.start, end_with_place(asked.understood, r)) for r in units}
    for unit in units:
        read = alone(asked, [span for r, span in spans.items() if r is not unit])
        own = tuple(replace(c, role=c.role or role) for c in read.units)
        yield Compared(unit.meaning.words, replace(read, units=own))


def years_named(understood: Understood) -> list[Reading[InWindow]]:
    """The years that stand in the question as such, each once."""
    settled = [c.meaning for c in understood.windows if not c.negated]
    # "kế hoạch 2025 và 2026": the first year is a part of a plan's name.
    named = [
        Reading(
            at,
            at + 1,
            year_named(token.text),
            r.weight,
        )
        for r in understood.resolved.of(NamesPlan)
        for at, token in enumerate(understood.tokens.items[r.start : r.end], r.start)
        if YEAR.fullmatch(token.text)
    ]
    found = {
        reading.meaning.window: reading
        for reading in understood.resolved.of(InWindow)
        if reading.meaning.is_year and reading.meaning in settled
    }
    if len(found) == 1:
        found |= {r.meaning.window: r for r in (*named, *years_of_no_plan(understood))}
    return sorted(found.values(), key=lambda r: r.start)


def years_of_no_plan(understood: Understood) -> Iterator[Reading[InWindow]]:
    """ "năm ngoái được bao nhiêu, năm nay đòi bao nhiêu": a year that no plan is of became words of
    the topic, though tables tell its figures.
    """
    for reading in understood.resolved.lost:
        meaning = reading.meaning
        if isinstance(meaning, InWindow) and meaning.is_year:
            yield Reading(reading.start, reading.end, meaning, reading.weight)


def year_named(words: str) -> InWindow:
    return InWindow(Window.of_year(int(words)), words, is_year=True)


def of_years(asked: Asked, spans: Sequence[Reading[InWindow]]) -> Iterator[Compared]:
    """The question without the other years."""
    for reading in spans:
        others = [(r.start, r.end) for r in spans if r is not reading]
        meaning = reading.meaning
        name = str(meaning.window.start.year) if meaning.window.start else meaning.words
        read = alone(asked, others)
        if name not in read.years_named:  # it became words of the topic
            items = asked.understood.tokens.items[reading.start : reading.end]
            said = {token.spelled for token in items}
            topic = tuple(token for token in read.topic if token.spelled not in said)
            read = replace(read, topic=topic, clauses=(*read.clauses, Clause(meaning)))
        yield Compared(name, read)


def alone(asked: Asked, others: Sequence[tuple[int, int]]) -> Understood:
    """The question read again without some stretches and the words that join them to the rest."""
    tokens = asked.understood.tokens
    left_out = {i for start, end in others for i in range(start, end)}
    comparing = {
        i for r in asked.understood.resolved.of(AsksComparison) for i in range(r.start, r.end)
    }
    for start, _ in others:
        at = start - 1
        while at >= 0 and (tokens[at].spelled in JOINING or at in comparing):
            left_out.add(at)
            at -= 1
    for _, end in others:
        if end < len(tokens) and tokens[end].spelled in JOINING:
            left_out.add(end)
    text = "".join(
        tokens.text[token.start : tokens[i + 1].start if i + 1 < len(tokens) else None]
        for i, token in enumerate(tokens.items)
        if i not in left_out
    )
    read = understand(text, asked.names, as_of=asked.as_of)
    return replace(settle(read, asked.names), chain=asked.understood.chain)
