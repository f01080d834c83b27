"""Answers are judged as outsiders judge them."""

import importlib.util
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from eval.judge import Given, judge
from eval.questions.check import ideal_answer
from eval.questions.material import Material, load_material
from eval.questions.question import BATCHES, Question, RowKey, read_questions
from tests.support.cases import Case, each_case

SCORER = Path(__file__).resolve().parents[3] / "shared" / "score.py"
PLAN = "ke-hoach"


ASKED = Question(id="1", category="lead", question="?", answerable=True, docs=(PLAN,))


def asked(**fields: Any) -> Question:
    """A question about one plan, with only what a test is about."""
    return replace(ASKED, **fields)


def given(text: str, *rows: str, answered: bool = True, cited: tuple[str, ...] = (PLAN,)) -> Given:
    """An answer that cites the plan and shows some of its rows."""
    keys = frozenset(RowKey.of(PLAN, "", row) for row in rows)
    return Given(text, answered=answered, cited=frozenset(cited), rows=keys)


@each_case("judge")
def test_text(case: Case) -> None:
    fact = tuple(spelling.strip() for spelling in case["phải có"].split("//"))
    not_first = (case["không ở dòng đầu"],) if case["không ở dòng đầu"] else ()
    question = asked(category=case["loại"], must=(fact,), not_first=not_first)
    faults = judge(question, given(case["câu trả lời"])).faults
    if case["lỗi"]:
        assert [fault.startswith(case["lỗi"]) for fault in faults] == [True]
    else:
        assert faults == ()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (given("Không có.", answered=False, cited=()), None),
        (given("Không có.", "1", answered=False, cited=()), "a refusal with tasks"),
        (given("Không có. " * 100, answered=False, cited=()), "a refusal of"),
        (given("Văn phòng chủ trì."), "answered"),
    ],
)
def test_what_is_not_held_is_refused_in_short(answer: Given, fault: str | None) -> None:
    faults = judge(asked(answerable=False, docs=(), category="unanswerable"), answer).faults
    assert faults[:1] == () if fault is None else faults[0].startswith(fault)


@pytest.mark.parametrize(
    ("cited", "all_docs", "right"),
    [
        ((PLAN,), False, True),
        ((), False, False),
        (("khac",), False, False),
        ((PLAN, "khac"), False, True),
        ((PLAN, "khac", "nua"), False, False),
        ((PLAN,), True, False),
        ((PLAN, "thu-hai"), True, True),
    ],
)
def test_citations(*, cited: tuple[str, ...], all_docs: bool, right: bool) -> None:
    docs = (PLAN, "thu-hai") if all_docs else (PLAN,)
    question = asked(docs=docs, all_docs=all_docs, must=(("Văn phòng",),))
    assert judge(question, given("Văn phòng chủ trì.", cited=cited)).right is right


@pytest.mark.parametrize(
    ("shown", "f1", "strict"),
    [("12", 1.0, True), ("1", 2 / 3, False), ("123", 0.8, False), ("124", 1.0, True)],
)
def test_rows_of_a_short_list_must_be_exact(shown: str, f1: float, *, strict: bool) -> None:
    wanted = tuple(RowKey.of(PLAN, "", stt) for stt in "12")
    allowed = (RowKey.of(PLAN, "", "4"),)
    question = asked(category="list", tasks=wanted, tasks_ok=allowed)
    verdict = judge(question, given("Có hai nhiệm vụ.", *shown))
    assert verdict.rows_f1 == pytest.approx(f1)
    assert verdict.right
    assert verdict.strict is strict


def test_a_dump_is_wrong() -> None:
    question = asked(category="prose", must=(("Văn phòng",),))
    assert judge(question, given("Văn phòng. " * 100)).faults == ("1100 characters",)


@pytest.mark.skipif(not SCORER.exists(), reason="bộ chấm của bên ngoài không có ở ../shared")
def test_agrees_with_the_outsiders_scorer() -> None:
    scorer = _scorer()
    material = load_material()
    questions = read_questions(BATCHES / "open-1.jsonl")
    compared = 0
    for question, response in _spoilt_answers(questions, material=material):
        faults, f1 = scorer.judge(question.to_json(), response)
        row = {"case": question.to_json(), "faults": faults, "tasks_f1": f1}
        verdict = judge(question, Given.from_response(response))
        assert sorted(verdict.faults) == sorted(faults), response
        assert verdict.rows_f1 == (None if f1 is None else pytest.approx(f1))
        assert verdict.strict == scorer.is_strict(row)
        compared += 1
    assert compared > 1000


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("outsiders_scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _spoilt_answers(
    questions: tuple[Question, ...], *, material: dict[str, Material]
) -> Iterator[tuple[Question, dict[str, Any]]]:
    """Ideal answers, whole and spoilt in the ways in which answers go wrong."""
    chance = random.Random(7)
    everywhere = [row for plan in material.values() for row in plan.rows.values()]
    for question in questions:
        rows = [material[key.file].rows[key] for key in question.tasks]
        plans = [material[stem] for stem in question.docs] or list(material.values())
        ideal = ideal_answer(question, rows=rows, documents=plans)
        row = chance.choice(rows or everywhere)
        texts = (
            ideal.text,
            f"{row.lead} chủ trì, phối hợp: {row.support}. [1]",
            f"Chủ trì: {row.lead}; {row.support} hỗ trợ; **hạn** {row.due_words}",
            "Trả lời:\n" + ideal.text,
            ideal.text[: chance.randrange(len(ideal.text) + 1)],
            ideal.text * 20,
            ideal.text.replace("1", "11").replace(" ", "\N{NO-BREAK SPACE}"),
            ideal.text.replace("-", "–").upper(),
        )
        for text in texts:
            shown = frozenset(key for key in ideal.rows if chance.random() < 0.9)
            cited = ideal.cited | set(chance.sample(sorted(material), chance.randrange(3)))
            answered = question.answerable if chance.random() < 0.9 else not question.answerable
            spoilt = replace(ideal, text=text, answered=answered, cited=cited, rows=shown)
            yield question, _response(spoilt)
        yield question, _response(ideal)


def _response(answer: Given) -> dict[str, Any]:
    return {
        "answer": answer.text,
        "answered": answer.answered,
        "citations": [{"document": {"file": f"{stem}.pdf"}} for stem in sorted(answer.cited)],
        "tasks": [
            {"file": f"{key.file}.docx", "section": key.section, "stt": f"{key.stt}."}
            for key in sorted(answer.rows)
        ],
    }
