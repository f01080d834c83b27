"""Running text: words outside tables become paragraphs, list items and headings.

A line ends a paragraph where the next word would still have fitted on it.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.domain.place import Box, Place
from assistant.ingest.layout import Align, BlockKind, TextBlock
from assistant.ingest.marks import LIST_MARK
from assistant.ingest.readers.ink import Area, PageInk, Rule, Word
from assistant.ingest.readers.lines import (
    Line,
    join_lines,
    lines_of,
    mostly,
    weighted,
    would_fit,
)
from assistant.ingest.readers.side_by_side import bands
from assistant.vietnamese.text import fold

# Lines further apart than this many times their usual distance are two paragraphs.
PARAGRAPH_GAP = 1.35
# A first line set in by more than this many letter sizes opens a paragraph.
INDENT = 0.8
# Centred text stands within this many letter sizes of its column's middle.
CENTRED = 1.2
LEAST_MARGIN = 3.5  # a first line set in may be centred by chance; further in it is not
SMALL = 0.92  # footnotes are set in letters this much smaller than the text, or less
LONGEST_FOOTNOTE_RULE = 0.45  # of the page's width

HEADING_MARK = re.compile(
    r"""
    (?: [IVXLC]+ [.)] | [A-ZĐ] [.)] | \d{1,2} (?: \.\d{1,2} )* [.)]? ) \s+ \S  # "II. ", "2.1 "
    | (?: PHẦN | CHƯƠNG | MỤC | ĐIỀU | PHỤ \s LỤC ) \b                        # "Chương II"
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Who signs for whom: "TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC", "TUQ. BỘ TRƯỞNG"
AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.? [A-ZĐ]")
LONGEST_HEADING = 400
SENTENCE_END = re.compile(r"[.;:!?…/][\"”’)\]]*$")
NOTE_MARK = re.compile(r"(\d{1,3}|\*+)\.?")


@dataclass(frozen=True, slots=True)
class Column:
    """The left and right end of a body of text and the usual distance of its lines."""

    left: float
    right: float
    step: float

    @property
    def width(self) -> float:
        return self.right - self.left


def text_blocks(ink: PageInk, *, column: Column, body_size: float) -> tuple[TextBlock, ...]:
    """The blocks of a page's running text in reading order; footnotes come last."""
    body, notes = _without_footnotes(ink, ink.words, body_size=body_size)
    marks = {match.group(1) for note in notes if (match := NOTE_MARK.match(note[0].text))}
    body = tuple(w for w in body if not (w.raised and w.text.strip("()[]") in marks))
    lines = lines_of(body)
    blocks: list[TextBlock] = []
    for band in bands(lines):
        if len(band) == 1:
            blocks += _paragraphs(band[0], column=column, page=ink.number)
        else:
            for side in band:
                own = _column_of_lines(side)
                blocks += _paragraphs(side, column=own, page=ink.number, aside=True)
    for note in notes:
        text = join_lines(lines_of(note), width=column.width)
        area = Area.around([word.area for word in note])
        blocks.append(
            TextBlock(text, BlockKind.FOOTNOTE, _place(area, ink.number), size=note[-1].style.size)
        )
    return tuple(blocks)


def furniture_blocks(words: Iterable[Word], *, page: int) -> tuple[TextBlock, ...]:
    """Page numbers, running heads and stamps, kept as such."""
    return tuple(
        TextBlock(
            line.text,
            BlockKind.FURNITURE,
            _place(line.area, page),
            size=line.size,
            lines=(line.text,),
        )
        for line in lines_of(words)
    )


def body_size(pages: Iterable[Sequence[Word]]) -> float:
    """The letter size of most of the running text."""
    return weighted((word.style.size, len(word.text)) for words in pages for word in words)


def _place(area: Area, page: int) -> Place:
    return Place((Box(page, area.left, area.top, area.right, area.bottom),))


