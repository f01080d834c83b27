"""Fits how sure the assistant may be of what it found, on the open questions.

    python -m eval.training.confidence [--home FOLDER=HOME…] [--only SIGN…] [--write]

For each open question that is looked up by its words, the best row and the best sentence give one
example: right where it is the row asked for, or holds the facts. The same question without its
right rows gives another, wrong by making: so would it look if the documents did not hold it.
Prints what five-fold cross-validation says and a table of reliability. With `--only` the weights of
some signs alone are fitted beside the others as they stand: what was found right with those weights
stays so where a new sign has nothing to say.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.answering.answerer import Answerer
from assistant.answering.evidence import confidence, passages, rows
from assistant.answering.evidence.cells.parts import has_cell, parts
from assistant.answering.findings import Quote, Row
from assistant.answering.lists import sets
from assistant.answering.question.asked import Asked
from assistant.answering.understand.conversation import Conversation
from assistant.domain.answer import Question as Asking
from assistant.domain.document import Document
from assistant.domain.scope import Scope
from assistant.service.assistant import open_assistant
from assistant.service.library import LoadedNames, LoadedTasks, StoreLibrary
from assistant.settings import Settings
from eval.__main__ import folder_of
from eval.asking import assistant_over
from eval.judge import says
from eval.questions.question import BATCHES, Question, RowKey, read_questions

TARGET = Path("assistant/answering/data/confidence.tsv")
HEADER = """\
# How much each sign tells that what was found is what was asked; rows and sentences apart.
# Fitted by `python -m eval.training.confidence --write`; not meant to be changed by hand.
kind\tsign\tweight\tenglish
"""
FOLDS, RIDGE, STEPS = 5, 1.0, 40
AGAINST = ("unknown", "numbers", "names", "bare", "nothing")
# An example made by leaving the right row out counts for less than one that was asked.
MADE = 0.5
Found = TypeVar("Found", Row, Quote)
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """The signs of one candidate, and whether it was the right one."""

    question: str
    signs: confidence.Signs
    right: bool
    weight: float = 1.0


def main(argv: Sequence[str] | None = None) -> int:
    args = _arguments(argv)
    homes = dict(pair.split("=", 1) for pair in args.home)
    found: dict[str, list[Example]] = {"row": [], "quote": []}
    for folder, questions in _by_folder(sorted(BATCHES.glob("open-*.jsonl"))).items():
        with ExitStack() as stack:
            assistant = stack.enter_context(
                open_assistant(Settings.model_validate({"ASSISTANT_HOME": homes[str(folder)]}))
                if str(folder) in homes
                else assistant_over([folder])
            )
            connection = stack.enter_context(assistant.store.reading())
            library = StoreLibrary(
                connection,
                search=assistant.search,
                loaded_names=LoadedNames(),
                loaded_tasks=LoadedTasks(),
            )
            for question in questions:
                for kind, example in examples(question, library, assistant.today()):
                    found[kind].append(example)
    lines = []
    for kind, held in found.items():
        weights = fit_beside(kind, held, args.only) if args.only else fit(held)
        print(f"\n## {kind}: {len(held)} examples, {sum(e.right for e in held)} right")
        tell(held)
        lines += [f"{kind}\t{sign}\t{weight:.3f}\t" for sign, weight in weights.items()]
    if args.write:
        TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    return 0


def _by_folder(paths: Iterable[Path]) -> dict[Path, list[Question]]:
    """The questions of all open batches, by the folder that holds their documents."""
    found: dict[Path, list[Question]] = {}
    for path in paths:
        questions = read_questions(path)
        found.setdefault(folder_of(questions), []).extend(questions)
    return found


def examples(
    question: Question, library: StoreLibrary, today: date
) -> Iterator[tuple[str, Example]]:
    """The examples that a question gives; none where it is no question of words."""
    if question.history:
        return
    names = library.names(scope=Scope.all())
    day = date.fromisoformat(question.as_of) if question.as_of else today
    asked = Answerer(library).asked(
        Asking(question.question, day), Conversation(), names=names, scope=Scope.all()
    )
    if not is_looked_up(asked):
        return
    documents = {d.id: d for d in names.vocabulary.documents}
    yield from _of_rows(question, asked, documents)
    yield from _of_quotes(question, asked)


def is_looked_up(asked: Asked) -> bool:
    """Whether the question goes by its words to a row or a sentence."""
    understood = asked.understood
    by_rule = understood.attributes or understood.rows or understood.within or understood.talk
    return bool(asked.topic.syllables and not by_rule and not sets.is_set(asked))


def _of_rows(
    question: Question, asked: Asked, documents: Mapping[str, Document]
) -> Iterator[tuple[str, Example]]:
    ranked = rows.ranked(asked)
    asks = asked.understood.asks
    if not question.answerable and ranked and asks:
        blank = not all(has_cell(ranked[0].task, ask) for ask in asks)
        if blank:  # the row may well be the one that was meant
            return

    def is_right(row: Row) -> bool:
        task = row.task
        file = documents[task.document_id].file
        key = RowKey.of(Path(file.name).stem if file else "", task.section, task.stt)
        if question.tasks:
            return key in (*question.tasks, *question.tasks_ok)
        said = " ".join(part.text for part in parts(task))
        return says(question, f"{said} {task.due.words}")

    yield from _with_and_without(
        question,
        ranked,
        is_right,
        lambda left: left[0],
        lambda left: confidence.row_signs(asked, left),
        "row",
    )


def _of_quotes(question: Question, asked: Asked) -> Iterator[tuple[str, Example]]:
    def is_right(quote: Quote) -> bool:
        return says(question, f"{quote.passage.lead_in} {quote.sentence}")

    yield from _with_and_without(
        question,
        passages.ranked(asked),
        is_right,
        lambda left: passages.best_fitting(left) or left[0],
        lambda left: confidence.quote_signs(asked, left),
        "quote",
    )


def _with_and_without(
    question: Question,
    found: Sequence[Found],
    is_right: Callable[[Found], bool],
    best: Callable[[Sequence[Found]], Found],
    signs: Callable[[Sequence[Found]], confidence.Signs],
    kind: str,
) -> Iterator[tuple[str, Example]]:
    """The best candidate as it is; and, where that is right, the best one that is not."""
    if not found:
        return
    right = question.answerable and is_right(best(found))
    yield kind, Example(question.id, signs(found), right)
    wrong = [candidate for candidate in found if not is_right(candidate)]
    if right and wrong:
        yield kind, Example(question.id, signs(wrong), right=False, weight=MADE)


def fit(held: Sequence[Example]) -> dict[str, float]:
    """Weights by logistic regression with a ridge; every sign speaks for a candidate or not at
    all: one that comes out against it does so by chance or for its likeness to another.
    """
    signs = [sign for sign in confidence.SIGNS if any(e.signs.get(sign) for e in held)]
    while True:
        weights = _fit(held, signs)
        against = [s for s in signs if weights[s] < 0 and s not in AGAINST]
        against += [s for s in signs if weights[s] > 0 and s in AGAINST]
        if not against:
            return weights
        signs = [s for s in signs if s not in against]


def fit_beside(kind: str, held: Sequence[Example], only: Sequence[str]) -> dict[str, float]:
    """The weights in use, with those of some signs fitted anew beside them, by Newton's method."""
    kept = {s: w for s, w in confidence.weights()[kind].items() if s not in only}
    signs = [sign for sign in only if any(e.signs.get(sign) for e in held)]
    if not signs:
        return kept
    matrix, right, counts = _arrays(held, signs)
    beside = np.array(
        [kept["bias"] + sum(kept.get(s, 0.0) * v for s, v in e.signs.items()) for e in held]
    )
    at: Vector = np.zeros(len(signs))
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-(beside + matrix @ at)))
        slope = matrix.T @ (counts * (right - sure)) - RIDGE * at
        curve = (matrix * (counts * sure * (1 - sure))[:, None]).T @ matrix
        at = at + np.linalg.solve(curve + RIDGE * np.eye(len(signs)), slope)
    return {**kept, **dict(zip(signs, map(float, at), strict=True))}


