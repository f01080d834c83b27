"""A conversation stays with the document that was spoken of, though another says it as well."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

FIRES = """UBND TỈNH VĨNH LONG
CHI CỤC KIỂM LÂM

Số: 21/KH-CCKL

KẾ HOẠCH
Giữ rừng tràm mùa khô năm 2026

I. CHÍNH SÁCH
1. Hộ nhận khoán được hỗ trợ 60% tiền mua máy bơm, mỗi hộ không quá 12 triệu đồng.

II. KINH PHÍ
Kinh phí thực hiện 3,4 tỷ đồng, gồm Quỹ Bảo vệ rừng 2,1 tỷ đồng và ngân sách xã 1,3 tỷ đồng.

Vĩnh Long, ngày 12 tháng 01 năm 2026
"""

BOATS = """UBND TỈNH CÀ MAU
CHI CỤC THỦY SẢN

Số: 8/KH-CCTS

KẾ HOẠCH
Đóng mới tàu cá vỏ thép năm 2026

I. CHÍNH SÁCH
1. Một hộ được vay không quá 900 triệu đồng.

II. KINH PHÍ
Tổng kinh phí thực hiện Kế hoạch là 88 tỷ đồng, lấy từ nguồn vốn vay 70 tỷ đồng và nguồn đóng góp 18 tỷ đồng.

Cà Mau, ngày 20 tháng 01 năm 2026
"""  # noqa: E501


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"rung.md": FIRES, "tau.md": BOATS}
    with assistant_over(tmp_path_factory.mktemp("staying"), texts) as held:
        yield held


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        (
            "Hộ nhận khoán giữ rừng tràm được hỗ trợ mấy % tiền máy bơm?",
            "không quá bao nhiêu tiền một hộ?",
            "12 triệu",
        ),
        (
            "Kế hoạch giữ rừng tràm tốn bao nhiêu tiền?",
            "lấy từ nguồn nào thế?",
            "Quỹ Bảo vệ rừng",
        ),
        (
            "Kế hoạch giữ rừng tràm tốn bao nhiêu tiền?",
            "còn kế hoạch đóng tàu cá thì tổng bao nhiêu?",
            "88 tỷ",
        ),
    ],
)
def test_it_goes_on_with_the_same_document(
    assistant: Assistant, first: str, then: str, told: str
) -> None:
    as_of = date(2026, 3, 1)
    before = assistant.ask(Question(first, as_of))
    answer = assistant.ask(Question(then, as_of, before.conversation_id))
    assert told in answer.text, answer.text
