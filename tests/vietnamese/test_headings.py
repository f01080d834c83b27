"""What headings over tables call the rows below."""

import pytest

from assistant.vietnamese.headings import noun_of_rows


@pytest.mark.parametrize(
    ("heading", "noun"),
    [
        ("Phần II. Các cuộc thanh tra", "cuộc thanh tra"),
        ("IV. DANH MỤC NHIỆM VỤ, DỰ ÁN TRỌNG ĐIỂM", "NHIỆM VỤ"),
        ("3. Danh mục các lớp tập huấn", "lớp tập huấn"),
        ("CÁC HOẠT ĐỘNG VÀ PHÂN CÔNG", "HOẠT ĐỘNG"),
        ("A. CÁC THÁNG CUỐI NĂM 2025", ""),  # says when, at some length
        ("II. NHIỆM VỤ CỦA CÁC PHÒNG", ""),
        ("Cuộc thanh tra", ""),
    ],
)
def test_the_noun_of_a_heading_that_lists(heading: str, noun: str) -> None:
    assert noun_of_rows(heading) == noun