def _fit(held: Sequence[Example], signs: Sequence[str]) -> dict[str, float]:
    """Newton's method."""
    matrix, right, counts = _arrays(held, signs)
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0) + 1e-6
    scaled = np.hstack([np.ones((len(held), 1)), (matrix - mean) / spread])
    ridge = np.diag([0.0] + [RIDGE] * matrix.shape[1])
    at: Vector = np.zeros(scaled.shape[1])
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-scaled @ at))
        slope = scaled.T @ (counts * (right - sure)) - ridge @ at
        curve = (scaled * (counts * sure * (1 - sure))[:, None]).T @ scaled + ridge
        at = at + np.linalg.solve(curve, slope)
    plain = at[1:] / spread
    return {"bias": float(at[0] - plain @ mean), **dict(zip(signs, plain, strict=True))}


def _arrays(held: Sequence[Example], signs: Sequence[str]) -> tuple[Vector, Vector, Vector]:
    matrix = np.array([[e.signs.get(sign, 0.0) for sign in signs] for e in held])
    return matrix, np.array([float(e.right) for e in held]), np.array([e.weight for e in held])


def probability(weights: Mapping[str, float], example: Example) -> float:
    total = weights["bias"] + sum(weights.get(s, 0.0) * held for s, held in example.signs.items())
    return float(1 / (1 + np.exp(-total)))


def tell(held: Sequence[Example]) -> None:
    """Cross-validated: a table of reliability, and what each threshold would do."""
    sure: list[float] = [0.0] * len(held)
    for fold_ in range(FOLDS):
        inside = [e for e in held if crc32(e.question.encode()) % FOLDS != fold_]
        weights = fit(inside)
        for n, example in enumerate(held):
            if crc32(example.question.encode()) % FOLDS == fold_:
                sure[n] = probability(weights, example)
    print("| said | examples | right |\n| --- | --- | --- |")
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside_bin = [e for e, p in zip(held, sure, strict=True) if low <= p < low + 0.2 + 1e-9]
        share = sum(e.right for e in inside_bin) / (len(inside_bin) or 1)
        print(f"| {low:.1f}–{low + 0.2:.1f} | {len(inside_bin)} | {share:.0%} |")
    for name, scores in (("fitted", sure), ("coverage", [e.signs["coverage"] for e in held])):
        print(f"area under the curve, {name}: {_area(held, scores):.3f}")


def _area(held: Sequence[Example], scores: Sequence[float]) -> float:
    right = [s for e, s in zip(held, scores, strict=True) if e.right]
    wrong = [s for e, s in zip(held, scores, strict=True) if not e.right]
    pairs = sum((r > w) + 0.5 * (r == w) for r in right for w in wrong)
    return pairs / (len(right) * len(wrong) or 1)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument(
        "--home", nargs="*", default=(), help="FOLDER=HOME: where a folder is ingested already"
    )
    parser.add_argument("--only", nargs="*", default=(), help="fit these signs beside the others")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET}")
    return parser.parse_args(argv)


if __name__ == "__main__":
    raise SystemExit(main())
