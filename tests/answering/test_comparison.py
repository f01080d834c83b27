"""Sums that two sentences tell, set against each other."""

import pytest

from assistant.answering.evidence.kinds import find
from assistant.answering.say.comparison_figures import in_force, of_year
from assistant.answering.understand.meanings import Kind
from assistant.vietnamese.sums import is_sum, read_sum


@pytest.mark.parametrize(
    ("sentence", "dong"),
    [
        ("Tổng kinh phí 9,75 tỷ đồng, gồm ngân sách tỉnh 7,2 tỷ đồng", 9.75e9),
        ("Kinh phí là 11.240 triệu đồng", 11_240e6),
        ("được điều chỉnh từ 9.860 triệu đồng thành 11.240 triệu đồng", 11_240e6),
        ("giảm từ 358,7 tỷ đồng xuống 331,2 tỷ đồng", 331.2e9),
    ],
)
def test_the_sum_in_force(sentence: str, dong: float) -> None:
    figure = find(in_force(sentence), Kind.MONEY)[0]
    assert read_sum(figure) == pytest.approx(dong)
    assert is_sum(figure)


def test_other_figures_are_no_sums() -> None:
    assert not is_sum("85%")


@pytest.mark.parametrize(
    ("sentence", "year", "figure"),
    [
        ("Kinh phí hai năm là 9,4 tỷ đồng, năm 2026 là 5,6 tỷ đồng, năm 2027 là 3,8 tỷ đồng",
         "2026", "5,6 tỷ"),
        ("Kinh phí hai năm là 9,4 tỷ đồng, năm 2026 là 5,6 tỷ đồng, năm 2027 là 3,8 tỷ đồng",
         "2027", "3,8 tỷ"),
        ("Kinh phí là 485 triệu đồng", "2027", "485 triệu"),
        ("Kinh phí năm 2026 là 64,7 tỷ đồng", "Ninh Bình", "64,7 tỷ"),
    ],
)  # fmt: skip
def test_the_sum_of_the_year_compared(sentence: str, year: str, figure: str) -> None:
    assert find(of_year(sentence, year), Kind.MONEY)[0].startswith(figure)


def test_no_sum_is_of_a_year_that_a_sentence_leaves_out() -> None:
    assert not find(of_year("Năm 2025 giao 2 tỷ đồng, năm 2026 giao 3 tỷ đồng", "2027"), Kind.MONEY)
