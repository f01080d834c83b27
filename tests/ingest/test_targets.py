"""Targets in sentences (tests/cases/targets.md) and tables."""

from assistant.ingest.structure import read_structure
from assistant.ingest.targets import find_targets, targets_of_grid
from tests.support.cases import Case, each_case
from tests.support.grids import grid
from tests.support.running import layout_of


@each_case("targets")
def test_targets_in_sentences(case: Case) -> None:
    text = f"^KẾ HOẠCH\n^Chuyển đổi số\nII. MỤC TIÊU\n- {case['câu']}"
    found = find_targets(read_structure(layout_of(text)))
    told = {
        "tên": "\n".join(target.name for target in found),
        "giá trị": "\n".join(target.value for target in found),
        "đơn vị đo": "\n".join(target.measure for target in found),
        "thời kỳ": "\n".join(target.period for target in found),
    }
    assert told == {name: case[name] for name in told}
    assert all(target.quote in case["câu"] for target in found)


def test_outside_sections_of_targets_a_bare_percentage_is_none() -> None:
    text = "^KẾ HOẠCH\n^Chuyển đổi số\nIV. KINH PHÍ\n- Ngân sách tỉnh hỗ trợ 50% kinh phí mua sắm."
    assert find_targets(read_structure(layout_of(text))) == ()


def test_a_table_of_targets_by_unit_and_year() -> None:
    table = grid(
        """
        STT | Đơn vị           | Đơn vị tính | Năm 2026 | Năm 2027
        1   | Phường Tân An    | hồ sơ       | 1.200    | 1.500
        2   | Xã Ea Kar        | hồ sơ       | 300      |
        """
    )
    found = [
        (target.subject, target.value, target.measure, target.period)
        for target in targets_of_grid(table, caption="SỐ HÓA HỒ SƠ")
    ]
    assert found == [
        ("Phường Tân An", "1.200", "hồ sơ", "2026"),
        ("Phường Tân An", "1.500", "hồ sơ", "2027"),
        ("Xã Ea Kar", "300", "hồ sơ", "2026"),
    ]


def test_a_table_of_indicators_names_them_with_bounds_measures_and_times() -> None:
    table = grid(
        """
        STT | Chỉ tiêu                     | Đơn vị       | Mục tiêu       | Thời gian
        1   | Tỷ trọng kinh tế số          | %            | Tối thiểu 15   | Cuối năm 2026
        2   | Doanh nghiệp công nghệ số    | Doanh nghiệp | 30             | Quý IV/2026
        3   | Người dân có chữ ký số       | %            | > 50           | 31/12/2026
        """
    )
    found = [
        (target.name, target.value, target.measure, target.period)
        for target in targets_of_grid(table, caption="")
    ]
    assert found == [
        ("Tỷ trọng kinh tế số – Mục tiêu", "Tối thiểu 15", "%", "Cuối năm 2026"),
        ("Doanh nghiệp công nghệ số – Mục tiêu", "30", "Doanh nghiệp", "Quý IV/2026"),
        ("Người dân có chữ ký số – Mục tiêu", "> 50", "%", "31/12/2026"),
    ]


def test_a_table_of_names_holds_no_targets() -> None:
    table = grid("STT | Đơn vị | Đầu mối\n1 | Phòng A | Ông B\n2 | Phòng C | Bà D")
    assert list(targets_of_grid(table, caption="")) == []


def test_a_row_for_each_year_names_what_is_counted_over_the_columns() -> None:
    table = grid(
        """
        Mốc             | Ca mắc trên 100.000 dân | Hộ không có bọ gậy (%)
        Đã đạt năm 2025 | 412                     | 71
        Năm 2026        | 300                     | 90
        """
    )
    found = [
        (target.subject, target.value, target.measure, target.period)
        for target in targets_of_grid(table, caption="CHỈ TIÊU")
    ]
    assert found == [
        ("Ca mắc trên 100.000 dân", "412", "", "2025"),
        ("Hộ không có bọ gậy (%)", "71", "%", "2025"),
        ("Ca mắc trên 100.000 dân", "300", "", "2026"),
        ("Hộ không có bọ gậy (%)", "90", "%", "2026"),
    ]
