"""Word files (DOCX): paragraphs, tables, footnotes and text boxes in reading order.

A Word file knows no pages. Where LibreOffice is installed the file is laid out and its text found
again on the pages; without it, a place is the number of the block.
"""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from assistant.domain.errors import UnreadableFile
from assistant.domain.place import Place
from assistant.ingest.layout import Block, BlockKind, Layout, Page, TextBlock
from assistant.ingest.limits import DEFAULT_LIMITS, Limits
from assistant.ingest.marks import LIST_MARK
from assistant.ingest.readers.furniture import STAMP_START
from assistant.ingest.readers.packages import PACKAGE_ERRORS
from assistant.ingest.readers.paragraphs import heading_like
from assistant.ingest.readers.rendering import placed_on_pages
from assistant.ingest.readers.word_numbering import read_numbering
from assistant.ingest.readers.word_table import cells_of, has_borders, rows_of, word_grid
from assistant.ingest.readers.word_text import Paragraph, WordText, paragraphs_of, read_styles
from assistant.ingest.readers.word_xml import W, attribute, children, name_of
from assistant.vietnamese.legacy import fonts_of
from assistant.vietnamese.text import fold, normalise

log = logging.getLogger(__name__)

DOCX_ERRORS: tuple[type[Exception], ...] = (PackageNotFoundError, *PACKAGE_ERRORS)
DAMAGED = "tệp Word bị hỏng; hãy mở bằng Word và lưu lại"
EMPTY = "tệp không có chữ nào"
NO_PAGES = "Không dàn được trang tệp Word nên vị trí chỉ ghi theo số đoạn."
# A table without rules and with no more rows or columns than these sets text side by side.
MOST_HEAD_ROWS = 3
MOST_HEAD_COLUMNS = 3
SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read_docx(
    path: Path,
    *,
    limits: Limits = DEFAULT_LIMITS,
    on_page: Callable[[int, int], None] | None = None,
) -> Layout:
    """The layout of a Word file."""
    try:
        reader = _Reader.of(docx.Document(str(path)))
    except DOCX_ERRORS as error:
        raise UnreadableFile(str(error), file=path.name, reason=DAMAGED) from error
    blocks = tuple(reader.blocks())
    if not blocks:
        raise UnreadableFile("no text", file=path.name, reason=EMPTY)
    if limits.render_seconds > 0:
        placed = placed_on_pages(blocks, path=path, limits=limits, on_page=on_page)
        if placed is not None:
            return placed
        return Layout((Page(1, blocks=blocks),), (NO_PAGES,))
    return Layout((Page(1, blocks=blocks),))


