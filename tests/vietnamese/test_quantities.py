"""Figures with what they count, and the bounds within which a rule holds for them."""

import pytest

from assistant.vietnamese.quantities import find_bounds, find_quantities


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ký 4 năm thì có phải hỏi ai", [("4 năm", 4 * 365 * 24)]),
        ("khoản chi 1,5 tỷ", [("1,5 tỷ", 1.5e9)]),
        ("được 1.500.000 đồng", [("1.500.000 đồng", 1.5e6)]),
        ("nhà 6 người, ba phòng", [("6 người", 6), ("ba phòng", 3)]),
        ("đạt 15 %", [("15 %", 15)]),
        ("ngày 20 tháng 3 năm 2026", []),
        ("Kế hoạch số 27/KH-SXD ngày 23/01/2026", []),
        ("quý 3, tháng 10", []),
    ],
)
def test_quantities_are_told_with_what_they_count(text: str, told: list[tuple[str, float]]) -> None:
    assert [(q.words, pytest.approx(q.value)) for q in find_quantities(text)] == told


@pytest.mark.parametrize(
    ("rule", "within", "beyond"),
    [
        ("sớm từ 15 đến 29 ngày được thưởng 8 triệu đồng", "20 ngày", "35 ngày"),
        ("hợp đồng trên 03 năm phải có ý kiến", "4 năm", "3 năm"),
        ("hợp đồng trên 03 năm phải có ý kiến", "hơn 3 năm", "gần 3 năm"),
        ("gián đoạn quá 24 giờ phải báo cáo", "hai ngày", "một ngày"),
        ("hộ từ 05 người trở lên", "5 người", "4 người"),
        ("lớp dưới 25 người không được mở", "20 người", "25 người"),
        ("không quá 450 triệu đồng một dự án", "450 triệu", "1 tỷ"),
        ("bán lại trong 24 tháng thì phải hoàn tiền", "1 năm", "3 năm"),
        ("từ 2 triệu đến 5 triệu đồng", "4 triệu", "6 triệu"),
        ("mức 10 - 15% giá trị", "12%", "9%"),
        ("có 20 lớp trở xuống", "18 lớp", "21 lớp"),
    ],
)
def test_a_case_lies_within_the_bounds_of_a_rule(rule: str, within: str, beyond: str) -> None:
    for words, wanted in ((within, True), (beyond, False)):
        (case,) = find_quantities(words)
        bounds = [b for b in find_bounds(rule) if b.what == case.what]
        assert any(b.admit(case.case) for b in bounds) is wanted, words


def test_days_and_numbers_of_documents_set_no_bounds() -> None:
    text = "Từ ngày 01/4/2026 đến ngày 15 tháng 5, theo Quyết định số 12/QĐ-UBND, từ tháng 8"
    assert list(find_bounds(text)) == []
