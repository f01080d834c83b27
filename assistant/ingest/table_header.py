"""The header of a table: where it ends, each column's name, and what its words say of it.

The wordings are a table that staff extend (data/headers.tsv).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from assistant.ingest.layout import Grid, GridCell
from assistant.ingest.marks import ROW_MARK
from assistant.vietnamese.text import normalise, spell, syllables
from assistant.vietnamese.wordlist import read_table


class Role(StrEnum):
    """What a column holds."""

    STT = "stt"
    TITLE = "title"
    LEAD = "lead"
    SUPPORT = "support"
    ASSIGNMENT = "assignment"  # lead and support in one column
    DUE = "due"
    TICK = "tick"  # its header is a time, a tick in it says that the time holds
    MARKED = "marked"  # its header is a unit, a mark in it says what the unit does
    DELIVERABLE = "deliverable"
    STATUS = "status"
    MEASURE = "measure"  # figures of a target or budget
    OTHER = "other"


Matrix = tuple[tuple[GridCell | None, ...], ...]  # the cell that covers each place


MOST_HEADER_ROWS = 5  # titles and two-row headers included
# Marks before a wording of the table: it is the whole header, or stands over units alone.
WHOLE, OVER_UNITS = "=", "~"
# A header that the table of wordings does not know: so many names, none longer than this.
NAMED_COLUMNS, LONGEST_NAME = 4, 60


def matrix_of(grid: Grid) -> Matrix:
    """The cell that covers each place, row by row."""
    places: list[list[GridCell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                places[row][column] = cell
    return tuple(tuple(row) for row in places)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table; without one it has no rows and empty names."""

    rows: int
    names: tuple[str, ...]  # the lowest header cell of each column
    groups: tuple[str, ...]  # what stands above it: "Phân công" over "Chủ trì"

    def title(self, column: int) -> str:
        """A column's whole name: "Phân công - Chủ trì"."""
        name, group = self.names[column], self.groups[column]
        return f"{group} - {name}" if group and name and group != name else name or group


def find_header(matrix: Matrix, *, marked: int) -> Header:
    """The header among a table's first rows; `marked` are the rows that the file itself marks."""
    rows = range(min(MOST_HEADER_ROWS, len(matrix)))
    first = next((n for n in rows if is_header(matrix[n])), None)
    if first is None:
        first = next((n for n in rows if _stands_apart(matrix, n)), None)
    columns = len(matrix[0])
    if first is None:
        return Header(0, ("",) * columns, ("",) * columns)
    # A merged header cell reaches as far down as the header does.
    last = max(
        (cell.row + cell.row_span for cell in matrix[first] if cell and role_by_words(cell.text)),
        default=first + 1,
    )
    last = max(last, marked if first < marked <= first + MOST_HEADER_ROWS else 0)
    if any(cell and cell.column_span > 1 and cell.row_span == 1 for cell in matrix[first]):
        while last < len(matrix) and last < first + 3 and _is_lower_header(matrix, first, last):
            last += 1
    names, groups = [], []
    for column in range(columns):
        texts = [_words(cell.text) for cell in _distinct(matrix, column, first, last) if cell.text]
        names.append(texts[-1] if texts else "")
        groups.append(" - ".join(texts[:-1]))
    while last < len(matrix) and is_numbering(matrix[last]):
        last += 1
    return Header(last, tuple(names), tuple(groups))


def _distinct(matrix: Matrix, column: int, first: int, last: int) -> list[GridCell]:
    cells = (matrix[row][column] for row in range(first, last))
    return list(dict.fromkeys(cell for cell in cells if cell is not None))


def is_header(row: Sequence[GridCell | None]) -> bool:
    """Whether most of a row's cells are names of columns."""
    cells = list(dict.fromkeys(cell for cell in row if cell is not None and cell.text.strip()))
    known = [cell for cell in cells if role_by_words(cell.text) and len(cell.text) <= 80]
    marks = [cell for cell in cells if ROW_MARK.fullmatch(cell.text.strip())]
    return len(known) >= 2 and 2 * len(known) >= len(cells) and not marks


def _stands_apart(matrix: Matrix, row: int) -> bool:
    """Whether a row above numbered ones has a name over each place: a header in words of its
    own, where a merged name may stand over several columns.
    """
    cells = list(dict.fromkeys(cell for cell in matrix[row] if cell and cell.text.strip()))
    is_whole = all(cell and cell.text.strip() for cell in matrix[row])
    if len(cells) < NAMED_COLUMNS or not is_whole:
        return False
    if any(len(cell.text) > LONGEST_NAME or re.search(r"\d", cell.text) for cell in cells):
        return False
    below = [rest[0].text.strip() for rest in matrix[row + 1 :] if rest[0] and rest[0].text.strip()]
    return sum(bool(ROW_MARK.fullmatch(mark)) for mark in below) > len(below) / 2


def _is_lower_header(matrix: Matrix, first: int, row: int) -> bool:
    """Whether a row only names the parts of a merged header cell above it."""
    cells = [cell for cell in dict.fromkeys(matrix[row]) if cell and cell.text.strip()]
    new = [cell for cell in cells if cell.row == row]
    below = all(
        (above := matrix[first][cell.column]) is not None and above.column_span > 1 for cell in new
    )
    return bool(new) and below and not any(len(cell.text) > 60 for cell in new)


_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?")


def is_numbering(row: Sequence[GridCell | None]) -> bool:
    """The row "(1) (2) (3)" under a header."""
    texts = [cell.text.strip() for cell in dict.fromkeys(row) if cell and cell.text.strip()]
    numbers = [int(found[0]) for text in texts if (found := re.search(r"\d+", text))]
    return (
        len(texts) > 2
        and all(_NUMBERING.fullmatch(text) for text in texts)
        and len(numbers) >= len(texts) - 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    )


def _words(text: str) -> str:
    return " ".join(normalise(text).split())


@cache
def _phrases(mark: str) -> tuple[tuple[str, Role], ...]:
    """The wordings with a mark before them ("" for those without one)."""
    rows = sorted(read_table("headers"), key=lambda row: -len(row[0].split()))
    return tuple(
        (f" {spell(phrase.removeprefix(mark))} ", Role(field))
        for phrase, field, *_ in rows
        if (phrase[0] == mark if mark else phrase[0] not in (WHOLE, OVER_UNITS))
    )


@cache
def role_by_words(header: str) -> Role | None:
    """The role that the longest known phrase in a header gives; None where none is known."""
    text = f" {' '.join(syllables(header))} "
    whole = next((role for phrase, role in _phrases(WHOLE) if phrase == text), None)
    if whole is not None:
        return whole
    found = [
        (len(phrase.split()), -text.index(phrase), role)
        for phrase, role in _phrases("")
        if phrase in text
    ]
    if not found:
        return None
    roles = {role for _, _, role in found}
    if {Role.LEAD, Role.SUPPORT} <= roles and "chủ trì" in text:
        return Role.ASSIGNMENT  # "Đơn vị chủ trì, đơn vị phối hợp"
    return max(found, key=lambda f: f[:2])[2]


@cache
def role_over_units(header: str) -> Role | None:
    """Lead or support, by a word that tells them apart where units stand below: "Cùng lo"."""
    text = f" {' '.join(syllables(header))} "
    return next((role for phrase, role in _phrases(OVER_UNITS) if phrase in text), None)
