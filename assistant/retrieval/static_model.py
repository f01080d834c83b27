"""The shipped static model, read with numpy alone: text to tokens, tokens to vectors.

The folder is an ordinary sentence-transformers model (`StaticEmbedding`), so torch users read the
very same files. What stands here repeats what `tokenizer.json` says, in plain Python: a test holds
the two together (tests/retrieval/test_model_folder.py).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Letters outside the alphabet part words like punctuation does: no token could hold them.
ALPHABET = (
    "0123456789abcdefghijklmnopqrstuvwxyz"
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
)
SPACES = re.compile(r"[ \t\r\n\u00a0]+")
RUN = re.compile(f"[{ALPHABET}]+(?: [{ALPHABET}]+)*")

# "hoà" and "hòa" are one word; the left column of each pair is written as the right one.
TONE_PLACEMENTS: Mapping[str, str] = {
    unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize(
        "NFC", first + tone + second
    )
    for first, second in ("oa", "oe", "uy")
    for tone in "\u0300\u0301\u0303\u0309\u0323"
}
# In "quỳ" the u belongs to the consonant, so its tone has one place only.
TONE_PLACEMENT = re.compile(f"(?<!q)(?:{'|'.join(TONE_PLACEMENTS)})(?![{ALPHABET}])")

# Every syllable of a token ends with a blank, so "ban " is the syllable and "ban" a piece of one.
END = " "
LONGEST_PIECE = 12


def prepare(text: str) -> str:
    """Lower case, NFC, one tone placement, single blanks."""
    text = SPACES.sub(" ", unicodedata.normalize("NFC", text).lower())
    return TONE_PLACEMENT.sub(lambda match: TONE_PLACEMENTS[match.group()], text)


class Tokens:
    """Cuts text into the longest known tokens: words of several syllables, syllables, pieces."""

    def __init__(self, ids: Mapping[str, int]) -> None:
        self._ids = ids
        self._longest: dict[str, int] = {}
        for token in ids:
            words = token.split(" ")[:-1]
            if len(words) > 1:
                self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    @classmethod
    def from_file(cls, path: Path) -> Tokens:
        return cls(json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"])

    def cut(self, text: str) -> list[int]:
        """The ids of a text, from left to right; nothing for a text without a known letter."""
        found: list[int] = []
        for run in RUN.findall(prepare(text)):
            self._cut_run(run.split(" "), found)
        return found

    def _cut_run(self, words: list[str], found: list[int]) -> None:
        place = 0
        while place < len(words):
            token_id, width = self._whole(words, place)
            if token_id is None:
                token_id, words[place] = self._piece(words[place])
            found.append(token_id)
            place += width

    def _whole(self, words: Sequence[str], place: int) -> tuple[int | None, int]:
        word = words[place]
        for width in range(min(self._longest.get(word, 1), len(words) - place), 1, -1):
            token_id = self._ids.get(" ".join(words[place : place + width]) + END)
            if token_id is not None:
                return token_id, width
        token_id = self._ids.get(word + END)
        return token_id, 0 if token_id is None else 1

    def _piece(self, word: str) -> tuple[int, str]:
        """The longest known beginning of a word that is no token, and what is left of the word."""
        for end in range(min(len(word), LONGEST_PIECE), 0, -1):
            token_id = self._ids.get(word[:end])
            if token_id is not None:
                return token_id, word[end:]
        raise KeyError(word)  # every letter of the alphabet is a token, so this is a broken file


@dataclass(frozen=True, slots=True)
class Table:
    """Vectors, a byte a number; for each token, which is its own and what it is multiplied by.

    A folded word that can mean only one written word ("nhiem vu") has that word's vector.
    """

    rows: NDArray[np.int8]
    row_of: NDArray[np.int32]
    weights: NDArray[np.float32]

    @classmethod
    def from_file(cls, path: Path) -> Table:
        """Maps the file into memory: pages are read when a token first needs them."""
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header: dict[str, Any] = json.loads(file.read(length))
        start = 8 + length

        def array(name: str, dtype: type[np.generic]) -> NDArray[Any]:
            entry = header[name]
            offset = start + entry["data_offsets"][0]
            return np.memmap(path, dtype, mode="r", offset=offset, shape=tuple(entry["shape"]))

        return cls(
            rows=array("embeddings", np.int8),
            row_of=array("mapping", np.int32),
            weights=array("weights", np.float32),
        )

    def average(self, texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """The direction of each text's mean token; zeros for a text without tokens."""
        vectors = np.zeros((len(texts), self.rows.shape[1]), dtype=np.float32)
        filled = [place for place, ids in enumerate(texts) if ids]
        if not filled:
            return vectors
        lengths = [len(texts[place]) for place in filled]
        flat = np.fromiter((i for place in filled for i in texts[place]), dtype=np.int64)
        weighted = self.rows[self.row_of[flat]] * self.weights[flat, None]
        starts = np.concatenate(([0], np.cumsum(lengths[:-1], dtype=np.int64)))
        sums = np.add.reduceat(weighted, starts, axis=0)
        vectors[filled] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
        return vectors
