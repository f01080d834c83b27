"""What a question sets against each other, and the question that it asks of each side alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import (
    Acts,
    AsksComparison,
    InWindow,
    Mentions,
    NamedBy,
    NamesPlan,
    NamesUnit,
    Reading,
)
from assistant.answering.understand.reading import understand
from assistant.answering.understand.settle.asks import DAYS_BETWEEN
from assistant.answering.understand.settle.steps import settle
from assistant.answering.understand.understood import Clause, Understood
from assistant.answering.words.telling import folded_words, stopwords, word_set
from assistant.answering.words.tokens import Token
from assistant.domain.due import Window
from assistant.domain.labels import plan_label
from assistant.domain.task import Field
from assistant.vietnamese.text import fold

JOINING = word_set("và với hay hoặc còn")
# What says which plan is meant, the surest first; two sides are called by the first that differs.
NAMING = (NamedBy.PROVINCE, NamedBy.NUMBER, NamedBy.ISSUER, NamedBy.NICKNAME)
# Without a word that compares, two names set a question of each only where they are as sure.
SURE = (NamedBy.PROVINCE, NamedBy.NUMBER)
WHICH, THEN = "nào", "thì"
SIDES_OF = word_set("bên vụ mảng")
YEAR = re.compile(r"20\d\d")
# A subject ends so near the word that joins it to the other.
NEAR = 3
# A small word may stand within a thing's name.
GAP = 3
EARLIER_LATER = frozenset(("truoc", "sau"))
# "của tỉnh", "bên tỉnh": the people's committee of the province
PROVINCE, OWNED = "tỉnh", word_set("của bên")
OPENED, CLOSED = "(", ")"
COMMITTEE = re.compile(r"(?:UBND|Ủy ban nhân dân) tỉnh\b")


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the things set against each other, and the question asked of it alone."""

    name: str
    understood: Understood


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of the question that names a plan, with whatever tells it from others."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    documents: frozenset[str]

    def called(self, by: str) -> str:
        """How it is called by one sort of name; "" where it is not."""
        said = (r.meaning for r in self.readings if isinstance(r.meaning, NamesPlan))
        return next((m.words for m in said if m.by == by), "")


def compared(asked: Asked) -> tuple[Compared, ...]:
    """Two plans, else two units, two years, two subjects."""
    if len(asked.understood.chain) > 1 or asked.understood.within:
        return ()
    plans = plans_named(asked)
    if are_sides(asked, plans):
        return tuple(of_plans(asked, plans))
    is_of_both = asked.understood.compares or asked.understood.asks_of_each
    units = units_named(asked.understood)
    if is_of_both and len(units) > 1:
        return tuple(of_units(asked, units))
    parts = subjects_compared(asked) if asked.understood.compares else ()
    if by_subject := plans_of_subjects(asked, parts):
        return by_subject
    spans = years_named(asked.understood)
    if len(spans) > 1 and is_of_both:
        return tuple(of_years(asked, spans))
    return tuple(part.compared(asked) for part in parts)


def are_sides(asked: Asked, plans: Sequence[Named]) -> bool:
    """Whether different plans are named, and the question is one of both."""
    if len(plans) < 2 or any(a.documents & b.documents for a, b in combinations(plans, 2)):
        return False
    of_both = asked.understood.compares or asked.understood.asks_of_each
    if asked.understood.alteration and not of_both:
        return False  # "quyết định 417 bỏ việc nào của kế hoạch 52": one does it to the other
    return of_both or any(all(p.called(by) for p in plans) for by in SURE)


def plans_named(asked: Asked) -> list[Named]:
    """The plans that the question names; readings side by side name one."""
    items = asked.understood.tokens.items
    found: list[Named] = []
    for chosen in sorted(asked.understood.resolved.chosen, key=lambda r: r.start):
        reading = as_issuer(asked, chosen)
        meaning = reading.meaning
        last = found[-1] if found else None
        touches = last is not None and not is_parted(items, last.end, reading.start)
        if last and touches and isinstance(meaning, InWindow) and meaning.is_year:
            found[-1] = replace(last, end=reading.end)
        if not isinstance(meaning, NamesPlan) or meaning not in asked.understood.plans:
            continue
        if (
            last
            and (touches or goes_on(items, last, reading))
            and last.documents & meaning.documents
        ):
            found[-1] = Named(
                last.start,
                reading.end,
                (*last.readings, reading),
                last.documents & meaning.documents,
            )
        else:
            found.append(Named(reading.start, reading.end, (reading,), meaning.documents))
    named = [n for n in found if any(n.called(by) for by in NAMING)]
    if asked.understood.compares:
        named = with_province(asked, named)
    return [widened(asked, n) for n in named if not is_of_all(n, named)]


def as_issuer(asked: Asked, reading: Reading) -> Reading:
    """ "Sở XD" that was settled as the issuer of a plan, and is no unit."""
    if not isinstance(reading.meaning, NamesUnit):
        return reading
    words = reading.meaning.words
    plans = (p for p in asked.understood.plans if p.by is NamedBy.ISSUER and p.words == words)
    return replace(reading, meaning=next(plans, reading.meaning))


