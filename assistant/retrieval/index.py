"""The dense index: FAISS over the vectors that the store keeps.

It is derived. A sealed base lies in a file; what the store has gained since is a small delta in
memory, and what it has lost is masked. The stamps of the vectors tell both, so every process finds
them by itself, and a file that is foreign, damaged or missing costs no more than being made again.
"""

import json
import logging
import os
import threading
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from assistant.domain.errors import IndexOutOfDate
from assistant.store import vectors
from assistant.store.vectors import Revision, Vector

if TYPE_CHECKING:
    import faiss

log = logging.getLogger(__name__)
MAGIC = b"assistant-index-2\n"
BLOCK = 1 << 20
# The base is rewritten when this share of it has come or gone; below so many rows that is nothing.
GROWN = 0.1
LEAST_GROWTH = 64


class Fault(StrEnum):
    """Why an index file cannot be used as it stands."""

    MISSING = "missing"
    DAMAGED = "damaged"
    FOREIGN = "foreign"  # of another model or another store
    STALE = "stale"  # too much has come or gone since it was written


@dataclass(frozen=True, slots=True)
class Part:
    """Vectors with their owners, in the order of their stamps."""

    owners: tuple[str, ...]
    stamps: NDArray[np.int64]
    positions: dict[str, int]
    index: "faiss.Index"

    @classmethod
    def of(cls, held: Sequence[Vector], *, dimension: int) -> "Part":
        import faiss

        index = faiss.IndexFlatIP(dimension)
        matrix = np.frombuffer(b"".join(v.content for v in held), dtype="<f4")
        if held:
            index.add(np.ascontiguousarray(matrix.reshape(-1, dimension), dtype=np.float32))
        stamps = np.array([vector.stamp for vector in held], dtype=np.int64)
        return cls.made((vector.owner_id for vector in held), stamps=stamps, index=index)

    @classmethod
    def made(
        cls, owners: Iterable[str], *, stamps: NDArray[np.int64], index: "faiss.Index"
    ) -> "Part":
        names = tuple(owners)
        return cls(names, stamps, {owner: i for i, owner in enumerate(names)}, index)

    def scores(self, query: NDArray[np.float32], owners: Sequence[str]) -> dict[str, float]:
        """Likeness of the query to owners that this part holds, reckoned for them alone."""
        if not owners:
            return {}
        import faiss

        wanted = np.array([self.positions[owner] for owner in owners], dtype=np.int64)
        only = faiss.SearchParameters(sel=faiss.IDSelectorBatch(wanted))  # type: ignore[call-arg]  # missing in its stub
        found, where = self.index.search(query.reshape(1, -1), len(owners), params=only)
        return {
            self.owners[position]: float(score)
            for score, position in zip(found[0], where[0], strict=True)
            if position >= 0
        }


@dataclass(frozen=True, slots=True)
class DenseIndex:
    """The vectors of one state of the store, searched exactly."""

    revision: Revision
    base: Part
    masked: frozenset[str]  # owners whose vectors in the base have gone or changed
    delta: Part

    def __len__(self) -> int:
        return len(self.base.owners) - len(self.masked) + len(self.delta.owners)

    @property
    def has_grown(self) -> bool:
        """Whether the base should be written anew."""
        moved = len(self.masked) + len(self.delta.owners)
        return moved > max(LEAST_GROWTH, GROWN * len(self.base.owners))

    def scores(self, query: NDArray[np.float32], *, among: Sequence[str]) -> dict[str, float]:
        """Likeness of the query to each of these owners, as far as they have vectors."""
        fresh = [owner for owner in among if owner in self.delta.positions]
        sealed = [
            owner for owner in among if owner in self.base.positions and owner not in self.masked
        ]
        return self.base.scores(query, sealed) | self.delta.scores(query, fresh)


def reconciled(connection: Connection, base: Part, *, model: str, dimension: int) -> DenseIndex:
    """A base with what the store has gained since, without what it has lost."""
    live = np.array(vectors.stamps(connection, model=model), dtype=np.int64)
    gone = ~np.isin(base.stamps, live, assume_unique=True)
    gained = live[~np.isin(live, base.stamps, assume_unique=True)]
    masked = frozenset(base.owners[i] for i in np.flatnonzero(gone))
    delta = vectors.read(connection, gained.tolist(), model=model)
    return DenseIndex(
        vectors.revision(connection), base, masked, Part.of(delta, dimension=dimension)
    )


