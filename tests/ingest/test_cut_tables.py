"""One table that its author cut by headings: its parts go on under the first one's header."""

from pathlib import Path

import docx

from assistant.domain.task import Field
from assistant.ingest.limits import Limits
from assistant.ingest.parsing import parse

HEADER = ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian hoàn thành")
PARTS = (
    ("I. CÔNG TÁC CHỈ ĐẠO", (("1", "Kiện toàn Ban Chỉ đạo", "Văn phòng Sở", "Quý I/2026"),)),
    (
        "II. KIỂM TRA",
        (
            ("2", "Kiểm tra việc chấp hành", "Thanh tra Sở", "15/9/2026"),
            ("3", "Tổng hợp, báo cáo kết quả", "Phòng Kế hoạch", "Tháng 11/2026"),
        ),
    ),
)


def test_parts_without_a_header_are_read_like_the_first(tmp_path: Path) -> None:
    document = docx.Document()
    for heading, rows in PARTS:
        document.add_paragraph().add_run(heading).bold = True
        with_header = (HEADER, *rows) if rows is PARTS[0][1] else rows
        table = document.add_table(0, len(HEADER), style="Table Grid")
        for row in with_header:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    document.save(str(tmp_path / "a.docx"))

    tasks = parse(tmp_path / "a.docx", limits=Limits(render_seconds=0)).tasks

    assert [(t.stt, t.title, t.words(Field.LEAD), t.words(Field.DUE)) for t in tasks] == [
        row for _, rows in PARTS for row in rows
    ]
    assert [task.section_path[-1] for task in tasks] == [
        "I. CÔNG TÁC CHỈ ĐẠO",
        "II. KIỂM TRA",
        "II. KIỂM TRA",
    ]
