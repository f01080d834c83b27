"""What documents say of themselves: tests/cases/metadata.md."""

from datetime import date

import pytest

from assistant.domain.document import Document
from assistant.ingest.layout import Layout
from assistant.ingest.metadata import metadata_of
from assistant.ingest.references import find_references
from assistant.ingest.relations import related
from assistant.ingest.structure import read_structure
from tests.support.cases import Case, load_cases
from tests.support.running import layout_of

CASES = load_cases("metadata")


def cases_with(column: str) -> pytest.MarkDecorator:
    """The rows of the tables that have this column."""
    rows = (case for case in CASES if any(name == column for name, _ in case.cells))
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in rows])


def read_metadata(layout: Layout) -> Document:
    return metadata_of(read_structure(layout))


def head_of(case: Case) -> Document:
    return read_metadata(layout_of(case["văn bản"]))


@cases_with("tổ chức")
def test_what_a_head_says(case: Case) -> None:
    document = head_of(case)
    found = {
        "loại": document.kind,
        "số": document.number,
        "cơ quan": document.issuer,
        "tổ chức": document.organization.name,
        "cấp trên": document.organization.parent or "",
        "nơi": document.place,
        "ngày": document.issued_on.isoformat() if document.issued_on else document.issued_words,
        "trích yếu": document.title,
    }
    assert found == {column: case[column] for column in found}


@cases_with("từ")
def test_the_period_that_a_title_names(case: Case) -> None:
    period = read_metadata(layout_of(f"^KẾ HOẠCH\n^{case['trích yếu']}\nI. MỤC TIÊU")).period
    assert period is not None
    assert [period.start, period.end] == [
        date.fromisoformat(case[column]) if case[column] else None for column in ("từ", "đến")
    ]


def test_a_blank_day_still_tells_the_year() -> None:
    head = (
        "Số:   /KH-SXD\nĐắk Lắk, ngày   tháng 11 năm 2025\n^KẾ HOẠCH\n^Chuyển đổi số\nI. MỤC TIÊU"
    )
    document = read_metadata(layout_of(head))
    assert document.issued_on is None
    assert document.year == 2025


@cases_with("chức vụ")
def test_what_a_closing_says(case: Case) -> None:
    text = f"^KẾ HOẠCH\n^Chuyển đổi số\nI. MỤC TIÊU\nĐạt mục tiêu đề ra./.\n{case['cuối văn bản']}"
    document = read_metadata(layout_of(text))
    assert document.signer == case["người ký"]
    assert document.signer_position == case["chức vụ"]
    assert "; ".join(document.recipients) == case["nơi nhận"]


@cases_with("quan hệ")
def test_what_a_sentence_does_to_another_document(case: Case) -> None:
    found = {named.number: (kind.value, named.issued_on) for named, kind in related(case["câu"])}
    issued_on = date.fromisoformat(case["ngày"]) if case["ngày"] else None
    assert found[case["số"]] == (case["quan hệ"], issued_on)


def test_addressees_come_before_the_list_of_recipients() -> None:
    text = "Số: 1/SXD-VP\nV/v báo cáo\nKính gửi: Các phòng thuộc Sở\nSở yêu cầu báo cáo.\n"
    closing = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\nLê Văn Tám"
    assert read_metadata(layout_of(text + closing)).recipients == (
        "Các phòng thuộc Sở",
        "Như trên",
        "Lưu: VT",
    )


def test_legal_bases_are_the_paragraphs_before_the_first_heading() -> None:
    text = "^KẾ HOẠCH\n^Chuyển đổi số\nCăn cứ Luật Đầu tư công ngày 29/11/2024;\nI. MỤC TIÊU\n"
    document = read_metadata(layout_of(text + "Căn cứ tình hình, các phòng báo cáo."))
    assert document.legal_bases == ("Căn cứ Luật Đầu tư công ngày 29/11/2024",)


def test_a_date_that_no_calendar_holds_is_no_date() -> None:
    (named,) = find_references("Kế hoạch số 5/KH-UBND ngày 31/02/2025")
    assert named.issued_on is None


def test_a_sheet_is_called_by_the_name_below_its_number() -> None:
    text = "BIỂU 1\nKẾ HOẠCH CHUẨN BỊ NĂM HỌC\n(Kèm theo Kế hoạch số 12/KH-SGDĐT)\nSĩ số là 35 em."
    assert read_metadata(layout_of(text)).title == "Kế hoạch chuẩn bị năm học"
