"""What amending documents ask for: tests/cases/amendments.md and tables."""

from dataclasses import replace

from assistant.domain.amendment import Amendment, AmendmentAction
from assistant.domain.document import DocumentFile, RelationKind
from assistant.domain.task import Field
from assistant.ingest.amendments import amending_grids, find_amendments
from assistant.ingest.columns import Columns, read_columns
from assistant.ingest.layout import Grid, Layout
from assistant.ingest.metadata import metadata_of
from assistant.ingest.parsing import parse_layout
from assistant.ingest.structure import read_structure
from tests.support.cases import Case, each_case
from tests.support.grids import grid
from tests.support.running import layout_of

HEAD = (
    "^QUYẾT ĐỊNH\n^Sửa đổi, bổ sung Kế hoạch số 36/KH-SXD ngày 30/01/2026\n"
    "Điều 1. Sửa đổi, bổ sung Phụ lục của Kế hoạch số 36/KH-SXD như sau:\n"
)


def amendments_of(text: str, *, table: Grid | None = None) -> tuple[Amendment, ...]:
    layout = layout_of(HEAD + text)
    if table is not None:
        page = layout.pages[0]
        layout = Layout((replace(page, blocks=(*page.blocks, table)),))
    structure = read_structure(layout)
    document = metadata_of(structure)
    columns = read_columns(table) if table else None
    tables: dict[Grid, Columns] = {table: columns} if table and columns else {}
    return find_amendments(structure, document=document, tables=tables)


@each_case("amendments")
def test_amendments_in_sentences(case: Case) -> None:
    found = amendments_of(f"1. {case['câu']}")
    told = {
        "hành động": "\n".join(amendment.action.value for amendment in found),
        "mục": "\n".join(amendment.section for amendment in found),
        "stt": "\n".join(amendment.stt for amendment in found),
        "phần": "\n".join(amendment.field or "" for amendment in found),
        "từ": "\n".join(amendment.old_words for amendment in found),
        "thành": "\n".join(amendment.new_words for amendment in found),
    }
    assert told == {name: case[name] for name in told}
    assert all(amendment.target_number == "36/KH-SXD" for amendment in found)


def test_a_limit_said_above_is_of_every_task_below_it_and_of_no_other() -> None:
    found = amendments_of(
        "1. Lùi thời gian hoàn thành các nhiệm vụ sau:\n"
        "a) Đến ngày 31/10/2026, do chờ Bộ hướng dẫn:\n"
        "- Nhiệm vụ số 3 mục IV, dữ liệu chung cư (thời gian cũ: Quý II/2026);\n"
        "- Nhiệm vụ số 3 mục V, bản đồ quy hoạch.\n"
        "2. Không chấp thuận đề nghị lùi nhiệm vụ số 2 mục IV; giữ thời gian đã giao."
    )
    assert [(a.section, a.stt, a.old_words, a.new_words) for a in found] == [
        ("IV", "3", "Quý II/2026", "31/10/2026"),
        ("V", "3", "", "31/10/2026"),
    ]


def test_an_added_row_is_a_whole_task() -> None:
    words = "Đánh giá chỉ số; chủ trì: Văn phòng Sở; phối hợp: Phòng A; thời hạn: 15/12/2026"
    (added,) = amendments_of(f'1. Bổ sung nhiệm vụ số 9 vào mục III như sau: "9. {words}".')
    assert added.task is not None
    assert added.task.words(Field.LEAD) == "Văn phòng Sở"
    assert added.task.words(Field.SUPPORT) == "Phòng A"
    assert added.task.due.words == "15/12/2026"


def test_the_parts_of_an_added_row_may_be_named_as_columns_are() -> None:
    words = "Lắp lan can; đầu mối: Phòng A; cùng tham gia: Phòng B; thời điểm xong: 30/11/2026"
    (added,) = amendments_of(
        f'1. Bổ sung công việc số 36 vào mục C như sau: "36. {words}; kết quả phải có: 3,8 km".'
    )
    assert added.task is not None
    assert added.task.words(Field.LEAD) == "Phòng A"
    assert added.task.words(Field.SUPPORT) == "Phòng B"
    assert added.task.due.words == "30/11/2026"
    assert added.task.deliverable == "3,8 km"


def test_what_one_item_does_is_not_done_by_the_next() -> None:
    repealed, changed = amendments_of(
        "1. Bãi bỏ nhiệm vụ số 7 mục III.\n"
        "2. Hạn gửi số liệu tại điểm 1 mục V là trước ngày 10 hằng tháng, "
        "thay cho trước ngày 15 hằng tháng."
    )
    assert repealed.action is AmendmentAction.REPEAL
    assert (changed.action, changed.new_words) == (
        AmendmentAction.CHANGE,
        "trước ngày 10 hằng tháng",
    )


def test_a_table_of_added_tasks() -> None:
    table = grid(
        """
        STT | Nhiệm vụ             | Chủ trì      | Phối hợp  | Thời hạn
        10  | Rà soát quy trình    | Văn phòng Sở | Các phòng | 15/10/2026
        11  | Tập huấn cho cấp xã  | Phòng Nhà ở  | Các phòng | Quý IV/2026
        """
    )
    found = amendments_of("1. Bổ sung các nhiệm vụ sau vào Phụ lục:", table=table)
    assert [(a.action, a.stt, a.title_hint) for a in found] == [
        (AmendmentAction.ADD, "10", "Rà soát quy trình"),
        (AmendmentAction.ADD, "11", "Tập huấn cho cấp xã"),
    ]


