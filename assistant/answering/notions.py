"""What words speak of: money, a share, a person (data/notions.tsv).

Words are compared whole and with their diacritics: "tiên tiến" speaks of no "tiền", and "Chi cục"
begins with no "chị".
"""

from collections.abc import Sequence
from functools import cache

from assistant.answering.understand.lexicon import rows
from assistant.vietnamese.text import fold, syllables

Phrase = tuple[str, ...]


@cache
def phrases(notion: str, *, is_bare: bool = False) -> frozenset[Phrase]:
    """The phrases of a notion; without diacritics for a question that is typed so."""
    found = (
        syllables(words)
        for cells in rows("notions.tsv")
        if cells[1] == notion
        for words in cells[0].split(";")
    )
    return frozenset(tuple(map(fold, phrase)) if is_bare else phrase for phrase in found)


def says(words: Sequence[str], notion: str, *, is_bare: bool = False) -> bool:
    """Whether the words speak of a notion anywhere."""
    known = phrases(notion, is_bare=is_bare)
    return any(
        tuple(words[at : at + len(phrase)]) == phrase
        for phrase in known
        for at in range(len(words) - len(phrase) + 1)
    )


def begins_with(text: str, notion: str) -> bool:
    """Whether a text begins with a notion: "Ông Vũ Đức Lộc"."""
    words = syllables(text)
    return any(words[: len(phrase)] == phrase for phrase in phrases(notion))
