"""Pictures of pages with what was understood drawn on them, for whoever doubts a reading."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageDraw, ImageFont

from assistant.domain.place import Box
from assistant.ingest.layout import BlockKind, Grid, GridCell, Layout, TextBlock
from assistant.ingest.limits import DEFAULT_LIMITS, Limits
from assistant.ingest.pictures import page_picture, pixels
from assistant.ingest.readers.rendering import render_pdf

SCALE = 1.5
FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf")
FONT_SIZE = 13

GRID, CELL, JOINED, MERGED = "#0b3d91", "#2f7ed8", "#d62728", "#17becf"
BLOCKS = {
    BlockKind.PARAGRAPH: "#2ca02c",
    BlockKind.LIST_ITEM: "#8c9a1a",
    BlockKind.HEADING: "#9467bd",
    BlockKind.FOOTNOTE: "#8c564b",
    BlockKind.FURNITURE: "#9e9e9e",
}
KINDS = {
    BlockKind.PARAGRAPH: "đoạn",
    BlockKind.LIST_ITEM: "ý",
    BlockKind.HEADING: "đề mục",
    BlockKind.FOOTNOTE: "chú thích",
    BlockKind.FURNITURE: "bỏ qua",
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something understood at a place: a column's role, a passage, a task."""

    box: Box
    label: str
    colour: str = "#ff7f0e"


def explain(
    path: Path,
    layout: Layout,
    *,
    into: Path,
    notes: Sequence[Note] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Path, ...]:
    """Draw each page of a file into a folder; nothing for a file that has no pages."""
    drawn = [*_layout_notes(layout), *notes]
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="assistant-explain-") as folder:
        pdf = _pdf_of(path, into=Path(folder), limits=limits)
        if pdf is None:
            return ()
        pages = [page.number for page in layout.pages if page.width]
        return tuple(_draw(pdf, page, drawn, into=into, stem=path.stem) for page in pages)


def _pdf_of(path: Path, *, into: Path, limits: Limits) -> Path | None:
    if path.suffix.lower() == ".pdf":
        return path
    if path.suffix.lower() == ".docx":
        return render_pdf(path, into=into, seconds=limits.render_seconds)
    return None


def _draw(pdf: Path, page: int, notes: Sequence[Note], *, into: Path, stem: str) -> Path:
    picture, scale = page_picture(pdf, page, scale=SCALE)
    pen = ImageDraw.Draw(picture)
    font = _font()
    for note in notes:
        if note.box.page != page:
            continue
        box = pixels(note.box, scale=scale)
        pen.rectangle(box, outline=note.colour, width=2)
        if note.label:
            _label(pen, box, note, font=font)
    target = into / f"{stem}-{page:03}.png"
    picture.save(target, "PNG")
    return target


def _label(
    pen: ImageDraw.ImageDraw,
    box: tuple[float, float, float, float],
    note: Note,
    *,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
) -> None:
    """A word or two in the box's upper right corner, on white so that it can be read."""
    width = pen.textlength(note.label, font=font)
    left, top = max(box[2] - width - 4, box[0]), box[1]
    pen.rectangle((left, top, left + width + 4, top + FONT_SIZE + 3), fill="white")
    pen.text((left + 2, top), note.label, fill=note.colour, font=font)


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font with Vietnamese letters, where the machine has one."""
    for name in FONTS:
        try:
            return ImageFont.truetype(name, FONT_SIZE)
        except OSError:
            continue
    return ImageFont.load_default(FONT_SIZE)


def _layout_notes(layout: Layout) -> Iterator[Note]:
    """What the readers understood: blocks by kind, cells, merged and joined ones."""
    for block in layout.blocks:
        if isinstance(block, TextBlock):
            for box in block.place.boxes:
                yield Note(box, KINDS[block.kind], BLOCKS[block.kind])
            continue
        for cell in block.cells:
            yield from _cell_notes(cell)
        for box in block.place.boxes:
            yield Note(box, _size(block), GRID)


def _cell_notes(cell: GridCell) -> Iterator[Note]:
    is_joined = len({box.page for box in cell.place.boxes}) > 1
    is_merged = cell.row_span > 1 or cell.column_span > 1
    colour = JOINED if is_joined else MERGED if is_merged else CELL
    label = "↕" if is_joined else ""  # words of more than one page
    return (Note(box, label, colour) for box in cell.place.boxes)


def _size(grid: Grid) -> str:
    kind = "bảng" if grid.lined else "bảng không kẻ"
    return f"{kind} {grid.rows}×{grid.columns}"