def with_province(asked: Asked, named: list[Named]) -> list[Named]:
    """ "của Sở X với của tỉnh": beside a department "tỉnh" is the committee over it."""
    items = asked.understood.tokens.items
    departments = [n for n in named if n.called(NamedBy.ISSUER)]
    at = next(
        (
            i
            for i in range(1, len(items))
            if items[i].spelled == PROVINCE and items[i - 1].spelled in OWNED
        ),
        None,
    )
    if at is None or len(departments) != 1:
        return named
    places = {d.organization.province for d in asked.documents_in(departments[0].documents)}
    committees = frozenset(
        d.id
        for d in asked.names.vocabulary.documents
        if d.organization.province in places and COMMITTEE.match(d.organization.name)
    )
    if not committees or committees & departments[0].documents:
        return named
    # "của tỉnh Bình Thuận": the province's name goes with it, and names no third side.
    end = next((n.end for n in named if n.start <= at + 1 < n.end), at + 1)
    meant = Reading(at, end, NamesPlan(committees, f"UBND {PROVINCE}", NamedBy.ISSUER), 1.0)
    others = [n for n in named if n in departments or not n.documents & committees]
    return sorted([*others, Named(at, end, (meant,), committees)], key=lambda n: n.start)


def is_of_all(named: Named, every: Sequence[Named]) -> bool:
    """ "hai kế hoạch 34 và 52 của Sở X": what holds of each of the plans is no side."""
    others = [n for n in every if n is not named and n.documents < named.documents]
    return len(others) > 1


def goes_on(items: Sequence[Token], last: Named, reading: Reading) -> bool:
    """ "kế hoạch tiết kiệm điện của Công Thương HN": a few words of the owner's name between."""
    between = items[last.end : reading.start]
    is_cut = any(token.after_break for token in items[last.end : reading.start + 1])
    return len(between) <= NEAR and not is_cut and not any(t.spelled in JOINING for t in between)


def is_parted(items: Sequence[Token], end: int, start: int) -> bool:
    """Whether more than small words lies between two readings, or a word that joins."""
    between = items[end:start]
    return (
        any(token.spelled in JOINING or token.spelled not in stopwords() for token in between)
        or any(token.after_break not in ("", "(") for token in items[end : start + 1])
        or len(between) > GAP
    )


def widened(asked: Asked, named: Named) -> Named:
    """With the words of the plan's title that stand before its name: "Du lịch Tuyên Quang"."""
    items = asked.understood.tokens.items
    held = (d for d in asked.names.vocabulary.documents if d.id in named.documents)
    title = frozenset[str]().union(*(folded_words(d.title) for d in held))
    start = named.start
    while start and items[start - 1].spelled not in JOINING and not items[start].after_break:
        if items[start - 1].folded not in title:
            break
        start -= 1
    end = named.end
    if end < len(items) and items[end].after_break.strip() == OPENED:
        # "Hưng Yên (công nghiệp hỗ trợ)": which of its plans
        while end < len(items) and items[end].folded in title:
            end += 1
        is_closed = end == len(items) or CLOSED in items[end].after_break
        end = end if is_closed else named.end
    return replace(named, start=start, end=end)


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


def end_with_place(understood: Understood, unit: Reading) -> int:
    """ "Phòng Văn hóa Buôn Hồ": where a unit's name ends with that of its plan behind it."""
    plans = (r for r in understood.resolved.of(NamesPlan) if r.start >= unit.end)
    return next((r.end for r in plans if r.start - unit.end <= 1), unit.end)


def joined_at(asked: Asked, plans: Sequence[Named]) -> int | None:
    """ "kinh phí kiểm tra của X với tiền xóa nhà tạm của Y": where the second thing begins, if
    each of the two has words of its own.
    """
    if len(plans) != 2:
        return None
    items = asked.understood.tokens.items
    first, second = plans
    joints = [i for i in range(first.end, second.start) if items[i].spelled in JOINING]
    if not joints:
        return None
    own = [t for t in items[joints[-1] + 1 : second.start] if t in asked.understood.topic]
    return joints[-1] if own else None


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


@dataclass(frozen=True, slots=True)
class Subject:
    """One of two stretches of the topic set against each other, and what is said of both."""

    places: tuple[int, ...]
    shared: tuple[int, ...]
    plans: tuple[NamesPlan, ...]

    def compared(self, asked: Asked) -> Compared:
        """The question of this subject alone."""
        items = asked.understood.tokens.items
        topic = tuple(items[i] for i in sorted((*self.places, *self.shared)))
        read = replace(asked.understood, topic=topic, soft=(), plans=self.plans)
        return Compared(self.name(asked), read)

    def name(self, asked: Asked) -> str:
        return asked.understood.tokens.words(self.places[0], self.places[-1] + 1)


