"""Plain text and Markdown: paragraphs, and tables set with bars or tabs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from assistant.domain.errors import UnreadableFile
from assistant.domain.place import Place
from assistant.ingest.layout import Block, BlockKind, Grid, GridCell, Layout, Page, TextBlock
from assistant.ingest.marks import LIST_MARK, ROW_MARK, joint
from assistant.ingest.readers.encodings import decode
from assistant.ingest.readers.ink import Area, PageInk, Style, Word
from assistant.ingest.readers.pages import layout_of
from assistant.ingest.readers.paragraphs import heading_like
from assistant.vietnamese.text import fold, normalise

EMPTY = "tệp không có chữ nào"

PIPE_ROW = re.compile(r"\s*\|.*\|\s*$")
PIPE_RULE = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(\|\s*:?-{1,}:?\s*)*\|?\s*$")
ATX_HEADING = re.compile(r"\s{0,3}(?P<marks>#{1,6})\s+(?P<words>.*?)\s*#*\s*$")
EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
BREAK_TAG = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
# Lines of a hard-wrapped text end near its margin; where most do not, each is a paragraph.
WRAP_WIDTHS = (50, 120)
# Two texts side by side in the head of a document set with spaces.
SIDE_BY_SIDE = re.compile(r"\S {5,}\S")
HEAD_LINES = 12
ROW_NUMBER_HEADERS = ("stt", "tt", "so tt", "so")
# One space is then no wider than within a phrase in print, and two are a gap between cells.
LETTER = Area(0.0, 0.0, 4.5, 12.0)
LINE_STEP = 14.0


def read_text(path: Path, *, is_markdown: bool = False) -> Layout:
    """The layout of a text file, on one page of size 0."""
    text = decode(path.read_bytes(), file=path.name)
    blocks = tuple(_numbered(_blocks(text.split("\n"), is_markdown=is_markdown)))
    if not blocks:
        raise UnreadableFile("no text", file=path.name, reason=EMPTY)
    return Layout((Page(1, blocks=blocks),))


def _numbered(blocks: Iterator[Block]) -> Iterator[Block]:
    for number, block in enumerate(blocks, start=1):
        place = Place(paragraph=number)
        if isinstance(block, Grid):
            cells = tuple(replace(cell, place=place) for cell in block.cells)
            yield replace(block, cells=cells, place=place)
        else:
            yield replace(block, place=place)


def _blocks(lines: Sequence[str], *, is_markdown: bool) -> Iterator[Block]:
    """Tables where rows stand together, paragraphs for the rest."""
    start = 0
    plain: list[str] = []
    while start < len(lines):
        end = _table_end(lines, start)
        if end == start:
            plain.append(lines[start])
            start += 1
            continue
        yield from _paragraphs(plain, is_markdown=is_markdown)
        plain = []
        yield _grid(lines[start:end], is_markdown=is_markdown)
        start = end
    yield from _paragraphs(plain, is_markdown=is_markdown)


def _table_end(lines: Sequence[str], start: int) -> int:
    """Where a table that begins here ends; the start where none begins."""
    is_row = next((kind for kind in (_is_piped, _is_tabbed) if kind(lines[start])), None)
    if is_row is None:
        return start
    end = last = start
    while end < len(lines):
        if is_row(lines[end]) or (is_row is _is_tabbed and "\t" in lines[end].strip()):
            last = end + 1
        elif lines[end].strip() or not _goes_on(lines, end, is_row is _is_tabbed):
            break
        end += 1
    rows = [line for line in lines[start:last] if line.strip()]
    return last if len(rows) > 1 else start


def _goes_on(lines: Sequence[str], blank: int, tabbed: bool) -> bool:  # noqa: FBT001 - private
    """Whether a tabbed table goes on behind one blank line, as text taken from pages does."""
    return tabbed and blank + 1 < len(lines) and _is_tabbed(lines[blank + 1])


def _is_piped(line: str) -> bool:
    return PIPE_ROW.match(line) is not None


def _is_tabbed(line: str) -> bool:
    """Whether a line is a row of cells set apart by tabs; one tab behind a mark is an item."""
    cells = line.rstrip("\n").split("\t")
    filled = [cell for cell in cells if cell.strip()]
    return len(cells) > 2 and len(filled) > 1


def _grid(lines: Sequence[str], *, is_markdown: bool) -> Grid:
    rows = [_cells(line) for line in lines if line.strip() and not _is_rule(line)]
    rows = _continued(rows)
    columns = max(len(row) for row in rows)
    has_rule = len(lines) > 1 and _is_piped(lines[0]) and _is_rule(lines[1])
    return Grid(
        cells=tuple(_row_cells(rows, columns, is_markdown=is_markdown)),
        rows=len(rows),
        columns=columns,
        header_rows=1 if has_rule else 0,
        lined=has_rule,
    )


def _is_rule(line: str) -> bool:
    return "-" in line and PIPE_RULE.match(line) is not None and "\t" not in line


def _cells(line: str) -> list[str]:
    if _is_piped(line):
        inner = line.strip()[1:-1]
        return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]
    return [cell.strip() for cell in line.split("\t")]


def _continued(rows: Sequence[list[str]]) -> list[list[str]]:
    """Rows without those that only go on with the row above, as page breaks leave them."""
    joined: list[list[str]] = []
    for row in rows:
        if joined and _is_rest(joined[-1], row):
            above = joined[-1] + [""] * (len(row) - len(joined[-1]))
            rest = row + [""] * (len(above) - len(row))
            joined[-1] = [a + joint(a, b) + b for a, b in zip(above, rest, strict=True)]
        else:
            joined.append(list(row))
    return joined


def _is_rest(above: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row has no mark and each of its cells goes on in lower case."""
    filled = [(above[n] if n < len(above) else "", cell) for n, cell in enumerate(row) if cell]
    if not filled or row[0] or not ROW_MARK.fullmatch(above[0] or "?"):
        return False
    starts_low = [cell[0].islower() for over, cell in filled]
    return all(over for over, _ in filled) and sum(starts_low) * 2 >= len(filled)


