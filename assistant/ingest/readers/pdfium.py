"""Words and rules of a PDF page through pdfium, which is ten times as quick as pdfminer here.

Only this module and `pictures.py` know pypdfium2; its calls are untyped C functions.
"""

import ctypes
import itertools
import math
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdfium

from assistant.ingest.readers.ink import Area, PageInk, Rule, Style, Word
from assistant.vietnamese.text import normalise

# A gap wider than this part of the letter size parts two words that no space character parts.
WORD_GAP = 0.22
# A narrower one does where pdfium sees a space too: browsers drop the space before a kerned "V".
GUESSED_GAP = 0.13
# A rule drawn as a filled box is at most this thick; Word's triple borders reach four points.
RULE_THICKNESS = 4.5
# Rules shorter than this are dashes, ticks and strokes of drawn letters unless they join up.
SHORTEST_RULE = 0.8
MAX_FORM_DEPTH = 6

# pdfium says U+0002 or U+FFFE for a hyphen at a line's end; many fonts call their hyphen "soft".
HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x2010: "-", 0x2011: "-"}
NO_BREAK = "\xa0"
UNKNOWN = {0, 0xFFFD, 0xFFFF}

Point = tuple[float, float]
Place = Callable[[float, float], Point]


def read_ink(page: Any, *, number: int) -> PageInk:
    """All words and rules of one pypdfium2 page, as the page is read."""
    frame = _Frame(page)
    letters = list(_letters(page, frame))
    turn = _reading_turn(letters)
    if turn:
        # The page is not marked as turned, yet its text runs up or down: it was printed landscape.
        frame = _Frame(page, extra_turn=turn)
        letters = list(_letters(page, frame))
    inside = [letter for letter in letters if frame.shows(letter.area)]
    rules, has_pictures = _drawings(page, frame)
    return PageInk(
        number=number,
        width=frame.width,
        height=frame.height,
        words=tuple(_words(inside)),
        rules=tuple(rules),
        has_pictures=has_pictures,
        unmapped=sum(letter.text == "\ufffd" for letter in inside),
    )


def reading_turn(page: Any) -> int:
    """By how many degrees clockwise a page's picture must be turned to be read."""
    return _reading_turn(list(_letters(page, _Frame(page))))


class _Frame:
    """From a PDF's own coordinates to points from the top left corner of the page as read."""

    def __init__(self, page: Any, *, extra_turn: int = 0) -> None:
        left, bottom, right, top = page.get_bbox()
        self.left, self.top = left, top
        self.turn = (page.get_rotation() + extra_turn) % 360
        across, down = right - left, top - bottom
        self.width, self.height = (down, across) if self.turn in (90, 270) else (across, down)
        self.place: Place = {
            0: lambda x, y: (x - left, top - y),
            90: lambda x, y: (y - bottom, x - left),
            180: lambda x, y: (right - x, y - bottom),
            270: lambda x, y: (top - y, right - x),
        }[self.turn]

    def area(self, left: float, bottom: float, right: float, top: float) -> Area:
        if self.turn == 0:  # nearly every page; asked for every letter
            return Area(left - self.left, self.top - top, right - self.left, self.top - bottom)
        (a, b), (c, d) = self.place(left, bottom), self.place(right, top)
        return Area(min(a, c), min(b, d), max(a, c), max(b, d))

    def shows(self, area: Area) -> bool:
        x, y = area.middle
        return bool(-1 <= x <= self.width + 1 and -1 <= y <= self.height + 1)


class _Letter:
    __slots__ = ("area", "baseline", "follows_guess", "is_space", "style", "text", "turn")

    def __init__(self, text: str, area: Area, baseline: float, style: Style, turn: int) -> None:
        self.follows_guess = False  # pdfium sees a space before it, which the file does not draw
        self.text = text
        self.area = area
        self.baseline = baseline
        self.style = style
        self.turn = turn
        self.is_space = text.isspace()


