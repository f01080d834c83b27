"""Checks every batch of questions against the documents: `python -m eval.questions.check`.

Each question names documents and rows that exist and facts that stand in them, and an answer made
from those rows and sentences alone is judged right: else the question would blame a good answer.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from eval.judge import FIRST_LINE_CATEGORIES, Given, contains, fold, judge
from eval.questions.material import Material, Row, load_material
from eval.questions.question import CATEGORIES, Question, batches, read_questions
from eval.questions.spellings import in_words

# What an answer concludes and no document says: whether a day has passed, which of two is greater.
CONCLUSIONS = frozenset(
    {
        *(
            "chưa",
            "còn hạn",
            "còn",
            "rồi",
            "đã qua",
            "quá hạn",
            "qua thời hạn",
            "hết hạn",
            "hôm nay",
        ),
        *(
            "giống nhau",
            "như nhau",
            "bằng nhau",
            "cùng",
            "khác nhau",
            "cả hai",
            "cao hơn",
            "thấp hơn",
        ),
        *("không có", "không", "có", "sớm hơn", "muộn hơn", "trước", "không ghi", "để trống"),
    }
)
# What these ask for stands in prose too, or is the name of a plan.
WIDER_THAN_ROWS = frozenset({"count", "compare", "ambiguous", "summary"})
TITLE_LENGTH = 120
REFUSAL = "Các văn bản hiện có không nói về việc này."


def check_batch(
    questions: Sequence[Question], *, material: Mapping[str, Material]
) -> Iterator[str]:
    """Everything wrong with a batch, one line a fault."""
    for name, times in Counter(question.id for question in questions).items():
        if times > 1:
            yield f"{name}: {times} questions have this id"
    for wording, times in Counter(_wording(question) for question in questions).items():
        if times > 1:
            yield f"{wording[-1]!r} is asked {times} times"
    for question in questions:
        for fault in check_question(question, material=material):
            yield f"{question.id}: {fault}"


def check_question(question: Question, *, material: Mapping[str, Material]) -> list[str]:
    """What is wrong with one question; nothing, if it may be asked."""
    if faults := list(_unknown(question, material)):
        return faults
    if not question.answerable:
        return list(_promises(question))
    rows = [material[key.file].rows[key] for key in question.tasks]
    documents = [material[stem] for stem in question.docs] or list(material.values())
    faults = [
        f"fact stands nowhere: {fact[0]}"
        for fact in question.must
        if not _holds(fact, question=question, rows=rows, documents=documents)
    ]
    if not faults:
        verdict = judge(question, ideal_answer(question, rows=rows, documents=documents))
        faults += [f"an ideal answer is judged wrong: {fault}" for fault in verdict.faults]
    return faults


def ideal_answer(
    question: Question, *, rows: Sequence[Row], documents: Sequence[Material]
) -> Given:
    """An answer made from the named rows, and from the sentences that hold the other facts."""
    if not question.answerable:
        return Given(REFUSAL, answered=False)
    if question.category in FIRST_LINE_CATEGORIES:
        text = _first_line(question, rows=rows, documents=documents)
    else:
        text = _told(question, rows=rows, documents=documents)
    cited = frozenset(question.docs)
    return Given(text, answered=True, cited=cited, rows=frozenset(question.tasks))


def _wording(question: Question) -> tuple[str | None, ...]:
    return (question.as_of, *question.history, question.question)


def _unknown(question: Question, material: Mapping[str, Material]) -> Iterator[str]:
    if question.category not in CATEGORIES:
        yield f"unknown category {question.category}"
    for stem in question.docs:
        if stem not in material:
            yield f"unknown document {stem}"
    for key in (*question.tasks, *question.tasks_ok):
        if key.file not in material or key not in material[key.file].rows:
            yield f"unknown row {key}"
        elif key.file not in question.docs:
            yield f"row {key} is of no document that should be cited"
    if question.as_of and date.fromisoformat(question.as_of).year < 2000:
        yield f"asked on {question.as_of}"
    if question.category == "relative-date" and not question.as_of:
        yield "a date cannot be reckoned without the day on which it is asked"
    if question.category == "followup" and not question.history:
        yield "follows nothing"


def _promises(question: Question) -> Iterator[str]:
    if question.must or question.tasks or question.docs or question.not_first:
        yield "cannot be answered, and yet has an answer"


def _holds(
    fact: Sequence[str],
    *,
    question: Question,
    rows: Sequence[Row],
    documents: Sequence[Material],
) -> bool:
    if question.category == "smalltalk" or CONCLUSIONS.intersection(map(str.lower, fact)):
        return True
    if _counts(fact, rows) or _days_left(fact, question=question, rows=rows):
        return True
    if rows and question.category not in WIDER_THAN_ROWS:
        return _stands_in(fact, [cell for row in rows for cell in asked_cells(row, question)])
    cells = [fold(cell) for row in rows for cell in row.cells]
    texts = (*cells, *(text for document in documents for text in document.folded))
    return _stands_in(fact, texts, folded=True)


def asked_cells(row: Row, question: Question) -> tuple[str, ...]:
    """The cells that a question about one field is about; every cell for the others."""
    return {
        "lead": (row.lead,),
        "support": (row.support,),
        "deadline": row.due_spellings,
        "deliverable": (row.deliverable,),
    }.get(question.category, row.cells)


def _stands_in(fact: Sequence[str], texts: Iterable[str], *, folded: bool = False) -> bool:
    searched = list(texts) if folded else [fold(text) for text in texts]
    return any(contains(text, spelling) for spelling in fact for text in searched)


def _counts(fact: Sequence[str], rows: Sequence[Row]) -> bool:
    """ "4 nhiệm vụ" is true of four rows."""
    number = len(rows)
    said = (f"{number} ", f"{number:02} ", f"{in_words(number)} " if number < 100 else "\0")
    return number > 0 and all(spelling.startswith(said) for spelling in fact)


def _days_left(fact: Sequence[str], *, question: Question, rows: Sequence[Row]) -> bool:
    if not question.as_of:
        return False
    asked_on = date.fromisoformat(question.as_of)
    ends = [row.due_end for row in rows if row.due_end]
    return any(f"{abs((end - asked_on).days)} ngày" in fact for end in ends)


def _first_line(question: Question, *, rows: Sequence[Row], documents: Sequence[Material]) -> str:
    if question.category == "count" or not rows:
        return _facts_line(question)
    if question.category in {"lead", "support", "deadline", "deliverable"}:
        form = {"lead": "{lead} chủ trì", "support": "Phối hợp: {support}"} | {
            "deadline": "Hạn: {due}",
            "deliverable": "Sản phẩm: {deliverable}",
        }
        cells = dict.fromkeys(_fields(row, form=form[question.category]) for row in rows)
        return "; ".join(cells) + ". [1]"
    return _combined(question, rows)


def _fields(row: Row, *, form: str) -> str:
    return form.format(
        lead=row.lead, support=row.support, due=row.due_words, deliverable=row.deliverable
    )


def _combined(question: Question, rows: Sequence[Row]) -> str:
    """Each cell that holds a fact, under its own name."""
    parts = []
    for row in rows:
        named = {
            "Chủ trì": row.lead,
            "Phối hợp": row.support,
            "Hạn": row.due_words,
            "Sản phẩm": row.deliverable,
        }
        parts += [
            f"{name}: {cell}"
            for name, cell in named.items()
            if any(_stands_in(fact, [cell]) for fact in question.must)
        ]
    return "; ".join(dict.fromkeys(parts)) + ". [1]"


def _facts_line(question: Question) -> str:
    return ", ".join(fact[0] for fact in question.must) + ". [1]"


def _told(question: Question, *, rows: Sequence[Row], documents: Sequence[Material]) -> str:
    lines = []
    for row in rows:
        cells = (row.title[:TITLE_LENGTH], row.lead, row.support, row.due_words)
        lines.append(" – ".join(cell for cell in (*cells, row.deliverable[:TITLE_LENGTH]) if cell))
    for fact in question.must:
        if not _stands_in(fact, lines):
            lines.append(_sentence(fact, documents))
    return "\n".join(lines)


def _sentence(fact: Sequence[str], documents: Sequence[Material]) -> str:
    """The shortest text that holds the fact; a fact that is concluded stands for itself."""
    holding = [
        text
        for document in documents
        for text, folded in zip(document.texts, document.folded, strict=True)
        if any(contains(folded, spelling) for spelling in fact)
    ]
    concluded = CONCLUSIONS.intersection(map(str.lower, fact))
    return fact[0] if concluded or not holding else min(holding, key=len)


def main(argv: Sequence[str] | None = None) -> int:
    """Prints every fault and a line a batch; 1 where there is any fault."""
    parser = argparse.ArgumentParser(prog="python -m eval.questions.check")
    parser.add_argument("files", nargs="*", type=Path, help="batches (all, if none is named)")
    args = parser.parse_args(argv)
    material, failed = load_material(), 0
    for path in args.files or batches():
        questions = read_questions(path)
        faults = list(check_batch(questions, material=material))
        failed += len(faults)
        for fault in faults:
            print(f"{path.stem}: {fault}")
        kinds = Counter(question.category for question in questions)
        table = ", ".join(f"{kind} {kinds[kind]}" for kind in CATEGORIES if kinds[kind])
        print(f"{path.stem}: {len(questions)} questions ({table}), {len(faults)} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
