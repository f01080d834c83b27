"""Vectors of passages and tasks, with the model that made them: the index is built from these."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from assistant.store.tables import PassageRow, TaskFieldRow, TaskRow, VectorRow


@dataclass(frozen=True, slots=True)
class Vector:
    """A vector as it is kept: little-endian 32-bit floats."""

    owner_kind: str
    owner_id: str
    document_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Wanting:
    """A passage or task without a vector of the model in use, with the text to embed."""

    owner_kind: str
    owner_id: str
    document_id: str
    text: str


def write(connection: Connection, vectors: Iterable[Vector], *, model: str, dimension: int) -> None:
    """Keep vectors, each in the place of an earlier one of the same model."""
    rows = [
        {
            "owner_kind": vector.owner_kind,
            "owner_id": vector.owner_id,
            "document_id": vector.document_id,
            "model": model,
            "dimension": dimension,
            "content": vector.content,
        }
        for vector in vectors
    ]
    owners = [row["owner_id"] for row in rows]
    connection.execute(
        delete(VectorRow).where(VectorRow.owner_id.in_(owners), VectorRow.model == model)
    )
    if rows:
        connection.execute(insert(VectorRow), rows)


def drop(connection: Connection, owner_ids: Iterable[str]) -> None:
    """Take the vectors of these owners away, of every model: their words have changed."""
    connection.execute(delete(VectorRow).where(VectorRow.owner_id.in_(list(owner_ids))))


def read(connection: Connection, *, model: str) -> tuple[Vector, ...]:
    """Every vector of a model whose owner is still there, in a fixed order."""
    query = select(VectorRow).where(VectorRow.model == model).order_by(VectorRow.owner_id)
    return tuple(
        Vector(row.owner_kind, row.owner_id, row.document_id, row.content)
        for row in connection.execute(query)
    )


def models(connection: Connection) -> Mapping[str, int]:
    """The models that have vectors here, with their dimensions."""
    query = select(VectorRow.model, VectorRow.dimension).distinct()
    return dict(connection.execute(query).all())


def wanting(connection: Connection, *, model: str) -> tuple[Wanting, ...]:
    """What has no vector of this model yet: all of it after another model was set."""
    having = select(VectorRow.owner_id).where(VectorRow.model == model)
    passages = connection.execute(
        select(PassageRow.id, PassageRow.document_id, PassageRow.text).where(
            PassageRow.id.not_in(having)
        )
    )
    tasks = connection.execute(
        select(TaskRow.id, TaskRow.document_id, TaskFieldRow.words)
        .join(TaskFieldRow, TaskFieldRow.task_id == TaskRow.id)
        .where(
            TaskFieldRow.field == "title",
            TaskFieldRow.in_use,
            TaskRow.gone_at.is_(None),
            TaskRow.id.not_in(having),
        )
    )
    return (
        *(Wanting("passage", row.id, row.document_id, row.text) for row in passages),
        *(Wanting("task", row.id, row.document_id, row.words) for row in tasks),
    )
