"""The model in training: a token's vector is the sum of what is its own and of its parts.

Parts are the syllables of a word, its folded spelling, and its letter groups. What is learned of
"nhiệm vụ" so reaches "nhiem vu", "nhiệm" and the misspelt "nhiêm" too. Afterwards everything is
summed into one table, and nothing of the parts is left at run time.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer

from eval.training.texts import fold

LETTER_GROUPS = 20_000
GROUP_WEIGHT = 0.3
# Smooth inverse frequency: a token seen in one of a thousand places counts half.
FREQUENT = 1e-3


def parts_of(token: str) -> tuple[list[str], list[str]]:
    """The names of a token's bigger parts and of its letter groups."""
    words = token.split()
    if not words or not token.endswith(" "):
        return [], [_group(fold(token))]
    syllables = [f"s:{word}" for word in words]
    folded = [f"f:{fold(word)}" for word in words] if len(words) > 1 else []
    groups = [group for word in words for group in _groups(f"<{fold(word)}>")]
    return [f"f:{fold(token).strip()}", *syllables, *folded], groups


def _groups(word: str) -> list[str]:
    return [_group(word[i : i + n]) for n in (2, 3) for i in range(len(word) - n + 1)]


def _group(letters: str) -> str:
    return f"g:{zlib.crc32(letters.encode()) % LETTER_GROUPS}"


def parts_matrix(tokens: Sequence[str]) -> torch.Tensor:
    """A row for each token, a column for each part, and how much of the part goes in."""
    columns: dict[str, int] = {}
    entries: list[tuple[int, int, float]] = []
    for row, token in enumerate(tokens):
        bigger, groups = parts_of(token)
        for names, weight in (
            (bigger, 1 / math.sqrt(max(1.0, len(bigger) / 2))),
            (groups, GROUP_WEIGHT / math.sqrt(max(1, len(groups)))),
        ):
            entries += [(row, columns.setdefault(name, len(columns)), weight) for name in names]
    rows, places, weights = zip(*entries, strict=True)
    return torch.sparse_coo_tensor(
        torch.tensor([rows, places]),
        torch.tensor(weights, dtype=torch.float32),
        (len(tokens), len(columns)),
        check_invariants=True,
    ).coalesce()


class _Sum(torch.autograd.Function):
    """parts @ vectors, with the transpose kept ready: torch's own backward makes it every time."""

    @staticmethod
    def forward(
        ctx: Any, parts: torch.Tensor, transposed: torch.Tensor, vectors: torch.Tensor
    ) -> torch.Tensor:
        ctx.transposed = transposed
        return parts @ vectors

    @staticmethod
    def backward(ctx: Any, *grads: torch.Tensor) -> tuple[None, None, torch.Tensor]:
        return None, None, ctx.transposed @ grads[0]


class ComposedEmbedding(StaticEmbedding):
    """A StaticEmbedding whose table is reckoned from parts, one row for each of `tokens`.

    It is fed rows, not the tokenizer's ids: several tokens may share a row.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        *,
        tokens: Sequence[str],
        frequencies: NDArray[np.float64],
        dimension: int,
    ) -> None:
        super().__init__(tokenizer, embedding_weights=torch.randn(len(tokens), dimension) * 0.02)
        parts = parts_matrix(tokens)
        self._parts = parts.to_sparse_csr()
        self._transposed = parts.t().coalesce().to_sparse_csr()
        self.part_vectors = torch.nn.Parameter(torch.randn(parts.shape[1], dimension) * 0.1)
        gains = np.log(FREQUENT / (FREQUENT + frequencies))
        self.gains = torch.nn.Parameter(torch.tensor(gains, dtype=torch.float32))

    def table(self) -> torch.Tensor:
        summed = _Sum.apply(  # type: ignore[no-untyped-call]
            self._parts, self._transposed, self.part_vectors
        )
        table: torch.Tensor = (self.embedding.weight + summed) * self.gains.exp()[:, None]
        return table

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        # Both sides of a step use one table: reckoning it is half of the work.
        table = features["table"] if "table" in features else self.table()
        features["sentence_embedding"] = torch.nn.functional.embedding_bag(
            features["input_ids"], table, features["offsets"], mode="mean"
        )
        return features
