"""Counts how Vietnamese syllables follow one another, for restoring diacritics and slips.

    python -m eval.training.syllables --data ../shared/data

Writes `syllables.bin` (what is written) and `question_syllables.bin` (what is asked: the open
batches and the frames of this project) in `assistant/vietnamese/data/`: counts alone. Sealed
batches are left out, so that they still measure what the counts are worth.
"""

import argparse
import gzip
import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from assistant.vietnamese.statistics import ASKED, BEGINNING, ENDING, MAGIC, WRITTEN
from assistant.vietnamese.text import fold, syllables
from eval.questions.framed import SLOT, read_frames
from eval.questions.question import BATCHES, read_questions

LEAST_COUNT = 8  # rarer syllables are names, foreign words and slips of their own
LEAST_PAIR = 3
MOST_SYLLABLES = 60_000
VOWELS = frozenset("aeiouy")
MISTYPED = ("nodiacritics", "typo")


def sentences(folder: Path) -> Iterator[str]:
    """Every sentence of the training texts, and the questions, which texts lack."""
    with gzip.open(folder / "train-text.txt.gz", "rt", encoding="utf-8") as lines:
        yield from lines
    with gzip.open(folder / "train-pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            if pair["src"] != "tthc":  # made from templates
                yield pair["q"]


def questions() -> Iterator[str]:
    """Every open question that is typed with diacritics."""
    for path in sorted(BATCHES.glob("open-*.jsonl")):
        for question in read_questions(path):
            if question.category not in MISTYPED:
                yield from filter(is_marked, (*question.history, question.question))


def pieces() -> Iterator[str]:
    """What frames of questions hold between their slots."""
    for path in sorted(BATCHES.glob("frames-*.tsv")):
        for frame in read_frames(path):
            yield from filter(is_marked, SLOT.split(frame.words))


def is_marked(text: str) -> bool:
    """Whether the text bears diacritics."""
    return fold(text) != text.lower()


def count(
    texts: Iterable[str], *, before: Sequence[str] = (), behind: Sequence[str] = ()
) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How often each syllable and each pair of neighbours stands in the texts, with what is put
    before and behind each of them.
    """
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        # Abbreviations ("dn", "wc") are followed by what their words are followed by.
        words = [word for word in syllables(text) if word.isalpha() and VOWELS & set(fold(word))]
        words = [*before, *words, *behind]
        single.update(words)
        pairs.update(pairwise(words))
    return single, pairs


def count_questions() -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """The same of questions, which have a beginning and an end."""
    single, pairs = count(questions(), before=[BEGINNING], behind=[ENDING])
    in_pieces, pairs_in_pieces = count(pieces(), before=[BEGINNING])
    return single + in_pieces, pairs + pairs_in_pieces


def write(
    path: Path,
    single: Counter[str],
    pairs: Counter[tuple[str, str]],
    *,
    least_count: int = 1,
    least_pair: int = 1,
) -> None:
    """The statistics as one file that is read at once, without parsing."""
    kept = [word for word, n in single.most_common(MOST_SYLLABLES) if n >= least_count]
    number = {word: i for i, word in enumerate(kept)}
    rows = sorted(
        (number[a] * len(kept) + number[b], min(n, 65535))
        for (a, b), n in pairs.items()
        if n >= least_pair and a in number and b in number
    )
    head = json.dumps(
        {
            "syllables": kept,
            "counts": [single[word] for word in kept],
            "total": sum(single.values()),
            "pairs": len(rows),
        },
        ensure_ascii=False,
    ).encode()
    keys, counts = array("I", (key for key, _ in rows)), array("H", (n for _, n in rows))
    path.write_bytes(
        MAGIC + len(head).to_bytes(4, "little") + head + keys.tobytes() + counts.tobytes()
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    args = parser.parse_args()
    single, pairs = count(sentences(args.data))
    write(WRITTEN, single, pairs, least_count=LEAST_COUNT, least_pair=LEAST_PAIR)
    write(ASKED, *count_questions())
    for path in (WRITTEN, ASKED):
        print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
