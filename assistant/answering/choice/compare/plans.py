"""The plans that a question names beside each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from assistant.answering.choice.compare.compared import JOINING
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import InWindow, NamedBy, NamesPlan, NamesUnit, Reading
from assistant.answering.understand.understood import Understood
from assistant.answering.words.telling import folded_words, stopwords, word_set
from assistant.answering.words.tokens import Token

# What says which plan is meant, the surest first; two sides are called by the first that differs.
NAMING = (NamedBy.PROVINCE, NamedBy.NUMBER, NamedBy.ISSUER, NamedBy.NICKNAME)
# Without a word that compares, two names set a question of each only where they are as sure.
SURE = (NamedBy.PROVINCE, NamedBy.NUMBER)
# So many words may stand between a plan and whose it is, and between two readings of one name.
NEAR = GAP = 3
# "của tỉnh", "bên tỉnh": the people's committee of the province
PROVINCE, OWNED = "tỉnh", word_set("của bên")
OPENED, CLOSED = "(", ")"
COMMITTEE = re.compile(r"(?:UBND|Ủy ban nhân dân) tỉnh\b")


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
