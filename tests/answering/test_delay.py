"""Who was late most: a letter may tell it in a sentence, which rows of tasks cannot."""

from datetime import date
from pathlib import Path

from assistant.domain.answer import Question
from assistant.service.assistant import open_assistant
from assistant.settings import Settings

LETTER = """UBND TỈNH HẬU GIANG
Số: 512/UBND-KSTT

V/v đôn đốc giải quyết hồ sơ trực tuyến

Sáu tháng qua, sở để hồ sơ trễ hạn nhiều nhất là Sở Y tế với 214 hồ sơ.
Ủy ban nhân dân tỉnh yêu cầu:
1. Sở Xây dựng rà soát quy trình cấp phép, báo cáo trước ngày 15/3/2026.
2. Sở Nội vụ kiểm tra công vụ tại các sở trước ngày 20/3/2026.
Hậu Giang, ngày 02 tháng 3 năm 2026
"""


def test_a_sentence_tells_who_was_late_most(tmp_path: Path) -> None:
    file = tmp_path / "cong-van.txt"
    file.write_text(LETTER, encoding="utf-8")
    with open_assistant(
        Settings.model_validate({"ASSISTANT_HOME": str(tmp_path / "home")})
    ) as held:
        assert [report.status for report in held.ingest([file])] == ["added"]
        answer = held.ask(Question("Sở nào để hồ sơ trễ hạn nhiều nhất?", date(2026, 8, 1)))
    assert "Sở Y tế" in answer.text.split("\n", maxsplit=1)[0]
    assert "214" in answer.text
