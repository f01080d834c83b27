"""Which column is what: every row of tests/cases/headers.md, and what stands in columns."""

import pytest

from assistant.ingest.columns import read_columns
from assistant.ingest.table_header import Role
from tests.support.cases import Case, each_case
from tests.support.grids import grid

# What may stand below a header of each kind; a case's table has three such rows.
CONTENT = {
    "stt": "{n}",
    "title": "Rà soát quy trình nội bộ số {n}",
    "lead": "Văn phòng Sở",
    "support": "Phòng Kinh tế",
    "assignment": "Văn phòng Sở, Phòng Kinh tế",
    "due": "{n}/2026",
    "deliverable": "Báo cáo số {n}",
    "status": "Đang thực hiện",
    "measure": "{n}00",
    "other": "Nội dung khác {n}",
}


def table(headers: list[str], roles: list[str]) -> str:
    rows = [" | ".join(header.replace("\n", "//") for header in headers)]
    rows += [" | ".join(CONTENT[role].format(n=n) for role in roles) for n in (1, 2, 3)]
    return "\n".join(rows)


@each_case("headers")
def test_knows_columns_by_their_headers(case: Case) -> None:
    headers = case["tiêu đề"].split(" | ")
    if case["hiểu là"] == "không":
        columns = read_columns(grid(table(headers, ["stt", *["measure"] * (len(headers) - 1)])))
        assert columns is None, case["vì sao"]
        return
    roles = case["hiểu là"].split()
    columns = read_columns(grid(table(headers, roles)))
    assert columns is not None, case["vì sao"]
    assert [column.role.value for column in columns.columns] == roles, case["vì sao"]
    assert columns.header_rows == 1
    assert columns.columns[0].header == headers[0]


def roles_of(text: str) -> list[str] | None:
    columns = read_columns(grid(text))
    return [column.role.value for column in columns.columns] if columns else None


def test_reads_a_header_of_two_rows() -> None:
    columns = read_columns(
        grid("""
            STT | Nhiệm vụ           | Phân công | <              | Tiến độ
            ^   | ^                  | Chủ trì   | Phối hợp       | ^
            1   | Rà soát thủ tục    | Văn phòng | Các phòng      | 6/2026
            2   | Công khai thủ tục  | Văn phòng | Phòng Kinh tế  | Thường xuyên
        """)
    )
    assert columns is not None
    assert columns.header_rows == 2
    assert [column.role for column in columns.columns] == [
        Role.STT,
        Role.TITLE,
        Role.LEAD,
        Role.SUPPORT,
        Role.DUE,
    ]
    assert columns.columns[2].header == "Phân công - Chủ trì"


def test_skips_a_title_above_and_numbers_below_the_header() -> None:
    columns = read_columns(
        grid("""
            DANH MỤC NHIỆM VỤ NĂM 2026 | <               | <         | <
            STT                        | Nhiệm vụ        | Chủ trì   | Thời gian
            (1)                        | (2)             | (3)       | (4)
            1                          | Rà soát thủ tục | Văn phòng | Quý I
        """)
    )
    assert columns is not None
    assert columns.header_rows == 3


def test_knows_columns_without_a_header_by_what_stands_in_them() -> None:
    assert roles_of("""
        1 | Rà soát quy trình nội bộ    | Văn phòng Sở  | Các phòng     | Quý III/2026 | Quyết định
        2 | Số hóa hồ sơ của các phòng  | Văn phòng Sở  | Phòng Kinh tế | Thường xuyên | Báo cáo
        3 | Kiểm tra công vụ đột xuất   | Thanh tra Sở  | Các phòng     | 12/2026      | Kết luận
    """) == ["stt", "title", "lead", "support", "due", "deliverable"]


def test_content_wins_over_a_misleading_header() -> None:
    assert roles_of("""
        STT | Nhiệm vụ          | Đơn vị thực hiện | Phối hợp
        1   | Rà soát thủ tục   | 30/6/2026        | Văn phòng Sở
        2   | Công khai thủ tục | 31/12/2026       | Phòng Kinh tế
        3   | Tổng kết          | Quý IV/2026      | Các phòng
    """) == ["stt", "title", "due", "support"]


