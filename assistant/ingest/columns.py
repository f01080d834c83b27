"""Which column of a table is what, and whether a table gives tasks at all.

What the header says is weighed against what stands in the column: headers are worded in many ways,
mislead (two columns both named "chủ trì"), or are missing. Cases: tests/cases/headers.md.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise

from assistant.domain.due import DueKind
from assistant.ingest.layout import Grid, GridCell
from assistant.ingest.marks import ROW_MARK
from assistant.vietnamese.due import read_due
from assistant.vietnamese.text import normalise, spell, syllables
from assistant.vietnamese.units import looks_like_units
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
    DELIVERABLE = "deliverable"
    STATUS = "status"
    MEASURE = "measure"  # figures of a target or budget
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's role and its header as printed; it may be several columns of the grid."""

    index: int
    role: Role
    header: str = ""
    width: int = 1  # columns of the grid that it takes


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a task table, and how many of its first rows are its header."""

    header_rows: int
    columns: tuple[Column, ...]

    def of(self, role: Role) -> Column | None:
        """The column with this role, if there is one."""
        return next((column for column in self.columns if column.role is role), None)

    def all_of(self, *roles: Role) -> tuple[Column, ...]:
        """Every column with one of these roles, from left to right."""
        return tuple(column for column in self.columns if column.role in roles)


Matrix = tuple[tuple[GridCell | None, ...], ...]  # the cell that covers each place

MOST_HEADER_ROWS = 5  # titles and two-row headers included
# Shares of a column's filled cells that make its content speak.
MANY, FEW = 0.6, 0.25
LONGEST_DUE = 90  # letters; a longer text is no time limit, though it may hold one


def matrix_of(grid: Grid) -> Matrix:
    """The cell that covers each place, row by row."""
    places: list[list[GridCell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                places[row][column] = cell
    return tuple(tuple(row) for row in places)


def read_columns(grid: Grid, *, before: Columns | None = None) -> Columns | None:
    """The columns of a task table; None for tables of targets, budgets, papers, people.

    `before` are the columns of the task table before this one: a table without a header whose
    content fits goes on under that header.
    """
    if grid.columns < 2 or grid.rows < 1:
        return None
    matrix = matrix_of(grid)
    header = _find_header(matrix, marked=grid.header_rows)
    contents = {
        n: _content(matrix, n, first_row=header.rows)
        for n in range(grid.columns)
        if n == 0 or not _goes_on(matrix, n)
    }
    if before and header.rows == 0 and _fits(before, contents):
        return replace(before, header_rows=0)
    columns = [
        Column(n, _role(header, n, content=contents[n]), _title(header, n), width=after - n)
        for n, after in pairwise((*contents, grid.columns))
    ]
    columns = _by_content(_ticked(_without_doubles(columns, contents), matrix, header), contents)
    return Columns(header.rows, tuple(columns)) if _gives_tasks(columns, contents) else None


def _fits(columns: Columns, contents: "Mapping[int, _Content]") -> bool:
    """Whether a table without a header holds what these columns hold."""
    if [column.index for column in columns.columns] != list(contents):
        return False
    who = [contents[c.index].units for c in columns.all_of(Role.LEAD, Role.ASSIGNMENT)]
    when = [contents[c.index].dues for c in columns.all_of(Role.DUE)]
    return all(share >= MANY for share in (*who, *when)) and bool(who or when)


def _goes_on(matrix: Matrix, column: int) -> bool:
    """Whether a column of the grid is only the rest of the one before it.

    Where parts of a table differ by a point or two, the grid has more edges than the table.
    """
    return all(
        cell is None or cell is row[column - 1] or not cell.text
        for row in matrix
        for cell in (row[column],)
    )


# -- the header


@dataclass(frozen=True, slots=True)
class _Header:
    rows: int
    names: tuple[str, ...]  # the lowest header cell of each column
    groups: tuple[str, ...]  # what stands above it: "Phân công" over "Chủ trì"


def _title(header: _Header, column: int) -> str:
    name, group = header.names[column], header.groups[column]
    return f"{group} - {name}" if group and name and group != name else name or group


def _find_header(matrix: Matrix, *, marked: int) -> _Header:
    first = next(
        (n for n in range(min(MOST_HEADER_ROWS, len(matrix))) if _is_header(matrix[n])), None
    )
    columns = len(matrix[0])
    if first is None:
        return _Header(0, ("",) * columns, ("",) * columns)
    # A merged header cell reaches as far down as the header does.
    last = max(
        (cell.row + cell.row_span for cell in matrix[first] if cell and _role_by_words(cell.text)),
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
    return _Header(last, tuple(names), tuple(groups))


def _distinct(matrix: Matrix, column: int, first: int, last: int) -> list[GridCell]:
    cells = (matrix[row][column] for row in range(first, last))
    return list(dict.fromkeys(cell for cell in cells if cell is not None))


def _is_header(row: Sequence[GridCell | None]) -> bool:
    """Whether most of a row's cells are names of columns."""
    cells = list(dict.fromkeys(cell for cell in row if cell is not None and cell.text.strip()))
    known = [cell for cell in cells if _role_by_words(cell.text) and len(cell.text) <= 80]
    marks = [cell for cell in cells if ROW_MARK.fullmatch(cell.text.strip())]
    return len(known) >= 2 and 2 * len(known) >= len(cells) and not marks


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


