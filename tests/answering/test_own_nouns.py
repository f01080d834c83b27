"""A decision that gives targets to departments: its table tells tasks, and figures too."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Answer, Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

DECISION = """ỦY BAN NHÂN DÂN
TỈNH HÒA BÌNH
Số: 71/QĐ-UBND

QUYẾT ĐỊNH
Giao chỉ tiêu vệ sinh môi trường năm 2027

Điều 1. Giao chỉ tiêu cho các sở, ngành tại Phụ lục I.

Điều 2. Chỉ tiêu chỉ được sửa một lần, đề nghị gửi trước ngày 15/8/2027.

PHỤ LỤC I

| TT | Chỉ tiêu | Đơn vị tính | Thực hiện 2026 | Giao 2027 | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 1 | Tỷ lệ rác được phân loại tại nhà | % | 41 | 65 | Sở Xây dựng | Đoàn Thanh niên | 31/12/2027 |
| 2 | Số điểm thu pin cũ | điểm | 18 | 60 | Sở Công Thương | | 30/6/2027 |
| 3 | Tỷ lệ chợ có nhà vệ sinh đạt chuẩn | % | 52 | 80 | Sở Công Thương | Sở Xây dựng | 30/11/2027 |
| 4 | Số xã không còn bãi rác tự phát | xã | 33 | 50 | Sở Xây dựng | UBND các xã | 31/12/2027 |

PHỤ LỤC II

| TT | Xã, phường | Rác phân loại (%) | Rác thu gom (%) |
| --- | --- | --- | --- |
| 1 | Phường Tân Hòa | 78 | 99 |
| 2 | Xã Cao Sơn | 58 | |
| 3 | Xã Mường Bi | 61 | 90 |

Hòa Bình, ngày 19 tháng 01 năm 2027
"""  # noqa: E501


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("targets"), {"chi-tieu.md": DECISION}) as held:
        yield held


def ask(assistant: Assistant, question: str, day: date = date(2027, 3, 1)) -> Answer:
    return assistant.ask(Question(question, day))


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Sở Công Thương đang cầm những chỉ tiêu nào?", ["2", "3"]),
        ("Có bao nhiêu chỉ tiêu ghi hạn 31/12/2027?", ["1", "4"]),
        ("Chỉ tiêu thu pin cũ ai chủ trì, hạn khi nào?", ["2"]),
        ("Chợ có nhà vệ sinh đạt chuẩn thì sở nào phối hợp?", ["3"]),
    ],
)
def test_targets_are_tasks(assistant: Assistant, question: str, rows: list[str]) -> None:
    answer = ask(assistant, question)
    assert [task.stt for task in answer.tasks] == rows, answer.text


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Năm 2027 tỷ lệ rác phân loại tại nhà giao bao nhiêu phần trăm?", "65"),
        ("Phường Tân Hòa rác thu gom bao nhiêu phần trăm?", "99"),
    ],
)
def test_targets_are_figures(assistant: Assistant, question: str, figure: str) -> None:
    assert f"**{figure}" in ask(assistant, question).text


def test_a_blank_cell_is_not_told_by_its_neighbour(assistant: Assistant) -> None:
    answer = ask(assistant, "Xã Cao Sơn bị giao rác thu gom bao nhiêu phần trăm?")
    assert not answer.answered, answer.text
    assert "58" not in answer.text


def test_a_figure_names_its_column(assistant: Assistant) -> None:
    text = ask(assistant, "Xã Mường Bi rác phân loại mấy phần trăm?").text
    assert "Xã Mường Bi, Rác phân loại (%)" in text, text
