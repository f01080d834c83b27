"""How well rankers find Vietnamese passages: nDCG@10 and R@1 on the development benchmark.

Each set is searched in its own passages. Questions are asked three ways: as written, without
diacritics, and with one slip of the keyboard. `tthc` is reported but stays out of the mean: its
questions come from the templates of the training pairs, so a gain there is worth little elsewhere.

    python -m eval.ir --data ../shared/data/ir-dev [--embedder NAME] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.embedder import Embedder, open_embedder
from eval.ir_rankers import (
    Scores,
    as_written_and_folded,
    blend,
    bm25,
    dense,
    folded,
    syllables,
    with_pairs,
)

DATA = Path("../shared/data/ir-dev")
DEPTH = 10
OUTSIDE_THE_MEAN = frozenset({"tthc"})
# The questions of this set were written over the passages of another one.
CORPUS_OF = {"alqac-gen": "alqac"}
BASELINE = "BM25, pairs, as written + folded"
BLEND_WEIGHTS = (0.2, 0.3)
RESAMPLES = 2000
SEED = 7


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One set: its passages, its questions, and for each question the places of its passages."""

    name: str
    passages: tuple[str, ...]
    questions: tuple[str, ...]
    relevant: tuple[frozenset[int], ...]


Scored = dict[str, Scores]


