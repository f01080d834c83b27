"""Words that speak of a notion, compared whole."""

import pytest

from assistant.answering.notions import begins_with, says
from assistant.vietnamese.text import fold, syllables


@pytest.mark.parametrize(
    ("text", "notion", "wanted"),
    [
        ("Kinh phí (triệu đồng)", "money", True),
        ("Trường học tiên tiến", "money", False),
        ("Lao động phi nông nghiệp", "money", False),
        ("Vòng thi", "money", False),
        ("Số lao động", "currency", False),
        ("Dự kiến (tỷ đồng)", "currency", True),
    ],
)
def test_says(text: str, notion: str, wanted: bool) -> None:
    assert says(syllables(text), notion) is wanted


def test_a_question_without_diacritics_is_read_by_its_letters() -> None:
    words = [fold(word) for word in syllables("het bao nhieu tien")]
    assert says(words, "money", is_bare=True)
    assert not says(words, "money")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Ông Vũ Đức Lộc, Phó Chủ tịch", True), ("Chi cục Kiểm lâm", False), ("Bà Lê Thị Na", True)],
)
def test_begins_with_a_title(text: str, wanted: bool) -> None:
    assert begins_with(text, "title") is wanted