# -- what a header's words say


@cache
def _phrases() -> tuple[tuple[str, Role], ...]:
    rows = sorted(read_table("headers"), key=lambda row: -len(row[0].split()))
    return tuple((f" {spell(phrase)} ", Role(field)) for phrase, field, *_ in rows)


@cache
def _role_by_words(header: str) -> Role | None:
    """The role that the longest known phrase in a header gives; None where none is known."""
    text = f" {' '.join(syllables(header))} "
    found = [
        (len(phrase.split()), -text.index(phrase), role)
        for phrase, role in _phrases()
        if phrase in text
    ]
    if not found:
        return None
    roles = {role for _, _, role in found}
    if {Role.LEAD, Role.SUPPORT} <= roles and "chủ trì" in text:
        return Role.ASSIGNMENT  # "Đơn vị chủ trì, đơn vị phối hợp"
    return max(found, key=lambda f: f[:2])[2]


def _role(header: _Header, column: int, *, content: "_Content") -> Role:
    """A column's role by its header; a weak header ("Đơn vị") needs fitting content."""
    name, group = header.names[column], header.groups[column]
    role = _role_by_words(name) or (_role_by_words(group) if group else None) or Role.OTHER
    weak = spell(name) in ("đơn vị", "cơ quan", "đơn vị thực hiện", "trách nhiệm")
    if role in (Role.LEAD, Role.SUPPORT) and content.dues >= MANY and content.units < FEW:
        return Role.DUE
    if role is Role.LEAD and weak and content.filled and content.units < FEW:
        return Role.OTHER
    if role is Role.DUE and content.filled >= 3 and content.dues < FEW:
        says_progress = "tiến độ" in spell(name)
        return Role.STATUS if says_progress else (Role.DUE if content.units < MANY else Role.LEAD)
    return role


# -- what stands in a column


@dataclass(frozen=True, slots=True)
class _Content:
    """Of a column's filled cells, which shares are of which kind."""

    filled: int
    dues: float = 0.0
    units: float = 0.0
    marks: float = 0.0
    numbers: float = 0.0
    length: float = 0.0  # letters in a cell, on average


_NUMBER = re.compile(r"[\d.,\s%≥≤<>+/xX-]+(?:\s*(?:%|triệu|tỷ|đồng|điểm|mẫu|hộ|ha|km))?")


def _content(matrix: Matrix, column: int, *, first_row: int) -> _Content:
    cells = dict.fromkeys(
        cell
        for row in matrix[first_row:]
        if (cell := row[column]) is not None and cell.column_span == 1
    )
    texts = [words for cell in cells if (words := normalise(cell.text))]
    if not texts:
        return _Content(0)
    count = len(texts)
    marks = sum(bool(ROW_MARK.fullmatch(text)) for text in texts) / count
    return _Content(
        count,
        dues=sum(_is_due(text) for text in texts) / count,
        units=sum(looks_like_units(text) for text in texts) / count,
        marks=marks,
        numbers=sum(bool(_NUMBER.fullmatch(text)) for text in texts) / count,
        length=sum(map(len, texts)) / count,
    )


def _is_due(text: str) -> bool:
    if len(text) > LONGEST_DUE or ROW_MARK.fullmatch(text):
        return False
    return read_due(text, year=None).kind is not DueKind.UNSPECIFIED


# -- both together


