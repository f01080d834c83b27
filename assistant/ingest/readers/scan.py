"""Scanned pages: rules found in the picture, words by Tesseract, both as any page's ink.

The picture is set straight first; its rules are found and wiped out, since letters that touch a
rule are misread. What follows then reads the page as if it had been printed to PDF.
"""

import io
import logging
import re
import shutil
import subprocess
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from lxml import etree
from numpy.typing import NDArray
from PIL import Image

from assistant.ingest.readers.ink import Area, PageInk, Rule, Style, Word
from assistant.ingest.readers.lines import weighted
from assistant.ingest.readers.ruled import ruled_tables
from assistant.vietnamese.text import normalise

log = logging.getLogger(__name__)

PROGRAM = "tesseract"
LANGUAGE = "vie"
DOTS_PER_POINT = 300 / 72  # Tesseract reads best at 300 dots an inch
# One block of text: with the rules gone, finding columns is left to what follows.
PAGE_MODE = "6"
SECONDS_PER_PAGE = 60.0
LEAST_CONFIDENCE = 20  # of 100; less is dust and stamps
MOST_SKEW, SKEW_STEP = 3.0, 0.1  # degrees
SHORTEST_RULE = 22.0  # points; longer than any stroke of a letter
THICKEST_RULE = 4.0
CELL_GAP = 40  # pixels of white between cells that are read on a sheet of their own
LEAST_INK = 60  # pixels; fewer are dust
DARK_ENOUGH = 0.92  # of a rule's length; scans leave holes in rules
# What Tesseract calls a letter's size is a little more than the size in print.
SIZE_OF_LINE = 0.9

Pixels = NDArray[np.bool_]


@cache
def can_read_scans() -> bool:
    """Whether Tesseract with Vietnamese is installed."""
    if shutil.which(PROGRAM) is None:
        return False
    listed = subprocess.run([PROGRAM, "--list-langs"], capture_output=True, text=True, check=False)
    return LANGUAGE in listed.stdout.split()


def read_scan(page: Any, *, number: int) -> PageInk | None:
    """The ink of a scanned page; None where Tesseract fails."""
    picture = page.render(scale=DOTS_PER_POINT, grayscale=True).to_pil().convert("L")
    picture = _straight(picture)
    dark = _dark(picture)
    levels, uprights = _rules(dark, upright=False), _rules(dark.T, upright=True)
    wiped = _wiped(picture, [*levels, *uprights])
    width, height = (side / DOTS_PER_POINT for side in picture.size)
    rules = tuple(_in_points(rule) for rule in (*levels, *uprights))
    blank = PageInk(number, width, height, (), rules, has_pictures=True, is_scanned=True)
    words = _page_words(wiped, _cell_areas(blank))
    return None if words is None else replace(blank, words=tuple(_evened(words)))


def _cell_areas(blank: PageInk) -> list[Area]:
    """The cells of the page's ruled tables, told by the rules alone."""
    boxes = (cell.place.boxes[0] for table in ruled_tables(blank) for cell in table.grid.cells)
    return [Area(box.left, box.top, box.right, box.bottom) for box in boxes]


def _page_words(picture: Image.Image, cells: list[Area]) -> list[Word] | None:
    """Words of the running text, then of the cells.

    Cells are read one below the other on a sheet of their own: side by side, lines of different
    heights run into each other.
    """
    text = picture.copy()
    for cell in cells:
        text.paste(255, _pixel_box(cell))
    found = _words(text)
    if found is None or not cells:
        return found
    sheet, origins = _sheet(picture, cells)
    read = _words(sheet) if origins else []
    return None if read is None else [*found, *_back_in_place(read, origins)]


def _pixel_box(area: Area) -> tuple[int, int, int, int]:
    left, top, right, bottom = (
        round(value * DOTS_PER_POINT) for value in (area.left, area.top, area.right, area.bottom)
    )
    return left, top, right, bottom


_Origin = tuple[float, Area]  # how far down the sheet a cell stands, in points, and where it was


def _sheet(picture: Image.Image, cells: list[Area]) -> tuple[Image.Image, list[_Origin]]:
    """The cells that hold ink, one below the other."""
    pieces = [(cell, picture.crop(_pixel_box(cell))) for cell in cells]
    inked = [(cell, piece) for cell, piece in pieces if _dark(piece).sum() > LEAST_INK]
    height = sum(piece.height + CELL_GAP for _, piece in inked) + CELL_GAP
    width = max((piece.width for _, piece in inked), default=0) + 2 * CELL_GAP
    sheet = Image.new("L", (width, height), 255)
    origins: list[_Origin] = []
    down = CELL_GAP
    for cell, piece in inked:
        sheet.paste(piece, (CELL_GAP, down))
        origins.append((down / DOTS_PER_POINT, cell))
        down += piece.height + CELL_GAP
    return sheet, origins


def _back_in_place(words: list[Word], origins: list[_Origin]) -> Iterator[Word]:
    """Words of the sheet of cells, moved to where their cells are on the page."""
    tops = [top - CELL_GAP / DOTS_PER_POINT / 2 for top, _ in origins]
    for word in words:
        top, cell = origins[max(bisect_right(tops, word.area.middle[1]) - 1, 0)]
        across, down = cell.left - CELL_GAP / DOTS_PER_POINT, cell.top - top
        area = word.area
        moved = Area(area.left + across, area.top + down, area.right + across, area.bottom + down)
        yield replace(word, area=moved, baseline=word.baseline + down)


def _evened(words: list[Word]) -> Iterator[Word]:
    """Words with one size where Tesseract's guesses differ by little."""
    usual = weighted((word.style.size, len(word.text)) for word in words)
    for word in words:
        near = 0.75 * usual < word.style.size < 1.3 * usual
        yield replace(word, style=replace(word.style, size=usual)) if near else word


