"""How well a row or a sentence speaks of a topic, on one scale from 0 to 1.

The store ranks; its scores grow with the length of the question and do not say whether the best
row is good enough. Coverage does: what share of what the topic's words tell stands in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import Protocol, TypeVar

from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.lexicon import rows
from assistant.answering.words.telling import rarity, stopwords, written_out
from assistant.answering.words.tokens import Token
from assistant.vietnamese.synonyms import acronyms_written_out, other_wordings
from assistant.vietnamese.text import fold, syllables

# The figures of this module are set by hand on the open questions.
# Pairs tell words of two syllables from their parts; their share of the score.
PAIR_SHARE = 0.4
# How much a syllable counts at least, and how far the store's own counts move it.
LEAST, OWN_SHARE = 0.6, 0.5
# A word that no document holds may be the asker's own for a thing that is there.
UNHEARD = 0.5
# A word of the title of the plan meant, and an everyday phrase of administration, tell less.
IN_TITLE = 0.3
LIGHT = 0.4
# Another word for the same thing says nearly as much as the word itself.
OTHER_WORDS = 0.85
# What answers a follow-up speaks of the other thing, and so well of what was asked before.
OTHER_SHARE = 0.3
# A text much longer than the topic says it less surely: the share that density may take away.
DENSITY_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic's syllables and pairs, each with what it tells."""

    syllables: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]
    is_bare: bool
    unknown: tuple[str, ...] = ()  # content words that stand in no document
    # Words of the topic, each with other wordings of which one may stand in their place.
    others: tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = ()
    light: frozenset[str] = frozenset()  # syllables of everyday phrases of administration

    @property
    def mass(self) -> float:
        return sum(self.syllables.values())

    @property
    def gist(self) -> Topic:
        """The topic without the words that every task may be told with."""
        return self.without(self.light)

    def without(self, words: Iterable[str]) -> Topic:
        """The topic without some of its syllables."""
        left_out = {*words}
        syllables = {w: v for w, v in self.syllables.items() if w not in left_out}
        pairs = {p: v for p, v in self.pairs.items() if not left_out & {*p}}
        return replace(self, syllables=syllables, pairs=pairs)


@dataclass(frozen=True, slots=True)
class Part:
    """A text with how much a word in it counts."""

    text: str
    weight: float = 1.0


