"""Two things set against each other: each is told by what was found of it."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Answer, Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

CABLES = """UBND TỈNH HÒA BÌNH
SỞ XÂY DỰNG
Số: 61/KH-SXD

KẾ HOẠCH
Hạ ngầm đường dây và bán nhà ở xã hội năm 2026

I. MỤC TIÊU

| STT | Chỉ tiêu | Đơn vị tính | Kết quả năm 2025 | Mục tiêu năm 2026 |
| --- | --- | --- | --- | --- |
| 1 | Tuyến phố không còn dây treo | tuyến | 12 | 31 |

II. KINH PHÍ

Tổng kinh phí thực hiện là 38,5 tỷ đồng, gồm ngân sách tỉnh 30 tỷ đồng và vốn doanh nghiệp 8,5 tỷ đồng.

III. CHẾ ĐỘ BÁO CÁO

1. Các phòng gửi báo cáo quý về Văn phòng Sở trước ngày 12 tháng cuối quý.

2. Văn phòng Sở trình Giám đốc Sở báo cáo năm trước ngày 15/12/2026.

3. Bản kiểm kê vật tư nộp cho Sở Tài chính trước ngày 20/12/2026.

PHỤ LỤC

| STT | Nhiệm vụ | Chủ trì | Thời hạn | Sản phẩm | Số căn |
| --- | --- | --- | --- | --- | --- |
| 1 | Hạ ngầm dây đường Cù Chính Lan | Phòng Hạ tầng | 30/4/2026 | 3,4 km tuyến sạch dây | |
| 2 | Hạ ngầm dây đường Chi Lăng | Phòng Hạ tầng | 31/7/2026 | 1,2 km tuyến sạch dây | |
| 3 | Mở bán khu nhà Đồng Mận | Phòng Nhà ở | 15/9/2026 | Thông báo mở bán | 420 |
| 4 | Mở bán khu nhà Bãi Sậy | Phòng Nhà ở | 15/11/2026 | Thông báo mở bán | 280 |

Hòa Bình, ngày 12 tháng 01 năm 2026
"""  # noqa: E501

PARKS = """UBND TỈNH YÊN BÁI
SỞ XÂY DỰNG
Số: 17/KH-SXD

KẾ HOẠCH
Trồng cây và làm vườn dạo giai đoạn 2026 - 2028

I. KINH PHÍ

Tổng kinh phí ba năm là 52 tỷ đồng: năm 2026 cần 14 tỷ đồng, hai năm sau cần 38 tỷ đồng.

II. CHẾ ĐỘ BÁO CÁO

1. Các đơn vị gửi báo cáo quý về Phòng Cây xanh trước ngày 20 tháng cuối quý.

2. Bản kiểm kê vật tư nộp cho Sở Tài chính trước ngày 05/12/2027.

PHỤ LỤC

| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| --- | --- | --- | --- |
| 1 | Trồng cây bóng mát đường Điện Biên | Phòng Cây xanh | 30/6/2026 |

