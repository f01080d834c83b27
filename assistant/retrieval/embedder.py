"""Turns texts into vectors whose products tell how near the texts are in meaning.

Two parts do it: the static model that ships with the package, which needs numpy alone, and any
sentence-transformers model, which needs the extra `models`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import BadSetting, MissingPart
from assistant.retrieval.static_model import Table, Tokens

Vectors = NDArray[np.float32]

SHIPPED_FOLDER = Path(__file__).parent / "model"
# Stores keep vectors under this name, so a model trained anew needs a new one.
SHIPPED_NAME = "static-vi"
# So many texts at once keep the working memory of the static model at a few megabytes.
TEXTS_AT_ONCE = 256

# What the families of models want before a question and before a passage, from their own pages.
# The first entry whose key stands in the model's name holds.
PREFIXES: Sequence[tuple[str, tuple[str, str]]] = (
    (
        "e5-mistral",
        (
            "Instruct: Given a question, retrieve passages that answer the question\nQuery: ",
            "",
        ),
    ),
    (
        "e5-large-instruct",
        (
            "Instruct: Given a question, retrieve passages that answer the question\nQuery: ",
            "",
        ),
    ),
    ("e5-", ("query: ", "passage: ")),
    ("bge-m3", ("", "")),
    # The English BGE models alone were trained with a sentence before the question.
    ("bge-", ("Represent this sentence for searching relevant passages: ", "")),
    ("gte-", ("", "")),
)


class Embedder(Protocol):
    """Anything that gives each text a vector of length one."""

    @property
    def name(self) -> str:
        """Tells vectors of one model from those of another; kept beside every vector."""

    @property
    def dimension(self) -> int: ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors: ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...


class StaticEmbedder:
    """The shipped model, or another static one of the same form."""

    def __init__(self, folder: Path = SHIPPED_FOLDER, *, name: str = SHIPPED_NAME) -> None:
        self._table = Table.from_file(folder / "model.safetensors")
        self.name = name
        self._tokens = Tokens.from_file(folder / "tokenizer.json")

    @property
    def dimension(self) -> int:
        return int(self._table.rows.shape[1])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), TEXTS_AT_ONCE):
            batch = [self._tokens.cut(text) for text in texts[start : start + TEXTS_AT_ONCE]]
            vectors[start : start + len(batch)] = self._table.average(batch)
        return vectors


class SentenceTransformerEmbedder:
    """Any model that sentence-transformers reads, by its name or folder."""

    def __init__(
        self,
        name_or_folder: str,
        *,
        query_prefix: str | None = None,
        passage_prefix: str | None = None,
        batch_size: int = 32,
    ) -> None:
        known_query, known_passage = known_prefixes(name_or_folder)
        self.name = name_or_folder
        self._query_prefix = known_query if query_prefix is None else query_prefix
        self._passage_prefix = known_passage if passage_prefix is None else passage_prefix
        self._batch_size = batch_size
        self._model = _open_model(name_or_folder)

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension())

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed([self._query_prefix + text for text in texts])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed([self._passage_prefix + text for text in texts])

    def _embed(self, texts: list[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            texts,
            batch_size=self._batch_size,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(vectors, dtype=np.float32)


def known_prefixes(name_or_folder: str) -> tuple[str, str]:
    """What a model's family wants before questions and passages; nothing where it is not known."""
    base_name = Path(name_or_folder).name.lower()
    return next((prefixes for key, prefixes in PREFIXES if key in base_name), ("", ""))


def open_embedder(name: str | None = None) -> Embedder:
    """The shipped model where no name is given, else the sentence-transformers model so named."""
    if name is None or name in ("", SHIPPED_NAME):
        return StaticEmbedder()
    return SentenceTransformerEmbedder(name)


def _open_model(name_or_folder: str) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise MissingPart(
            "sentence-transformers is not installed",
            what="«models» (sentence-transformers)",
            command='.venv/bin/pip install "sentence-transformers" "torch"',
        ) from error
    try:
        return SentenceTransformer(name_or_folder)
    except (OSError, ValueError) as error:
        raise BadSetting(
            f"cannot read the model {name_or_folder}",
            name="ASSISTANT_EMBEDDER",
            reason=f"không đọc được mô hình «{name_or_folder}»",
        ) from error