@dataclass(slots=True)
class _Reader:
    """Walks through a document's body; counts blocks and footnotes on its way."""

    body: Any
    text: WordText
    notes: dict[str, Any]
    margins: tuple[Any, ...]  # headers and footers
    count: int = 0
    note_count: int = 0
    waiting: list[TextBlock] = field(default_factory=list)  # footnotes of the block just read

    @classmethod
    def of(cls, document: Any) -> "_Reader":
        parts = {
            relation.reltype.rpartition("/")[2]: relation.target_part
            for relation in document.part.rels.values()
            if not relation.is_external
        }
        styles, default = read_styles(_root(parts.get("styles")))
        text = WordText(styles, default, read_numbering(_root(parts.get("numbering"))))
        margins = [
            _root(relation.target_part)
            for relation in document.part.rels.values()
            if relation.reltype.endswith(("/header", "/footer"))
        ]
        notes = _notes(_root(parts.get("footnotes"))) | _notes(_root(parts.get("endnotes")))
        body = document.element.body
        runs = (
            run
            for root in (body, *notes.values(), *margins)
            if root is not None
            for paragraph in root.iter(W + "p")
            for run in text.runs(paragraph)
        )
        return cls(body, replace(text, fonts=fonts_of(runs)), notes, tuple(margins))

    def blocks(self) -> Iterator[Block]:
        yield from self._furniture()
        yield from self._container(self.body)

    def _furniture(self) -> Iterator[TextBlock]:
        seen: set[str] = set()
        for margin in self.margins:
            for element in margin.iter(W + "p"):
                words = self.text.paragraph(element).text
                if words and words not in seen:
                    seen.add(words)
                    yield self._placed(TextBlock(words, BlockKind.FURNITURE, lines=(words,)))

    def _container(self, container: Any) -> Iterator[Block]:
        """The blocks of a body, of a cell that only sets text, or of a text box."""
        carry = ""
        for element in paragraphs_of(container):
            if name_of(element) == "tbl":
                yield from self._table(element)
                yield from self._waiting_notes()
                continue
            paragraph = self.text.paragraph(element)
            joined = replace(paragraph, text=carry + paragraph.text)
            carry = joined.text if paragraph.goes_on else ""
            # An empty numbered paragraph shows its number: a mark in a cell, nothing in a text.
            if joined.text != joined.label and not paragraph.goes_on:
                yield self._placed(_block(joined))
            for box in paragraph.boxes:
                yield from self._box(box)
            self._note(paragraph)
            yield from self._waiting_notes()

    def _box(self, box: Any) -> Iterator[Block]:
        blocks = list(self._container(box))
        first = next((block for block in blocks if isinstance(block, TextBlock)), None)
        is_stamp = first is not None and STAMP_START.match(fold(first.text)) is not None
        for block in blocks:
            if is_stamp and isinstance(block, TextBlock):
                yield replace(block, kind=BlockKind.FURNITURE)
            else:
                yield block

    def _table(self, table: Any) -> Iterator[Block]:
        if self._only_sets_text(table):
            for row in rows_of(table):
                for cell in cells_of(row):
                    yield from self._container(cell)
            return
        self.count += 1
        grid = word_grid(table, read=self._cell_paragraph, place=Place(paragraph=self.count))
        if any(cell.text for cell in grid.cells):
            yield grid

    def _only_sets_text(self, table: Any) -> bool:
        """Whether a table is no table to its reader: a head, a signature, a frame around all."""
        rows = [list(cells_of(row)) for row in rows_of(table)]
        columns = max((len(row) for row in rows), default=0)
        if columns <= 1 and len(rows) <= 1:
            return True
        small = len(rows) <= MOST_HEAD_ROWS and columns <= MOST_HEAD_COLUMNS
        return small and not has_borders(table)

    def _cell_paragraph(self, element: Any) -> Paragraph:
        paragraph = self.text.paragraph(element)
        self._note(paragraph)
        return paragraph

    def _note(self, paragraph: Paragraph) -> None:
        for note_id in paragraph.notes:
            element = self.notes.get(note_id)
            if element is None:
                continue
            self.note_count += 1
            texts = (self.text.paragraph(part).text for part in element.iter(W + "p"))
            words = normalise(" ".join(text for text in texts if text))
            self.waiting.append(TextBlock(f"{self.note_count} {words}", BlockKind.FOOTNOTE))

    def _waiting_notes(self) -> Iterator[TextBlock]:
        waiting, self.waiting = self.waiting, []
        for note in waiting:
            yield self._placed(note)

    def _placed(self, block: TextBlock) -> TextBlock:
        self.count += 1
        return replace(block, place=Place(paragraph=self.count))


def _root(part: Any | None) -> Any | None:
    """A part's XML, read without following anything that it points to."""
    if part is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(part.blob, parser)


def _notes(root: Any | None) -> dict[str, Any]:
    if root is None:
        return {}
    elements = [*children(root, "footnote"), *children(root, "endnote")]
    return {
        attribute(element, "id"): element
        for element in elements
        if attribute(element, "type") not in SEPARATORS
    }


def _block(paragraph: Paragraph) -> TextBlock:
    lines = tuple(paragraph.text.split("\n"))
    block = TextBlock(
        text=re.sub(r"\s*\n\s*", " ", paragraph.text),
        align=paragraph.align,
        bold=paragraph.bold,
        italic=paragraph.italic,
        size=paragraph.size,
        lines=lines,
    )
    return replace(block, kind=_kind(block, paragraph))


def _kind(block: TextBlock, paragraph: Paragraph) -> BlockKind:
    if heading_like(block) or (paragraph.is_outlined and len(block.text) < 250):
        return BlockKind.HEADING
    if LIST_MARK.match(block.text) or bool(paragraph.label):
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH
