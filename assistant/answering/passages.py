"""Sentences of running text that speak of a topic, and whether they hold what is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.findings import Finding, ProseFound, Quote, Reason, Refused
from assistant.answering.ranking import Part, coverage
from assistant.answering.typed import holds
from assistant.answering.understand.meanings import AsksValue, Kind
from assistant.domain.document import Passage, PassageKind
from assistant.domain.task import Field
from assistant.vietnamese.sentences import sentences

if TYPE_CHECKING:
    from assistant.answering.evidence import Asked

CANDIDATES = 24
LEAD_IN, SECTION = 0.75, 0.5
SAME, OTHER_PLAN = 0.9, 0.9
MOST_QUOTES = 3
# A sentence without the sort of thing that is asked for answers less.
WITHOUT_VALUE = 0.6
NOT_PROSE = frozenset((PassageKind.TITLE, PassageKind.RECIPIENTS, PassageKind.SIGNATURE))
KIND_OF_FIELD = {Field.DUE: Kind.DAY, Field.LEAD: Kind.UNIT, Field.SUPPORT: Kind.UNIT}


def ranked(asked: Asked) -> tuple[Quote, ...]:
    """The sentences that say most of the topic and hold the sort of thing asked for."""
    if not asked.topic.syllables:
        return ()
    scope = asked.scope.narrowed(asked.documents)
    hits = asked.library.search_passages(asked.topic_words, limit=CANDIDATES, scope=scope)
    kinds = kinds_asked(asked)
    found: list[Quote] = []
    for hit in hits:
        if hit.passage.kind in NOT_PROSE or hit.passage.kind is PassageKind.HEADING:
            continue
        for sentence in sentences(hit.passage.text):
            score = coverage(asked.topic, parts(hit.passage, sentence))
            found.append(
                Quote(hit.passage, sentence, score * fitness(sentence, kinds, hit.passage))
            )
    return tuple(sorted(found, key=lambda quote: -quote.score))


def parts(passage: Passage, sentence: str) -> tuple[Part, ...]:
    """A sentence with what governs it."""
    return (
        Part(sentence),
        Part(passage.lead_in, LEAD_IN),
        Part(" ".join(passage.section_path[-2:]), SECTION),
    )


def kinds_asked(asked: Asked) -> tuple[Kind, ...]:
    """The sorts of thing that the answer must hold."""
    understood = asked.understood
    kinds = [value.kind for value in understood.values]
    kinds += [KIND_OF_FIELD[field] for field in understood.fields if field in KIND_OF_FIELD]
    return tuple(dict.fromkeys(kinds))


def fitness(sentence: str, kinds: tuple[Kind, ...], passage: Passage) -> float:
    """1 where the sentence, or the lead-in over it, holds what is asked."""
    if not kinds:
        return 1.0
    text = f"{passage.lead_in} {sentence}"
    held = sum(holds(text, kind) for kind in kinds)
    return (
        1.0 if held == len(kinds) else WITHOUT_VALUE + (1 - WITHOUT_VALUE) * held / len(kinds) / 2
    )


def answer(asked: Asked, quotes: tuple[Quote, ...]) -> Finding:
    """The best sentences, plan by plan where several plans say it."""
    kinds = kinds_asked(asked)
    fitting = [q for q in quotes if fitness(q.sentence, kinds, q.passage) == 1.0]
    if not fitting:
        return Refused(Reason.NO_VALUE, asked.topic_words)
    best = fitting[0]
    if best.score < quotes[0].score * WITHOUT_VALUE:
        return Refused(Reason.NO_VALUE, asked.topic_words)
    chosen = [best]
    for quote in fitting[1:]:
        same_plan = quote.passage.document_id == best.passage.document_id
        near = best.score * (SAME if same_plan else OTHER_PLAN)
        if quote.score >= near and len(chosen) < MOST_QUOTES and is_new(quote, chosen):
            chosen.append(quote)
    value: AsksValue | None = next(iter(asked.understood.values), None)
    return ProseFound(tuple(with_lead_in(q) for q in chosen), value, asked.understood.asks)


def is_new(quote: Quote, chosen: list[Quote]) -> bool:
    return all(quote.sentence.lower() != other.sentence.lower() for other in chosen)


def with_lead_in(quote: Quote) -> Quote:
    return replace(quote, sentence=quote.sentence.strip())
