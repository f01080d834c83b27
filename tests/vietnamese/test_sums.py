"""Sums of money and their bounds: every row of tests/cases/sums.md."""

import pytest

from assistant.vietnamese.sums import find_bounds, is_sum, read_sum
from tests.support.cases import Case, each_case


@each_case("sums")
def test_bounds(case: Case) -> None:
    bounds = [bound for _, bound in find_bounds(case["câu"])]
    told = [
        tuple("" if end is None else f"{end:.0f}" for end in (bound.least, bound.most))
        for bound in bounds
    ]
    wanted = (case["tối thiểu"], case["tối đa"])
    assert told == ([wanted] if any(wanted) else []), case["vì sao"]


@pytest.mark.parametrize(
    ("words", "header", "amount"),
    [
        ("3,2 tỷ đồng", "Tiền", 3_200_000_000),
        ("1.150", "Dự toán (triệu đồng)", 1_150_000_000),
        ("640 triệu đồng", "Ghi chú", 640_000_000),
        ("51.600.000", "Kinh phí (đồng)", 51_600_000),
        ("Xã hội hóa", "Kinh phí", None),
    ],
)
def test_reads_a_sum(words: str, header: str, amount: float | None) -> None:
    assert read_sum(words, header=header) == amount


def test_nothing_but_a_sum() -> None:
    assert is_sum("4,2 tỷ đồng")
    assert is_sum("640.000 đ")
    assert not is_sum("Có đường bộ thay thế")
    assert not is_sum("12")
    assert not is_sum("4,2 tỷ đồng từ ngân sách tỉnh")