def _in_points(rule: Rule) -> Rule:
    at, start, end = (value / DOTS_PER_POINT for value in (rule.at, rule.start, rule.end))
    return replace(rule, at=at, start=start, end=end)


def _straight(picture: Image.Image) -> Image.Image:
    """The picture turned so that its lines are level: their ink then falls on the fewest rows."""
    small = picture.resize((picture.width // 4, picture.height // 4))
    best, sharpest = 0.0, -1.0
    for angle in np.arange(-MOST_SKEW, MOST_SKEW + SKEW_STEP, SKEW_STEP):
        turned = np.asarray(small.rotate(float(angle), fillcolor=255)) < 128
        sharpness = float(np.var(turned.sum(axis=1)))
        if sharpness > sharpest:
            best, sharpest = float(angle), sharpness
    if abs(best) < SKEW_STEP / 2:
        return picture
    return picture.rotate(best, resample=Image.Resampling.BICUBIC, fillcolor=255)


def _dark(picture: Image.Image) -> Pixels:
    """Which pixels are ink: clearly darker than the paper is."""
    grey = np.asarray(picture, dtype=np.float32)
    paper = float(np.percentile(grey, 80))
    return np.asarray(grey < 0.72 * paper, dtype=np.bool_)


def _rules(dark: Pixels, *, upright: bool) -> list[Rule]:
    """Long thin stretches of ink along the rows of the picture, in pixels."""
    length = round(SHORTEST_RULE * DOTS_PER_POINT)
    if dark.shape[1] <= length:
        return []
    # A rule that slopes by a pixel or two is still a rule.
    thick = dark | np.roll(dark, 1, axis=0)
    sums = np.cumsum(thick, axis=1, dtype=np.int32)
    filled = (sums[:, length:] - sums[:, :-length]) >= DARK_ENOUGH * length
    runs = [
        (int(row), start, end + length)
        for row in np.flatnonzero(filled.any(axis=1))
        for start, end in _runs(filled[row])
    ]
    return list(_stacked(runs, upright=upright))


def _runs(flags: Pixels) -> Iterator[tuple[int, int]]:
    """The stretches of a row that are set."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return zip(map(int, edges[::2]), map(int, edges[1::2]), strict=True)


def _stacked(runs: list[tuple[int, int, int]], *, upright: bool) -> Iterator[Rule]:
    """Runs on neighbouring rows as one rule; a thick stack of them is a picture or a stamp."""
    groups: list[list[tuple[int, int, int]]] = []
    for run in sorted(runs):
        group = next(
            (g for g in reversed(groups) if run[0] - g[-1][0] <= 2 and _overlap(g[-1], run)), None
        )
        if group is None:
            groups.append([run])
        else:
            group.append(run)
    for group in groups:
        rows = [row for row, _, _ in group]
        if max(rows) - min(rows) <= THICKEST_RULE * DOTS_PER_POINT:
            start, end = min(s for _, s, _ in group), max(e for _, _, e in group)
            yield Rule(upright=upright, at=sum(rows) / len(rows), start=start, end=end)


def _overlap(run: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return run[1] < other[2] and other[1] < run[2]


def _wiped(picture: Image.Image, rules: list[Rule]) -> Image.Image:
    """The picture without its rules."""
    pixels = np.array(picture)
    reach = 4
    for rule in rules:
        at, start, end = round(rule.at), max(round(rule.start) - 2, 0), round(rule.end) + 2
        across = slice(max(at - reach, 0), at + reach)
        if rule.upright:
            pixels[start:end, across] = 255
        else:
            pixels[across, start:end] = 255
    return Image.fromarray(pixels)


def _words(picture: Image.Image) -> list[Word] | None:
    """The words that Tesseract reads, in points."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", dpi=(300, 300))
    command = [PROGRAM, "stdin", "stdout", "-l", LANGUAGE, "--psm", PAGE_MODE, "hocr"]
    try:
        done = subprocess.run(
            command,
            input=buffer.getvalue(),
            capture_output=True,
            timeout=SECONDS_PER_PAGE,
            check=True,
        )
        root = etree.fromstring(done.stdout, etree.XMLParser(recover=True, no_network=True))
    except (subprocess.SubprocessError, OSError, etree.XMLSyntaxError) as error:
        log.warning("Tesseract failed: %s", error)
        return None
    lines = root.xpath("//*[local-name()='span'][contains(@class,'ocr_') and @title]")
    return [word for line in lines for word in _line_words(line)]


def _line_words(line: Any) -> Iterator[Word]:
    """The words of one line, on its baseline and of its size."""
    title = line.get("title")
    box, slope = _numbers("bbox", title), _numbers("baseline", title)
    size = _numbers("x_size", title)
    if len(box) != 4 or len(slope) != 2 or not size:
        return  # a word's own element, or a line without text
    style = Style(round(2 * SIZE_OF_LINE * size[0] / DOTS_PER_POINT) / 2)
    for element in line:
        words = normalise("".join(element.itertext()))
        own = element.get("title") or ""
        place, sure = _numbers("bbox", own), _numbers("x_wconf", own)
        if not words or len(place) != 4 or not sure or sure[0] < LEAST_CONFIDENCE:
            continue
        level = box[3] + slope[1] + slope[0] * (place[0] - box[0])
        left, top, right, bottom = (value / DOTS_PER_POINT for value in place)
        area = Area(left, top, right, bottom)
        yield Word(words, area, style, baseline=level / DOTS_PER_POINT)


def _numbers(name: str, title: str) -> list[float]:
    match = re.search(rf"{name} ([-\d. ]+)", title)
    return [float(part) for part in match[1].split()] if match else []
