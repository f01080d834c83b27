"""From a file to a ParsedDocument; neither database nor index is seen here."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.domain.document import DocumentFile, ParsedDocument
from assistant.domain.task import Task
from assistant.ingest.amendments import amending_grids, find_amendments
from assistant.ingest.assignments import find_tasks
from assistant.ingest.columns import Columns, read_columns
from assistant.ingest.layout import Grid, Layout
from assistant.ingest.limits import DEFAULT_LIMITS, Limits
from assistant.ingest.metadata import metadata_of, running_words
from assistant.ingest.passages import passages_of
from assistant.ingest.reading import format_of, read
from assistant.ingest.structure import Structure, read_structure
from assistant.ingest.targets import find_targets
from assistant.ingest.tasks import tasks_from_grid
from assistant.ingest.units import learn_units, with_units

OnPage = Callable[[int, int], None]  # told the page that is read next and how many there are

# A table so large that says neither tasks nor figures is told to staff.
NOTABLE_ROWS, NOTABLE_COLUMNS = 4, 3
NOT_UNDERSTOOD = "bảng không đọc được thành nhiệm vụ hay chỉ tiêu; vẫn tra cứu được theo từng dòng"
BLOCK = 1 << 20  # bytes read at once while hashing


def parse(
    path: Path, *, limits: Limits = DEFAULT_LIMITS, on_page: OnPage | None = None
) -> ParsedDocument:
    """All that a file says, read in one go."""
    layout = read(path, limits=limits, on_page=on_page)
    kind = format_of(path, limits=limits).value
    pages = len(layout.pages) if layout.pages and layout.pages[0].width else None
    file = DocumentFile(path.name, sha256=sha256_of(path), format=kind, pages=pages)
    return parse_layout(layout, file=file)


def parse_layout(layout: Layout, *, file: DocumentFile) -> ParsedDocument:
    """The same for a file whose layout has been read."""
    structure = read_structure(layout)
    document = metadata_of(structure)
    every = task_tables(structure)
    amending = amending_grids(structure, document=document)
    tables = {grid: columns for grid, columns in every.items() if grid not in amending}
    rows = _table_tasks(structure, tables=tables, year=document.year)
    known = {a.words for task in rows for a in (*task.lead, *task.support)}
    given = {grid: columns for grid, columns in every.items() if grid in amending}
    amendments = find_amendments(structure, document=document, tables=given)
    prose = find_tasks(
        structure,
        year=document.year,
        known=known,
        start=len(rows) + 1,
        but={amendment.quote for amendment in amendments},
    )
    tasks = tuple(replace(task, file=file.name) for task in (*rows, *prose))
    texts = tuple(running_words(structure).split("\n"))
    units = learn_units(tasks, texts=texts, organization=document.organization)
    of_tasks_alone = tuple(grid for grid, columns in every.items() if not columns.tells_targets)
    targets = find_targets(structure, task_grids=of_tasks_alone)
    return ParsedDocument(
        document=replace(
            document,
            warnings=(*layout.warnings, *_table_warnings(structure, tables=tables)),
            files=(file,),
            pages=file.pages or 0,
        ),
        file=file,
        tasks=with_units(tasks, units=units),
        passages=passages_of(structure, task_grids=tuple(tables)),
        targets=targets,
        units=units,
        amendments=amendments,
    )


def sha256_of(path: Path) -> str:
    """The hash of a file's content, by which an unchanged file is known."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def task_tables(structure: Structure) -> dict[Grid, Columns]:
    """The tables that give tasks, each with what its columns are.

    People cut one table by headings set between its rows: the parts go on under its header.
    """
    tables: dict[Grid, Columns] = {}
    before: Columns | None = None
    for element in structure.elements:
        if element.grid is None:
            continue
        columns = read_columns(element.grid, before=before)
        if columns is not None:
            tables[element.grid] = before = columns
    return tables


def _table_tasks(
    structure: Structure, *, tables: dict[Grid, Columns], year: int | None
) -> tuple[Task, ...]:
    found: list[Task] = []
    for element in structure.elements:
        if element.grid is not None and element.grid in tables:
            found += tasks_from_grid(
                element.grid,
                columns=tables[element.grid],
                year=year,
                first_ordinal=len(found) + 1,
                section_path=element.section_path,
            )
    return tuple(found)


def _table_warnings(structure: Structure, *, tables: dict[Grid, Columns]) -> tuple[str, ...]:
    """Large tables that gave neither tasks nor targets."""
    warnings = []
    for element in structure.elements:
        grid = element.grid
        if grid is None or grid in tables:
            continue
        alone = replace(structure, elements=(element,))
        large = grid.rows >= NOTABLE_ROWS and grid.columns >= NOTABLE_COLUMNS
        if large and not find_targets(alone):
            page = element.place.page
            warnings.append(f"Trang {page}: {NOT_UNDERSTOOD}" if page else NOT_UNDERSTOOD)
    return tuple(warnings)