@pytest.mark.parametrize(
    "unknown", ["Ai làm", "Giao việc cho", "Nơi nhận việc"], ids=lambda header: header
)
def test_an_unknown_header_is_known_by_its_column(unknown: str) -> None:
    assert roles_of(f"""
        STT | Nhiệm vụ          | {unknown}     | Xong lúc nào
        1   | Rà soát thủ tục   | Văn phòng Sở  | 30/6/2026
        2   | Công khai thủ tục | Phòng Kinh tế | 31/12/2026
        3   | Tổng kết          | Các phòng     | Quý IV/2026
    """) == ["stt", "title", "lead", "due"]


def test_numbers_that_count_the_rows_are_known_wherever_they_stand() -> None:
    assert roles_of("""
        Khi nào xong | Số | Công việc            | Nơi làm chính            | Tiền
        30/6/2026    | 1  | Mua xe chở rác       | Ban Quản lý dự án        | 7.200
        31/8/2026    | 2  | Vẽ lại tuyến lấy rác | Chi cục Bảo vệ môi trường | 450
        30/9/2026    | 1  | In sổ tay phân loại  | Trung tâm Truyền thông   | 180
    """) == ["due", "stt", "title", "lead", "other"]


LEADING = (
    *("Ai làm", "Giao cho ai", "Đầu mối", "Phòng lo", "Người gánh", "Đơn vị đảm nhiệm", "Chủ công"),
    *("Đơn vị cầm trịch", "Cơ quan chịu trách nhiệm chính", "Nơi thụ lý", "Cán bộ phụ trách"),
)
HELPING = (
    *("Làm chung với", "Người phụ", "Cơ quan cùng tham gia", "Đơn vị tham dự", "Bên hỗ trợ"),
    *("Đơn vị góp sức", "Cơ quan tiếp sức", "Các bên liên quan", "Đồng hành", "Người đỡ việc"),
)


@pytest.mark.parametrize("helping", HELPING)
@pytest.mark.parametrize("leading", LEADING)
def test_who_helps_is_never_taken_for_who_leads(leading: str, helping: str) -> None:
    columns = {
        "stt": ("STT", "1", "2", "3"),
        "support": (helping, "Sở Tài chính", "Công an tỉnh; Sở Y tế", ""),
        "title": ("Việc phải làm", "Rà soát quỹ đất", "Xây khung giá", "Công khai danh sách"),
        "lead": (leading, "Phòng Nhà ở", "Văn phòng Sở", "Phòng Nhà ở"),
        "due": ("Bao giờ xong", "30/6/2026", "Quý III/2026", "15/12/2026"),
    }
    for roles in (["stt", "support", "title", "lead", "due"], ["stt", "title", "lead", "support"]):
        rows = zip(*(columns[role] for role in roles), strict=True)
        assert roles_of("\n".join(" | ".join(row) for row in rows)) == roles


def test_a_column_of_the_grid_may_be_no_column_of_the_table() -> None:
    """Joined parts of a table whose edges differ a little have more columns than the table."""
    columns = read_columns(
        grid("""
            STT | Nhiệm vụ          | < | Chủ trì       | Thời gian
            1   | Rà soát thủ tục   | < | Văn phòng Sở  | 30/6/2026
            2   | Công khai thủ tục | < | Phòng Kinh tế | 31/12/2026
        """)
    )
    assert columns is not None
    assert [(c.index, c.role.value, c.width) for c in columns.columns] == [
        (0, "stt", 1),
        (1, "title", 2),
        (3, "lead", 1),
        (4, "due", 1),
    ]


def test_a_table_without_a_header_goes_on_under_the_one_before() -> None:
    before = read_columns(
        grid("""
            STT | Nhiệm vụ        | Sản phẩm | Đầu mối      | Hạn
            1   | Rà soát thủ tục | Báo cáo  | Văn phòng Sở | 30/6/2026
        """)
    )
    after = """
        2 | Công bố thủ tục | Quyết định | Phòng Kinh tế | 31/12/2026
        3 | Tổng kết        | Báo cáo    | Văn phòng Sở  | Quý IV/2026
    """
    columns = read_columns(grid(after), before=before)
    assert columns is not None
    assert before is not None
    assert columns.columns == before.columns
    assert columns.header_rows == 0


def test_another_table_without_a_header_does_not() -> None:
    before = read_columns(
        grid("""
            STT | Nhiệm vụ        | Chủ trì      | Thời hạn
            1   | Rà soát thủ tục | Văn phòng Sở | 30/6/2026
        """)
    )
    people = """
        1 | Nguyễn Văn A | Trưởng phòng | 0900000001
        2 | Trần Thị B   | Chuyên viên  | 0900000002
    """
    assert read_columns(grid(people), before=before) is None
