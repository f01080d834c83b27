"""How people may call a unit."""

import pytest

from assistant.answering.understand.vocabulary.unit_names import unit_name
from assistant.domain.unit import Unit
from assistant.vietnamese.text import syllables


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Công ty Cổ phần Cấp thoát nước Cần Thơ", "công ty cấp thoát nước cần thơ"),
        ("Công ty Cổ phần Cấp thoát nước Cần Thơ", "công ty cấp thoát nước"),
        ("Công ty TNHH MTV Thoát nước đô thị", "công ty thoát nước đô thị"),
        ("Phòng Kế hoạch - Tài chính", "khtc"),
        ("Cảng vụ Đường thủy nội địa", "cảng vụ"),
        ("Phòng Kế hoạch - Tài chính", "phòng khtc"),
    ],
)
def test_a_unit_may_be_called(name: str, called: str) -> None:
    unit = Unit(name, "Sở Xây dựng")
    assert syllables(called) in {spelling.words for spelling in unit_name(unit).spellings}


def test_a_company_keeps_what_tells_it_from_others() -> None:
    unit = Unit("Công ty Cổ phần Cấp nước", "Sở Xây dựng")
    assert syllables("công ty") not in {s.words for s in unit_name(unit).spellings}


def test_what_many_units_are_called_names_none() -> None:
    for name, words in (
        ("Chủ đầu tư các dự án", "chủ đầu"),
        ("Đơn vị được giám sát", "đơn vị"),
        ("Các đơn vị", "đơn vị"),
    ):
        unit = Unit(name, "Sở Xây dựng")
        assert syllables(words) not in {s.words for s in unit_name(unit).spellings}
