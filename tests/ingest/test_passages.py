"""Outline and passages: sections, lead-ins, footnotes, tables that give no tasks."""

import pytest

from assistant.domain.document import Passage, PassageKind
from assistant.ingest.layout import BlockKind, Layout, Page, TextBlock
from assistant.ingest.parts import cut_parts
from assistant.ingest.passages import LONGEST, SHORTEST, cut_long, passages, table_rows
from assistant.vietnamese.outline_marks import Rank, read_mark
from tests.support.grids import grid
from tests.support.running import layout_of

PLAN = """SỞ XÂY DỰNG
Số: 12/KH-SXD
^**KẾ HOẠCH**
^**Phát triển nhà ở năm 2026**
Sở Xây dựng ban hành Kế hoạch như sau:
I. MỤC TIÊU
1. Mục tiêu chung
Nâng cao chất lượng nhà ở.
2. Mục tiêu cụ thể
- Hoàn thành 03 dự án.
II. TỔ CHỨC THỰC HIỆN
1. Giao Văn phòng Sở chủ trì:
a) Rà soát hồ sơ;
- Hồ sơ năm 2025;
b) Gửi báo cáo.
Trong quá trình thực hiện, các phòng báo cáo Giám đốc Sở./.
Nơi nhận:
- Lưu: VT.
GIÁM ĐỐC
Trần Văn Bình
PHỤ LỤC I
^DANH MỤC NHIỆM VỤ
^(Kèm theo Kế hoạch số 12/KH-SXD ngày 15/01/2026)
I. Nhóm thứ nhất
1. Lập danh sách."""


def passage(text: str, *, start: str) -> Passage:
    """The passage of a document that begins so."""
    return next(found for found in passages(layout_of(text)) if found.text.startswith(start))


def test_every_part_of_a_plan_has_its_kind() -> None:
    found = passages(layout_of(PLAN))
    assert [p.ordinal for p in found] == list(range(1, len(found) + 1))
    kinds = {p.text.split("\n")[0]: p.kind for p in found}
    assert kinds["Phát triển nhà ở năm 2026"] is PassageKind.TITLE
    assert kinds["I. MỤC TIÊU"] is PassageKind.HEADING
    assert kinds["2. Mục tiêu cụ thể"] is PassageKind.HEADING
    assert kinds["- Hoàn thành 03 dự án."] is PassageKind.ITEM
    assert kinds["Nơi nhận:"] is PassageKind.RECIPIENTS
    assert kinds["GIÁM ĐỐC"] is PassageKind.SIGNATURE
    assert kinds["DANH MỤC NHIỆM VỤ"] is PassageKind.TITLE


def test_no_word_of_a_plan_is_lost() -> None:
    said = " ".join(p.text for p in passages(layout_of(PLAN)))
    kept = [line.strip("^*") for line in PLAN.split("\n") if line != "^**KẾ HOẠCH**"]
    assert [line for line in kept if line not in said] == []


@pytest.mark.parametrize(
    ("start", "path", "lead_in"),
    [
        ("Nâng cao", ("I. MỤC TIÊU", "1. Mục tiêu chung"), ""),
        ("- Hoàn thành", ("I. MỤC TIÊU", "2. Mục tiêu cụ thể"), ""),
        ("a) Rà soát", ("II. TỔ CHỨC THỰC HIỆN",), "1. Giao Văn phòng Sở chủ trì:"),
        ("b) Gửi báo cáo", ("II. TỔ CHỨC THỰC HIỆN",), "1. Giao Văn phòng Sở chủ trì:"),
        ("1. Lập danh sách", ("PHỤ LỤC I", "I. Nhóm thứ nhất"), ""),
    ],
)
def test_a_passage_knows_what_governs_it(start: str, path: tuple[str, ...], lead_in: str) -> None:
    found = passage(PLAN, start=start)
    assert found.section_path == path
    assert found.lead_in == lead_in


def test_articles_govern_their_clauses() -> None:
    text = (
        "^NGHỊ QUYẾT\n^Về hợp tác xã\nChương I\nCăn cứ chung.\nĐiều 2. Mức hỗ trợ\n"
        "1. Hỗ trợ vốn.\na) Không quá 20%.\nĐiều 3. Hiệu lực\n1. Từ ngày ký."
    )
    assert passage(text, start="a) Không").section_path[-1] == "Điều 2. Mức hỗ trợ"
    assert passage(text, start="1. Từ ngày").section_path[-1] == "Điều 3. Hiệu lực"


def test_a_paragraph_over_a_page_border_is_one_passage_on_both_pages() -> None:
    text = "I. MỤC TIÊU\n- Hoàn thành cơ sở dữ liệu về nhà ở và thị trường\n---\nbất động sản."
    found = passage(text, start="- Hoàn thành")
    assert found.text == "- Hoàn thành cơ sở dữ liệu về nhà ở và thị trường bất động sản."
    assert [box.page for box in found.place.boxes] == [1, 2]


def test_a_new_item_on_a_new_page_stays_apart() -> None:
    text = "I. MỤC TIÊU\n- Hoàn thành 03 dự án,\n---\n- Khởi công 05 dự án."
    assert passage(text, start="- Khởi công").place.page == 2


