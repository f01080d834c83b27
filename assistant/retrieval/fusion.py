"""Blending rankings by score."""

from collections.abc import Mapping
from math import fsum

# Fitted on the public development sets, not on questions about plans (docs/retrieval.md): there
# 0.2 to 0.35 are equal and lift the best lexical search by a point; plain RRF of the two loses two.
DENSE_WEIGHT = 0.3


def blend(
    rankings: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]
) -> dict[str, float]:
    """One score for each id: each ranking scaled to its best, weighed and summed."""
    scaled = {name: scale(ranking) for name, ranking in rankings.items()}
    ids = {found for ranking in scaled.values() for found in ranking}
    return {
        found: fsum(weights[name] * ranking.get(found, 0.0) for name, ranking in scaled.items())
        for found in ids
    }


def scale(ranking: Mapping[str, float]) -> dict[str, float]:
    """Scores from 0 to 1: divided by the best, since a lexical score of 0 means no shared word."""
    best = max(ranking.values(), default=0.0)
    if best <= 0:
        return {}
    return {found: max(0.0, score) / best for found, score in ranking.items()}
