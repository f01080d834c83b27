"""Search through the service: models change in the background, filters hold before the cut."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.domain.scope import Scope
from assistant.retrieval import lexical
from assistant.retrieval.embedder import StaticEmbedder, Vectors
from assistant.retrieval.search import Search, SentenceVectors
from assistant.service import ingestion
from assistant.service.assistant import Assistant
from assistant.service.doctor import examine
from assistant.store import vectors
from assistant.store.search import PASSAGE, TASK
from tests.support.parsed import a_document, a_task

TASKS = tuple(a_task(str(n), f"Kiểm tra an toàn thực phẩm đợt {n}") for n in range(1, 9))


class OtherEmbedder:
    """A model with vectors of its own length, drawn from the text's hash."""

    name = "other"
    dimension = 12

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
            row[:] = np.random.default_rng(seed).normal(size=self.dimension)
            row /= np.linalg.norm(row)
        return rows


def with_other_model(assistant: Assistant) -> Assistant:
    """The same assistant as after setting another model; only the model is made on the spot."""
    assistant.__dict__["embedder"] = OtherEmbedder()
    return assistant


def held(assistant: Assistant) -> dict[str, int]:
    with assistant.store.reading() as connection:
        return dict(vectors.models(connection))


def answering(assistant: Assistant) -> str:
    with assistant.store.reading() as connection:
        return assistant.search.model(connection).embedder.name


def test_the_old_model_answers_until_the_new_vectors_are_there(
    make_assistant: Callable[..., Assistant],
) -> None:
    first = make_assistant()
    ingestion.save(first, a_document(*TASKS), sample=False)
    count = held(first)["static-vi"]
    later = with_other_model(make_assistant())
    assert answering(later) == "static-vi"
    assert (
        "mô hình cũ static-vi đang trả lời" in {c.part: c.words for c in examine(later)}["Chỉ mục"]
    )
    later.prepare()
    later.join_embedding()
    assert held(later) == {"other": count}
    assert answering(later) == "other"
    with later.store.reading() as connection:
        scores = later.search.tasks(connection, "an toàn thực phẩm", scope=Scope.all())
    assert len(scores) == len(TASKS)


def test_a_document_has_its_vectors_as_soon_as_it_is_there(assistant: Assistant) -> None:
    ingestion.save(assistant, a_document(*TASKS), sample=False)
    with assistant.store.reading() as connection:
        assert vectors.wanting(connection, model="static-vi") == ()


def test_a_corrected_row_gets_a_new_vector(assistant: Assistant) -> None:
    ingestion.save(assistant, a_document(*TASKS), sample=False)
    with assistant.store.reading() as connection:
        before = set(vectors.stamps(connection, model="static-vi"))
        (task_id, *_) = assistant.search.tasks(connection, "đợt 3", scope=Scope.all())
    assistant.correct(task_id, {"title": "Diễn tập ứng phó bão"}, by="quản trị")
    with assistant.store.reading() as connection:
        after = set(vectors.stamps(connection, model="static-vi"))
    assert (len(after), len(before - after)) == (len(before), 1)


def test_filters_hold_before_the_cut(assistant: Assistant) -> None:
    ingestion.save(assistant, a_document(*TASKS), sample=False)
    with assistant.store.reading() as connection:
        everything = lexical.rank(
            connection, "thực phẩm đợt", kind=TASK, scope=Scope.all(), limit=99
        )
        cut = lexical.rank(connection, "thực phẩm đợt", kind=TASK, scope=Scope.all(), limit=2)
        left = next(found for found in everything if found not in cut)
        among = lexical.rank(
            connection, "thực phẩm đợt", kind=TASK, scope=Scope.all(), limit=2, among=[left]
        )
    assert among == cut | {left: everything[left]}


def test_a_scope_hides_passages(assistant: Assistant) -> None:
    ingestion.save(assistant, a_document(*TASKS), sample=False)
    nothing = Scope(documents=frozenset({"another"}))
    with assistant.store.reading() as connection:
        assert assistant.search.passages(connection, "kế hoạch", scope=nothing) == {}
        assert lexical.rank(connection, "kế hoạch", kind=PASSAGE, scope=Scope.all(), limit=5)


def test_a_former_model_that_cannot_be_opened_is_passed_over(
    assistant: Assistant, tmp_path: Path
) -> None:
    ingestion.save(assistant, a_document(*TASKS), sample=False)
    with assistant.store.writing() as connection:
        content = np.ones(4, dtype="<f4").tobytes()
        wanting = vectors.wanting(connection, model="gone")
        rows = [vectors.Vector(w.owner_kind, w.owner_id, w.document_id, content) for w in wanting]
        vectors.drop_other_models(connection, model="none")
        vectors.write(connection, rows, model=str(tmp_path / "no model"), dimension=4)
    with assistant.store.reading() as connection:
        search = Search(tmp_path / "index", embedder=StaticEmbedder())
        assert search.tasks(connection, "an toàn thực phẩm", scope=Scope.all())


def test_sentences_met_again_are_not_cut_again() -> None:
    asked: list[str] = []

    class Counting(OtherEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> Vectors:
            asked.extend(texts)
            return super().embed_passages(texts)

    kept = SentenceVectors(Counting())
    kept.of(["một", "hai"])
    found = kept.of(["hai", "ba", "hai"])
    assert np.array_equal(found, OtherEmbedder().embed_passages(["hai", "ba", "hai"]))
    assert sorted(asked) == ["ba", "hai", "một"]
