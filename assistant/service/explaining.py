"""Page pictures with what was understood drawn on them, for whoever doubts a reading."""

import logging
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.document import DocumentFile, ParsedDocument
from assistant.domain.errors import AssistantError
from assistant.ingest.explain import Note, explain
from assistant.ingest.limits import Limits
from assistant.ingest.parsing import parse_layout
from assistant.ingest.reading import format_of, read
from assistant.vietnamese.field_names import name_of

log = logging.getLogger(__name__)
TASK_COLOUR = "#ff7f0e"


def draw(path: Path, folder: Path, *, limits: Limits) -> tuple[Path, ...]:
    """The pictures of one file; none for a file that could not be read or has no pages."""
    try:
        layout = read(path, limits=limits)
    except AssistantError as error:
        log.warning("nothing to draw of %s: %s", path, error)
        return ()
    file = DocumentFile(path.name, sha256="", format=format_of(path, limits=limits).value)
    parsed = parse_layout(layout, file=file)
    return explain(path, layout, into=folder, notes=tuple(notes(parsed)), limits=limits)


def notes(parsed: ParsedDocument) -> Iterator[Note]:
    """Each cell of each task, named by the task's mark and the cell's role."""
    for task in parsed.tasks:
        mark = f"{task.section}.{task.stt}".strip(".")
        for cell in task.cells:
            for box in cell.place.boxes:
                yield Note(box, f"{mark} {name_of(cell.field).column.lower()}", TASK_COLOUR)
