"""Picks the best set of readings that do not overlap."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from assistant.answering.understand.meanings import Meaning, NamesUnknownUnit, Reading

# A reading of many tokens knows more than the readings of its parts together.
LENGTH_POWER = 1.25
LONGEST_GUESS = 4

A = TypeVar("A", bound=Meaning)
B = TypeVar("B", bound=Meaning)
C = TypeVar("C", bound=Meaning)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The readings chosen, in order, and those that lost to them."""

    chosen: tuple[Reading, ...]
    lost: tuple[Reading, ...]

    @overload
    def of(self, first: type[A], /) -> tuple[Reading[A], ...]: ...
    @overload
    def of(self, first: type[A], second: type[B], /) -> tuple[Reading[A | B], ...]: ...
    @overload
    def of(
        self, first: type[A], second: type[B], third: type[C], /
    ) -> tuple[Reading[A | B | C], ...]: ...
    def of(self, *kinds: type[Any]) -> tuple[Reading[Any], ...]:
        """The readings chosen that mean one of some kinds of things: `of(NamesUnit, NamesPerson)`
        are those of whoever is named.
        """
        return tuple(r for r in self.chosen if isinstance(r.meaning, kinds))

    def meanings(self, kind: type[A]) -> tuple[A, ...]:
        """What the readings of a kind mean, in the order of the question."""
        return tuple(r.meaning for r in self.of(kind))


def resolve(readings: Iterable[Reading]) -> Resolved:
    """Weighted interval scheduling: the set with the greatest sum of values."""
    ordered = sorted((r for r in readings if r.weight > 0), key=lambda r: (r.end, r.start))
    ends = [r.end for r in ordered]
    best: list[tuple[float, int | None, int]] = [(0.0, None, 0)]  # (sum, reading, before)
    for index, reading in enumerate(ordered):
        before = bisect_right(ends, reading.start, hi=index)
        with_it = best[before][0] + value(reading)
        if with_it > best[index][0]:
            best.append((with_it, index, before))
        else:
            best.append((best[index][0], None, index))
    chosen = trace_back(ordered, best)
    kept = {id(r) for r in chosen}
    return Resolved(chosen, tuple(r for r in ordered if id(r) not in kept))


def value(reading: Reading) -> float:
    """What a reading is worth: its weight, growing with the tokens that it explains.

    A name that no document bears is a guess, and a longer guess is not a better one.
    """
    if isinstance(reading.meaning, NamesUnknownUnit):
        return reading.weight * min(reading.length, LONGEST_GUESS)
    return reading.weight * float(reading.length**LENGTH_POWER)


def trace_back(
    ordered: list[Reading], best: list[tuple[float, int | None, int]]
) -> tuple[Reading, ...]:
    chosen: list[Reading] = []
    position = len(ordered)
    while position > 0:
        _, index, before = best[position]
        if index is not None:
            chosen.append(ordered[index])
        position = before
    return tuple(reversed(chosen))
