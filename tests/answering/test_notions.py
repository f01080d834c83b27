"""Words that speak of a notion, compared whole."""

import re
from pathlib import Path

import pytest

import assistant
from assistant.answering.words.lexicon import rows
from assistant.answering.words.notions import begins_with, either, says, single_words, speaks_of
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


@pytest.mark.parametrize(
    ("text", "notion", "wanted"),
    [
        ("Quá 5 ngày chưa nộp thì bị phê bình", "late", True),
        ("Việc quá nhiều", "late", False),
        ("Phấn đấu 80% hộ dùng nước sạch", "aim", True),
        ("Phân đầu nguồn", "aim", False),
    ],
)
def test_a_text_speaks_of_a_notion(text: str, notion: str, wanted: bool) -> None:
    assert speaks_of(text, notion) is wanted


def test_a_heading_is_compared_without_its_capitals_and_marks() -> None:
    assert speaks_of("I. THỰC TRẠNG", "past", is_folded=True)
    assert speaks_of("phải giảm được bao nhiêu", "target_asked", is_folded=True)


def test_the_longest_phrase_of_a_notion_comes_first() -> None:
    told = either("late").removeprefix(r"\b(?:").split("|")
    assert told.index(r"quá\s+thời\s+hạn") < told.index("chậm")


def test_words_of_a_notion_one_by_one() -> None:
    assert {"nếu", "lỡ"} <= single_words("case_opening")


def test_every_notion_is_looked_for_somewhere() -> None:
    sources = Path(assistant.__file__).parent.rglob("*.py")
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    quoted = set(re.findall(r"""["'](\w+)["']""", code))
    unused = {notion for _, notion, *_ in rows("notions.tsv")} - quoted
    assert not unused, unused
