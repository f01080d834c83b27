"""The vocabulary names what the rows in the store say, within a scope, and nothing that is gone."""

from dataclasses import replace

import pytest

from assistant.domain.scope import Scope
from assistant.domain.task import Cell, Field, Task
from assistant.domain.vocabulary import Vocabulary
from assistant.store import documents
from assistant.store.store import Store
from assistant.store.vocabulary import read_vocabulary, subjects_of
from tests.conftest import NOON
from tests.support.parsed import a_document, a_task


def a_row(title: str, lead: str, status: str, section: str, *, header: str, column: str) -> Task:
    task = a_task("1", title, lead=lead, status=status, section="I", section_title=section)
    cells = (Cell(Field.LEAD, lead, header=column), Cell(Field.OTHER, "Bà Lan", header=header))
    return replace(task, other=((header, "Bà Lan"),), cells=cells)


KEPT = a_row(
    "Giám sát ca bệnh", "Phòng Nghiệp vụ Y", "Đang làm", "Dịch tễ",
    header="Người theo dõi", column="Đầu mối",
)  # fmt: skip
OTHER = a_row(
    "Lắp quạt thông gió", "Ban Hậu cần", "Tạm dừng", "Xây lắp",
    header="Thủ kho", column="Cơ quan lo chính",
)  # fmt: skip


def vocabulary(store: Store, scope: Scope) -> Vocabulary:
    with store.reading() as connection:
        return read_vocabulary(connection, scope=scope)


@pytest.fixture
def of_a_gone_row(store: Store) -> Vocabulary:
    """A row was printed once, and the document that is ingested anew no longer has it."""
    with store.writing() as connection:
        documents.save(connection, a_document(KEPT, OTHER), now=NOON)
        documents.save(connection, a_document(KEPT, content="without"), now=NOON)
    return vocabulary(store, Scope.all())


@pytest.fixture
def of_one_document(store: Store) -> Vocabulary:
    """Two documents are held, and one may be seen."""
    hidden = a_document(OTHER, number="77/KH-SYT", title="Kho thuốc", name="kho.pdf")
    with store.writing() as connection:
        seen = documents.save(connection, a_document(KEPT), now=NOON)
        documents.save(connection, hidden, now=NOON)
    return vocabulary(store, Scope(documents=frozenset({seen.document_id})))


@pytest.mark.parametrize("read", ["of_a_gone_row", "of_one_document"])
def test_only_what_may_be_seen_is_named(read: str, request: pytest.FixtureRequest) -> None:
    found: Vocabulary = request.getfixturevalue(read)
    assert found.headers == ("Người theo dõi",)
    assert found.columns == ((Field.LEAD, "Đầu mối"),)
    assert found.statuses == ("Đang làm",)
    assert [unit.name for unit in found.units] == ["Phòng Nghiệp vụ Y"]
    assert [section.title for section in found.sections] == ["Dịch tễ"]
    assert ("giam", "sat", "ca") in found.title_runs
    assert ("lap", "quat", "thong") not in found.title_runs
    assert {"giám", "dịch"} <= found.syllables.keys()
    assert not {"quạt", "lắp", "hậu", "kho"} & found.syllables.keys()


def test_of_other_columns_only_posts_are_kept(store: Store) -> None:
    """Of "Người chỉ đạo" what it says names whom people ask for; of a count nobody does."""
    said = {"Người chỉ đạo": "Phó Giám đốc Sở", "Thủ kho": "Bà Lan", "Số lớp": "12"}
    cells = tuple(Cell(Field.OTHER, words, header=header) for header, words in said.items())
    task = replace(KEPT, other=tuple(said.items()), cells=(*KEPT.cells[:1], *cells))
    with store.writing() as connection:
        documents.save(connection, a_document(task), now=NOON)
    assert vocabulary(store, Scope.all()).posts == (("Người chỉ đạo", "Phó Giám đốc Sở"),)


def test_what_the_tasks_of_one_document_are_about() -> None:
    """Words of many of its tasks, and not of one task in ten, that hardly any others say."""
    waste = [("waste", f"Thu gom phế thải bãi {n}") for n in range(3)]
    roads = [("roads", f"Sửa đường số {n}, thu gom biển báo") for n in range(3)]
    found = subjects_of([*waste, *roads])
    assert found[("phế", "thải")] == {"waste"}
    assert found[("thu", "gom")] == {"waste", "roads"}
    assert ("bãi", "1") not in found
    seldom = [("plan", f"Việc {n}") for n in range(40)]
    assert ("phế", "thải") not in subjects_of([*seldom, *(("plan", t) for _, t in waste)])
