"""What a question demands of the text that is to answer it."""

from datetime import date

import pytest

from assistant.answering.evidence.seldom_held import demands
from assistant.answering.understand.reading import understand
from assistant.answering.understand.vocabulary.names import Names
from assistant.vietnamese.terms import spell_padded


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Đường vào Mường Nhé 2 khi nào thông xe?", "nhé 2"),
        ("Chợ A Pa Chải 1 tháng mấy lần?", ""),
        ("Mỗi hộ được bao nhiêu tiền?", "hộ"),
        ("Sáng kiến được thưởng bao nhiêu một cái?", "khen"),
        ("Nước ngọt ở ghe tối đa bao nhiêu tiền một khối?", "m³"),
        ("Mỗi ha được bao nhiêu tiền?", "héc-ta"),
        ("Kế hoạch phát triển khoa học, công nghệ của Đắk Lắk có mấy mục tiêu?", ""),
        ("Đấu giá trụ sở đợt ba tháng mấy?", "đợt 3"),
        ("Giai đoạn 1 của đề án xong khi nào?", "đoạn một"),
        ("Đấu giá đợt một với đợt hai khác nhau sao?", ""),
        ("Mục tiêu giai đoạn 2026 - 2030 là gì?", ""),
        ("Xin cấp phép thì nộp giấy tờ gì?", "hồ sơ gồm"),
        ("Kiểm tra xong phải có giấy tờ gì?", ""),
        ("Lợn tiêu hủy được hỗ trợ bao nhiêu một ký?", "kg"),
    ],
)
def test_demands(question: str, wanted: str, names: Names) -> None:
    understood = understand(question, names, as_of=date(2026, 5, 1))
    words = [word for one in demands(understood) for word in one]
    assert (spell_padded(wanted) in words) if wanted else not words, words
