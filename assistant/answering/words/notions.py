"""What words speak of: money, a share, a person (data/notions.tsv).

Words are compared whole and with their diacritics: "tiên tiến" speaks of no "tiền", and "Chi cục"
begins with no "chị".
"""

import re
from collections.abc import Sequence
from functools import cache

from assistant.answering.words.lexicon import rows
from assistant.vietnamese.text import fold, syllables

Phrase = tuple[str, ...]
# What a phrase leaves open, in patterns: "quá <số>".
OPEN = {"<số>": r"\d+", "<chữ>": r"\w+"}


@cache
def phrases(notion: str, *, is_bare: bool = False) -> frozenset[Phrase]:
    """The phrases of a notion; without diacritics for a question that is typed so."""
    found = map(syllables, _written(notion))
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


def single_words(notion: str, *, is_folded: bool = False) -> frozenset[str]:
    """The words of a notion that are looked for one by one: "nếu", "lỡ"."""
    return frozenset(word for phrase in phrases(notion, is_bare=is_folded) for word in phrase)


def speaks_of(text: str, notion: str, *, is_folded: bool = False) -> bool:
    """Whether a text speaks of a notion anywhere; `is_folded` compares without diacritics, as
    headings in capitals and questions typed without them want it: "I. THỰC TRẠNG".
    """
    said = fold(text) if is_folded else text
    return pattern(notion, is_folded=is_folded).search(said) is not None


@cache
def pattern(notion: str, *, is_folded: bool = False) -> re.Pattern[str]:
    """What finds a notion in a text."""
    return re.compile(either(notion, is_folded=is_folded), re.IGNORECASE)


@cache
def either(notion: str, *, is_folded: bool = False) -> str:
    """The phrases of a notion, the longest first, as a part of a larger pattern."""
    longest = sorted(_written(notion), key=len, reverse=True)
    return rf"\b(?:{'|'.join(_open(phrase, is_folded=is_folded) for phrase in longest)})\b"


def _written(notion: str) -> tuple[str, ...]:
    lines = (cells[0] for cells in rows("notions.tsv") if cells[1] == notion)
    return tuple(phrase for words in lines for phrase in words.split(";"))


def _open(phrase: str, *, is_folded: bool) -> str:
    """ "quá <số>" as a pattern."""
    return r"\s+".join(
        OPEN.get(word) or re.escape(fold(word) if is_folded else word) for word in phrase.split()
    )
