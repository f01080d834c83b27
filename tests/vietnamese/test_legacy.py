"""Text of before Unicode is read as the letters that its font draws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vietnamese.legacy import (
    LETTERS,
    TCVN3_CAPITALS,
    Encoding,
    decode,
    encode,
    encoding_by_reading,
    fonts_of,
    mend_soft_hyphens,
)
from corpus.maker.legacy import tcvn3_pieces
from tests.support.cases import Case, each_case

SMALL = "".join(LETTERS.values()) + "đ"
OTHERS = "bcdghklmnpqrstvx 0123456789.,;:/()%–“”"


@each_case("old-fonts", having="phông")
def test_a_run_is_read_as_its_font_draws_it(case: Case) -> None:
    fonts = fonts_of([(case["phông"], case["trong tệp"])])
    assert fonts.read(case["trong tệp"], font=case["phông"]) == case["đọc ra"]


@each_case("old-fonts", having="đọc được")
def test_soft_hyphens_are_mended(case: Case) -> None:
    assert mend_soft_hyphens(case["đọc được"]) == case["phải là"]


@given(st.text(alphabet=SMALL + "".join(TCVN3_CAPITALS) + OTHERS + OTHERS.upper()))
def test_tcvn3_gives_back_what_was_stored(text: str) -> None:
    assert decode(encode(text, encoding=Encoding.TCVN3), encoding=Encoding.TCVN3) == text


@given(st.text(alphabet=SMALL + SMALL.upper() + OTHERS + OTHERS.upper()))
def test_vni_gives_back_what_was_stored(text: str) -> None:
    assert decode(encode(text, encoding=Encoding.VNI), encoding=Encoding.VNI) == text


@given(st.text(alphabet=SMALL + SMALL.upper() + OTHERS + OTHERS.upper()))
def test_two_fonts_together_hold_every_capital(text: str) -> None:
    pieces = tcvn3_pieces(text)
    read = (
        decode(piece, encoding=Encoding.TCVN3, capitals=font.endswith("H"))
        for font, piece in pieces
    )
    assert "".join(read) == text


@pytest.mark.parametrize("encoding", list(Encoding))
def test_a_text_tells_its_encoding(encoding: Encoding) -> None:
    text = "Văn phòng Sở tổng hợp, báo cáo kết quả trước ngày 15 hằng tháng"
    assert encoding_by_reading(encode(text, encoding=encoding)) is encoding
    assert encoding_by_reading(text) is None
