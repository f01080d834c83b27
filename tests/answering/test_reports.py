"""The clauses of a sentence that say when a report is due."""

import pytest

from assistant.answering.documents.reports import clauses_of_reports, sent_by


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        (
            "Các phòng gửi báo cáo quý trước ngày 10 của tháng cuối quý; báo cáo năm trước ngày"
            " 20/11.",
            [
                "Các phòng gửi báo cáo quý trước ngày 10 của tháng cuối quý",
                "báo cáo năm trước ngày 20/11",
            ],
        ),
        (
            "Làm đủ phần việc của mình; mỗi năm trước ngày 05/11 (hoặc khi được hỏi), báo cáo tình"
            " hình về Văn phòng.",
            ["mỗi năm trước ngày 05/11 (hoặc khi được hỏi), báo cáo tình hình về Văn phòng"],
        ),
        (
            "Trình ký báo cáo chung (gửi Sở Nội vụ trước ngày 05/12 hằng năm) của cả đơn vị.",
            ["Trình ký báo cáo chung (gửi Sở Nội vụ trước ngày 05/12 hằng năm)"],
        ),
        (
            "Báo cáo năm: các phòng, trung tâm gửi Văn phòng Sở trước ngày 25/11.",
            ["Báo cáo năm: các phòng, trung tâm gửi Văn phòng Sở trước ngày 25/11"],
        ),
        ("Hoàn thành trước ngày 10/12, trình Giám đốc Sở.", []),
    ],
)
def test_clauses_with_their_days(sentence: str, clauses: list[str]) -> None:
    assert list(clauses_of_reports(sentence, year=2026)) == clauses


@pytest.mark.parametrize(
    ("words", "sender"),
    [
        ("Báo cáo năm các phòng gửi trước ngày nào", "units"),
        ("Sở gửi báo cáo năm lên tỉnh hạn nào", "whole"),
        ("Văn phòng Sở tổng hợp báo cáo của các phòng, trình Giám đốc", "whole"),
        ("Báo cáo năm gửi trước ngày nào", ""),
    ],
)
def test_who_sends_a_report(words: str, sender: str) -> None:
    assert sent_by(words) == sender
