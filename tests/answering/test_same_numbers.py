"""Two provinces have a plan of one number; each is changed by its own department's decision."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH {upper}
SỞ XÂY DỰNG
Số: 15/KH-SXD

KẾ HOẠCH
{title} năm 2026

| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| --- | --- | --- | --- |
| 1 | {task} | Phòng Hạ tầng | 30/6/2026 |

{province}, ngày 12 tháng 01 năm 2026
"""
CHANGE = """UBND TỈNH {upper}
SỞ XÂY DỰNG
Số: {number}

QUYẾT ĐỊNH
Điều chỉnh Kế hoạch số 15/KH-SXD ngày 12/01/2026

Điều 1. Sửa đổi Kế hoạch số 15/KH-SXD ngày 12 tháng 01 năm 2026 như sau:
1. Nhiệm vụ số 1: thời hạn hoàn thành từ ngày 30/6/2026 lùi đến ngày 30/9/2026.
Điều 2. Quyết định có hiệu lực từ ngày ký.

{province}, ngày {day} năm 2026
"""
CA_MAU = {"upper": "CÀ MAU", "province": "Cà Mau"}
BAC_LIEU = {"upper": "BẠC LIÊU", "province": "Bạc Liêu"}
TEXTS = {
    "cm.md": PLAN.format(title="Thoát nước đô thị", task="Nạo vét cống ngầm", **CA_MAU),
    "bl.md": PLAN.format(title="Cây xanh đô thị", task="Lập bản đồ cây xanh", **BAC_LIEU),
    "cm-sua.md": CHANGE.format(number="71/QĐ-SXD", day="04 tháng 5", **CA_MAU),
    "bl-sua.md": CHANGE.format(number="88/QĐ-SXD", day="03 tháng 6", **BAC_LIEU),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("same-numbers"), TEXTS) as held:
        yield held


@pytest.mark.parametrize(
    ("province", "number", "other"),
    [("Cà Mau", "71/QĐ-SXD", "88/QĐ-SXD"), ("Bạc Liêu", "88/QĐ-SXD", "71/QĐ-SXD")],
)
def test_a_plan_is_changed_by_its_own_departments_decision(
    assistant: Assistant, province: str, number: str, other: str
) -> None:
    question = f"Kế hoạch 15/KH-SXD của {province} được văn bản nào điều chỉnh?"
    answer = assistant.ask(Question(question, date(2026, 8, 1)))
    assert number in answer.text
    assert other not in answer.text
    assert {c.document.number for c in answer.citations} == {number}


def test_a_documents_relations_lead_to_its_own_departments_plan(assistant: Assistant) -> None:
    held = {document.id: document for document in assistant.documents()}
    led = {
        (document.organization.name, held[relation.document_id].organization.name)
        for document in held.values()
        for relation in document.relations
    }
    assert len(led) == 2
    assert all(mine == theirs for mine, theirs in led)
