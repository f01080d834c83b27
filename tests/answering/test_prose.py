"""What running text says, told by the sentence or the two that say it."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.answering.evidence.passages import is_said
from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH BẠC LIÊU
SỞ XÂY DỰNG
Số: 21/KH-SXD

KẾ HOẠCH
An toàn khi chăm sóc cây xanh đô thị năm 2026

I. QUY ĐỊNH
1. Ngừng leo cây khi gió từ cấp 5 trở lên. Lệnh cho nghỉ do đội trưởng tổ chăm sóc đưa ra.
2. Dây đai được thử tải ba tháng một lần. Dây quá hai năm phải thay, dù còn nguyên vẹn.
3. Nhà thầu giấu sự cố bị cấm dự thầu các gói chăm sóc cây trong 18 tháng.
4. Cây đổ vào đường dây thì Điện lực cắt điện trong 03 giờ, đội cây dọn xong trong 02 ngày.
5. Đội trưởng nộp sổ trực chậm quá hai lần thì bị xét khi xếp loại quý.
6. Nhà vườn cho thuê đất đặt vườn ươm được miễn tiền thuê vỉa hè 7 năm.
7. Điểm chiếu phim ngoài trời phải cách cây cổ thụ từ 15 mét.
8. Gói mua máy cưa từ 200 triệu đồng trở lên do Giám đốc Sở ký; dưới mức ấy do Chánh Văn phòng ký.
9. Sổ giao ca mở cho mọi người xem vào chiều thứ Tư tại nhà đội trưởng.
10. Lúc ông Danh Sa Rươl nghỉ phép, việc cắt cành do ông Lý Khươl coi giúp.
11. Xe cuốn rác lá ra công viên lớn hai lần một tuần.
12. Học sinh và người cao tuổi vào vườn hoa không mất tiền vé.
14. Cọc chống cây phát lần đầu không thu tiền; làm lại do mất thì nộp 90.000 đồng mỗi cọc.
15. Khi rào gốc cây, người đi bộ đi vòng không quá 40 m.
16. 60% cây mới trồng sống qua mùa khô, năm 2025 là 48%.
II. KINH PHÍ
Kinh phí mua đồ bảo hộ là 640 triệu đồng từ ngân sách tỉnh.
Bạc Liêu, ngày 12 tháng 01 năm 2026
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("prose"), {"ke-hoach.txt": PLAN}) as held:
        yield held


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Gió cấp mấy thì ngừng leo cây, ai cho nghỉ?", ("cấp 5", "đội trưởng"), ""),
        ("Gió cấp mấy thì phải ngừng leo cây?", ("cấp 5",), "đội trưởng"),
        ("Cây đổ vào đường dây thì đội cây dọn xong trong mấy ngày?", ("02 ngày",), ""),
        ("Đội trưởng nộp sổ trực chậm mấy lần thì bị xét xếp loại?", ("hai lần",), ""),
        ("Nhà vườn được miễn tiền thuê vỉa hè mấy năm?", ("7 năm",), ""),
        ("Điểm chiếu phim phải cách cây cổ thụ bao nhiêu mét?", ("15 mét",), ""),
        ("Gói mua máy cưa 150 triệu thì ai ký?", ("Chánh Văn phòng",), ""),
        ("Nhà thầu giấu sự cố thì bị sao?", ("cấm dự thầu", "18 tháng"), ""),
        ("Sổ giao ca mở xem ở đâu, hôm nào?", ("thứ Tư", "nhà đội trưởng"), ""),
        ("sổ giao ca mở cho xem vào thứ mấy?", ("thứ Tư",), ""),
        ("Ông Danh Sa Rươl nghỉ phép thì ai coi giúp?", ("Lý Khươl",), ""),
        ("Mấy bữa xe cuốn rác lá một lần?", ("hai lần một tuần",), ""),
        ("Ai vào vườn hoa khỏi mất vé?", ("Học sinh", "người cao tuổi"), ""),
        ("Năm 2026 cây mới trồng sống bao nhiêu %?", ("60%",), ""),
        ("lam lai coc chong cay bi mat het bao nhieu tien", ("90.000",), "640"),
        ("Rào gốc cây thì phải đi vòng xa nhất bao nhiêu mét?", ("40 m",), ""),
    ],
)
def test_the_sentences_that_answer(
    assistant: Assistant, question: str, told: tuple[str, ...], not_told: str
) -> None:
    answer = assistant.ask(Question(question, date(2026, 8, 1)))
    assert answer.answered, answer.text
    assert all(words in answer.text for words in told), answer.text
    assert not not_told or not_told not in answer.text


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Nhiệm vụ cụ thể nêu tại Phụ lục kèm theo Kế hoạch này./.", False),
        ("Các việc còn lại xem Phụ lục II.", False),
        ("(Kèm theo Kế hoạch số 21/KH-SXD ngày 12/01/2026 của Sở Xây dựng)", False),
        ("Kèm theo đơn phải có bản vẽ; nộp trước ngày 05/6.", True),
        ("Phòng nào chậm gửi Phụ lục thì bị nêu tên.", True),
        ("Số liệu tại Phụ lục được cập nhật trước ngày 05 hằng tháng.", True),
    ],
)
def test_a_sentence_that_only_points_to_the_annex_says_nothing(sentence: str, says: bool) -> None:
    assert is_said(sentence, tells_bases=False) is says
