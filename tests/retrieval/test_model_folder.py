"""sentence-transformers and the numpy runtime read the shipped folder to the same vectors."""

import gzip
import warnings
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.retrieval.embedder import SHIPPED_FOLDER, SHIPPED_NAME, StaticEmbedder
from assistant.retrieval.static_model import ALPHABET, Tokens

MISSING = "cài phần này bằng: .venv/bin/pip install -e '.[models]'"
PUBLIC_TEXT = Path(__file__).parents[3] / "shared" / "data" / "train-text.txt.gz"
PUBLIC_LINES = 2000
MEGABYTES = 1024 * 1024
# Stores keep vectors under the model's name: other weights under the same name would be compared
# with them. Whoever trains anew changes SHIPPED_NAME and both values here.
NAME_AND_WEIGHTS = ("static-vi", 0x4E33622E)

# What is easily cut differently: marks, blanks, letters of other alphabets, words that no token
# holds, a misspelt word before a known one.
TEXTS = (
    "Phòng nào chủ trì nhiệm vụ số hóa, hạn khi nào?",
    "phong nao chu tri nhiem vu so hoa, han khi nao",
    "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị",
    "hoà giải, thuỷ lợi, quỳ gối, khoẻ mạnh, Hoàng, tuỳ",
    "xphương án qủan lý nhà nuớc thhực hiện",
    "Ủy\u00a0ban\tnhân dân\r\n\r\ntỉnh   Đắk Lắk ",
    "u\u0309y ban nha\u0302n da\u0302n, ĐỀ ÁN 06/CP",
    "ISO 9001:2015 – e-Office; https://dichvucong.gov.vn/?q=1",
    "日本 Ölçü ﬁ ½ x² Иван naïve",
    "khoảnkhoảnkhoản0123456789zzzz",
    "a",
    "…!?",
    "",
)


def texts() -> Sequence[str]:
    if not PUBLIC_TEXT.exists():
        return TEXTS
    with gzip.open(PUBLIC_TEXT, "rt", encoding="utf-8") as lines:
        return (*TEXTS, *(line for line, _ in zip(lines, range(PUBLIC_LINES), strict=False)))


@pytest.fixture(scope="module")
def torch_model() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch and its friends warn of their own innards
        library = pytest.importorskip("sentence_transformers", reason=MISSING)
        return library.SentenceTransformer(str(SHIPPED_FOLDER), device="cpu")


def test_tokens_are_cut_as_the_tokenizers_library_cuts_them() -> None:
    library = pytest.importorskip("tokenizers", reason=MISSING)
    theirs = library.Tokenizer.from_file(str(SHIPPED_FOLDER / "tokenizer.json"))
    ours = Tokens.from_file(SHIPPED_FOLDER / "tokenizer.json")
    asked = list(texts())
    different = [
        text
        for text, encoding in zip(asked, theirs.encode_batch(asked), strict=True)
        if encoding.ids != ours.cut(text)
    ]
    assert different == []


def test_vectors_are_the_same(torch_model: Any) -> None:
    asked = list(texts())
    theirs = torch_model.encode(asked, show_progress_bar=False, convert_to_numpy=True)
    ours = StaticEmbedder().embed_passages(asked)
    assert np.abs(theirs - ours).max() < 1e-5


def test_every_letter_is_a_token() -> None:
    ours = Tokens.from_file(SHIPPED_FOLDER / "tokenizer.json")
    assert [letter for letter in ALPHABET if not ours.cut(letter)] == []


def test_the_folder_stays_small() -> None:
    size = sum(path.stat().st_size for path in SHIPPED_FOLDER.rglob("*") if path.is_file())
    assert size < 8.5 * MEGABYTES


def test_a_model_trained_anew_has_a_new_name() -> None:
    weights = zlib.crc32((SHIPPED_FOLDER / "model.safetensors").read_bytes())
    assert (SHIPPED_NAME, weights) == NAME_AND_WEIGHTS
