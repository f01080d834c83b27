"""A plan's own words for its tasks and columns, and questions that use them."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

LETTER = """UBND TỈNH THÁI BÌNH
SỞ TÀI CHÍNH
Số: 88/STC-ĐT

CÔNG VĂN
V/v tháo gỡ vướng mắc các dự án năm 2026

1. Sở Công Thương
a) Chủ trì hướng dẫn đấu nối điện cho dự án trước ngày 30/8/2026.
2. Các chủ đầu tư lập tiến độ từng tuần của mỗi dự án trước ngày 20/8/2026.

PHỤ LỤC

| STT | Dự án và vướng mắc | Chủ trì | Thời hạn | Vốn (triệu đồng) | Tỷ lệ giải ngân (%) |
| --- | --- | --- | --- | --- | --- |
| 1 | Cầu Trà Lý: thiếu cát | Sở Công Thương | 15/9/2026 | 800 | 31 |
| 2 | Trường mầm non Đông Mỹ: chậm mặt bằng | Phòng Kinh tế | 20/9/2026 | 400 | 9 |
| 3 | Đê biển số 6: thay nhà thầu | Phòng Kinh tế | 31/10/2026 | 1.500 | 55 |
| 4 | Kè sông Hóa: chờ khảo sát | Công ty Điện lực Thái Bình | 05/11/2026 |  | 0 |

Thái Bình, ngày 12 tháng 8 năm 2026
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("words"), {"du-an.md": LETTER}) as held:
        yield held


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Phụ lục của Thái Bình có bao nhiêu dự án?", ["1", "2", "3", "4"]),
        ("Bao nhiêu dự án của Thái Bình phải gỡ xong trong tháng 9/2026?", ["1", "2"]),
        ("Những dự án nào trong phụ lục Thái Bình hạn trong tháng 9/2026?", ["1", "2"]),
        ("Tháng 11/2026 Thái Bình có dự án gì?", ["4"]),
        ("Việc nào trong công văn Thái Bình có hạn chót rơi vào quý IV/2026?", ["3", "4"]),
        ("P. Kinh tế Thái Bình chủ trì mấy dự án trong phụ lục?", ["2", "3"]),
        ("Công văn Thái Bình có việc nào từ nửa tỷ trở lên?", ["1", "3"]),
        ("Phụ lục Thái Bình có dòng nào bỏ trống cột vốn?", ["4"]),
        ("Dự án nào trong phụ lục Thái Bình giải ngân chưa tới 20%?", ["2", "4"]),
        ("Điện lực chủ trì những việc gì trong phụ lục Thái Bình?", ["4"]),
        ("Sở Công Thương chủ trì những việc gì trong công văn Thái Bình?", ["1", "a"]),
    ],
)
def test_the_tasks_meant(assistant: Assistant, question: str, rows: list[str]) -> None:
    answer = assistant.ask(Question(question, date(2026, 8, 15)))
    assert sorted(task.stt for task in answer.tasks) == rows, answer.text


def test_figures_of_two_tasks_set_against_each_other(assistant: Assistant) -> None:
    question = "Cầu Trà Lý với Đê biển số 6 thì dự án nào giải ngân khá hơn?"
    said = assistant.ask(Question(question, date(2026, 8, 15))).text
    assert "**31**" in said
    assert "**55**" in said


def test_which_of_two_units(assistant: Assistant) -> None:
    question = "Cầu Trà Lý thiếu cát, Phòng Kinh tế hay Sở Công Thương làm chính?"
    answer = assistant.ask(Question(question, date(2026, 8, 15)))
    assert answer.text.startswith("**Sở Công Thương** chủ trì")


def test_two_figures_of_the_task_shown(assistant: Assistant) -> None:
    first = assistant.ask(Question("Trường mầm non Đông Mỹ ai gỡ?", date(2026, 8, 15)))
    following = Question(
        "vốn của nó bao nhiêu, tiêu được mấy % rồi?", date(2026, 8, 15), first.conversation_id
    )
    said = assistant.ask(following).text
    assert "400" in said
    assert "9" in said.split("\n")[0]
