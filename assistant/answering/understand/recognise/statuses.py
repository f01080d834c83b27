"""Statuses as the tables themselves write them: "Chưa đến kỳ", "Đang xin ý kiến"."""

from collections.abc import Iterator

from assistant.answering.understand.meanings import HasStatus, Reading
from assistant.answering.understand.recognise.units import matches
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.tokens import Tokens
from assistant.vietnamese.text import syllables

# A status of one word may be any word; a long one is a remark that nobody repeats.
FEWEST, MOST = 2, 6


def read_statuses(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """Where the question says what a cell of statuses says."""
    for status in names.vocabulary.statuses:
        words = syllables(status)
        if not FEWEST <= len(words) <= MOST:
            continue
        for start in range(len(tokens)):
            if matches(tokens, words, start=start):
                yield Reading(start, start + len(words), HasStatus(status), 1.0)
