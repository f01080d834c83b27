"""How right rows are: the share of cells (F1), and of rows right in every cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from assistant.vietnamese.text import letters

FIELDS = ("section", "stt", "title", "lead", "support", "due_text", "deliverable")
COLUMNS = FIELDS[1:]
SAME_TASK = 0.6  # titles less alike than this are of two tasks
LONG, LONG_ALIKE = 60, 0.97  # of a long cell a letter may differ

# Cells by what they hold; rows that people wrote down hold times and notes too.
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts that add up over files."""

    gold_rows: int = 0
    found_rows: int = 0
    right_cells: int = 0
    right_rows: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.gold_rows + other.gold_rows,
            self.found_rows + other.found_rows,
            self.right_cells + other.right_cells,
            self.right_rows + other.right_rows,
        )

    @property
    def cell_f1(self) -> float:
        cells = len(FIELDS) * (self.gold_rows + self.found_rows)
        return 2 * self.right_cells / cells if cells else 0.0

    @property
    def whole_rows(self) -> float:
        return self.right_rows / self.gold_rows if self.gold_rows else 0.0


def score(gold: Sequence[Row], found: Sequence[Row]) -> Score:
    """Rows compared with the gold rows that they are nearest to."""
    cells = whole = 0
    for row, near in pairs(gold, found):
        right = sum(_same(near.get(name, ""), row[name]) for name in FIELDS) if near else 0
        cells += right
        whole += right == len(FIELDS)
    return Score(len(gold), len(found), cells, whole)


def pairs(gold: Sequence[Row], found: Sequence[Row]) -> Iterator[tuple[Row, Row | None]]:
    """Each gold row with the row nearest to it, if one is near enough."""
    free = list(found)
    for row in gold:
        near = max(free, key=lambda one: _likeness(one, row), default=None)
        if near is not None and _likeness(near, row) >= SAME_TASK:
            free = [one for one in free if one is not near]
            yield row, near
        else:
            yield row, None


def _likeness(found: Row, gold: Row) -> float:
    """How alike two titles are; equal marks decide between equal titles."""
    first, second = (letters(row.get("title", ""))[:200] for row in (found, gold))
    alike = SequenceMatcher(None, first, second, autojunk=False)
    if alike.real_quick_ratio() < SAME_TASK or alike.quick_ratio() < SAME_TASK:
        return 0.0
    same_place: bool = found.get("stt") == gold["stt"] and found.get("section") == gold["section"]
    return alike.ratio() + 0.1 * same_place


def _same(found: str, gold: str) -> bool:
    first, second = letters(found), letters(gold)
    if first == second:
        return True
    if min(len(first), len(second)) <= LONG:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= LONG_ALIKE


def with_best_order(tables: Sequence[Sequence[str]], gold: Sequence[Row]) -> tuple[Row, ...]:
    """Rows of cells as tasks, the columns named as they fit the gold rows best.

    That is kinder than any script could be, which must guess the order before it reads.
    """
    columns = list(zip_longest(*tables, fillvalue=""))
    held = [{letters(cell) for cell in column} - {""} for column in columns]
    order: dict[str, int] = {}
    for name in ("title", "stt", "lead", "support", "due_text", "deliverable"):
        wanted = {letters(row[name]) for row in gold} - {""}
        free = [n for n in range(len(columns)) if n not in order.values()]
        best = max(free, key=lambda n: len(held[n] & wanted), default=None)
        if best is not None and held[best] & wanted:
            order[name] = best
    return tuple(_tasks(tables, order))


def _tasks(tables: Sequence[Sequence[str]], order: Mapping[str, int]) -> list[Row]:
    rows: list[Row] = []
    section = ""
    for cells in tables:
        row = {name: cells[at] if at < len(cells) else "" for name, at in order.items()}
        beside = [row.get(name) for name in ("lead", "support", "due_text", "deliverable")]
        if not any(beside):
            section = (cells[0] if cells else "").split("\n")[0].strip().rstrip(".")
        elif not rows or letters(row.get("title", "")) != letters(rows[0].get("title", "")):
            rows.append({**row, "stt": row.get("stt", "").strip().rstrip("."), "section": section})
    return rows
