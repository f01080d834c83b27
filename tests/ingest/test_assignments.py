"""Assignments in running text: tests/cases/assignments.md."""

import pytest

from assistant.domain.due import DueKind
from assistant.domain.task import Field, Source, Task
from assistant.ingest.assignments import find_tasks
from assistant.ingest.duties import read_units
from assistant.ingest.labelled import labelled_row
from assistant.ingest.structure import read_structure
from tests.support.cases import Case, each_case
from tests.support.running import layout_of

HEAD = "^KẾ HOẠCH\n^Chuyển đổi số năm 2025\n"


def tasks_of(text: str, *, known: tuple[str, ...] = ()) -> tuple[Task, ...]:
    return find_tasks(read_structure(layout_of(HEAD + text)), year=2025, known=known)


def printed(task: Task, field: Field) -> str:
    """The words of a field as its cell keeps them."""
    return next((cell.words for cell in task.cells if cell.field is field), "")


@each_case("assignments")
def test_assignments(case: Case) -> None:
    found = tasks_of(case["văn bản"])
    columns = {
        "việc": Field.TITLE,
        "chủ trì": Field.LEAD,
        "phối hợp": Field.SUPPORT,
        "thời hạn": Field.DUE,
    }
    told = {
        name: "\n".join(printed(task, field) for task in found) for name, field in columns.items()
    }
    assert told == {name: case[name] for name in columns}


def test_a_prose_task_keeps_its_sentence_and_its_place() -> None:
    sentence = "Giao Văn phòng Sở chủ trì rà soát quy chế trước ngày 15/11/2025."
    (task,) = tasks_of(f"I. PHÂN CÔNG\n1. {sentence}")
    assert task.source is Source.PROSE
    assert task.sentence == sentence
    assert (task.section, task.section_title, task.stt) == ("I", "PHÂN CÔNG", "1")
    assert task.place.page == 1
    assert {cell.field for cell in task.cells} == {Field.TITLE, Field.LEAD, Field.DUE}


def test_items_below_a_lead_in_name_it_as_their_parent() -> None:
    text = "VI. TỔ CHỨC THỰC HIỆN\n2. Giao Văn phòng Sở:\na) Rà soát quy chế.\n- Gửi báo cáo."
    rule, report = tasks_of(text)
    assert (rule.section, rule.parent_stt, rule.stt) == ("2", "2", "a")
    assert (report.section, report.stt) == ("VI", "")


def test_reporting_dates_in_a_row_are_one_recurring_due() -> None:
    text = (
        "Các phòng có trách nhiệm báo cáo 6 tháng (trước ngày 20/6) và hằng năm (trước ngày 05/12)."
    )
    (task,) = tasks_of(text)
    assert task.due.kind is DueKind.RECURRING


def test_a_footnote_can_give_tasks_one_by_one() -> None:
    note = "1 (1) Số hóa hồ sơ (Văn phòng Tỉnh ủy); (2) Lập đề án (Sở Tài chính)."
    text = f"1. Giao các sở rà soát.\n[^]{note}"
    found = tasks_of(text)[1:]
    assert [(task.title, task.words(Field.LEAD)) for task in found] == [
        ("Số hóa hồ sơ", "Văn phòng Tỉnh ủy"),
        ("Lập đề án", "Sở Tài chính"),
    ]


def test_a_name_known_from_a_table_ends_where_the_table_says() -> None:
    text = "Giao Phòng Hạ tầng giao thông tổ chức đấu thầu công trình."
    (task,) = tasks_of(text, known=("Phòng Hạ tầng giao thông",))
    assert (task.title, task.words(Field.LEAD)) == (
        "Tổ chức đấu thầu công trình",
        "Phòng Hạ tầng giao thông",
    )


@pytest.mark.parametrize(
    ("heading", "units"),
    [
        ("Giao Văn phòng Sở", "Văn phòng Sở"),
        ("Trách nhiệm của Phòng Quản lý nhà", "Phòng Quản lý nhà"),
        ("Các phòng, đơn vị trực thuộc Sở", "Các phòng, đơn vị trực thuộc Sở"),
        ("Các nhiệm vụ trọng tâm", ""),
        ("Phòng, chống thiên tai", ""),
        ("Mục đích", ""),
    ],
)
def test_headings_that_name_units(heading: str, units: str) -> None:
    assert read_units(heading) == units


def test_a_row_told_in_one_line() -> None:
    row = labelled_row(
        "Đánh giá chỉ số; chủ trì: Văn phòng; thời hạn: 15/12/2026; sản phẩm: Báo cáo"
    )
    assert row is not None
    assert (row.title, row.words(Field.LEAD), row.due.words, row.deliverable) == (
        "Đánh giá chỉ số",
        "Văn phòng",
        "15/12/2026",
        "Báo cáo",
    )


def test_work_under_a_units_numbered_heading_bears_its_number() -> None:
    text = (
        "III. NHIỆM VỤ CỦA CÁC SỞ, NGÀNH\n4. Sở Nông nghiệp và Môi trường\n"
        "Quy hoạch 05 điểm gom trái cây trước ngày 30/10/2025.\n5. Sở Công Thương\n"
        "Lập đề án chợ đầu mối trước ngày 15/11/2025."
    )
    marked = [(task.section, task.words(Field.LEAD)) for task in tasks_of(text)]
    assert marked == [("4", "Sở Nông nghiệp và Môi trường"), ("5", "Sở Công Thương")]


def test_a_line_that_leads_in_is_no_task() -> None:
    text = (
        "III. NHIỆM VỤ\nNgoài các việc nêu tại Biểu kèm theo, các sở thực hiện những việc sau:\n"
        "1. Sở Công Thương\nLập đề án chợ đầu mối trước ngày 15/11/2025."
    )
    assert [task.words(Field.LEAD) for task in tasks_of(text)] == ["Sở Công Thương"]
