"""Rows of task tables as tasks: sections, sub-rows, merged cells, rows that are none."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.due import DueKind
from assistant.domain.task import Field, Source, Task
from assistant.ingest.columns import read_columns
from assistant.ingest.tasks import tasks_from_grid
from tests.support.grids import grid

HEADER = "STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian | Sản phẩm"


def tasks_of(text: str, *, year: int | None = 2026) -> tuple[Task, ...]:
    table = grid(text)
    columns = read_columns(table)
    assert columns is not None
    return tasks_from_grid(table, columns=columns, year=year)


def marks(tasks: tuple[Task, ...]) -> list[tuple[str, str, str]]:
    return [(task.section, task.stt, task.parent_stt) for task in tasks]


def test_reads_a_row_with_all_its_fields() -> None:
    (task,) = tasks_of(f"""
        {HEADER} | Lãnh đạo phụ trách
        1. | Rà soát // thủ tục | Văn phòng; Thanh tra | Các phòng | Quý III | Báo cáo | Ông A
    """)
    assert task.title == "Rà soát\nthủ tục"
    assert (task.stt, task.section, task.source, task.ordinal) == ("1", "", Source.TABLE, 1)
    assert [a.words for a in task.lead] == ["Văn phòng", "Thanh tra"]
    assert [(a.words, a.is_group) for a in task.support] == [("Các phòng", True)]
    assert (task.due.kind, task.due.end) == (DueKind.QUARTER, date(2026, 9, 30))
    assert task.deliverable == "Báo cáo"
    assert task.other == (("Lãnh đạo phụ trách", "Ông A"),)
    assert [(cell.field, cell.header) for cell in task.cells] == [
        (Field.TITLE, "Nhiệm vụ"),
        (Field.LEAD, "Chủ trì"),
        (Field.SUPPORT, "Phối hợp"),
        (Field.DUE, "Thời gian"),
        (Field.DELIVERABLE, "Sản phẩm"),
        (Field.OTHER, "Lãnh đạo phụ trách"),
    ]


def test_sections_are_no_tasks_and_give_their_marks() -> None:
    tasks = tasks_of(f"""
        {HEADER}
        I.  | CÔNG TÁC CHỈ ĐẠO                      | < | < | < | <
        1   | Ban hành kế hoạch                     | Văn phòng | Các phòng | Quý I | Kế hoạch
        II. | TUYÊN TRUYỀN                          |   |   |   |
        1   | Mở chuyên mục                         | Văn phòng | Các phòng | Quý I | Chuyên mục
        III. ỨNG DỤNG CÔNG NGHỆ THÔNG TIN | < | < | < | < | <
        1   | Số hóa hồ sơ                          | Văn phòng | Các phòng | Quý I | Báo cáo
    """)
    assert marks(tasks) == [("I", "1", ""), ("II", "1", ""), ("III", "1", "")]
    assert [task.section_title for task in tasks] == [
        "CÔNG TÁC CHỈ ĐẠO",
        "TUYÊN TRUYỀN",
        "ỨNG DỤNG CÔNG NGHỆ THÔNG TIN",
    ]
    assert tasks[2].section_path == ("III. ỨNG DỤNG CÔNG NGHỆ THÔNG TIN",)


def test_a_heading_keeps_no_columns_though_a_day_is_the_first() -> None:
    tasks = tasks_of("""
        Thời gian | STT | Nhiệm vụ | Chủ trì | Sản phẩm
        1         | VĂN THƯ | < | < | <
        28/02/2026 | 1.1 | Ban hành mẫu văn bản | Văn phòng | Bộ mẫu
        2         | LƯU TRỮ | < | < | <
        Quý III/2026 | 2.1 | Khử nấm mốc kho | Trung tâm Lưu trữ | Biên bản
    """)
    assert marks(tasks) == [("1", "1.1", ""), ("2", "2.1", "")]
    assert [task.section_title for task in tasks] == ["VĂN THƯ", "LƯU TRỮ"]


def test_sections_within_sections() -> None:
    tasks = tasks_of(f"""
        {HEADER}
        A   | NHIỆM VỤ CHUNG      | < | < | < | <
        I   | Thể chế             | < | < | < | <
        1   | Ban hành kế hoạch   | Văn phòng | | Quý I  | Kế hoạch
        II  | Nhân lực            | < | < | < | <
        2   | Mở lớp tập huấn     | Văn phòng | | Quý II | Báo cáo
        B   | NHIỆM VỤ CỤ THỂ     | < | < | < | <
        3   | Số hóa hồ sơ        | Văn phòng | | Quý II | Báo cáo
    """)
    assert marks(tasks) == [("I", "1", ""), ("II", "2", ""), ("B", "3", "")]
    assert tasks[1].section_path == ("A. NHIỆM VỤ CHUNG", "II. Nhân lực")
    assert tasks[2].section_path == ("B. NHIỆM VỤ CỤ THỂ",)


def test_letters_count_on_past_roman_numerals() -> None:
    rows = "\n".join(
        f"{letter} | Lĩnh vực {letter} | < | < | < | <\n1 | Việc {letter} | Văn phòng | | Quý I | "
        for letter in ("G", "H", "I", "K")
    )
    assert [task.section for task in tasks_of(f"{HEADER}\n{rows}")] == ["G", "H", "I", "K"]


def test_a_section_may_have_no_mark() -> None:
    tasks = tasks_of(f"""
        {HEADER}
        Nhóm 1: Cải cách thủ tục  | < | < | < | < | <
        1 | Rà soát thủ tục       | Văn phòng | | Quý I | Báo cáo
        Công tác khác             | < | < | < | < | <
        2 | Tổng kết              | Văn phòng | | Quý I | Báo cáo
    """)
    assert [(task.section, task.section_title) for task in tasks] == [
        ("Nhóm 1", "Cải cách thủ tục"),
        ("", "Công tác khác"),
    ]


def test_sub_rows_are_tasks_with_their_parent() -> None:
    tasks = tasks_of(f"""
        {HEADER}
        1   | Cải cách thủ tục       | Văn phòng | Các phòng | Năm 2026 | Báo cáo
        1.1 | Rà soát thủ tục        | Văn phòng | Các phòng | Quý I    | Danh mục
        1.2 | Công bố thủ tục        | Văn phòng | Các phòng | Quý II   | Quyết định
        2   | Số hóa                 | Văn phòng | Các phòng | Năm 2026 | Báo cáo
        a)  | Quét hồ sơ             | Văn phòng | Các phòng | Quý I    | Hồ sơ
        b)  | Nhập dữ liệu           | Văn phòng | Các phòng | Quý II   | Dữ liệu
        -   | Kiểm tra dữ liệu       | Văn phòng | Các phòng | Quý III  | Biên bản
        3   | Tổng kết               | Văn phòng | Các phòng | Quý IV   | Báo cáo
    """)
    assert marks(tasks) == [
        ("", "1", ""),
        ("", "1.1", "1"),
        ("", "1.2", "1"),
        ("", "2", ""),
        ("", "a", "2"),
        ("", "b", "2"),
        ("", "-", "b"),
        ("", "3", ""),
    ]


def test_a_row_with_mark_and_title_alone_heads_its_sub_rows() -> None:
    """Such a row is neither task nor section; a row that spans the table is a section."""
    tasks = tasks_of(f"""
        {HEADER}
        I   | DÂN SINH             | <         | < | <         | <
        1   | Rà soát hộ nghèo     |           |   |           | -
        1.1 | Tập huấn             | Văn phòng |   | 05/9/2026 | Báo cáo
        2   | Tổng kết             | Văn phòng |   | Quý IV    | Báo cáo
    """)
    assert marks(tasks) == [("I", "1.1", "1"), ("I", "2", "")]
    assert tasks[0].section_path == ("I. DÂN SINH", "1. Rà soát hộ nghèo")
    assert tasks[1].section_path == ("I. DÂN SINH",)


def test_numbered_sections_may_hold_numbered_tasks() -> None:
    tasks = tasks_of(f"""
        {HEADER}
        1. | Công tác tuyên truyền | <         | < | <      | <
        1  | Mở chuyên mục         | Văn phòng |   | Quý I  | Chuyên mục
        2  | In tờ gấp             | Văn phòng |   | Quý I  | Tờ gấp
        2. | Công tác kiểm tra     | <         | < | <      | <
        1  | Kiểm tra công vụ      | Thanh tra |   | Quý II | Kết luận
    """)
    assert marks(tasks) == [("1", "1", ""), ("1", "2", ""), ("2", "1", "")]


def test_a_table_by_units_names_them_in_its_sections() -> None:
    tasks = tasks_of("""
        STT | Nhiệm vụ        | Thời hạn  | Sản phẩm
        I   | Văn phòng Sở    | <         | <
        1   | Rà soát thủ tục | 30/6/2026 | Báo cáo
        II  | Phòng Kinh tế   | <         | <
        1   | Kiểm tra cơ sở  | 30/9/2026 | Báo cáo
    """)
    assert [task.lead[0].words for task in tasks] == ["Văn phòng Sở", "Phòng Kinh tế"]


def test_ticks_below_quarters_say_by_when() -> None:
    tasks = tasks_of("""
        STT | Nhiệm vụ        | Chủ trì   | Thời gian | <      | <
        ^   | ^               | ^         | Quý I     | Quý II | Quý III
        1   | Rà soát thủ tục | Văn phòng | x         |        |
        2   | Công bố thủ tục | Văn phòng |           | x      | x
    """)
    assert [task.due.words for task in tasks] == ["Quý I", "Quý II, Quý III"]
    assert [task.due.end for task in tasks] == [date(2026, 3, 31), date(2026, 9, 30)]


def test_a_header_may_say_what_bare_numbers_are() -> None:
    tasks = tasks_of("""
        STT | Nhiệm vụ        | Chủ trì   | Tháng hoàn thành năm 2027
        1   | Rà soát thủ tục | Văn phòng | 6
        2   | Công bố thủ tục | Văn phòng | 10-12
    """)
    assert [task.due.end for task in tasks] == [date(2027, 6, 30), date(2027, 12, 31)]
    assert tasks[0].due.words == "6"


def test_ditto_means_what_the_row_above_says() -> None:
    tasks = tasks_of(f"""
        {HEADER}
        1 | Rà soát thủ tục | Văn phòng | Các phòng | Quý I  | Báo cáo
        2 | Công bố thủ tục | -nt-      | nt        | -nt-   | như trên
    """)
    assert tasks[1].lead == tasks[0].lead
    assert tasks[1].support == tasks[0].support
    assert (tasks[1].due, tasks[1].deliverable) == (tasks[0].due, "Báo cáo")


def test_the_rest_of_a_row_that_was_left_apart_goes_back_to_it() -> None:
    tasks = tasks_of(f"""
        {HEADER}
        1 | Rà soát thủ tục hành chính thuộc thẩm quyền | Văn phòng | Các phòng | Quý I | Báo cáo
          | giải quyết của Sở |  |  |  | kết quả
        2 | Tổng kết          | Văn phòng | Các phòng | Quý IV | Báo cáo
    """)
    assert [task.stt for task in tasks] == ["1", "2"]
    assert tasks[0].title == "Rà soát thủ tục hành chính thuộc thẩm quyền giải quyết của Sở"
    assert tasks[0].deliverable == "Báo cáo kết quả"


def test_a_row_in_line_with_tasks_is_one_though_its_cells_are_empty() -> None:
    tasks = tasks_of(f"""
        {HEADER}
        1 | Rà soát thủ tục | Văn phòng | | Quý I | Báo cáo
        2 | Việc chưa giao  |           | |       |
        3 | Tổng kết        | Văn phòng | | Quý I | Báo cáo
    """)
    assert [task.stt for task in tasks] == ["1", "2", "3"]
    assert tasks[1].lead == ()
    assert tasks[1].due.kind is DueKind.UNSPECIFIED


def test_a_merged_cell_counts_for_each_row_that_it_spans() -> None:
    tasks = tasks_of(f"""
        {HEADER}
        1 | Rà soát thủ tục   | Văn phòng | Các phòng | Quý I | Báo cáo
        2 | Công bố thủ tục   | ^         | ^         | ^     | Quyết định
        3 | Niêm yết thủ tục  | ^         | Thanh tra | Quý II | ^
    """)
    assert [task.lead[0].words for task in tasks] == ["Văn phòng"] * 3
    assert [task.support[0].words for task in tasks] == ["Các phòng", "Các phòng", "Thanh tra"]
    assert [task.due.words for task in tasks] == ["Quý I", "Quý I", "Quý II"]
    assert tasks[2].deliverable == "Quyết định"


def test_rows_below_a_merged_mark_and_title_say_more_of_one_task() -> None:
    (task, other) = tasks_of(f"""
        {HEADER}
        1 | Cải cách thủ tục | Văn phòng | Các phòng | Quý I  | Danh mục
        ^ | ^                | ^         | ^         | Quý II | Quyết định
        2 | Tổng kết         | Văn phòng | Các phòng | Quý IV | Báo cáo
    """)
    assert task.deliverable == "Danh mục\nQuyết định"
    assert task.due.words == "Quý I\nQuý II"
    assert other.stt == "2"


def test_rows_that_are_none() -> None:
    tasks = tasks_of(f"""
        {HEADER}
        (1) | (2) | (3) | (4) | (5) | (6)
        1 | Rà soát thủ tục | Văn phòng | Các phòng | Quý I | Báo cáo
        {HEADER}
          |   |   |   |   |
        2 | Tổng kết        | Văn phòng | Các phòng | Quý IV | Báo cáo
        Ghi chú: Các phòng gửi báo cáo về Văn phòng. | < | < | < | < | <
        (*) Nhiệm vụ bổ sung | < | < | < | < | <
          | Tổng cộng: |   |   |   |
    """)
    assert [task.stt for task in tasks] == ["1", "2"]


def test_a_table_without_marks() -> None:
    tasks = tasks_of("""
        Nhiệm vụ          | Đơn vị chủ trì | Thời hạn
        Rà soát thủ tục   | Văn phòng Sở   | 30/6/2026
        Công bố thủ tục   | Văn phòng Sở   | 30/9/2026
    """)
    assert [(task.stt, task.title) for task in tasks] == [
        ("", "Rà soát thủ tục"),
        ("", "Công bố thủ tục"),
    ]


def test_marks_may_stand_in_the_titles() -> None:
    tasks = tasks_of("""
        Nhiệm vụ                | Đơn vị chủ trì | Thời hạn
        I. THỂ CHẾ              | <              | <
        1. Rà soát thủ tục      | Văn phòng Sở   | 30/6/2026
        2. Công bố thủ tục      | Văn phòng Sở   | 30/9/2026
    """)
    assert [(task.section, task.stt, task.title) for task in tasks] == [
        ("I", "1", "Rà soát thủ tục"),
        ("I", "2", "Công bố thủ tục"),
    ]


def test_one_cell_may_say_who_leads_and_who_supports() -> None:
    tasks = tasks_of("""
        STT | Nhiệm vụ        | Đơn vị chủ trì, phối hợp                              | Thời hạn
        1   | Rà soát thủ tục | Chủ trì: Văn phòng Sở // Phối hợp: Phòng Kinh tế, Thanh tra | Quý I
        2   | Công bố thủ tục | Văn phòng Sở, Phòng Kinh tế                           | Quý II
        3   | In sổ tay       | Văn phòng Sở (chủ trì); Phòng Kinh tế (phối hợp)      | Quý III
    """)
    assert [[a.words for a in task.lead] for task in tasks] == [["Văn phòng Sở"]] * 3
    assert [[a.words for a in task.support] for task in tasks] == [
        ["Phòng Kinh tế", "Thanh tra"],
        ["Phòng Kinh tế"],
        ["Phòng Kinh tế"],
    ]


def test_a_cell_says_roles_whatever_its_column_is_called() -> None:
    (task,) = tasks_of("""
        STT | Nhiệm vụ        | Đơn vị thực hiện                                   | Thời hạn
        1   | Rà soát thủ tục | Văn phòng Sở chủ trì, Phòng Kinh tế phối hợp       | Quý I
    """)
    assert [a.words for a in task.lead] == ["Văn phòng Sở"]
    assert [a.words for a in task.support] == ["Phòng Kinh tế"]


def test_status_and_unknown_columns_are_kept() -> None:
    (task,) = tasks_of("""
        STT | Nhiệm vụ        | Chủ trì   | Thời hạn | Tình trạng      | Nguồn lực
        1   | Rà soát thủ tục | Văn phòng | Quý I    | Đang thực hiện  | Ngân sách
    """)
    assert task.status == "Đang thực hiện"
    assert task.other == (("Nguồn lực", "Ngân sách"),)


def test_a_stray_rule_through_a_heading_makes_no_task() -> None:
    tasks = tasks_of(f"""
        {HEADER}
        IV. | Phát triển nhân lực | chất lượng cao | < | < | <
        18  | Mở lớp tập huấn     | Văn phòng      |   | Quý I | Báo cáo
    """)
    assert marks(tasks) == [("IV", "18", "")]
    assert tasks[0].section_title == "Phát triển nhân lực chất lượng cao"


def test_ordinals_and_headings_go_on_from_what_stands_before_the_table() -> None:
    table = grid(f"{HEADER}\n1 | Rà soát thủ tục | Văn phòng | | Quý I | Báo cáo")
    columns = read_columns(table)
    assert columns is not None
    (task,) = tasks_from_grid(
        table, columns=columns, year=2026, first_ordinal=8, section_path=("PHỤ LỤC II",)
    )
    assert task.ordinal == 8
    assert task.section_path == ("PHỤ LỤC II",)


WORDS = st.sampled_from(["Rà soát thủ tục", "Số hóa hồ sơ", "Tổng kết năm", "Mở lớp tập huấn"])
LEADS = st.sampled_from(["Văn phòng Sở", "Phòng Kinh tế", "Các phòng, ban, đơn vị"])
DUES = st.sampled_from(["Quý I", "30/6/2026", "Thường xuyên", "Hằng quý", "Năm 2026"])
ORDERS = st.permutations(["STT", "Nhiệm vụ", "Chủ trì", "Thời gian"])


@given(st.lists(st.tuples(WORDS, LEADS, DUES), min_size=2, max_size=8), ORDERS)
@settings(deadline=None)  # the first call reads word lists
def test_any_order_of_columns_gives_the_same_rows(
    rows: list[tuple[str, str, str]], order: list[str]
) -> None:
    lines = [" | ".join(order)]
    for number, (title, lead, due) in enumerate(rows, start=1):
        values = {"STT": str(number), "Nhiệm vụ": title, "Chủ trì": lead, "Thời gian": due}
        lines.append(" | ".join(values[name] for name in order))
    tasks = tasks_of("\n".join(lines))
    assert [
        (task.stt, task.title, ", ".join(a.words for a in task.lead), task.due.words)
        for task in tasks
    ] == [(str(n), *row) for n, row in enumerate(rows, start=1)]


def test_labels_of_one_cell_may_stand_side_by_side() -> None:
    (task,) = tasks_of("""
        STT | Công việc | Đơn vị chủ trì/phối hợp                                        | Hạn
        1   | Rà soát   | Chủ trì: Phòng Quản lý vận tải Phối hợp: Công an tỉnh; Sở Y tế | Quý I
    """)
    assert [unit.words for unit in task.lead] == ["Phòng Quản lý vận tải"]
    assert [unit.words for unit in task.support] == ["Công an tỉnh", "Sở Y tế"]


def test_a_column_for_each_unit_says_by_marks_who_does_what() -> None:
    tasks = tasks_of("""
        TT | Công việc      | Đơn vị (C: chủ trì, P: phối hợp) | < | < | < | Hạn
        ^  | ^              | NVY | CDC | VP | KHTC | ^
        1  | Lập bản đồ     |     | C   | P  | P    | 31/3/2026
        2  | Mua hóa chất   | P   |     |    | C    | 30/4/2026
        3  | Mở khu điều trị | C  |     | P  |      | 15/5/2026
    """)
    assert [
        ([unit.words for unit in task.lead], [unit.words for unit in task.support])
        for task in tasks
    ] == [(["CDC"], ["VP", "KHTC"]), (["KHTC"], ["NVY"]), (["NVY"], ["VP"])]


def test_ticks_under_units_that_support() -> None:
    tasks = tasks_of("""
        TT | Công việc      | Chủ trì      | Đơn vị phối hợp | < | < | Hạn
        ^  | ^              | ^            | CAT | SYT | SNV | ^
        1  | Lập bản đồ     | Văn phòng Sở | x   |     | x   | 31/3/2026
        2  | Mua hóa chất   | Thanh tra Sở |     | x   |     | 30/4/2026
    """)
    assert [
        ([unit.words for unit in task.lead], [unit.words for unit in task.support])
        for task in tasks
    ] == [(["Văn phòng Sở"], ["CAT", "SNV"]), (["Thanh tra Sở"], ["SYT"])]


def test_ticks_under_anything_else_name_nobody() -> None:
    (task,) = tasks_of("""
        TT | Công việc    | Chủ trì      | Cao | Vừa | Thấp | Hạn
        1  | Lập bản đồ   | Văn phòng Sở | x   | x   | x    | 31/3/2026
    """)
    assert [unit.words for unit in task.lead] == ["Văn phòng Sở"]
    assert task.support == ()
