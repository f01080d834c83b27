"""The shipped model: what it takes for the same, how fast it is, and what is said without torch."""

import subprocess
import sys
import time

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.domain.errors import MissingPart
from assistant.retrieval.embedder import (
    SHIPPED_NAME,
    SentenceTransformerEmbedder,
    StaticEmbedder,
    known_prefixes,
    open_embedder,
)

# A first question may take 0.6 s and 150 MB on a modest machine; a busy one is given more.
FIRST_QUESTION_SECONDS = 2.0
FIRST_QUESTION_MEGABYTES = 150
TEXTS_A_SECOND = 5000


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder()


def nearness(embedder: StaticEmbedder, one: str, other: str) -> float:
    vectors: NDArray[np.float32] = embedder.embed_queries([one, other])
    return float(vectors[0] @ vectors[1])


def test_vectors_have_length_one_and_the_dimension(embedder: StaticEmbedder) -> None:
    vectors = embedder.embed_passages(["Phòng nào chủ trì?", "Quý III năm 2026"])
    assert vectors.shape == (2, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize("text", ["", "  \n ", "!?…", "日本語"])
def test_a_text_without_a_letter_is_near_nothing(embedder: StaticEmbedder, text: str) -> None:
    vectors = embedder.embed_queries([text, "Văn phòng Sở"])
    assert not vectors[0].any()
    assert vectors[1].any()


def test_no_text_gives_no_vector(embedder: StaticEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_a_text_has_one_vector_in_any_company(embedder: StaticEmbedder) -> None:
    texts = [f"nhiệm vụ số {number} của Phòng Quản lý vận tải" for number in range(600)]
    together = embedder.embed_passages(texts)
    alone = embedder.embed_passages(texts[-1:])[0]
    assert np.allclose(together[-1], alone, atol=1e-6)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà giải ở cơ sở", "hòa giải ở cơ sở"),
        ("thuỷ lợi", "thủy lợi"),
        ("Ủy ban nhân dân", "u\u0309y ban nhân dân"),
        ("ỦY BAN\n NHÂN DÂN", "ủy ban nhân dân"),
    ],
)
def test_spellings_of_one_text_have_one_vector(
    embedder: StaticEmbedder, one: str, other: str
) -> None:
    assert nearness(embedder, one, other) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        (
            "Phòng nào chủ trì nhiệm vụ số hóa hồ sơ?",
            "phong nao chu tri nhiem vu so hoa ho so",
            "Thời hạn giải ngân vốn đầu tư công",
        ),
        (
            "Thời hạn nộp báo cáo định kỳ",
            "Thời hạn nộp báo cáo định kì",
            "Tổ chức hội thi thể thao",
        ),
        (
            "Cắt giảm thủ tục hành chính",
            "Cắt giảm thủ tục hành chánh",
            "Bồi dưỡng cán bộ, công chức",
        ),
        (
            "tuyển dụng công chức",
            "thi tuyển viên chức vào cơ quan nhà nước",
            "bảo vệ rừng và động vật hoang dã",
        ),
    ],
)
def test_what_means_the_same_is_nearer(
    embedder: StaticEmbedder, text: str, near: str, far: str
) -> None:
    assert nearness(embedder, text, near) > nearness(embedder, text, far) + 0.2


def test_short_texts_are_embedded_fast(embedder: StaticEmbedder) -> None:
    texts = [f"Phòng nào chủ trì nhiệm vụ {number} và hạn khi nào?" for number in range(3000)]
    started = time.process_time()
    embedder.embed_passages(texts)
    assert len(texts) / (time.process_time() - started) > TEXTS_A_SECOND


def test_the_first_question_is_cheap_and_needs_no_torch() -> None:
    program = """
import pathlib, sys, time
started = time.process_time()
from assistant.retrieval.embedder import open_embedder
open_embedder(None).embed_queries(["Phòng nào chủ trì?"])
print(time.process_time() - started)
# Not ru_maxrss: a child begins with that of the process that made it.
status = pathlib.Path("/proc/self/status").read_text()
print(int(status.split("VmHWM:")[1].split()[0]) / 1024)
print(sorted({"torch", "tokenizers", "transformers", "sentence_transformers"} & set(sys.modules)))
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    seconds, megabytes, heavy = run.stdout.splitlines()
    assert float(seconds) < FIRST_QUESTION_SECONDS
    assert float(megabytes) < FIRST_QUESTION_MEGABYTES
    assert heavy == "[]"


@pytest.mark.parametrize("name", [None, "", SHIPPED_NAME])
def test_without_a_name_the_shipped_model_opens(name: str | None) -> None:
    assert open_embedder(name).name == SHIPPED_NAME


@pytest.mark.parametrize(
    ("model", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("BAAI/bge-m3", "", ""),
        ("BAAI/bge-base-en-v1.5", "Represent this sentence for searching relevant passages: ", ""),
        ("Alibaba-NLP/gte-multilingual-base", "", ""),
        ("/srv/models/multilingual-e5-base", "query: ", "passage: "),
        ("some/other-model", "", ""),
    ],
)
def test_families_of_models_get_their_prefixes(model: str, query: str, passage: str) -> None:
    assert known_prefixes(model) == (query, passage)


def test_another_model_without_the_extra_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # None in sys.modules is what Python itself puts there for a package that must not be found.
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingPart) as caught:
        SentenceTransformerEmbedder("intfloat/multilingual-e5-small")
    assert "pip install" in caught.value.staff_message
