"""How well rows and passages are found: questions about our own documents, and the public sets.

The rows of a folder are ranked for its open questions that name one to three rows, its passages
for those that are answered by running text. Lexical search alone stands beside the model alone and
the blend that answers are built on; intervals are of the difference to the lexical search,
questions drawn anew in pairs.

    python -m eval.retrieval
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from assistant.domain.scope import Scope
from assistant.retrieval import lexical
from assistant.retrieval.embedder import open_embedder
from assistant.retrieval.search import CANDIDATES
from assistant.service.assistant import Assistant
from assistant.store import documents, tasks
from assistant.store.search import PASSAGE, TASK
from eval import ir
from eval.asking import assistant_over
from eval.judge import says
from eval.questions.question import Question, read_questions

MOST_ROWS = 3  # questions for more rows are filters, not searches
LEXICAL, MODEL, BLEND = "lexical", "model", "blend"
Asked = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """How one ranker did on one manner of typing."""

    manner: str
    ranker: str
    ndcg: NDArray[np.float64]
    first: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Collection:
    """What is searched for the questions of one folder: each question with what answers it."""

    kind: str  # TASK or PASSAGE
    asked: Sequence[Asked]
    every: Sequence[str]


def own_lines(
    folders: Sequence[tuple[Path, Sequence[Question]]],
) -> dict[str, tuple[Line, ...]]:
    """Of rows and of passages: every ranker in every manner, over all folders together."""
    found: dict[str, dict[tuple[str, str], list[ir.Outcome]]] = {TASK: {}, PASSAGE: {}}
    for folder, questions in folders:
        with assistant_over([folder]) as assistant, assistant.store.reading() as connection:
            for searched in (_rows(connection, questions), _passages(connection, questions)):
                if not searched.asked:
                    continue
                for manner, typed in ir.MANNERS.items():
                    for ranker, outcome in _outcomes(assistant, connection, searched, typed):
                        found[searched.kind].setdefault((manner, ranker), []).append(outcome)
    return {kind: _lines(outcomes) for kind, outcomes in found.items()}


def _lines(found: Mapping[tuple[str, str], Sequence[ir.Outcome]]) -> tuple[Line, ...]:
    return tuple(
        Line(
            manner,
            ranker,
            np.concatenate([o.ndcg for o in outcomes]),
            np.concatenate([o.first for o in outcomes]),
        )
        for (manner, ranker), outcomes in found.items()
    )


def _row_ids(connection: Connection) -> dict[tuple[str, str, str], str]:
    """The ids of rows by file, section and mark, as questions name them."""
    ids: dict[tuple[str, str, str], str] = {}
    for document in documents.documents(connection, scope=Scope.all()):
        for task in tasks.of_document(connection, document.id):
            for file in document.files:
                key = (PurePath(file.name).stem, task.section.lower(), task.stt.lower())
                ids.setdefault(key, task.id)
    return ids


def _passages(connection: Connection, questions: Sequence[Question]) -> Collection:
    """Every passage, and of the questions those whose facts stand together in some of them."""
    held = [
        (PurePath(document.file.name).stem, passage)
        for document in documents.documents(connection, scope=Scope.all())
        if document.file
        for passage in documents.passages(connection, document.id, scope=Scope.all())
    ]
    asked = []
    for question in questions:
        if question.history or question.tasks or not question.answerable:
            continue
        right = frozenset(
            passage.id
            for stem, passage in held
            if stem in question.docs and says(question, f"{passage.lead_in} {passage.text}")
        )
        if right:
            asked.append((question.question, right))
    return Collection(PASSAGE, asked, tuple(passage.id for _, passage in held))


def _rows(connection: Connection, questions: Sequence[Question]) -> Collection:
    """Every row, and the questions that name one to three of them."""
    ids = _row_ids(connection)
    named = (
        (question, {(k.file, k.section.lower(), k.stt.lower()) for k in question.tasks})
        for question in questions
        if not question.history and question.tasks and len(question.tasks) <= MOST_ROWS
    )
    asked = [
        (q.question, frozenset(ids[key] for key in keys)) for q, keys in named if keys <= {*ids}
    ]
    return Collection(TASK, asked, tuple(dict.fromkeys(ids.values())))


def _outcomes(
    assistant: Assistant,
    connection: Connection,
    searched: Collection,
    typed: Callable[[str], str],
) -> list[tuple[str, ir.Outcome]]:
    kind, every = searched.kind, searched.every
    place = {held: i for i, held in enumerate(every)}
    shape = (len(searched.asked), len(every))
    scores = {name: np.zeros(shape) for name in (LEXICAL, MODEL, BLEND)}
    model = assistant.search.model(connection)
    blend = assistant.search.tasks if kind == TASK else assistant.search.passages
    for i, (question, _) in enumerate(searched.asked):
        text = typed(question)
        (query,) = model.embedder.embed_queries([text])
        rankings = {
            LEXICAL: lexical.rank(connection, text, kind=kind, scope=Scope.all(), limit=CANDIDATES),
            MODEL: model.index.current(connection).scores(query, among=every),
            BLEND: blend(connection, text, scope=Scope.all()),
        }
        for name, ranking in rankings.items():
            for row, score in ranking.items():
                if row in place:
                    scores[name][i, place[row]] = score
    relevant = [frozenset(place[held] for held in right) for _, right in searched.asked]
    return [(name, ir.judge(matrix, relevant)) for name, matrix in scores.items()]


def table(lines: Sequence[Line]) -> str:
    """Figures in percent with the interval of the difference to lexical search."""
    of = {(line.manner, line.ranker): line for line in lines}
    rows = ["| questions | n | ranker | nDCG@10 | R@1 | to lexical (95 %) |", "|" + " --- |" * 6]
    for line in lines:
        low, high = _interval(line.ndcg - of[line.manner, LEXICAL].ndcg)
        interval = "" if line.ranker == LEXICAL else f"{low:+.1f} … {high:+.1f}"
        rows.append(
            f"| {line.manner} | {len(line.ndcg)} | {line.ranker} | {100 * line.ndcg.mean():.1f} "
            f"| {100 * line.first.mean():.1f} | {interval} |"
        )
    return "\n".join(rows)


def _interval(differences: NDArray[np.float64]) -> tuple[float, float]:
    rng = np.random.default_rng(ir.SEED)
    drawn = rng.integers(0, len(differences), size=(ir.RESAMPLES, len(differences)))
    low, high = np.percentile(100 * differences[drawn].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def section(folders: Sequence[tuple[Path, Sequence[Question]]]) -> tuple[str, ...]:
    """The part of a report that tells how rows and passages are found."""
    own = own_lines(folders)
    lines = ["## Retrieval", "", "Rows of our own documents:", "", table(own[TASK]), ""]
    lines += ["Passages of our own documents:", "", table(own[PASSAGE]), ""]
    if ir.DATA.is_dir():
        measured = ir.measure(ir.load_benchmarks(ir.DATA), embedder=open_embedder())
        lines += ["Public sets:", "", ir.table(ir.figures(measured)), ""]
    return tuple(lines)


def main() -> int:
    from eval.__main__ import folder_of
    from eval.questions.question import BATCHES

    batches = [read_questions(path) for path in sorted(BATCHES.glob("open-*.jsonl"))]
    print("\n".join(section([(folder_of(batch), batch) for batch in batches])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
