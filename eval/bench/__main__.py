"""Runs every measure, prints the tables and writes var/bench/report.md."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval.bench.asking import Asking, measure
from eval.bench.readers import READERS, Reader
from eval.bench.scoring import Row, Score, score, with_best_order

FOLDERS = (Path("corpus"), Path("tests/documents"), Path("../shared/plans"))
OUT = Path("var/bench/report.md")
LONG_PAGES = 300
UNKNOWN = float("nan")
LONGEST_READ = 900.0  # seconds for one reader over all files
SCANNED = ("ubnd-phuong-nam-nha-trang-2026-phong-chay",)  # pictures: recognising is another race


@dataclass(frozen=True, slots=True)
class Run:
    """What the process of one reader told (eval/bench/reading.py)."""

    seconds: float
    pages: int
    peak: float
    found: Mapping[str, Mapping[str, Any]]

    @property
    def rate(self) -> float:
        return self.pages / self.seconds


@dataclass(frozen=True, slots=True)
class Figures:
    """One reader: how fast, how large, how right."""

    reader: Reader
    pages_per_second: float
    peak: float  # MB over all files
    long_rate: float  # pages a second on the long file
    long_peak: float
    score: Score


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out the 300-page file")
    args = parser.parse_args(argv)
    files = _files()
    gold = {file.stem: rows for file in files if (rows := _gold(file))}
    with TemporaryDirectory(prefix="assistant-bench-") as folder:
        long = None if args.quick else _long_file(files, Path(folder) / "long.pdf")
        figures = [
            measured
            for reader in READERS
            if (measured := _figures(reader, files, gold, long=long)) is not None
        ]
    missing = [reader for reader in READERS if find_spec(reader.module) is None]
    asking = measure([Path("corpus")])
    report = "\n".join((*_reading(figures, missing, files=len(files)), *_asking(asking)))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(report, encoding="utf-8")
    print(report)
    return 0


def _files() -> list[Path]:
    """Every digital PDF of the samples, the made documents and, where they are, the originals."""
    found = (file for folder in FOLDERS for file in sorted(folder.glob("*.pdf")))
    return [file for file in found if file.stem not in SCANNED]


def _gold(file: Path) -> tuple[Row, ...]:
    """The table rows that a file holds; empty where nobody wrote them down."""
    told = file.parent / "expected" / f"{file.stem}.json"
    if told.exists():
        rows = json.loads(told.read_text(encoding="utf-8"))["tasks"]
    else:
        all_rows = json.loads((file.parent / "gold-tasks.json").read_text(encoding="utf-8"))
        rows = all_rows.get(file.stem, [])
    return tuple(row for row in rows if row.get("source", "table") == "table")


def _long_file(files: Sequence[Path], path: Path) -> Path:
    """The files' pages over and over, up to 300."""
    import pypdfium2

    long = pypdfium2.PdfDocument.new()
    while len(long) < LONG_PAGES:
        for file in files:
            with pypdfium2.PdfDocument(file) as pdf:
                room = min(len(pdf), LONG_PAGES - len(long))
                long.import_pages(pdf, list(range(room)))
    long.save(path)
    long.close()
    return path


def _figures(
    reader: Reader, files: Sequence[Path], gold: Mapping[str, tuple[Row, ...]], *, long: Path | None
) -> Figures | None:
    if find_spec(reader.module) is None:
        return None
    run = _read(reader, files)
    if run is None:
        return None
    of_long = _read(reader, [long]) if long else None
    total = Score()
    for name, rows in gold.items():
        found = run.found[name]
        total += score(rows, found["rows"] or with_best_order(found["tables"], rows))
    long_rate, long_peak = (of_long.rate, of_long.peak) if of_long else (UNKNOWN, UNKNOWN)
    return Figures(reader, run.rate, run.peak, long_rate, long_peak, total)


def _read(reader: Reader, files: Sequence[Path]) -> Run | None:
    """One reader over some files, in its own process; None where it fails or takes too long."""
    command = [sys.executable, "-m", "eval.bench.reading", reader.name, *map(str, files)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_READ)
    except subprocess.TimeoutExpired:
        print(f"{reader.name}: over {LONGEST_READ:.0f} s", file=sys.stderr)
        return None
    if done.returncode:
        print(f"{reader.name}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def _reading(figures: Sequence[Figures], missing: Sequence[Reader], *, files: int) -> Iterator[str]:
    rows, tables = (one.pages_per_second for one in figures[:2])
    yield (
        f"# Speed and memory\n\n{files} PDF files, one process each reader, in one run; "
        "pages by the second of processor time.\n"
    )
    yield (
        f"| reader | pages/s | ours to tables | ours to rows | peak MB | {LONG_PAGES} pages: "
        "pages/s | peak MB | cell F1 | whole rows |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for one in figures:
        yield (
            f"| {one.reader.name} | {one.pages_per_second:.1f} "
            f"| {tables / one.pages_per_second:.1f}× | {rows / one.pages_per_second:.1f}× "
            f"| {one.peak:.0f} | {one.long_rate:.1f} | {one.long_peak:.0f} "
            f"| {_rightness(one.score)} |"
        )
    for reader in missing:
        yield f"\n{reader.name} is not installed: `.venv/bin/pip install {reader.package}`"
    yield "\nThe others' columns are named in the order that fits each file best.\n"


def _rightness(found: Score) -> str:
    """Of a reader that gives rows."""
    return f"{found.cell_f1:.3f} | {found.whole_rows:.1%}" if found.found_rows else "– | –"


def _asking(asking: Asking) -> Iterator[str]:
    yield "| what a person waits for | |\n| --- | --- |"
    yield f"| a question, half of {asking.questions} within | {asking.p50:.0f} ms |"
    yield f"| a question, 95 of 100 within | {asking.p95:.0f} ms |"
    yield f"| memory of the process that asks | {asking.memory:.0f} MB |"
    yield f"| `assistant --help` | {asking.help_seconds:.2f} s |"
    yield f"| `assistant ask` from cold | {asking.cold_seconds:.2f} s |"
    yield f"| `assistant serve` until ready | {asking.start_seconds:.2f} s |"
    yield f"| memory of the server | {asking.server_memory:.0f} MB |"


if __name__ == "__main__":
    sys.exit(main())