def _letters(page: Any, frame: _Frame) -> Iterator[_Letter]:
    """Every letter that the file itself draws, spaces too; not those that pdfium guesses."""
    textpage = page.get_textpage()
    handle = textpage.raw
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    looks: dict[int, tuple[Style, int]] = {}
    fonts: dict[int, tuple[str, bool, bool]] = {}
    guessed = False
    for index in range(pdfium.FPDFText_CountChars(handle)):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        if code in (10, 13) or (code == 32 and pdfium.FPDFText_IsGenerated(handle, index) == 1):
            guessed = code == 32
            continue
        source = pdfium.FPDFText_GetTextObject(handle, index)
        if not source or not pdfium.FPDFText_GetLooseCharBox(handle, index, box):
            continue
        address = ctypes.addressof(source.contents)
        look = looks.get(address)
        if look is None:
            look = looks[address] = _look(source, frame=frame, fonts=fonts)
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        text = HYPHENS.get(code) or ("\ufffd" if code in UNKNOWN else chr(code))
        area = frame.area(box.left, box.bottom, box.right, box.top)
        across, down = frame.place(x.value, y.value)
        letter = _Letter(text, area, down if look[1] in (0, 180) else across, look[0], look[1])
        letter.follows_guess, guessed = guessed, False
        yield letter
    textpage.close()


def _look(
    source: Any, *, frame: _Frame, fonts: dict[int, tuple[str, bool, bool]]
) -> tuple[Style, int]:
    """Size, weight and direction of a run of letters."""
    matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
    pdfium.FPDFPageObj_GetMatrix(source, matrix)
    pdfium.FPDFTextObj_GetFontSize(source, size)
    (zero_x, zero_y), (x, y) = frame.place(0, 0), frame.place(matrix.a, matrix.b)
    turn = round(math.degrees(math.atan2(y - zero_y, x - zero_x)) / 90) * 90 % 360
    font = pdfium.FPDFTextObj_GetFont(source)
    key = ctypes.addressof(font.contents) if font else 0
    if key not in fonts:
        fonts[key] = _font(font)
    name, bold, italic = fonts[key]
    # Mode 2 draws the outline too, which is how a font without a bold cut is made bold.
    outlined = pdfium.FPDFTextObj_GetTextRenderMode(source) == 2
    style = Style(
        round(abs(size.value) * math.hypot(matrix.c, matrix.d), 1), bold or outlined, italic, name
    )
    return style, turn


def _font(font: Any) -> tuple[str, bool, bool]:
    if not font:
        return "", False, False
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    lowered = name.lower()
    bold = any(mark in lowered for mark in ("bold", "black", "heavy", "-bd", ",b"))
    italic = any(mark in lowered for mark in ("italic", "oblique", "-it"))
    return name, bold, italic


def _reading_turn(letters: list[_Letter]) -> int:
    """The turn that sets most letters upright: 0 on nearly every page."""
    counts = dict.fromkeys((0, 90, 180, 270), 0)
    for letter in letters:
        counts[letter.turn] += not letter.is_space
    turned = max(counts, key=lambda turn: counts[turn])
    return -turned % 360 if counts[turned] > 2 * counts[0] else 0


def _words(letters: list[_Letter]) -> Iterator[Word]:
    """Letters run together into words, in the order in which they are drawn."""
    run: list[_Letter] = []
    glued = False
    for letter in letters:
        if letter.is_space:
            if run:
                word = _word(run, glued=glued)
                yield replace(word, bound=True) if letter.text == NO_BREAK else word
            run, glued = [], False
        elif run and not _goes_on(run[-1], letter):
            yield _word(run, glued=glued)
            glued = _is_mark_behind(run[-1], letter) or _is_mark_behind(letter, run[-1])
            run = [letter]
        else:
            run.append(letter)
    if run:
        yield _word(run, glued=glued)


def _goes_on(before: _Letter, letter: _Letter) -> bool:
    """Whether a letter belongs to the word that the letter before it is in."""
    if letter.turn != before.turn:
        return False
    size = max(before.style.size, letter.style.size, 1.0)
    gap = _gap(before, letter)
    if unicodedata.combining(letter.text):
        return abs(gap) < 1.5 * size
    on_line = abs(letter.baseline - before.baseline) <= 0.12 * size
    widest = GUESSED_GAP if letter.follows_guess else WORD_GAP
    return on_line and -0.6 * size < gap < widest * size


def _gap(before: _Letter, letter: _Letter) -> float:
    match letter.turn:
        case 90:
            return letter.area.top - before.area.bottom
        case 180:
            return before.area.left - letter.area.right
        case 270:
            return before.area.top - letter.area.bottom
        case _:
            return letter.area.left - before.area.right


