"""Sets of tasks called by a plan's own words: its inspections, its phases, what its prose gives."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH LAI CHÂU
SỞ CÔNG THƯƠNG
Số: 45/KH-SCT

KẾ HOẠCH
Kiểm tra cơ sở xăng dầu, khí đốt năm 2026

I. NHIỆM VỤ CỦA CÁC CƠ QUAN
1. Công an tỉnh
a) Chủ trì diễn tập chữa cháy kho khí đốt trước ngày 30/6/2026.
b) Chủ trì tuần tra các tuyến xe bồn trong quý III/2026.
II. TỔ CHỨC THỰC HIỆN
1. Công an tỉnh báo cáo kết quả về Sở trước ngày 05/12/2026.

PHỤ LỤC

| STT | Cuộc kiểm tra | Chủ trì | Thời hạn |
| --- | --- | --- | --- |
| I | GIAI ĐOẠN 1: KHỞI ĐỘNG |  |  |
| 1 | Kê khai bồn chứa ở cửa hàng xăng | Chi cục Quản lý thị trường | 31/3/2026 |
| 2 | Cân đong ở trạm nạp khí | Công an tỉnh | 30/4/2026 |
| II | GIAI ĐOẠN 2: TĂNG TỐC |  |  |
| 3 | Kho khí đốt ven sông | Thanh tra Sở |  |
| 4 | Xe bồn chạy đêm | Thanh tra Sở | 30/10/2026 |

Lai Châu, ngày 12 tháng 01 năm 2026
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("counts"), {"kiem-tra.md": PLAN}) as held:
        yield held


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Sở Công Thương Lai Châu lên lịch bao nhiêu cuộc kiểm tra?", ["1", "2", "3", "4"]),
        ("Giai đoạn tăng tốc gồm những việc nào?", ["3", "4"]),
        ("Công an tỉnh phải chủ trì những việc gì?", ["2", "a", "b"]),
        ("Trong phụ lục, Công an tỉnh chủ trì những việc gì?", ["2"]),
    ],
)
def test_the_tasks_meant(assistant: Assistant, question: str, rows: list[str]) -> None:
    answer = assistant.ask(Question(question, date(2026, 3, 1)))
    assert sorted(task.stt for task in answer.tasks) == rows, answer.text


def test_a_word_that_begins_like_a_list(assistant: Assistant) -> None:
    question = "Kê khai bồn chứa ở cửa hàng xăng lúc nào xong?"
    answer = assistant.ask(Question(question, date(2026, 2, 1)))
    assert "31/3/2026" in answer.text.split("\n")[0]


def test_a_blank_day_is_told(assistant: Assistant) -> None:
    question = "Kho khí đốt ven sông kiểm tra lúc nào?"
    answer = assistant.ask(Question(question, date(2026, 3, 1)))
    assert not answer.answered
    assert "không ghi thời hạn" in answer.text
