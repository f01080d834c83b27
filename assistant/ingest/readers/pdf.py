"""PDF files: pages of words and rules become blocks and grids."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2

from assistant.domain.errors import FileTooLarge, UnreadableFile
from assistant.ingest.layout import Block, Grid, Layout, Page
from assistant.ingest.limits import DEFAULT_LIMITS, Limits
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
from assistant.ingest.readers.pdfium import read_ink
from assistant.ingest.readers.ruled import RuledTable, ruled_tables
from assistant.ingest.readers.scan import can_read_scans, read_scan

OnPage = Callable[[int, int], None]  # told the page that is read and how many there are

PASSWORD = "tệp có mật khẩu; hãy bỏ mật khẩu rồi nạp lại"
PROTECTED = "tệp được bảo vệ theo cách không hỗ trợ; hãy xuất lại thành PDF thường"
DAMAGED = "tệp PDF bị hỏng hoặc tải về chưa đủ; hãy lấy lại bản gốc"
EMPTY = "tệp không có trang nào"
# More unmapped letters than this part of a page's letters make its text unfit to be quoted.
MOST_UNMAPPED = 0.05


def read_pdf(
    path: Path, *, limits: Limits = DEFAULT_LIMITS, on_page: OnPage | None = None
) -> Layout:
    """The layout of a PDF file."""
    return layout_of(tuple(_read_inks(path, limits=limits, on_page=on_page)))


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


def _read_inks(path: Path, *, limits: Limits, on_page: OnPage | None) -> Iterator[PageInk]:
    started = time.monotonic()
    pdf = open_pdf(path)
    try:
        count = len(pdf)
        if count == 0:
            raise UnreadableFile("no pages", file=path.name, reason=EMPTY)
        if count > limits.pages:
            reason = f"có {count} trang, nhiều hơn mức {limits.pages} trang"
            raise FileTooLarge("too many pages", file=path.name, reason=reason)
        for number in range(1, count + 1):
            if time.monotonic() - started > limits.seconds:
                reason = f"đọc quá {limits.seconds:.0f} giây, mới đến trang {number} trên {count}"
                raise FileTooLarge("took too long", file=path.name, reason=reason)
            yield _read_page(pdf, number, file=path.name, recognise=limits.recognise)
            if on_page:
                on_page(number, count)
    finally:
        pdf.close()


def open_pdf(path: Path) -> Any:
    """A pypdfium2 document; what is wrong with the file is said in Vietnamese."""
    try:
        pdf = pypdfium2.PdfDocument(path)
        pdf.init_forms()
    except pypdfium2.PdfiumError as error:
        words = str(error).lower()
        reason = PASSWORD if "password" in words else PROTECTED if "secur" in words else DAMAGED
        raise UnreadableFile(str(error), file=path.name, reason=reason) from error
    return pdf


def _read_page(pdf: Any, number: int, *, file: str, recognise: bool) -> PageInk:
    page = None
    try:
        page = pdf[number - 1]
        ink = read_ink(page, number=number)
        if not ink.words and ink.has_pictures and recognise and can_read_scans():
            return read_scan(page, number=number) or ink
        return ink
    except pypdfium2.PdfiumError as error:
        reason = f"trang {number} bị hỏng; hãy lấy lại bản gốc"
        raise UnreadableFile(str(error), file=file, reason=reason) from error
    finally:
        if page is not None:
            page.close()
