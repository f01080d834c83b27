"""The rows of a task table as tasks: sections, sub-rows, merged cells, rows that are none."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.domain.place import NOWHERE
from assistant.domain.task import Cell, Field, Source, Task
from assistant.domain.unit import Assignee
from assistant.ingest.columns import Columns, Role, is_numbering, matrix_of
from assistant.ingest.layout import Grid, GridCell
from assistant.ingest.row_marks import NO_MARK, Rank, RowMark, cut_mark, read_row_mark
from assistant.ingest.units import assignees
from assistant.vietnamese.due import read_due
from assistant.vietnamese.text import letters, normalise

FIELDS = {
    Role.TITLE: Field.TITLE,
    Role.LEAD: Field.LEAD,
    Role.SUPPORT: Field.SUPPORT,
    Role.DUE: Field.DUE,
    Role.DELIVERABLE: Field.DELIVERABLE,
    Role.STATUS: Field.STATUS,
    Role.OTHER: Field.OTHER,
    Role.MEASURE: Field.OTHER,
}


def tasks_from_grid(
    grid: Grid,
    *,
    columns: Columns,
    year: int | None,
    first_ordinal: int = 1,
    section_path: tuple[str, ...] = (),
) -> tuple[Task, ...]:
    """The tasks of a table, in its order; `section_path` are the headings above the table."""
    rows = [_row(cells, columns) for cells in matrix_of(grid)[columns.header_rows :]]
    rows = [row for row in rows if not _is_idle(row, columns)]
    records = _records(rows, marks_in_titles=_marks_stand_in_titles(rows, columns))
    return tuple(
        _task(record, columns=columns, year=year, ordinal=ordinal, above=section_path)
        for ordinal, record in enumerate(records, start=first_ordinal)
    )


# -- rows


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the grid, by the table's columns."""

    cells: tuple[GridCell | None, ...]  # one for each column; a merged cell in the first it covers
    stt: str
    title: str
    spans: bool  # one cell spans (nearly) all columns
    filled: bool  # something stands beside mark and title


def _row(places: Sequence[GridCell | None], columns: Columns) -> _Row:
    cells = tuple(_cells(places, columns))
    by_role = {
        column.role: cell for column, cell in zip(columns.columns, cells, strict=True) if cell
    }
    texts = {role: normalise(cell.text) for role, cell in by_role.items()}
    beside = [
        cell
        for column, cell in zip(columns.columns, cells, strict=True)
        if cell and cell.text.strip() and column.role not in (Role.STT, Role.TITLE)
    ]
    distinct = [cell for cell in dict.fromkeys(places) if cell and cell.text.strip()]
    if len(distinct) == 1 and distinct[0].column_span >= max(2, len(places) - 1):
        return _Row(cells, "", normalise(distinct[0].text), spans=True, filled=False)
    stt, title = texts.get(Role.STT, ""), texts.get(Role.TITLE, "")
    if len(beside) == 1 and _is_across(beside[0], columns):
        # A stray rule cuts a heading's merged cell in two.
        title = f"{title} {normalise(beside[0].text)}".strip()
        return _Row(cells, stt, title, spans=False, filled=False)
    return _Row(cells, stt, title, spans=False, filled=bool(beside))


def _is_across(cell: GridCell, columns: Columns) -> bool:
    """Whether one cell covers who and by when at once, and so says neither."""
    covered = {
        column.role
        for column in columns.columns
        if cell.column <= column.index < cell.column + cell.column_span
    }
    return Role.DUE in covered and bool(covered & {Role.LEAD, Role.SUPPORT, Role.ASSIGNMENT})


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


def _is_idle(row: _Row, columns: Columns) -> bool:
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
    if _NOTE.match(row.title) and (row.spans or not row.filled):
        return True
    return not row.stt and bool(_TOTAL.match(row.title))


def _marks_stand_in_titles(rows: Sequence[_Row], columns: Columns) -> bool:
    """Whether a table without a column of marks has them in its titles: "1. Rà soát …"."""
    if columns.of(Role.STT) is not None:
        return False
    titles = [row.title for row in rows if row.filled]
    marked = [title for title in titles if cut_mark(title)[0] is not NO_MARK]
    return len(marked) > 1 and 2 * len(marked) > len(titles)


