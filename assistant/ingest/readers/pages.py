"""From the ink of pages to their layout: tables, running text, and what is no text at all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.ingest.layout import Block, Grid, Layout, Page
from assistant.ingest.readers.aligned import aligned_tables
from assistant.ingest.readers.furniture import marks_of_pages, stamps
from assistant.ingest.readers.ink import PageInk, Rule
from assistant.ingest.readers.lines import words_text
from assistant.ingest.readers.paragraphs import (
    body_size,
    column_of,
    furniture_blocks,
    text_blocks,
)
from assistant.ingest.readers.ruled import RuledTable, ruled_tables

# More unmapped letters than this part of a page's letters make its text unfit to be quoted.
MOST_UNMAPPED = 0.05


def layout_of(inks: Sequence[PageInk]) -> Layout:
    """Pages of words and rules as blocks in reading order."""
    clean, stamped = _split(inks, [stamps(ink) for ink in inks])
    tables = list(_tables(clean))
    outside, _ = _split(clean, [_held(found) for found in tables])
    prose, marks = _split(outside, marks_of_pages(outside))
    size = body_size(ink.words for ink in prose)
    pages = []
    for ink, found, *furniture in zip(prose, tables, stamped, marks, strict=True):
        drawn = (word for part in furniture for word in part.words)
        blocks = _blocks(ink, [table.grid for table in found], size=size)
        all_blocks = (*furniture_blocks(drawn, page=ink.number), *blocks)
        pages.append(Page(ink.number, ink.width, ink.height, all_blocks, ink.is_scanned))
    return Layout(tuple(pages), (*_page_warnings(inks), *_lost_words(clean, tables)))


def _tables(inks: Sequence[PageInk]) -> Iterator[tuple[RuledTable, ...]]:
    """Each page's tables; those without upright rules are looked for in what the ruled ones leave.

    Only a table that a page ends with may hand its columns on to the next page.
    """
    above: Grid | None = None
    for ink in inks:
        ruled = ruled_tables(ink)
        numbers = [n for n in range(len(ink.words)) if n not in _held(ruled)]
        rest = replace(
            ink,
            words=tuple(ink.words[n] for n in numbers),
            rules=tuple(rule for rule in ink.rules if not _is_within(rule, ruled)),
        )
        bare = (
            RuledTable(table.grid, frozenset(numbers[n] for n in table.words))
            for table in aligned_tables(rest, above=above)
        )
        found = tuple(sorted((*ruled, *bare), key=lambda table: table.grid.place.boxes[0].top))
        above = found[-1].grid if found and not found[-1].grid.lined else None
        yield found


def _is_within(rule: Rule, tables: Sequence[RuledTable]) -> bool:
    boxes = (table.grid.place.boxes[0] for table in tables)
    return any(not rule.upright and box.top - 5 < rule.at < box.bottom + 5 for box in boxes)


def _held(tables: Sequence[RuledTable]) -> frozenset[int]:
    return frozenset[int]().union(*(table.words for table in tables))


def _split(
    inks: Sequence[PageInk], numbers: Sequence[frozenset[int]]
) -> tuple[list[PageInk], list[PageInk]]:
    """Each page without some of its words, and with those words alone."""
    rest, taken = [], []
    for ink, some in zip(inks, numbers, strict=True):
        words = list(enumerate(ink.words))
        rest.append(replace(ink, words=tuple(word for n, word in words if n not in some)))
        taken.append(replace(ink, words=tuple(word for n, word in words if n in some)))
    return rest, taken


def _blocks(ink: PageInk, grids: Sequence[Grid], *, size: float) -> Iterator[Block]:
    """Text above each table, the table, and the text below the last."""
    column = column_of(ink)
    words = list(ink.words)
    for grid in grids:
        top = grid.place.boxes[0].top
        above = [word for word in words if word.area.middle[1] < top]
        yield from text_blocks(replace(ink, words=tuple(above)), column=column, body_size=size)
        yield grid
        words = [word for word in words if word.area.middle[1] >= top]
    yield from text_blocks(replace(ink, words=tuple(words)), column=column, body_size=size)


def _page_warnings(inks: Sequence[PageInk]) -> Iterator[str]:
    for ink in inks:
        if not ink.words and ink.has_pictures:
            yield f"Trang {ink.number} là ảnh quét, chưa đọc được chữ."
        elif ink.is_scanned:
            yield f"Trang {ink.number} là ảnh quét, chữ do máy nhận dạng nên cần đối chiếu."
        letters = sum(len(word.text) for word in ink.words)
        if ink.unmapped > MOST_UNMAPPED * max(letters, 1):
            yield f"Trang {ink.number}: phông chữ thiếu mã ký tự, chữ đọc ra có thể sai."


def _lost_words(inks: Sequence[PageInk], tables: Sequence[Sequence[RuledTable]]) -> Iterator[str]:
    """The check that the words in a table's area are the words of its cells."""
    for ink, found in zip(inks, tables, strict=True):
        for table in found:
            inside = [ink.words[number] for number in sorted(table.words)]
            if _letters(words_text([word]) for word in inside) != _letters(
                cell.text for cell in table.grid.cells
            ):
                yield f"Trang {ink.number}: có chữ trong vùng bảng không vào được ô nào."


def _letters(texts: Iterable[str]) -> list[str]:
    return sorted(letter for text in texts for letter in text if not letter.isspace())
