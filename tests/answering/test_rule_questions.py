"""Questions that only sentences answer: what a rule says, and why."""

import pytest

from assistant.answering.understand.meanings import AsksValue, Kind
from assistant.answering.understand.vocabulary.names import Names
from tests.answering.test_understand import read


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Việc chậm quá 15 ngày thì đơn vị bị gì?", Kind.CONSEQUENCE),
        ("Phòng nào để trễ hai lần trong quý thì trưởng phòng chịu gì?", Kind.CONSEQUENCE),
        ("Cửa hàng không nộp hồ sơ thì xử lý thế nào?", Kind.CONSEQUENCE),
        ("Nhiệm vụ mà vướng lâu quá thì sao?", Kind.CONSEQUENCE),
        ("Nhận tiền hỗ trợ rồi bán cây non thì bị gì?", Kind.CONSEQUENCE),
        ("Nhận cây giống rồi lại đem bán thì sao?", Kind.CONSEQUENCE),
        ("Khi nào thì mô hình một cửa mới được nhân rộng?", Kind.CONDITION),
        ("Ngập cỡ nào thì bị xếp cấp 1?", Kind.AMOUNT),
        ("Nhận học bổng rồi bỏ ngang thì phải hoàn trả bao nhiêu?", Kind.AMOUNT),
        ("Chậm bao nhiêu nhiệm vụ thì phòng mất xếp loại?", Kind.AMOUNT),
        ("Trễ mấy ngày thì phải giải trình?", Kind.SPAN),
        ("Hồ sơ chậm quá mấy phần trăm thì bị hạ bậc?", Kind.PERCENT),
        ("Nhiều việc bị chậm, văn bản nêu lý do gì?", Kind.REASON),
        ("Phòng có mấy việc chậm trong năm thì bị hạ bậc xếp loại?", Kind.AMOUNT),
        ("Bao nhiêu phần trăm hộ đồng ý thì được làm đường?", Kind.PERCENT),
        ("Đơn vị nào về đích sớm nhất thì được thưởng bao nhiêu tiền?", Kind.MONEY),
    ],
)
def test_a_rule_is_asked_for_alone(question: str, kind: Kind, names: Names) -> None:
    understood = read(question, names)
    assert [value.kind for value in understood.values] == [kind]
    assert not understood.wants_list
    assert understood.measure is None
    assert not understood.overdue
    assert not understood.asks


@pytest.mark.parametrize(
    "question",
    [
        "Văn phòng Sở thì phải làm gì?",
        "Còn báo cáo năm thì sao?",
        "Văn phòng Sở được giao mấy việc thế?",
        "Còn mấy ngày thì đến hạn số hóa hồ sơ?",
        "Những việc nào bị chậm tiến độ?",
        "Số hóa hồ sơ làm thử tại đâu?",
        "Người bỏ việc không có lý do chính đáng do phòng nào theo dõi?",
    ],
)
def test_other_questions_ask_for_no_rule(question: str, names: Names) -> None:
    assert not any(isinstance(v, AsksValue) and v.in_prose for v in read(question, names).values)
