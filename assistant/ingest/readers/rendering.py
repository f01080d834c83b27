"""Pages and places of a text document, by laying it out with LibreOffice.

The words stay those of the file; the rendering only tells where each block and cell stands.
"""

import logging
import os
import shutil
import signal
import subprocess
import tempfile
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.domain.errors import BadInput
from assistant.domain.place import Place
from assistant.ingest.layout import Block, BlockKind, Grid, GridCell, Layout, Page, TextBlock
from assistant.ingest.limits import Limits
from assistant.ingest.readers.pdf import read_pdf
from assistant.ingest.tables import join_paragraphs, join_tables
from assistant.vietnamese.text import letters

log = logging.getLogger(__name__)

PROGRAMS = ("soffice", "libreoffice")
# A text of this many letters that stands in one place only is taken to stand there.
ANCHOR = 12
# A longer text is found by this many of its last letters where the whole is not found.
KEY = 24

_Span = tuple[int, int]


def placed_on_pages(
    blocks: Sequence[Block],
    *,
    path: Path,
    limits: Limits,
    on_page: Callable[[int, int], None] | None = None,
) -> Layout | None:
    """The blocks on the pages of the file's rendering; None where it cannot be rendered."""
    with tempfile.TemporaryDirectory(prefix="assistant-render-") as folder:
        pdf = render_pdf(path, into=Path(folder), seconds=limits.render_seconds)
        if pdf is None:
            return None
        try:
            rendered = join_paragraphs(join_tables(read_pdf(pdf, limits=limits, on_page=on_page)))
        except BadInput as error:
            log.warning("rendering of %s is unreadable: %s", path.name, error)
            return None
    return _on_pages(_placed(blocks, rendered), rendered)


def render_pdf(path: Path, *, into: Path, seconds: float) -> Path | None:
    """A PDF of a text document made by LibreOffice, in a profile of its own so that runs may
    overlap; None where it is not installed, fails or takes too long.
    """
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        return None
    command = [
        program,
        f"-env:UserInstallation={(into / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf",
        "--outdir",
        str(into),
        str(path.resolve()),
    ]
    made = into / f"{path.stem}.pdf"
    if not _runs_through(command, seconds=seconds) or not made.exists():
        log.warning("LibreOffice did not lay out %s", path.name)
        return None
    return made


def _runs_through(command: Sequence[str], *, seconds: float) -> bool:
    """Whether a program ends well in time; what it started ends with it if it does not."""
    try:
        program = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # soffice is a script: its child must be ended too
        )
    except OSError:
        return False
    try:
        return program.wait(timeout=seconds) == 0
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        return False


class _Printed:
    """The rendering's letters in order, each knowing where it stands."""

    def __init__(self, layout: Layout) -> None:
        self.text = ""
        self.ends: list[int] = []
        self.places: list[Place] = []
        for piece in _pieces(layout.blocks):
            if found := letters(piece.text):
                self.text += found
                self.ends.append(len(self.text))
                self.places.append(piece.place)

    def places_of(self, texts: Sequence[str]) -> list[Place | None]:
        """Where texts stand that follow each other, as far as they are found in this order.

        Long texts that are there once are found first; the others only between them, so that a
        short text ("Các phòng") is not taken for the same words elsewhere.
        """
        wanted = [letters(text) for text in texts]
        spans = self._anchors(wanted)
        cursor = 0
        for number, text in enumerate(wanted):
            if number in spans:
                cursor = spans[number][1]
                continue
            limit = next((spans[n][0] for n in sorted(spans) if n > number), len(self.text))
            found = self._find(text, cursor, limit)
            if found is not None:
                spans[number] = found
                cursor = found[1]
        return [self._place(*spans[n]) if n in spans else None for n in range(len(wanted))]

    def _anchors(self, wanted: Sequence[str]) -> dict[int, _Span]:
        """Texts that stand in one place only, without those that would break the order."""
        found = [
            (number, self.text.index(text), len(text))
            for number, text in enumerate(wanted)
            if len(text) >= ANCHOR and self.text.count(text) == 1
        ]
        kept = _longest_rising([start for _, start, _ in found])
        return {found[n][0]: (found[n][1], found[n][1] + found[n][2]) for n in kept}

    def _find(self, text: str, start: int, end: int) -> _Span | None:
        if not text or start >= end:
            return None
        at = self.text.find(text, start, end)
        if at >= 0:
            return at, at + len(text)
        if len(text) <= KEY:
            return None
        # Numbers in front and marks within may differ; the last letters are then the key.
        at = self.text.find(text[-KEY:], start, end)
        return (max(start, at + KEY - len(text)), at + KEY) if at >= 0 else None

    def _place(self, start: int, end: int) -> Place:
        first, last = bisect_right(self.ends, start), bisect_left(self.ends, end)
        boxes = [box for place in self.places[first : last + 1] for box in place.boxes]
        return Place(tuple(dict.fromkeys(boxes)))


