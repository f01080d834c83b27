"""Reads the word lists under data/: tables that staff can extend.

A list is a TSV file: comment lines begin with "#", the first other line names the columns.
"""

from functools import cache
from importlib.resources import files


@cache
def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of data/NAME.tsv without its comments and its header; short rows are padded."""
    text = (files("assistant.vietnamese") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    header, *rows = (tuple(cell.strip() for cell in line.split("\t")) for line in lines)
    return tuple(row + ("",) * (len(header) - len(row)) for row in rows)


@cache
def read_words(name: str) -> tuple[str, ...]:
    """The first column of data/NAME.tsv."""
    return tuple(row[0] for row in read_table(name))
