"""Sums of money and their bounds: every row of tests/cases/sums.md."""

import pytest

from assistant.vietnamese.sums import find_sum_bounds, is_sum, read_sum
from tests.support.cases import Case, each_case


@each_case("sums")
def test_bounds(case: Case) -> None:
    bounds = [bound for _, bound in find_sum_bounds(case["câu"])]
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


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("trên 500 triệu", False),
        ("từ 500 triệu", True),
        ("trên 500 triệu trở lên", True),
        ("dưới 500 triệu", False),
        ("không quá 500 triệu", True),
        ("đến 500 triệu", True),
    ],
)
def test_whether_the_sum_itself_is_within(words: str, holds: bool) -> None:
    ((_, bound),) = find_sum_bounds(words)
    assert bound.holds(500_000_000) is holds


def test_from_a_sum_to_another() -> None:
    bounds = [bound for _, bound in find_sum_bounds("việc nào từ 1 tỷ đến 2 tỷ")]
    assert [all(bound.holds(n * 10**9) for bound in bounds) for n in (0.5, 1, 2, 3)] == [
        *(False, True, True, False)
    ]
