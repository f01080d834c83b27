"""What stands in the columns of a table: times, names of units, marks, figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.domain.due import DueKind
from assistant.ingest.marks import ROW_MARK
from assistant.ingest.table_header import Matrix
from assistant.vietnamese.due import read_due
from assistant.vietnamese.text import normalise
from assistant.vietnamese.units import looks_like_units, split_units

# Shares of a column's filled cells that make its content speak.
MANY, FEW = 0.6, 0.25
LONGEST_DUE = 90  # letters; a longer text is no time limit, though it may hold one


@dataclass(frozen=True, slots=True)
class Content:
    """Of a column's filled cells, which shares are of which kind."""

    filled: int
    dues: float = 0.0
    units: float = 0.0
    marks: float = 0.0
    numbers: float = 0.0
    counting: float = 0.0  # cells that go on counting from the one before, or begin at one
    several: float = 0.0  # cells that name more than one unit
    length: float = 0.0  # letters in a cell, on average


_NUMBER = re.compile(r"[\d.,\s%≥≤<>+/xX-]+(?:\s*(?:%|triệu|tỷ|đồng|điểm|mẫu|hộ|ha|km))?")


def content_of(matrix: Matrix, column: int, *, first_row: int) -> Content:
    """What stands in a column below the header; cells over several columns do not count."""
    cells = dict.fromkeys(
        cell
        for row in matrix[first_row:]
        if (cell := row[column]) is not None and cell.column_span == 1
    )
    texts = [words for cell in cells if (words := normalise(cell.text))]
    if not texts:
        return Content(0)
    count = len(texts)
    marks = sum(bool(ROW_MARK.fullmatch(text)) for text in texts) / count
    return Content(
        count,
        dues=sum(_is_due(text) for text in texts) / count,
        units=sum(looks_like_units(text) for text in texts) / count,
        marks=marks,
        numbers=sum(bool(_NUMBER.fullmatch(text)) for text in texts) / count,
        counting=_counting(texts),
        several=sum(len(split_units(text)) > 1 for text in texts) / count,
        length=sum(map(len, texts)) / count,
    )


def _counting(texts: Sequence[str]) -> float:
    """The share of cells that count rows: "1", "2", "3", and "1" again in the next section."""
    numbers = [int(text.rstrip(".)")) if text.rstrip(".)").isdecimal() else 0 for text in texts]
    counted = (number in (1, before + 1) for before, number in pairwise((0, *numbers)))
    return sum(counted) / len(texts)


def _is_due(text: str) -> bool:
    if len(text) > LONGEST_DUE or ROW_MARK.fullmatch(text):
        return False
    return read_due(text, year=None).kind is not DueKind.UNSPECIFIED
