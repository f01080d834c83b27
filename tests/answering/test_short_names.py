"""A task called by few words that stands in several plans is told of each of them."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH {place}
SỞ {issuer}
Số: {number}

KẾ HOẠCH
{title} năm 2026

| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| --- | --- | --- | --- |
| 1 | {task} | {lead} | {due} |
| 2 | Báo cáo kết quả cho Ủy ban nhân dân tỉnh | Văn phòng | 30/11/2026 |

{place}, ngày 04 tháng 02 năm 2026
"""
HEALTH = {
    "place": "BẮC KẠN",
    "issuer": "Y TẾ",
    "number": "12/KH-SYT",
    "title": "Quản lý chợ thuốc nam",
    "task": "Gắn mã QR tra thuốc ở quầy",
    "lead": "Phòng Nghiệp vụ Dược",
    "due": "15/5/2026",
}
ROADS = {
    "place": "HÀ NAM",
    "issuer": "XÂY DỰNG",
    "number": "31/KH-SXD",
    "title": "Sửa chữa cầu yếu",
    "task": "Dán mã QR báo hỏng tại cầu yếu",
    "lead": "Ban Quản lý bảo trì đường bộ",
    "due": "20/8/2026",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"y-te.md": PLAN.format(**HEALTH), "cau.md": PLAN.format(**ROADS)}
    with assistant_over(tmp_path_factory.mktemp("short-names"), texts) as held:
        yield held


@pytest.mark.parametrize(
    ("question", "stts"),
    [
        ("Gắn mã QR thì ai làm, hạn khi nào?", ["1", "1"]),
        ("Gắn mã QR tra thuốc ở quầy thì ai làm?", ["1"]),
        ("Dán mã QR ở Hà Nam thì ai làm?", ["1"]),
    ],
)
def test_a_short_name_says_no_plan(assistant: Assistant, question: str, stts: list[str]) -> None:
    answer = assistant.ask(Question(question, date(2026, 3, 2)))
    assert [task.stt for task in answer.tasks] == stts
