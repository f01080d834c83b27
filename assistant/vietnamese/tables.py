"""Reads the word tables under data/: tab-separated, one header line, meant to be extended."""

import csv
from functools import cache
from importlib import resources


@cache
def word_table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of data/NAME.tsv without the header; lines that begin with "#" are for people."""
    table = resources.files("assistant.vietnamese") / "data" / f"{name}.tsv"
    with table.open(encoding="utf-8") as lines:
        rows = csv.reader(
            (line for line in lines if not line.startswith("#")),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        )
        next(rows)
        return tuple(tuple(row) for row in rows if row)


@cache
def word_column(name: str) -> tuple[str, ...]:
    """The first column of data/NAME.tsv."""
    return tuple(row[0] for row in word_table(name))
