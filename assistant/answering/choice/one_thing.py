"""What is asked of one thing: fields of its row, or a sentence."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.choice.rows_or_prose import fields_or_prose
from assistant.answering.evidence.kinds import holds
from assistant.answering.findings import (
    Finding,
    ProseFound,
    Reason,
    Refused,
    TargetFound,
)
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import Kind
from assistant.answering.words.notions import single_words
from assistant.vietnamese.statistics import statistics

MADE_OF = "gồm"
LEAST_LETTERS = 6  # of a foreign name: shorter words may be typed short


def of_one(asked: Asked) -> Finding:
    """A row's fields or a sentence; one that only mentions a thing tells none of its parts."""
    found = with_any_noun(asked, fields_or_prose(asked))
    return Refused(Reason.NO_VALUE, asked.topic_words) if names_no_parts(asked, found) else found


def names_no_parts(asked: Asked, found: Finding) -> bool:
    """ "06 rõ gồm những gì" of "giao việc theo nguyên tắc 06 rõ"."""
    is_asked = any(token.spelled == MADE_OF for token in asked.understood.tokens.items)
    return (
        is_asked
        and isinstance(found, ProseFound)
        and not any(
            holds(f"{quote.passage.lead_in} {quote.sentence}", Kind.LISTING)
            for quote in found.quotes
        )
    )


def is_foreign(word: str) -> bool:
    """Whether a word is no Vietnamese syllable, as the names of companies are."""
    return word.isalpha() and len(word) >= LEAST_LETTERS and not statistics().count(word)


def with_any_noun(asked: Asked, found: Finding) -> Finding:
    """Where no figure of the very noun is found ("bao nhiêu người"), any figure may answer."""
    values = asked.understood.values
    if not isinstance(found, Refused) or not any(value.noun for value in values):
        return found
    if found.reason not in (Reason.NO_VALUE, Reason.NOTHING_NEAR):
        return found
    if any(value.noun in asked.topic.unknown for value in values):
        return found  # "bao nhiêu sữa hộp": no document speaks of that at all
    if any(map(is_foreign, asked.topic.unknown)):
        return found  # "Mobifone dựng bao nhiêu trạm" where no document names it
    if any(value.noun in single_words("measuring") for value in values):
        return found  # "bao nhiêu ha" of "06 lớp, 240 người"
    figures = (Kind.COUNT, Kind.AMOUNT)
    any_noun = tuple(
        replace(v, kind=Kind.AMOUNT if v.kind in figures else v.kind, noun="") for v in values
    )
    understood = replace(asked.understood, values=any_noun)
    held = fields_or_prose(replace(asked, understood=understood))
    # A cell of a table is of what its row and column say, and of no noun that the question adds.
    said = {token.spelled for token in asked.understood.tokens.items}
    is_of_noun = any(value.noun in said for value in values)
    return found if isinstance(held, TargetFound) and is_of_noun else held
