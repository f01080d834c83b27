"""The rows of a task table as tasks, each field with its words, their meaning and place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.domain.due import Due, DueKind
from assistant.domain.place import NOWHERE
from assistant.domain.task import Cell, Field, Source, Task
from assistant.domain.unit import Assignee
from assistant.ingest.clauses import roles_in
from assistant.ingest.columns import Columns, role_of_mark
from assistant.ingest.labelled import labelled_roles
from assistant.ingest.layout import Grid
from assistant.ingest.table_header import Role
from assistant.ingest.table_rows import Record, all_cells, read_records
from assistant.ingest.units import assignees
from assistant.vietnamese.due import read_due
from assistant.vietnamese.text import normalise, spell
from assistant.vietnamese.units import looks_like_units

FIELDS = {
    Role.TITLE: Field.TITLE,
    Role.LEAD: Field.LEAD,
    Role.SUPPORT: Field.SUPPORT,
    Role.ASSIGNMENT: Field.LEAD,
    Role.DUE: Field.DUE,
    Role.TICK: Field.DUE,
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
    records = read_records(grid, columns=columns)
    tasks = [
        _task(record, columns=columns, year=year, ordinal=ordinal, above=section_path)
        for ordinal, record in enumerate(records, start=first_ordinal)
    ]
    return tuple(_with_dittos(tasks))


def _task(
    record: Record, *, columns: Columns, year: int | None, ordinal: int, above: tuple[str, ...]
) -> Task:
    cells = tuple(_field_cells(record, columns))
    lead, support = _assigned(cells, columns)
    sections = [heading for heading in record.headings if heading.is_section]
    last = sections[-1] if sections else None
    if (
        not columns.all_of(Role.LEAD, Role.ASSIGNMENT, Role.MARKED)
        and last
        and looks_like_units(last.title)
    ):
        lead = assignees(last.title)  # a table by units: each section is one unit's work
    return Task(
        title=_said(cells, Field.TITLE),
        source=Source.TABLE,
        ordinal=ordinal,
        stt=record.mark.words,
        parent_stt=record.parent,
        section=last.mark.words if last else "",
        section_title=last.title if last else "",
        section_path=(*above, *(heading.words for heading in record.headings)),
        lead=lead,
        support=support,
        due=_due(cells, year=year),
        deliverable=_said(cells, Field.DELIVERABLE),
        status=_said(cells, Field.STATUS),
        other=tuple((c.header, c.words) for c in cells if c.field is Field.OTHER),
        cells=cells,
    )


def _said(cells: Iterable[Cell], field: Field, *, joint: str = "\n") -> str:
    return joint.join(cell.words for cell in cells if cell.field is field and cell.words)


def _field_cells(record: Record, columns: Columns) -> Iterator[Cell]:
    """One cell for each column: its words in all rows of the task, a merged cell's once."""
    for number, column in enumerate(columns.columns):
        if column.role is Role.STT:
            continue
        own = all_cells([record], column=number)
        words = ""
        for text in dict.fromkeys(normalise(cell.text) for cell in own):
            words += (" " if text[:1].islower() else "\n") + text if words else text
        if column.role is Role.TITLE:
            words = _title(record, words)
        role = role_of_mark(column, words) if column.role is Role.MARKED else column.role
        if column.role in (Role.TICK, Role.MARKED):
            words = column.header if words else ""
        place = sum((cell.place for cell in own), start=NOWHERE)
        yield Cell(FIELDS[role], words.strip(), place, header=column.header)


def _title(record: Record, words: str) -> str:
    """The title without its mark, and with what the rows below say more of it."""
    first = record.rows[0].title
    return record.title + words[len(first) :] if words.startswith(first) else record.title


# -- time


def _due(cells: Sequence[Cell], *, year: int | None) -> Due:
    """The time limit; a column's header may say the year, or that its numbers are months."""
    said = [cell for cell in cells if cell.field is Field.DUE and cell.words]
    words = ", ".join(dict.fromkeys(cell.words for cell in said))
    header = " ".join(cell.header for cell in said[:1])
    if stated := re.search(r"(?<!\d)20\d\d(?!\d)", header):
        year = int(stated[0])
    due = read_due(words, year=year)
    unit = re.search(r"tháng|quý|năm", spell(header))
    if due.kind is DueKind.UNSPECIFIED and unit and _BARE_NUMBERS.fullmatch(words):
        return replace(read_due(f"{unit[0]} {words}", year=year), words=due.words)
    return due


_BARE_NUMBERS = re.compile(r"(?:\d{1,2}|[IVX]+)(?:\s*(?:[-,/\u2013]|đến|và)\s*(?:\d{1,2}|[IVX]+))*")

# -- "như trên": what the row above says

_DITTO = re.compile(r"""[-\s]*(?:nt|n\.t|như\ trên|như\ nt)[-\s.]*|["”“''″]{1,2}""", re.IGNORECASE)


def _with_dittos(tasks: Sequence[Task]) -> Iterator[Task]:
    above: Task | None = None
    for task in tasks:
        if above is not None:
            task = _like(task, above)
        yield task
        above = task


def _like(task: Task, above: Task) -> Task:
    if _DITTO.fullmatch(_said(task.cells, Field.LEAD)):
        task = replace(task, lead=above.lead)
    if _DITTO.fullmatch(_said(task.cells, Field.SUPPORT)):
        task = replace(task, support=above.support)
    if _DITTO.fullmatch(task.due.words):
        task = replace(task, due=above.due)
    if _DITTO.fullmatch(task.deliverable):
        task = replace(task, deliverable=above.deliverable)
    return task


# -- who


def _assigned(
    cells: Sequence[Cell], columns: Columns
) -> tuple[tuple[Assignee, ...], tuple[Assignee, ...]]:
    """Who leads and who supports, also where one cell says both: "Chủ trì: …; Phối hợp: …"."""
    said, support = (_said(cells, field, joint=";\n") for field in (Field.LEAD, Field.SUPPORT))
    labelled = labelled_roles(said)
    if labelled:
        lead, more = labelled
        support = "\n".join(words for words in (more, support) if words)
        return assignees(lead), assignees(support)
    told, helping = roles_in(said)
    if told:  # "Sở A (chủ trì); Sở B (phối hợp)"
        support = "\n".join(words for words in (helping, support) if words)
        return assignees(told), assignees(support)
    units = assignees(said)
    if columns.of(Role.ASSIGNMENT) is None:
        return units, assignees(support)
    leading = [unit for unit in units if "chủ trì" in unit.words.lower()] or list(units[:1])
    return tuple(leading), tuple(unit for unit in units if unit not in leading)
