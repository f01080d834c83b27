"""Page pictures: their size, and that a mark lies on the words it is for."""

import io
from pathlib import Path

import pytest
from PIL import Image

from assistant.domain.errors import NotHeld
from assistant.domain.place import Box
from assistant.ingest.layout import Grid
from assistant.ingest.pictures import page_png
from assistant.ingest.readers.pdf import read_pdf
from tests.ingest.test_pdf_reader import Draw, draw_cropped, draw_lines, draw_turned_text, write


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def test_a_page_has_its_size(tmp_path: Path) -> None:
    picture = opened(page_png(write(tmp_path / "a.pdf", draw_lines), 1, scale=2.0))
    assert picture.size == (1191, 1684)


@pytest.mark.parametrize("draw", [draw_lines, draw_turned_text, draw_cropped])
def test_the_mark_lies_on_the_words(draw: Draw, tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", draw)
    grid = next(block for block in read_pdf(path).blocks if isinstance(block, Grid))
    box = next(cell for cell in grid.cells if cell.text == "Thanh tra").place.boxes[0]
    plain, marked = (opened(page_png(path, 1, highlight=boxes)) for boxes in ((), (box,)))
    words = tuple(round(v * 1.5) for v in (box.left, box.top, box.right, box.bottom))
    inside = plain.crop((words[0] + 6, words[1] + 6, words[2] - 6, words[3] - 6))
    assert min(inside.convert("L").tobytes()) < 100  # some word is drawn there
    assert marked.getpixel((words[0] + 6, words[1] + 6)) != (255, 255, 255)


def test_a_mark_for_another_page_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", draw_lines)
    assert page_png(path, 1, highlight=(Box(2, 0, 0, 50, 50),)) == page_png(path, 1)


def test_a_page_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotHeld):
        page_png(write(tmp_path / "a.pdf", draw_lines), 7)
