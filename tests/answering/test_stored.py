"""Answers over a real store: an amended plan with what changes it, a sheet, targets, statuses."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant, open_assistant
from assistant.settings import Settings
from assistant.vietnamese.text import fold
from tests.support.cases import Case, load_cases
from tests.support.made_documents import ROOT

PLAN = ROOT / "tests/documents/so-y-te-ca-mau-2026-an-toan-thuc-pham.pdf"
SHEET = ROOT / "tests/documents/phong-kinh-te-xa-quang-ninh-2026-theo-doi-viec.xlsx"
CHANGE = ROOT / "tests/documents/so-y-te-ca-mau-2026-an-toan-thuc-pham-dieu-chinh.pdf"
TARGETS = ROOT / "tests/documents/ubnd-gia-lai-2026-nguoi-co-cong.pdf"
STATUSES = ROOT / "tests/documents/so-gddt-quang-tri-2026-chuyen-doi-so.pdf"
COSTS = ROOT / "tests/documents/so-vhttdl-tuyen-quang-2027-du-lich.pdf"
BLANK_DAY = ROOT / "corpus/dak-lak-2025-khcn-cds-mau.docx"

FILES = (PLAN, CHANGE, SHEET, TARGETS, STATUSES, COSTS, BLANK_DAY)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The files, ingested as staff would."""
    home: Path = tmp_path_factory.mktemp("stored")
    with open_assistant(Settings.model_validate({"ASSISTANT_HOME": str(home)})) as opened:
        assert [r.status for r in opened.ingest(FILES)] == ["added"] * len(FILES)
        yield opened


@pytest.mark.parametrize("case", load_cases("stored-answers"), ids=lambda case: case.name)
def test_answers_over_a_store(case: Case, assistant: Assistant) -> None:
    answer = assistant.ask(Question(case["câu hỏi"], date(2026, 11, 1)))
    line = fold(answer.text.split("\n")[0].replace("*", ""))
    assert answer.answered == (case["trả lời"] == "có"), answer.text
    for words in filter(None, case["dòng đầu"].split(";")):
        assert fold(words.strip()) in line, answer.text
    assert sorted(f"{t.section}/{t.stt}" for t in answer.tasks) == case["nhiệm vụ"].split()
