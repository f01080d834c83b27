"""Questions as people type them, mended by the words of the documents."""

import unicodedata
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vietnamese.spelling import Speller, one_slip_away
from assistant.vietnamese.text import fold, normalise, spell, syllables
from assistant.vietnamese.typing import from_telex, from_vni
from tests.support.cases import Case, load_cases

PLAN = """
Phòng Kế hoạch - Tài chính chủ trì nhiệm vụ số hóa hồ sơ, kết quả giải quyết thủ tục hành chính.
Văn phòng Sở chủ trì nhiệm vụ xây dựng Đề án đô thị thông minh, hoàn thành trong tháng 6/2025.
Sở Xây dựng tỉnh Đắk Lắk ban hành Kế hoạch chuyển đổi số; hạn báo cáo trước ngày 25 hằng tháng.
"""


@pytest.fixture(scope="module")
def speller() -> Speller:
    words = syllables(PLAN)
    return Speller(Counter(words), Counter(pairwise(words)), known=("khtc", "cđs"))


@pytest.mark.parametrize("case", load_cases("spelling"), ids=lambda case: case.name)
def test_typed_words_are_read_as_meant(speller: Speller, case: Case) -> None:
    assert spell(speller.mend(case["gõ"]).text) == spell(case["đúng"]), case["vì sao"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ai gq hồ sơ", "ai giải quyết hồ sơ"),
        ("hạn bc hằng tháng", "hạn báo cáo hằng tháng"),
        ("hạn xq hằng tháng", "hạn xq hằng tháng"),
        ("bc của sở đl", "báo cáo của sở đl"),
    ],
)
def test_two_letters_stand_for_a_pair_of_the_documents(typed: str, meant: str) -> None:
    words = syllables(PLAN * 4)
    speller = Speller(Counter(words), Counter(pairwise(words)), known=("đl",))
    assert spell(speller.mend(typed).text) == meant


@pytest.mark.parametrize(
    ("typed", "letters"),
    [
        ("Phongf naof lo ddeer so61 hoa1", "Phòng nào lo để số hoá"),
        ("phong nao lo", "phong nao lo"),
        ("phòng nào lo", "phòng nào lo"),
    ],
)
def test_raw_keys_are_letters_before_anything_is_mended(
    speller: Speller, typed: str, letters: str
) -> None:
    assert spell(speller.mend(typed).letters) == spell(letters)


def test_what_was_changed_is_said(speller: Speller) -> None:
    assert speller.mend("phòng nào chủ trì nhệm vụ").changes == (("nhệm", "nhiệm"),)


@given(st.text(max_size=60))
def test_mending_drops_no_word(text: str) -> None:
    words = syllables(PLAN)
    mended = Speller(Counter(words), Counter(pairwise(words))).mend(text)
    run_together = sum(len(meant.split()) > 1 for _, meant in mended.changes)
    assert len(mended.text.split()) == len(normalise(text).split()) + run_together


@pytest.mark.parametrize("word", sorted(set(syllables(PLAN))))
def test_keys_of_either_kind_give_the_word_that_they_spell(word: str) -> None:
    if fold(word) != word:
        assert spell(from_telex(keys(word, telex=True)) or "") == word
        assert spell(from_vni(keys(word, telex=False)) or "") == word


def keys(word: str, *, telex: bool) -> str:
    """The keys that type a word, its tone last."""
    marks = {"\u0302": "6", "\u0306": "8", "\u031b": "7"}
    tones = dict(zip("\u0301\u0300\u0309\u0303\u0323", "sfrxj" if telex else "12345", strict=True))
    typed, tone = "", ""
    for letter in unicodedata.normalize("NFD", word):
        if letter == "đ":
            typed += "dd" if telex else "d9"
        elif letter in tones:
            tone = tones[letter]
        elif letter in marks:
            doubled = typed[-1] if letter == "\u0302" else "w"
            typed += doubled if telex else marks[letter]
        else:
            typed += letter
    return typed + tone


def test_one_slip_is_one_letter() -> None:
    slips = one_slip_away("chu")
    assert {"hcu", "ch", "cho", "chua"} <= slips
    assert "chu" not in slips
    assert all(abs(len(slip) - 3) <= 1 for slip in slips)
