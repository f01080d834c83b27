"""What is asked of a set beside its rows: which is due first or last, who has the most."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Answer, Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH CÀ MAU
SỞ Y TẾ
Số: 12/KH-SYT

KẾ HOẠCH
Phòng, chống dịch bệnh năm 2025

| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| --- | --- | --- | --- |
| 1 | Giám sát ca bệnh | Phòng Nghiệp vụ Y | 30/6/2025 |
| 2 | Phun hóa chất diệt muỗi | Trung tâm Kiểm soát bệnh tật | Quý III/2025 |
| 3 | Tập huấn cho y tế xã | Phòng Nghiệp vụ Y | Thường xuyên |
| 4 | Mua vật tư | Phòng Tài chính | 15/5/2025 |
| 5 | Tuyên truyền | Phòng Nghiệp vụ Y | 20/5/2025 |

Cà Mau, ngày 04 tháng 3 năm 2025
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("measures"), {"ke-hoach.md": PLAN}) as held:
        yield held


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(Question(question, date(2025, 4, 1)))


@pytest.mark.parametrize(
    ("question", "mark"),
    [("Việc nào đến hạn sớm nhất?", "4"), ("Việc nào đến hạn muộn nhất?", "2")],
)
def test_first_and_last_are_of_rows_with_a_last_day(
    assistant: Assistant, question: str, mark: str
) -> None:
    assert [task.stt for task in ask(assistant, question).tasks] == [mark]


def test_the_largest_group_is_told_first(assistant: Assistant) -> None:
    answer = ask(assistant, "Đơn vị nào chủ trì nhiều việc nhất?")
    first_line = answer.text.split("\n", maxsplit=1)[0]
    assert "Phòng Nghiệp vụ Y" in first_line
    assert "3 nhiệm vụ" in first_line


def test_every_group_is_told_where_each_is_asked_for(assistant: Assistant) -> None:
    text = ask(assistant, "Mỗi đơn vị chủ trì bao nhiêu việc?").text.replace("*", "")
    for unit, count in (
        ("Phòng Nghiệp vụ Y", 3),
        ("Phòng Tài chính", 1),
        ("Trung tâm Kiểm soát bệnh tật", 1),
    ):
        assert f"{unit}: {count} nhiệm vụ" in text, text
