"""How Vietnamese syllables follow one another: in what is written, and in what is asked."""

import json
import sys
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
WRITTEN = DATA / "syllables.bin"
ASKED = DATA / "question_syllables.bin"
# What stands before the first syllable, and behind the last one of a question.
BEGINNING, ENDING = "", "."
MAGIC = b"syllables-1\n"


@dataclass(frozen=True)
class Statistics:
    """Counts of syllables and of pairs of neighbours."""

    counts: dict[str, int]
    numbers: dict[str, int]
    total: int
    keys: "array[int]"
    pair_counts: "array[int]"

    def count(self, syllable: str) -> int:
        """How often the syllable was seen."""
        return self.counts.get(syllable, 0)

    def pair_count(self, first: str, second: str) -> int:
        """How often the second followed the first."""
        a, b = self.numbers.get(first), self.numbers.get(second)
        if a is None or b is None:
            return 0
        key = a * len(self.numbers) + b
        at = bisect_left(self.keys, key)
        return self.pair_counts[at] if at < len(self.keys) and self.keys[at] == key else 0

    @cached_property
    def by_fold(self) -> dict[str, tuple[str, ...]]:
        """The syllables that are the same without diacritics."""
        return group_by_fold(self.counts)


def group_by_fold(syllables: "dict[str, int]") -> dict[str, tuple[str, ...]]:
    """Syllables by what is left of them without diacritics."""
    from assistant.vietnamese.text import fold

    groups: dict[str, list[str]] = {}
    for syllable in syllables:
        groups.setdefault(fold(syllable), []).append(syllable)
    return {folded: tuple(group) for folded, group in groups.items()}


@lru_cache(maxsize=1)
def statistics() -> Statistics:
    """Of laws, gazettes and an encyclopedia."""
    return read(WRITTEN)


@lru_cache(maxsize=1)
def question_statistics() -> Statistics:
    """Of questions as staff put them, from the first word on."""
    return read(ASKED)


def read(path: Path) -> Statistics:
    """Statistics that ship with the package."""
    content = path.read_bytes()
    start = len(MAGIC) + 4
    size = int.from_bytes(content[len(MAGIC) : start], "little")
    head = json.loads(content[start : start + size])
    keys, pair_counts = array("I"), array("H")
    middle = start + size + 4 * head["pairs"]
    keys.frombytes(content[start + size : middle])
    pair_counts.frombytes(content[middle:])
    if sys.byteorder == "big":
        keys.byteswap()
        pair_counts.byteswap()
    syllables = head["syllables"]
    return Statistics(
        counts=dict(zip(syllables, head["counts"], strict=True)),
        numbers={syllable: i for i, syllable in enumerate(syllables)},
        total=head["total"],
        keys=keys,
        pair_counts=pair_counts,
    )
