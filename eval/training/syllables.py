"""Counts how Vietnamese syllables follow one another, for restoring diacritics and slips.

    python -m eval.training.syllables --data ../shared/data

Writes `assistant/vietnamese/data/syllables.bin`: statistics alone, no text can be read from it.
"""

import argparse
import gzip
import json
from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from assistant.vietnamese.statistics import FILE, MAGIC
from assistant.vietnamese.text import syllables

LEAST_COUNT = 8  # rarer syllables are names, foreign words and slips of their own
LEAST_PAIR = 3
MOST_SYLLABLES = 60_000


def sentences(folder: Path) -> Iterator[str]:
    """Every sentence of the training texts, and the questions, which texts lack."""
    with gzip.open(folder / "train-text.txt.gz", "rt", encoding="utf-8") as lines:
        yield from lines
    with gzip.open(folder / "train-pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            if pair["src"] != "tthc":  # made from templates
                yield pair["q"]


def count(texts: Iterator[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How often each syllable and each pair of neighbours stands in the texts."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        words = [word for word in syllables(text) if word.isalpha()]
        single.update(words)
        pairs.update(pairwise(words))
    return single, pairs


def write(path: Path, single: Counter[str], pairs: Counter[tuple[str, str]]) -> None:
    """The statistics as one file that is read at once, without parsing."""
    kept = [word for word, n in single.most_common(MOST_SYLLABLES) if n >= LEAST_COUNT]
    number = {word: i for i, word in enumerate(kept)}
    rows = sorted(
        (number[a] * len(kept) + number[b], min(n, 65535))
        for (a, b), n in pairs.items()
        if n >= LEAST_PAIR and a in number and b in number
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
    write(FILE, single, pairs)
    print(f"{FILE}: {FILE.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
