"""Whole files: what is read from the made documents is what they were made of."""

import json
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.amendment import Amendment, AmendmentAction
from assistant.domain.document import ParsedDocument, PassageKind
from assistant.domain.errors import UnreadableFile
from assistant.domain.task import Field, Source, Task
from assistant.ingest.parsing import parse, sha256_of
from assistant.vietnamese.text import letters

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "tests" / "documents"
PLANS = ROOT.parent / "shared" / "plans"
# Old Vietnamese encodings and scans are read by other tests; without OCR a scan has no words.
LEGACY_OR_SCANNED = ("thai-binh-2023", "ba-tri-2023", "nam-nha-trang-2026")
SAME_TITLE = 0.6


@dataclass(frozen=True, slots=True)
class Made:
    """A made document: its file and what it was made of."""

    path: Path
    expected: dict[str, Any]


def made() -> tuple[Made, ...]:
    """The made PDFs whose words can be read; Word files take LibreOffice seconds each."""
    found = []
    for expected in sorted((DOCUMENTS / "expected").glob("*.json")):
        path = DOCUMENTS / f"{expected.stem}.pdf"
        if path.exists() and not any(name in path.name for name in LEGACY_OR_SCANNED):
            found.append(Made(path, json.loads(expected.read_text(encoding="utf-8"))))
    return tuple(found)


@cache
def parsed(path: Path) -> ParsedDocument:
    return parse(path)


each_made = pytest.mark.parametrize("document", [pytest.param(m, id=m.path.stem) for m in made()])


@each_made
def test_metadata(document: Made) -> None:
    found, told = parsed(document.path).document, document.expected["document"]
    issued_on = date.fromisoformat(told["date"]) if told["date"] else None
    assert (found.number, found.kind, found.issued_on) == (
        told["printed_number"],
        told["kind"],
        issued_on,
    )
    assert (found.place, found.signer) == (told["place"], told["signer"])
    assert letters(found.organization.name) == letters(told["organization"])
    assert letters(found.title) == letters(told["title"].removeprefix("V/v"))
    relations = {(relation.kind.value, relation.number) for relation in found.relations}
    assert {(r["kind"], r["number"]) for r in told["relations"]} <= relations


@each_made
def test_assignments_in_prose(document: Made) -> None:
    rows = [row for row in document.expected["tasks"] if row.get("source") == "prose"]
    tasks = [task for task in parsed(document.path).tasks if task.source is Source.PROSE]
    for row in rows:
        task = max(tasks, key=lambda task: alike(task.title, row["title"]))
        assert alike(task.title, row["title"]) > SAME_TITLE or row["title"] in task.title
        assert (same(task, Field.LEAD, row), same(task, Field.SUPPORT, row)) == (True, True)
        assert letters(task.due.words) == letters(row["due_text"])
        kinds = (row["due"]["kind"], *row["due"].get("kind_alt", ()))
        assert task.due.kind.value in kinds
        assert task.sentence


def alike(first: str, second: str) -> float:
    return SequenceMatcher(None, letters(first), letters(second), autojunk=False).ratio()


def same(task: Task, field: Field, row: dict[str, Any]) -> bool:
    return letters(task.words(field)) == letters(row[field.value])


@each_made
def test_amendments(document: Made) -> None:
    changes = [told(amendment) for amendment in parsed(document.path).amendments]
    assert changes == [
        expected(change)
        for change in document.expected["changes"]
        if change["document"] != document.path.stem
    ]


def told(amendment: Amendment) -> tuple[str, ...]:
    """An amendment as the sources of the made documents tell it."""
    task = f"{amendment.section}/{amendment.stt}"
    if amendment.action is AmendmentAction.ADD and amendment.task:
        row = amendment.task
        return ("add", task, row.title, row.words(Field.LEAD), row.due.words, row.deliverable)
    if amendment.action is AmendmentAction.REPEAL:
        return ("repeal", task)
    return ("change", task, amendment.field or "", amendment.old_words, amendment.new_words)


def expected(change: dict[str, Any]) -> tuple[str, ...]:
    if row := change.get("added"):
        task = f"{row['section']}/{row['stt']}"
        return ("add", task, row["title"], row["lead"], row["due_text"], row["deliverable"])
    if change.get("repealed"):
        return ("repeal", change["task"])
    return ("change", change["task"], change["field"], change["from"], change["to"])


@each_made
def test_tasks_and_passages_are_in_order(document: Made) -> None:
    found = parsed(document.path)
    assert [task.ordinal for task in found.tasks] == list(range(1, len(found.tasks) + 1))
    assert [p.ordinal for p in found.passages] == list(range(1, len(found.passages) + 1))
    assert all(task.file == document.path.name for task in found.tasks)
    assert all(p.place.page for p in found.passages)


@each_made
def test_a_file_is_known_by_its_hash(document: Made) -> None:
    file = parsed(document.path).file
    assert file == parsed(document.path).document.file
    assert (file.name, file.format) == (document.path.name, "pdf")
    assert file.sha256 == sha256_of(document.path)
    assert file.pages


def test_a_file_of_another_kind_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "ảnh.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    with pytest.raises(UnreadableFile) as refused:
        parse(path)
    assert "ảnh.png" in refused.value.staff_message


def test_a_text_file_has_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.txt"
    path.write_text("KẾ HOẠCH\nChuyển đổi số\n\nI. MỤC TIÊU\n\n- Đạt 100%.\n", encoding="utf-8")
    found = parse(path)
    assert found.file.pages is None
    assert found.document.title == "Chuyển đổi số"
    assert found.passages[-1].text == "- Đạt 100%."
    assert found.passages[-1].place.paragraph


@pytest.mark.skipif(not PLANS.is_dir(), reason="cần các kế hoạch gốc ở ../shared/plans")
@pytest.mark.parametrize(
    ("name", "number", "kind", "province", "signer", "prose"),
    [
        ("an-giang-2025-nq71", "/KH-SXD", "Kế hoạch", "An Giang", "Nguyễn Ngọc Lân", 4),
        ("dak-lak-2025-khcn-cds", "/KH-SXD", "Kế hoạch", "Đắk Lắk", "Lê Công Du", 5),
        ("dak-lak-2026-cchc", "/KH-SXD", "Kế hoạch", "Đắk Lắk", "Lê Công Du", 3),
        ("soc-trang-2025-dot-pha", "03/KH-SXD", "Kế hoạch", "Sóc Trăng", "Nguyễn Minh Hoàng", 4),
        ("ubnd-dak-lak-2025-cong-van", "/UBND-KGVX", "Công văn", "Đắk Lắk", "Cao Như Khánh", 15),
    ],
)
def test_the_original_plans(
    name: str, number: str, kind: str, province: str, signer: str, prose: int
) -> None:
    found = parsed(PLANS / f"{name}.pdf")
    document = found.document
    assert (document.number, document.kind, document.signer) == (number, kind, signer)
    assert document.organization.province == province
    assert sum(task.source is Source.PROSE for task in found.tasks) >= prose
    assert {PassageKind.TITLE, PassageKind.SIGNATURE} <= {p.kind for p in found.passages}


def test_a_sheet_under_its_offices_head_tells_whose_it_is() -> None:
    name = "phong-kinh-te-xa-quang-ninh-2026-theo-doi-viec.xlsx"
    found = parsed(DOCUMENTS / name).document
    assert (found.number, found.kind, found.place) == ("/KH-KT", "Kế hoạch", "Vân Đồn")
    assert found.issuer == "Phòng Kinh tế"
