"""Each source is cited once, at the place where it stands."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from assistant.answering.say.cite import Citer
from assistant.domain.answer import Question
from assistant.domain.task import Cell, Field, Task
from assistant.service.assistant import Assistant
from tests.support.parsed import a_document, a_place
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH CÀ MAU
SỞ XÂY DỰNG
Số: 15/KH-SXD

KẾ HOẠCH
Thoát nước đô thị năm 2026

| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| --- | --- | --- | --- |
| I | Nạo vét | | |
| 1 | Nạo vét cống ngầm | Phòng Quy hoạch | 30/6/2026 |
| 2 | Tổng kết, khen thưởng | Phòng Hạ tầng | 30/12/2026 |
| II | Trạm bơm | | |
| 1 | Sửa trạm bơm | Phòng Quy hoạch | 30/9/2026 |
| 2 | Tổng kết, khen thưởng | Phòng Hạ tầng | 30/12/2026 |

Cà Mau, ngày 12 tháng 01 năm 2026
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("citing"), {"ke-hoach.md": PLAN}) as held:
        yield held


def test_rows_with_the_same_words_are_cited_each_in_its_section(assistant: Assistant) -> None:
    question = "Phòng Hạ tầng chủ trì những việc nào?"
    answer = assistant.ask(Question(question, date(2026, 2, 1)))
    assert [task.section for task in answer.tasks] == ["I", "II"]
    assert ["I. Nạo vét" in c.section for c in answer.citations] == [True, False]
    assert ["II. Trạm bơm" in c.section for c in answer.citations] == [False, True]
    assert len({citation.quote for citation in answer.citations}) == 1


def test_the_same_words_at_another_place_are_another_source() -> None:
    citer = Citer([replace(a_document().document, id="ke-hoach")])
    cells = [Cell(Field.TITLE, "Tổng kết", a_place(page)) for page in (3, 7, 3)]
    rows = [Task("Tổng kết", cells=(cell,), document_id="ke-hoach") for cell in cells]
    assert [citer.row(row) for row in rows] == ["[1]", "[2]", "[1]"]
    assert [citation.page for citation in citer.citations] == [3, 7]
