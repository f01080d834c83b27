"""The rows of a task table told apart: headings, tasks, sub-rows, rows that are nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.ingest.columns import Columns
from assistant.ingest.layout import Grid, GridCell
from assistant.ingest.row_marks import NO_MARK, Rank, RowMark, cut_mark, next_mark, read_row_mark
from assistant.ingest.table_header import Role, is_numbering, matrix_of
from assistant.vietnamese.text import letters, normalise


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's row."""

    mark: RowMark
    title: str
    is_wide: bool = False  # its title spans the columns of who and when: surely a section

    @property
    def is_section(self) -> bool:
        """Whether it opens a section; a numbered row with empty cells only heads its sub-rows."""
        return self.is_wide or self.mark.rank < Rank.NUMBER

    @property
    def words(self) -> str:
        """Mark and title together."""
        return f"{self.mark.words}. {self.title}" if self.mark.words else self.title


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid, by the table's columns."""

    cells: tuple[GridCell | None, ...]  # one for each column; a merged cell in the first it covers
    stt: str
    title: str
    is_wide: bool  # the title's cell spans the columns of who and when
    filled: bool  # something stands beside mark and title


@dataclass(frozen=True, slots=True)
class Record:
    """A task: the rows of the grid that tell of it, and what stands above it."""

    rows: tuple[Row, ...]
    mark: RowMark
    title: str
    headings: tuple[Heading, ...] = ()
    parent: str = ""


def read_records(grid: Grid, *, columns: Columns) -> list[Record]:
    """The tasks of a table in order, each below its headings."""
    rows = [_row(cells, columns) for cells in matrix_of(grid)[columns.header_rows :]]
    rows = [row for row in rows if not _is_idle(row, columns)]
    return _records(rows, marks_in_titles=_marks_stand_in_titles(rows, columns))


# -- one row

_SAYS_SOMETHING = re.compile(r"[^\W_]")  # a dash in a cell says as much as no dash


def _row(places: Sequence[GridCell | None], columns: Columns) -> Row:
    cells = tuple(_cells(places, columns))
    by_role = {
        column.role: cell for column, cell in zip(columns.columns, cells, strict=True) if cell
    }
    texts = {role: normalise(cell.text) for role, cell in by_role.items()}
    distinct = [cell for cell in dict.fromkeys(places) if cell and cell.text.strip()]
    if len(distinct) == 1 and distinct[0].column_span >= max(2, len(places) - 1):
        return Row(cells, "", normalise(distinct[0].text), is_wide=True, filled=False)
    if len(distinct) == 2 and distinct[1].column_span >= max(2, len(places) - 2):
        # A heading keeps no columns: its mark stands first though a day is the first column.
        stt, title = (normalise(cell.text) for cell in distinct)
        if read_row_mark(stt) is not None:
            return Row(cells, stt, title, is_wide=True, filled=False)
    beside = [
        cell
        for column, cell in zip(columns.columns, cells, strict=True)
        if cell and _SAYS_SOMETHING.search(cell.text) and column.role not in (Role.STT, Role.TITLE)
    ]
    stt, title = texts.get(Role.STT, ""), texts.get(Role.TITLE, "")
    if len(beside) == 1 and _is_across(beside[0], columns):
        # A stray rule cuts a heading's merged cell in two.
        title = f"{title} {normalise(beside[0].text)}".strip()
        return Row(cells, stt, title, is_wide=True, filled=False)
    title_cell = by_role.get(Role.TITLE)
    is_wide = title_cell is not None and _is_across(title_cell, columns)
    return Row(cells, stt, title, is_wide=is_wide, filled=bool(beside))


def _is_across(cell: GridCell, columns: Columns) -> bool:
    """Whether one cell covers who and by when at once, and so says neither."""
    covered = {
        column.role
        for column in columns.columns
        if cell.column <= column.index < cell.column + cell.column_span
    }
    who = covered & {Role.LEAD, Role.SUPPORT, Role.ASSIGNMENT}
    return bool(who) and (Role.DUE in covered or columns.of(Role.DUE) is None)


