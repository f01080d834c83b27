"""Questions are checked against rows as amendments leave them, and as they were before."""

from datetime import date

import pytest

from eval.questions.material import Material, load_material
from eval.questions.question import RowKey

PLAN = "so-khcn-da-nang-2026-doi-moi-sang-tao"
AMENDMENT = f"{PLAN}-sua-doi"


@pytest.fixture(scope="module")
def material() -> dict[str, Material]:
    """What the documents hold."""
    return load_material()


def test_a_moved_deadline_is_the_new_one_and_the_old_one_is_still_found(
    material: dict[str, Material],
) -> None:
    row = material[PLAN].rows[RowKey(PLAN, "I", "1")]
    assert (row.due, row.due_end) == ("30/11/2026", date(2026, 11, 30))
    assert "30/6/2026" in row.cells


def test_a_row_that_nothing_amends_says_nothing_else(material: dict[str, Material]) -> None:
    assert not any(material[PLAN].rows[RowKey(PLAN, "I", "2")].other)


def test_a_repealed_row_may_be_asked_about(material: dict[str, Material]) -> None:
    assert RowKey(PLAN, "III", "7") in material[PLAN].rows


def test_an_added_row_is_of_the_file_that_adds_it(material: dict[str, Material]) -> None:
    assert material[AMENDMENT].rows[RowKey(AMENDMENT, "III", "9")].lead == "Phòng Chuyển đổi số"
    assert RowKey(PLAN, "III", "9") not in material[PLAN].rows