Yên Bái, ngày 20 tháng 01 năm 2026
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"day-cap.md": CABLES, "cay-xanh.md": PARKS}
    with assistant_over(tmp_path_factory.mktemp("sides"), texts) as held:
        yield held


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(Question(question, date(2026, 3, 1)))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Đường Cù Chính Lan với đường Chi Lăng, chỗ nào hạ ngầm dài hơn?",
            ["Cù Chính Lan** nhiều hơn: 3,4 km, 1,2 km", "[1]", "[2]"],
        ),
        (
            "Khu nhà Đồng Mận với khu nhà Bãi Sậy, khu nào nhiều căn hơn?",
            ["Đồng Mận** nhiều hơn: 420, 280"],
        ),
        (
            "Tiền làm dây cáp Hòa Bình với tiền trồng cây Yên Bái bên nào nhiều hơn?",
            ["Yên Bái** cao hơn: 52 tỷ, 38,5 tỷ"],
        ),
        (
            "Tuyến phố hết dây treo 2025 được mấy tuyến mà 2026 đòi mấy tuyến?",
            ["**2025**: **12 tuyến**", "**2026**: **31 tuyến**"],
        ),
        (
            "Tuyến phố không còn dây treo năm ngoái được bao nhiêu so với mục tiêu năm nay?",
            ["**12 tuyến**", "**31 tuyến**"],
        ),
        (
            "Hạ ngầm đường Cù Chính Lan với đường Chi Lăng có cùng một phòng làm không?",
            ["**Cùng một đơn vị chủ trì**: Phòng Hạ tầng"],
        ),
        (
            "Hạ ngầm Chi Lăng với mở bán Bãi Sậy có chung đầu mối không hay mỗi nơi một phòng?",
            ["**Khác đơn vị chủ trì**", "Phòng Hạ tầng", "Phòng Nhà ở"],
        ),
        (
            "Kế hoạch của Hòa Bình tốn bao nhiêu tiền, còn Yên Bái trồng cây bóng mát hạn bao giờ?",
            ["**Hòa Bình**", "38,5 tỷ", "**Yên Bái**", "30/6/2026"],
        ),
        (
            "Mở bán Đồng Mận với mở bán Bãi Sậy cách nhau bao nhiêu ngày?",
            ["Đồng Mận** sớm hơn: 15/09/2026", "Cách nhau **61 ngày**"],
        ),
        (
            "Mở bán Bãi Sậy sau hạn hạ ngầm Chi Lăng mấy ngày?",
            ["31/07/2026", "15/11/2026", "Cách nhau **107 ngày**"],
        ),
        (
            "Đường Cù Chính Lan với Chi Lăng: chỗ nào hạ ngầm dài hơn, chỗ nào xong trước?",
            ["3,4 km", "1,2 km", "30/04/2026", "31/07/2026"],
        ),
        (
            "Báo cáo quý bên Hòa Bình với bên Yên Bái có cùng ngày không?",
            ["ngày 12", "ngày 20", "Cách nhau **8 ngày**"],
        ),
        (
            "Phòng Hạ tầng với Phòng Nhà ở ai chủ trì nhiều việc hơn?",
            ["**Bằng nhau**: mỗi bên 2 nhiệm vụ"],
        ),
    ],
)
def test_both_sides_are_told(assistant: Assistant, question: str, told: list[str]) -> None:
    text = ask(assistant, question).text
    assert not [words for words in told if words not in text], text


@pytest.mark.parametrize(
    "question",
    [
        "Tiền trồng cây Yên Bái với tiền trồng cây Lào Cai bên nào nhiều hơn?",
        "Mở bán Đồng Mận với xây chợ nổi Cái Bè, cái nào xong trước?",
    ],
)
def test_what_one_side_lacks_is_not_compared(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert not answer.answered, answer.text
    assert not answer.citations


def test_two_figures_in_a_cell_are_set_against_nothing(assistant: Assistant) -> None:
    """The first of several figures may not be the one that is asked for."""
    text = ask(assistant, "Khu Đồng Mận với đường Chi Lăng, cái nào to hơn?").text
    assert "nhiều hơn" not in text, text


def test_days_of_two_years_are_compared_with_their_years(
    assistant: Assistant,
) -> None:
    text = ask(assistant, "Bản kiểm kê vật tư Hòa Bình với Yên Bái bên nào nộp sớm hơn?").text
    assert "20/12/2026" in text
    assert "05/12/2027" in text
    assert "Hòa Bình** sớm hơn" in text, text


def test_days_of_reports_come_with_the_tasks_that_they_are(assistant: Assistant) -> None:
    """ "ai gửi?" goes on with the rows that the sentences are."""
    answer = ask(assistant, "Báo cáo quý gửi trước ngày mấy?")
    assert {task.section for task in answer.tasks} == {"II", "III"}, answer.text
    assert {task.stt for task in answer.tasks} == {"1"}
    assert "ngày 12" in answer.text
    assert "ngày 20" in answer.text
