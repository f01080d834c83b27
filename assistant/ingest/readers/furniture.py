"""What stands on pages without being their text: page numbers, running and gazette heads,
signature overlays.

A running head is told by standing at the same height on several pages; an overlay by its words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.ingest.readers.ink import PageInk, Word
from assistant.ingest.readers.lines import Line, lines_of
from assistant.vietnamese.text import fold

# Heads and feet stand within this part of the page's height from its top or bottom.
MARGIN = 0.11
# A text on at least this many pages, and this part of them, is a running head.
FEWEST_PAGES = 3
PART_OF_PAGES = 0.3

PAGE_NUMBER = re.compile(
    r"""
    [-–—\s]* (?: (?:trang|page) \s* )? \d{1,3} (?: \s* / \s* \d{1,3} )? [-–—\s]*  # "- 3 -", "3/12"
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "CÔNG BÁO/Số 12 + 13/Ngày 01-02-2025", with or without the page's number and the province
GAZETTE = re.compile(r"cong bao\b.*\bso\b.*\d|^cong bao$", re.IGNORECASE)
STAMP_START = re.compile(
    r"""
    (?: (?: duoc \s )? ky \s boi | nguoi \s ky | (?: digitally \s )? signed \s by ) \s* :
    """,
    re.VERBOSE,
)
# Words after which a stamp goes on: "Cơ quan: …", "Thời gian ký: …", "Email: …"
STAMP_FIELD = re.compile(
    r"""
    (?: co \s quan | to \s chuc | don \s vi | ngay \s ky | thoi \s gian \s ky | gio \s ky | email
      | ly \s do | dia \s diem | date | reason | location | chuc \s vu | so \s serial | ngay )
    \s* :
    """,
    re.VERBOSE,
)
LONGEST_STAMP = 12  # lines

_Key = tuple[str, int]
_MarginLine = tuple[_Key, Line, tuple[int, ...]]


def marks_of_pages(pages: Sequence[PageInk]) -> list[frozenset[int]]:
    """For each page the numbers of the words that are page numbers, running or gazette heads.

    The pages come without their tables: a table's header repeats too, and is none.
    """
    margins = [list(_margin_lines(page)) for page in pages]
    repeated = _repeated(margins)
    return [
        frozenset(number for _, numbers in _marks(page, lines, repeated) for number in numbers)
        for page, lines in zip(pages, margins, strict=True)
    ]


def _marks(
    page: PageInk, lines: Sequence[_MarginLine], repeated: set[_Key]
) -> Iterator[tuple[Line, tuple[int, ...]]]:
    """The lines that are marks: a page's number only where no text stands further out."""
    inner = []
    for key, line, numbers in lines:
        if key in repeated or _is_gazette_head(line, page):
            yield line, numbers
        else:
            inner.append((line, numbers))
    from_top = [line.baseline for line, _ in inner]
    for line, numbers in inner:
        is_outermost = line.baseline in (min(from_top), max(from_top))
        if is_outermost and _is_page_number(line, page):
            yield line, numbers


def _margin_lines(page: PageInk) -> Iterator[_MarginLine]:
    """Lines near the page's top and bottom, with what makes them the same on other pages."""
    depth = MARGIN * max(page.height, page.width)
    near = {
        number: word
        for number, word in enumerate(page.words)
        if word.is_upright and (word.area.bottom < depth or word.area.top > page.height - depth)
    }
    numbers = {id(word): number for number, word in near.items()}
    for line in lines_of(near.values()):
        words = re.sub(r"\d+", "#", fold(line.text))
        from_edge = min(line.baseline, page.height - line.baseline)
        key = (words, round(from_edge / 6))
        yield key, line, tuple(numbers[id(word)] for word in line.words)


def _repeated(margins: Sequence[Sequence[_MarginLine]]) -> set[_Key]:
    counts = Counter(key for lines in margins for key in {key for key, _, _ in lines})
    needed = max(FEWEST_PAGES, PART_OF_PAGES * len(margins))
    return {key for key, count in counts.items() if count >= needed and len(key[0]) > 1}


def _is_gazette_head(line: Line, page: PageInk) -> bool:
    is_at_top = line.baseline < MARGIN * max(page.height, page.width)
    return is_at_top and GAZETTE.search(fold(line.text)) is not None


def _is_page_number(line: Line, page: PageInk) -> bool:
    """A number alone on its line, in the middle or at the right as pages are numbered."""
    x, _ = line.area.middle
    is_at_left = line.area.left < 0.2 * page.width and abs(x - page.width / 2) > 0.2 * page.width
    return PAGE_NUMBER.fullmatch(line.text) is not None and not is_at_left


def stamps(page: PageInk) -> frozenset[int]:
    """Words of electronic signatures' stamps, which may lie across the text.

    A stamp has letters of one size; looking at one size at a time takes it off the text below.
    """
    numbers = {id(word): number for number, word in enumerate(page.words)}
    sizes: dict[float, list[Word]] = {}
    for word in page.words:
        sizes.setdefault(word.style.size, []).append(word)
    found: set[int] = set()
    for words in sizes.values():
        pieces = [piece for line in lines_of(words) for piece in _pieces(line)]
        for piece in pieces:
            if STAMP_START.match(fold(piece.text)):
                for line in _stamp(piece, pieces):
                    found.update(numbers[id(word)] for word in line.words if id(word) in numbers)
    return frozenset(found)


def _pieces(line: Line) -> Iterator[Line]:
    """A line cut at its wide gaps."""
    run: list[Word] = []
    for word in line.words:
        if run and word.area.left - run[-1].area.right > 2 * word.style.size:
            yield Line(tuple(run))
            run = []
        run.append(word)
    yield Line(tuple(run))


def _stamp(first: Line, pieces: Sequence[Line]) -> list[Line]:
    """The lines of a stamp: its own fields one below the other, and what they wrap."""
    lines = [first]
    for piece in pieces:
        step = piece.baseline - lines[-1].baseline
        if not 1 < step < 1.8 * first.size:
            continue
        aligned = abs(piece.area.left - first.area.left) < 2 * first.size
        if aligned or STAMP_FIELD.match(fold(piece.text)):
            lines.append(piece)
    fields = [n for n, line in enumerate(lines) if n == 0 or STAMP_FIELD.match(fold(line.text))]
    return lines[: min(fields[-1] + 2, LONGEST_STAMP)] if len(fields) > 1 else lines[:1]
