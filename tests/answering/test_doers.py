"""Who a verb says does something, known by some words of the name, or not at all."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH LAI CHÂU
Số: 86/KH-UBND

KẾ HOẠCH
Giữ đường biên, mốc giới năm 2026

II. PHÂN CÔNG
1. Bộ Chỉ huy Bộ đội Biên phòng tỉnh
a) Chủ trì tuần tra cột mốc ở ba xã giáp biên, xong trước ngày 30/4/2026.
b) Chủ trì làm lại biển báo khu vực biên giới, xong trước ngày 31/8/2026.
2. Sở Nội vụ
a) Chủ trì tập huấn cho trưởng bản giáp biên, xong trước ngày 15/6/2026.
3. Sở Tài chính
a) Chủ trì bố trí tiền xăng xe tuần tra, xong trước ngày 20/3/2026.
Lai Châu, ngày 12 tháng 01 năm 2026
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("doers"), {"ke-hoach.txt": PLAN}) as held:
        yield held


@pytest.mark.parametrize(
    "question",
    [
        "Bộ đội Biên phòng chủ trì bao nhiêu việc?",
        "Bộ đội Biên phòng Lai Châu phải chủ trì những việc nào?",
        "chỉ huy biên phòng đang chủ trì mấy việc",
    ],
)
def test_a_unit_by_some_words_of_its_name(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(Question(question, date(2026, 2, 1)))
    assert answer.answered, answer.text
    assert {task.title.split()[0] for task in answer.tasks} == {"Tuần", "Làm"}, answer.text


@pytest.mark.parametrize(
    "question",
    ["Bên nuôi ong chủ trì bao nhiêu việc?", "dân quân bản Vàng chủ trì những việc nào"],
)
def test_whoever_no_document_names_does_not_lead_everything(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(Question(question, date(2026, 2, 1)))
    assert not answer.answered, answer.text
    assert not answer.tasks
