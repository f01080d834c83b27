"""The sample plans hold every fact of the real plans and none of their sentences.

The originals are not part of the project; where they do not lie beside it, these tests are skipped.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCES = REPOSITORY / "corpus" / "sources"
ORIGINALS = REPOSITORY.parent / "shared" / "plans"
PLANS = (
    "an-giang-2025-nq71",
    "dak-lak-2025-khcn-cds",
    "dak-lak-2026-cchc",
    "soc-trang-2025-dot-pha",
    "ubnd-dak-lak-2025-cong-van",
)
PLANS_WITH_TABLE = ("dak-lak-2025-khcn-cds", "dak-lak-2026-cchc", "soc-trang-2025-dot-pha")

pytestmark = pytest.mark.skipif(
    not ORIGINALS.is_dir(), reason=f"bản gốc các kế hoạch không có ở {ORIGINALS.name}/"
)

# Shorter runs are official phrases that any two plans share ("theo chức năng, nhiệm vụ được giao").
LONGEST_SHARED_RUN = 10

# A number that the original prints wrong, and the number of the document that it means.
MISPRINTS = {"02-KH/BCD9TW": "02-KH/BCĐTW"}

# "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về …": kind, "số", then number and title.
# What such a document is called is a fact, which cannot be told in other words.
CITATION = re.compile(
    r"""
    (?: nghị\ quyết | quyết\ định | kế\ hoạch | chỉ\ thị | công\ văn | văn\ bản | luật | nghị\ định
      | thông\ tư | kết\ luận | thông\ báo | chương\ trình | quy\ chế | đề\ án | hướng\ dẫn )
    \s+ số \b [^;.()]{0,400}
    """,
    re.VERBOSE | re.IGNORECASE,
)

# What every office writes in these very words: "chủ trì, phối hợp với", two headings, a system.
FORMULA = re.compile(
    r"""
      chủ\ trì,\ phối\ hợp(?:\ với)?                                  # leads, together with
    | mục\ đích,\ yêu\ cầu                                           # purpose and requirements
    | hệ\ thống\ thông\ tin\ giám\ sát,\ đánh\ giá\ việc\ thực\ hiện  # the monitoring system
    """,
    re.VERBOSE | re.IGNORECASE,
)

# A motto or the name of a scheme, which is quoted or not told at all: “Mỗi xã, phường một KOL …”.
QUOTED = re.compile(r"“([^”]{1,100})”")

# "107/2021/NĐ-CP", "57-NQ/TW": digits, perhaps a year, then the signs of the kind and the issuer.
DOCUMENT_NUMBER = re.compile(r"\d+ (?: /\d{4} )? (?: [-/] [A-ZĐ][A-Za-zĐđ0-9]* ){2,}", re.VERBOSE)
PERCENTAGE = re.compile(r"\d+(?:,\d+)?\s?%")
FULL_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")
# "1.139", "31/12/2025", "06"; not the digit inside a name ("nq57.vn" is a name, and so is "BCĐ9").
FIGURE = re.compile(r"(?<!\w)\d[\d./]*(?<![./])")


def words(text: str) -> list[str]:
    """Return the lower-case words of a text; a citation or formula is one word of its own."""
    text = unicodedata.normalize("NFC", text)
    for fixed in (CITATION, FORMULA):
        text = fixed.sub(lambda found: f" §{found.start()} ", text)
    return re.findall(r"[\w§]+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of words that is too long to be shared by chance."""
    tokens, length = words(text), LONGEST_SHARED_RUN + 1
    return {tuple(tokens[i : i + length]) for i in range(len(tokens) - length + 1)}


@cache
def original_text(plan: str) -> str:
    text = (ORIGINALS / f"{plan}.txt").read_text(encoding="utf-8").replace("\\%", "%")
    text = re.sub(r"(?<=\w)-\s*\n\s*(?=[A-ZĐ])", "-", text)  # a number broken at the line's end
    for misprint, meant in MISPRINTS.items():
        text = text.replace(misprint, meant)
    return unicodedata.normalize("NFC", text)


@cache
def original_runs() -> dict[str, set[tuple[str, ...]]]:
    """Return each original's own runs; one that stands in several plans belongs to nobody."""
    by_plan = {plan: runs(original_text(plan)) for plan in PLANS}
    plans_holding = Counter(run for held in by_plan.values() for run in held)
    return {plan: {r for r in held if plans_holding[r] == 1} for plan, held in by_plan.items()}


@cache
def original_tasks() -> dict[str, list[dict[str, Any]]]:
    tasks: dict[str, list[dict[str, Any]]] = json.loads(
        (ORIGINALS / "gold-tasks.json").read_text(encoding="utf-8")
    )
    return tasks