def _longest_rising(values: Sequence[int]) -> list[int]:
    """The numbers of the values that make the longest rising row."""
    tails: list[int] = []
    before: list[int] = []
    for number, value in enumerate(values):
        at = bisect_left([values[n] for n in tails], value)
        before.append(tails[at - 1] if at else -1)
        tails[at : at + 1] = [number]
    row = []
    at = tails[-1] if tails else -1
    while at >= 0:
        row.append(at)
        at = before[at]
    return row[::-1]


def _pieces(
    blocks: Iterable[Block], *, with_furniture: bool = False
) -> Iterator[TextBlock | GridCell]:
    """Blocks and cells in reading order."""
    for block in blocks:
        if isinstance(block, Grid):
            yield from block.cells
        elif with_furniture or block.kind is not BlockKind.FURNITURE:
            yield block


def _placed(blocks: Sequence[Block], rendered: Layout) -> Iterator[Block]:
    """The blocks with their places; what is not found stands where the block before it does."""
    pieces = list(_pieces(blocks, with_furniture=True))
    found = iter(_Printed(rendered).places_of([piece.text for piece in pieces]))
    grids = [block for block in rendered.blocks if isinstance(block, Grid)]
    for block in blocks:
        if isinstance(block, TextBlock):
            place = next(found)
            yield block if place is None else replace(block, place=place + block.place)
            continue
        twin = next((grid for grid in grids if _is_twin(block, grid)), None)
        if twin is not None:
            grids.remove(twin)
        yield _placed_grid(block, twin, [next(found) for _ in block.cells])


def _is_twin(grid: Grid, other: Grid) -> bool:
    if (grid.rows, grid.columns) != (other.rows, other.columns):
        return False
    return letters(_corner(grid)) == letters(_corner(other))


def _corner(grid: Grid) -> str:
    return " ".join(cell.text for cell in grid.cells if cell.row == 0)


def _placed_grid(grid: Grid, twin: Grid | None, found: Sequence[Place | None]) -> Grid:
    """The grid with places: cell by cell from its rendering, or by its cells' words."""
    cells = []
    for cell, words_place in zip(grid.cells, found, strict=True):
        match = twin.at(cell.row, cell.column) if twin is not None else None
        place = match.place if match is not None else words_place
        cells.append(cell if place is None else replace(cell, place=place + cell.place))
    place = twin.place if twin is not None else _union(cells)
    return replace(grid, cells=tuple(cells), place=place + grid.place)


def _union(cells: Sequence[GridCell]) -> Place:
    boxes = [box for cell in cells for box in cell.place.boxes]
    return Place(tuple(dict.fromkeys(boxes)))


def _on_pages(blocks: Iterator[Block], rendered: Layout) -> Layout:
    """Blocks set on pages; their order stays that of the file."""
    by_page: dict[int, list[Block]] = {page.number: [] for page in rendered.pages}
    at = min(by_page, default=1)
    for block in blocks:
        page = block.place.page
        if page is not None and page >= at:
            at = page
        by_page.setdefault(at, []).append(block)
    sizes = {page.number: page for page in rendered.pages}
    return Layout(
        tuple(
            Page(number, sizes[number].width, sizes[number].height, tuple(found))
            for number, found in sorted(by_page.items())
        )
    )
