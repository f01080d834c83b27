"""Names of units: every row of tests/cases/units.md."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.vietnamese.text import letters
from assistant.vietnamese.units import is_group, split_units, unit_key
from tests.support.cases import Case, each_case, load_cases

CELLS = [case["ô"] for case in load_cases("units") if case.get("ô")]


@each_case("units", having="tách thành")
def test_takes_a_cell_apart(case: Case) -> None:
    expected = tuple(case["tách thành"].split(" | "))
    assert split_units(case["ô"]) == expected, case["vì sao"]


@each_case("units", having="cùng một")
def test_knows_a_unit_by_any_spelling(case: Case) -> None:
    same = unit_key(case["một"]) == unit_key(case["hai"])
    assert same == (case["cùng một"] == "có"), case["vì sao"]


@each_case("units", having="nhóm")
def test_knows_groups(case: Case) -> None:
    assert is_group(case["tên"]) == (case["nhóm"] == "có"), case["vì sao"]


@given(st.lists(st.sampled_from(CELLS), min_size=1, max_size=4))
@settings(deadline=None)  # the first call reads word lists
def test_pieces_are_the_whole_cell(cells: list[str]) -> None:
    cell = "; ".join(cells)
    assert letters(" ".join(split_units(cell))) == letters(cell)


@given(st.sampled_from(CELLS))
@settings(deadline=None)  # the first call reads word lists
def test_key_knows_no_case_and_no_decomposition(cell: str) -> None:
    assert unit_key(unit_key(cell)) == unit_key(cell)
    assert unit_key(unicodedata.normalize("NFD", cell)) == unit_key(cell)
    assert unit_key(f" {cell} ") == unit_key(cell)


def test_an_empty_cell_names_nobody() -> None:
    assert split_units(" - ") == ()
