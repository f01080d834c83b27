"""The best row and the best sentence that speak of a topic, and how surely each is meant."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.answering.evidence import confidence, passages
from assistant.answering.evidence.confidence import Signs
from assistant.answering.findings import Quote, Row
from assistant.answering.question.asked import Asked
from assistant.domain.task import Task

# The figures of this module are set by hand on the open questions.
# Under this share of the topic, what was found is about something else.
NEAR_ROW, NEAR_QUOTE = 0.42, 0.48
# How probably a candidate is meant, by all signs together: enough whatever its words, and too
# little whatever its words. A wrong answer weighs more than none.
SURE, DOUBTFUL = 0.4, 0.12
# What a syllable tells that is looked for by itself.
TELLING = 4.5
# How many rows and sentences the trace names.
ROWS_NOTED, QUOTES_NOTED = 6, 5


@dataclass(frozen=True, slots=True)
class Weight:
    """How well the best candidate says the topic, how surely it is meant, and whether it may be."""

    score: float
    sure: float
    is_near: bool


NOTHING = Weight(0.0, 0.0, is_near=False)


@dataclass(frozen=True, slots=True)
class Best:
    """What speaks of the topic of a question, the best first."""

    asked: Asked
    found: tuple[Row, ...]
    quotes: tuple[Quote, ...]
    row: Weight
    quote: Weight

    @property
    def task(self) -> Task | None:
        """The task of the best row."""
        return self.found[0].task if self.found else None

    @property
    def fitting(self) -> Quote | None:
        """The best sentence that holds what is asked for."""
        return passages.best_fitting(self.quotes)

    def without_rows(self) -> Best:
        """The same where no row may answer."""
        return replace(self, found=(), row=NOTHING)


def best_of(asked: Asked, found: tuple[Row, ...], quotes: tuple[Quote, ...]) -> Best:
    """Weighs the best of the rows and of the sentences found."""
    row = quote = NOTHING
    if found:
        signs = confidence.row_signs(asked, found)
        row = weigh(asked, "row", score=found[0].score, signs=signs, least=NEAR_ROW)
    if quotes:
        signs = confidence.quote_signs(asked, quotes)
        quote = weigh(asked, "quote", score=quotes[0].score, signs=signs, least=NEAR_QUOTE)
    return Best(asked, found, quotes, row, quote)


def weigh(asked: Asked, kind: str, *, score: float, signs: Signs, least: float) -> Weight:
    """The weight of the best row or the best sentence."""
    sure = confidence.confidence(kind, signs)
    return Weight(score, sure, is_near(asked, score, sure, least=least))


def is_near(asked: Asked, score: float, sure: float, *, least: float) -> bool:
    """Whether a candidate is probably meant: surely by all signs, or by the words that it says
    where the other signs do not speak against it.
    """
    if sure >= SURE:
        return True
    return score >= least and sure >= DOUBTFUL and not is_part(asked)


def is_part(asked: Asked) -> bool:
    """Whether all that is looked for may be a part of other words: "trực" in "trực tuyến"."""
    topic = asked.topic
    return len(topic.syllables) == 1 and topic.mass < TELLING and not asked.choice.is_sure


def note(best: Best) -> None:
    """Keeps the best candidates for the trace."""
    notes = best.asked.notes
    for row in best.found[:ROWS_NOTED]:
        task = row.task
        notes.append(
            f"{row.score:.2f} {task.document_id} {task.section}.{task.stt} {task.title[:80]}"
        )
    for quote in best.quotes[:QUOTES_NOTED]:
        fit = "" if quote.fits else " (thiếu loại giá trị)"
        notes.append(f"{quote.score:.2f}{fit} {quote.passage.document_id} {quote.sentence[:90]}")
    notes.append(f"chắc: nhiệm vụ {best.row.sure:.2f}, câu {best.quote.sure:.2f}")