# -- rows as tasks and headings


@dataclass(frozen=True, slots=True)
class _Heading:
    """A section's row."""

    mark: RowMark
    title: str

    @property
    def words(self) -> str:
        return f"{self.mark.words}. {self.title}" if self.mark.words else self.title


@dataclass(frozen=True, slots=True)
class _Record:
    """A task: the rows of the grid that tell of it, and what stands above it."""

    rows: tuple[_Row, ...]
    mark: RowMark
    title: str
    headings: tuple[_Heading, ...]
    parent: str


def _records(rows: Sequence[_Row], *, marks_in_titles: bool) -> list[_Record]:
    records: list[_Record] = []
    headings: tuple[_Heading, ...] = ()
    above: list[RowMark] = []  # the tasks to which a sub-row may belong
    for place, row in enumerate(rows):
        if records and _goes_on(row, records[-1]):
            records[-1] = replace(records[-1], rows=(*records[-1].rows, row))
            continue
        last = headings[-1].mark if headings else NO_MARK
        mark, title = _mark_and_title(row, before=last, marks_in_titles=marks_in_titles)
        if not row.filled and not _is_blank_task(rows, place, mark):
            headings = (*_still_open(headings, mark), _Heading(mark, title))
            above = []
            continue
        headings = tuple(h for h in headings if not _closes(h.mark, mark))
        above = [m for m in above if m.rank < mark.rank and _may_hold(m, mark)]
        parent = above[-1].words if above and mark.rank > Rank.NONE else ""
        above.append(mark)
        records.append(_Record((row,), mark, title, headings, parent))
    return records


def _mark_and_title(row: _Row, *, before: RowMark, marks_in_titles: bool) -> tuple[RowMark, str]:
    if row.stt:
        return read_row_mark(row.stt, before=before) or RowMark(row.stt, Rank.NUMBER), row.title
    if row.spans or marks_in_titles or not row.filled:
        return cut_mark(row.title, before=before)
    mark, title = cut_mark(row.title)
    if mark.rank in (Rank.NUMBER_2, Rank.NUMBER_3, Rank.SMALL):
        return mark, title  # a sub-row whose mark stands before its title
    if row.title[:2] in ("- ", "+ ", "– "):
        return RowMark("-", Rank.DASH), row.title[2:]
    return NO_MARK, row.title


def _goes_on(row: _Row, record: _Record) -> bool:
    """Whether a row only says more of the task above: its mark and title are merged with it."""
    if row.spans or not row.filled:
        return False
    if not row.stt and not row.title:
        return True
    first = record.rows[0]
    return (
        bool(row.title)
        and _shared(row, first, row.title)
        and (not row.stt or _shared(row, first, row.stt))
    )


def _shared(row: _Row, first: _Row, words: str) -> bool:
    """Whether both rows have one merged cell with these words."""
    return any(
        cell is not None and cell.row_span > 1 and normalise(cell.text) == words
        for cell in row.cells
        if cell in first.cells
    )


def _is_blank_task(rows: Sequence[_Row], place: int, mark: RowMark) -> bool:
    """Whether a row with nothing beside its title is a task all the same.

    It is where it stands in line with tasks: 3 between the tasks 2 and 4. A heading has rows of
    another kind below it.
    """
    if mark.rank not in (Rank.NUMBER, Rank.NUMBER_2) or not 0 < place < len(rows) - 1:
        return False
    before, after = rows[place - 1], rows[place + 1]
    line = [read_row_mark(row.stt) for row in (before, after)]
    return before.filled and after.filled and all(m and m.rank is mark.rank for m in line)


def _still_open(headings: Iterable[_Heading], mark: RowMark) -> Iterator[_Heading]:
    """The headings that a new one stands under."""
    for heading in headings:
        if heading.mark.rank >= mark.rank:
            return
        yield heading


