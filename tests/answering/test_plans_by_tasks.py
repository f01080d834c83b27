"""Plans called by what their tasks are about, in words that no title says."""

import pytest

from assistant.answering.understand.meanings import NamesPlan
from assistant.answering.understand.recognise.plans.by_tasks import by_tasks
from assistant.answering.understand.vocabulary.names import names_of
from assistant.answering.words.tokens import tokenise
from assistant.domain.document import Document
from assistant.domain.vocabulary import Vocabulary

WASTE = Document(title="Quản lý chất thải rắn xây dựng", kind="Kế hoạch", id="waste")
SAVING = Document(title="Thực hành tiết kiệm năm 2026", kind="Kế hoạch", id="saving")
NAMES = names_of(
    Vocabulary(
        documents=(WASTE, SAVING),
        subjects={("phế", "thải"): frozenset({"waste"}), ("thực", "đơn"): frozenset({"saving"})},
        pairs={("hoạch", "vận"): 1},
    )
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("kế hoạch phế thải có mấy việc", ["kế hoạch phế thải"]),
        ("việc nào trong kế hoạch phế thải xây dựng quá hạn", ["kế hoạch phế thải xây dựng"]),
        ("phế thải đổ ở đâu", []),  # no plan is spoken of
        ("kế hoạch, phế thải", []),
        ("kế hoạch thực đơn có gì", []),  # "thực" begins a title: that is looked at first
        ("kế hoạch vận động do ai lập", []),  # what documents speak of
    ],
)
def test_a_plan_called_by_its_tasks(question: str, named: list[str]) -> None:
    readings = list(by_tasks(tokenise(question), NAMES))
    assert [r.meaning.words for r in readings if isinstance(r.meaning, NamesPlan)] == named
    assert all(r.meaning.documents == {"waste"} for r in readings)  # type: ignore[union-attr]
