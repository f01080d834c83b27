"""Things that plans seldom hold ("giá vé", "trúng thầu"): asked for, the evidence must name them.

The rest of the question may be said by a row word for word and the answer still not be there: the
row of a festival names neither its ticket price nor its guests.
"""

from collections.abc import Sequence
from functools import lru_cache

from assistant.answering.understand.lexicon import rows
from assistant.answering.understand.tokens import Tokens
from assistant.vietnamese.text import syllables


def padded(text: str) -> str:
    """The words as spelled, with a space around each: "lương" is no "lượng"."""
    return f" {' '.join(syllables(text))} "


@lru_cache(maxsize=1)
def demanding() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each wording with the words of which one must stand in the evidence."""
    return tuple(
        (padded(phrase), tuple(padded(word) for word in (phrase, *others.split(";")) if word))
        for phrase, others, *_ in rows("demands.tsv")
    )


def demands(tokens: Tokens) -> tuple[tuple[str, ...], ...]:
    """What the question demands of its evidence; the longest wording of a stretch counts."""
    asked = padded(tokens.text)
    found = [(phrase, words) for phrase, words in demanding() if phrase in asked]
    return tuple(
        words
        for phrase, words in found
        if not any(phrase in longer and phrase != longer for longer, _ in found)
    )


def meets(text: str, wanted: Sequence[tuple[str, ...]]) -> bool:
    """Whether a text holds everything that is demanded."""
    said = padded(text)
    return all(any(word in said for word in words) for words in wanted)
