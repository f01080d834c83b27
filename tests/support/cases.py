"""Loads case tables: Markdown files under tests/cases/ that staff can read and extend.

Every table row of a file is one case; the header row names its columns. A cell between
backticks keeps its spaces, `<br>` is a line break, `\\|` a bar. Text between tables is for people.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

CASES = Path(__file__).resolve().parent.parent / "cases"

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"^\|[\s:|-]+\|$")  # the line of dashes under a header


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a case table: its cells by column name."""

    file: str
    line: int
    cells: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The first cell, which names the test."""
        return self.cells[0][1].replace("\n", "⏎") or f"dòng {self.line}"

    def __getitem__(self, column: str) -> str:
        for name, words in self.cells:
            if name == column:
                return words
        raise KeyError(f"{self.file}:{self.line} has no column {column!r}")

    def get(self, column: str) -> str:
        """The cell's words, or "" where the table has no such column."""
        return next((words for name, words in self.cells if name == column), "")


def load_cases(name: str) -> tuple[Case, ...]:
    """Every row of every table in tests/cases/NAME.md."""
    path = CASES / f"{name}.md"
    cases: list[Case] = []
    header: tuple[str, ...] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.startswith("|"):
            header = None
        elif _RULE.match(line):
            continue
        elif header is None:
            header = _cells(line)
        else:
            cells = _cells(line)
            if len(cells) != len(header):
                raise ValueError(f"{path.name}:{number}: {len(cells)} cells, not {len(header)}")
            cases.append(Case(path.name, number, tuple(zip(header, cells, strict=True))))
    return tuple(cases)


def each_case(name: str, *, having: str = "") -> pytest.MarkDecorator:
    """Run a test once for each row of tests/cases/NAME.md, named after its first cell.

    With `having`, only the rows of tables that have this column.
    """
    return pytest.mark.parametrize(
        "case",
        [
            pytest.param(case, id=case.name)
            for case in load_cases(name)
            if not having or having in dict(case.cells)
        ],
    )


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_words(cell) for cell in _BAR.split(line.strip())[1:-1])


def _words(cell: str) -> str:
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == "`":
        cell = cell[1:-1]
    return cell.replace("<br>", "\n").replace("\\|", "|")
