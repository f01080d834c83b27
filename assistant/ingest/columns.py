"""Which column of a table is what, and whether a table gives tasks at all.

What the header says is weighed against what stands in the column: headers are worded in many ways,
mislead (two columns both named "chủ trì"), or are missing. Cases: tests/cases/headers.md.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from assistant.domain.due import DueKind
from assistant.ingest.column_content import FEW, MANY, Content, content_of
from assistant.ingest.layout import Grid
from assistant.ingest.table_header import (
    Header,
    Matrix,
    Role,
    find_header,
    matrix_of,
    role_by_words,
    role_over_units,
)
from assistant.ingest.units import SHORT_FORM
from assistant.vietnamese.due import read_due
from assistant.vietnamese.text import spell
from assistant.vietnamese.units import looks_like_units
from assistant.vietnamese.wordlist import read_table

# What a column of times may be called after: "Kỳ hạn giao nộp"
MISNAMED = (Role.LEAD, Role.SUPPORT, Role.DELIVERABLE)
# Nearly every cell of a column that numbers the rows goes on counting.
MOST = 0.9
TITLE_LENGTH = 8  # letters; what a column of titles holds is longer on average
# Fewer columns of marks may be anything: "Đạt", "Không đạt".
FEWEST_MARKED = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column's role and its header as printed; it may be several columns of the grid."""

    index: int
    role: Role
    header: str = ""
    width: int = 1  # columns of the grid that it takes
    ticked: Role = Role.LEAD  # of a column of marks: what a mere tick says that its unit does


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a task table, and how many of its first rows are its header."""

    header_rows: int
    columns: tuple[Column, ...]

    def of(self, role: Role) -> Column | None:
        """The column with this role, if there is one."""
        return next((column for column in self.columns if column.role is role), None)

    @property
    def tells_targets(self) -> bool:
        """Whether the tasks are targets: "Chỉ tiêu" is what the column of titles is called."""
        title = self.of(Role.TITLE)
        return title is not None and role_by_words(title.header) is Role.MEASURE

    def all_of(self, *roles: Role) -> tuple[Column, ...]:
        """Every column with one of these roles, from left to right."""
        return tuple(column for column in self.columns if column.role in roles)


def read_columns(grid: Grid, *, before: Columns | None = None) -> Columns | None:
    """The columns of a task table; None for tables of targets, budgets, papers, people.

    `before` are the columns of the task table before this one: a table without a header whose
    content fits goes on under that header.
    """
    if grid.columns < 2 or grid.rows < 1:
        return None
    matrix = matrix_of(grid)
    header = find_header(matrix, marked=grid.header_rows)
    contents = {
        n: content_of(matrix, n, first_row=header.rows)
        for n in range(grid.columns)
        if n == 0 or not _goes_on(matrix, n)
    }
    if before and header.rows == 0 and _fits(before, contents):
        return replace(before, header_rows=0)
    columns = [
        Column(n, _role(header, n, content=contents[n]), header.title(n), width=after - n)
        for n, after in pairwise((*contents, grid.columns))
    ]
    columns = _ticked(_without_doubles(columns, contents), matrix, header)
    columns = _by_content(_marked(columns, matrix, header), contents)
    return Columns(header.rows, tuple(columns)) if _gives_tasks(columns, contents) else None


def _fits(columns: Columns, contents: Mapping[int, Content]) -> bool:
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


def _role(header: Header, column: int, *, content: Content) -> Role:
    """A column's role by its header; a weak header ("Đơn vị") needs fitting content."""
    name, group = header.names[column], header.groups[column]
    role = role_by_words(name) or (role_by_words(group) if group else None) or Role.OTHER
    weak = spell(name) in ("đơn vị", "cơ quan", "đơn vị thực hiện", "trách nhiệm")
    tells_times = content.filled > 1 and content.dues >= MANY and content.units < FEW
    if role in MISNAMED and tells_times:
        return Role.DUE
    if role is Role.LEAD and role_over_units(name) is Role.SUPPORT and "chủ trì" not in spell(name):
        return Role.SUPPORT  # "Cơ quan cùng tham gia"
    if role is Role.LEAD and weak and content.filled and content.units < FEW:
        return Role.OTHER
    if role is Role.DUE and content.filled >= 3 and content.dues < FEW:
        says_progress = "tiến độ" in spell(name)
        return Role.STATUS if says_progress else (Role.DUE if content.units < MANY else Role.LEAD)
    return role


