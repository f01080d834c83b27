"""Documents in the store: identity, replacement, ids that stay, corrections that outlive."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.domain.errors import NotHeld
from assistant.domain.scope import Scope
from assistant.domain.task import Field, Origin, Task
from assistant.service import corrections
from assistant.store import documents, tasks
from assistant.store.documents import Saved
from assistant.store.store import Store, generation
from tests.conftest import NOON
from tests.support.parsed import a_document, a_task

ROW = a_task("1", "Giám sát ca bệnh", lead="Phòng Nghiệp vụ Y", due="30/6/2025")
OTHER = a_task("2", "Phun hóa chất diệt muỗi", lead="Trung tâm Kiểm soát bệnh tật")


def save(store: Store, parsed: object, *, is_sample: bool = False) -> Saved:
    with store.writing() as connection:
        return documents.save(connection, parsed, now=NOON, is_sample=is_sample)  # type: ignore[arg-type]


def rows(store: Store, document_id: str) -> tuple[Task, ...]:
    with store.reading() as connection:
        return tasks.of_document(connection, document_id)


def held(store: Store) -> list[str]:
    with store.reading() as connection:
        return [d.number for d in documents.documents(connection, scope=Scope.all())]


def test_the_store_gives_back_what_it_took(store: Store) -> None:
    saved = save(store, a_document(replace(ROW, section="I", section_path=("PHỤ LỤC", "I. Dịch"))))
    (task,) = rows(store, saved.document_id)
    assert (task.title, task.stt, task.section) == (ROW.title, "1", "I")
    assert (task.words(Field.LEAD), task.due) == ("Phòng Nghiệp vụ Y", ROW.due)
    assert task.section_path == ("PHỤ LỤC", "I. Dịch")
    assert task.file == "phong-dich-2025.pdf"


def test_a_changed_file_replaces_its_earlier_version_and_rows_keep_their_ids(store: Store) -> None:
    first = save(store, a_document(ROW, OTHER))
    before = {task.title: task.id for task in rows(store, first.document_id)}
    moved = replace(OTHER, stt="3", ordinal=3)
    new = a_task("2", "Kiểm tra cơ sở kinh doanh thực phẩm")
    second = save(store, a_document(ROW, new, moved, content="second edition"))
    after = {task.title: task.id for task in rows(store, second.document_id)}
    assert second.document_id == first.document_id
    assert second.replaced
    assert after[ROW.title] == before[ROW.title]
    assert after[OTHER.title] == before[OTHER.title]
    assert after[new.title] not in before.values()


def test_a_row_that_is_gone_is_kept_out_of_sight_and_has_its_id_when_it_comes_back(
    store: Store,
) -> None:
    first = save(store, a_document(ROW, OTHER))
    ids = {task.title: task.id for task in rows(store, first.document_id)}
    save(store, a_document(ROW, content="without"))
    assert [task.title for task in rows(store, first.document_id)] == [ROW.title]
    save(store, a_document(ROW, OTHER, content="again"))
    assert {task.title: task.id for task in rows(store, first.document_id)} == ids


def test_a_correction_outlives_a_new_reading_and_can_be_undone(store: Store) -> None:
    saved = save(store, a_document(ROW))
    (task,) = rows(store, saved.document_id)
    with store.writing() as connection:
        changes = {"due": "15/8/2025", "lead": ["Văn phòng Sở"]}
        corrections.correct(connection, task.id, changes, by="Lan", now=NOON)
    save(store, a_document(replace(ROW, title="Giám sát các ca bệnh"), content="reread"))
    (task,) = rows(store, saved.document_id)
    assert (task.due.end, task.words(Field.LEAD)) == (date(2025, 8, 15), "Văn phòng Sở")
    assert task.title == "Giám sát các ca bệnh"
    corrected = next(cell for cell in task.cells if cell.field is Field.DUE)
    assert (corrected.origin, corrected.by) == (Origin.CORRECTED, "Lan")
    with store.writing() as connection:
        corrections.undo(connection, task.id, ["due"])
    (task,) = rows(store, saved.document_id)
    assert (task.due, task.words(Field.LEAD)) == (ROW.due, "Văn phòng Sở")


@pytest.mark.parametrize("order", [("a.pdf", "a.docx"), ("a.docx", "a.pdf")])
def test_two_formats_are_two_files_of_one_document_and_the_pdf_speaks(
    store: Store, order: tuple[str, str]
) -> None:
    for name in order:
        save(store, a_document(replace(ROW, deliverable=name), name=name))
    (number,) = held(store)
    with store.reading() as connection:
        document = documents.document(connection, number, scope=Scope.all())
    assert {file.name for file in document.files} == set(order)
    (task,) = rows(store, document.id)
    assert (task.file, task.deliverable) == ("a.pdf", "a.pdf")


def test_documents_without_a_number_are_one_by_their_text(store: Store) -> None:
    text = "Sở giao các phòng tổ chức thực hiện nghiêm túc, báo cáo trước ngày 25 hằng tháng. " * 3
    draft = a_document(ROW, number="/KH-SYT", issued_on=None, passages=(text,), name="a.pdf")
    again = a_document(ROW, number="/KH-SYT", issued_on=None, passages=(text,), name="b.docx")
    other = a_document(
        OTHER,
        number="/KH-SYT",
        issued_on=None,
        title="Nâng cao chất lượng khám chữa bệnh",
        passages=("Việc khám bệnh tại các trạm y tế phải theo quy trình mới ban hành năm nay.",),
        name="c.pdf",
    )
    assert save(store, draft).document_id == save(store, again).document_id
    assert save(store, other).document_id != save(store, draft).document_id


def test_the_same_number_in_another_year_is_another_document(store: Store) -> None:
    save(store, a_document(ROW))
    save(store, a_document(OTHER, issued_on=date(2026, 3, 4), content="2026"))
    assert held(store) == ["12/KH-SYT", "12/KH-SYT"]


@pytest.mark.parametrize("sample_first", [True, False])
def test_a_sample_gives_way_to_the_real_document(store: Store, *, sample_first: bool) -> None:
    sample = a_document(replace(ROW, title="Theo dõi bệnh nhân"), name="mau.pdf")
    real = a_document(ROW, name="that.pdf")
    for parsed, is_sample in ((sample, True), (real, False))[:: 1 if sample_first else -1]:
        save(store, parsed, is_sample=is_sample)
    with store.reading() as connection:
        (document,) = documents.documents(connection, scope=Scope.all())
    assert [file.name for file in document.files] == ["that.pdf"]
    assert not document.is_sample
    assert [task.title for task in rows(store, document.id)] == [ROW.title]


def test_removing_takes_everything_along(store: Store) -> None:
    saved = save(store, a_document(ROW))
    with store.writing() as connection:
        documents.remove(connection, saved.document_id)
    with store.reading() as connection:
        assert rows(store, saved.document_id) == ()
        with pytest.raises(NotHeld, match="no document"):
            documents.document(connection, saved.document_id, scope=Scope.all())


def test_every_change_of_content_raises_the_generation(store: Store) -> None:
    generations = []
    for step in ("a", "b"):
        save(store, a_document(ROW, content=step))
        with store.reading() as connection:
            generations.append(generation(connection))
    assert generations == sorted(set(generations))


def test_what_fails_within_a_transaction_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.writing() as connection:
            documents.save(connection, a_document(ROW), now=NOON)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        fail()
    assert held(store) == []
