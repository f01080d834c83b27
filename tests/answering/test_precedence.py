"""Which sign says that a row or a sentence is looked at first; the trace names it."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.answering.choice.precedence import LEADS, SIGNS
from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH QUẢNG NAM
SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
Số: 63/KH-SNNMT

KẾ HOẠCH
Sơ tán dân vùng sạt lở năm 2026

I. MỤC TIÊU
1. Tỷ lệ hộ vùng sạt lở được tập huấn sơ tán đạt 85% trở lên.

II. QUY ĐỊNH
1. Lệnh sơ tán dân vùng sạt lở do Chủ tịch xã ký; khi mất sóng thì trưởng thôn được tự quyết định.
2. Khoản thuê xe chở dân vùng sạt lở từ 200 triệu đồng trở lên do Giám đốc Sở quyết định.
3. Lực lượng xung kích trực sơ tán dân vùng sạt lở từ 17 giờ.

III. NHIỆM VỤ

| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| --- | --- | --- | --- |
| 1 | Lập danh sách hộ phải sơ tán ở vùng sạt lở | Ban Chỉ huy Quân sự xã | 30/6/2026 |
| 2 | Thuê xe chở dân vùng sạt lở | Văn phòng xã | 31/7/2026 |
| 3 | Tập huấn sơ tán cho hộ vùng sạt lở | Phòng Kinh tế | 31/8/2026 |
| 4 | Trực sơ tán dân vùng sạt lở của lực lượng xung kích | Công an xã | 30/9/2026 |

Quảng Nam, ngày 12 tháng 01 năm 2026
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("precedence"), {"so-tan.md": PLAN}) as held:
        yield held


@pytest.mark.parametrize(
    ("question", "sign"),
    [
        ("Lập danh sách hộ phải sơ tán là câu gì?", "có chữ hỏi chưa hiểu"),
        (
            "Thuê xe chở dân vùng sạt lở hết chừng 300 triệu thì ai quyết?",
            "câu nói đúng trường hợp có số tiền ấy",
        ),
        ("Thuê xe chở dân vùng sạt lở thì ai được quyết?", "hỏi người có quyền, dòng không nói"),
        (
            "Lực lượng xung kích trực sơ tán dân vùng sạt lở từ mấy giờ?",
            "hỏi giờ hay khoảng thời gian, dòng chỉ có ngày",
        ),
        (
            "Tỷ lệ hộ vùng sạt lở được tập huấn sơ tán phải đạt bao nhiêu?",
            "hỏi chỉ tiêu, câu nói chỉ tiêu",
        ),
        ("Ai thuê xe chở dân vùng sạt lở?", "dòng nói chủ đề không kém câu"),
        ("Lệnh sơ tán dân vùng sạt lở thế nào?", "câu nói chủ đề rõ hơn dòng"),
    ],
)
def test_the_trace_names_the_sign_that_decided(
    assistant: Assistant, question: str, sign: str
) -> None:
    _, trace = assistant.ask_traced(Question(question, date(2026, 3, 1)))
    decided = next(s for s in SIGNS if s.name == sign)
    assert f"{decided.first}: {sign}" in trace.render(), trace.render()


def test_every_sign_has_a_name_of_its_own() -> None:
    assert len({sign.name for sign in SIGNS}) == len(SIGNS)
    assert len({lead.name for lead in LEADS}) == len(LEADS)


@pytest.mark.parametrize("table", [SIGNS, LEADS], ids=["signs", "leads"])
def test_every_sign_says_what_it_means(table: tuple[object, ...]) -> None:
    assert all(entry.holds.__doc__ for entry in table)  # type: ignore[attr-defined]
