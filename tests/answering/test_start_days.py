"""When a task begins, as a column beside its last day says."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from assistant.vietnamese.text import fold
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH BẠC LIÊU
SỞ XÂY DỰNG
Số: 31/KH-SXD

KẾ HOẠCH
Cải tạo công viên năm 2026

PHỤ LỤC
| STT | Nhiệm vụ | Chủ trì | Bắt đầu | Kết thúc | Địa điểm |
| --- | --- | --- | --- | --- | --- |
| 1 | Lát lại lối đi bộ | Phòng Hạ tầng | 01/3/2026 | 30/6/2026 | Công viên Trần Phú |
| 2 | Trồng hàng dừa dọc bờ kênh | Phòng Hạ tầng | 15/4/2026 | 30/9/2026 | |
| 3 | Đặt ghế đá cho người già | Văn phòng Sở | 01/3/2026 | 31/12/2026 | Công viên Hùng Vương |

Cần trao đổi, xin gọi bà Lê Thị Thu Hà, Văn phòng Sở, điện thoại 0291.3822.114.
Bạc Liêu, ngày 12 tháng 01 năm 2026
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("beginnings"), {"ke-hoach.md": PLAN}) as held:
        yield held


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Lát lại lối đi bộ bắt đầu ngày nào?", "01/3/2026", "30/6/2026"),
        ("Lát lại lối đi bộ xong ngày nào?", "30/6/2026", "01/3/2026"),
        ("Việc nào bắt đầu ngày 01/3/2026?", "Đặt ghế đá", "Trồng hàng dừa"),
        ("Lát lại lối đi bộ ở chỗ nào?", "Công viên Trần Phú", "chủ trì"),
        ("Trồng hàng dừa tổ chức chỗ nào?", "không ghi Địa điểm", "chủ trì"),
        ("Có gì chưa rõ thì gọi ai, số mấy?", "0291.3822.114", "chủ trì"),
    ],
)
def test_a_column_of_its_own_answers(
    assistant: Assistant, question: str, told: str, not_told: str
) -> None:
    answer = assistant.ask(Question(question, date(2026, 2, 1)))
    assert told in answer.text, answer.text
    assert fold(not_told) not in fold(answer.text)
