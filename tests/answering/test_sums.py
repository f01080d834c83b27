"""Tasks by how much money they take."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

HEAD = """UBND TỈNH KON TUM
SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
Số: {number}/KH-SNNMT

KẾ HOẠCH
{title}

I. NHIỆM VỤ

"""
SIGNED = "\nKon Tum, ngày 12 tháng 01 năm 2026\n"
WITH_MONEY = (
    HEAD.format(number=31, title="Phát triển cây dược liệu năm 2026")
    + """| STT | Nhiệm vụ | Chủ trì | Thời hạn | Dự toán (triệu đồng) |
| --- | --- | --- | --- | --- |
| 1 | Trồng 40 ha sâm dây | Chi cục Kiểm lâm | 30/6/2026 | 1.150 |
| 2 | Dựng vườn giống | Trung tâm Khuyến nông | 30/9/2026 | 480 |
| 3 | Mở phiên chợ dược liệu | Văn phòng Sở | 20/12/2026 | 90 |
"""
    + SIGNED
)
WITHOUT = (
    HEAD.format(number=32, title="Phòng cháy rừng năm 2026")
    + """| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| --- | --- | --- | --- |
| 1 | Trực chòi canh lửa | Chi cục Kiểm lâm | 30/4/2026 |
| 2 | Phát đường băng cản lửa | Hạt Kiểm lâm Đăk Hà | 31/3/2026 |
"""
    + SIGNED
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"duoc-lieu.md": WITH_MONEY, "chay-rung.md": WITHOUT}
    with assistant_over(tmp_path_factory.mktemp("sums"), texts) as held:
        yield held


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Kế hoạch dược liệu có những việc nào dự toán trên 400 triệu?", ["1", "2"]),
        ("Kế hoạch dược liệu: việc nào dưới 500 triệu đồng?", ["2", "3"]),
        ("Việc nào của kế hoạch dược liệu cần từ 1 tỷ trở lên?", ["1"]),
    ],
)
def test_the_tasks_within_a_bound(assistant: Assistant, question: str, rows: list[str]) -> None:
    answer = assistant.ask(Question(question, date(2026, 3, 1)))
    assert [task.stt for task in answer.tasks] == rows, answer.text


def test_a_plan_without_sums_says_so(assistant: Assistant) -> None:
    question = "Kế hoạch cháy rừng có những việc nào trên 500 triệu?"
    answer = assistant.ask(Question(question, date(2026, 3, 1)))
    assert not answer.answered
    assert "không ghi kinh phí" in answer.text
