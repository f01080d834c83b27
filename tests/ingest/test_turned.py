"""Tables that lie on their side: forms for one task, a column for each task."""

from assistant.ingest.columns import read_columns
from assistant.ingest.layout import Grid, Layout, Page
from assistant.ingest.tasks import tasks_from_grid
from assistant.ingest.turned import upright
from tests.support.grids import grid


def turned(text: str) -> Grid:
    (block,) = upright(Layout((Page(1, blocks=(grid(text),)),))).blocks
    assert isinstance(block, Grid)
    return block


def rows_of(text: str) -> list[tuple[str, str, str, str, str]]:
    table = turned(text)
    columns = read_columns(table)
    assert columns is not None
    return [
        (task.stt, task.title, task.lead[0].words, task.due.words, task.deliverable)
        for task in tasks_from_grid(table, columns=columns, year=2027)
    ]


def test_a_form_is_a_task() -> None:
    assert rows_of("""
        Phiếu số 7 | Lợp lại mái 40 phòng học dột
        Giao cho   | Phòng Kế hoạch - Tài chính
        Cùng làm   | Hội Cựu giáo chức
        Phải xong  | 31/5/2027
        Nộp về Sở  | Ảnh trước và sau của 40 phòng
    """) == [
        (
            "7",
            "Lợp lại mái 40 phòng học dột",
            "Phòng Kế hoạch - Tài chính",
            "31/5/2027",
            "Ảnh trước và sau của 40 phòng",
        )
    ]


def test_each_column_may_be_a_task() -> None:
    assert rows_of("""
        STT      | 1                   | 2
        Nhiệm vụ | Xây 12 phòng học    | Khoan 15 giếng
        Chủ trì  | Phòng Tài chính     | Văn phòng Sở
        Thời hạn | 30/6/2027           | Quý IV/2027
        Sản phẩm | Biên bản bàn giao   | 15 phiếu thử nước
    """) == [
        ("1", "Xây 12 phòng học", "Phòng Tài chính", "30/6/2027", "Biên bản bàn giao"),
        ("2", "Khoan 15 giếng", "Văn phòng Sở", "Quý IV/2027", "15 phiếu thử nước"),
    ]


def test_other_tables_stay_as_they_are() -> None:
    for text in (
        """
        STT | Nhiệm vụ    | Chủ trì      | Thời hạn
        1   | Rà soát bến | Văn phòng Sở | Quý I
        """,
        """
        Chỉ tiêu            | Năm 2026 | Năm 2027
        Thời gian trả lời   | 5 ngày   | 4 ngày
        Thời hạn thông quan | 6 giờ    | 5 giờ
        """,
        """
        Họ và tên     | Nguyễn Văn An
        Chức vụ       | Chánh Văn phòng
        Số điện thoại | 0900.000.001
        """,
    ):
        assert turned(text) == grid(text)
