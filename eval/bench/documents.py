"""How each document is read, as a Markdown table: `python -m eval.bench.documents`.

The made documents, the samples and, where they are, the originals, in every format; rows of tables
and assignments in prose apart.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.due import Due
from assistant.domain.task import Source, Task
from assistant.ingest.limits import Limits
from assistant.ingest.parsing import parse
from eval.bench.readers import row_of
from eval.bench.scoring import Row, Score, pairs, score

FOLDERS = (Path("tests/documents"), Path("corpus"))
ORIGINALS = Path("../shared/plans")
FORMATS = (".pdf", ".docx", ".xlsx", ".txt")
WORDS_ALONE = Limits(render_seconds=0)  # LibreOffice gives Word files their places, not their words


@dataclass(frozen=True, slots=True)
class Line:
    """One file's rows from one source."""

    file: str
    source: Source
    score: Score
    dues: int
    right_dues: int


def main() -> None:
    lines = list(measured())
    print("| document | rows | of them | found | cell F1 | whole rows | times |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for line in lines:
        print(_shown(line.file, line.source.value, [line]))
    for source in Source:
        print(_shown("**all**", source.value, [one for one in lines if one.source is source]))


def _shown(name: str, source: str, lines: list[Line]) -> str:
    total = sum((line.score for line in lines), start=Score())
    dues, right = sum(line.dues for line in lines), sum(line.right_dues for line in lines)
    times = f"{right / dues:.1%}" if dues else "–"
    return (
        f"| {name} | {source} | {total.gold_rows} | {total.found_rows} "
        f"| {total.cell_f1:.3f} | {total.whole_rows:.1%} | {times} |"
    )


def measured() -> Iterator[Line]:
    for path, gold in _told():
        tasks = parse(path, limits=WORDS_ALONE).tasks
        for source in Source:
            rows = [row for row in gold if row.get("source", "table") == source]
            if rows:
                yield _line(path.name, rows, [t for t in tasks if t.source is source], source)


def _line(file: str, gold: list[Any], tasks: list[Task], source: Source) -> Line:
    found = [row_of(task) for task in tasks]
    due_of = {id(row): task.due for row, task in zip(found, tasks, strict=True)}
    dues = [row for row in gold if row.get("due")]
    right = sum(
        agrees(due_of[id(near)], row["due"]) for row, near in pairs(dues, found) if near is not None
    )
    return Line(file, source, score(gold, found), len(dues), right)


def agrees(due: Due, told: dict[str, Any]) -> bool:
    """Kind and last day as told, or one of the other readings that its writer allows."""

    def either(key: str) -> list[Any]:
        other = told.get(f"{key}_alt", [])
        return [told.get(key), *(other if isinstance(other, list) else [other])]

    end = due.end.isoformat() if due.end else None
    return due.kind.value in either("kind") and end in either("end")


def _told() -> Iterator[tuple[Path, list[Row]]]:
    """Every file of which somebody wrote down the rows."""
    for folder in FOLDERS:
        for told in sorted((folder / "expected").glob("*.json")):
            expected = json.loads(told.read_text(encoding="utf-8"))
            if not told.stem.startswith("gold-"):
                yield from _files(folder, told.stem, expected["tasks"])
    gold = ORIGINALS / "gold-tasks.json"
    if gold.exists():
        for stem, rows in json.loads(gold.read_text(encoding="utf-8")).items():
            yield from _files(ORIGINALS, stem, rows, formats=FORMATS[:2])


def _files(
    folder: Path, stem: str, rows: list[Row], *, formats: Iterable[str] = FORMATS
) -> Iterator[tuple[Path, list[Row]]]:
    paths = (folder / f"{stem}{suffix}" for suffix in formats)
    return ((path, rows) for path in paths if path.exists())


if __name__ == "__main__":
    main()
