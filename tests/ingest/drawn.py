"""Pages drawn with characters, so that a case file can show a table as it looks in print.

Box characters are rules, everything else is text; each character is 4 points wide, each line 14
points high. Pages are parted by a line of `trang`.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.ingest.layout import Grid
from assistant.ingest.readers.ink import Area, PageInk, Rule, Style, Word

ACROSS, DOWN, SIZE = 4.0, 14.0, 12.0
MARGIN = 60.0
LEVEL = "─═┼├┤┬┴┌┐└┘"
HAS_LEFT, HAS_RIGHT = "─═┼┤┬┴┐┘", "─═┼├┬┴┌└"
HAS_UP, HAS_DOWN = "│┼├┤┴└┘", "│┼├┤┬┌┐"
RULES = set(LEVEL + "│")
PAGE_BREAK = "trang"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A case: what is drawn, and the tables that must come out of it."""

    name: str
    pages: tuple[PageInk, ...]
    tables: tuple[tuple[str, ...], ...]
    warnings: int


def load_drawings(path: Path) -> tuple[Drawing, ...]:
    """The cases of a Markdown file: a heading, a block `vẽ`, blocks `bảng`."""
    sections = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return tuple(_drawing(section) for section in sections)


def _drawing(section: str) -> Drawing:
    name, _, rest = section.partition("\n")
    blocks = re.findall(r"^```(vẽ|bảng)\n(.*?)^```", rest, flags=re.MULTILINE | re.DOTALL)
    drawn = [words for kind, words in blocks if kind == "vẽ"]
    pages = re.split(rf"^{PAGE_BREAK}\n", drawn[0], flags=re.MULTILINE)
    tables = [tuple(words.strip("\n").split("\n")) for kind, words in blocks if kind == "bảng"]
    return Drawing(
        name.strip(),
        tuple(page_of(page.split("\n"), number=n) for n, page in enumerate(pages, start=1)),
        tuple(tables),
        warnings=len(re.findall(r"^Cảnh báo", rest, flags=re.MULTILINE)),
    )


def page_of(lines: list[str], *, number: int) -> PageInk:
    """The words and rules of one drawn page."""
    words: list[Word] = []
    rules: list[Rule] = []
    for row, line in enumerate(lines):
        top = MARGIN + 60 + row * DOWN
        words += _words(line, top)
        for column, mark in enumerate(line):
            rules += _rules(mark, MARGIN + column * ACROSS, top)
    width = 2 * MARGIN + max(map(len, lines), default=0) * ACROSS
    height = max(842.0, 2 * MARGIN + 120 + len(lines) * DOWN)
    return PageInk(number, max(width, 595.0), height, tuple(words), tuple(_joined(rules)))


def _joined(rules: list[Rule]) -> list[Rule]:
    """Level pieces that touch are one rule, as print has them."""
    whole: list[Rule] = []
    for rule in sorted((r for r in rules if not r.upright), key=lambda r: (r.at, r.start)):
        last = whole[-1] if whole else None
        if last and last.at == rule.at and rule.start <= last.end:
            whole[-1] = replace(last, end=max(last.end, rule.end))
        else:
            whole.append(rule)
    return [*whole, *(rule for rule in rules if rule.upright)]


def _words(line: str, top: float) -> list[Word]:
    text = "".join(" " if mark in RULES else mark for mark in line)
    bold = "*" in text
    found = []
    for match in re.finditer(r"[^\s*]+", text):
        left = MARGIN + match.start() * ACROSS - ACROSS / 2
        lefts = tuple(left + n * ACROSS for n in range(len(match.group())))
        area = Area(left, top + 1, left + len(lefts) * ACROSS, top + 12)
        found.append(Word(match.group(), area, Style(SIZE, bold=bold), top + 10, lefts))
    return found


def _rules(mark: str, x: float, top: float) -> list[Rule]:
    y, half = top + DOWN / 2, ACROSS / 2
    rules = []
    if mark in HAS_LEFT:
        rules.append(Rule(upright=False, at=y, start=x - half, end=x))
    if mark in HAS_RIGHT:
        rules.append(Rule(upright=False, at=y, start=x, end=x + half))
    if mark in HAS_UP:
        rules.append(Rule(upright=True, at=x, start=top, end=y))
    if mark in HAS_DOWN:
        rules.append(Rule(upright=True, at=x, start=y, end=top + DOWN))
    if mark == "═":
        rules += [Rule(upright=False, at=y + 2.5, start=x - half, end=x + half)]
    return rules


def shown(grid: Grid) -> tuple[str, ...]:
    """A grid as a case writes it: `^` goes on from above, `<` from the left, ` / ` parts lines."""
    rows = []
    for row in range(grid.rows):
        cells = []
        for column in range(grid.columns):
            cell = grid.at(row, column)
            if cell is None:
                cells.append("∅")
            elif cell.column < column:
                cells.append("<")
            elif cell.row < row:
                cells.append("^")
            else:
                cells.append(cell.text.replace("\n", " / "))
        rows.append("| " + " | ".join(cells) + " |")
    return tuple(re.sub(r" +", " ", row) for row in rows)
