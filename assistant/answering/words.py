"""Which words say something: stop words, and how much each word tells."""

from collections.abc import Mapping
from functools import lru_cache
from math import log

from assistant.answering.understand.lexicon import rows
from assistant.vietnamese.text import spell


def word_set(text: str) -> frozenset[str]:
    """The words of a text in the spelling that tokens have."""
    return frozenset(spell(text).split())


STOPWORDS = frozenset(word for cells in rows("stopwords.tsv") for word in word_set(cells[0]))
# What a word that is in no list tells, at most: about one sentence in forty thousand.
RAREST = 2.5e-5


@lru_cache(maxsize=1)
def common() -> Mapping[str, float]:
    """How often a syllable stands in a sentence of ordinary official Vietnamese."""
    return {cells[0]: float(cells[1]) for cells in rows("common_syllables.tsv")}


def rarity(syllable: str) -> float:
    """How much a syllable tells by itself, from 0 (in every sentence) to about 10."""
    return max(0.0, -log(max(common().get(syllable, 0.0), RAREST)))