def plans_of_subjects(asked: Asked, parts: Sequence[Subject]) -> tuple[Compared, ...]:
    """ "chống ngập 2026 với chung cư 2027": subjects by which two plans are called."""
    items = asked.understood.tokens.items
    titles = {
        d.id: folded_words(d.title)
        for d in asked.names.vocabulary.documents
        if asked.documents is None or d.id in asked.documents
    }
    called = [
        frozenset(
            i for i, title in titles.items() if {items[p].folded for p in part.places} <= title
        )
        for part in parts
    ]
    if not parts or any(len(documents) != 1 for documents in called) or len({*called}) == 1:
        return ()
    return tuple(
        Compared(
            part.name(asked),
            replace(
                asked.understood,
                topic=tuple(items[i] for i in part.shared),
                soft=(),
                clauses=asked.understood.clauses_beside_year,
                plans=(NamesPlan.known(documents, part.name(asked)),),
            ),
        )
        for part, documents in zip(parts, called, strict=True)
    )


def subjects_compared(asked: Asked) -> tuple[Subject, ...]:
    """ "bản đồ số và trạm quan trắc, cái nào xong trước": the topic, cut where it is joined."""
    understood = asked.understood
    items = understood.tokens.items
    topic = {items.index(token) for token in understood.topic if token in items}
    named = {i for r in understood.resolved.of(NamesPlan) for i in range(r.start, r.end)}
    # "Bên y tế, mua máy với bỏ bệnh án giấy, cái nào …": a comma parts only where no word joins.
    joined = [at for at in range(1, len(items)) if items[at].spelled in JOINING]
    parted = [at for at in range(1, len(items)) if items[at].after_break == ","]
    reckoned = [at for at in range(1, len(items)) if items[at].folded in EARLIER_LATER]
    is_reckoned = DAYS_BETWEEN.search(fold(understood.tokens.text)) is not None
    for at in (*(reckoned if is_reckoned else ()), *joined, *parted):
        first = [i for i in sorted(topic) if i < at]
        second = [i for i in sorted(topic) if i >= at]
        if at in topic and items[at].spelled in JOINING:
            continue  # inside a title
        if not first or not second:
            continue
        # "rò rỉ amoniac của Hưng Yên hay …": whose plan it is parts nothing.
        between = [i for i in range(first[-1], at) if i not in named]
        if len(between) > NEAR:
            continue
        left, right = run_back(first, items), run_on(second, items, inner=inside_titles(understood))
        left = own_of_side(left, right, items)
        # "Bàu Tró với Chợ Ga khu nào xong trước": what is asked for is no part of a name.
        right = [i for i in right if [t.spelled for t in items[i + 1 : i + 2]] != [WHICH]] or right
        shared = [i for i in (*first, *second) if i not in left and i not in right]
        # "A của Hưng Yên hay B ở ga Bến Thành": only of the first is the plan told.
        behind = {r.meaning for r in understood.resolved.of(NamesPlan) if first[0] < r.start < at}
        others = tuple(plan for plan in understood.plans if plan not in behind)
        plans = (understood.plans, others)
        return tuple(
            Subject(tuple(part), tuple(shared), held)
            for part, held in zip((left, right), plans, strict=True)
        )
    return ()


def own_of_side(left: list[int], right: list[int], items: Sequence[Token]) -> list[int]:
    """ "đường dây nóng bên nhà ở với bên logistics": what stands before the first "bên" is asked
    of both.
    """
    before = items[right[0] - 1].spelled if right[0] else ""
    if before not in SIDES_OF:
        return left
    begins = [i for i in left[1:] if items[i - 1].spelled == before]
    return [i for i in left if i >= begins[0]] if begins else left


def inside_titles(understood: Understood) -> frozenset[int]:
    """The places within words of a title: the comma of "lắp camera, trạm cân" parts nothing."""
    titles = understood.resolved.of(Mentions)
    return frozenset(i for r in titles for i in range(r.start + 1, r.end))


def run_on(
    places: Sequence[int], items: Sequence[Token], *, inner: frozenset[int] = frozenset()
) -> list[int]:
    """The words that follow one another from the first on: the second thing's name."""
    run = [places[0]]
    for place in places[1:]:
        between = items[run[-1] + 1 : place]
        steps = range(run[-1] + 1, place + 1)
        is_parted = any(items[i].after_break and i not in inner for i in steps)
        if place - run[-1] > GAP or is_parted or any(is_then(t) for t in between):
            break
        run.append(place)
    return run


def is_then(token: Token) -> bool:
    """ "A với B thì cái nào hơn": where the things end, and what is asked of them begins."""
    return token.spelled == THEN


def run_back(places: Sequence[int], items: Sequence[Token]) -> list[int]:
    """The words that stand side by side before the word that joins: the first thing's name."""
    run = [places[-1]]
    for place in reversed(places[:-1]):
        if run[0] - place > GAP or items[run[0]].after_break not in ("", "-", "–"):
            break
        run.insert(0, place)
    return run
