"""Names of units: one key for all spellings of a name, cells with several names, groups."""

import re

from assistant.vietnamese.text import letters, normalise


def unit_key(words: str) -> str:
    """One canonical key for every way of writing a unit of one organization."""
    return letters(words)


def split_units(words: str) -> tuple[str, ...]:
    """The units that a cell names, in order; together they are the whole cell."""
    return tuple(part for part in re.split(r"[\n;]\s*", normalise(words)) if part)


def is_group(words: str) -> bool:
    """Whether the words name several units at once: "Các phòng, ban, đơn vị"."""
    return normalise(words).lower().startswith("các ")
