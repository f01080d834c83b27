"""The rankers that are compared: BM25 over several kinds of terms, a model, and their blends.

The terms are cut here and not by the store, so that the figures stay comparable when it changes.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.embedder import Embedder

Scores = NDArray[np.floating[Any]]
Terms = Callable[[str], list[str]]

# SQLite's own constants (FTS5, bm25()), so that the figures hold for the store.
K1, B = 1.2, 0.75
WORD = re.compile(r"\w+")


class Ranker(Protocol):
    """Scores every passage for every question."""

    def __call__(self, questions: Sequence[str], *, passages: Sequence[str]) -> Scores: ...


def syllables(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def folded(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c)))


def with_pairs(words: list[str]) -> list[str]:
    return words + [f"{a}_{b}" for a, b in itertools.pairwise(words)]


def as_written_and_folded(text: str) -> list[str]:
    # The sign keeps a folded word from meeting a word that is written so.
    return with_pairs(syllables(text)) + [f"~{term}" for term in with_pairs(folded(text))]


def bm25(terms: Terms) -> Ranker:
    """BM25 as FTS5 reckons it, over any kind of terms."""

    def rank(questions: Sequence[str], *, passages: Sequence[str]) -> Scores:
        counts = [Counter(terms(passage)) for passage in passages]
        lengths = np.array([c.total() for c in counts], dtype=np.float32)
        norms = K1 * (1 - B + B * lengths / lengths.mean())
        postings: dict[str, list[tuple[int, int]]] = {}
        for place, count in enumerate(counts):
            for term, times in count.items():
                postings.setdefault(term, []).append((place, times))
        scores = np.zeros((len(questions), len(passages)), dtype=np.float32)
        for row, question in zip(scores, questions, strict=True):
            for term in set(terms(question)):
                if found := postings.get(term):
                    places, times = np.array(found).T
                    idf = np.log((len(passages) - len(found) + 0.5) / (len(found) + 0.5))
                    weight = times * (K1 + 1) / (times + norms[places])
                    row[places] += max(float(idf), 1e-6) * weight
        return scores

    return rank


def dense(embedder: Embedder) -> Ranker:
    """The products of vectors."""

    def rank(questions: Sequence[str], *, passages: Sequence[str]) -> Scores:
        scores: Scores = embedder.embed_queries(questions) @ embedder.embed_passages(passages).T
        return scores

    return rank


def blend(lexical: Scores, model: Scores, *, weight: float) -> Scores:
    """Each question's scores divided by its best, and summed with `weight` for the model's."""
    blended: Scores = (1 - weight) * _of_best(lexical) + weight * np.maximum(_of_best(model), 0)
    return blended


def _of_best(scores: Scores) -> Scores:
    scaled: Scores = scores / np.maximum(scores.max(axis=1, keepdims=True), 1e-9)
    return scaled
