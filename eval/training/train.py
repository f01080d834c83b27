"""Trains the shipped embedding model; the same seed and number of threads give the same model.

python -m eval.training.train --data ../shared/data --out assistant/retrieval/model --seed 7
"""

from __future__ import annotations

import argparse
import logging
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import (
    MultipleNegativesSymmetricRankingLoss,
)
from sentence_transformers.sentence_transformer.modules import Normalize

from assistant.retrieval.static_model import Tokens
from eval.training.composed import ComposedEmbedding
from eval.training.folder import write_folder
from eval.training.texts import SOURCE_WEIGHTS, Pair, fold, read_pairs, slip
from eval.training.vocabulary import Vocabulary, build_vocabulary, make_tokenizer

DIMENSION = 256
STEPS = 600
BATCH = 1024
LEARNING_RATE = 0.01
WARM_UP = 50
# Cosines lie between -1 and 1; the loss wants a wider range.
SCALE = 20.0
# A passage is mostly known by its beginning; half of the long ones are shown from within instead.
PASSAGE_TOKENS = 160
# Manners of typing: as written, folded, one slip, folded with one slip.
MANNERS = (0.5, 0.25, 0.15, 0.1)
# So often the question is a stretch of the passage itself, mostly cut out of it: the one source of
# "questions" that has no template. Without it the blend with word search gains half a point less.
STRETCHES = 0.3
STRETCH_KEPT = 0.2
# The share of tokens left out is drawn anew for each text, this on average.
DROPPED = 0.4
# These sources stand in the order of their documents. Articles of one law, drawn together, are one
# another's wrong answers: the model learns what tells them apart, as it must the rows of a plan.
BY_DOCUMENT = frozenset({"luat", "congbao", "labor", "dvc7", "tthc"})
NEIGHBOURS = 4

Ids = NDArray[np.int64]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cut:
    """A pair as rows of the table: the question in each manner, and the passage."""

    questions: tuple[Ids, ...]
    passage: Ids
    source: str


def cut_pairs(pairs: Sequence[Pair], *, vocabulary: Vocabulary, seed: int) -> tuple[Cut, ...]:
    tokens = Tokens({token: place for place, token in enumerate(vocabulary.tokens)})
    row_of = np.array(vocabulary.row_of)
    rng = random.Random(seed)

    def ids(text: str) -> Ids:
        rows: Ids = row_of[tokens.cut(text) or [0]]
        return rows

    def cut(pair: Pair) -> Cut:
        plain = fold(pair.question)
        manners = (pair.question, plain, slip(pair.question, rng), slip(plain, rng))
        return Cut(tuple(map(ids, manners)), ids(pair.passage), pair.source)

    return tuple(map(cut, pairs))


def frequencies(cut: Sequence[Cut], *, size: int) -> NDArray[np.float64]:
    """Each row's share; questions count more, for the passages are ten times as long."""
    counted = np.zeros(size)
    for one in cut:
        np.add.at(counted, one.passage, 1)
        np.add.at(counted, one.questions[0], 5)
    shares: NDArray[np.float64] = counted / counted.sum()
    return shares


def batches(cut: Sequence[Cut], *, rng: np.random.Generator) -> Iterator[tuple[list[Ids], ...]]:
    """Questions and passages, drawn by their source's weight; no pair twice in a batch."""
    weights = np.array([SOURCE_WEIGHTS[one.source] / _run_length(one) for one in cut])
    weights /= weights.sum()
    expected = sum(w * _run_length(one) for w, one in zip(weights, cut, strict=True))
    for _ in range(STEPS):
        starts = rng.choice(len(cut), size=round(BATCH / expected), p=weights)
        places = dict.fromkeys(place for start in starts for place in _together(cut, start))
        sides = [_sides(cut[place], rng=rng) for place in places]
        yield [question for question, _ in sides], [passage for _, passage in sides]


def _run_length(one: Cut) -> int:
    return NEIGHBOURS if one.source in BY_DOCUMENT else 1


