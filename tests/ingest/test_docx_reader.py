"""The Word reader: what is printed, not what is stored."""

import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from assistant.domain.errors import UnreadableFile
from assistant.ingest.layout import BlockKind, Grid, Layout, TextBlock
from assistant.ingest.limits import Limits
from assistant.ingest.readers.docx import read_docx
from tests.ingest.drawn import shown
from tests.support.cases import Case, each_case

UNPLACED = Limits(render_seconds=0)
DOCUMENTS = Path(__file__).resolve().parent.parent / "documents"
BORDERS = "".join(
    f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right", "insideH")
)
LEVELS = "".join(
    f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
    f'<w:lvlText w:val="{text}"/></w:lvl>'
    for depth, (style, text, start) in enumerate(
        (("upperRoman", "%1.", 1), ("decimal", "%1.%2.", 1), ("lowerLetter", "%3)", 2))
    )
)


def write(path: Path, body: str) -> Path:
    """A Word file with this body and one list of three levels."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{LEVELS}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>')
    )
    for element in list(document.element.body):
        if not element.tag.endswith("sectPr"):
            document.element.body.remove(element)
    wrapped = etree.fromstring(f"<w:body {nsdecls('w', 'wp', 'a', 'r')}>{body}</w:body>")
    for number, element in enumerate(wrapped):
        document.element.body.insert(number, element)
    document.save(str(path))
    return path


def read(path: Path) -> Layout:
    return read_docx(path, limits=UNPLACED)


def texts(layout: Layout) -> list[str]:
    return [block.text for block in layout.blocks if isinstance(block, TextBlock)]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def table(*rows: str, borders: str = BORDERS) -> str:
    inside = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{inside}</w:tbl>"


@each_case("word_paragraphs")
def test_paragraph(case: Case, tmp_path: Path) -> None:
    layout = read(write(tmp_path / "a.docx", f"<w:p>{case['mã']}</w:p>" + p("Hết.")))
    assert "\n".join(texts(layout)) == (case["chữ"] + "\nHết.").lstrip("\n")


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path: Path) -> None:
    body = p("Giao Văn phòng ", "<w:rPr><w:del w:id='1'/></w:rPr>") + p("Sở chủ trì.")
    assert texts(read(write(tmp_path / "a.docx", body))) == ["Giao Văn phòng Sở chủ trì."]


def test_numbering_is_printed(tmp_path: Path) -> None:
    def item(text: str, depth: int) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="91"/></w:numPr>')

    body = "".join(
        item(text, depth)
        for text, depth in (
            ("Mục tiêu", 0), ("Chung", 1), ("Cụ thể", 1), ("một", 2), ("hai", 2),
            ("Nhiệm vụ", 0), ("Thể chế", 1),
        )
    )  # fmt: skip
    assert texts(read(write(tmp_path / "a.docx", body))) == [
        "I. Mục tiêu", "I.1. Chung", "I.2. Cụ thể", "b) một", "c) hai",
        "II. Nhiệm vụ", "II.1. Thể chế",
    ]  # fmt: skip


def test_merged_cells(tmp_path: Path) -> None:
    body = table(
        tc("TT", "<w:vMerge w:val='restart'/>") + tc("Phân công", "<w:gridSpan w:val='2'/>"),
        tc("", "<w:vMerge/>") + tc("Chủ trì") + tc("Phối hợp"),
        tc("1") + tc("Văn phòng", "<w:vMerge w:val='restart'/>") + tc("Thanh tra"),
        tc("2") + tc("", "<w:vMerge/>") + tc(""),
        tc("II. Mục hai", "<w:gridSpan w:val='3'/>"),
    )
    grid = next(iter(read(write(tmp_path / "a.docx", body)).blocks))
    assert isinstance(grid, Grid)
    assert shown(grid) == (
        "| TT | Phân công | < |",
        "| ^ | Chủ trì | Phối hợp |",
        "| 1 | Văn phòng | Thanh tra |",
        "| 2 | ^ | |",
        "| II. Mục hai | < | < |",
    )


def test_deleted_rows_go_and_numbers_in_empty_cells_stay(tmp_path: Path) -> None:
    number = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='91'/></w:numPr></w:pPr></w:p>"
    numbered = f"<w:tc>{number}</w:tc>"
    gone = f"<w:trPr><w:del w:id='3'/></w:trPr>{tc('x')}{tc('Bỏ')}"
    body = table(numbered + tc("Rà soát"), gone, numbered + tc("Kiểm tra"))
    grid = next(iter(read(write(tmp_path / "a.docx", body)).blocks))
    assert isinstance(grid, Grid)
    assert shown(grid) == ("| I. | Rà soát |", "| II. | Kiểm tra |")


def test_lists_and_tables_within_a_cell_keep_their_lines(tmp_path: Path) -> None:
    inner = table(tc("A") + tc("10"), tc("B") + tc("20"))
    cell = f"<w:tc>{p('Gồm:')}{p('- Một;')}{p('- Hai.')}{inner}{p('')}</w:tc>"
    header = f"<w:tc>{p('Cơ quan')}{p('chủ trì')}</w:tc>"
    grid = next(iter(read(write(tmp_path / "a.docx", table(cell + header))).blocks))
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == [
        "Gồm:\n- Một;\n- Hai.\nA 10\nB 20",
        "Cơ quan chủ trì",
    ]


def test_a_table_without_rules_sets_texts_side_by_side(tmp_path: Path) -> None:
    left = f"<w:tc>{p('UBND TỈNH A')}{p('SỞ NỘI VỤ')}</w:tc>"
    body = table(left + tc("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), borders="") + p("Nội dung.")
    assert texts(read(write(tmp_path / "a.docx", body))) == [
        "UBND TỈNH A", "SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nội dung.",
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"PK\x03\x04 no package", b""], ids=["cut off", "empty"])
def test_a_damaged_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "hong.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert "hỏng" in caught.value.staff_message


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(write(tmp_path / "rong.docx", ""))
    assert "không có chữ" in caught.value.staff_message


MADE = DOCUMENTS / "so-noi-vu-lao-cai-2025-cai-cach-hanh-chinh.docx"


def test_footnotes_text_boxes_and_accepted_changes_of_a_whole_document() -> None:
    layout = read(MADE)
    blocks = [block for block in layout.blocks if isinstance(block, TextBlock)]
    notes = [block.text for block in blocks if block.kind is BlockKind.FOOTNOTE]
    words = " ".join(block.text for block in blocks)
    assert len(notes) == 1
    assert notes[0].startswith("1 Năm 2024")
    assert "DỰ THẢO LẦN 2" in words
    assert "đạt 99,2%" in words
    assert "98%" not in words


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice: apt-get install libreoffice-writer"
)
def test_pages_and_places_come_from_the_rendering() -> None:
    layout = read_docx(MADE)
    assert len(layout.pages) == 3
    heading, grid = layout.pages[1].blocks[0], layout.pages[1].blocks[3]
    assert isinstance(heading, TextBlock)
    assert (heading.text, heading.place.page) == ("PHỤ LỤC", 2)
    assert isinstance(grid, Grid)
    pages = {box.page for cell in grid.cells for box in cell.place.boxes}
    assert pages == {2, 3}
    assert all(cell.place.page for cell in grid.cells if cell.text)


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice: apt-get install libreoffice-writer"
)
def test_a_rendering_that_takes_too_long_leaves_places_by_block() -> None:
    layout = read_docx(MADE, limits=Limits(render_seconds=0.05))
    assert len(layout.pages) == 1
    assert len(layout.warnings) == 1
    assert next(iter(layout.blocks)).place.paragraph == 1
