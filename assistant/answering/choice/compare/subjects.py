"""The two things that a question sets against each other, where only its own words part them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.choice.compare.compared import JOINING, Compared
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import Mentions, NamesPlan
from assistant.answering.understand.settle.asks import DAYS_BETWEEN
from assistant.answering.understand.understood import Understood
from assistant.answering.words.telling import folded_words, word_set
from assistant.answering.words.tokens import Token
from assistant.vietnamese.text import fold

WHICH, THEN = "nào", "thì"
SIDES_OF = word_set("bên vụ mảng")
# A subject ends so near the word that joins it to the other, and its words stand so near.
NEAR = GAP = 3
EARLIER_LATER = frozenset(("truoc", "sau"))


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