def _together(cut: Sequence[Cut], start: int) -> list[int]:
    """The pairs that come into a batch with the one drawn: its neighbours in its document."""
    end = min(start + _run_length(cut[start]), len(cut))
    return [place for place in range(start, end) if cut[place].source == cut[start].source]


def _sides(one: Cut, *, rng: np.random.Generator) -> tuple[Ids, Ids]:
    passage = _window(one.passage, rng=rng)
    question = one.questions[rng.choice(len(MANNERS), p=MANNERS)]
    if len(passage) > 30 and rng.random() < STRETCHES:
        question, passage = _stretch(passage, rng=rng)
    return _drop(question, rng=rng), _drop(passage, rng=rng)


def _window(passage: Ids, *, rng: np.random.Generator) -> Ids:
    spare = len(passage) - PASSAGE_TOKENS
    start = rng.integers(0, spare + 1) if spare > 0 and rng.random() < 0.5 else 0
    return passage[start : start + PASSAGE_TOKENS]


def _stretch(passage: Ids, *, rng: np.random.Generator) -> tuple[Ids, Ids]:
    length = rng.integers(5, 20)
    start = rng.integers(0, len(passage) - length)
    stretch = passage[start : start + length]
    if rng.random() < STRETCH_KEPT:
        return stretch, passage
    return stretch, np.concatenate([passage[:start], passage[start + length :]])


def _drop(ids: Ids, *, rng: np.random.Generator) -> Ids:
    """Leaves out a random share of tokens: without it the model learns the pairs by heart."""
    kept = rng.random(len(ids)) >= rng.random() * 2 * DROPPED
    return ids[kept] if kept.any() else ids


def train(cut: Sequence[Cut], *, embedding: ComposedEmbedding, seed: int) -> None:
    """Tells each question's passage from all others of the batch, and the other way round."""
    model = SentenceTransformer(modules=[embedding, Normalize()], device="cpu")
    loss_of = MultipleNegativesSymmetricRankingLoss(model, scale=SCALE)
    optimizer = torch.optim.AdamW(
        embedding.parameters(), lr=LEARNING_RATE, betas=(0.9, 0.99), weight_decay=0.0
    )
    rng = np.random.default_rng(seed)
    for step, sides in enumerate(batches(cut, rng=rng)):
        pace = min(1, (step + 1) / WARM_UP) * max(0.02, 1 - step / STEPS)
        optimizer.param_groups[0]["lr"] = LEARNING_RATE * pace
        table = embedding.table()
        loss = loss_of([{**_features(side), "table": table} for side in sides], None)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if (step + 1) % 50 == 0:
            log.info("step %d of %d, loss %.3f", step + 1, STEPS, loss.item())


def _features(texts: Sequence[Ids]) -> dict[str, torch.Tensor]:
    starts = np.cumsum([0, *(len(ids) for ids in texts[:-1])])
    return {
        "input_ids": torch.from_numpy(np.concatenate(texts)),
        "offsets": torch.from_numpy(starts),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of training texts")
    parser.add_argument("--out", type=Path, required=True, help="where the model is written")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)

    pairs = read_pairs(args.data)
    texts = dict.fromkeys(text for pair in pairs for text in (pair.question, pair.passage))
    vocabulary = build_vocabulary(texts)
    log.info(
        "%d pairs, %d tokens, %d rows", len(pairs), len(vocabulary.tokens), len(vocabulary.rows)
    )
    cut = cut_pairs(pairs, vocabulary=vocabulary, seed=args.seed)
    tokenizer = make_tokenizer(vocabulary.tokens)
    embedding = ComposedEmbedding(
        tokenizer,
        tokens=vocabulary.rows,
        frequencies=frequencies(cut, size=len(vocabulary.rows)),
        dimension=DIMENSION,
    )
    train(cut, embedding=embedding, seed=args.seed)
    write_folder(
        args.out,
        tokenizer=tokenizer,
        table=embedding.table().detach().numpy(),
        row_of=np.array(vocabulary.row_of),
    )


if __name__ == "__main__":
    main()