def topic_of(
    tokens: Iterable[Token], names: Names, *, is_bare: bool, titles: Sequence[str] = ()
) -> Topic:
    """A topic from the tokens that no reading covers; words of the plans' titles tell less."""
    items = tuple(tokens)
    # "AI" in a question that is all in capitals may be "ai".
    means_acronym = any(token.text.islower() for token in items) or len(items) == 1
    told = {fold(word) for title in titles for word in syllables(title)}
    known = names.folded if is_bare else names.vocabulary.syllables
    weights: dict[str, float] = {}
    pairs: dict[tuple[str, str], float] = {}
    unknown: list[str] = []
    light: set[str] = set()
    others: list[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = []
    for run in runs(items):
        texts = [acronyms_written_out(t.text) if means_acronym else t.text for t in run]
        words = written_out([w for text in texts for w in syllables(text)])
        shown = tuple(map(fold, words)) if is_bare else words
        for word, form in zip(words, shown, strict=True):
            if word in stopwords() and len(run) == 1:
                continue
            weights[form] = weight(word, known.get(form, 0), total=names.total)
            if fold(word) in told:
                weights[form] *= IN_TITLE
            if not known.get(form):
                weights[form] *= UNHEARD
                unknown.append(word)
        others += [
            (as_shown(phrase, is_bare=is_bare), tuple(as_shown(o, is_bare=is_bare) for o in said))
            for phrase, said in other_wordings(words)
        ]
        for word in light_in(words):
            form = fold(word) if is_bare else word
            weights[form] = weights.get(form, LEAST) * LIGHT
            light.add(form)
        for pair in pairwise(shown):
            pairs[pair] = weights.get(pair[0], LEAST) + weights.get(pair[1], LEAST)
    replaced = {w for phrase, _ in others for w in phrase}
    still_unknown = tuple(w for w in unknown if (fold(w) if is_bare else w) not in replaced)
    return Topic(weights, pairs, is_bare, still_unknown, tuple(others), frozenset(light))


def as_shown(words: Sequence[str], *, is_bare: bool) -> tuple[str, ...]:
    """Words in the form in which topic and texts are compared."""
    return tuple(map(fold, words)) if is_bare else tuple(words)


def light_in(words: Sequence[str]) -> Iterable[str]:
    """The syllables of everyday phrases of administration, which tell little of a task."""
    for pair in pairwise(words):
        if pair in light_words():
            yield from pair


@lru_cache(maxsize=1)
def light_words() -> frozenset[tuple[str, ...]]:
    return frozenset(syllables(cells[0]) for cells in rows("light_words.tsv"))


def runs(tokens: Sequence[Token]) -> Iterable[list[Token]]:
    """Tokens that stood side by side in the question: only they make pairs."""
    run: list[Token] = []
    for token in tokens:
        if run and (token.after_break or token.start - run[-1].end > 1):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def weight(word: str, count: int, *, total: int) -> float:
    """What a syllable tells: rare in the language, and rare in this store."""
    own = -log((count + 0.5) / total)
    return max(LEAST, (1 - OWN_SHARE) * rarity(word) + OWN_SHARE * own / 1.5)


@dataclass(frozen=True, slots=True)
class Indexed:
    """A text cut once, for many topics."""

    syllables: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    length: int


@lru_cache(maxsize=20000)
def indexed(text: str, *, is_bare: bool) -> Indexed:
    """The syllables and pairs of a text."""
    words = written_out(syllables(acronyms_written_out(text)))
    shown = tuple(map(fold, words)) if is_bare else words
    return Indexed(frozenset(shown), frozenset(pairwise(shown)), len(shown))


def coverage(topic: Topic, parts: Sequence[Part]) -> float:
    """What share of the topic stands in the parts, the best part for each word."""
    if not topic.syllables:
        return 0.0
    cut = [(indexed(part.text, is_bare=topic.is_bare), part.weight) for part in parts if part.text]
    if not cut:
        return 0.0
    said = said_otherwise(topic, cut)
    single = share(topic.syllables, [(i.syllables, w) for i, w in cut] + said)
    if not topic.pairs:
        together = single
    else:
        paired = [(frozenset(pairwise_of(words)), w) for words, w in said]
        together = share(topic.pairs, [(i.pairs, w) for i, w in cut] + paired)
    score = (1 - PAIR_SHARE) * single + PAIR_SHARE * together
    length = cut[0][0].length
    density = min(1.0, len(topic.syllables) / max(length, 1))
    return score * (1 - DENSITY_SHARE * (1 - density))


def said_otherwise(
    topic: Topic, cut: Sequence[tuple[Indexed, float]]
) -> list[tuple[frozenset[str], float]]:
    """Words of the topic in whose place a text says another word for the same thing."""
    return [
        (frozenset(phrase), OTHER_WORDS * weight)
        for phrase, wordings in topic.others
        for text, weight in cut
        if any(stands_in(wording, text) for wording in wordings)
    ]


def stands_in(phrase: Sequence[str], text: Indexed) -> bool:
    """Whether the words stand in the text, side by side as far as its pairs tell."""
    return text.syllables.issuperset(phrase) and text.pairs.issuperset(pairwise(phrase))


def pairwise_of(words: frozenset[str]) -> Iterable[tuple[str, str]]:
    """Every pair that the words could make: which of them stood side by side is the topic's."""
    return ((first, second) for first in words for second in words)


def share(
    wanted: Mapping[str, float] | Mapping[tuple[str, str], float],
    held: Sequence[tuple[frozenset[str] | frozenset[tuple[str, str]], float]],
) -> float:
    """Weighted share of what is wanted that is held somewhere."""
    total = sum(wanted.values())
    best_first = sorted(held, key=lambda part: -part[1])
    found = sum(
        value * next((w for items, w in best_first if key in items), 0.0)
        for key, value in wanted.items()
    )
    return found / total if total else 0.0


class Scored(Protocol):
    """A row or a sentence, and how well it speaks of the topic."""

    @property
    def score(self) -> float: ...


S = TypeVar("S", bound=Scored)


def with_words(found: list[S], words: Sequence[Token], *, said: Callable[[S], str]) -> list[S]:
    """Those that say every one of these words, by its letters; all, where none that does speaks of
    the topic nearly so well as the best.
    """
    if not words or not found:
        return found
    letters = {token.folded for token in words}
    kept = [each for each in found if letters <= {*syllables(fold(said(each)))}]
    best = max(each.score for each in found)
    return kept if any(each.score >= OTHER_SHARE * best for each in kept) else found
