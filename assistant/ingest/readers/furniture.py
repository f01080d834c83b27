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
    [-–—\s]* (?: (?:trang|page) \s* )? \d{1,4} (?: \s* / \s* \d{1,4} )? [-–—\s]*  # "- 3 -", "3/12"
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "CÔNG BÁO/Số 12 + 13/Ngày 01-02-2025", with or without the page's number and the province
GAZETTE = re.compile(r"cong bao\b.*\bso\b.*\d|^cong bao$", re.IGNORECASE)
OVERLAY_START = re.compile(
    r"""
    (?: ky \s boi | nguoi \s ky | duoc \s ky \s boi | digitally \s signed \s by | signed \s by ) \b
    """,
    re.VERBOSE,
)
# Words after which an overlay goes on: "Cơ quan: …", "Thời gian ký: …", "Email: …"
OVERLAY_FIELD = re.compile(
    r"""
    (?: co \s quan | to \s chuc | don \s vi | ngay \s ky | thoi \s gian \s ky | gio \s ky | email
      | ly \s do | dia \s diem | date | reason | location | chuc \s vu | so \s serial | ngay )
    \s* :
    """,
    re.VERBOSE,
)
LONGEST_OVERLAY = 12  # lines


def furniture_words(pages: Sequence[PageInk]) -> list[frozenset[int]]:
    """For each page the numbers of the words that are no text of the document."""
    margins = [list(_margin_lines(page)) for page in pages]
    repeated = _repeated(margins)
    return [
        frozenset(
            {
                number
                for key, line, numbers in lines
                if key in repeated or _is_page_mark(line, page)
                for number in numbers
            }
            | _overlay_words(page)
        )
        for page, lines in zip(pages, margins, strict=True)
    ]


_Key = tuple[str, int]


def _margin_lines(page: PageInk) -> Iterator[tuple[_Key, Line, tuple[int, ...]]]:
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


def _repeated(margins: Sequence[Sequence[tuple[_Key, Line, tuple[int, ...]]]]) -> set[_Key]:
    counts = Counter(key for lines in margins for key in {key for key, _, _ in lines})
    needed = max(FEWEST_PAGES, PART_OF_PAGES * len(margins))
    return {key for key, count in counts.items() if count >= needed and len(key[0]) > 1}


def _is_page_mark(line: Line, page: PageInk) -> bool:
    """A page's number alone on its line, or the head of an official gazette."""
    if GAZETTE.search(fold(line.text)) and line.baseline < MARGIN * max(page.height, page.width):
        return True
    x, _ = line.area.middle
    is_at_left = line.area.left < 0.2 * page.width and abs(x - page.width / 2) > 0.2 * page.width
    return PAGE_NUMBER.fullmatch(line.text) is not None and not is_at_left


def _overlay_words(page: PageInk) -> frozenset[int]:
    """Words of electronic signatures' stamps, which may lie across the text."""
    words = page.words
    found: set[int] = set()
    for start, word in enumerate(words[:-1]):
        opening = fold(" ".join(w.text for w in words[start : start + 3]))
        if start not in found and OVERLAY_START.match(opening) and _is_labelled(words, start):
            found.update(range(start, _overlay_end(words, start)))
        del word
    return frozenset(found)


def _is_labelled(words: Sequence[Word], start: int) -> bool:
    """Whether a colon follows the opening: "Ký bởi:"; running text has none."""
    return any(word.text.endswith(":") or word.text == ":" for word in words[start : start + 4])


def _overlay_end(words: Sequence[Word], start: int) -> int:
    """The end of the stamp: the same letters in the drawing's order, line below line."""
    first = words[start]
    baseline, lines, end = first.baseline, 1, start + 1
    for number in range(start + 1, len(words)):
        word = words[number]
        step = word.baseline - baseline
        same_look = (word.style.font, word.style.size) == (first.style.font, first.style.size)
        if not same_look or not -1 <= step < 2 * first.style.size:
            break
        if step > 1:
            lines += 1
            baseline = word.baseline
            opening = fold(" ".join(w.text for w in words[number : number + 4]))
            far_left = word.area.left < first.area.left - 4 * first.style.size
            if lines > LONGEST_OVERLAY or (far_left and not OVERLAY_FIELD.match(opening)):
                break
        end = number + 1
    return end
