"""The resolver picks readings that do not overlap, and none better is left."""

from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.understand.meanings import (
    AsksList,
    Filler,
    NamesPerson,
    NamesUnit,
    Reading,
)
from assistant.answering.understand.resolver import resolve, value

MOST_TRIED = 7  # 128 sets

spans = st.tuples(st.integers(0, 12), st.integers(1, 5), st.floats(0.1, 1.5))
some_reading = spans.map(lambda s: Reading(s[0], s[0] + s[1], Filler(), s[2]))
readings = st.lists(some_reading, max_size=12, unique=True)
few = st.lists(some_reading, max_size=MOST_TRIED, unique=True)


@given(readings)
def test_chosen_readings_do_not_overlap(proposed: list[Reading]) -> None:
    chosen = resolve(proposed).chosen
    ends = [0, *(reading.end for reading in chosen)]
    assert all(reading.start >= end for reading, end in zip(chosen, ends, strict=False))


@given(readings)
def test_chosen_and_lost_are_all_there_is(proposed: list[Reading]) -> None:
    resolved = resolve(proposed)
    assert len(resolved.chosen) + len(resolved.lost) == len(proposed)


def test_tells_the_readings_of_some_kinds_in_the_order_of_the_question() -> None:
    person, unit = NamesPerson("Võ Văn Minh"), NamesUnit(("u1",), "Văn phòng")
    readings = [Reading(5, 6, unit, 1.0), Reading(0, 3, person, 1.0), Reading(3, 4, Filler(), 1.0)]
    resolved = resolve(readings)
    assert [r.meaning.words for r in resolved.of(NamesUnit, NamesPerson)] == [
        "Võ Văn Minh",
        "Văn phòng",
    ]
    assert resolved.meanings(NamesUnit) == (unit,)
    assert not resolved.of(AsksList)


@given(few)
def test_no_other_set_outweighs_the_chosen(proposed: list[Reading]) -> None:
    chosen = resolve(proposed).chosen
    assert worth(chosen) == pytest.approx(max(map(worth, sets_without_overlap(proposed))))


def worth(readings: Iterable[Reading]) -> float:
    return sum(map(value, readings))


def sets_without_overlap(proposed: list[Reading]) -> Iterator[tuple[Reading, ...]]:
    """Every set of readings of which no two share a token, found by trying all."""
    for size in range(len(proposed) + 1):
        for some in combinations(sorted(proposed, key=lambda r: r.start), size):
            if all(before.end <= after.start for before, after in pairwise(some)):
                yield some
