"""Who has the right to something is not who does the task, though the task's row is near."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH QUẢNG NAM
SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
Số: 61/KH-SNNMT

KẾ HOẠCH
Sơ tán dân vùng sạt lở năm 2026

I. QUY ĐỊNH
1. Lệnh sơ tán dân vùng sạt lở do Chủ tịch xã ký; khi mất sóng thì trưởng thôn được tự quyết định.
2. Tiền thuê xe chở dân vùng sạt lở do Trưởng phòng Kinh tế phê duyệt từng chuyến.

II. NHIỆM VỤ

| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| --- | --- | --- | --- |
| 1 | Lập danh sách hộ phải sơ tán ở vùng sạt lở | Ban Chỉ huy Quân sự xã | 30/6/2026 |
| 2 | Thuê xe chở dân vùng sạt lở | Văn phòng xã | 31/7/2026 |

Quảng Nam, ngày 12 tháng 01 năm 2026
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("deeds"), {"so-tan.md": PLAN}) as held:
        yield held


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Dân vùng sạt lở khi mất sóng thì ai được quyết cho sơ tán?", "trưởng thôn"),
        ("Thuê xe chở dân vùng sạt lở thì ai duyệt tiền?", "Trưởng phòng Kinh tế"),
        ("Ai lập danh sách hộ phải sơ tán ở vùng sạt lở?", "Ban Chỉ huy Quân sự xã"),
        ("Thuê xe chở dân vùng sạt lở do ai lo?", "Văn phòng xã"),
    ],
)
def test_the_deed_asked_for(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(Question(question, date(2026, 3, 1)))
    assert told in answer.text.split("\n")[0], answer.text