def _without_footnotes(
    ink: PageInk, words: Sequence[Word], *, body_size: float
) -> tuple[tuple[Word, ...], list[list[Word]]]:
    """The words of the text, and those of each footnote at the page's foot."""
    top = _footnote_top(ink, words, body_size=body_size)
    if top is None:
        return tuple(words), []
    body = tuple(word for word in words if word.baseline <= top)
    notes: list[list[Word]] = []
    for line in lines_of(word for word in words if word.baseline > top):
        if not notes or _opens_note(notes[-1], line):
            notes.append([])
        notes[-1] += line.words
    return body, notes


def _opens_note(note: Sequence[Word], line: Line) -> bool:
    """Whether a line begins the footnote after this one: 2 follows 1, ** follows *."""
    last = NOTE_MARK.fullmatch(note[0].text)
    mark = NOTE_MARK.fullmatch(line.words[0].text)
    if last is None or mark is None:
        return mark is not None
    if last[1].isdigit() and mark[1].isdigit():
        return int(mark[1]) == int(last[1]) + 1
    return len(mark[1]) == len(last[1]) + 1


def _footnote_top(ink: PageInk, words: Sequence[Word], *, body_size: float) -> float | None:
    """Where the footnotes begin: below a short rule at the left, in smaller letters."""
    for rule in sorted(ink.rules, key=lambda rule: rule.at):
        below = [word for word in words if word.baseline > rule.at]
        if _may_part_footnotes(rule, ink) and below and _is_small(below, body_size=body_size):
            return rule.at
    lines = lines_of(words)
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.size > SMALL * body_size or line.baseline < 0.5 * ink.height:
            return None
        mark = line.words[0]
        is_note = NOTE_MARK.fullmatch(mark.text) and (
            mark.raised or mark.style.size < 0.85 * line.size or len(mark.text) <= 2
        )
        before = lines[index - 1].size if index else 0.0
        if is_note and before > SMALL * body_size:
            return (lines[index - 1].baseline + mark.area.top) / 2
    return None


def _may_part_footnotes(rule: Rule, ink: PageInk) -> bool:
    return (
        not rule.upright
        and 40 < rule.length < LONGEST_FOOTNOTE_RULE * ink.width
        and rule.start < 0.25 * ink.width
        and rule.at > 0.4 * ink.height
    )


def _is_small(words: Sequence[Word], *, body_size: float) -> bool:
    return weighted((word.style.size, len(word.text)) for word in words) <= SMALL * body_size


def column_of(ink: PageInk) -> Column:
    """The text's margins on a page, by the lines that stand alone on their height."""
    if not ink.words:
        return Column(0.1 * ink.width, 0.9 * ink.width, 16.0)
    lines = lines_of(ink.words)
    alone = [line for band in bands(lines) if len(band) == 1 for line in band[0]]
    return _column_of_lines(alone if len(alone) > 1 else lines)


def _column_of_lines(lines: Sequence[Line]) -> Column:
    left = min(line.area.left for line in lines)
    right = max(line.area.right for line in lines)
    steps = [
        below.baseline - above.baseline
        for above, below in itertools.pairwise(lines)
        if 0 < below.baseline - above.baseline < 3 * above.size
    ]
    return Column(left, right, _usual(steps, default=1.2 * lines[0].size))


