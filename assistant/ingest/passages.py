"""Passages: the pieces of running text that are searched and quoted.

They follow the document's structure, one for each article, item or paragraph; long ones are cut
between sentences, never within one. A table that gives no tasks becomes one passage a row.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from assistant.domain.document import Passage, PassageKind
from assistant.domain.place import NOWHERE, Place
from assistant.ingest.layout import Grid, Layout, TextBlock
from assistant.ingest.parts import block_lines, is_signature_line
from assistant.ingest.structure import (
    FOOTNOTE_NUMBER,
    Element,
    ElementKind,
    Structure,
    read_structure,
)
from assistant.ingest.table_header import matrix_of
from assistant.vietnamese.sentences import sentence_around, sentence_spans
from assistant.vietnamese.text import letters, normalise

# A passage longer than this is cut at the next sentence: a reader takes in some 150 words at once.
LONGEST = 900
# A last sentence shorter than this stays with the piece before it.
SHORTEST = 150
# A first row with so long a cell is text, no header.
LONGEST_HEADER = 80
MOST_HEADER_ROWS = 3
COLUMN_NUMBER = re.compile(r"\W*\d{1,2}\W*")  # "(3)" under a header, and no year
LONGEST_TERM = 6  # words of what a footnote explains: "5 rõ: …"

LISTED = re.compile(r"^\W*(?:Nơi nhận\b|[-–+])")  # a line of the list of recipients

KINDS = {
    ElementKind.TITLE: PassageKind.TITLE,
    ElementKind.HEADING: PassageKind.HEADING,
    ElementKind.PARAGRAPH: PassageKind.PARAGRAPH,
    ElementKind.ITEM: PassageKind.ITEM,
    ElementKind.FOOTNOTE: PassageKind.FOOTNOTE,
}


def passages(layout: Layout, *, task_grids: Collection[Grid] = ()) -> tuple[Passage, ...]:
    """The passages of a document; tables in `task_grids` are left to the task rows."""
    return passages_of(read_structure(layout), task_grids=task_grids)


def passages_of(structure: Structure, *, task_grids: Collection[Grid] = ()) -> tuple[Passage, ...]:
    """The same for a document whose outline is known."""
    parts = structure.parts
    found = (
        *_blocks(parts.head, kind=PassageKind.PARAGRAPH),
        *_title(parts.kind, parts.title),
        *_blocks(parts.addressees, kind=PassageKind.RECIPIENTS),
        *_body(structure.elements, task_grids=task_grids),
        *_closing(parts.closing),
    )
    return tuple(replace(passage, ordinal=n) for n, passage in enumerate(found, start=1))


# Head, title and closing


def _blocks(blocks: Iterable[TextBlock], *, kind: PassageKind) -> Iterator[Passage]:
    """Blocks that belong together as one passage."""
    held = tuple(blocks)
    lines = [line for block in held for line in block_lines(block)]
    if lines:
        yield Passage("\n".join(lines), kind, place=_together(block.place for block in held))


def _title(kind: str, blocks: tuple[TextBlock, ...]) -> Iterator[Passage]:
    words = normalise(" ".join(block.text for block in blocks).replace("\n", " "))
    if words:
        yield Passage(words, PassageKind.TITLE, place=_together(block.place for block in blocks))


def _closing(blocks: tuple[TextBlock, ...]) -> Iterator[Passage]:
    """The list of recipients and the signature, which print side by side, as two passages."""
    listed: list[TextBlock] = []
    signed: list[TextBlock] = []
    for block in blocks:
        lines = block_lines(block)
        starts_list = any(LISTED.match(line) for line in lines)
        if starts_list or (listed and not any(map(is_signature_line, lines))):
            listed.append(block)
        else:
            signed.append(block)
    yield from _blocks(listed, kind=PassageKind.RECIPIENTS)
    yield from _blocks(signed, kind=PassageKind.SIGNATURE)


def _together(places: Iterable[Place]) -> Place:
    whole = NOWHERE
    for place in places:
        whole = whole + place
    return whole


# The body


def _body(elements: tuple[Element, ...], *, task_grids: Collection[Grid]) -> Iterator[Passage]:
    for index, element in enumerate(elements):
        if element.grid is not None:
            if element.grid not in task_grids:
                yield from _table(element, element.grid)
        elif element.kind is ElementKind.FOOTNOTE:
            yield _footnote(element, before=elements[:index])
        else:
            yield from _running(element)


def _running(element: Element) -> Iterator[Passage]:
    kind = KINDS[element.kind]
    for text in cut_long(element.text):
        yield Passage(
            text,
            kind,
            section_path=element.section_path,
            lead_in=element.lead_in,
            place=element.place,
        )


def cut_long(text: str) -> tuple[str, ...]:
    """A text in pieces that end with sentences, each about as long as a reader takes in at once."""
    if len(text) <= LONGEST:
        return (text,)
    pieces: list[tuple[int, int]] = []
    spans = sentence_spans(text)
    for start, end in spans:
        left_over = end == spans[-1][1] and end - start < SHORTEST
        if pieces and (end - pieces[-1][0] <= LONGEST or left_over):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return tuple(text[start:end] for start, end in pieces)


def _footnote(element: Element, *, before: tuple[Element, ...]) -> Passage:
    """A footnote stands where its number hangs: the nearest sentence before it that bears it.

    Readers may drop the raised number; then the sentence that says what the note explains has it.
    """
    anchor, sentence = _anchor(element, before=before)
    return Passage(
        element.text,
        PassageKind.FOOTNOTE,
        section_path=anchor.section_path if anchor else element.section_path,
        lead_in=sentence,
        place=element.place,
    )


def _anchor(element: Element, *, before: tuple[Element, ...]) -> tuple[Element | None, str]:
    near = tuple(_near(element, before=before))
    for pattern in _anchor_patterns(element.text):
        for candidate in near:
            if found := pattern.search(candidate.text):
                return candidate, sentence_around(candidate.text, position=found.start())
    return None, ""


def _near(note: Element, *, before: tuple[Element, ...]) -> Iterator[Element]:
    """Texts on the footnote's page, the nearest first; without pages, all before it."""
    for candidate in reversed(before):
        page = max((box.page for box in candidate.place.boxes), default=None)
        if page is not None and note.place.page is not None and page < note.place.page:
            return
        if candidate.kind not in (ElementKind.FOOTNOTE, ElementKind.TABLE):
            yield candidate


