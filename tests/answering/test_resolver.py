"""The resolver picks readings that do not overlap, and none better is left."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.understand.meanings import Filler, Reading
from assistant.answering.understand.resolver import resolve, value

spans = st.tuples(st.integers(0, 12), st.integers(1, 5), st.floats(0.1, 1.5))
readings = st.lists(
    spans.map(lambda s: Reading(s[0], s[0] + s[1], Filler(), s[2])), max_size=12, unique=True
)


@given(readings)
def test_chosen_readings_do_not_overlap(proposed: list[Reading]) -> None:
    chosen = resolve(proposed).chosen
    ends = [0, *(reading.end for reading in chosen)]
    assert all(reading.start >= end for reading, end in zip(chosen, ends, strict=False))


@given(readings)
def test_chosen_and_lost_are_all_there_is(proposed: list[Reading]) -> None:
    resolved = resolve(proposed)
    assert len(resolved.chosen) + len(resolved.lost) == len(proposed)


@given(readings)
def test_no_single_reading_outweighs_the_set(proposed: list[Reading]) -> None:
    best = max((value(reading) for reading in proposed), default=0.0)
    assert sum(value(reading) for reading in resolve(proposed).chosen) >= best - 1e-9