def _usual(values: Sequence[float], *, default: float) -> float:
    """The lower middle of some distances: lines within paragraphs outnumber those between."""
    ordered = sorted(values)
    return ordered[len(ordered) // 3] if ordered else default


def _paragraphs(
    lines: Sequence[Line], *, column: Column, page: int, aside: bool = False
) -> Iterator[TextBlock]:
    """Lines joined into blocks."""
    group: list[Line] = []
    for line in lines:
        if group and _opens(group, line, column=column, aside=aside):
            yield _block(group, column=column, page=page, aside=aside)
            group = []
        group.append(line)
    if group:
        yield _block(group, column=column, page=page, aside=aside)


def _opens(group: Sequence[Line], line: Line, *, column: Column, aside: bool) -> bool:
    """Whether a line begins a new paragraph."""
    before = group[-1]
    step = line.baseline - before.baseline
    if step > PARAGRAPH_GAP * max(column.step, 1.1 * line.size):
        return True
    if abs(line.size - before.size) > 0.6 or line.bold != before.bold:
        return True
    if AUTHORITY.match(line.text) or (AUTHORITY.match(before.text) and line.text.isupper()):
        return True
    if aside and before.text.isupper() != line.text.isupper():
        return True
    centred = _is_centred(line, column) and _is_centred(before, column)
    if centred:
        return _parts_title(before, line, column=column)
    if LIST_MARK.match(line.text) and (
        SENTENCE_END.search(before.text) or would_fit(before, line, width=_room(before, column))
    ):
        return True
    if would_fit(before, line, width=column.width if aside else _room(before, column)):
        return True
    return not aside and _is_set_off(group, line)


def _is_set_off(group: Sequence[Line], line: Line) -> bool:
    """Whether a line is set in against the paragraph above, or out against its hanging lines."""
    before = group[-1]
    further_in = line.area.left - before.area.left
    if further_in > INDENT * line.size:
        hangs = len(group) == 1 and LIST_MARK.match(before.text) is not None
        return not hangs or SENTENCE_END.search(before.text) is not None
    return len(group) > 1 and further_in < -INDENT * line.size


def _room(line: Line, column: Column) -> float:
    """How long this line could have got."""
    return column.right - max(line.area.left, column.left)


def _parts_title(before: Line, line: Line, *, column: Column) -> bool:
    """Whether two centred lines are two titles: "KẾ HOẠCH" above what the plan is about."""
    if before.text.isupper() != line.text.isupper() or before.italic != line.italic:
        return True
    return would_fit(before, line, width=column.width) and before.area.width < 0.6 * line.area.width


def _is_centred(line: Line, column: Column) -> bool:
    """Whether a line stands in the middle: with room on both sides, or set apart by its letters."""
    left, right = line.area.left - column.left, column.right - line.area.right
    if abs(left - right) > 2 * CENTRED * line.size:
        return False
    set_apart = line.bold or line.italic or line.text.isupper()
    return min(left, right) > (-line.size if set_apart else LEAST_MARGIN * line.size)


def _block(group: Sequence[Line], *, column: Column, page: int, aside: bool) -> TextBlock:
    area = Area.around([line.area for line in group])
    centred = all(_is_centred(line, column) for line in group)
    bold = mostly((line.bold, len(line.text)) for line in group)
    text = join_lines(group, width=column.width) if aside else _running(group)
    block = TextBlock(
        text=text,
        place=_place(area, page),
        align=Align.CENTER if centred else _side_align(group, column),
        bold=bold,
        italic=mostly((line.italic, len(line.text)) for line in group),
        size=group[0].size,
        lines=tuple(line.text for line in group),
        indent=max(group[0].area.left - column.left, 0.0),
        ends_full=column.right - group[-1].area.right < 2.5 * group[-1].size,
    )
    return replace(block, kind=_kind(block))


def _running(group: Sequence[Line]) -> str:
    """A paragraph's text: where its lines break is the printer's doing alone."""
    return join_lines(group, width=0.0).replace("\n", " ")


def _side_align(group: Sequence[Line], column: Column) -> Align:
    first = group[0]
    is_right = (
        first.area.left > column.left + 0.45 * column.width
        and column.right - first.area.right < 2 * first.size
    )
    return Align.RIGHT if is_right else Align.LEFT


def _kind(block: TextBlock) -> BlockKind:
    """What a block is by its looks."""
    if heading_like(block):
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if LIST_MARK.match(block.text) else BlockKind.PARAGRAPH


def heading_like(block: TextBlock) -> bool:
    """Whether a block looks like a heading: short, and bold or in capitals, marked or centred."""
    shouts = block.text.isupper() and len(fold(block.text)) > 3
    marked = HEADING_MARK.match(block.text) is not None
    if len(block.text) > LONGEST_HEADING or not (block.bold or shouts):
        return False
    return marked or block.align is Align.CENTER or (block.bold and shouts)
