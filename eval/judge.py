"""Whether an answer is right: what was asked stands in its first line, and nothing else does.

The rules are those by which outsiders score the assistant, so that our figures and theirs agree:
facts as whole words and numbers, a right document cited and few wrong ones, no dump, a refusal
that is short and empty; and where rows are asked for, the set of rows by F1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Any

from eval.questions.question import Question, RowKey

# A reader sees the first line and no more; these questions have one short fact for an answer.
FIRST_LINE_CATEGORIES = frozenset(
    {"lead", "deadline", "support", "deliverable", "target", "combo", "count"}
)
FIRST_LINE_LENGTH = 300
REFUSAL_LENGTH = 600
ANSWER_LENGTH = 1200
LIST_LENGTH = 12_000
LENGTHS = {
    "list": LIST_LENGTH,
    "count": LIST_LENGTH,
    "relative-date": 4000,
    "summary": 4000,
    "compare": 2500,
    "ambiguous": 2500,
    "amended": 2000,
    "prose": 900,
}
# Up to this many rows the set must be exact; a longer list may miss a little.
FEW_ROWS = 2
ENOUGH_OF_MANY = 0.8
ENOUGH_OF_SEVERAL_PLANS = 0.66

LABELS = {
    "lead": ("chủ trì", "phụ trách", "đầu mối"),
    "support": ("phối hợp", "hỗ trợ"),
}
LABEL = re.compile("|".join(word for words in LABELS.values() for word in words))
ROLE_OF = {word: role for role, words in LABELS.items() for word in words}

EMPHASIS = re.compile(r"[*_`\\]")
DASH = re.compile("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]")
SOURCE_MARK = re.compile(r"\[\d+\]")  # "[1]" behind what a source supports
BARE_NUMBER = re.compile(
    r"""
    (?: (?:có|là) \s )?    # "có 27", "là 27"
    \d+
    (?: \s? \( )?          # "27 ("
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Given:
    """What the judge looks at in an answer."""

    text: str
    answered: bool
    cited: frozenset[str] = frozenset()
    rows: frozenset[RowKey] = frozenset()

    @classmethod
    def from_response(cls, response: Mapping[str, Any]) -> Given:
        """Reads the body that `POST /api/ask` gives."""
        citations = response.get("citations") or ()
        rows = response.get("tasks") or ()
        return cls(
            text=response.get("answer") or "",
            answered=bool(response.get("answered")),
            cited=frozenset(_stem((c.get("document") or {}).get("file")) for c in citations),
            rows=frozenset(
                RowKey.of(_stem(r.get("file")), r.get("section"), r.get("stt")) for r in rows
            ),
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """The faults of an answer (none: it is right) and how well its rows fit (None: not asked)."""

    faults: tuple[str, ...]
    rows_f1: float | None
    enough: float

    @property
    def right(self) -> bool:
        """Nothing is wrong with what the answer says."""
        return not self.faults

    @property
    def strict(self) -> bool:
        """The answer is right and shows the right rows too."""
        return self.right and (self.rows_f1 is None or self.rows_f1 >= self.enough)


def judge(question: Question, given: Given) -> Verdict:
    """Holds an answer against what the question's writer knows."""
    faults = list(_forbidden(question, given))
    if given.answered != question.answerable:
        faults.append("answered" if given.answered else "refused")
    if question.answerable:
        faults += [*_missing(question, given), *_miscited(question, given)]
        faults += [*_too_long(question, given), *_beside_the_point(question, given)]
    else:
        faults += _poor_refusal(given)
    return Verdict(tuple(faults), rows_f1=_rows_f1(question, given), enough=_enough(question))


def fold(text: str) -> str:
    """The text as facts are looked for in it: no case, no emphasis, one dash, one space."""
    text = EMPHASIS.sub("", unicodedata.normalize("NFC", text).lower())
    return re.sub(r"\s+", " ", SOURCE_MARK.sub(" ", DASH.sub("-", text)))


def says(question: Question, text: str) -> bool:
    """Whether every fact of the answer stands in a text."""
    held = fold(text)
    return bool(question.must) and all(
        any(contains(held, spelling) for spelling in fact) for fact in question.must
    )


def contains(folded: str, spelling: str) -> bool:
    """Whether the spelling stands in folded text, not inside a longer word, number or date."""
    words, pattern = _looked_for(spelling)
    return words in folded and pattern.search(folded) is not None


def first_line(text: str) -> str:
    """What a reader in a hurry sees."""
    return fold(text.strip().split("\n")[0])[:FIRST_LINE_LENGTH]


def stands(question: Question, text: str, spelling: str) -> bool:
    """Whether the fact stands where an answer to this question has to say it."""
    if question.category not in FIRST_LINE_CATEGORIES:
        return contains(fold(text), spelling)
    # "27" may be the 27th row, so a count is said with its noun.
    bare = BARE_NUMBER.fullmatch(fold(spelling).strip()) is not None
    if bare and (question.category == "count" or not spelling.isdigit()):
        return False
    line = first_line(text)
    if not contains(line, spelling):
        return False
    return question.category not in LABELS or _under_its_label(line, spelling, question.category)


@cache
def _looked_for(spelling: str) -> tuple[str, re.Pattern[str]]:
    """The words, which are found fast, and what may not stand around them."""
    spelling = fold(spelling).strip()
    before = after = ""
    if spelling[:1].isdigit():
        before = r"(?<![\w/.,-])"  # "5/2025" is not in "15/2025", nor "12/2025" in "31/12/2025"
    elif spelling[:1].isalnum():
        before = r"(?<!\w)"
    if spelling[-1:].isdigit():
        after = r"(?![\d/]|[.,]\d)"  # "2025." ends a sentence, "20.25" goes on
    elif spelling[-1:].isalpha():
        after = r"(?!\w)"
    return spelling, re.compile(before + re.escape(spelling) + after)


def _under_its_label(line: str, spelling: str, role: str) -> bool:
    """A unit beside the other role's label would be the wrong one: "phối hợp: Văn phòng"."""
    for found in re.finditer(re.escape(fold(spelling).strip()), line):
        before = [ROLE_OF[label.group()] for label in LABEL.finditer(line[: found.start()])]
        after = [ROLE_OF[label.group()] for label in LABEL.finditer(line[found.end() :])]
        if (not before and not after) or role in (*before[-1:], *after[:1]):
            return True
    return False


def _missing(question: Question, given: Given) -> Iterable[str]:
    for fact in question.must:
        if not any(stands(question, given.text, spelling) for spelling in fact):
            yield f"missing: {fact[0]}"


def _miscited(question: Question, given: Given) -> Iterable[str]:
    wanted = set(question.docs)
    right, wrong = wanted & given.cited, given.cited - wanted
    if not wanted:
        return
    if right != wanted if question.all_docs else not right:
        yield f"cites {sorted(given.cited) or 'nothing'}"
    elif len(wrong) > len(right):
        yield f"cites too widely: {sorted(wrong)}"


def _too_long(question: Question, given: Given) -> Iterable[str]:
    many = len(question.tasks) > FEW_ROWS
    limit = LIST_LENGTH if many else LENGTHS.get(question.category, ANSWER_LENGTH)
    if (length := len(fold(given.text))) > limit:
        yield f"{length} characters"


def _beside_the_point(question: Question, given: Given) -> Iterable[str]:
    line = first_line(given.text)
    for spelling in question.not_first:
        if contains(line, spelling):
            yield f"also in the first line: {spelling[:60]}"


def _forbidden(question: Question, given: Given) -> Iterable[str]:
    text = fold(given.text)
    for spelling in question.must_not:
        if contains(text, spelling):
            yield f"forbidden: {spelling}"


def _poor_refusal(given: Given) -> Iterable[str]:
    if given.rows:
        yield "a refusal with tasks"
    elif (length := len(fold(given.text))) > REFUSAL_LENGTH:
        yield f"a refusal of {length} characters"


def _rows_f1(question: Question, given: Given) -> float | None:
    wanted = frozenset(question.tasks)
    if not question.answerable or not wanted:
        return None
    shown = given.rows - (frozenset(question.tasks_ok) - wanted)
    return 2 * len(wanted & shown) / (len(wanted) + len(shown))


def _enough(question: Question) -> float:
    if question.category == "ambiguous":
        return ENOUGH_OF_SEVERAL_PLANS
    return 1.0 if len(question.tasks) <= FEW_ROWS else ENOUGH_OF_MANY


def _stem(file: str | None) -> str:
    return PurePath(file or "").stem
