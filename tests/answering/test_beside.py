"""What is told beside a set, and what a follow-up puts in the place of what: both keep to every
condition of the question.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Answer, Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH HÒA BÌNH
SỞ XÂY DỰNG
Số: 61/KH-SXD

KẾ HOẠCH
Chỉnh trang đô thị năm 2026

PHỤ LỤC

| STT | Nhiệm vụ | Chủ trì | Thời hạn | Lãnh đạo phụ trách | Kinh phí (triệu đồng) |
| --- | --- | --- | --- | --- | --- |
| 1 | Kiểm tra vỉa hè | Phòng Hạ tầng | 30/4/2026 | Bà Trần Thị Mơ | 90 |
| 2 | Lắp đèn ngõ nhỏ | Văn phòng Sở | 31/7/2026 | Ông Vũ Đức Lộc | 700 |
| 3 | Vệ sinh công viên | Phòng Hạ tầng | Hằng tháng | Bà Trần Thị Mơ | 120 |
| 4 | Trực đường dây nóng | Văn phòng Sở | Thường xuyên | Bà Trần Thị Mơ | 30 |
| 5 | Sơn lại cầu đi bộ | Phòng Hạ tầng | 15/9/2026 | Ông Vũ Đức Lộc | 650 |
| 6 | Họp giao ban | Các phòng thuộc Sở | 31/8/2026 | Bà Trần Thị Mơ | 20 |

Hòa Bình, ngày 12 tháng 01 năm 2026
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("beside"), {"do-thi.md": PLAN}) as held:
        yield held


def last(assistant: Assistant, *turns: str) -> Answer:
    conversation = None
    for turn in turns:
        answer = assistant.ask(Question(turn, date(2026, 3, 1), conversation))
        conversation = answer.conversation_id
    return answer


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        (
            "Việc nào của ông Lộc đến hạn quý III?",
            "Sơn lại cầu đi bộ",
            ["Vệ sinh công viên", "Trực đường dây nóng"],
        ),
        ("Việc nào của bà Mơ đến hạn quý II?", "2 việc", ["Lắp đèn ngõ nhỏ"]),
        ("Phòng Hạ tầng chủ trì những việc nào trên 500 triệu?", "cầu đi bộ", ["số 6", "Họp"]),
        ("Phòng Hạ tầng chủ trì những việc nào?", "số 6", []),
    ],
)
def test_what_is_told_beside(
    assistant: Assistant, question: str, told: str, not_told: list[str]
) -> None:
    text = last(assistant, question).text
    assert told in text
    assert not [words for words in not_told if words in text], text


@pytest.mark.parametrize(
    ("turns", "rows"),
    [
        (("Văn phòng Sở chủ trì những việc nào?", "thế còn ông Lộc?"), ["2", "5"]),
        (("Ông Lộc phụ trách những việc nào?", "thế còn Phòng Hạ tầng?"), ["1", "3", "5"]),
        (("Kiểm tra vỉa hè ai chủ trì?", "Thế ông Lộc hạn khi nào?"), ["2", "5"]),
    ],
)
def test_a_person_takes_the_place_of_a_unit(
    assistant: Assistant, turns: tuple[str, ...], rows: list[str]
) -> None:
    answer = last(assistant, *turns)
    assert [task.stt for task in answer.tasks] == rows, answer.text
