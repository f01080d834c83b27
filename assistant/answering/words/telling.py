"""Which words say something: stop words, abbreviations, and how much each word tells."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log

from assistant.answering.words.lexicon import rows
from assistant.answering.words.tokens import Token
from assistant.vietnamese.abbreviations import abbreviations
from assistant.vietnamese.statistics import statistics
from assistant.vietnamese.text import fold, spell, syllables
from assistant.vietnamese.wordlist import read_words


def word_set(text: str) -> frozenset[str]:
    """The words of a text in the spelling that tokens have."""
    return frozenset(spell(text).split())


# Words by which a question asks, without diacritics.
QUESTION_WORDS = frozenset(("nao", "gi", "may", "dau", "sao", "khong", "chua", "ai", "nhieu"))

# What lengths of time are counted in: "trước mấy ngày", "miễn mấy năm".
LENGTHS_OF_TIME = word_set("phút giờ ngày hôm bữa buổi tuần tháng năm")


def folded_words(text: str) -> frozenset[str]:
    """The words of a text without diacritics."""
    return frozenset(map(fold, syllables(text)))


def sorts_in(text: str) -> tuple[str, ...]:
    """The sorts of document that a text names, folded: "nghi dinh"."""
    return tuple(dict.fromkeys(_sorts().findall(fold(text))))


@lru_cache(maxsize=1)
def _sorts() -> re.Pattern[str]:
    kinds = sorted(map(fold, read_words("document_kinds")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, kinds))})\b")


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """Words that say nothing of what is asked."""
    return frozenset(word for cells in rows("stopwords.tsv") for word in word_set(cells[0]))


# Abbreviations of two letters may be words.
VOWELS = frozenset("aeiouy")
SHORTEST = 3
NUMBERED = re.compile(r"([^\W\d_]{2,3})(\d+)")  # "NQ71", "qđ766"

# What a word that nobody has seen tells, at most: about one sentence in forty thousand.
RAREST = 2.5e-5
BOUND_SHARE = 0.5
PART_SHARE = 0.3
LIFT = 40
SENTENCE = 25  # syllables in an official sentence, about


def belongs_to(token: Token, following: Token) -> bool:
    """Whether the following syllable mostly stands after this one, as "dõi" after "theo", or this
    one before it, as "bác" before "sĩ".
    """
    if following.after_break or following.spelled in stopwords():
        return False
    return is_bound(token.spelled, following.spelled)


def is_bound(first: str, second: str) -> bool:
    """Whether one of two syllables is seldom seen without the other beside it."""
    general = statistics()
    seen = general.count(second)
    together = general.pair_count(first, second)
    least = BOUND_SHARE * min(seen, general.count(first) or seen)
    return seen > 0 and together >= least > 0


def follows_as_part(before: Token, token: Token) -> bool:
    """Whether a small word ends a word of two syllables, as "vụ" does in "dịch vụ"."""
    if token.after_break or before.spelled in stopwords():
        return False
    general = statistics()
    together = general.pair_count(before.spelled, token.spelled)
    return together >= PART_SHARE * general.count(before.spelled) > 0


def attracts(token: Token, following: Token, *, times: float = LIFT) -> bool:
    """Whether two syllables stand side by side far oftener than by chance, as "sáng kiến" do."""
    general = statistics()
    by_chance = general.count(token.spelled) * general.count(following.spelled) / general.total
    return general.pair_count(token.spelled, following.spelled) > times * max(by_chance, 1)


def rarity(syllable: str) -> float:
    """How much a syllable tells by itself, from 0 (in every sentence) to about 10."""
    general = statistics()
    rate = SENTENCE * general.count(syllable) / max(general.total, 1)
    return max(0.0, -log(max(rate, RAREST)))


@lru_cache(maxsize=1)
def expansions() -> Mapping[str, tuple[str, ...]]:
    """Abbreviations written out, by their letters; "cds" is "CĐS" too, for it is no syllable."""
    known = {
        letters: syllables(found.expansion)
        for letters, found in abbreviations().items()
        if len(letters) >= SHORTEST
    }
    plain = {fold(letters): words for letters, words in known.items()}
    return {letters: words for letters, words in plain.items() if not VOWELS & {*letters}} | known


def parted(word: str) -> tuple[str, ...]:
    """ "NQ71" is "NQ" and "71", as in "71/NQ-CP"."""
    match = NUMBERED.fullmatch(word)
    return match.groups() if match else (word,)


def written_out(words: Sequence[str]) -> tuple[str, ...]:
    """The words with abbreviations written out, so that both sides say the same."""
    known = expansions()
    return tuple(
        syllable
        for joined in words
        for word in parted(joined)
        for syllable in known.get(word, (word,))
    )
