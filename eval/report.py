"""Figures of a run, for people (Markdown with a plot) and for programs (JSON)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from eval.asking import Result

WIDTH, BAR, GAP, LABEL = 640, 18, 8, 130
SHOWN_OF_AN_ANSWER = 240


@dataclass(frozen=True, slots=True)
class Figures:
    """How one system did on a set of questions."""

    questions: int
    right: float
    strict: float
    rows_f1: float | None
    wrong: float  # of all questions: an answer was given and it is wrong
    refused_though_held: float
    answered_though_not_held: float
    median_s: float
    p95_s: float


def figures(results: Sequence[Result]) -> Figures:
    """The figures of a run."""
    f1s = [r.verdict.rows_f1 for r in results if r.verdict.rows_f1 is not None]
    given = [r for r in results if r.response.get("answered")]
    held = [r for r in results if r.question.answerable]
    not_held = [r for r in results if not r.question.answerable]
    seconds = sorted(r.seconds for r in results)
    return Figures(
        questions=len(results),
        right=_share(r.verdict.right for r in results),
        strict=_share(r.verdict.strict for r in results),
        rows_f1=fmean(f1s) if f1s else None,
        wrong=sum(not r.verdict.right for r in given) / max(1, len(results)),
        refused_though_held=_share(not r.response.get("answered") for r in held),
        answered_though_not_held=_share(bool(r.response.get("answered")) for r in not_held),
        median_s=median(seconds),
        p95_s=seconds[int(0.95 * (len(seconds) - 1))],
    )


def by_category(results: Iterable[Result]) -> dict[str, Figures]:
    """The same, kind by kind."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[result.question.category].append(result)
    return {name: figures(groups[name]) for name in sorted(groups)}


def table(rows: Mapping[str, Figures]) -> str:
    """Figures as a Markdown table."""
    lines = [
        "| | n | right | strict | rows F1 | wrong given | median ms | p95 ms |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, f in rows.items():
        f1 = "–" if f.rows_f1 is None else f"{f.rows_f1:.3f}"
        lines.append(
            f"| {name} | {f.questions} | {f.right:.1%} | {f.strict:.1%} | {f1} | {f.wrong:.1%} "
            f"| {f.median_s * 1000:.0f} | {f.p95_s * 1000:.0f} |"
        )
    return "\n".join(lines)


def plot(rows: Mapping[str, Figures]) -> str:
    """Strict shares as bars, an SVG that any browser shows."""
    height = len(rows) * (BAR + GAP) + GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        'font-family="sans-serif" font-size="12">'
    ]
    for i, (name, f) in enumerate(rows.items()):
        top = GAP + i * (BAR + GAP)
        long = (WIDTH - LABEL - 60) * f.strict
        parts += [
            f'<text x="0" y="{top + 13}">{name} ({f.questions})</text>',
            f'<rect x="{LABEL}" y="{top}" width="{long:.0f}" height="{BAR}" fill="#2f6f8f"/>',
            f'<text x="{LABEL + long + 6:.0f}" y="{top + 13}">{f.strict:.0%}</text>',
        ]
    return "\n".join([*parts, "</svg>"])


def write(
    folder: Path, systems: Mapping[str, Sequence[Result]], *, notes: Iterable[str] = ()
) -> None:
    """report.md with plot.svg, and report.json."""
    folder.mkdir(parents=True, exist_ok=True)
    ours, *_ = systems
    kinds = by_category(systems[ours])
    lines = [
        "# Accuracy of answers",
        "",
        table({name: figures(results) for name, results in systems.items()}),
        "",
        f"## {ours}, by kind",
        "",
        table(kinds),
        "",
        "![strict, by kind](plot.svg)",
        "",
        *notes,
        "## What was wrong, and why",
        "",
        *(line for result in systems[ours] if not result.verdict.strict for line in _wrong(result)),
    ]
    (folder / "report.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "plot.svg").write_text(plot(kinds), encoding="utf-8")
    content = {name: [_facts(result) for result in results] for name, results in systems.items()}
    (folder / "report.json").write_text(
        json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8"
    )


def _wrong(result: Result) -> list[str]:
    verdict, asked = result.verdict, result.question
    why = "; ".join(verdict.faults) or f"rows F1 {verdict.rows_f1:.2f}"
    answer = " ".join(str(result.response.get("answer") or "").split())[:SHOWN_OF_AN_ANSWER]
    before = "".join(f"{turn} → " for turn in asked.history)
    return [f"- **{asked.id}** {before}{asked.question}", f"  - {why}", f"  - “{answer}”"]


def _facts(result: Result) -> dict[str, object]:
    return {
        "id": result.question.id,
        "category": result.question.category,
        "question": result.question.question,
        "answer": result.response,
        "faults": list(result.verdict.faults),
        "rows_f1": result.verdict.rows_f1,
        "strict": result.verdict.strict,
        "seconds": result.seconds,
    }


def _share(truths: Iterable[bool]) -> float:
    counted = list(truths)
    return sum(counted) / len(counted) if counted else 0.0
