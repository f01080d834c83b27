"""The outline of a document's prose: headings, items and paragraphs, each with what governs it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.place import NOWHERE, Place
from assistant.ingest.layout import Align, Block, BlockKind, Grid, Layout, TextBlock
from assistant.ingest.parts import ATTACHED, Parts, block_lines, cut_parts, is_capitals
from assistant.vietnamese.outline_marks import Mark, Rank, read_mark
from assistant.vietnamese.sentences import sentences
from assistant.vietnamese.text import normalise

# A heading is no longer than this; a longer text without a full stop is a paragraph.
HEADING_SYLLABLES = 60
ENDED = re.compile(r"[.;:,!?…]$|[.;]\W$")
FOOTNOTE_NUMBER = re.compile(r"^\W*(?P<number>\d{1,2}|\*)\W*\s(?=\S)")


class ElementKind(StrEnum):
    """What an element of the outline is."""

    TITLE = "title"  # of an appendix; it stands under its name and governs nothing
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FOOTNOTE = "footnote"
    TABLE = "table"


TEXTS = (ElementKind.ITEM, ElementKind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Element:
    """A heading, item, paragraph, footnote or table, below the elements that govern it."""

    kind: ElementKind
    text: str  # as printed, its mark included
    body: str = ""  # without the mark
    mark: Mark | None = None
    above: tuple["Element", ...] = ()  # outermost first: headings, then items that end in a colon
    place: Place = NOWHERE
    grid: Grid | None = None  # of a TABLE
    in_appendix: bool = False

    @property
    def headings(self) -> tuple["Element", ...]:
        """The headings above it, outermost first."""
        return tuple(element for element in self.above if element.kind is ElementKind.HEADING)

    @property
    def section_path(self) -> tuple[str, ...]:
        """The words of the headings above it, outermost first."""
        return tuple(heading.text for heading in self.headings)

    @property
    def lead_in(self) -> str:
        """The sentence that governs it: "2. Giao Sở X chủ trì:"; "" where only headings do."""
        if not self.above or self.above[-1].kind is ElementKind.HEADING:
            return ""
        return sentences(self.above[-1].text)[-1]

    @property
    def rank(self) -> Rank:
        """How high it stands."""
        return self.mark.rank if self.mark else Rank.TEXT


@dataclass(frozen=True, slots=True)
class Structure:
    """A document by parts, its body and appendices as elements in reading order."""

    parts: Parts
    elements: tuple[Element, ...]


def read_structure(layout: Layout) -> Structure:
    """Cut a document into parts and find the outline of its prose."""
    parts = cut_parts(layout)
    elements = list(_outline(parts.body, above=(), in_appendix=False))
    for appendix in parts.appendices:
        elements += _appendix(appendix)
    return Structure(parts, tuple(elements))


def _appendix(blocks: tuple[Block, ...]) -> Iterator[Element]:
    """An appendix is a section of its own, named by its first line: "PHỤ LỤC II"."""
    first = blocks[0]
    if isinstance(first, Grid) or not block_lines(first):
        yield from _outline(blocks, above=(), in_appendix=True)
        return
    name, *rest = block_lines(first)
    heading = Element(
        ElementKind.HEADING,
        name,
        name,
        Mark(name, Rank.APPENDIX),
        place=first.place,
        in_appendix=True,
    )
    yield heading
    titled: tuple[Block, ...] = ()
    if rest:
        titled = (TextBlock(" ".join(rest), place=first.place, align=Align.CENTER),)
    yield from _outline((*titled, *blocks[1:]), above=(heading,), in_appendix=True)


def _outline(
    blocks: Iterable[Block], *, above: tuple[Element, ...], in_appendix: bool
) -> Iterator[Element]:
    """Walk the blocks with the stack of what governs the next one."""
    pieces = tuple(_cut_headings(blocks))
    stack = list(above)
    titled = not in_appendix
    for index, piece in enumerate(pieces):
        if isinstance(piece, Grid):
            yield Element(
                ElementKind.TABLE, "", above=tuple(stack), place=piece.place, grid=piece,
                in_appendix=in_appendix,
            )  # fmt: skip
            continue
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        kind, mark, body = _classify(piece, following=following)
        titled = titled or bool(mark and mark.words)
        if not titled and kind is ElementKind.HEADING:
            kind, mark = ElementKind.TITLE, None
        if kind is ElementKind.FOOTNOTE:
            yield Element(kind, normalise(piece.text), body, None, tuple(stack), piece.place)
            continue
        _unwind(stack, kind=kind, mark=mark, fixed=len(above))
        element = Element(
            kind, normalise(piece.text), body, mark, tuple(stack), piece.place,
            in_appendix=in_appendix,
        )  # fmt: skip
        yield element
        if kind is ElementKind.HEADING or (mark and mark.rank < Rank.TEXT) or _governs(element):
            stack.append(element)


def _governs(element: Element) -> bool:
    return element.text.endswith(":")


def _unwind(stack: list[Element], *, kind: ElementKind, mark: Mark | None, fixed: int) -> None:
    """Take off what does not govern the next element."""
    if kind is ElementKind.HEADING:
        while len(stack) > fixed and stack[-1].kind is not ElementKind.HEADING:
            stack.pop()
    if mark is None:
        # Running text after items goes back to their heading, unless an item leads it in.
        while len(stack) > fixed and stack[-1].kind is not ElementKind.HEADING:
            if _governs(stack[-1]) and stack[-1].rank is not Rank.TEXT:
                break
            stack.pop()
        return
    ranks = [element.rank for element in stack[fixed:]]
    if mark.rank in ranks:
        del stack[fixed + ranks.index(mark.rank) :]
        return
    while len(stack) > fixed and mark.rank < stack[-1].rank < Rank.TEXT:
        stack.pop()


def _cut_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks whose printed lines hold several marked items are cut at the marks."""
    for block in blocks:
        if isinstance(block, Grid) or block.kind is BlockKind.FOOTNOTE:
            yield block
            continue
        held: list[str] = []
        for line in normalise(block.text).split("\n"):
            if held and read_mark(line)[0]:
                yield _piece(block, held)
                held = []
            held.append(line)
        yield _piece(block, held)


