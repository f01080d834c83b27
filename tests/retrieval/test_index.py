"""The index stays in step with the store; a file that cannot be used costs no answer."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import text

from assistant.retrieval.index import MAGIC, Fault, LiveIndex
from assistant.store import documents, vectors
from assistant.store.store import Store
from tests.conftest import NOON
from tests.support.parsed import a_document

DIMENSION = 8
ROWS = 100


def vector_of(name: str, salt: int = 0) -> NDArray[np.float32]:
    rng = np.random.default_rng([salt, *name.encode()])
    drawn = rng.normal(size=DIMENSION).astype(np.float32)
    return drawn / np.linalg.norm(drawn)


def put(store: Store, names: list[str], *, salt: int = 0, model: str = "m") -> None:
    with store.writing() as connection:
        document_id = connection.execute(text("SELECT id FROM document")).scalar_one()
        vectors.write(
            connection,
            [
                vectors.Vector("task", name, document_id, vector_of(name, salt).tobytes())
                for name in names
            ],
            model=model,
            dimension=DIMENSION,
        )


def drop(store: Store, names: list[str]) -> None:
    with store.writing() as connection:
        vectors.drop(connection, names)
        connection.execute(text("UPDATE state SET value = value + 1 WHERE name = 'generation'"))


def answers(store: Store, index: LiveIndex, names: list[str], *, salt: int = 0) -> list[str]:
    """The names that the index finds likest to their own vectors, and nothing else."""
    with store.reading() as connection:
        current = index.current(connection)
        found = []
        for name in names:
            scores = current.scores(vector_of(name, salt), among=names)
            if scores and max(scores, key=lambda n: scores[n]) == name:
                assert scores[name] == pytest.approx(1)
                found.append(name)
        return found


@pytest.fixture
def names() -> list[str]:
    return [f"t{n}" for n in range(ROWS)]


@pytest.fixture
def filled(store: Store, names: list[str]) -> Store:
    with store.writing() as connection:
        documents.save(connection, a_document(), now=NOON)
    put(store, names)
    return store


@pytest.fixture
def open_index(tmp_path: Path) -> Callable[..., LiveIndex]:
    """Another index object on the same file is another process, as far as the index can tell."""

    def opened(model: str = "m") -> LiveIndex:
        return LiveIndex(tmp_path / "index.faiss", model=model, dimension=DIMENSION)

    return opened


def test_another_process_sees_what_was_added(
    filled: Store, open_index: Callable[..., LiveIndex], names: list[str]
) -> None:
    ours, theirs = open_index(), open_index()
    assert answers(filled, ours, names) == answers(filled, theirs, names) == names
    put(filled, ["new"])
    assert answers(filled, ours, ["new"]) == answers(filled, theirs, ["new"]) == ["new"]


def test_adding_leaves_the_file_alone_until_a_tenth_has_come(
    filled: Store, open_index: Callable[..., LiveIndex], names: list[str], tmp_path: Path
) -> None:
    index = open_index()
    answers(filled, index, names)
    before = (tmp_path / "index.faiss").read_bytes()
    put(filled, ["new"])
    with filled.reading() as connection:
        index.seal(connection)
        assert len(index.current(connection)) == ROWS + 1
    assert (tmp_path / "index.faiss").read_bytes() == before
    put(filled, [f"n{n}" for n in range(ROWS)])
    with filled.reading() as connection:
        index.seal(connection)
        assert not index.current(connection).delta.owners
    assert (tmp_path / "index.faiss").read_bytes() != before


def test_what_has_gone_or_changed_is_masked(
    filled: Store, open_index: Callable[..., LiveIndex], names: list[str]
) -> None:
    index = open_index()
    assert answers(filled, index, names) == names
    drop(filled, ["t1"])
    put(filled, ["t2"], salt=1)
    left = [name for name in names if name not in ("t1", "t2")]
    assert answers(filled, index, names) == left
    assert answers(filled, index, ["t2"], salt=1) == ["t2"]
    assert answers(filled, index, ["t1"]) == []


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def alter(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda path: path.unlink(), Fault.MISSING),
        (truncate, Fault.DAMAGED),
        (alter, Fault.DAMAGED),
        (lambda path: path.write_bytes(MAGIC + b"{}\n"), Fault.DAMAGED),
        (lambda path: path.write_bytes(b""), Fault.FOREIGN),
        (lambda path: path.write_bytes(b"\x80\x04pickled"), Fault.FOREIGN),
    ],
    ids=["missing", "truncated", "altered", "no header", "empty", "not ours"],
)
def test_an_unusable_file_is_made_again(
    filled: Store,
    open_index: Callable[..., LiveIndex],
    names: list[str],
    tmp_path: Path,
    spoil: Callable[[Path], None],
    fault: Fault,
) -> None:
    answers(filled, open_index(), names)
    spoil(tmp_path / "index.faiss")
    with filled.reading() as connection:
        assert open_index().fault(connection) is fault
    assert answers(filled, open_index(), names) == names
    with filled.reading() as connection:
        assert open_index().fault(connection) is None


def test_a_file_of_another_model_is_made_again(
    filled: Store, open_index: Callable[..., LiveIndex], names: list[str]
) -> None:
    put(filled, names, model="other", salt=2)
    answers(filled, open_index(), names)
    with filled.reading() as connection:
        assert open_index("other").fault(connection) is Fault.FOREIGN
    assert answers(filled, open_index("other"), names, salt=2) == names


def test_a_file_of_another_state_of_the_store_is_stale(
    filled: Store, open_index: Callable[..., LiveIndex], names: list[str]
) -> None:
    answers(filled, open_index(), names)
    put(filled, names, salt=3)
    with filled.reading() as connection:
        assert open_index().fault(connection) is Fault.STALE
    assert answers(filled, open_index(), names, salt=3) == names


def test_no_half_written_file_is_left(
    filled: Store, open_index: Callable[..., LiveIndex], names: list[str], tmp_path: Path
) -> None:
    answers(filled, open_index(), names)
    assert [path.name for path in tmp_path.glob("index*")] == ["index.faiss"]
