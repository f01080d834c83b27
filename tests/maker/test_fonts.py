"""Texts in the fonts of before Unicode are stored as those fonts need them."""

import pytest

from assistant.vietnamese.legacy import LETTERS, TCVN3, VNI
from corpus.maker.legacy import tcvn3_pieces, to_vni
from tests.support.cases import Case, load_cases


@pytest.mark.parametrize("case", load_cases("made-fonts"), ids=lambda case: case.name)
def test_text_is_stored_as_the_font_needs_it(case: Case) -> None:
    assert "".join(piece for _, piece in tcvn3_pieces(case["chữ"])) == case["TCVN3"]
    assert to_vni(case["chữ"]) == case["VNI"]


def test_every_letter_has_a_code_of_its_own() -> None:
    letters = [letter for row in LETTERS.values() for letter in row if ord(letter) > 127] + ["đ"]
    for table in (TCVN3, VNI):
        codes = [table[letter] for letter in letters]
        assert len(set(codes)) == len(letters)


def test_capitals_without_a_byte_are_set_in_the_capital_font() -> None:
    pieces = tcvn3_pieces("Ủy ban SỞ Y TẾ Đ")
    assert pieces[0] == (".VnTimeH", "ñ")
    assert [font for font, text in pieces if "Së" in text or "Së" in text.title()] == [".VnTimeH"]
    assert pieces[-1][1].endswith("§")
