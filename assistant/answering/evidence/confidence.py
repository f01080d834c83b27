"""How sure it is that what was found is what the question speaks of.

Coverage of words alone refuses a question in other words and trusts one that shares a common
word. Several weak signs, weighed together, tell better; their weights are fitted on the open
questions by `eval/training/confidence.py` and stand in `data/confidence.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import exp
from statistics import fmean

from assistant.answering.evidence.cells.parts import parts
from assistant.answering.evidence.cells.values import holds_value
from assistant.answering.evidence.passages import best_fitting
from assistant.answering.evidence.passages import parts as passage_parts
from assistant.answering.evidence.sentence_needs import kinds_asked
from assistant.answering.evidence.sentence_signs import RARE
from assistant.answering.findings import Quote, Row
from assistant.answering.question.asked import Asked
from assistant.answering.question.ranking import Part, Topic, indexed, said_otherwise
from assistant.answering.understand.meanings import Kind
from assistant.answering.words.lexicon import rows as lines_of
from assistant.answering.words.tokens import Token
from assistant.vietnamese.text import fold, syllables

# The candidates after the best ones show how near in meaning any text of these plans is.
MOST = 15
OTHERS = slice(3, MOST)
RIVALS = slice(1, 6)
TELLING = 2.0
MOST_WORDS = 4
SIGNS = (
    *("coverage", "margin", "likeness", "lift", "ahead", "rarest", "words", "unknown"),
    *("numbers", "names", "pinned", "bare", "held", "question", "sort", "rule", "nothing", "case"),
)
# Sorts of thing that few sentences hold, beside what only rules and reasons do.
SORTS = {
    *(*RARE, Kind.MONEY, Kind.PERCENT, Kind.NUMBER, Kind.PHONE, Kind.MAIL),
    *(Kind.HOUR, Kind.SPAN, Kind.PLACE, Kind.PERSON),
}
Signs = Mapping[str, float]


def row_signs(asked: Asked, found: Sequence[Row]) -> Signs:
    """The signs for the best of the rows found."""
    best = found[0]
    texts = [f"{row.task.title} {row.task.sentence}" for row in found[:MOST]]
    texts.append(best.task.deliverable or best.task.title)
    values = asked.understood.values
    # A blank cell is an answer of its own, so only a value of a sort must stand there.
    held = all(holds_value(best.task, value) for value in values)
    rival = found[1].score if len(found) > 1 else 0.0
    return signs(asked, parts(best.task), texts=texts, score=best.score, rival=rival, held=held)


def quote_signs(asked: Asked, found: Sequence[Quote]) -> Signs:
    """The signs for the best of the sentences found that hold what is asked."""
    best = best_fitting(found) or found[0]
    others = [quote for quote in found if quote.sentence != best.sentence]
    texts = [quote.sentence for quote in (best, *others)][:MOST]
    texts.append(f"{best.passage.lead_in} {best.sentence}")
    said = passage_parts(best.passage, best.sentence)
    rival = max((quote.score for quote in others if quote.fits), default=0.0)
    kinds = {*kinds_asked(asked)}
    told = signs(asked, said, texts=texts, score=best.score, rival=rival, held=best.fits)
    return {
        **told,
        "question": best.likeness,
        "sort": float(best.fits and bool(kinds & SORTS)),
        "rule": float(best.fits and bool(kinds & {*RARE})),
        "nothing": float(not kinds),
        "case": float(best.is_of_case),
    }


def signs(
    asked: Asked,
    said: Sequence[Part],
    *,
    texts: Sequence[str],
    score: float,
    rival: float,
    held: bool,
) -> Signs:
    """What tells whether the best candidate is meant; `texts` has it first and last, and the
    others in their order between; `rival` is how well the next of them says the topic.
    """
    topic = asked.topic
    near = asked.library.likeness(asked.topic_words, texts)
    likeness = max(near[0], near[-1])
    others = fmean(near[OTHERS] or near[1:-1] or (0.0,))
    next_near = max(near[RIVALS], default=0.0) if len(near) > 2 else 0.0
    matched = matched_words(topic, said)
    rarest = max(topic.syllables.values(), default=1.0)
    unknown = sum(topic.syllables.get(word, 0.0) for word in topic.unknown)
    return {
        "coverage": score,
        "margin": (score - rival) / score if score > 0 else 0.0,
        "likeness": likeness,
        "lift": likeness - others,
        "ahead": likeness - next_near,
        "rarest": max(matched, default=0.0) / rarest,
        "words": min(MOST_WORDS, sum(weight >= TELLING for weight in matched)) / MOST_WORDS,
        "unknown": unknown / (topic.mass or 1.0),
        "numbers": missing((t for t in asked.understood.topic if t.is_number), said),
        "names": missing((t for t in asked.understood.topic[1:] if t.is_capital), said),
        "pinned": float(asked.choice.is_sure),
        "bare": float(topic.is_bare),
        "held": float(held),
    }


def missing(tokens: Iterable[Token], said: Sequence[Part]) -> float:
    """The share of the numbers or names of the question that stand nowhere in a candidate."""
    wanted = {token.folded.lstrip("0") for token in tokens}
    held = {word.lstrip("0") for part in said for word in syllables(fold(part.text))}
    return len(wanted - held) / len(wanted) if wanted else 0.0


def matched_words(topic: Topic, said: Sequence[Part]) -> tuple[float, ...]:
    """What the words of the topic tell that stand in a candidate, or another word for them."""
    cut = [(indexed(part.text, is_bare=topic.is_bare), part.weight) for part in said if part.text]
    held = {word for text, _ in cut for word in text.syllables}
    held |= {word for words, _ in said_otherwise(topic, cut) for word in words}
    return tuple(weight for word, weight in topic.syllables.items() if word in held)


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Mapping[str, float]]:
    """The fitted weights: of a row's signs and of a sentence's."""
    found: dict[str, dict[str, float]] = {}
    for kind, sign, weight, *_ in lines_of("confidence.tsv"):
        found.setdefault(kind, {})[sign] = float(weight)
    return found


def confidence(kind: str, held: Signs) -> float:
    """How probable it is that the candidate is what was meant."""
    fitted = weights()[kind]
    total = fitted["bias"] + sum(fitted.get(sign, 0.0) * value for sign, value in held.items())
    return 1 / (1 + exp(-total))
