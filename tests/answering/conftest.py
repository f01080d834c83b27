"""The made documents, read once for all tests of answering."""

from pathlib import Path

import pytest

from assistant.answering.understand.names import Names
from assistant.domain.scope import Scope
from assistant.ingest.parsing import parse
from tests.support.memory_library import ROOT, MemoryLibrary, made_documents

READ = (
    "corpus/soc-trang-2025-dot-pha-mau.pdf",
    "corpus/an-giang-2025-nq71-mau.pdf",
    "corpus/dak-lak-2026-cchc-mau.docx",
    "tests/documents/so-noi-vu-phu-tho-2024-thi-dua.docx",
    "tests/documents/ubnd-dien-bien-2026-chuong-trinh-dan-toc.pdf",
    "tests/documents/ubnd-dong-thap-2024-chuyen-doi-so-nong-nghiep.pdf",
)


@pytest.fixture(scope="session")
def library() -> MemoryLibrary:
    """Rows of every made document; the running text of some of them, as it is really read."""
    read = {Path(name).name: parse(ROOT / name) for name in READ}
    made = [found for found in made_documents() if found.file.name not in read]
    return MemoryLibrary([*read.values(), *made])


@pytest.fixture(scope="session")
def names(library: MemoryLibrary) -> Names:
    return library.names(scope=Scope.all())