def test_a_table_of_old_beside_new_words() -> None:
    table = grid(
        """
        STT | Nhiệm vụ          | Thời hạn đã giao | Thời hạn điều chỉnh
        3   | Rà soát quy trình | Quý II/2026      | Quý IV/2026
        5   | Tập huấn cấp xã   | 30/6/2026        | 30/9/2026
        """
    )
    found = amendments_of("1. Điều chỉnh thời hạn các nhiệm vụ:", table=table)
    assert [(a.stt, a.title_hint, a.field, a.old_words, a.new_words) for a in found] == [
        ("3", "Rà soát quy trình", Field.DUE, "Quý II/2026", "Quý IV/2026"),
        ("5", "Tập huấn cấp xã", Field.DUE, "30/6/2026", "30/9/2026"),
    ]


def test_a_table_of_old_beside_new_words_may_name_the_field_in_each_cell() -> None:
    table = grid(
        """
        Số | Tên công việc | Đã giao               | Nay sửa thành
        3  | Rà soát bến   | Thời hạn: Quý II/2026 | Thời hạn: Quý IV/2026
        5  | Phát áo phao  | Chủ trì: Văn phòng Sở | Chủ trì: Phòng Vận tải // Thời hạn: 30/9/2026
        7  | Cắm cột       | Thời hạn: 30/6/2026   | Bãi bỏ
        9  | Thay dây neo  | Chưa giao | Thêm vào mục C // Chủ trì: Phòng Cầu // Thời hạn: 31/8/2026
        """
    )
    found = amendments_of("1. Sửa các công việc trong bảng sau:", table=table)
    assert [(a.action, a.stt, a.field, a.old_words, a.new_words) for a in found] == [
        (AmendmentAction.CHANGE, "3", Field.DUE, "Quý II/2026", "Quý IV/2026"),
        (AmendmentAction.CHANGE, "5", Field.LEAD, "Văn phòng Sở", "Phòng Vận tải"),
        (AmendmentAction.CHANGE, "5", Field.DUE, "", "30/9/2026"),
        (AmendmentAction.REPEAL, "7", None, "30/6/2026", ""),
        (AmendmentAction.ADD, "9", None, "", "Thay dây neo"),
    ]
    added = found[-1].task
    assert added is not None
    assert (added.section, added.stt, added.due.words) == ("C", "9", "31/8/2026")
    assert [unit.words for unit in added.lead] == ["Phòng Cầu"]


def test_rows_given_anew_in_a_table_are_no_tasks_of_the_amending_document() -> None:
    table = grid(
        """
        Số | Việc              | Đứng đầu   | Cùng làm     | Phải xong
        6  | Rà soát quy trình | Phòng Nhà ở | Văn phòng Sở | 15/12/2026
        8  | Bắc cầu treo      | Phòng Nhà ở | Các phòng    | 30/4/2027
        """
    )
    head = "^QUYẾT ĐỊNH\n^Thay thế một số dòng của Phụ lục Kế hoạch số 36/KH-SXD ngày 30/01/2026\n"
    text = "Điều 1. Thay thế các dòng số 6, 8 của Phụ lục bằng các dòng cùng số dưới đây."
    layout = layout_of(head + text)
    page = layout.pages[0]
    parsed = parse_layout(
        Layout((replace(page, blocks=(*page.blocks, table)),)),
        file=DocumentFile("qd.pdf", "0", "pdf"),
    )
    assert [relation.kind for relation in parsed.document.relations] == [RelationKind.AMENDS]
    assert parsed.tasks == ()
    given = [a for a in parsed.amendments if a.task]
    assert [(a.action, a.stt, a.task.due.words) for a in given if a.task] == [
        (AmendmentAction.CHANGE, "6", "15/12/2026"),
        (AmendmentAction.CHANGE, "8", "30/4/2027"),
    ]


def test_a_plan_of_its_own_keeps_its_tasks_though_it_changes_another() -> None:
    text = (
        "^KẾ HOẠCH\n^Chuyển đổi số năm 2026\n"
        "1. Kế hoạch này thay thế mục III Kế hoạch số 36/KH-SXD ngày 30/01/2025."
    )
    table = grid(
        """
        STT | Nhiệm vụ          | Chủ trì      | Thời hạn
        1   | Rà soát quy trình | Văn phòng Sở | 15/10/2026
        2   | Số hóa hồ sơ      | Phòng Nhà ở  | Quý IV/2026
        """
    )
    layout = layout_of(text)
    page = layout.pages[0]
    whole = Layout((replace(page, blocks=(*page.blocks, table)),))
    parsed = parse_layout(whole, file=DocumentFile("kh.pdf", "0", "pdf"))
    assert [relation.kind for relation in parsed.document.relations] == [RelationKind.AMENDS]
    assert [task.title for task in parsed.tasks] == ["Rà soát quy trình", "Số hóa hồ sơ"]
    assert not any(amendment.task for amendment in parsed.amendments)


def test_a_plan_that_amends_nothing_asks_for_nothing() -> None:
    text = (
        "^KẾ HOẠCH\n^Điều hành kinh tế\nI. NHIỆM VỤ\n1. Bổ sung nhiệm vụ số 3 mục II thành Quý I."
    )
    structure = read_structure(layout_of(text))
    document = metadata_of(structure)
    assert find_amendments(structure, document=document, tables={}) == ()
    assert amending_grids(structure, document=document) == frozenset()
