"""The dense index: FAISS over the vectors that the store keeps.

It is derived: a file carries the store's generation and the model's name, and whatever is stale,
foreign or damaged is built again from the store.
"""

import json
import logging
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from assistant.domain.errors import IndexOutOfDate
from assistant.store import vectors
from assistant.store.store import generation

if TYPE_CHECKING:
    import faiss

log = logging.getLogger(__name__)
MAGIC = b"assistant-index-1\n"


@dataclass(frozen=True, slots=True)
class Header:
    """What an index file is of."""

    generation: int
    model: str
    dimension: int
    ids: tuple[str, ...]


class DenseIndex:
    """The vectors of one generation, searched exactly."""

    def __init__(self, header: Header, index: "faiss.Index") -> None:
        self.header = header
        self._index = index
        self._positions = {owner: i for i, owner in enumerate(header.ids)}

    def scores(self, query: NDArray[np.float32], *, among: Sequence[str]) -> dict[str, float]:
        """Likeness of the query to each of these owners, as far as they have vectors."""
        held = [owner for owner in among if owner in self._positions]
        if not held:
            return {}
        import faiss

        positions = np.array([self._positions[owner] for owner in held], dtype=np.int64)
        only = faiss.SearchParameters(sel=faiss.IDSelectorBatch(positions))  # type: ignore[call-arg]  # missing in its stub
        found, where = self._index.search(query.reshape(1, -1), len(held), params=only)
        return {
            self.header.ids[position]: float(score)
            for score, position in zip(found[0], where[0], strict=True)
            if position >= 0
        }

    def nearest(self, query: NDArray[np.float32], *, limit: int) -> dict[str, float]:
        """The owners whose vectors are the likest."""
        found, where = self._index.search(query.reshape(1, -1), min(limit, len(self.header.ids)))
        return {
            self.header.ids[position]: float(score)
            for score, position in zip(found[0], where[0], strict=True)
            if position >= 0
        }


def build(connection: Connection, *, model: str, dimension: int) -> DenseIndex:
    """An index of everything that the store has vectors of."""
    import faiss

    held = vectors.read(connection, model=model)
    matrix = np.frombuffer(b"".join(v.content for v in held), dtype="<f4").reshape(-1, dimension)
    index = faiss.IndexFlatIP(dimension)
    if len(held):
        index.add(np.ascontiguousarray(matrix, dtype=np.float32))
    ids = tuple(vector.owner_id for vector in held)
    return DenseIndex(Header(generation(connection), model, dimension, ids), index)


def save(index: DenseIndex, path: Path) -> None:
    """Write the index whole, synced and swapped in: a reader sees the old file or the new."""
    import faiss

    header = index.header
    facts = {
        "generation": header.generation,
        "model": header.model,
        "dimension": header.dimension,
        "ids": header.ids,
    }
    body = faiss.serialize_index(index._index).tobytes()
    head = json.dumps({**facts, "bytes": len(body)}).encode() + b"\n"
    part = path.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(MAGIC + head + body)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def load(path: Path) -> DenseIndex:
    """The index in a file; IndexOutOfDate where it is damaged or none of ours."""
    import faiss

    try:
        with path.open("rb") as file:
            if file.readline() != MAGIC:
                raise IndexOutOfDate(f"{path} is no index of ours")
            facts = json.loads(file.readline())
            body = file.read()
        if len(body) != facts["bytes"]:
            raise IndexOutOfDate(f"{path} is truncated")
        index = faiss.deserialize_index(np.frombuffer(body, dtype=np.uint8))
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise IndexOutOfDate(f"{path} cannot be read: {error}") from error
    header = Header(facts["generation"], facts["model"], facts["dimension"], tuple(facts["ids"]))
    if index.ntotal != len(header.ids) or index.d != header.dimension:
        raise IndexOutOfDate(f"{path} does not hold what it says")
    return DenseIndex(header, index)


class LiveIndex:
    """The index as it should be now: loaded, or built again when the store has moved on."""

    def __init__(self, path: Path, *, model: str, dimension: int) -> None:
        self._path = path
        self._model = model
        self._dimension = dimension
        self._held: DenseIndex | None = None
        self._lock = threading.Lock()

    def current(self, connection: Connection) -> DenseIndex:
        """An index of the generation that the connection sees."""
        wanted = generation(connection)
        with self._lock:
            if self._held is None:
                self._held = self._load()
            if self._held is None or self._held.header.generation != wanted:
                self._held = build(connection, model=self._model, dimension=self._dimension)
                save(self._held, self._path)
            return self._held

    def is_stale(self, connection: Connection) -> bool:
        """Whether the file is missing, damaged, foreign or of an earlier generation."""
        found = self._load()
        return found is None or found.header.generation != generation(connection)

    def _load(self) -> DenseIndex | None:
        if not self._path.exists():
            return None
        try:
            found = load(self._path)
        except IndexOutOfDate as error:
            log.warning("index rebuilt: %s", error)
            return None
        if (found.header.model, found.header.dimension) != (self._model, self._dimension):
            log.info("index rebuilt: it is of model %s", found.header.model)
            return None
        return found
