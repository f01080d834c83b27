"""Vectors of passages and tasks, with the model that made them: the index is built from these."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    not_,
    select,
    text,
)
from sqlalchemy.orm import aliased

from assistant.domain.document import ParsedDocument
from assistant.domain.task import Field
from assistant.store.tables import (
    DocumentRow,
    OrganizationRow,
    PassageRow,
    TaskFieldRow,
    TaskRow,
    VectorRow,
)

CHUNK = 500  # SQLite takes a bounded number of parameters a statement
WRITES = "vectors"  # the name under which `state` counts the writes


@dataclass(frozen=True, slots=True)
class Vector:
    """A vector as it is kept: little-endian 32-bit floats."""

    owner_kind: str
    owner_id: str
    document_id: str
    content: bytes

    @property
    def stamp(self) -> int:
        """Tells this vector of this owner from every other one."""
        digest = blake2b(self.owner_id.encode() + b"\0" + self.content, digest_size=8).digest()
        return int.from_bytes(digest, "big", signed=True)


@dataclass(frozen=True, slots=True)
class Wanting:
    """A passage or task without a vector of the model in use, with the text to embed."""

    owner_kind: str
    owner_id: str
    document_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Revision:
    """Which state of the vectors this is: any change of content or of vectors alters it."""

    generation: int
    writes: int


def revision(connection: Connection) -> Revision:
    """The state of the vectors that the connection sees."""
    rows = connection.execute(
        text(f"SELECT name, value FROM state WHERE name IN ('generation', '{WRITES}')")
    )
    held = {row.name: int(row.value) for row in rows}
    return Revision(held.get("generation", 0), held.get(WRITES, 0))


def write(connection: Connection, vectors: Iterable[Vector], *, model: str, dimension: int) -> None:
    """Keep vectors, each in the place of an earlier one of the same model."""
    rows = [
        {
            "owner_kind": vector.owner_kind,
            "owner_id": vector.owner_id,
            "document_id": vector.document_id,
            "model": model,
            "dimension": dimension,
            "stamp": vector.stamp,
            "content": vector.content,
        }
        for vector in vectors
    ]
    if not rows:
        return
    owners = [row["owner_id"] for row in rows]
    for start in range(0, len(owners), CHUNK):
        part = owners[start : start + CHUNK]
        connection.execute(
            delete(VectorRow).where(VectorRow.owner_id.in_(part), VectorRow.model == model)
        )
    connection.execute(insert(VectorRow), rows)
    _count_write(connection)


def drop(connection: Connection, owner_ids: Iterable[str]) -> None:
    """Take the vectors of these owners away, of every model: their words have changed."""
    connection.execute(delete(VectorRow).where(VectorRow.owner_id.in_(list(owner_ids))))


def drop_other_models(connection: Connection, *, model: str) -> int:
    """Take the vectors of all models but one away; how many there were."""
    dropped = connection.execute(delete(VectorRow).where(VectorRow.model != model)).rowcount
    if dropped:
        _count_write(connection)
    return dropped


def stamps(connection: Connection, *, model: str) -> tuple[int, ...]:
    """The stamps of a model's vectors, in rising order; read from an index alone."""
    query = select(VectorRow.stamp).where(VectorRow.model == model).order_by(VectorRow.stamp)
    return tuple(connection.execute(query).scalars())


def read(connection: Connection, wanted: Sequence[int], *, model: str) -> tuple[Vector, ...]:
    """The vectors of these stamps, in the order of the stamps."""
    query = select(VectorRow).where(VectorRow.model == model).order_by(VectorRow.stamp)
    found: list[Vector] = []
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        found += map(_vector, connection.execute(query.where(VectorRow.stamp.in_(part))))
    return tuple(found)


def read_all(connection: Connection, *, model: str) -> tuple[Vector, ...]:
    """Every vector of a model, in the order of the stamps."""
    query = select(VectorRow).where(VectorRow.model == model).order_by(VectorRow.stamp)
    return tuple(map(_vector, connection.execute(query)))


def models(connection: Connection) -> Mapping[str, int]:
    """The models that have vectors here, with how many each has."""
    query = select(VectorRow.model, func.count()).group_by(VectorRow.model)
    return dict(connection.execute(query).all())


def wanting(
    connection: Connection, *, model: str, document_id: str | None = None, limit: int | None = None
) -> tuple[Wanting, ...]:
    """What has no vector of this model yet: all of it after another model was set."""
    wanted: list[Wanting] = []
    for kind, query, owner, sentence_of in (
        ("passage", _passages(), PassageRow, passage_text),
        ("task", _tasks(), TaskRow, task_text),
    ):
        has_one = exists().where(VectorRow.owner_id == owner.id, VectorRow.model == model)
        query = query.where(not_(has_one))
        if document_id is not None:
            query = query.where(owner.document_id == document_id)
        if limit is not None:
            query = query.limit(limit - len(wanted))
        for row in connection.execute(query):
            owner_id, owner_document_id, *parts = row
            wanted.append(Wanting(kind, owner_id, owner_document_id, sentence_of(*parts)))
    return tuple(wanted)


def texts_of(parsed: ParsedDocument) -> tuple[str, ...]:
    """The texts that will be wanting once a parsed document is saved."""
    document = parsed.document
    passages = (passage_text(p.section_path, p.lead_in, p.text) for p in parsed.passages)
    tasks = (
        task_text(document.organization.name, document.title, task.title, task.deliverable)
        for task in parsed.tasks
    )
    return (*passages, *tasks)


def passage_text(section_path: Sequence[str], lead_in: str, words: str) -> str:
    """A passage is embedded with what it stands under, as it is searched."""
    return _joined((*section_path, lead_in, words))


def task_text(organization: str, plan: str, title: str, deliverable: str | None) -> str:
    """Measured on rows: whose plan it is helps, the section's title does not."""
    return _joined((organization, plan, title, deliverable))


def _joined(parts: Iterable[str | None]) -> str:
    return ". ".join(part for part in parts if part)


def _passages() -> Select[*tuple[Any, ...]]:
    row = PassageRow
    return select(row.id, row.document_id, row.section_path, row.lead_in, row.text)


def _tasks() -> Select[*tuple[Any, ...]]:
    title, deliverable = aliased(TaskFieldRow), aliased(TaskFieldRow)
    return (
        select(
            TaskRow.id,
            TaskRow.document_id,
            OrganizationRow.name,
            DocumentRow.title,
            title.words,
            deliverable.words,
        )
        .join(DocumentRow, DocumentRow.id == TaskRow.document_id)
        .join(OrganizationRow, OrganizationRow.id == DocumentRow.organization_id)
        .join(title, _is_cell(title, Field.TITLE))
        .outerjoin(deliverable, _is_cell(deliverable, Field.DELIVERABLE))
        .where(TaskRow.gone_at.is_(None))
    )


def _is_cell(cell: type[TaskFieldRow], field: Field) -> ColumnElement[bool]:
    return and_(cell.task_id == TaskRow.id, cell.field == field, cell.in_use)


def _vector(row: Row[Any]) -> Vector:
    return Vector(row.owner_kind, row.owner_id, row.document_id, row.content)


def _count_write(connection: Connection) -> None:
    connection.execute(
        text(
            "INSERT INTO state (name, value) VALUES (:name, '1') ON CONFLICT (name) "
            "DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)"
        ),
        {"name": WRITES},
    )