PRODUCT = re.compile(r"sản phẩm|kết quả|đầu ra")


def _without_doubles(columns: list[Column], contents: Mapping[int, Content]) -> list[Column]:
    """Each role once: a second "chủ trì" holds the supporters, a second time is the end."""
    roles = {column.index: column.role for column in columns}
    titles = {column.index: spell(column.header) for column in columns}
    known: dict[Role, int] = {}
    for n, role in list(roles.items()):
        if role in (Role.OTHER, Role.MEASURE, Role.STATUS):
            continue
        before = known.setdefault(role, n)
        if before == n:
            continue
        match role:
            case Role.LEAD if Role.SUPPORT not in roles.values():
                helping = _helping(columns, contents, before, n)
                roles[helping], known[role] = Role.SUPPORT, n if helping == before else before
            case Role.TITLE if contents[n].length > 1.5 * contents[before].length:
                roles[before], known[role] = Role.OTHER, n
            case Role.DUE if contents[n].filled and contents[n].dues >= contents[before].dues:
                roles[before], known[role] = Role.OTHER, n
            case Role.DELIVERABLE if PRODUCT.search(titles[n]) and not PRODUCT.search(
                titles[before]
            ):
                # "Minh chứng" is the product only where no column is called so.
                roles[before], known[role] = Role.OTHER, n
            case _:
                roles[n] = Role.OTHER
    return [replace(column, role=roles[column.index]) for column in columns]


def _helping(
    columns: Sequence[Column], contents: Mapping[int, Content], first: int, second: int
) -> int:
    """Of two columns of units the one of those that help: by a word of its header, else by what
    stands there, since each task has somebody who leads it, and mostly one alone.
    """
    told = {c.index: role_over_units(c.header) for c in columns if c.index in (first, second)}
    for n, other in ((first, second), (second, first)):
        if told[n] is not told[other] and (told[n] is Role.SUPPORT or told[other] is Role.LEAD):
            return n
    one, two = contents[first], contents[second]
    leads_second = two.filled > one.filled and two.several < one.several
    return first if leads_second else second


_TICK = re.compile(r"[xX×✓✔√+•*●■]")


def _ticked(columns: list[Column], matrix: Matrix, header: Header) -> list[Column]:
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


def _is_tick(column: Column, matrix: Matrix, header: Header) -> bool:
    name, texts = header.names[column.index], _texts(column, matrix, header)
    return bool(name and texts) and all(map(_TICK.fullmatch, texts)) and _is_time(name)


def _texts(column: Column, matrix: Matrix, header: Header) -> set[str]:
    """What stands in a column, each text once."""
    cells = [row[column.index] for row in matrix[header.rows :]]
    return {cell.text.strip() for cell in cells if cell and cell.column_span == 1} - {""}


def _is_time(name: str) -> bool:
    return read_due(name, year=None).kind in (DueKind.MONTH, DueKind.QUARTER, DueKind.YEAR)


def _marked(columns: list[Column], matrix: Matrix, header: Header) -> list[Column]:
    """Columns named after units in which ticks or letters ("C", "P") stand say who does what."""

    def is_marked(column: Column) -> bool:
        name, texts = header.names[column.index], _texts(column, matrix, header)
        marks = all(_TICK.fullmatch(text) or spell(text) in role_marks() for text in texts)
        return bool(name and texts) and marks and _names_unit(header, column)

    marked = [column for column in columns if is_marked(column)]
    if len(marked) < FEWEST_MARKED:
        return columns
    return [
        replace(column, role=Role.MARKED, header=name, ticked=_ticked_role(header, column))
        if column in marked
        else column
        for column in columns
        for name in (header.names[column.index],)
    ]