def _anchor_patterns(note: str) -> Iterator[re.Pattern[str]]:
    numbered = FOOTNOTE_NUMBER.match(note)
    if numbered and numbered["number"].isdigit():
        number = re.escape(numbered["number"])
        yield re.compile(rf"(?<=[”\"’)\]]){number}(?!\d)")  # “5 rõ, 3 dám”1
        yield re.compile(rf"(?<=[^\W\d_]){number}(?=[\s,.;:)]|$)")  # quá hạn1
    explained = FOOTNOTE_NUMBER.sub("", note).split(":")[0].strip(" “”\"'")
    if ":" in note and 1 < len(explained.split()) <= LONGEST_TERM:
        yield re.compile(rf"(?<!\w){re.escape(explained)}(?!\w)", re.IGNORECASE)


# Tables that give no tasks


def _table(element: Element, grid: Grid) -> Iterator[Passage]:
    for text, place in table_rows(grid):
        yield Passage(
            text,
            PassageKind.TABLE,
            section_path=element.section_path,
            lead_in=element.lead_in,
            place=place if place != NOWHERE else element.place,
        )


def table_rows(grid: Grid) -> Iterator[tuple[str, Place]]:
    """Each row below the header as "header: cell; header: cell", with its place."""
    depth = header_depth(grid)
    headers = column_headers(grid, depth=depth)
    for row, places in enumerate(matrix_of(grid)[depth:], start=depth):
        pieces: list[str] = []
        place = NOWHERE
        for column, cell in enumerate(places):
            if cell is None or not normalise(cell.text):
                continue
            if cell.column != column:
                continue  # a cell over several columns is said once
            words = normalise(cell.text).replace("\n", " ")
            header = headers[column]
            pieces.append(f"{header}: {words}" if header else words)
            if cell.row == row:
                place = place + cell.place
        if pieces:
            yield "; ".join(pieces), place


def header_depth(grid: Grid) -> int:
    """How many rows the header has: those that the file marks, or the first with its spans."""
    if grid.header_rows:
        return grid.header_rows
    first = [cell for cell in grid.cells if cell.row == 0]
    if grid.rows < 2 or not first or any(len(cell.text) > LONGEST_HEADER for cell in first):
        return 0
    if all(not re.search(r"[^\W\d_]", cell.text) for cell in first):
        return 0
    depth = max(cell.row_span for cell in first) if any(c.column_span > 1 for c in first) else 1
    depth = min(depth, MOST_HEADER_ROWS, grid.rows - 1)
    # A row of column numbers, "(1) (2) (3)", still belongs to the header.
    if depth < grid.rows - 1 and _is_numbering(grid, row=depth):
        depth += 1
    return depth


def _is_numbering(grid: Grid, *, row: int) -> bool:
    words = [letters(cell.text) for cell in grid.cells if cell.row == row]
    return len(words) > 1 and all(word.isdigit() for word in words) and words == sorted(
        words, key=int
    )  # fmt: skip


def column_headers(grid: Grid, *, depth: int) -> tuple[str, ...]:
    """The words over each column, the upper line of a two-row header first."""
    headers = []
    for column in range(grid.columns):
        words: list[str] = []
        for row in range(depth):
            cell = grid.at(row, column)
            text = normalise(cell.text).replace("\n", " ") if cell else ""
            if text and text not in words and not COLUMN_NUMBER.fullmatch(text):
                words.append(text)
        headers.append(" – ".join(words))
    return tuple(headers)
