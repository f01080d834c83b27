"""Questions are read as the case file says."""

from datetime import date

import pytest

from assistant.answering.understand.meanings import InWindow
from assistant.answering.understand.reading import understand
from assistant.answering.understand.settle.steps import settle
from assistant.answering.understand.understood import Understood
from assistant.answering.understand.vocabulary.names import Names
from assistant.vietnamese.text import fold
from tests.support.cases import Case, load_cases

AS_OF = date(2025, 7, 10)


def read(question: str, names: Names, *, as_of: date = AS_OF) -> Understood:
    return settle(understand(question, names, as_of=as_of), names)


def measures(understood: Understood) -> set[str]:
    """What is wanted of the rows, in the words of the case file."""
    said = {
        "list": understood.wants_list,
        "compare": understood.compares,
        "summary": understood.wants_summary,
        "overdue": understood.overdue,
    }
    measure = {understood.measure.measure.value} if understood.measure else set()
    return {name for name, is_so in said.items() if is_so} | measure


def conditions(understood: Understood) -> str:
    """Every condition as text."""
    units = [("không " if u.negated else "") + u.unit.words for u in understood.units]
    clauses = [("không " if c.negated else "") + str(c.meaning) for c in understood.clauses]
    rows = [f"IsRow {row.stt}" for row in understood.rows]
    absent = [f"vắng {a.words}" for a in understood.absent]
    people = [person.words for person in understood.people]
    plans = [plan.words for plan in understood.plans]
    return fold(" | ".join([*units, *clauses, *rows, *absent, *people, *plans]))


@pytest.mark.parametrize("case", load_cases("understand"), ids=lambda case: case.name)
def test_reads_a_question(case: Case, names: Names) -> None:
    understood = read(case["câu hỏi"], names)
    topic = fold(understood.topic_words)
    wanted = set(case["hỏi"].split())
    assert {field.value for field in understood.fields} == wanted
    assert set(case["tập"].split()) == measures(understood)
    assert fold(case["điều kiện"]) in conditions(understood)
    assert fold(case["chủ đề"]) in topic
    if case["không"]:
        assert fold(case["không"]) not in topic.split()
        assert f" {fold(case['không'])} " not in f" {topic} "


@pytest.mark.parametrize(
    "case", [*load_cases("understand"), *load_cases("answers")], ids=lambda case: case.name
)
def test_settles_a_question_once_for_all(case: Case, names: Names) -> None:
    understood = read(case["câu hỏi"], names)
    assert settle(understood, names) == understood


@pytest.mark.parametrize("case", load_cases("windows"), ids=lambda case: case.name)
def test_reckons_times(case: Case, names: Names) -> None:
    understood = read(case["câu"], names, as_of=date.fromisoformat(case["hỏi ngày"]))
    windows = [c.meaning.window for c in understood.clauses if isinstance(c.meaning, InWindow)]
    start, end = (date.fromisoformat(case[k]) if case[k] else None for k in ("từ", "đến"))
    assert [(w.start, w.end) for w in windows] == [(start, end)]
