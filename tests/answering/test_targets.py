"""Figures of tables: the cell of the place and the year that are asked for, or none."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH YÊN BÁI
SỞ GIÁO DỤC VÀ ĐÀO TẠO
Số: 77/KH-SGDĐT

KẾ HOẠCH
Xóa phòng học tạm 2027 - 2028

I. PHÂN BỔ THEO KHU VỰC

| Khu vực | Phòng học xây mới - Năm 2027 | Phòng học xây mới - Năm 2028 | Học sinh bán trú |
| --- | --- | --- | --- |
| Trạm Tấu | 14 | 18 | 1.240 |
| Văn Chấn | 12 | 10 | 1.515 |
| Lục Chấn |  |  | 645 |

Yên Bái, ngày 12 tháng 01 năm 2027
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("targets"), {"ke-hoach.md": PLAN}) as held:
        yield held


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Văn Chấn năm 2027 xây mới bao nhiêu phòng học?", "12"),
        ("Trạm Tấu năm 2028 xây mới mấy phòng học?", "18"),
        ("Lục Chấn năm 2027 xây mới bao nhiêu phòng học?", ""),
        ("Phúc Chấn năm 2027 xây mới bao nhiêu phòng học?", ""),
    ],
)
def test_the_cell_of_the_place_or_none(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(Question(question, date(2027, 3, 1)))
    assert answer.answered == bool(told), answer.text
    assert f"**{told}**" in answer.text if told else not answer.citations