@cache
def source(plan: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(
        (SOURCES / f"{plan}-mau.yaml").read_text(encoding="utf-8")
    )
    return document


def rows_with_section(table: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    section = ""
    for row in table["rows"]:
        if "section" in row:
            section = row["section"]["mark"].rstrip(".")
        elif "heading" not in row:
            yield section, row


def task_rows(plan: str) -> dict[tuple[str, str], dict[str, Any]]:
    tables = [appendix["table"] for appendix in source(plan).get("appendices", ())]
    return {
        (section, row["stt"].rstrip(".")): row
        for table in tables
        for section, row in rows_with_section(table)
    }


def body_text(plan: str) -> str:
    """Return the running text in printed order, so that runs across paragraphs are seen too."""
    document = source(plan)
    pieces = [piece for block in document["body"] for key, piece in block.items() if key != "level"]
    return "\n".join([*document.get("addressees", ()), *pieces, *document["recipients"]])


def printed_texts(plan: str) -> Iterator[str]:
    """Yield what the made document prints, but for its own title and its table's headers."""
    document = source(plan)
    yield body_text(plan)
    for appendix in document.get("appendices", ()):
        yield f"{appendix['title']} {appendix['note']}"
        yield from (r["section"]["title"] for r in appendix["table"]["rows"] if "section" in r)
    for row in task_rows(plan).values():
        yield row["title"]
        yield row.get("deliverable", "")


def printed_text(plan: str) -> str:
    document = source(plan)
    rows = ((row["due"], row["lead"]) for row in task_rows(plan).values())
    head = (document["head"]["number"], document.get("title") or "", document.get("subject") or "")
    return "\n".join([*head, *printed_texts(plan), *(" ".join(row) for row in rows)])


@pytest.mark.parametrize("plan", PLANS)
def test_no_sentence_of_an_original_is_copied(plan: str) -> None:
    document = source(plan)
    names = [document.get("title") or document["subject"], *QUOTED.findall(body_text(plan))]
    named = set[tuple[str, ...]]().union(*map(runs, names))
    foreign = set[tuple[str, ...]]().union(*original_runs().values()) - named
    copied = {" ".join(run) for text in printed_texts(plan) for run in runs(text) & foreign}
    assert not copied


@pytest.mark.parametrize("plan", PLANS_WITH_TABLE)
def test_rows_say_who_and_when_as_the_original_does(plan: str) -> None:
    rows = {
        (section, stt, row["lead"], row["support"], row["due"])
        for (section, stt), row in task_rows(plan).items()
    }
    assert rows == {
        (t["section"], t["stt"], t["lead"], t["support"], t["due_text"])
        for t in original_tasks()[plan]
    }


@pytest.mark.parametrize("plan", PLANS_WITH_TABLE)
@pytest.mark.parametrize("field", ["title", "deliverable"])
def test_rows_hold_the_figures_of_the_original(plan: str, field: str) -> None:
    rows = task_rows(plan)
    for task in original_tasks()[plan]:
        mark = (task["section"], task["stt"])
        told = sorted(FIGURE.findall(rows[mark].get(field, "")))
        assert (mark, told) == (mark, sorted(FIGURE.findall(task[field])))


@pytest.mark.parametrize("plan", PLANS_WITH_TABLE)
def test_an_empty_cell_stays_empty(plan: str) -> None:
    rows = task_rows(plan)
    blank = {(t["section"], t["stt"]) for t in original_tasks()[plan] if not t["deliverable"]}
    assert blank == {mark for mark, row in rows.items() if not row.get("deliverable")}


@pytest.mark.parametrize("plan", PLANS_WITH_TABLE)
def test_expected_dues_are_those_of_the_original(plan: str) -> None:
    def known(due: dict[str, Any]) -> dict[str, Any]:
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in due.items()
            if value
        }

    dues = source(plan)["expected"]["dues"]
    assert {mark: known(due) for mark, due in dues.items()} == {
        f"{task['section']}/{task['stt']}": known(task["due"]) for task in original_tasks()[plan]
    }


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize(
    "pattern", [PERCENTAGE, FULL_DATE, DOCUMENT_NUMBER], ids=["percentage", "date", "number"]
)
def test_every_figure_of_the_original_is_told(plan: str, pattern: re.Pattern[str]) -> None:
    def found(text: str) -> set[str]:
        return {re.sub(r"\s", "", figure) for figure in pattern.findall(text)}

    assert found(original_text(plan)) - found(printed_text(plan)) == set()


@pytest.mark.parametrize("plan", PLANS)
def test_expected_assignments_stand_in_the_running_text(plan: str) -> None:
    text = body_text(plan)
    assert [
        row["title"] for row in source(plan)["expected"]["prose"] if row["title"] not in text
    ] == []
