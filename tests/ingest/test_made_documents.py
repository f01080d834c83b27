"""Every made document, in every format it was built in: each cell as it was written.

Word files are read without LibreOffice here: it gives their places, not their words.
"""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.document import ParsedDocument
from assistant.domain.task import Field, Task
from assistant.ingest.limits import Limits
from assistant.ingest.parsing import parse
from assistant.vietnamese.text import letters

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "tests" / "documents", ROOT / "corpus")
UNPLACED = Limits(render_seconds=0)
SCANNED = ("ubnd-phuong-nam-nha-trang-2026-phong-chay.pdf",)
CELLS = {
    "title": Field.TITLE,
    "lead": Field.LEAD,
    "support": Field.SUPPORT,
    "due_text": Field.DUE,
    "deliverable": Field.DELIVERABLE,
}
# (file, section/mark, cell): why it is read otherwise today.
WEAK = {
    (
        "so-noi-vu-lao-cai-2025-cai-cach-hanh-chinh.docx",
        "III/",
        "title",
    ): "the purpose behind a time limit is left out of a prose task's title",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A built file and the rows that it holds."""

    path: Path
    rows: tuple[dict[str, Any], ...]


def made() -> Iterator[Made]:
    for folder in FOLDERS:
        for told in sorted((folder / "expected").glob("*.json")):
            if told.stem.startswith("gold-"):
                continue
            expected = json.loads(told.read_text(encoding="utf-8"))
            # What the samples assign in prose is told more freely; tests/cases has such rows.
            rows = tuple(
                row
                for row in expected["tasks"]
                if folder == FOLDERS[0] or row.get("source", "table") == "table"
            )
            for name in expected["files"]:
                yield Made(folder / name, rows)


def each_made() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("made", [_parameter(one) for one in made() if one.rows])


def _parameter(one: Made) -> Any:
    marks: list[pytest.MarkDecorator] = []
    if one.path.name in SCANNED:
        no_ocr = shutil.which("tesseract") is None
        reason = "cần Tesseract: apt-get install tesseract-ocr tesseract-ocr-vie"
        marks += [pytest.mark.slow, pytest.mark.skipif(no_ocr, reason=reason)]
    return pytest.param(one, id=one.path.name, marks=marks)


@cache
def parsed(path: Path) -> ParsedDocument:
    return parse(path, limits=UNPLACED)


@each_made()
def test_no_row_is_missing_or_invented(made: Made) -> None:
    found = Counter((task.section, task.stt) for task in same_sources(made))
    assert found == Counter((row["section"], row["stt"]) for row in made.rows)


@each_made()
def test_every_cell_is_as_written(made: Made) -> None:
    wrong = {
        (made.path.name, f"{row['section']}/{row['stt']}", name): (task.words(field), row[name])
        for task, row in pairs(made)
        for name, field in CELLS.items()
        if letters(task.words(field)) != letters(row[name])
    }
    assert {key: cells for key, cells in wrong.items() if key not in WEAK} == {}


@each_made()
def test_every_time_is_understood(made: Made) -> None:
    wrong = {
        f"{row['section']}/{row['stt']}": (task.due, row["due"])
        for task, row in pairs(made)
        if not agrees(task, row["due"])
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "key", [pytest.param(key, id=" ".join(key), marks=pytest.mark.xfail(reason=why, strict=True))
            for key, why in WEAK.items()],
)  # fmt: skip
def test_cells_known_to_be_weak(key: tuple[str, str, str]) -> None:
    name, place, cell = key
    (one,) = (one for one in made() if one.path.name == name)
    rows = [(t, r) for t, r in pairs(one) if f"{r['section']}/{r['stt']}" == place]
    assert rows
    assert all(letters(t.words(CELLS[cell])) == letters(r[cell]) for t, r in rows)


def pairs(made: Made) -> Iterator[tuple[Task, dict[str, Any]]]:
    """Each written row with the task of its place; of several, with the likest title."""
    for row in made.rows:
        near = [t for t in same_sources(made) if (t.section, t.stt) == (row["section"], row["stt"])]
        if near:
            yield max(near, key=lambda task: alike(task.title, row["title"])), row


def same_sources(made: Made) -> list[Task]:
    """The tasks from table or prose, as far as the written rows tell of both."""
    sources = {row.get("source", "table") for row in made.rows}
    return [task for task in parsed(made.path).tasks if task.source.value in sources]


def alike(first: str, second: str) -> float:
    return SequenceMatcher(None, letters(first), letters(second), autojunk=False).ratio()


def agrees(task: Task, told: dict[str, Any]) -> bool:
    """Kind and days as written, or one of the other readings that the writer allows."""

    def either(key: str) -> list[Any]:
        other = told.get(f"{key}_alt", [])
        return [told.get(key), *(other if isinstance(other, list) else [other])]

    end = task.due.end.isoformat() if task.due.end else None
    start = task.due.start.isoformat() if task.due.start else None
    first_told = told.get("start") is not None and told["kind"] != "date"
    return (
        task.due.kind.value in either("kind")
        and end in either("end")
        and (not first_told or start == told["start"])
    )
