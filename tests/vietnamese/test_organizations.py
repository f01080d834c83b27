"""Provinces as heads of documents name them."""

import pytest

from assistant.vietnamese.organizations import organization, province_called, province_in


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("UBND TỈNH HẢI ĐÔNG", "Hải Đông"),  # no table lists it
        ("Sở Xây dựng tỉnh Hải Đông", "Hải Đông"),
        ("UBND THÀNH PHỐ", None),
        ("Sở Xây dựng", None),
    ],
)
def test_a_province_that_no_table_lists(head: str, name: str | None) -> None:
    assert province_in(head) is None
    assert province_called(head) == name


def test_its_department_is_no_other_provinces() -> None:
    own = organization("Sở Xây dựng", parent="UBND TỈNH HẢI ĐÔNG", province="Hải Đông")
    assert own.name == "Sở Xây dựng tỉnh Hải Đông"