def _without_doubles(columns: list[Column], contents: Mapping[int, _Content]) -> list[Column]:
    """Each role once: a second "chủ trì" holds the supporters, a second time is the end."""
    roles = {column.index: column.role for column in columns}
    known: dict[Role, int] = {}
    for n, role in list(roles.items()):
        if role in (Role.OTHER, Role.MEASURE, Role.STATUS):
            continue
        before = known.setdefault(role, n)
        if before == n:
            continue
        match role:
            case Role.LEAD if Role.SUPPORT not in roles.values():
                roles[n] = Role.SUPPORT
            case Role.TITLE if contents[n].length > 1.5 * contents[before].length:
                roles[before], known[role] = Role.OTHER, n
            case Role.DUE if contents[n].filled and contents[n].dues >= contents[before].dues:
                roles[before], known[role] = Role.OTHER, n
            case _:
                roles[n] = Role.OTHER
    return [replace(column, role=roles[column.index]) for column in columns]


_TICK = re.compile(r"[xX×✓✔√+•*●■]")


def _ticked(columns: list[Column], matrix: Matrix, header: _Header) -> list[Column]:
    """Columns named after months, quarters or years in which ticks stand say by when."""
    if any(column.role is Role.DUE and not _is_tick(column, matrix, header) for column in columns):
        return columns
    ticked = [column for column in columns if _is_tick(column, matrix, header)]
    if len(ticked) < 2:
        return columns
    return [
        replace(column, role=Role.TICK, header=header.names[column.index])
        if column in ticked
        else column
        for column in columns
    ]


def _is_tick(column: Column, matrix: Matrix, header: _Header) -> bool:
    name = header.names[column.index]
    cells = [row[column.index] for row in matrix[header.rows :]]
    texts = {cell.text.strip() for cell in cells if cell and cell.column_span == 1} - {""}
    if not name or not texts or not all(_TICK.fullmatch(text) for text in texts):
        return False
    return read_due(name, year=None).kind in (DueKind.MONTH, DueKind.QUARTER, DueKind.YEAR)


def _by_content(columns: list[Column], contents: Mapping[int, _Content]) -> list[Column]:
    """Roles that no header gave, by what stands in the columns without a known header."""
    roles = {column.index: column.role for column in columns}
    headers = {column.index: column.header for column in columns}

    def free() -> list[int]:
        return [
            n
            for n, role in roles.items()
            if role is Role.OTHER and not _role_by_words(headers[n]) and contents[n].filled
        ]

    def give(role: Role, fits: list[int]) -> None:
        if fits and role not in roles.values():
            roles[fits[0]] = role

    give(Role.STT, [n for n in free() if n == 0 and contents[n].marks >= MANY])
    longest = sorted(free(), key=lambda n: -contents[n].length)[:1]
    give(Role.TITLE, [n for n in longest if contents[n].length > 8 and contents[n].numbers < FEW])
    give(Role.DUE, sorted(_with(free(), contents, "dues"), key=lambda n: -contents[n].dues))
    if Role.ASSIGNMENT not in roles.values():
        give(Role.LEAD, _with(free(), contents, "units"))
        nameless = [n for n in free() if not headers[n]]
        give(Role.SUPPORT, _with(nameless, contents, "units"))
    bare = [n for n in free() if not headers[n] and contents[n].numbers < FEW]
    give(Role.DELIVERABLE, bare)
    return [replace(column, role=roles[column.index]) for column in columns]


def _with(free: list[int], contents: Mapping[int, _Content], kind: str) -> list[int]:
    return [n for n in free if getattr(contents[n], kind) >= MANY]


def _gives_tasks(columns: list[Column], contents: Mapping[int, _Content]) -> bool:
    """A table gives tasks where it says what is to be done, and by whom or by when."""
    roles = {column.role for column in columns}
    who = roles & {Role.LEAD, Role.SUPPORT, Role.ASSIGNMENT}
    dues = [contents[c.index] for c in columns if c.role is Role.DUE]
    when = any(content.dues >= FEW or not content.filled for content in dues) or Role.TICK in roles
    if Role.TITLE not in roles or not (who or when):
        return False
    figures = [
        c
        for c in columns
        if c.role is Role.MEASURE
        or (c.role is Role.OTHER and contents[c.index].filled and contents[c.index].numbers >= MANY)
    ]
    says_more = len(who) + len(dues) + (Role.DELIVERABLE in roles)
    # A project's years and cost make no task, nor does the unit that watches over a target.
    return not figures or (len(figures) == 1 and bool(who)) or says_more > 1
