"""A figure or a day in running text that a later document changes is told as it stands now."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.answering.evidence.amendments import is_changed
from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from assistant.vietnamese.changes import read_change
from tests.support.stored_texts import assistant_over

HEAD = """UBND TỈNH BẠC LIÊU
SỞ XÂY DỰNG
Số: {number}

{kind}

"""
PLAN = (
    HEAD.format(number="15/KH-SXD", kind="KẾ HOẠCH\nQuản lý cây xanh đô thị năm 2026")
    + """I. CHỈ TIÊU
1. Trồng mới 1.200 cây bóng mát trên các tuyến phố.
2. Thay 85 cây có nguy cơ gãy đổ.
II. KINH PHÍ
Kinh phí chăm sóc cây là 4,2 tỷ đồng từ ngân sách tỉnh.
III. PHÂN CÔNG
1. Giao Phòng Hạ tầng chủ trì lập bản đồ cây xanh, hoàn thành trước ngày 30/6/2026.
Bạc Liêu, ngày 12 tháng 01 năm 2026
"""
)
CHANGE = (
    HEAD.format(
        number="88/QĐ-SXD",
        kind="QUYẾT ĐỊNH\nĐiều chỉnh Kế hoạch số 15/KH-SXD ngày 12/01/2026 về cây xanh đô thị",
    )
    + """Điều 1. Sửa đổi Kế hoạch số 15/KH-SXD ngày 12 tháng 01 năm 2026 như sau:
1. Nâng số cây bóng mát trồng mới từ 1.200 cây lên 1.500 cây.
2. Nhiệm vụ số 1 mục III: thời hạn hoàn thành từ ngày 30/6/2026 lùi đến ngày 30/9/2026.
Điều 2. Quyết định có hiệu lực từ ngày ký.
Bạc Liêu, ngày 03 tháng 6 năm 2026
"""
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(
        tmp_path_factory.mktemp("changed"), {"ke-hoach.txt": PLAN, "quyet-dinh.txt": CHANGE}
    ) as held:
        yield held


@pytest.mark.parametrize(
    ("question", "first_line", "not_told"),
    [
        ("Kế hoạch 15 trồng mới bao nhiêu cây bóng mát?", "1.500 cây", ""),
        ("Kế hoạch 15 thay bao nhiêu cây có nguy cơ gãy đổ?", "85 cây", "1.500"),
        ("Kinh phí chăm sóc cây là bao nhiêu?", "4,2 tỷ", "1.500"),
    ],
)
def test_the_figure_in_force_is_told_first(
    assistant: Assistant, question: str, first_line: str, not_told: str
) -> None:
    answer = assistant.ask(Question(question, date(2026, 8, 1)))
    assert first_line in answer.text.split("\n", maxsplit=1)[0].replace("*", "")
    assert not not_told or not_told not in answer.text


def test_a_day_of_before_is_told_with_the_day_in_force(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Bản đồ cây xanh ban đầu hạn ngày nào?", date(2026, 8, 1)))
    told = answer.text.replace("*", "")
    assert told.startswith("Trước điều chỉnh – Hạn: trước ngày 30/6/2026")
    assert "Hạn hiện nay: 30/9/2026, theo Quyết định 88/QĐ-SXD" in told


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("Nâng mức hỗ trợ từ 20 triệu đồng lên 25 triệu đồng; các mức khác giữ nguyên.",
         ("Nâng mức hỗ trợ ", "20 triệu đồng", "25 triệu đồng")),
        ("Lùi ngày gửi báo cáo quý từ ngày 10 sang ngày 15 của tháng sau.",
         ("Lùi ngày gửi báo cáo quý ", "10", "15 của tháng sau")),
        ("Số xe đưa đón giảm, chủ yếu từ khối tư nhân.", None),
        ("Hồ sơ nộp từ ngày 01/3, hoàn thành trước ngày 30/6.", None),
    ],
)  # fmt: skip
def test_what_becomes_of_what(sentence: str, change: tuple[str, str, str] | None) -> None:
    assert read_change(sentence) == change


@pytest.mark.parametrize(
    ("held", "is_meant"),
    [
        ("Mức hỗ trợ mỗi hộ là 20 triệu đồng.", True),
        ("Mức hỗ trợ mỗi hộ là 30 triệu đồng.", False),
        ("Mua ghế đá hết 20 triệu đồng.", False),
    ],
)
def test_which_sentence_is_changed(held: str, is_meant: bool) -> None:
    change = read_change("Nâng mức hỗ trợ mỗi hộ từ 20 triệu đồng lên 25 triệu đồng.")
    assert change is not None
    assert is_changed(held, change) == is_meant
