"""How a figure is asked for: as a bound, or for one of many, which no figure of a whole tells."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.answering.evidence.kinds import tells_so
from assistant.answering.understand.meanings import Manner
from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH KHÁNH HÒA
SỞ Y TẾ
Số: 33/KH-SYT

KẾ HOẠCH
Dạy bơi và sơ cứu cho dân ven biển năm 2026


Phần thứ nhất. YÊU CẦU CHUNG

- Phao đủ dùng cho 40 ngày biển động.

- Mất liên lạc với tàu không quá 05 giờ.

Phần thứ hai. CÁCH LÀM

1. Một lớp nhận không quá 18 học viên, học vào buổi chiều.

2. Người dạy được trả 220.000 đồng mỗi buổi.

3. Ba trạm xá được chọn làm điểm là trạm Hòn Đỏ, trạm Bình Ba và trạm Sơn Hải.

Phần thứ ba. LIÊN HỆ

Người nhận tin là bác sĩ Mai Thị Hạ, điện thoại 0258.3000.111.

| STT | Nhiệm vụ | Chủ trì | Thời hạn | Phải đạt được |
| --- | --- | --- | --- | --- |
| 1 | Mở lớp dạy bơi cho trẻ làng chài | Phòng Nghiệp vụ Y | 30/6/2026 | 25 lớp, 430 học viên |
| 2 | Chạy thử máy lọc nước ở đảo | Trung tâm Nước sạch Khánh Hòa | 15/8/2026 | 12 khối mỗi ngày |
| 3 | Làm phim dạy sơ cứu | Bệnh viện Đa khoa tỉnh | 20/9/2026 | 03 phim |

Khánh Hòa, ngày 12 tháng 01 năm 2026
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("manners"), {"ke-hoach.md": PLAN}) as held:
        yield held


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Lớp dạy bơi nhận tối đa mấy người?", "18 học viên", "430"),
        ("Mỗi lớp dạy bơi bao nhiêu học viên?", "18 học viên", "430"),
        ("Lớp dạy bơi phải được bao nhiêu học viên?", "430 học viên", ""),
        ("người dạy bơi lãnh bao nhiêu 1 buổi", "220.000 đồng", ""),
        ("Máy lọc nước ở đảo phải ra mấy khối một ngày?", "12 khối", ""),
    ],
)
def test_a_figure_is_told_in_the_manner_asked(
    assistant: Assistant, question: str, told: str, not_told: str
) -> None:
    answer = assistant.ask(Question(question, date(2026, 3, 2)))
    assert told in answer.text.replace("*", "")
    assert not not_told or not_told not in answer.text


def test_no_sum_of_all_is_told_for_one(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Một phim dạy sơ cứu bao nhiêu phút?", date(2026, 3, 2)))
    assert not answer.answered


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Ba trạm xá nào được chọn làm điểm?", "trạm Hòn Đỏ"),
        ("có gì chưa rõ về kế hoạch dạy bơi thì liên hệ ai, số mấy", "Mai Thị Hạ"),
        ("Ngoài Khánh Hòa mất liên lạc với tàu không được quá mấy tiếng?", "05 giờ"),
        ("Phim dạy sơ cứu do đơn vị nào làm?", "Bệnh viện Đa khoa tỉnh"),
        ("BV Đa khoa tỉnh Khánh Hòa được giao những việc gì?", "phim dạy sơ cứu"),
        ("TT Nước sạch phải chạy những cái máy nào?", "máy lọc nước"),
    ],
)
def test_what_is_said_around_a_question_leads_nowhere_else(
    assistant: Assistant, question: str, told: str
) -> None:
    answer = assistant.ask(Question(question, date(2026, 3, 2)))
    assert told in answer.text.replace("*", "")


def test_a_part_of_a_document_is_told_by_its_heading(assistant: Assistant) -> None:
    asked = "Tóm gọn phần yêu cầu chung của kế hoạch dạy bơi Khánh Hòa"
    text = assistant.ask(Question(asked, date(2026, 3, 2))).text
    assert "40 ngày" in text
    assert "05 giờ" in text
    assert "220.000" not in text


@pytest.mark.parametrize(
    ("text", "manner", "wanted"),
    [
        ("75.000 đồng/tiết", {Manner.EACH}, True),
        ("trả theo Kế hoạch 21/KH-SXD", {Manner.EACH}, False),
        ("400 học viên", {Manner.EACH}, False),
        ("mỗi lớp 30 người", {Manner.EACH}, True),
        ("lớp nhận không quá 30 người", {Manner.EACH, Manner.BOUND}, True),
        ("mỗi lớp 30 người", {Manner.BOUND}, False),
        ("dạy 30 người trên địa bàn xã, cân xe quá tải", {Manner.BOUND}, False),
        ("từ 30 người trở lên", {Manner.BOUND}, True),
        ("400 học viên", set(), True),
    ],
)
def test_a_text_tells_a_bound_or_what_holds_for_one(
    text: str, manner: set[Manner], wanted: bool
) -> None:
    assert tells_so(text, frozenset(manner)) is wanted
