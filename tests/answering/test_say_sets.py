"""A list names what a plan gives in its sentences, apart from the rows of its table."""

from dataclasses import replace
from datetime import date

from assistant.answering.findings import SetFound
from assistant.answering.say.sets import MOST_IN_PROSE, say_set
from assistant.answering.say.teller import Teller
from assistant.domain.task import Source, Task
from tests.support.parsed import a_document, a_task

DOCUMENT = a_document().document


def task(stt: str, title: str, source: Source = Source.TABLE) -> Task:
    return replace(a_task(stt, title, lead="Văn phòng Sở"), document_id=DOCUMENT.id, source=source)


def said(in_prose: int) -> tuple[str, Teller]:
    found = SetFound(
        (task("1", "Rà soát quy trình"),),
        in_prose=tuple(task("", f"Gửi báo cáo {n}", Source.PROSE) for n in range(in_prose)),
    )
    teller = Teller([DOCUMENT], as_of=date(2026, 6, 1))
    return say_set(found, teller), teller


def test_names_and_cites_the_few() -> None:
    answer, teller = said(2)
    headline, listed = answer.split("Trong phần lời văn còn giao 2 việc khác:")
    assert headline.startswith("Có **1 nhiệm vụ**")
    assert [line.split(" –")[0] for line in listed.strip().split("\n")] == [
        "- Gửi báo cáo 0",
        "- Gửi báo cáo 1",
    ]
    assert len(teller.cite.citations) == 3


def test_only_counts_the_many() -> None:
    answer, teller = said(MOST_IN_PROSE + 1)
    assert answer.endswith(f"Trong phần lời văn còn giao {MOST_IN_PROSE + 1} việc khác.")
    assert len(teller.cite.citations) == 1


def test_says_nothing_of_none() -> None:
    assert "lời văn" not in said(0)[0]
