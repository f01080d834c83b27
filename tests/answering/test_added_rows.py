"""A row that a later document adds is known as such, whatever the files are called."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH BẠC LIÊU
SỞ XÂY DỰNG
Số: 15/KH-SXD

KẾ HOẠCH
Cây xanh đô thị năm 2026

| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| --- | --- | --- | --- |
| 1 | Lập bản đồ cây xanh | Phòng Hạ tầng | 30/6/2026 |
| 2 | Thay cây có nguy cơ gãy đổ | Phòng Quy hoạch | 30/9/2026 |

Bạc Liêu, ngày 12 tháng 01 năm 2026
"""
CHANGE = """UBND TỈNH BẠC LIÊU
SỞ XÂY DỰNG
Số: 88/QĐ-SXD

QUYẾT ĐỊNH
Bổ sung nhiệm vụ vào Kế hoạch số 15/KH-SXD ngày 12/01/2026

Điều 1. Bổ sung vào Kế hoạch số 15/KH-SXD ngày 12/01/2026 các nhiệm vụ sau:

| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| --- | --- | --- | --- |
| 3 | Trồng hoa ven kênh | Phòng Hạ tầng | 31/10/2026 |

Bạc Liêu, ngày 03 tháng 6 năm 2026
"""
DAY = date(2026, 8, 1)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"goc/a.md": PLAN, "sua/a.md": CHANGE}
    with assistant_over(tmp_path_factory.mktemp("added"), texts) as held:
        yield held


def test_what_was_added_is_listed(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Kế hoạch 15/KH-SXD được bổ sung việc nào?", DAY))
    assert [task.title for task in answer.tasks] == ["Trồng hoa ven kênh"]


def test_an_added_row_is_cited_from_the_document_that_adds_it(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Việc trồng hoa ven kênh hạn khi nào?", DAY))
    assert "31/10/2026" in answer.text
    assert [c.document.number for c in answer.citations] == ["88/QĐ-SXD"]


def test_a_row_of_the_plan_is_cited_from_the_plan(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Việc lập bản đồ cây xanh hạn khi nào?", DAY))
    assert [c.document.number for c in answer.citations] == ["15/KH-SXD"]
