"""Workbooks: several tables on one sheet."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from assistant.domain.task import Field
from assistant.ingest.layout import Grid
from assistant.ingest.parsing import parse
from assistant.ingest.readers.xlsx import read_xlsx

TASKS = (
    (True, "STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
    (False, 1, "Rà soát hồ sơ", "Văn phòng", "15/6/2026"),
    (False, 2, "Kiểm tra trạm y tế", "Thanh tra", "20/6/2026"),
)
TARGETS = (
    (True, "STT", "Chỉ tiêu", "ĐVT", "Năm 2026"),
    (False, 1, "Tỷ lệ tiêm chủng", "%", 95),
    (False, 2, "Số trạm đạt chuẩn", "trạm", 40),
)
EMPTY = ((False,),)
HEADING = ((True, "II. CHỈ TIÊU"),)
SECTION = ((True, "II", "Công tác khác"),)
TOTAL = ((True, "Cộng", "2 việc", "2", "100%"),)


def sheet_of(path: Path, *parts: Sequence[Sequence[object]]) -> Path:
    """A workbook of one sheet; each row begins with whether it is bold."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, (bold, *values) in enumerate((row for part in parts for row in part), start=1):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column, value).font = Font(bold=bool(bold))
    book.save(path)
    return path


def test_a_second_header_behind_a_heading_begins_another_table(tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "a.xlsx", TASKS, EMPTY, HEADING, TARGETS)
    read = parse(path)
    assert [(task.stt, task.title, task.words(Field.LEAD)) for task in read.tasks] == [
        ("1", "Rà soát hồ sơ", "Văn phòng"),
        ("2", "Kiểm tra trạm y tế", "Thanh tra"),
    ]
    assert [(t.subject, t.value, t.measure, t.period) for t in read.targets] == [
        ("Tỷ lệ tiêm chủng", "95", "%", "2026"),
        ("Số trạm đạt chuẩn", "40", "trạm", "2026"),
    ]


def test_section_rows_and_totals_part_no_table(tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "a.xlsx", TASKS, SECTION, TASKS[1:], EMPTY, TOTAL)
    (table,) = (block for block in read_xlsx(path).blocks if isinstance(block, Grid))
    assert table.rows == 7  # the header, four tasks, the section, the total
