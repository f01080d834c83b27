"""The one picture of a document that all readers give."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.place import NOWHERE, Place


class BlockKind(StrEnum):
    """What a block is, as far as its looks tell; meaning comes later."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    HEADING = "heading"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"  # page numbers, running heads, gazette heads, signature overlays


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph of running text, its lines joined, in NFC."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    place: Place = NOWHERE
    align: Align = Align.LEFT
    bold: bool = False
    italic: bool = False
    size: float = 0.0  # font size in points, 0 where unknown
    lines: tuple[str, ...] = ()  # the lines as printed, where they matter (heads, signatures)
    indent: float = 0.0  # of its first line against the text's margin, in points
    ends_full: bool = False  # its last line reaches the margin: it may go on over the page's end


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table: where it begins, how far it spans, and what stands in it."""

    row: int
    column: int
    text: str  # lines joined; list items within a cell keep their own line
    row_span: int = 1
    column_span: int = 1
    place: Place = NOWHERE
    bold: bool = False
    first_width: float = 0.0  # of its first word, and what its last line has left over, in points:
    room_left: float = 0.0  # they tell whether its text may go on over a page border


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page (or over several, once joined): cells with spans.

    A merged cell is there once, with its spans; `at` gives it for every place it covers.
    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    place: Place = NOWHERE
    column_edges: tuple[float, ...] = ()  # x positions in points; lets parts of one table be told
    header_rows: int = 0  # rows that the file itself marks as repeated header (DOCX)
    open_top: bool = False  # no rule above its first row: the row may go on from the page before
    open_bottom: bool = False  # no rule below its last row: the row may go on
    lined: bool = True  # ruled; False: aligned columns without lines

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers this place, if any."""
        for cell in self.cells:
            if (
                cell.row <= row < cell.row + cell.row_span
                and cell.column <= column < cell.column + cell.column_span
            ):
                return cell
        return None


Block = TextBlock | Grid


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size as read (after rotation) and its blocks in reading order."""

    number: int
    width: float = 0.0
    height: float = 0.0
    blocks: tuple[Block, ...] = ()
    is_scanned: bool = False  # its words were recognised in a picture: less sure than print


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole document as its reader saw it. Files without pages have one page of size 0."""

    pages: tuple[Page, ...]
    warnings: tuple[str, ...] = ()  # in Vietnamese, for staff

    @property
    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        return (block for page in self.pages for block in page.blocks)