def _piece(block: TextBlock, lines: list[str]) -> TextBlock:
    return TextBlock(
        "\n".join(lines), block.kind, block.place, block.align, block.bold, block.italic, block.size
    )


def _classify(block: TextBlock, *, following: Block | None) -> tuple[ElementKind, Mark | None, str]:
    """What a block is, with its mark and the text after it."""
    if block.kind is BlockKind.FOOTNOTE:
        return ElementKind.FOOTNOTE, None, FOOTNOTE_NUMBER.sub("", normalise(block.text))
    mark, body = read_mark(block.text)
    if mark is None:
        rank = _unmarked_heading(block, body)
        if rank is None:
            return ElementKind.PARAGRAPH, None, body
        return ElementKind.HEADING, Mark("", rank), body
    if _is_heading(block, mark=mark, body=body, following=following):
        return ElementKind.HEADING, mark, body
    return ElementKind.ITEM, mark, body


def _unmarked_heading(block: TextBlock, text: str) -> Rank | None:
    """The rank of a heading that has no mark, or None where the block is a paragraph."""
    if ATTACHED.match(text) or len(text.split()) > HEADING_SYLLABLES:
        return None
    if is_capitals(text) and not text.endswith((";", ",")):
        return Rank.CAPITALS
    bold = block.bold or block.kind is BlockKind.HEADING
    return Rank.BOLD if bold and not ENDED.search(text) else None


def _is_heading(block: TextBlock, *, mark: Mark, body: str, following: Block | None) -> bool:
    """Whether a marked block is a heading: by its looks, or by what it governs.

    Headings are not bold in every document, so a short text without a full stop is one where
    something of a lower rank, or running text, follows it.
    """
    if mark.rank >= Rank.SMALL or len(body.split()) > HEADING_SYLLABLES:
        return False
    if mark.rank <= Rank.DIVISION or is_capitals(body):
        return not body.endswith(";")
    if mark.rank is Rank.ARTICLE:
        return not ENDED.search(body) or not body
    if ENDED.search(body):
        return False
    if block.bold or block.kind is BlockKind.HEADING or mark.rank <= Rank.ROMAN:
        return True
    if not isinstance(following, TextBlock):
        return following is not None
    lower, _ = read_mark(following.text)
    return lower is None or lower.rank > mark.rank