def _cells(places: Sequence[GridCell | None], columns: Columns) -> Iterator[GridCell | None]:
    """For each column the cell that begins in it, or reaches it from a column before it."""
    used: list[GridCell] = []
    for column in columns.columns:
        within = places[column.index : column.index + column.width]
        own = [cell for cell in dict.fromkeys(within) if cell and cell not in used]
        filled = [cell for cell in own if cell.text.strip()] or own
        if filled:
            used.append(filled[0])
        yield filled[0] if filled else None


_NOTE = re.compile(r"(?:ghi chú|chú thích|lưu ý|\(\*\)|\*{1,3}\s)", re.IGNORECASE)
_TOTAL = re.compile(r"(?:tổng cộng|tổng số|tổng|cộng)\s*:?(?:\s*\(.*\))?$", re.IGNORECASE)


def _is_idle(row: Row, columns: Columns) -> bool:
    """Empty rows, repeated headers, "(1) (2) (3)", totals, notes under the table."""
    if not row.stt and not row.title and not row.filled:
        return True
    if is_numbering(row.cells):
        return True
    same = [
        bool(column.header) and letters(cell.text) in letters(column.header)
        for cell, column in zip(row.cells, columns.columns, strict=True)
        if cell is not None and cell.text.strip()
    ]
    if len(same) > 2 and all(same):
        return True
    if _NOTE.match(row.title) and not row.filled:
        return True
    return not row.stt and bool(_TOTAL.match(row.title))


# -- rows as tasks and headings