def _row_cells(
    rows: Sequence[Sequence[str]], columns: int, *, is_markdown: bool
) -> Iterator[GridCell]:
    for number, row in enumerate(rows):
        if len(row) < columns and len([cell for cell in row if cell]) <= 2 < columns:
            yield from _section(row, columns, number=number, is_markdown=is_markdown)
            continue
        for column in range(columns):
            text = row[column] if column < len(row) else ""
            yield _cell(text, number, column, is_markdown=is_markdown)


def _section(
    row: Sequence[str], columns: int, *, number: int, is_markdown: bool
) -> Iterator[GridCell]:
    """A short row names a section: its last cell spans what is left."""
    filled = list(row)
    while len(filled) > 1 and not filled[-1]:
        filled.pop()
    for column, text in enumerate(filled):
        cell = _cell(text, number, column, is_markdown=is_markdown)
        is_last = column == len(filled) - 1
        yield replace(cell, column_span=columns - column) if is_last else cell


def _cell(text: str, row: int, column: int, *, is_markdown: bool) -> GridCell:
    words = _plain(BREAK_TAG.sub("\n", text)) if is_markdown else text
    bold = text.startswith("**") and text.endswith("**") and len(text) > 4
    return GridCell(row, column, normalise(words), bold=bold and is_markdown)


def _plain(text: str) -> str:
    """Markdown's words without its marks."""
    text = LINK.sub(r"\1", text).replace("`", "")
    while (bare := EMPHASIS.sub(r"\2", text)) != text:
        text = bare
    return ESCAPED.sub(r"\1", text)