def test_a_footnote_stands_with_the_sentence_that_bears_its_number() -> None:
    text = (
        "I. YÊU CẦU\nThực hiện theo tinh thần “5 rõ”1 của tỉnh. Báo cáo kịp thời.\n"
        "II. KINH PHÍ\nTheo dự toán.\n[^]1 5 rõ: rõ người, rõ việc."
    )
    note = passage(text, start="1 5 rõ")
    assert note.kind is PassageKind.FOOTNOTE
    assert note.section_path == ("I. YÊU CẦU",)
    assert note.lead_in == "Thực hiện theo tinh thần “5 rõ”1 của tỉnh."


def test_furniture_is_no_passage() -> None:
    number = TextBlock("2", BlockKind.FURNITURE)
    page = Page(1, blocks=(TextBlock("I. MỤC TIÊU"), number, TextBlock("- Hoàn thành.")))
    assert [p.text for p in passages(Layout((page,)))] == ["I. MỤC TIÊU", "- Hoàn thành."]


def test_long_texts_are_cut_between_sentences() -> None:
    text = " ".join(f"Câu thứ {n} nói về việc rà soát hồ sơ của các phòng." for n in range(60))
    pieces = cut_long(text)
    assert len(pieces) > 1
    assert " ".join(pieces) == text
    assert all(len(piece) <= LONGEST + SHORTEST and piece.endswith(".") for piece in pieces)


def test_one_long_sentence_stays_whole() -> None:
    text = "Rà soát " + ", ".join(["hồ sơ nhà ở"] * 120) + "."
    assert cut_long(text) == (text,)


def test_rows_of_a_table_say_their_headers() -> None:
    table = grid(
        """
        STT | Đơn vị  | Số mẫu    | <
        ^   | ^       | Thịt      | Rau
        1   | Xã A    | 80        | 60
        2   | Xã B    | 70        |
        """
    )
    assert [text for text, _ in table_rows(table)] == [
        "STT: 1; Đơn vị: Xã A; Số mẫu – Thịt: 80; Số mẫu – Rau: 60",
        "STT: 2; Đơn vị: Xã B; Số mẫu – Thịt: 70",
    ]


def test_a_task_table_is_left_to_its_rows() -> None:
    table = grid("STT | Nhiệm vụ\n1 | Rà soát")
    layout = Layout((Page(1, blocks=(TextBlock("I. NHIỆM VỤ"), table)),))
    assert len(passages(layout)) == 2
    assert len(passages(layout, task_grids=(table,))) == 1


@pytest.mark.parametrize(
    ("text", "mark", "rank"),
    [
        ("PHẦN THỨ NHẤT", "PHẦN THỨ NHẤT", Rank.PART),
        ("Chương II QUY ĐỊNH CỤ THỂ", "Chương II", Rank.CHAPTER),
        ("Điều 5. Trách nhiệm", "Điều 5", Rank.ARTICLE),
        ("IV.TỔ CHỨC", "IV", Rank.ROMAN),
        ("C. KẾT LUẬN", "C", Rank.LETTER),
        ("1/ Văn phòng", "1", Rank.NUMBER),
        ("1.2 Hạ tầng", "1.2", Rank.NUMBER_2),
        ("(3) Rà soát", "3", Rank.BRACKET),
        ("đ) Rà soát", "đ", Rank.SMALL),
        ("-Rà soát", "-", Rank.DASH),
        ("+ Rà soát", "+", Rank.PLUS),
    ],
)
def test_marks(text: str, mark: str, rank: Rank) -> None:
    found, _ = read_mark(text)
    assert found is not None
    assert (found.words, found.rank) == (mark, rank)


@pytest.mark.parametrize(
    "text",
    [
        "Điều 5 của Nghị định này",
        "1.139 thủ tục",
        "15/12/2025 là hạn cuối",
        "12.5 điểm",
        "05 đô thị",
        "6 tháng đầu năm",
        "V/v báo cáo",
        "Mục tiêu chung",
    ],
)
def test_what_is_no_mark(text: str) -> None:
    assert read_mark(text)[0] is None


def test_a_signature_before_the_recipients_belongs_to_the_closing() -> None:
    signature = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nHồ Văn A"
    text = f"I. MỤC TIÊU\nĐạt mục tiêu./.\n{signature}\nNơi nhận:\n- Lưu: VT."
    closing = cut_parts(layout_of(text)).closing
    assert [block.text for block in closing][:2] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_an_attached_plan_begins_where_its_kind_is_named() -> None:
    text = (
        "^QUYẾT ĐỊNH\n^Ban hành Kế hoạch\nĐiều 1. Ban hành Kế hoạch.\nNơi nhận:\n- Lưu: VT.\n"
        "GIÁM ĐỐC\nLê Văn Tám\n^KẾ HOẠCH\n^Chuyển đổi số\n^(Kèm theo Quyết định số 5/QĐ-SXD)\n"
        "I. MỤC TIÊU\n- Đạt 100%."
    )
    (attached,) = cut_parts(layout_of(text)).appendices
    assert isinstance(attached[0], TextBlock)
    assert attached[0].text == "KẾ HOẠCH"
