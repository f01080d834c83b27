"""Whether a text holds a thing of the sort that is asked for."""

import pytest

from assistant.answering.evidence.kinds import amounts_told, holds, tells_bound
from assistant.answering.understand.meanings import Kind
from assistant.answering.words.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("trả lời trong 10 ngày làm việc", Kind.SPAN, True),
        ("chậm trong hai tháng liền", Kind.SPAN, True),
        ("xử lý trong 24 giờ", Kind.SPAN, True),
        ("phải báo trước 48 giờ khi cắt nước", Kind.SPAN, True),
        ("trước ngày 15 tháng 3 năm 2026", Kind.SPAN, False),
        ("trước 16 giờ ngày 29/4/2026", Kind.SPAN, False),
        ("trực từ 7 giờ đến 21 giờ", Kind.HOUR, True),
        ("trước ngày 30/6/2026", Kind.HOUR, False),
        ("Xe chạy thiếu chuyến quá 3% thì không được trợ giá", Kind.CONSEQUENCE, True),
        ("Văn phòng theo dõi tiến độ hằng tuần", Kind.CONSEQUENCE, False),
        ("Trung tâm Hạ tầng báo nhanh khi có triều vượt ngưỡng", Kind.CONSEQUENCE, False),
        ("Người nhập mà sai trên 5% phải nhập lại ngoài giờ", Kind.CONSEQUENCE, True),
        ("mỗi nơi chỉ bị kiểm tra tối đa 01 lần trong năm", Kind.DAY, True),
        ("Chậm do thiếu vốn đối ứng", Kind.REASON, True),
        ("Việc này do Văn phòng Sở chủ trì", Kind.REASON, False),
        ("trồng 120 cây", Kind.AMOUNT, True),
        ("họp dân trước ngày 05/11/2027", Kind.AMOUNT, False),
        ("lắp 3.600 đồng hồ thông minh", Kind.MONEY, False),
        ("đón 3,9 triệu lượt khách", Kind.MONEY, False),
        ("chi 3,9 triệu cho lễ hội", Kind.MONEY, True),
        ("phải hoàn trả toàn bộ số tiền", Kind.CONSEQUENCE, True),
        ("Sở Nội vụ tổng hợp", Kind.UNIT, True),
        ("tiếp dân vào sáng thứ Hai", Kind.DAY, True),
        ("chậm quá hai lần trong quý", Kind.AMOUNT, True),
        ("ít nhất một lần một tuần", Kind.SPAN, True),
        ("trong đó 07 dự án vướng mặt bằng", Kind.REASON, True),
        ("Ai sai từ lần thứ hai phải viết thư xin lỗi", Kind.CONSEQUENCE, True),
        ("đổi mới cách làm việc của Sở để tốt hơn", Kind.UNIT, False),
    ],
)
def test_holds(text: str, kind: Kind, wanted: bool) -> None:
    assert holds(text, kind) is wanted


@pytest.mark.parametrize(
    ("question", "sentence", "wanted"),
    [
        ("khoản chi 150 triệu", "Khoản chi từ 200 triệu đồng trở lên do Giám đốc ký", True),
        ("in 8.000 tờ", "Tài liệu in trên 5.000 tờ do Giám đốc ký", True),
        ("in 8.000 tờ", "In 5.000 tờ gấp", False),
        ("in 8.000 tờ", "Từ 200 triệu đồng trở lên do Giám đốc ký", False),
        ("chặt cây 60 phân", "Cây từ 50 cm trở lên do Giám đốc cho phép", True),
    ],
)
def test_an_amount_of_a_case_falls_under_a_bound(
    question: str, sentence: str, wanted: bool
) -> None:
    (amount,) = amounts_told(tokenise(question).items)
    assert tells_bound(sentence, amount) is wanted
