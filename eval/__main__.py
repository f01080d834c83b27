"""Scores the assistant on questions with known answers, beside a baseline.

    python -m eval [--questions FILE…] [--documents PATH…] [--url URL] [--out FOLDER]

Exit status 1 where a figure falls under its floor.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from eval import report
from eval.asking import Result, ask_all, assistant_over, best_fragment, in_process, over_http
from eval.questions.question import BATCHES, read_questions

# Under these a change has broken something; the questions meant are the open ones.
STRICT_FLOOR = 0.80
WRONG_CEILING = 0.08
DOCUMENTS = (Path("corpus"), Path("tests/documents"))


def main(argv: Sequence[str] | None = None) -> int:
    args = _arguments(argv)
    questions = [question for path in args.questions for question in read_questions(path)]
    systems: dict[str, tuple[Result, ...]] = {}
    if args.url:
        systems["assistant"] = ask_all(questions, over_http(args.url))
    else:
        with assistant_over(args.documents) as assistant:
            systems["assistant"] = ask_all(questions, in_process(assistant))
            systems["best fragment"] = ask_all(questions, best_fragment(assistant))
    report.write(args.out, systems)
    print(report.table({name: report.figures(results) for name, results in systems.items()}))
    print()
    print(report.table(report.by_category(systems["assistant"])))
    print(f"\n{args.out / 'report.md'}")
    ours = report.figures(systems["assistant"])
    return 0 if ours.strict >= STRICT_FLOOR and ours.wrong <= WRONG_CEILING else 1


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument(
        "--questions", nargs="*", type=Path, default=sorted(BATCHES.glob("open-*.jsonl"))
    )
    parser.add_argument("--documents", nargs="*", type=Path, default=DOCUMENTS)
    parser.add_argument("--url", help="ask a running server instead")
    parser.add_argument("--out", type=Path, default=Path("var/eval"))
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
