"""Files set in fonts of before Unicode, in every format that keeps a font's name."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from reportlab.pdfgen.canvas import Canvas

from assistant.ingest.layout import Grid
from assistant.ingest.limits import Limits
from assistant.ingest.reading import read
from assistant.vietnamese.legacy import Encoding, encode
from tests.ingest.test_docx_reader import write as write_word

WORDS = "Giao phòng tổ chức chủ trì, phối hợp với đoàn thanh niên đầu tư ba phường."


def words_of(path: Path) -> list[str]:
    texts = []
    for block in read(path, limits=Limits(render_seconds=0)).blocks:
        texts += [c.text for c in block.cells] if isinstance(block, Grid) else [block.text]
    return texts


@pytest.mark.parametrize(
    ("encoding", "font"), [(Encoding.TCVN3, ".VnTime"), (Encoding.VNI, "VNI-Times")]
)
def test_a_pdf_whose_fonts_are_named(encoding: Encoding, font: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    drawn(path, encoding)
    # The same letters under the old font's name, which is as long with blanks behind it.
    named = path.read_bytes().replace(b"/Helvetica", b"/" + font.encode().ljust(9))
    path.write_bytes(named)
    assert words_of(path) == [WORDS]


@pytest.mark.parametrize("encoding", list(Encoding))
def test_a_pdf_whose_fonts_are_not(encoding: Encoding, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    drawn(path, encoding)
    assert words_of(path) == [WORDS]


def drawn(path: Path, encoding: Encoding) -> None:
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 12)
    canvas.drawString(72, 720, encode(WORDS, encoding=encoding))
    canvas.save()


@pytest.mark.parametrize("encoding", list(Encoding))
def test_a_workbook(encoding: Encoding, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    font = {Encoding.TCVN3: ".VnTime", Encoding.VNI: "VNI-Times"}[encoding]
    for column, words in enumerate(WORDS.split(", "), start=1):
        cell = book.active.cell(1, column, encode(words, encoding=encoding))
        cell.font = Font(name=font)
    book.save(tmp_path / "a.xlsx")
    assert words_of(tmp_path / "a.xlsx") == WORDS.split(", ")


def test_a_word_file_whose_style_names_the_font(tmp_path: Path) -> None:
    run = '<w:r><w:rPr><w:rFonts w:ascii="{}" w:hAnsi="{}"/></w:rPr><w:t>{}</w:t></w:r>'
    old = run.format(".VnTime", ".VnTime", encode("phòng tổ chức", encoding=Encoding.TCVN3))
    capital = run.format(".VnTimeH", ".VnTimeH", encode("ủ", encoding=Encoding.TCVN3))
    new = "<w:r><w:t> và Sở Nội vụ</w:t></w:r>"
    body = f"<w:p>{old}{new}</w:p><w:p>{capital}<w:r><w:t>y ban</w:t></w:r></w:p>"
    assert words_of(write_word(tmp_path / "a.docx", body)) == [
        "phòng tổ chức và Sở Nội vụ",
        "Ủy ban",
    ]
