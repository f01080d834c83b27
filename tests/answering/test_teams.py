"""An office whose units are teams by number, and a decision that puts its tasks off."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Answer, Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """CHI CỤC QUẢN LÝ THỊ TRƯỜNG
TỈNH LAI CHÂU
Số: 640/KH-CCQLTT

KẾ HOẠCH
Kiểm tra thị trường năm 2027

I. YÊU CẦU

Hàng cấm bắt được phải giao cho Công an trong 12 giờ.

Hồ sơ quá 60 ngày không ai nhận thì chuyển sang lưu.

PHỤ LỤC

| TT | Nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp | Thời hạn | Sản phẩm |
| --- | --- | --- | --- | --- | --- |
| I | CHỢ VÀ CỬA HÀNG | | | | |
| 1 | Kiểm tra cân ở tiệm vàng | Đội Quản lý thị trường số 1 | Công an tỉnh | 20/3/2027 | 45 tiệm |
| 2 | Kiểm tra phân bón đầu vụ | Đội Quản lý thị trường số 2 | | 05/4/2027 | 60 đại lý |
| 3 | Bắt pháo nổ nhập lậu | Đội Quản lý thị trường số 3 | Công an tỉnh | 20/01/2027 | 30 vụ |
| 4 | Dẹp hàng rong ở chợ Sìn Chải | Đội Quản lý thị trường số 3 | | 30/9/2027 | 8 buổi |
| II | VĂN PHÒNG | | | | |
| 1 | Thay máy tính hỏng | Phòng Tổ chức | Đội Quản lý thị trường số 1 | 30/6/2027 | 12 bộ máy |
| 2 | In tờ rơi về hàng giả | Phòng Nghiệp vụ | | Quý II/2027 | 9.000 tờ |

PHỤ LỤC II

| TT | Đơn vị | Số lượt xe phải cân | Thu phạt (triệu đồng) |
| --- | --- | --- | --- |
| 1 | Trạm cân 1 | 4.200 | 310 |
| 2 | Trạm cân 2 | 5.600 | 425 |

Lai Châu, ngày 05 tháng 01 năm 2027
"""

DECISION = """CHI CỤC QUẢN LÝ THỊ TRƯỜNG
TỈNH LAI CHÂU
Số: 71/QĐ-CCQLTT

QUYẾT ĐỊNH
Sửa đổi Kế hoạch số 640/KH-CCQLTT ngày 05/01/2027

Điều 1. Lùi thời hạn các nhiệm vụ sau của Kế hoạch số 640/KH-CCQLTT:

1. Đến ngày 31/8/2027, do chờ đấu thầu:

a) Nhiệm vụ số 1 mục II, thay máy tính hỏng (thời hạn cũ: 30/6/2027);

b) Nhiệm vụ số 2 mục I, kiểm tra phân bón.

2. Không chấp thuận lùi thời hạn nhiệm vụ số 3 mục I.

Điều 2. Bãi bỏ nhiệm vụ số 2 mục II.

Điều 3. Rút thời hạn nhiệm vụ số 4 mục I (hàng rong) từ ngày 30/9/2027 xuống ngày 31/7/2027.

Lai Châu, ngày 01 tháng 4 năm 2027
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"ke-hoach.md": PLAN, "quyet-dinh.md": DECISION}
    with assistant_over(tmp_path_factory.mktemp("teams"), texts) as held:
        yield held


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(Question(question, date(2027, 4, 10)))


def rows(answer: Answer) -> list[tuple[str, str]]:
    return [(task.section, task.stt) for task in answer.tasks]


@pytest.mark.parametrize(
    ("question", "row", "said"),
    [
        ("Kiểm tra cân tiệm vàng đội mấy đảm nhận?", ("I", "1"), ["Đội Quản lý thị trường số 1"]),
        ("kiem tra phan bon dau vu doi nao lam", ("I", "2"), ["Đội Quản lý thị trường số 2"]),
        ("Bắt pháo nổ phải được bao nhiêu vụ?", ("I", "3"), ["30 vụ"]),
        ("đội 3 phải bắt được bao nhiêu vụ pháo nổ", ("I", "3"), ["30 vụ"]),
        (
            "may tinh hong thay bao nhieu bo, ai thay, truoc ngay may",
            ("II", "1"),
            ["12 bộ máy", "Phòng Tổ chức", "31/8/2027"],
        ),
        ("Thay máy tính hỏng: ai làm + mấy bộ + ngày xong", ("II", "1"), ["12 bộ", "31/8/2027"]),
        ("Kiểm tra phân bón hạn mới là ngày nào?", ("I", "2"), ["31/8/2027"]),
        ("Bắt pháo nổ hạn đến khi nào?", ("I", "3"), ["20/01/2027"]),
    ],
)
def test_a_row_of_a_team(
    assistant: Assistant, question: str, row: tuple[str, str], said: list[str]
) -> None:
    answer = ask(assistant, question)
    assert rows(answer) == [row], answer.text
    assert all(words in answer.text for words in said), answer.text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Đội 1 QLTT chủ trì những việc gì?", [("I", "1")]),
        ("đội số 2 làm việc nào", [("I", "2")]),
        ("Công an tỉnh Lai Châu phối hợp những việc nào?", [("I", "1"), ("I", "3")]),
        ("Công an Lai Châu phối hợp việc gì", [("I", "1"), ("I", "3")]),
        ("Trong kế hoạch 640 về kiểm tra có việc nào bị bỏ không làm nữa?", [("II", "2")]),
        ("Những việc nào bị lùi hạn?", [("I", "2"), ("II", "1")]),
        ("Việc nào bị rút ngắn thời hạn?", [("I", "4")]),
        ("Những việc nào được điều chỉnh thời hạn?", [("I", "2"), ("I", "4"), ("II", "1")]),
    ],
)
def test_rows_of_teams(
    assistant: Assistant, question: str, expected: list[tuple[str, str]]
) -> None:
    answer = ask(assistant, question)
    assert rows(answer) == expected, answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hàng cấm bắt được trong mấy tiếng phải giao công an?", "12 giờ"),
        ("hồ sơ bao lâu không ai nhận thì bị chuyển lưu", "60 ngày"),
        ("Kế hoạch của chi cục QLTT số mấy?", "640/KH-CCQLTT"),
        ("Tóm tắt quyết định 71", "Đến ngày 31/8/2027"),
    ],
)
def test_what_the_prose_says(assistant: Assistant, question: str, said: str) -> None:
    answer = ask(assistant, question)
    assert said in answer.text


def test_a_name_that_only_begins_as_a_held_one_is_no_other(assistant: Assistant) -> None:
    assert "30/9/2027" in ask(assistant, "dẹp hàng rong ở chợ Sìn Chải xong khi nào").text
    refused = ask(assistant, "dẹp hàng rong ở chợ Sìn Suối xong khi nào")
    assert not refused.answered
    assert "Sìn Suối" in refused.text


def test_a_figure_of_one_number_is_none_of_another(assistant: Assistant) -> None:
    assert "5.600" in ask(assistant, "trạm cân 2 phải cân bao nhiêu lượt xe").text
    assert not ask(assistant, "tram can 3 phai can bao nhieu luot xe").answered
