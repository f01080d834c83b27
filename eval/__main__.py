"""Scores the assistant on questions with known answers, beside a baseline.

    python -m eval [--questions FILE…] [--documents PATH…] [--url URL] [--out FOLDER] [--retrieval]

Each batch is asked over the folder that holds its documents (`corpus/collections.py`), unless
--documents says otherwise. Exit status 1 where a figure falls under its floor.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.collections import COLLECTIONS
from eval import report, retrieval
from eval.asking import (
    Answers,
    Result,
    ask_all,
    assistant_over,
    best_fragment,
    in_process,
    over_http,
)
from eval.questions.question import BATCHES, Question, read_questions

# Under these a change has broken something; the questions meant are the open ones.
STRICT_FLOOR = 0.80
WRONG_CEILING = 0.08
OURS, BASELINE = "assistant", "best fragment"

Systems = dict[str, tuple[Result, ...]]


def main(argv: Sequence[str] | None = None) -> int:
    args = _arguments(argv)
    batches = {path.stem: read_questions(path) for path in args.questions}
    if args.url:
        systems: Systems = {OURS: _ask(batches, over_http(args.url))}
    else:
        systems = _over_documents(batches, args.documents)
    found = retrieval.section(_by_folder(batches)) if args.retrieval else ()
    report.write(args.out, systems, notes=found)
    _say(systems, batches)
    print("\n".join(("", *found, str(args.out / "report.md"))))
    ours = report.figures(systems[OURS])
    return 0 if ours.strict >= STRICT_FLOOR and ours.wrong <= WRONG_CEILING else 1


def _over_documents(
    batches: Mapping[str, Sequence[Question]], documents: Sequence[Path]
) -> Systems:
    """Each folder's questions over that folder alone: the answers depend on what is held."""
    by_folder: dict[tuple[Path, ...], dict[str, Sequence[Question]]] = defaultdict(dict)
    for name, questions in batches.items():
        by_folder[tuple(documents) or (folder_of(questions),)][name] = questions
    systems: Systems = {OURS: (), BASELINE: ()}
    for folders, asked in by_folder.items():
        with assistant_over(folders) as assistant:
            systems[OURS] += _ask(asked, in_process(assistant))
            systems[BASELINE] += _ask(asked, best_fragment(assistant))
    return systems


def _by_folder(
    batches: Mapping[str, Sequence[Question]],
) -> tuple[tuple[Path, Sequence[Question]], ...]:
    return tuple((folder_of(questions), questions) for questions in batches.values())


def folder_of(questions: Sequence[Question]) -> Path:
    """The folder with the documents that a batch names."""
    named = {stem for question in questions for stem in question.docs}
    for collection in COLLECTIONS:
        if named <= {path.stem for path in collection.files.iterdir()}:
            return collection.files
    raise SystemExit(f"no folder holds all of {sorted(named)}")


def _ask(batches: Mapping[str, Sequence[Question]], answers: Answers) -> tuple[Result, ...]:
    return tuple(r for questions in batches.values() for r in ask_all(questions, answers))


def _say(systems: Systems, batches: Mapping[str, Sequence[Question]]) -> None:
    print(report.table({name: report.figures(results) for name, results in systems.items()}))
    print()
    print(report.table(report.by_category(systems[OURS])))
    if len(batches) > 1:
        by_question = {result.question: result for result in systems[OURS]}
        rows = {name: [by_question[q] for q in asked] for name, asked in batches.items()}
        print()
        print(report.table({name: report.figures(found) for name, found in rows.items()}))


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    open_batches = sorted(BATCHES.glob("open-*.jsonl"))
    parser.add_argument("--questions", nargs="*", type=Path, default=open_batches)
    parser.add_argument("--documents", nargs="*", type=Path, default=())
    parser.add_argument("--url", help="ask a running server instead")
    parser.add_argument("--retrieval", action="store_true", help="how well rows are found, too")
    parser.add_argument("--out", type=Path, default=Path("var/eval"))
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
