"""Headings under which a plan tells its money."""

import pytest

from assistant.answering.documents.funding import is_under_money
from assistant.domain.document import Passage


@pytest.mark.parametrize(
    ("heading", "is_money"),
    [
        ("IV. KINH PHÍ THỰC HIỆN", True),
        ("Đ. VẬT TƯ VÀ TIỀN", True),
        ("5. Nguồn lực tài chính", True),
        ("III. TIẾN ĐỘ THỰC HIỆN", False),
        ("2. Thứ tự ưu tiên", False),
        ("", False),
    ],
)
def test_a_heading_on_money(heading: str, is_money: bool) -> None:
    passage = Passage("Tổng cộng 4,2 tỷ đồng.", section_path=("I. CHUNG", heading))
    assert is_under_money(passage) == is_money
