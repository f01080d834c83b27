"""Rules asked of a case, what a decision changes, and the words by which both are asked about."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH HÒA BÌNH
BẢO TÀNG TỈNH

Số: 14/KH-BTT

KẾ HOẠCH
Kiểm kê hiện vật, mở rộng trưng bày giai đoạn 2026 - 2028

I. MỤC TIÊU
- Khách tham quan đạt 45.000 lượt vào năm 2028.
- Giải ngân đến hết năm 2026 đạt tối thiểu 60% vốn được giao.

II. QUY ĐỊNH
1. Hợp đồng cho thuê hội trường trên 02 năm phải có ý kiến của Sở Tài chính.
2. Khoản chi dưới 40 triệu đồng do Trưởng phòng Hành chính duyệt; từ 40 triệu đồng trở lên do
Giám đốc duyệt.
3. Trả hiện vật sớm từ 10 đến 20 ngày được giảm 15% phí mượn.
4. Bảo tàng đóng cửa vào thứ Hai hằng tuần; kho được mở vào ngày 12 hằng tháng.
5. Báo cáo chậm quá 15 ngày thì phòng không được xét thi đua.
6. Sáng kiến được áp dụng thì thưởng 2 triệu đồng.
7. Học sinh được giảm 50% giá vé; học sinh khuyết tật được miễn vé.

III. KINH PHÍ
Tổng kinh phí giai đoạn 2026 - 2028 là 9,6 tỷ đồng.

IV. LIÊN HỆ
Khó khăn xin gọi bà Mai Thị Hoài, Phó Trưởng phòng Hành chính, điện thoại 0218.3000.456.

PHỤ LỤC

| STT | Nhiệm vụ | Đơn vị thực hiện | Phối hợp | Thời hạn | Lãnh đạo chỉ đạo |
| --- | --- | --- | --- | --- | --- |
| 1 | Kiểm kê 1.260 hiện vật đá | Phòng Kho | Phòng Hành chính | 30/6/2026 | Giám đốc |
| 2 | Kiểm kê hiện vật gỗ | Phòng Kho |  | 30/9/2026 | Ông Bùi Văn Nhàn |
| 3 | Lắp camera phòng trưng bày | Phòng Hành chính | Phòng Kho | 15/5/2026 | Giám đốc |
| 4 | Tập huấn giao tiếp cho thuyết minh viên | Phòng Hành chính |  | 20/4/2026 | Giám đốc |

Hòa Bình, ngày 12 tháng 01 năm 2026
GIÁM ĐỐC
Đinh Công Vượng
"""

DECISION = """UBND TỈNH HÒA BÌNH
BẢO TÀNG TỈNH

Số: 45/QĐ-BTT

QUYẾT ĐỊNH
Về việc điều chỉnh Kế hoạch số 14/KH-BTT ngày 12 tháng 01 năm 2026

Điều 1. Điều chỉnh Phụ lục kèm theo Kế hoạch số 14/KH-BTT như sau:
1. Nhiệm vụ số 1 (kiểm kê hiện vật đá): lùi thời hạn từ ngày 30/6/2026 đến ngày 31/8/2026.
2. Bãi bỏ nhiệm vụ số 3 (lắp camera phòng trưng bày) vì chưa có vốn.

Điều 2. Tăng tổng kinh phí từ 9,6 tỷ đồng lên 9,9 tỷ đồng.

Điều 3. Quyết định này có hiệu lực kể từ ngày ký.

Hòa Bình, ngày 20 tháng 5 năm 2026
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Hà Thị Bưởi
"""
DAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("cases")
    with assistant_over(folder, {"ke-hoach.md": PLAN, "quyet-dinh.md": DECISION}) as held:
        yield held


def ask(assistant: Assistant, *turns: str) -> str:
    conversation, text = None, ""
    for turn in turns:
        answer = assistant.ask(Question(turn, DAY, conversation_id=conversation))
        conversation, text = answer.conversation_id, answer.text
    return text


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        # a rule within whose bounds the case lies
        (("ký thuê hội trường 3 năm có phải hỏi ai không",), "Sở Tài chính"),
        (("mua đồ hết 120 triệu thì ai duyệt?",), "Giám đốc duyệt"),
        (("trả hiện vật sớm nửa tháng thì được giảm bao nhiêu?",), "15%"),
        (("nộp báo cáo trễ 20 ngày thì bị gì?",), "không được xét thi đua"),
        # days of the week and of the month
        (("Bảo tàng nghỉ những hôm nào trong tuần?",), "thứ Hai"),
        (("kho hiện vật mở vào ngày nào trong tháng?",), "ngày 12 hằng tháng"),
        # a case that goes on with a rule
        (("Học sinh được giảm giá vé bao nhiêu?", "nếu khuyết tật thì sao?"), "miễn vé"),
        # what a decision changes, in its own items
        (("Quyết định 45 sửa những gì?",), "Bãi bỏ nhiệm vụ số 3"),
        (("Tóm tắt quyết định 45 giúp anh",), "9,9 tỷ"),
        (("Lắp camera phòng trưng bày ai làm?", "việc đó còn phải làm nữa không?"), "bãi bỏ"),
        (("Kế hoạch kiểm kê hiện vật bãi bỏ việc nào, tại sao?",), "chưa có vốn"),
        (("quyết định 45 bỏ việc nào trong kế hoạch 14, lý do gì?",), "chưa có vốn"),
        (("những việc nào bị lùi hạn, vì sao?",), "lùi thời hạn từ ngày 30/6/2026"),
        (("quyết định sửa kế hoạch kiểm kê hiện vật ai ký?",), "Hà Thị Bưởi"),
        (("Kế hoạch 14 bị sửa bởi quyết định nào?", "ai ký quyết định đó?"), "Hà Thị Bưởi"),
        (("Ai ký kế hoạch 14?", "quyết định 45 thì ai?"), "Hà Thị Bưởi"),
        # words of two syllables of which one alone would be read otherwise
        (("Kiểm kê hiện vật gỗ phòng nào làm chính?",), "**Phòng Kho** chủ trì"),
        (("Tập huấn giao tiếp hạn khi nào?",), "20/4/2026"),
        # a figure that stands in one place
        (("kiểm kê 1260 hiện vật thì hạn ngày mấy?",), "31/8/2026"),
    ],
)
def test_a_case_is_answered(assistant: Assistant, turns: tuple[str, ...], said: str) -> None:
    assert said in ask(assistant, *turns)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Giám đốc chỉ đạo những việc nào?", ["1", "4"]),
        ("Phòng Kho thực hiện mấy việc?", ["1", "2"]),
        ("bảo tàng có những việc gì phải xong trong tháng 9?", ["2"]),
        ("Việc nào hạn tháng 9? Sáng mai anh họp", ["2"]),
    ],
)
def test_rows_are_listed(assistant: Assistant, question: str, rows: list[str]) -> None:
    found = assistant.ask(Question(question, DAY)).tasks
    assert [task.stt for task in found] == rows


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2027 kế hoạch kiểm kê được cấp bao nhiêu tiền?",  # only the sum of three years
        "Trưởng phòng Hành chính của bảo tàng tên là gì?",  # only a deputy is named
        "Đến hôm nay bảo tàng đã giải ngân được bao nhiêu phần trăm rồi?",  # an aim alone
        "số Zalo của bảo tàng là số mấy?",
    ],
)
def test_what_is_told_of_another_thing_is_no_answer(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(Question(question, DAY)).answered


def test_into_force_is_no_change(assistant: Assistant) -> None:
    assert "hiệu lực" not in ask(assistant, "Quyết định 45 sửa những gì?")
