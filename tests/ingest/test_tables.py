"""Ruled tables on drawn pages: rules and words become grids, grids over pages become one."""

from collections import Counter

import pytest

from assistant.ingest.layout import Grid, TextBlock
from assistant.ingest.readers.pages import layout_of
from assistant.ingest.tables import join_paragraphs, join_tables
from tests.ingest.drawn import Drawing, load_drawings, shown
from tests.support.cases import CASES


def each_drawing(name: str) -> pytest.MarkDecorator:
    drawings = load_drawings(CASES / "tables" / f"{name}.md")
    return pytest.mark.parametrize(
        "drawing", [pytest.param(drawing, id=drawing.name) for drawing in drawings]
    )


@each_drawing("ruled")
def test_ruled_table(drawing: Drawing) -> None:
    layout = layout_of(drawing.pages)
    assert [shown(block) for block in layout.blocks if isinstance(block, Grid)] == [*drawing.tables]
    assert len(layout.warnings) == drawing.warnings


@each_drawing("aligned")
def test_table_without_upright_rules(drawing: Drawing) -> None:
    layout = layout_of(drawing.pages)
    assert [shown(block) for block in layout.blocks if isinstance(block, Grid)] == [*drawing.tables]


@each_drawing("page_breaks")
def test_table_over_pages(drawing: Drawing) -> None:
    layout = join_paragraphs(join_tables(layout_of(drawing.pages)))
    assert [shown(block) for block in layout.blocks if isinstance(block, Grid)] == [*drawing.tables]
    assert len(layout.warnings) == drawing.warnings


@each_drawing("page_breaks")
def test_only_repeated_headers_go(drawing: Drawing) -> None:
    layout = join_tables(layout_of(drawing.pages))
    texts = [
        cell.text for block in layout.blocks if isinstance(block, Grid) for cell in block.cells
    ] + [block.text for block in layout.blocks if isinstance(block, TextBlock)]
    kept = Counter(word for text in texts for word in text.split())
    drawn = Counter(word.text for page in drawing.pages for word in page.words)
    header = {word for cell in drawing.tables[0][0].split("|") for word in cell.split()}
    assert set(drawn - kept) <= header


def test_a_joined_row_knows_both_pages() -> None:
    drawing = load_drawings(CASES / "tables" / "page_breaks.md")[0]
    grid = next(b for b in join_tables(layout_of(drawing.pages)).blocks if isinstance(b, Grid))
    cell = grid.at(2, 1)
    assert cell is not None
    assert [box.page for box in cell.place.boxes] == [1, 2]
