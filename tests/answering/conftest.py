"""The made documents in a real store, for all tests of answering."""

from collections.abc import Iterator

import pytest

from assistant.answering.answerer import Answerer
from assistant.answering.understand.vocabulary.names import Names
from assistant.domain.scope import Scope
from assistant.ingest.limits import Limits
from assistant.ingest.parsing import parse
from assistant.service.assistant import open_assistant
from assistant.service.ingestion import save
from assistant.service.library import LoadedNames, LoadedTasks, StoreLibrary
from assistant.settings import Settings
from tests.support.made_documents import as_expected, made_files

UNPLACED = Limits(render_seconds=0)  # a Word file's places on its pages take seconds to find
SCANS = frozenset(("ubnd-phuong-nam-nha-trang-2026-phong-chay.pdf",))


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreLibrary]:
    """Every made document as it is really read; of a scan, which takes long, its rows alone."""
    documents = [
        as_expected(path) if path.name in SCANS else parse(path, limits=UNPLACED)
        for path in made_files()
    ]
    settings = Settings.model_validate({"ASSISTANT_HOME": tmp_path_factory.mktemp("made")})
    with open_assistant(settings) as assistant:
        for found in documents:
            assert save(assistant, found, sample=False).read
        with assistant.store.reading() as connection:
            yield StoreLibrary(
                connection,
                search=assistant.search,
                loaded_names=LoadedNames(),
                loaded_tasks=LoadedTasks(),
            )


@pytest.fixture(scope="session")
def answerer(library: StoreLibrary) -> Answerer:
    return Answerer(library)


@pytest.fixture(scope="session")
def names(library: StoreLibrary) -> Names:
    return library.names(scope=Scope.all())
