"""The made documents: their files, and what stands in one whose reading takes long."""

import json
from datetime import date
from pathlib import Path

from assistant.domain.document import Document, DocumentFile, ParsedDocument
from assistant.domain.due import Due, DueKind
from assistant.domain.task import Cell, Field, Source, Task
from assistant.domain.unit import Assignee, Organization, Unit
from assistant.vietnamese.units import is_group, split_units

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "corpus", ROOT / "tests" / "documents")


def made_files() -> tuple[Path, ...]:
    """A file of every made document, the sample plans first."""
    told = (path for folder in FOLDERS for path in sorted(folder.glob("expected/*.json")))
    found = ((path, json.loads(path.read_text(encoding="utf-8"))) for path in told)
    return tuple(
        path.parent.parent / content["files"][0] for path, content in found if "files" in content
    )


def as_expected(path: Path) -> ParsedDocument:
    """A made document as it should be read: its rows, units and names; no running text."""
    expected = path.parent / "expected" / f"{path.stem}.json"
    content = json.loads(expected.read_text(encoding="utf-8"))
    said, name = content["document"], path.name
    organization = Organization(said["organization"] or "", province=said["province"])
    issued = said["date"] if said["date"] and len(said["date"]) == 10 else None
    document = Document(
        title=said["title"],
        kind=said["kind"],
        number=said["printed_number"] or "",
        issuer=organization.name.split(" tỉnh ")[0].split(" thành phố ")[0],
        organization=organization,
        issued_on=date.fromisoformat(issued) if issued else None,
        signer=said["signer"] or "",
        signer_position=said["position"] or "",
    )
    tasks = tuple(_task(row, n, file=name) for n, row in enumerate(content["tasks"], start=1))
    names = dict.fromkeys(a.words for t in tasks for a in (*t.lead, *t.support))
    units = tuple(Unit(name, organization.name, is_group(name)) for name in names)
    return ParsedDocument(
        document, DocumentFile(name, name, name[-4:].strip(".")), tasks, units=units
    )


def _task(row: dict, ordinal: int, *, file: str) -> Task:  # type: ignore[type-arg]
    """One row."""
    due = row["due"]
    start, end = (date.fromisoformat(due[k]) if due[k] else None for k in ("start", "end"))
    mark, heading = row["section"], row["section_title"]
    other = tuple((row.get("other") or {}).items())
    return Task(
        row["title"],
        source=Source(row.get("source", "table")),
        ordinal=ordinal,
        stt=row["stt"],
        section=mark,
        section_title=heading,
        section_path=(f"{mark}. {heading}" if mark else heading,) if mark or heading else (),
        lead=tuple(_assignee(words) for words in split_units(row["lead"] or "")),
        support=tuple(_assignee(words) for words in split_units(row["support"] or "")),
        due=Due(row["due_text"], DueKind(due["kind"]), start, end, due["recurrence"]),
        deliverable=row["deliverable"] or "",
        status=row.get("status") or "",
        other=other,
        cells=tuple(Cell(Field.OTHER, words, header=header) for header, words in other),
        file=file,
    )


def _assignee(words: str) -> Assignee:
    return Assignee(words, words, is_group(words))
