"""Measures of a set, and bare "bao nhiêu", "mấy": a count of tasks or a number in the text."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.understand.fields import PARTICLES
from assistant.answering.understand.meanings import AsksValue, Kind, Measures, Reading
from assistant.answering.understand.signals import read_table
from assistant.answering.understand.tokens import Tokens
from assistant.domain.query import Measure

BARE = 0.5


def read_measures(tokens: Tokens) -> Iterator[Reading]:
    """The table of measures; "bao nhiêu" at the end of a clause counts tasks."""
    for reading in read_table("measures.tsv", tokens):
        meaning = reading.meaning
        if isinstance(meaning, AsksValue) and meaning.kind is Kind.COUNT and reading.weight < BARE:
            yield counted(reading, tokens)
        else:
            yield reading


def counted(reading: Reading, tokens: Tokens) -> Reading:
    """ "có bao nhiêu?" counts tasks; "bao nhiêu lớp" asks for a number and keeps its noun."""
    end = reading.end
    while end < len(tokens) and tokens[end].spelled in PARTICLES:
        end += 1
    if end == len(tokens) or tokens[end].after_break:
        return replace(reading, meaning=Measures(Measure.COUNT))
    return replace(reading, meaning=AsksValue(Kind.COUNT, tokens[end].spelled))
