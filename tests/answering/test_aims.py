"""What a plan sets itself, asked for as a whole: aims in sentences and in a table of targets."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH HÒA BÌNH
SỞ CÔNG THƯƠNG
Số: 61/KH-SCT

KẾ HOẠCH
Phát triển chợ nông thôn năm 2026

I. CHỈ TIÊU
- Ít nhất 70% chợ hạng 3 có ban quản lý được tập huấn.
- Cải tạo xong 12 chợ trước mùa mưa.

| TT | Chỉ tiêu | Đơn vị tính | Kế hoạch năm 2026 |
| --- | --- | --- | --- |
| 1 | Chợ có điểm thu gom rác riêng | chợ | 45 |

II. QUY ĐỊNH
1. Người trông xe ở chợ được trả công 180.000 đồng mỗi ngày.
2. Hồ sơ xin sửa quầy phải ghi rõ số quầy, diện tích, vật liệu và thời gian sửa.
3. Nhiệm vụ được giao theo nguyên tắc “06 rõ”.
4. Chủ quầy để hàng lấn lối đi ba lần thì phải trả lại quầy.
5. Chương trình 12-CTr/TU được ban hành để thực hiện Nghị quyết số 19-NQ/TW.

PHỤ LỤC

| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| --- | --- | --- | --- |
| 1 | Cải tạo chợ Bờ | Phòng Quản lý thương mại | 30/4/2026 |
| 2 | Ký với Trường Đại học Hòa Bình việc khảo sát sức mua ở chợ | Văn phòng Sở | 31/5/2026 |

Hòa Bình, ngày 12 tháng 01 năm 2026
"""
OTHER = """UBND TỈNH LAI CHÂU
SỞ CÔNG THƯƠNG
Số: 17/KH-SCT

KẾ HOẠCH
Khảo sát sức mua hàng Việt năm 2026

I. NHIỆM VỤ

| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| --- | --- | --- | --- |
| 1 | Khảo sát sức mua ở chợ phiên | Văn phòng Sở | 30/9/2026 |

Lai Châu, ngày 12 tháng 01 năm 2026
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"cho.md": PLAN, "suc-mua.md": OTHER}
    with assistant_over(tmp_path_factory.mktemp("aims"), texts) as held:
        yield held


def answered(assistant: Assistant, *turns: str) -> str:
    """What the last of the turns is answered."""
    conversation = None
    text = ""
    for turn in turns:
        answer = assistant.ask(Question(turn, date(2026, 3, 1), conversation))
        conversation, text = answer.conversation_id, answer.text
    return text


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch chợ Hòa Bình đặt những chỉ tiêu nào?",
        "Điểm nhanh các chỉ tiêu của kế hoạch chợ Hòa Bình",
        "chi tieu cua ke hoach cho Hoa Binh la gi",
    ],
)
def test_all_aims_of_a_plan(assistant: Assistant, question: str) -> None:
    said = answered(assistant, question)
    assert "70%" in said
    assert "12 chợ" in said
    assert "Chợ có điểm thu gom rác riêng: Đơn vị tính: chợ; Kế hoạch năm 2026: 45" in said
    assert "Cải tạo chợ Bờ" not in said, "tasks are no aims"


def test_one_aim_is_no_list(assistant: Assistant) -> None:
    said = answered(assistant, "Chỉ tiêu chợ hạng 3 có ban quản lý được tập huấn là bao nhiêu?")
    assert "70%" in said
    assert "12 chợ" not in said


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Người trông xe ở chợ Hòa Bình được trả công mỗi ngày bao nhiêu?", "180.000 đồng"),
        ("Hồ sơ xin sửa quầy ở chợ Hòa Bình phải ghi rõ những gì?", "diện tích, vật liệu"),
        ("Chủ quầy ở Hòa Bình làm sao thì bị đòi lại quầy?", "ba lần"),
        ("Chương trình 12-CTr/TU của Hòa Bình là để thực hiện nghị quyết nào?", "19-NQ/TW"),
    ],
)
def test_rules_in_prose(assistant: Assistant, question: str, fact: str) -> None:
    assert fact in answered(assistant, question)


def test_a_term_that_is_only_mentioned_is_not_explained(assistant: Assistant) -> None:
    answer = assistant.ask(
        Question("“06 rõ” trong kế hoạch chợ Hòa Bình gồm những gì?", date(2026, 3, 1))
    )
    assert not answer.answered, answer.text


def test_the_unit_named_tells_which_of_two_plans_rows_is_meant(assistant: Assistant) -> None:
    question = "Khảo sát sức mua ở chợ với Trường Đại học Hòa Bình hạn khi nào?"
    assert "31/5/2026" in answered(assistant, question)


@pytest.mark.parametrize("following", ["còn quý III thì sao?", "hạn khi nào?", "còn ai ký?"])
@pytest.mark.parametrize(
    "first",
    [
        "Phòng Quản lý lưới điện Hòa Bình chủ trì việc gì?",
        "Việc theo phiếu 777/PX-ABC ai chủ trì?",
    ],
)
def test_what_no_document_names_is_carried_over_without_harm(
    assistant: Assistant, first: str, following: str
) -> None:
    assert answered(assistant, first, following)
