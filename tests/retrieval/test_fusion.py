"""Blending by score: a law for any rankings, and the cases that it is for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.fusion import blend, scale

RANKINGS = st.dictionaries(
    st.sampled_from(["lexical", "dense", "third"]),
    st.dictionaries(st.text(max_size=3), st.floats(-10, 10), max_size=6),
    min_size=1,
)
WEIGHTS = {"lexical": 0.7, "dense": 0.2, "third": 0.1}


@given(RANKINGS, st.randoms(use_true_random=False))
def test_order_does_not_matter(rankings: dict[str, dict[str, float]], rng) -> None:  # type: ignore[no-untyped-def]
    names = list(rankings)
    rng.shuffle(names)
    turned = {name: dict(reversed(rankings[name].items())) for name in names}
    assert blend(rankings, WEIGHTS) == blend(turned, WEIGHTS)


@given(RANKINGS)
def test_scores_lie_between_nothing_and_one(rankings: dict[str, dict[str, float]]) -> None:
    assert all(0 <= score <= 1 + 1e-9 for score in blend(rankings, WEIGHTS).values())


def test_the_best_of_both_is_first() -> None:
    scores = blend({"lexical": {"a": 8.0, "b": 6.0}, "dense": {"a": 0.3, "b": 0.9}}, WEIGHTS)
    assert scores["a"] == pytest.approx(0.7 + 0.2 / 3)
    assert scores["b"] == pytest.approx(0.7 * 0.75 + 0.2)


def test_unlike_vectors_take_nothing_away() -> None:
    assert scale({"a": 1.0, "b": -0.5}) == {"a": 1.0, "b": 0.0}
    assert scale({"a": -1.0}) == {}
