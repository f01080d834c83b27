"""The names of a scope are arranged once, and kept while they are true and in use."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.answering.understand.vocabulary.names import Names
from assistant.domain.scope import Scope
from assistant.service.library import MOST_SCOPES, LoadedNames
from assistant.store import documents
from assistant.store.store import Store
from tests.conftest import NOON
from tests.support.parsed import a_document, a_task

EVERYTHING = Scope.all()


@pytest.fixture
def filled(store: Store) -> Store:
    with store.writing() as connection:
        row = a_task("1", "Giám sát ca bệnh", lead="Phòng Nghiệp vụ Y")
        documents.save(connection, a_document(row), now=NOON)
    return store


def load(loaded: LoadedNames, store: Store, scope: Scope) -> Names:
    with store.reading() as connection:
        return loaded.load(connection, scope=scope)


def only(document_id: str) -> Scope:
    return Scope(documents=frozenset({document_id}))


def test_they_are_arranged_once_whoever_asks(filled: Store) -> None:
    loaded = LoadedNames()
    names = load(loaded, filled, EVERYTHING)
    assert [unit.unit.name for unit in names.units] == ["Phòng Nghiệp vụ Y"]
    assert load(loaded, filled, Scope(actor="Lan")) is names


def test_they_are_arranged_anew_when_a_document_comes(filled: Store) -> None:
    loaded = LoadedNames()
    load(loaded, filled, EVERYTHING)
    with filled.writing() as connection:
        documents.save(connection, a_document(number="99/KH-SYT", name="khac.pdf"), now=NOON)
    assert len(load(loaded, filled, EVERYTHING).plans) == 2


def test_any_number_of_scopes_leaves_only_those_used_last(filled: Store) -> None:
    loaded = LoadedNames()
    everything = load(loaded, filled, EVERYTHING)
    first = load(loaded, filled, only("0"))
    for number in range(1, 2 * MOST_SCOPES):
        load(loaded, filled, only(str(number)))
        assert load(loaded, filled, EVERYTHING) is everything
    assert load(loaded, filled, only("0")) is not first


def test_questions_asked_at_once_share_them(filled: Store) -> None:
    loaded = LoadedNames()
    with ThreadPoolExecutor(max_workers=4) as pool:
        names = list(pool.map(lambda _: load(loaded, filled, EVERYTHING), range(8)))
    assert len({id(found) for found in names}) == 1
