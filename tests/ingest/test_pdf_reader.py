"""The PDF reader on small files made here: turned pages, odd rules, stamps, damage."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from assistant.domain.errors import FileTooLarge, UnreadableFile
from assistant.ingest.layout import BlockKind, Grid, Layout, TextBlock
from assistant.ingest.limits import Limits
from assistant.ingest.marks import joint
from assistant.ingest.readers.pdf import read_pdf
from tests.ingest.drawn import shown

WIDTH, HEIGHT = A4
COLUMNS = (72.0, 110.0, 330.0, 450.0)
ROWS = (600.0, 570.0, 540.0)
TEXTS = (("1", "Ra soat quy trinh", "Van phong"), ("2", "Kiem tra noi bo", "Thanh tra"))
TABLE = ("| 1 | Ra soat quy trinh | Van phong |", "| 2 | Kiem tra noi bo | Thanh tra |")

Draw = Callable[[Canvas], None]


def draw_words(canvas: Canvas) -> None:
    for y, texts in zip(ROWS, TEXTS, strict=False):
        for x, text in zip(COLUMNS, texts, strict=False):
            canvas.drawString(x + 5, y - 18, text)


def draw_lines(canvas: Canvas) -> None:
    for y in ROWS:
        canvas.line(COLUMNS[0], y, COLUMNS[-1], y)
    for x in COLUMNS:
        canvas.line(x, ROWS[0], x, ROWS[-1])
    draw_words(canvas)


def draw_thin_boxes(canvas: Canvas) -> None:
    for y in ROWS:
        canvas.rect(COLUMNS[0], y, COLUMNS[-1] - COLUMNS[0], 0.6, stroke=0, fill=1)
    for x in COLUMNS:
        canvas.rect(x, ROWS[-1], 0.6, ROWS[0] - ROWS[-1], stroke=0, fill=1)
    draw_words(canvas)


def draw_dots(canvas: Canvas) -> None:
    """Rules made of many short boxes, as some programs print dotted borders."""
    for y in ROWS:
        x = COLUMNS[0]
        while x < COLUMNS[-1]:
            canvas.rect(x, y, 2, 0.5, stroke=0, fill=1)
            x += 4
    for x in COLUMNS:
        y = ROWS[-1]
        while y < ROWS[0]:
            canvas.rect(x, y, 0.5, 2, stroke=0, fill=1)
            y += 4
    draw_words(canvas)


def draw_dashes(canvas: Canvas) -> None:
    canvas.setDash(3, 2)
    draw_lines(canvas)


def draw_cell_boxes(canvas: Canvas) -> None:
    """Each cell with a box of its own, so that inner rules are there twice."""
    for top, bottom in itertools.pairwise(ROWS):
        for left, right in itertools.pairwise(COLUMNS):
            canvas.rect(left, bottom + 1, right - left - 1, top - bottom - 1)
    draw_words(canvas)


def draw_shaded(canvas: Canvas) -> None:
    canvas.setFillGray(0.9)
    canvas.rect(COLUMNS[0] + 3, ROWS[1] + 3, 200, 20, stroke=0, fill=1)
    canvas.setFillGray(0)
    draw_lines(canvas)


def draw_underlined(canvas: Canvas) -> None:
    draw_lines(canvas)
    canvas.line(115, 580, 190, 580)


def draw_turned_page(canvas: Canvas) -> None:
    """A landscape page the PDF way: content turned, and the page marked to be turned back."""
    canvas.setPageRotation(90)
    canvas.translate(WIDTH, 0)
    canvas.rotate(90)
    canvas.translate(0, -200)
    draw_lines(canvas)


def draw_turned_text(canvas: Canvas) -> None:
    """A landscape page without the mark: its text runs up the page."""
    canvas.translate(WIDTH, 0)
    canvas.rotate(90)
    canvas.translate(0, -200)
    draw_lines(canvas)


def draw_at_the_edge(canvas: Canvas) -> None:
    canvas.translate(-COLUMNS[0] + 1, HEIGHT - ROWS[0] - 1)
    draw_lines(canvas)


def draw_cropped(canvas: Canvas) -> None:
    canvas.setCropBox((30, 40, WIDTH - 10, HEIGHT - 60))
    draw_lines(canvas)


def draw_in_form(canvas: Canvas) -> None:
    canvas.beginForm("table")
    draw_lines(canvas)
    canvas.endForm()
    canvas.translate(20, -30)
    canvas.doForm("table")


def write(path: Path, *draws: Draw, encrypt: StandardEncryption | None = None) -> Path:
    canvas = Canvas(str(path), pagesize=A4, encrypt=encrypt)
    for draw in draws:
        canvas.setFont("Helvetica", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def grids(layout: Layout) -> list[Grid]:
    return [block for block in layout.blocks if isinstance(block, Grid)]


@pytest.mark.parametrize(
    "draw",
    [
        draw_lines,
        draw_thin_boxes,
        draw_dots,
        draw_dashes,
        draw_cell_boxes,
        draw_shaded,
        draw_underlined,
        draw_turned_page,
        draw_turned_text,
        draw_at_the_edge,
        draw_cropped,
        draw_in_form,
    ],
)
def test_table_however_it_is_drawn(draw: Draw, tmp_path: Path) -> None:
    layout = read_pdf(write(tmp_path / "bang.pdf", draw))
    assert [shown(grid) for grid in grids(layout)] == [TABLE]
    assert layout.warnings == ()


@pytest.mark.parametrize("draw", [draw_lines, draw_turned_page, draw_turned_text, draw_cropped])
def test_places_lie_on_the_page_as_it_is_read(draw: Draw, tmp_path: Path) -> None:
    page = read_pdf(write(tmp_path / "bang.pdf", draw)).pages[0]
    grid = next(block for block in page.blocks if isinstance(block, Grid))
    boxes = [box for cell in grid.cells for box in cell.place.boxes]
    assert all(0 <= box.left < box.right <= page.width for box in boxes)
    assert all(0 <= box.top < box.bottom <= page.height for box in boxes)
    first, last = boxes[0], boxes[-1]
    assert first.left < last.left
    assert first.top < last.top


def test_a_page_marked_as_turned_is_landscape(tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(write(tmp_path / "doc.pdf", draw_turned_text)) as pdf:
        pdf[0].set_rotation(90)
        pdf.save(tmp_path / "ngang.pdf")
    page = read_pdf(tmp_path / "ngang.pdf").pages[0]
    assert page.width > page.height
    assert [shown(block) for block in page.blocks if isinstance(block, Grid)] == [TABLE]


def test_upward_text_in_a_header_cell(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (600, 500, 470):
            canvas.line(72, y, 300, y)
        for x in (72, 110, 300):
            canvas.line(x, 600, x, 470)
        canvas.drawString(115, 550, "Nhiem vu")
        canvas.drawString(115, 480, "Ra soat")
        canvas.drawString(77, 480, "1")
        canvas.saveState()
        canvas.translate(95, 520)
        canvas.rotate(90)
        canvas.drawString(0, 0, "So thu tu")
        canvas.restoreState()

    assert shown(grids(read_pdf(write(tmp_path / "dung.pdf", draw)))[0]) == (
        "| So thu tu | Nhiem vu |",
        "| 1 | Ra soat |",
    )


def test_page_numbers_heads_and_stamps_are_furniture(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(60, HEIGHT - 40, f"CONG BAO/So {number + 10}/Ngay 01-02-2025")
            canvas.drawCentredString(WIDTH / 2, 30, f"- {number} -")
            canvas.drawString(72, 500, f"Noi dung thu {number} cua van ban.")
            canvas.setFont("Helvetica", 7)
            canvas.drawString(300, 503, "Ky boi: Van phong UBND")
            canvas.drawString(300, 495, "Co quan: UBND tinh")
            canvas.drawString(300, 487, "Thoi gian ky: 01-02-2025")

        return draw

    layout = read_pdf(write(tmp_path / "cong-bao.pdf", page(1), page(2), page(3)))
    texts = [
        block.text
        for block in layout.blocks
        if isinstance(block, TextBlock) and block.kind is not BlockKind.FURNITURE
    ]
    assert texts == [f"Noi dung thu {n} cua van ban." for n in (1, 2, 3)]


def test_heads_side_by_side_do_not_interleave(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for row, (left, right) in enumerate(
            (("UBND TINH A", "CONG HOA XA HOI"), ("SO NOI VU", "Doc lap - Tu do"))
        ):
            canvas.drawCentredString(150, 780 - 16 * row, left)
            canvas.drawCentredString(420, 780 - 16 * row, right)
        canvas.drawCentredString(WIDTH / 2, 700, "KE HOACH")
        canvas.drawString(
            72, 660, "Thuc hien Ke hoach so 12/KH-UBND cua Uy ban nhan dan tinh ve cong"
        )
        canvas.drawString(72, 644, "tac nam 2026, So Noi vu ban hanh ke hoach.")

    texts = [
        block.text
        for block in read_pdf(write(tmp_path / "dau.pdf", draw)).blocks
        if isinstance(block, TextBlock)
    ]
    assert texts == [
        "UBND TINH A SO NOI VU",
        "CONG HOA XA HOI",
        "Doc lap - Tu do",
        "KE HOACH",
        "Thuc hien Ke hoach so 12/KH-UBND cua Uy ban nhan dan tinh ve cong tac nam 2026, "
        "So Noi vu ban hanh ke hoach.",
    ]


def test_a_scanned_page_is_empty_and_said_to_be(tmp_path: Path) -> None:
    picture = tmp_path / "anh.png"
    Image.new("RGB", (200, 300), "white").save(picture)

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(str(picture), 0, 0, WIDTH, HEIGHT)

    layout = read_pdf(write(tmp_path / "quet.pdf", draw_lines, draw))
    assert layout.pages[1].blocks == ()
    assert [words for words in layout.warnings if "trang 2" in words.lower()]


def test_pages_are_told_as_they_are_read(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = write(tmp_path / "hai.pdf", draw_lines, draw_lines)
    read_pdf(path, on_page=lambda page, count: seen.append((page, count)))
    assert seen == [(1, 2), (2, 2)]


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    lock = StandardEncryption("mat-khau", ownerPassword="chu")
    path = write(tmp_path / "khoa.pdf", draw_lines, encrypt=lock)
    with pytest.raises(UnreadableFile) as caught:
        read_pdf(path)
    assert "mật khẩu" in caught.value.staff_message
    assert "khoa.pdf" in caught.value.staff_message


def test_a_cut_off_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hong.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    with pytest.raises(UnreadableFile) as caught:
        read_pdf(path)
    assert "hỏng" in caught.value.staff_message


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "dai.pdf", draw_lines, draw_lines)
    with pytest.raises(FileTooLarge) as caught:
        read_pdf(path, limits=Limits(pages=1))
    assert "2 trang" in caught.value.staff_message


@pytest.mark.parametrize(
    ("gap", "words"),
    [(2.5, "NGHIA VIET"), (0.3, "NGHIAVIET")],
    ids=["a space that kerning hid", "letters of one word"],
)
def test_a_narrow_space_is_seen(tmp_path: Path, gap: float, words: str) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Times-Bold", 13.5)
    canvas.drawString(72, 700, "NGHIA")
    canvas.drawString(72 + canvas.stringWidth("NGHIA") + gap, 700, "VIET")
    canvas.save()
    assert [block.text for block in read_pdf(path).blocks if isinstance(block, TextBlock)] == [
        words
    ]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("Trước ngày 10/0", "6/2026", "Trước ngày 10/06/2026"),
        ("27/1", "1/2024", "27/11/2024"),
        ("Quý 1", "6/2026", "Quý 1 6/2026"),
        ("Từ 15/1", "5/2026", "Từ 15/1 5/2026"),  # there is no month 15
        ("15/11/20", "26", "15/11/2026"),
        ("Quý II", "I/2026", "Quý III/2026"),
        ("Quý II", "và quý IV", "Quý II và quý IV"),
    ],
)
def test_a_date_that_a_narrow_cell_cuts_is_joined(before: str, after: str, joined: str) -> None:
    assert before + joint(before, after) + after == joined