def _closes(heading: RowMark, mark: RowMark) -> bool:
    """Whether a task's mark shows that it stands beside a heading and not under it."""
    if heading.rank is Rank.NONE or not mark.words:
        return False
    return heading.rank >= mark.rank and not (heading.rank < Rank.NONE and mark.rank > Rank.NONE)


def _may_hold(upper: RowMark, lower: RowMark) -> bool:
    """Whether a sub-row's mark fits the task above: "1.2" belongs to "1" and not to "2"."""
    if lower.rank in (Rank.NUMBER_2, Rank.NUMBER_3) and upper.rank >= Rank.NUMBER:
        return lower.words.startswith(f"{upper.words}.")
    return upper.rank is not Rank.NONE


# -- a task's fields


def _task(
    record: _Record, *, columns: Columns, year: int | None, ordinal: int, above: tuple[str, ...]
) -> Task:
    cells = tuple(_field_cells(record, columns))
    lead, support = _assigned(cells, columns)
    last = record.headings[-1] if record.headings else None
    return Task(
        title=record.title,
        source=Source.TABLE,
        ordinal=ordinal,
        stt=record.mark.words,
        parent_stt=record.parent,
        section=last.mark.words if last else "",
        section_title=last.title if last else "",
        section_path=(*above, *(heading.words for heading in record.headings)),
        lead=lead,
        support=support,
        due=read_due(_said(cells, Field.DUE), year=year),
        deliverable=_said(cells, Field.DELIVERABLE),
        status=_said(cells, Field.STATUS),
        other=tuple((c.header, c.words) for c in cells if c.field is Field.OTHER),
        cells=cells,
    )


def _said(cells: Iterable[Cell], field: Field) -> str:
    return "\n".join(cell.words for cell in cells if cell.field is field and cell.words)


def _field_cells(record: _Record, columns: Columns) -> Iterator[Cell]:
    """One cell for each column: its words in all rows of the task, a merged cell's once."""
    for number, column in enumerate(columns.columns):
        if column.role is Role.STT:
            continue
        found = dict.fromkeys(row.cells[number] for row in record.rows)
        own = [cell for cell in found if cell is not None]
        words = "\n".join(dict.fromkeys(w for cell in own if (w := normalise(cell.text))))
        if column.role is Role.TITLE:
            words = record.title
        place = sum((cell.place for cell in own), start=NOWHERE)
        field = FIELDS.get(column.role, Field.LEAD)
        yield Cell(field, words, place, header=column.header)


_LABEL = re.compile(
    r"""(?:^|(?<=[\n;.,]))\s*[-+–•]?\s*(?:(?:đơn\ vị|cơ\ quan|phòng)\s+)?
        (?P<role>chủ\ trì|phối\ hợp)(?:\s+(?:thực\ hiện|chính))?\s*:\s*""",
    re.VERBOSE | re.IGNORECASE,
)


def _assigned(
    cells: Sequence[Cell], columns: Columns
) -> tuple[tuple[Assignee, ...], tuple[Assignee, ...]]:
    """Who leads and who supports, also where one cell says both: "Chủ trì: …; Phối hợp: …"."""
    said, support = _said(cells, Field.LEAD), _said(cells, Field.SUPPORT)
    labelled = _labelled(said)
    if labelled:
        lead, more = labelled
        support = "\n".join(words for words in (more, support) if words)
        return assignees(lead), assignees(support)
    units = assignees(said)
    if columns.of(Role.ASSIGNMENT) is None:
        return units, assignees(support)
    leading = [unit for unit in units if "chủ trì" in unit.words.lower()] or list(units[:1])
    return tuple(leading), tuple(unit for unit in units if unit not in leading)


def _labelled(words: str) -> tuple[str, str] | None:
    labels = list(_LABEL.finditer(words))
    if not labels:
        return None
    ends = [*(label.start() for label in labels[1:]), len(words)]
    parts = {"chủ trì": words[: labels[0].start()].strip(), "phối hợp": ""}
    for label, end in zip(labels, ends, strict=True):
        role = " ".join(label["role"].lower().split())
        part = words[label.end() : end].strip(" \n;,.")
        parts[role] = "\n".join(filter(None, (parts[role], part)))
    return parts["chủ trì"], parts["phối hợp"]
