"""Questions of places, and questions of units in much the same words."""

import pytest

from assistant.answering.evidence.kinds import holds
from assistant.answering.understand.meanings import Kind
from assistant.answering.understand.vocabulary.names import Names
from tests.answering.test_understand import read


@pytest.mark.parametrize(
    ("question", "is_of_place"),
    [
        ("Buổi họp giao ban tổ chức ở đâu?", True),
        ("Mô hình tưới nhỏ giọt làm thử ở những xã nào?", True),
        ("Chỗ nào được chọn làm thí điểm thu phí không dừng?", True),
        ("Chỗ nào cấp phép qua mạng trước?", True),
        ("Buổi họp với 30 xã tổ chức ở phòng nào?", True),
        ("Số hóa hồ sơ giao ở phòng nào?", False),
        ("Điểm nào phải nộp báo cáo trước ngày 15?", False),
        ("Nơi nào chủ trì số hóa hồ sơ?", False),
        ("Tiền làm kế hoạch lấy ở đâu?", False),
        ("Báo cáo quý nộp ở đâu?", False),
    ],
)
def test_what_asks_for_a_place(question: str, is_of_place: bool, names: Names) -> None:
    assert (Kind.PLACE in [v.kind for v in read(question, names).values]) == is_of_place


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Làm thử tại xã Trà Vân và phường Bắc Lý.", True),
        ("Hội nghị tổ chức tại hội trường lớn của Sở.", True),
        ("Thực hiện các việc nêu tại Phụ lục II.", False),
        ("Rà soát lại toàn bộ quy trình.", False),
    ],
)
def test_what_tells_of_a_place(text: str, tells: bool) -> None:
    assert holds(text, Kind.PLACE) == tells
