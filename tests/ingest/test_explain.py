"""Explaining pictures: one a page, with something drawn on it."""

from pathlib import Path

from PIL import Image, ImageChops

from assistant.domain.place import Box
from assistant.ingest.explain import Note, explain
from assistant.ingest.pictures import page_picture
from assistant.ingest.reading import read
from tests.ingest.test_pdf_reader import draw_lines, draw_turned_text, write


def test_each_page_is_drawn(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", draw_lines, draw_turned_text)
    note = Note(Box(2, 10, 10, 60, 30), "chủ trì")
    drawn = explain(path, read(path), into=tmp_path / "out", notes=(note,))
    assert [picture.name for picture in drawn] == ["a-001.png", "a-002.png"]
    for number, picture in enumerate(drawn, start=1):
        plain, _ = page_picture(path, number, scale=1.5)
        assert ImageChops.difference(plain, Image.open(picture)).getbbox() is not None


def test_a_file_without_pages_has_no_pictures(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Kế hoạch", encoding="utf-8")
    assert explain(path, read(path), into=tmp_path / "out") == ()
