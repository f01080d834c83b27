"""Sums that two sentences tell, set against each other."""

import pytest

from assistant.answering.say_comparison import are_sums, in_force, number_of
from assistant.answering.typed import find
from assistant.answering.understand.meanings import Kind


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
    assert number_of(figure) == pytest.approx(dong)
    assert are_sums(figure)


def test_other_figures_are_no_sums() -> None:
    assert not are_sums("85%", "9 triệu")
