"""The made documents, read once for all tests of answering."""

import pytest

from assistant.answering.understand.names import Names, names_of
from assistant.domain.scope import Scope
from assistant.ingest.parsing import parse
from tests.support.memory_library import ROOT, MemoryLibrary, made_documents

READ = (
    "soc-trang-2025-dot-pha-mau.pdf",
    "an-giang-2025-nq71-mau.pdf",
    "dak-lak-2026-cchc-mau.docx",
)


@pytest.fixture(scope="session")
def library() -> MemoryLibrary:
    """Rows of every made document; the running text of three of them, as it is really read."""
    read = {name: parse(ROOT / "corpus" / name) for name in READ}
    made = [found for found in made_documents() if found.file.name not in read]
    return MemoryLibrary([*read.values(), *made])


@pytest.fixture(scope="session")
def names(library: MemoryLibrary) -> Names:
    return names_of(library.vocabulary(scope=Scope.all()))
