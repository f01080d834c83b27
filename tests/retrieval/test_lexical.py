"""Which terms a search looks for."""

import pytest

from assistant.domain.scope import Scope
from assistant.retrieval import lexical
from assistant.retrieval.lexical import MOST_HITS, affordable, question_terms, rarest
from assistant.service import ingestion
from assistant.service.assistant import Assistant
from assistant.store import search
from assistant.store.search import TASK
from tests.support.parsed import a_document, a_task


def test_a_question_without_diacritics_is_looked_for_folded() -> None:
    assert set(question_terms("so hoa 2026")) == {
        "2026", "hoa_2026", "so~", "hoa~", "2026~", "so_hoa~", "hoa_2026~",
    }  # fmt: skip
    assert "kế_hoạch" in question_terms("kế hoạch")


def test_common_terms_tell_nothing_unless_there_are_no_others() -> None:
    assert rarest({"kế": 90, "muỗi": 2, "hoạch": 80}, total=100) == ("muỗi",)
    assert rarest({"kế": 90, "hoạch": 80}, total=100) == ("hoạch", "kế")


def test_the_rarest_terms_choose_as_long_as_their_lists_are_short() -> None:
    counts = {"a": MOST_HITS, "b": 3, "c": MOST_HITS - 10, "d": 40}
    assert affordable(counts) == ("b", "d")
    assert affordable({"a": MOST_HITS, "e": MOST_HITS}) == ("a",)
    assert affordable({}) == ()


@pytest.mark.parametrize("cap", [1, 3, 99])
def test_counts_stop_at_the_cap(assistant: Assistant, cap: int) -> None:
    rows = [a_task(str(n), f"Diệt muỗi đợt {n}") for n in range(1, 6)]
    ingestion.save(assistant, a_document(*rows), sample=False)
    with assistant.store.reading() as connection:
        counts = search.capped_counts(connection, ["muỗi", "3", "voi"], cap=cap)
    assert counts == {"muỗi": min(cap, 5), "3": 1}


def test_a_large_store_finds_the_same_row_first(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("Diệt muỗi ở chợ", "Khai thông cống rãnh", "Tập huấn phun hóa chất diệt muỗi")
    rows = [a_task(str(n), name) for n, name in enumerate(names, start=1)]
    ingestion.save(assistant, a_document(*rows), sample=False)

    def best() -> str:
        with assistant.store.reading() as connection:
            scores = lexical.rank(
                connection, "tập huấn diệt muỗi", kind=TASK, scope=Scope.all(), limit=9
            )
        return max(scores, key=lambda found: scores[found])

    small = best()
    monkeypatch.setattr(lexical, "SMALL", 0)
    assert best() == small