def _paragraphs(lines: Sequence[str], *, is_markdown: bool) -> Iterator[Block]:
    if not is_markdown and is_laid_out(lines):
        yield from _laid_out(lines)
        return
    wrapped = _is_wrapped(lines)
    for is_blank, group in groupby(lines, key=lambda line: not line.strip()):
        if is_blank:
            continue
        paragraph: list[str] = []
        for line in group:
            if paragraph and (not (wrapped or is_markdown) or _opens(line, is_markdown)):
                yield _paragraph(paragraph, is_markdown=is_markdown)
                paragraph = []
            paragraph.append(line)
            if is_markdown and ATX_HEADING.match(line):
                yield _paragraph(paragraph, is_markdown=is_markdown)
                paragraph = []
        if paragraph:
            yield _paragraph(paragraph, is_markdown=is_markdown)


def is_laid_out(lines: Sequence[str]) -> bool:
    """Whether a text is set with spaces as on paper: texts side by side, lines set in."""
    filled = [line for line in lines if line.strip()]
    return any(SIDE_BY_SIDE.search(line) for line in filled[:HEAD_LINES])


def _laid_out(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of a text set with spaces, read as a page of letters of one width."""
    headers = _header_lines(lines)
    words = tuple(
        word
        for row, line in enumerate(lines)
        for word in _placed_words(line, row, is_header=row in headers)
    )
    width = max(len(line) for line in lines) * LETTER.width
    ink = PageInk(1, width, (len(lines) + 1) * LINE_STEP, words)
    for block in layout_of((ink,)).blocks:
        if isinstance(block, TextBlock):
            yield replace(block, size=0.0, indent=0.0, ends_full=False)
        else:
            yield replace(block, column_edges=())


def _header_lines(lines: Sequence[str]) -> set[int]:
    """The lines of tables' headers: cells set far apart, the first of them "STT" or its like."""
    found: set[int] = set()
    for row, line in enumerate(lines):
        cells = re.split(r" {2,}", line.strip())
        if len(cells) > 2 and fold(cells[0]) in ROW_NUMBER_HEADERS:
            found.add(row)
            below = row + 1
            while below < len(lines) and lines[below].strip():
                found.add(below)
                below += 1
    return found


def _placed_words(line: str, row: int, *, is_header: bool) -> Iterator[Word]:
    for match in re.finditer(r"\S+", line.replace("\t", "    ")):
        area = Area(
            match.start() * LETTER.width,
            row * LINE_STEP,
            match.end() * LETTER.width,
            row * LINE_STEP + LETTER.height,
        )
        style = Style(LETTER.height, bold=is_header)
        yield Word(normalise(match.group()), area, style, baseline=area.bottom)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether a text's lines were broken at a margin: the longest ones end at about one place."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(lengths) < 8:
        return False
    longest, usual = lengths[-1], lengths[3 * len(lengths) // 4]
    low, high = WRAP_WIDTHS
    return low <= longest <= high and usual > 0.85 * longest


def _opens(line: str, is_markdown: bool) -> bool:  # noqa: FBT001 - private
    words = line.strip()
    opens_item = LIST_MARK.match(words) is not None
    return opens_item or (is_markdown and ATX_HEADING.match(line) is not None)


def _paragraph(lines: Sequence[str], *, is_markdown: bool) -> TextBlock:
    heading = ATX_HEADING.match(lines[0]) if is_markdown else None
    words = [heading["words"]] if heading else [line.strip() for line in lines]
    bold = is_markdown and all(re.fullmatch(r"(\*\*|__).+\1", line) for line in words)
    if is_markdown:
        words = [_plain(re.sub(r"^>\s?", "", line)) for line in words]
    text = words[0]
    for line in words[1:]:
        text += joint(text, line) + line
    block = TextBlock(normalise(text), bold=bold, lines=tuple(normalise(line) for line in words))
    return replace(block, kind=_kind(block, is_heading=heading is not None))


def _kind(block: TextBlock, *, is_heading: bool) -> BlockKind:
    shouts = block.text.isupper() and len(block.text) > 3
    if is_heading or heading_like(block) or shouts:
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if LIST_MARK.match(block.text) else BlockKind.PARAGRAPH
