"""Scanned pages: a table comes out of a crooked grey picture as it does from print."""

import json
from pathlib import Path

import pytest

from assistant.ingest.layout import BlockKind, Grid, Layout, TextBlock
from assistant.ingest.limits import Limits
from assistant.ingest.readers.pdf import read_pdf
from assistant.ingest.readers.scan import can_read_scans
from assistant.vietnamese.text import letters

DOCUMENTS = Path(__file__).resolve().parent.parent / "documents"
NAME = "ubnd-phuong-nam-nha-trang-2026-phong-chay"
FIELDS = ("stt", "title", "lead", "support", "due_text")


@pytest.fixture(scope="module")
def layout() -> Layout:
    if not can_read_scans():
        pytest.skip("Tesseract: apt-get install tesseract-ocr tesseract-ocr-vie")
    return read_pdf(DOCUMENTS / f"{NAME}.pdf")


@pytest.mark.slow
def test_rows_of_a_scanned_table(layout: Layout) -> None:
    grid = next(block for block in layout.blocks if isinstance(block, Grid))
    expected = json.loads((DOCUMENTS / "expected" / f"{NAME}.json").read_text(encoding="utf-8"))
    rows = [tuple(letters(task[field] or "") for field in FIELDS) for task in expected["tasks"]]
    read = [
        tuple(letters(cell.text) for cell in grid.cells if cell.row == row)
        for row in range(1, grid.rows)
    ]
    assert len(read) == len(rows)
    wrong = [
        pair
        for row, got in zip(rows, read, strict=True)
        for pair in zip(row, got, strict=True)
        if pair[0] != pair[1]
    ]
    assert len(wrong) <= 1


@pytest.mark.slow
def test_running_text_of_a_scanned_page(layout: Layout) -> None:
    words = " ".join(b.text for b in layout.blocks if isinstance(b, TextBlock))
    assert "trước ngày 30/6/2026" in words
    assert "Số: 63/KH-UBND" in words
    assert all(page.is_scanned for page in layout.pages)
    assert len(layout.warnings) == len(layout.pages)


def test_scans_are_left_alone_where_told_to() -> None:
    layout = read_pdf(DOCUMENTS / f"{NAME}.pdf", limits=Limits(recognise=False))
    kinds = [b.kind for b in layout.blocks if isinstance(b, TextBlock)]
    assert [kind for kind in kinds if kind is not BlockKind.FURNITURE] == []
    assert all("ảnh quét" in words for words in layout.warnings)