def _names_unit(header: Header, column: Column) -> bool:
    """Whether a column is called by a unit, or stands under what says so; and not "Cao", "Thấp"."""
    name, group = header.names[column.index], header.groups[column.index]
    is_short = SHORT_FORM.fullmatch(name.strip()) is not None
    over_units = role_by_words(group) in (Role.LEAD, Role.SUPPORT, Role.ASSIGNMENT)
    return is_short or looks_like_units(name) or (over_units and not _is_time(name))


def _ticked_role(header: Header, column: Column) -> Role:
    """What a tick says under "Đơn vị phối hợp"; anywhere else that the unit leads."""
    told = role_by_words(header.groups[column.index])
    return Role.SUPPORT if told is Role.SUPPORT else Role.LEAD


@cache
def role_marks() -> Mapping[str, Role]:
    """The letters by which tables of units say who does what: "C", "PH"."""
    return {spell(mark): Role(role) for mark, role, *_ in read_table("role_marks")}


def role_of_mark(column: Column, text: str) -> Role:
    """What a mark in a column of marks says that the column's unit does."""
    return role_marks().get(spell(text.strip()), column.ticked)


def _by_content(columns: list[Column], contents: Mapping[int, Content]) -> list[Column]:
    """Roles that no header gave, by what stands in the columns without a known header."""
    roles = {column.index: column.role for column in columns}
    headers = {column.index: column.header for column in columns}

    def free() -> list[int]:
        return [
            n
            for n, role in roles.items()
            if role is Role.OTHER and not role_by_words(headers[n]) and contents[n].filled
        ]

    def of_targets() -> list[int]:
        """ "Chỉ tiêu | Đơn vị tính | … | Cơ quan chủ trì": what is to be reached is the task."""
        measures = [n for n, role in roles.items() if role is Role.MEASURE and contents[n].filled]
        return [n for n in measures if is_title(n)]

    def is_title(n: int) -> bool:
        return contents[n].length > TITLE_LENGTH and contents[n].numbers < FEW

    def give(role: Role, fits: list[int]) -> None:
        if fits and role not in roles.values():
            roles[fits[0]] = role

    give(Role.STT, [n for n in free() if n == 0 and contents[n].marks >= MANY])
    give(Role.STT, [n for n in free() if contents[n].filled > 2 and contents[n].counting >= MOST])
    by_target = [n for n in of_targets() if Role.LEAD in roles.values()]
    longest = by_target or sorted(free(), key=lambda n: -contents[n].length)[:1]
    give(Role.TITLE, [n for n in longest if is_title(n)])
    give(Role.DUE, sorted(_with(free(), contents, "dues"), key=lambda n: -contents[n].dues))
    if Role.ASSIGNMENT not in roles.values():
        over_units = {n: role_over_units(headers[n]) for n in _with(free(), contents, "units")}
        for role in (Role.LEAD, Role.SUPPORT):
            give(role, [n for n, told in over_units.items() if told is role])
        # Each task has somebody who leads it, and not each has somebody who helps.
        untold = [n for n in _with(free(), contents, "units") if over_units.get(n) is None]
        give(Role.LEAD, sorted(untold, key=lambda n: -contents[n].filled))
        nameless = [n for n in free() if not headers[n]]
        give(Role.SUPPORT, _with(nameless, contents, "units"))
    bare = [n for n in free() if not headers[n] and contents[n].numbers < FEW]
    give(Role.DELIVERABLE, bare)
    return [replace(column, role=roles[column.index]) for column in columns]


def _with(free: list[int], contents: Mapping[int, Content], kind: str) -> list[int]:
    return [n for n in free if getattr(contents[n], kind) >= MANY]


def _gives_tasks(columns: list[Column], contents: Mapping[int, Content]) -> bool:
    """A table gives tasks where it says what is to be done, and by whom or by when."""
    roles = {column.role for column in columns}
    who = roles & {Role.LEAD, Role.SUPPORT, Role.ASSIGNMENT, Role.MARKED}
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