class Figures(TypedDict):
    """A row of the report, as it stands in the JSON."""

    manner: str
    ranker: str
    mean_ndcg: float
    interval_to_baseline: list[float]
    ndcg: dict[str, float]
    first: dict[str, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one ranker reached on one set, question by question."""

    ndcg: NDArray[np.float64]
    first: NDArray[np.float64]


def load_benchmarks(folder: Path) -> tuple[Benchmark, ...]:
    """Reads corpus.jsonl, queries.jsonl and qrels.tsv as the data's README describes them."""
    corpus = _rows(folder / "corpus.jsonl")
    queries = _rows(folder / "queries.jsonl")
    judged: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query_id, passage_id, _ = line.split("\t")
        judged.setdefault(query_id, set()).add(passage_id)
    names = sorted({row["set"] for row in queries})
    return tuple(_benchmark(name, corpus=corpus, queries=queries, judged=judged) for name in names)


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _benchmark(
    name: str,
    *,
    corpus: Sequence[Mapping[str, str]],
    queries: Sequence[Mapping[str, str]],
    judged: Mapping[str, set[str]],
) -> Benchmark:
    passages = [row for row in corpus if row["set"] == CORPUS_OF.get(name, name)]
    places = {row["_id"]: place for place, row in enumerate(passages)}
    asked = [row for row in queries if row["set"] == name]
    return Benchmark(
        name=name,
        passages=tuple(f"{row['title']}. {row['text']}".removeprefix(". ") for row in passages),
        questions=tuple(row["text"] for row in asked),
        relevant=tuple(frozenset(places[i] for i in judged[row["_id"]]) for row in asked),
    )


def without_diacritics(text: str) -> str:
    """The question as someone types it who sets no marks."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def with_one_slip(text: str) -> str:
    """The question with one letter lost, doubled or swapped in one of its longer words."""
    rng = random.Random(text)
    words = text.split(" ")
    places = [i for i, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    if not places:
        return text
    place = rng.choice(places)
    word = words[place]
    k = rng.randrange(1, len(word) - 1)
    lost, doubled = word[:k] + word[k + 1 :], word[: k + 1] + word[k:]
    swapped = word[:k] + word[k + 1] + word[k] + word[k + 2 :]
    words[place] = rng.choice([lost, doubled, swapped])
    return " ".join(words)


MANNERS: Mapping[str, Callable[[str], str]] = {
    "as written": lambda text: text,
    "no diacritics": without_diacritics,
    "one slip": with_one_slip,
}


def judge(scores: Scores, relevant: Sequence[frozenset[int]]) -> Outcome:
    """nDCG at ten and recall at one of every question; equal scores stand in passage order."""
    ndcg = np.zeros(len(relevant))
    first = np.zeros(len(relevant))
    discounts = 1 / np.log2(np.arange(2, DEPTH + 2))
    for i, wanted in enumerate(relevant):
        top = np.argsort(-scores[i], kind="stable")[:DEPTH]
        hits = np.array([place in wanted for place in top], dtype=float)
        ndcg[i] = (hits * discounts[: len(hits)]).sum() / discounts[: len(wanted)].sum()
        first[i] = hits[0] / len(wanted)
    return Outcome(ndcg=ndcg, first=first)


def mean_of_sets(outcomes: Mapping[str, Outcome]) -> float:
    counted = [o.ndcg.mean() for name, o in outcomes.items() if name not in OUTSIDE_THE_MEAN]
    return float(np.mean(counted))


def paired_interval(
    ours: Mapping[str, Outcome], theirs: Mapping[str, Outcome]
) -> tuple[float, float]:
    """The 95 % interval of the difference of means, questions drawn anew within every set."""
    rng = np.random.default_rng(SEED)
    differences = []
    for name in ours:
        if name in OUTSIDE_THE_MEAN:
            continue
        paired = ours[name].ndcg - theirs[name].ndcg
        drawn = rng.integers(0, len(paired), size=(RESAMPLES, len(paired)))
        differences.append(paired[drawn].mean(axis=1))
    low, high = np.percentile(np.mean(differences, axis=0), [2.5, 97.5])
    return float(low), float(high)


def score(benchmark: Benchmark, *, manner: Callable[[str], str], embedder: Embedder) -> Scored:
    """Every ranker's scores on one set."""
    questions = [manner(question) for question in benchmark.questions]
    by_ranker = {
        name: rank(questions, passages=benchmark.passages)
        for name, rank in {
            "BM25": bm25(syllables),
            "BM25, pairs": bm25(lambda text: with_pairs(syllables(text))),
            "BM25, pairs, folded": bm25(lambda text: with_pairs(folded(text))),
            BASELINE: bm25(as_written_and_folded),
            embedder.name: dense(embedder),
        }.items()
    }
    for weight in BLEND_WEIGHTS:
        by_ranker[f"{BASELINE}; {embedder.name} at {weight}"] = blend(
            by_ranker[BASELINE], by_ranker[embedder.name], weight=weight
        )
    return by_ranker


def measure(
    benchmarks: Sequence[Benchmark], *, embedder: Embedder
) -> dict[str, dict[str, dict[str, Outcome]]]:
    """Outcomes by manner of typing, ranker and set."""
    outcomes: dict[str, dict[str, dict[str, Outcome]]] = {}
    for manner_name, manner in MANNERS.items():
        by_ranker = outcomes.setdefault(manner_name, {})
        for benchmark in benchmarks:
            scored = score(benchmark, manner=manner, embedder=embedder)
            for ranker, scores in scored.items():
                outcome = judge(scores, benchmark.relevant)
                by_ranker.setdefault(ranker, {})[benchmark.name] = outcome
    return outcomes


def figures(outcomes: Mapping[str, Mapping[str, Mapping[str, Outcome]]]) -> list[Figures]:
    """One row for each manner and ranker: what a report for programs holds."""
    rows: list[Figures] = []
    for manner, by_ranker in outcomes.items():
        for ranker, by_set in by_ranker.items():
            low, high = paired_interval(by_set, by_ranker[BASELINE])
            rows.append(
                {
                    "manner": manner,
                    "ranker": ranker,
                    "mean_ndcg": mean_of_sets(by_set),
                    "interval_to_baseline": [low, high],
                    "ndcg": {name: float(o.ndcg.mean()) for name, o in by_set.items()},
                    "first": {name: float(o.first.mean()) for name, o in by_set.items()},
                }
            )
    return rows


def table(rows: Sequence[Figures]) -> str:
    """The figures in percent as a Markdown table; in brackets recall at one."""
    sets = list(rows[0]["ndcg"])
    head = ["questions", "ranker", "mean", "to baseline (95 %)", *sets]
    lines = [_line(head), _line(["---"] * len(head))]
    for row in rows:
        low, high = (100 * end for end in row["interval_to_baseline"])
        interval = "" if row["ranker"] == BASELINE else f"{low:+.1f} … {high:+.1f}"
        cells = [f"{100 * row['ndcg'][s]:.1f} ({100 * row['first'][s]:.0f})" for s in sets]
        mean = f"{100 * row['mean_ndcg']:.1f}"
        lines.append(_line([row["manner"], row["ranker"], mean, interval, *cells]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the benchmark")
    parser.add_argument("--embedder", help="a sentence-transformers model instead of the shipped")
    parser.add_argument("--json", type=Path, help="where the figures for programs are written")
    args = parser.parse_args(argv)
    if not args.data.is_dir():
        print(f"No benchmark in {args.data}; name its folder with --data.", file=sys.stderr)
        return 1
    embedder = open_embedder(args.embedder)
    rows = figures(measure(load_benchmarks(args.data), embedder=embedder))
    if args.json:
        text = json.dumps(rows, ensure_ascii=False, indent=2)
        args.json.write_text(f"{text}\n", encoding="utf-8")
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
