"""Follow-ups that say a little: the other occasion, the other role, more time."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH VĨNH LONG
TRƯỜNG THPT CỔ CHIÊN

Số: 21/KH-THPTCC

KẾ HOẠCH
Trường học hạnh phúc năm 2026

I. QUY ĐỊNH
1. Đơn vị muốn lùi hạn gửi văn bản cho Tổ Văn phòng trước hạn ít nhất 10 ngày. Mỗi việc chỉ được lùi
một lần, không quá 20 ngày.

II. CHỈ TIÊU
- 72% lớp học trong trường có tủ sách đọc chung.
- 55% phòng thí nghiệm có tủ hút mùi.

PHỤ LỤC

| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn | Kết quả |
| --- | --- | --- | --- | --- | --- |
| 1 | Khảo sát cảm nhận của học sinh lần một | Công đoàn trường | Tổ Tâm lý | 31/3/2026 | Báo cáo |
| 2 | Khảo sát cảm nhận của học sinh lần hai | Công đoàn trường | Tổ Tâm lý | 30/9/2026 |  |
| 3 | Sửa sân bóng | Tổ Văn phòng | Công đoàn trường | 31/7/2026 | Sân mới |

Vĩnh Long, ngày 12 tháng 01 năm 2026
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("following"), {"truong.md": PLAN}) as held:
        yield held


@pytest.mark.parametrize(
    ("turns", "rows"),
    [
        (("Khảo sát cảm nhận học sinh lần một tháng mấy?", "thế còn lần hai?"), ["2"]),
        (
            ("Công đoàn trường chủ trì việc gì?", "thế họ còn phối hợp ở việc nào nữa?"),
            ["3"],
        ),
        (("Phụ lục của trường Cổ Chiên còn việc nào bỏ trống cột kết quả?",), ["2"]),
    ],
)
def test_the_tasks_meant(assistant: Assistant, turns: tuple[str, ...], rows: list[str]) -> None:
    conversation = None
    for turn in turns:
        answer = assistant.ask(Question(turn, date(2026, 3, 1), conversation))
        conversation = answer.conversation_id
    assert [task.stt for task in answer.tasks] == rows, answer.text


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("Bao nhiêu % lớp học trong trường có tủ sách đọc chung?", "thí nghiệm thì sao"), "55%"),
        (("Khảo sát lần hai do ai làm?", "chậm nhất ngày nào phải xong?"), "30/9/2026"),
        (("Ai sửa sân bóng?", "à nhầm, ý mình hỏi khảo sát lần một cơ"), "Công đoàn trường"),
    ],
)
def test_what_is_told(assistant: Assistant, turns: tuple[str, ...], told: str) -> None:
    conversation = None
    for turn in turns:
        answer = assistant.ask(Question(turn, date(2026, 3, 1), conversation))
        conversation = answer.conversation_id
    assert told in answer.text.split("\n")[0], answer.text


def test_more_time_is_asked_of_a_rule(assistant: Assistant) -> None:
    question = "Muốn xin lùi hạn thì gửi giấy trước mấy ngày, được lùi tối đa bao lâu?"
    said = assistant.ask(Question(question, date(2026, 3, 1))).text
    assert "10 ngày" in said
    assert "20 ngày" in said


def test_whoever_may_wish_for_more_time_is_given_no_task(assistant: Assistant) -> None:
    held = assistant.ask(Question("Phòng nào nhiều việc nhất?", date(2026, 3, 1))).text
    assert "muốn lùi hạn" not in held