def _is_mark_behind(before: _Letter, letter: _Letter) -> bool:
    """A small raised letter close behind another, as a footnote's number is."""
    size = before.style.size
    return (
        letter.turn == before.turn == 0
        and letter.style.size < 0.85 * size
        and before.baseline - letter.baseline > 0.12 * size
        and abs(min(_gap(before, letter), _gap(letter, before), key=abs)) < WORD_GAP * size
    )


@lru_cache(maxsize=1 << 14)
def _composed(text: str) -> str:
    """A word as it is kept: the same few thousand syllables over and over."""
    return normalise(text)


def _word(run: list[_Letter], *, glued: bool) -> Word:
    first = run[0]
    area = Area.around([letter.area for letter in run])
    text = _composed("".join([letter.text for letter in run]))
    # Where composing changed the count of letters, places in the word are no longer known.
    lefts = tuple(letter.area.left for letter in run) if len(text) == len(run) else ()
    return Word(
        text=text,
        area=area,
        style=first.style,
        baseline=first.baseline,
        lefts=lefts if first.turn == 0 else (),
        turn=first.turn,
        raised=glued,
        glued=glued,
    )


def _drawings(page: Any, frame: _Frame) -> tuple[list[Rule], bool]:
    """The page's straight rules, and whether it shows pictures."""
    rules: list[Rule] = []
    has_pictures = False
    identity = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    for drawn, matrix in _objects(page.raw, identity, depth=0):
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            has_pictures = True
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules += _rules(drawn, matrix, frame)
    return rules, has_pictures


def _objects(owner: Any, matrix: Any, *, depth: int) -> Iterator[tuple[Any, Any]]:
    """Drawn objects with the matrix that places them, those within forms too."""
    if depth == 0:
        count, get = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
    else:
        count, get = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
    for index in range(max(count(owner), 0)):
        drawn = get(owner, index)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < MAX_FORM_DEPTH:
                own = pdfium.FS_MATRIX()
                pdfium.FPDFPageObj_GetMatrix(drawn, own)
                yield from _objects(drawn, _product(own, matrix), depth=depth + 1)
        else:
            yield drawn, matrix


def _product(inner: Any, outer: Any) -> Any:
    return pdfium.FS_MATRIX(
        inner.a * outer.a + inner.b * outer.c,
        inner.a * outer.b + inner.b * outer.d,
        inner.c * outer.a + inner.d * outer.c,
        inner.c * outer.b + inner.d * outer.d,
        inner.e * outer.a + inner.f * outer.c + outer.e,
        inner.e * outer.b + inner.f * outer.d + outer.f,
    )


def _rules(path: Any, outer: Any, frame: _Frame) -> list[Rule]:
    """The rules that one path draws: stroked lines and boxes, thin filled boxes."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not (fill.value or stroke.value):
        return []
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, own)
    rules: list[Rule] = []
    for points in _subpaths(path, _product(own, outer), frame):
        rules += _stroked(points) if stroke.value else _filled(points)
    return rules


def _subpaths(path: Any, matrix: Any, frame: _Frame) -> Iterator[list[Point]]:
    """The straight pieces of a path as lists of points; curves part them."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        a, b = x.value, y.value
        point = frame.place(
            matrix.a * a + matrix.c * b + matrix.e, matrix.b * a + matrix.d * b + matrix.f
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _stroked(points: list[Point]) -> Iterator[Rule]:
    """A rule for each level or upright step; a thin box stroked around is one rule, not two."""
    thin = list(_filled(points))
    if thin:
        yield from thin
        return
    for (a, b), (c, d) in itertools.pairwise(points):
        if abs(a - c) <= 1 and abs(b - d) > SHORTEST_RULE:
            yield Rule(upright=True, at=(a + c) / 2, start=min(b, d), end=max(b, d))
        elif abs(b - d) <= 1 and abs(a - c) > SHORTEST_RULE:
            yield Rule(upright=False, at=(b + d) / 2, start=min(a, c), end=max(a, c))


def _filled(points: list[Point]) -> Iterator[Rule]:
    """A filled box thin enough to be a rule; broad ones are shading and part no cells."""
    if len(points) < 4:
        return
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    if right - left <= RULE_THICKNESS and bottom - top > right - left:
        yield Rule(upright=True, at=(left + right) / 2, start=top, end=bottom)
    elif bottom - top <= RULE_THICKNESS and right - left > SHORTEST_RULE:
        yield Rule(upright=False, at=(top + bottom) / 2, start=left, end=right)
