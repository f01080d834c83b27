"""Writes the folder that sentence-transformers and the numpy runtime both read."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

LARGEST = 127  # of a signed byte

# The normalising module has nothing to store, so its folder may be missing (git keeps none).
MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "sentence_transformers.models.StaticEmbedding",
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.models.Normalize",
    },
]
CONFIG = {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine"}


def write_folder(
    folder: Path,
    *,
    tokenizer: Tokenizer,
    table: NDArray[np.float32],
    row_of: NDArray[np.int64],
) -> None:
    """The table as bytes with a weight for each token, which loses nothing measurable."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = np.maximum(np.abs(table).max(axis=1), 1e-12) / LARGEST
    rows = np.round(table / weights[:, None]).astype(np.int8)
    tensors = {
        "embeddings": rows,
        "mapping": row_of.astype(np.int32),
        "weights": weights[row_of].astype(np.float32),
    }
    model = folder / "model.safetensors"
    save_file(tensors, model)
    model.chmod(0o644)  # the library makes it readable to its owner alone
    # One line: the file is read at every start, and nobody reads it by eye.
    (folder / "tokenizer.json").write_text(tokenizer.to_str(pretty=False), encoding="utf-8")
    for name, content in (
        ("modules.json", MODULES),
        ("config_sentence_transformers.json", CONFIG),
    ):
        text = json.dumps(content, indent=2)
        (folder / name).write_text(f"{text}\n", encoding="utf-8")