def _marks_stand_in_titles(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether a table without a column of marks has them in its titles: "1. Rà soát …"."""
    if columns.of(Role.STT) is not None:
        return False
    titles = [row.title for row in rows if row.filled]
    marked = [title for title in titles if cut_mark(title)[0] is not NO_MARK]
    return len(marked) > 1 and 2 * len(marked) > len(titles)


def _records(rows: Sequence[Row], *, marks_in_titles: bool) -> list[Record]:
    records: list[Record] = []
    outline = _Outline()
    for place, row in enumerate(rows):
        if records and _says_more(row, records[-1]):
            records[-1] = replace(records[-1], rows=(*records[-1].rows, row))
            continue
        if records and _ends_title(row, records[-1]):
            records[-1] = replace(records[-1], title=f"{records[-1].title} {row.title}")
            continue
        mark, title = _mark_and_title(row, before=outline.last, in_title=marks_in_titles)
        if not row.filled and not _is_blank_task(rows, place, mark):
            outline = outline.with_heading(Heading(mark, title, is_wide=row.is_wide))
            continue
        outline = outline.with_task(mark)
        records.append(Record((row,), mark, title, outline.headings, outline.parent))
    return records


def _mark_and_title(row: Row, *, before: RowMark, in_title: bool) -> tuple[RowMark, str]:
    if row.stt:
        return read_row_mark(row.stt, before=before) or RowMark(row.stt, Rank.NUMBER), row.title
    if in_title or not row.filled:
        return cut_mark(row.title, before=before)
    mark, title = cut_mark(row.title)
    if mark.rank in (Rank.NUMBER_2, Rank.NUMBER_3, Rank.SMALL):
        return mark, title  # a sub-row whose mark stands before its title
    if row.title[:2] in ("- ", "+ ", "– "):
        return RowMark("-", Rank.DASH), row.title[2:]
    return NO_MARK, row.title


def _says_more(row: Row, record: Record) -> bool:
    """Whether a row says more of the task above: mark and title are merged, absent, or go on."""
    if row.is_wide or not row.filled:
        return False
    if not row.stt and not row.title:
        return True
    first = record.rows[0]
    if not row.stt and first.stt and row.title[:1].islower() and not _ENDED.search(record.title):
        return not cut_mark(row.title)[0].words  # the rest of a row that a page border breaks
    return (
        bool(row.title)
        and _is_shared(row, first, row.title)
        and (not row.stt or _is_shared(row, first, row.stt))
    )


_ENDED = re.compile(r"[.;:!?]\s*$")


def _ends_title(row: Row, record: Record) -> bool:
    """Whether a row holds nothing but the rest of the title above."""
    if row.stt or row.filled or row.is_wide:
        return False
    return row.title[:1].islower() and not _ENDED.search(record.title)


def _is_shared(row: Row, first: Row, words: str) -> bool:
    """Whether both rows have one merged cell with these words."""
    return any(
        cell is not None and cell.row_span > 1 and normalise(cell.text) == words
        for cell in row.cells
        if cell in first.cells
    )


def _is_blank_task(rows: Sequence[Row], place: int, mark: RowMark) -> bool:
    """Whether a row with nothing beside its title is a task all the same.

    It is where it stands in line with tasks: 3 between the tasks 2 and 4. A heading has rows of
    another kind below it.
    """
    if rows[place].is_wide or not 0 < place < len(rows) - 1:
        return False
    before, after = (read_row_mark(rows[n].stt) for n in (place - 1, place + 1))
    in_line = before and after and next_mark(before) == mark and next_mark(mark) == after
    return bool(in_line) and rows[place - 1].filled and rows[place + 1].filled


# -- what stands above a row


@dataclass(frozen=True, slots=True)
class _Outline:
    """The headings and tasks under which the next row may stand."""

    headings: tuple[Heading, ...] = ()
    tasks: tuple[RowMark, ...] = ()  # since the last heading: those that may have sub-rows
    held: tuple[Rank, ...] = ()  # for each heading the rank of its first task, once it has one

    @property
    def last(self) -> RowMark:
        """The innermost heading's mark."""
        return self.headings[-1].mark if self.headings else NO_MARK

    @property
    def parent(self) -> str:
        """The mark of the row to which the last task belongs."""
        if len(self.tasks) > 1:
            return self.tasks[-2].words
        above = self.headings[-1] if self.headings else None
        return above.mark.words if above and not above.is_section else ""

    def with_heading(self, heading: Heading) -> "_Outline":
        """The outline below a new heading, which closes those of its rank and lower ones."""
        open_still: list[Heading] = []
        for one in self.headings:
            if one.mark.rank >= heading.mark.rank:
                break
            open_still.append(one)
        return _Outline((*open_still, heading), (), self.held[: len(open_still)])

    def with_task(self, mark: RowMark) -> "_Outline":
        """The outline with a new task, which closes headings that it stands beside."""
        depth = next(
            (n for n in range(len(self.headings)) if self._stands_beside(n, mark)),
            len(self.headings),
        )
        above = tuple(m for m in self.tasks if m.rank < mark.rank and _may_hold(m, mark))
        if depth < len(self.headings):
            above = ()
        held = self.held[:depth] + (mark.rank,) * (depth - len(self.held[:depth]))
        is_below = bool(above) and mark.rank > Rank.NONE
        return _Outline(self.headings[:depth], (*above, mark) if is_below else (mark,), held)

    def _stands_beside(self, place: int, mark: RowMark) -> bool:
        """Whether a task's mark shows that it is no part of this heading's section."""
        heading = self.headings[place]
        if heading.is_wide or heading.mark.rank <= Rank.PART or not mark.words:
            return False
        if heading.mark.rank is Rank.NONE:
            return False
        first = self.held[place] if place < len(self.held) else None
        if heading.mark.rank is mark.rank:
            # heading 1, then 1.1, then task 2; but under heading 2 the tasks may be 1, 2, 3
            return next_mark(heading.mark) == mark and first is not mark.rank
        return heading.mark.rank > mark.rank > Rank.NONE and first is not mark.rank


def _may_hold(upper: RowMark, lower: RowMark) -> bool:
    """Whether a sub-row's mark fits the task above: "1.2" belongs to "1" and not to "2"."""
    if lower.rank in (Rank.NUMBER_2, Rank.NUMBER_3) and upper.rank >= Rank.NUMBER:
        return lower.words.startswith(f"{upper.words}.")
    return upper.rank is not Rank.NONE


def all_cells(records: Iterable[Record], *, column: int) -> tuple[GridCell, ...]:
    """The cells of one column in some rows, a merged one once."""
    found = dict.fromkeys(row.cells[column] for record in records for row in record.rows)
    return tuple(cell for cell in found if cell is not None)
