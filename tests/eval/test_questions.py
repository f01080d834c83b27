"""Every question may be asked: its documents, rows and facts are there, and it can be got right."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from eval.questions.check import check_batch, check_question
from eval.questions.from_sheet import (
    EXAMPLES,
    FORM,
    HEADERS,
    SheetError,
    main,
    make_form,
    question_from_cells,
    read_sheet,
)
from eval.questions.material import Material, load_material
from eval.questions.question import BATCHES, Question, batches, read_questions, write_questions
from eval.questions.spellings import spellings
from tests.support.cases import Case, each_case

SOC_TRANG = "soc-trang-2025-dot-pha-mau"
DAK_LAK = "dak-lak-2025-khcn-cds-mau"
LEAST_OF_A_BATCH = 40  # of a hundred, of which half may stay sealed when the others are looked at
LEAST_UNANSWERABLE = 0.11


@pytest.fixture(scope="module")
def material() -> dict[str, Material]:
    """What the documents hold."""
    return load_material()


@pytest.mark.parametrize("path", batches(), ids=lambda path: path.stem)
def test_batch(path: Path, material: dict[str, Material]) -> None:
    questions = read_questions(path)
    assert list(check_batch(questions, material=material)) == []
    assert len(questions) >= LEAST_OF_A_BATCH
    refused = [question for question in questions if not question.answerable]
    assert len(refused) >= LEAST_UNANSWERABLE * len(questions)


def test_no_two_batches_share_a_question() -> None:
    names = [question.id for path in batches() for question in read_questions(path)]
    wordings = [
        (question.as_of, question.history, question.question.casefold())
        for path in batches()
        for question in read_questions(path)
    ]
    assert len(set(names)) == len(names)
    assert len(set(wordings)) == len(wordings)


def test_a_batch_is_written_as_it_was_read(tmp_path: Path) -> None:
    for path in batches():
        write_questions(tmp_path / path.name, read_questions(path))
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


GOOD = question_from_cells(
    {
        "loại": "deadline",
        "câu hỏi": "đề án IoT bên Sóc Trăng chừng nào xong",
        "văn bản": SOC_TRANG,
        "phải có": "12/2025",
        "nhiệm vụ": "III/13",
    }
)


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda q: q, None),
        (lambda q: replace(q, docs=("khong-co",), tasks=()), "unknown document"),
        (lambda q: replace(q, tasks=(replace(q.tasks[0], stt="28"),)), "unknown row"),
        (lambda q: replace(q, docs=(DAK_LAK,)), "is of no document"),
        (lambda q: replace(q, tasks=(replace(q.tasks[0], stt="12"),)), "fact stands nowhere"),
        (lambda q: replace(q, must=(("13/2025",),)), "fact stands nowhere"),
        (lambda q: replace(q, category="lead"), "fact stands nowhere"),
        (lambda q: replace(q, not_first=("31/12/2025",)), "an ideal answer is judged wrong"),
        (lambda q: replace(q, answerable=False), "cannot be answered"),
        (lambda q: replace(q, category="relative-date"), "without the day"),
        (lambda q: replace(q, category="followup"), "follows nothing"),
        (lambda q: replace(q, category="khác"), "unknown category"),
    ],
)
def test_a_spoilt_question_is_found(
    spoil: Callable[[Question], Question], fault: str | None, material: dict[str, Material]
) -> None:
    faults = check_question(spoil(GOOD), material=material)
    assert faults == [] if fault is None else fault in faults[0]


def test_days_left_are_reckoned(material: dict[str, Material]) -> None:
    def left(days: int) -> list[str]:
        question = replace(
            GOOD,
            category="relative-date",
            as_of="2025-12-11",
            must=((f"{days} ngày",),),
        )
        return check_question(question, material=material)

    assert left(20) == []
    assert left(21) == ["fact stands nowhere: 21 ngày"]


def test_the_same_question_twice_is_found(material: dict[str, Material]) -> None:
    faults = list(check_batch((GOOD, GOOD), material=material))
    assert len(faults) == 2
    assert "have this id" in faults[0]
    assert "is asked 2 times" in faults[1]


@each_case("question-spellings")
def test_spellings(case: Case) -> None:
    found = spellings(case["dữ kiện"], category=case["loại"])
    assert case["phải có cách viết"] in found
    assert case["không được có cách viết"] not in found


def test_the_form_has_every_column_and_its_examples_may_be_asked(
    tmp_path: Path, material: dict[str, Material]
) -> None:
    made = tmp_path / "mau.xlsx"
    make_form(made)
    for path in (made, FORM):
        questions = read_sheet(path)
        assert [question.category for question in questions] == [e["loại"] for e in EXAMPLES]
        assert list(check_batch(questions, material=material)) == []
        first = next(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
        assert first == HEADERS


def test_a_filled_in_sheet_becomes_a_batch(tmp_path: Path) -> None:
    sheet, batch = tmp_path / "mau.xlsx", tmp_path / "open-9.jsonl"
    make_form(sheet)
    assert main([str(sheet), str(batch)]) == 0
    assert read_questions(batch) == read_sheet(sheet)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"loại": "hỏi", "câu hỏi": "?"}, "dòng 7: không có loại"),
        ({"loại": "lead", "câu hỏi": " "}, "dòng 7: chưa có câu hỏi"),
        ({"loại": "lead", "câu hỏi": "?", "hỏi ngày": "hôm qua"}, "dòng 7: không hiểu ngày"),
        ({"loại": "lead", "câu hỏi": "?", "nhiệm vụ": "III/1"}, "thuộc văn bản nào"),
    ],
)
def test_a_mistake_in_the_sheet_is_told_with_its_line(cells: dict[str, str], says: str) -> None:
    with pytest.raises(SheetError, match=says):
        question_from_cells(cells, number=7)


def test_sealed_and_open_batches_are_named_so() -> None:
    assert {path.stem.rsplit("-", 1)[0] for path in batches(BATCHES)} <= {"open", "sealed"}
