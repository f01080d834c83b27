"""Files into the store: read in worker processes, written one transaction a document."""

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.domain.document import ParsedDocument
from assistant.domain.errors import AssistantError, UnreadableFile
from assistant.ingest.parsing import sha256_of
from assistant.retrieval.embedding import embed_parsed, write_embedded
from assistant.service.workers import parse_all
from assistant.store import amendments, documents
from assistant.store.documents import Saved

if TYPE_CHECKING:
    from assistant.service.assistant import Assistant

log = logging.getLogger(__name__)

SUFFIXES = frozenset({".pdf", ".docx", ".xlsx", ".txt", ".md", ".doc", ".xls"})
NO_DOCUMENTS = frozenset({"readme", "license", "changelog"})  # they lie about in folders
SAMPLE_MARK = ".sample"  # a folder with this file holds documents shipped with the program


class Status(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of one file, as people and programs are told."""

    file: str
    status: Status
    pages: int = 0
    passages: int = 0
    tasks: int = 0
    seconds: float = 0.0
    reason: str = ""
    warnings: tuple[str, ...] = ()
    document_id: str = ""


class Progress(Protocol):
    """Is told how far the work is."""

    def started(self, total: int) -> None: ...

    def reading(self, file: Path, page: int = 0, of: int = 0) -> None: ...

    def read(self, file: Path) -> None: ...


def ingest(
    assistant: "Assistant",
    paths: Iterable[Path],
    *,
    progress: Progress | None = None,
) -> Iterator[IngestReport]:
    """A report for each file, as each is done; a file that fails does not stop the others."""
    files, refused = find_files(paths)
    if progress:
        progress.started(len(files) + len(refused))
    yield from refused
    new = []
    for path in files:
        report = _unchanged(assistant, path)
        if report:
            yield report
        else:
            new.append(path)
    on = progress.reading if progress else None
    for path, outcome, seconds in parse_all(new, limits=assistant.limits, on_file=on, on_page=on):
        if progress:
            progress.read(path)
        if isinstance(outcome, AssistantError):
            yield _refused(path, outcome, seconds)
        else:
            yield _save(assistant, path, outcome, seconds=seconds)
    assistant.complete_vectors()


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[IngestReport]]:
    """The files meant by files and folders; what is not there is refused."""
    files: dict[Path, None] = {}
    refused = []
    for path in paths:
        if path.is_dir():
            files.update(dict.fromkeys(_documents_in(path)))
        elif path.is_file():
            files[path] = None
        else:
            error = UnreadableFile(f"{path} missing", file=path.name, reason="không có tệp này")
            refused.append(_refused(path, error, 0.0))
    return list(files), refused


def _documents_in(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and path.is_file()
        and path.stem.lower() not in NO_DOCUMENTS
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    )


def _unchanged(assistant: "Assistant", path: Path) -> IngestReport | None:
    """The report on a file whose very content the store already has."""
    digest = sha256_of(path)
    with assistant.store.reading() as connection:
        document_id = documents.holder_of(connection, digest)
    if document_id is None:
        return None
    held = assistant.document(document_id)
    return IngestReport(
        path.name,
        Status.UNCHANGED,
        pages=held.pages,
        passages=held.passages,
        tasks=held.tasks,
        warnings=held.warnings,
        document_id=document_id,
    )


def _save(
    assistant: "Assistant", path: Path, parsed: ParsedDocument, *, seconds: float
) -> IngestReport:
    started = time.perf_counter()
    try:
        assistant.originals.keep(path, parsed.file)
        saved = save(assistant, parsed, sample=(path.parent / SAMPLE_MARK).exists())
    except AssistantError as error:
        log.warning("refused %s: %s", path, error)
        return _refused(path, error, seconds + time.perf_counter() - started)
    return IngestReport(
        path.name,
        _status(saved),
        pages=parsed.document.pages or parsed.file.pages or 0,
        passages=len(parsed.passages),
        tasks=len(parsed.tasks),
        seconds=round(seconds + time.perf_counter() - started, 3),
        warnings=parsed.document.warnings,
        document_id=saved.document_id,
    )


def save(assistant: "Assistant", parsed: ParsedDocument, *, sample: bool) -> Saved:
    """One transaction: rows, passages, lexical entries, vectors, and what amendments make of it.

    Rows of other documents that it amends get their vectors when all files are in.
    """
    embedded = embed_parsed(assistant.embedder, parsed)
    with assistant.store.writing() as connection:
        before = documents.file_hashes(connection)
        saved = documents.save(connection, parsed, now=assistant.clock(), is_sample=sample)
        if saved.read:
            amendments.write_amendments(connection, saved.document_id, parsed.amendments)
        amendments.apply_all(connection, now=assistant.clock())
        write_embedded(connection, assistant.embedder, embedded, document_id=saved.document_id)
        # Only these: other files without a document may be of one that is about to be saved.
        replaced = before - documents.file_hashes(connection)
    assistant.originals.forget(replaced)
    assistant.pictures.forget(replaced)
    return saved


def _status(saved: Saved) -> Status:
    if not saved.read and not saved.replaced:
        return Status.UNCHANGED  # a sample beside the document that it is a sample of
    return Status.REPLACED if saved.replaced else Status.ADDED


def _refused(path: Path, error: AssistantError, seconds: float) -> IngestReport:
    return IngestReport(
        path.name, Status.REFUSED, seconds=round(seconds, 3), reason=error.staff_message
    )
