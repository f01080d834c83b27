"""The training texts, and the ways in which a question may be typed."""

from __future__ import annotations

import gzip
import json
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.retrieval.static_model import prepare

# How often a pair of each source is drawn. `tthc` questions come from a handful of templates: at
# full weight the model learns the template. The few short real questions of `zalo` are what
# people type, and laws are nearest to plans.
SOURCE_WEIGHTS = {
    "tthc": 0.25,
    "viwiki": 1.0,
    "luat": 1.5,
    "congbao": 1.5,
    "vicov": 1.0,
    "zalo": 3.0,
    "labor": 1.5,
    "dvc7": 1.0,
    "neighbour": 0.3,
}
# Shorter sentences say too little about the next one.
SENTENCE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, heading or sentence, and the passage that answers or follows it."""

    question: str
    passage: str
    source: str


def read_pairs(folder: Path) -> tuple[Pair, ...]:
    """Every pair of the data, in the file's order, then every second pair of neighbours."""
    with gzip.open(folder / "train-pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    asked = [Pair(prepare(row["q"]), prepare(row["p"]), row["src"]) for row in rows]
    return (*asked, *_neighbours(folder / "train-text.txt.gz"))


def _neighbours(path: Path) -> Iterator[Pair]:
    previous = ""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            sentence = prepare(line).strip()
            if previous and len(sentence.split()) >= SENTENCE_WORDS:
                yield Pair(previous, sentence, "neighbour")
                previous = ""
            else:
                previous = sentence if len(sentence.split()) >= SENTENCE_WORDS else ""


def fold(text: str) -> str:
    """The text as someone types it who sets no marks."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slip(text: str, rng: random.Random) -> str:
    """The text with one letter lost, doubled or swapped in one of its longer words."""
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
