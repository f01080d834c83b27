"""The made documents in a real store, for all tests of answering."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.answerer import Answerer, names_for
from assistant.answering.understand.names import Names
from assistant.domain.scope import Scope
from assistant.ingest.parsing import parse
from assistant.service.assistant import open_assistant
from assistant.service.ingestion import save
from assistant.service.library import LoadedTasks, StoreLibrary, Vocabularies
from assistant.settings import Settings
from tests.support.made_documents import ROOT, made_documents

READ = (
    "corpus/soc-trang-2025-dot-pha-mau.pdf",
    "corpus/an-giang-2025-nq71-mau.pdf",
    "corpus/dak-lak-2026-cchc-mau.docx",
    "tests/documents/so-noi-vu-phu-tho-2024-thi-dua.docx",
    "tests/documents/ubnd-dien-bien-2026-chuong-trinh-dan-toc.pdf",
    "tests/documents/ubnd-dong-thap-2024-chuyen-doi-so-nong-nghiep.pdf",
)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreLibrary]:
    """Rows of every made document; the running text of some of them, as it is really read."""
    read = {Path(name).name: parse(ROOT / name) for name in READ}
    made = [found for found in made_documents() if found.file.name not in read]
    settings = Settings.model_validate({"ASSISTANT_HOME": tmp_path_factory.mktemp("made")})
    with open_assistant(settings) as assistant:
        for found in (*read.values(), *made):
            assert save(assistant, found, sample=False).read
        with assistant.store.reading() as connection:
            yield StoreLibrary(
                connection,
                search=assistant.search,
                vocabularies=Vocabularies(),
                loaded_tasks=LoadedTasks(),
            )


@pytest.fixture(scope="session")
def answerer(library: StoreLibrary) -> Answerer:
    return Answerer(library)


@pytest.fixture(scope="session")
def names(library: StoreLibrary) -> Names:
    return names_for(library.vocabulary(scope=Scope.all()))
