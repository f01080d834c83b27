"""Layouts of running text for tests: one line of a case is one block.

`^` before a line centres it, `**…**` makes it bold, `[^]` makes it a footnote; `---` begins a page.
"""

from assistant.domain.place import Box, Place
from assistant.ingest.layout import Align, BlockKind, Layout, Page, TextBlock


def layout_of(text: str) -> Layout:
    """The layout that a reader would give for the lines of a text."""
    pages = text.split("\n---\n")
    return Layout(tuple(_page(lines, number=n) for n, lines in enumerate(pages, start=1)))


def _page(text: str, *, number: int) -> Page:
    lines = (line for line in text.split("\n") if line.strip())
    blocks = tuple(_block(line, page=number, row=row) for row, line in enumerate(lines, start=1))
    return Page(number, width=595, height=842, blocks=blocks)


def _block(line: str, *, page: int, row: int) -> TextBlock:
    align = Align.CENTER if line.startswith("^") else Align.LEFT
    kind = BlockKind.FOOTNOTE if line.startswith("[^]") else BlockKind.PARAGRAPH
    words = line.removeprefix("^").removeprefix("[^]").strip()
    bold = words.startswith("**") and words.endswith("**")
    words = words.strip("*")
    box = Box(page, left=72, top=20.0 * row, right=520, bottom=20.0 * row + 15)
    return TextBlock(words, kind, Place((box,)), align, bold, lines=(words,))
