"""A library in memory: what answering reads, over parsed documents, without a database."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from assistant.answering.library import PassageHit
from assistant.answering.understand.names import Names, names_of
from assistant.domain.document import Document, DocumentFile, ParsedDocument, Passage, Target
from assistant.domain.due import Due, DueKind
from assistant.domain.query import Aspect, Predicate, TaskHit, TaskQuery, TaskResult, Test
from assistant.domain.scope import Scope
from assistant.domain.task import Cell, Field, Source, Task
from assistant.domain.unit import Assignee, Organization, Unit
from assistant.domain.vocabulary import SectionName, Vocabulary
from assistant.retrieval.embedder import open_embedder
from assistant.store.vocabulary import runs_of
from assistant.vietnamese.terms import padded
from assistant.vietnamese.text import fold, syllables
from assistant.vietnamese.units import is_group, split_units

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = (ROOT / "corpus" / "expected", ROOT / "tests" / "documents" / "expected")
FIELDS = {
    Aspect.TITLE: Field.TITLE,
    Aspect.LEAD: Field.LEAD,
    Aspect.SUPPORT: Field.SUPPORT,
    Aspect.DUE: Field.DUE,
    Aspect.DELIVERABLE: Field.DELIVERABLE,
    Aspect.STATUS: Field.STATUS,
    Aspect.OTHER: Field.OTHER,
}


def made_documents() -> tuple[ParsedDocument, ...]:
    """Every made document as it should be read: its rows, units and names; no running text."""
    files = sorted(path for folder in EXPECTED for path in folder.glob("*.json"))
    found = (json.loads(path.read_text(encoding="utf-8")) for path in files)
    return tuple(made(content) for content in found if "document" in content)


def made(content: dict) -> ParsedDocument:  # type: ignore[type-arg]  # a JSON object
    """One made document from what stands in its expected file."""
    said, name = content["document"], content["files"][0]
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
    tasks = tuple(made_task(row, n, file=name) for n, row in enumerate(content["tasks"], start=1))
    names = dict.fromkeys(a.words for t in tasks for a in (*t.lead, *t.support))
    units = tuple(Unit(name, organization.name, is_group(name)) for name in names)
    return ParsedDocument(
        document, DocumentFile(name, name, name[-4:].strip(".")), tasks, units=units
    )


def made_task(row: dict, ordinal: int, *, file: str) -> Task:  # type: ignore[type-arg]
    """One row."""
    due = row["due"]
    start, end = (date.fromisoformat(due[k]) if due[k] else None for k in ("start", "end"))
    return Task(
        row["title"],
        source=Source(row.get("source", "table")),
        ordinal=ordinal,
        stt=row["stt"],
        section=row["section"],
        section_title=row["section_title"],
        lead=tuple(assignee(words) for words in split_units(row["lead"] or "")),
        support=tuple(assignee(words) for words in split_units(row["support"] or "")),
        due=Due(row["due_text"], DueKind(due["kind"]), start, end, due["recurrence"]),
        deliverable=row["deliverable"] or "",
        status=row.get("status") or "",
        other=tuple((row.get("other") or {}).items()),
        cells=(Cell(Field.TITLE, row["title"]),),
        file=file,
    )


def assignee(words: str) -> Assignee:
    return Assignee(words, words, is_group(words))


class MemoryLibrary:
    """Runs task queries by looking at every row; ranks by how many words are shared."""

    def __init__(self, parsed: Sequence[ParsedDocument]) -> None:
        self._embedder = open_embedder()
        self._documents: dict[str, Document] = {}
        self._tasks: list[Task] = []
        self._passages: list[Passage] = []
        self._units: dict[str, Unit] = {}
        for found in parsed:
            self._add(found)

    def _add(self, parsed: ParsedDocument) -> None:
        document_id = parsed.file.name
        self._documents[document_id] = replace(
            parsed.document, id=document_id, files=(parsed.file,)
        )
        for unit in parsed.units:
            unit_id = f"{parsed.document.organization.name}/{unit.name}"
            self._units.setdefault(unit_id, replace(unit, id=unit_id))
        for n, task in enumerate(parsed.tasks):
            self._tasks.append(self._known(task, document_id, n))
        for n, passage in enumerate(parsed.passages):
            self._passages.append(
                replace(passage, id=f"{document_id}#{n}", document_id=document_id)
            )

    def _known(self, task: Task, document_id: str, n: int) -> Task:
        organization = self._documents[document_id].organization.name

        def known(found: Assignee) -> Assignee:
            return replace(found, unit_id=f"{organization}/{found.unit or found.words}")

        return replace(
            task,
            id=f"{document_id}/{n}",
            document_id=document_id,
            lead=tuple(map(known, task.lead)),
            support=tuple(map(known, task.support)),
        )

    def names(self, *, scope: Scope) -> Names:
        return self._names

    @cached_property
    def _names(self) -> Names:
        return names_of(self._vocabulary())

    def _vocabulary(self) -> Vocabulary:
        texts = [
            *(d.title for d in self._documents.values()),
            *(t.words(field) for t in self._tasks for field in Field),
            *(t.section_title for t in self._tasks),
            *(p.text for p in self._passages),
        ]
        counts: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            words = syllables(text)
            counts.update(words)
            pairs.update(pairwise(words))
        sections = dict.fromkeys(
            SectionName(t.document_id, t.section, t.section_title)
            for t in self._tasks
            if t.section_title
        )
        return Vocabulary(
            documents=tuple(self._documents.values()),
            units=tuple(self._units.values()),
            sections=tuple(sections),
            headers=tuple(dict.fromkeys(header for t in self._tasks for header, _ in t.other)),
            statuses=tuple(dict.fromkeys(t.status for t in self._tasks if t.status)),
            syllables=dict(counts),
            pairs=dict(pairs),
            title_runs=runs_of(task.title for task in self._tasks),
        )

    def run(self, query: TaskQuery) -> TaskResult:
        held = [
            task
            for task in self._tasks
            if query.scope.allows(task.document_id)
            and all(holds(p, task, query) != p.negated for p in query.where)
        ]
        scores = {task.id: shared(query.topic, row_text(task)) for task in held}
        if query.topic:
            held = sorted(
                (task for task in held if scores[task.id] > 0), key=lambda t: -scores[t.id]
            )
        hits = tuple(TaskHit(task, scores[task.id]) for task in held[: query.limit])
        return TaskResult(hits, total=len(held))

    def search_passages(self, text: str, *, limit: int, scope: Scope) -> tuple[PassageHit, ...]:
        hits = [
            PassageHit(p, shared(text, f"{p.text} {p.lead_in} {' '.join(p.section_path)}"))
            for p in self._passages
            if scope.allows(p.document_id)
        ]
        return tuple(sorted(hits, key=lambda hit: -hit.score)[:limit])

    def likeness(self, text: str, others: Sequence[str]) -> tuple[float, ...]:
        (query,) = self._embedder.embed_queries([text])
        return tuple(map(float, self._embedder.embed_passages(others) @ query)) if others else ()

    def passages(self, document_id: str, *, scope: Scope) -> tuple[Passage, ...]:
        return tuple(p for p in self._passages if p.document_id == document_id)

    def targets(self, *, scope: Scope) -> tuple[Target, ...]:
        return ()

    def document(self, document_id: str, *, scope: Scope) -> Document:
        return self._documents[document_id]


def row_text(task: Task) -> str:
    return " ".join((task.section_title, *(task.words(field) for field in Field)))


def shared(words: str, text: str) -> float:
    """How many syllables and pairs of the words stand in the text."""
    wanted, held = syllables(fold(words)), syllables(fold(text))
    return float(len({*wanted} & {*held}) + 2 * len({*pairwise(wanted)} & {*pairwise(held)}))


def holds(predicate: Predicate, task: Task, query: TaskQuery) -> bool:
    """Whether a row fulfils a predicate, its negation aside."""
    values = predicate.values
    columns: dict[Aspect, Callable[[], bool]] = {
        Aspect.DOCUMENT: lambda: task.document_id in values,
        Aspect.TASK: lambda: task.id in values,
        Aspect.SECTION: lambda: task.section.lower() in [v.lower() for v in values],
        Aspect.STT: lambda: task.stt.lower() in [v.lower() for v in values],
        Aspect.DUE_KIND: lambda: task.due.kind.value in values,
    }
    if predicate.test is Test.OVERDUE:
        is_past = task.due.end is not None and task.due.end < query.as_of
        return is_past and padded("hoàn thành") not in padded(task.status)
    if predicate.aspect in columns:
        return columns[predicate.aspect]()
    if predicate.test is Test.IS:
        return any(a.unit_id in values for a in in_role(task, predicate.aspect))
    words = task.words(FIELDS[predicate.aspect])
    if predicate.test is Test.EMPTY:
        return not words.strip()
    return any(padded(value) in padded(words) for value in values)


def in_role(task: Task, aspect: Aspect) -> tuple[Assignee, ...]:
    if aspect is Aspect.LEAD:
        return task.lead
    return task.support if aspect is Aspect.SUPPORT else (*task.lead, *task.support)