def save(part: Part, path: Path, *, revision: Revision, model: str) -> None:
    """Write a base whole, synced and swapped in: a reader sees the old file or the new."""
    import faiss

    blocks = (
        json.dumps(part.owners).encode(),
        part.stamps.astype("<i8").tobytes(),
        faiss.serialize_index(part.index).data,
    )
    crc = 0
    for block in blocks:
        crc = zlib.crc32(block, crc)
    head = {
        "generation": revision.generation,
        "writes": revision.writes,
        "model": model,
        "dimension": part.index.d,
        "blocks": [len(block) for block in blocks],
        "crc": crc,
    }
    written = path.with_suffix(f".{os.getpid()}.part")
    with written.open("wb") as file:
        file.write(MAGIC + json.dumps(head).encode() + b"\n")
        for block in blocks:
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    written.replace(path)


def load(path: Path, *, model: str, dimension: int) -> Part:
    """The base in a file; IndexOutOfDate where there is none, or it is damaged or foreign."""
    try:
        with path.open("rb") as file:
            return _read(file, path, model=model, dimension=dimension)
    except FileNotFoundError as error:
        raise _unusable(path, Fault.MISSING) from error
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise _unusable(path, Fault.DAMAGED, repr(error)) from error


def _read(file: BinaryIO, path: Path, *, model: str, dimension: int) -> Part:
    import faiss

    if file.readline(len(MAGIC)) != MAGIC:
        raise _unusable(path, Fault.FOREIGN, "no index of ours")
    head: dict[str, Any] = json.loads(file.readline())
    if (head["model"], head["dimension"]) != (model, dimension):
        raise _unusable(path, Fault.FOREIGN, f"of model {head['model']}")
    start = file.tell()
    # Checked before it is parsed: FAISS trusts what it reads.
    if (sum(head["blocks"]), head["crc"]) != _length_and_crc(file):
        raise _unusable(path, Fault.DAMAGED, "truncated or altered")
    file.seek(start)
    owners = json.loads(file.read(head["blocks"][0]))
    stamps = np.frombuffer(file.read(head["blocks"][1]), dtype="<i8")
    index = faiss.read_index(faiss.PyCallbackIOReader(file.read))  # type: ignore[attr-defined]  # missing in its stub
    if not index.ntotal == len(owners) == len(stamps):
        raise _unusable(path, Fault.DAMAGED, "parts of different lengths")
    return Part.made(owners, stamps=stamps, index=index)


def _length_and_crc(file: BinaryIO) -> tuple[int, int]:
    length = crc = 0
    while block := file.read(BLOCK):
        length += len(block)
        crc = zlib.crc32(block, crc)
    return length, crc


def _unusable(path: Path, fault: Fault, why: str = "") -> IndexOutOfDate:
    return IndexOutOfDate(f"{path}: {fault} {why}".strip(), fault=fault)


class LiveIndex:
    """The index as it should be now: the file's base, brought up to what a connection sees."""

    def __init__(self, path: Path, *, model: str, dimension: int) -> None:
        self._path = path
        self._model = model
        self._dimension = dimension
        self._held: DenseIndex | None = None
        self._lock = threading.Lock()

    def current(self, connection: Connection) -> DenseIndex:
        """An index of the state that the connection sees; without a usable file, a new one."""
        with self._lock:
            if self._held is None:
                self._held = self._open(connection)
            elif self._held.revision != vectors.revision(connection):
                self._held = self._refreshed(connection, self._held)
            return self._held

    def seal(self, connection: Connection) -> None:
        """Write the base anew where enough has come or gone; part of writing, not of asking."""
        if self.current(connection).has_grown:
            with self._lock:
                self._held = self._sealed(connection)

    def fault(self, connection: Connection) -> Fault | None:
        """What is wrong with the file, if anything is."""
        try:
            base = load(self._path, model=self._model, dimension=self._dimension)
        except IndexOutOfDate as error:
            return Fault(str(error.facts["fault"]))
        return Fault.STALE if self._reconciled(connection, base).has_grown else None

    def _open(self, connection: Connection) -> DenseIndex:
        try:
            base = load(self._path, model=self._model, dimension=self._dimension)
        except IndexOutOfDate as error:
            log.info("index made anew: %s", error)
            return self._sealed(connection)
        return self._reconciled(connection, base)

    def _refreshed(self, connection: Connection, held: DenseIndex) -> DenseIndex:
        fresh = self._reconciled(connection, held.base)
        if not fresh.has_grown:
            return fresh
        # Perhaps another process has written a base since; if not, the delta serves as well.
        try:
            base = load(self._path, model=self._model, dimension=self._dimension)
        except IndexOutOfDate:
            return fresh
        return self._reconciled(connection, base)

    def _reconciled(self, connection: Connection, base: Part) -> DenseIndex:
        return reconciled(connection, base, model=self._model, dimension=self._dimension)

    def _sealed(self, connection: Connection) -> DenseIndex:
        held = vectors.read_all(connection, model=self._model)
        base = Part.of(held, dimension=self._dimension)
        revision = vectors.revision(connection)
        save(base, self._path, revision=revision, model=self._model)
        return DenseIndex(revision, base, frozenset(), Part.of((), dimension=self._dimension))
