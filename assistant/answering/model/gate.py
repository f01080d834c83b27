"""What a language model may say: only what the evidence beside it says.

Every number, date, unit, person and document number of a wording must stand in the evidence that
is cited with it, a unit in the role that it has there, a day after "hạn" in a time limit. What
fails is not mended: the extractive answer is given instead.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.answer import Answer, Citation
from assistant.domain.task import Field, Task
from assistant.domain.unit import Unit
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import CAPITALS, letters, normalise, spell

MARK = re.compile(r"\[(\d+)\]")
# Sentences end at a stop before a space; list items and table rows end with their line.
SENTENCE = re.compile(r"[^\n]+?(?:[.!?;](?=\s|$)(?:\s*\[\d+\])*|$)", re.MULTILINE)
NUMBER = re.compile(r"\d+(?:[.,/:-]\d+)*(?:/[A-ZĐ][\w-]*)?")
LIST_NUMBER = re.compile(r"^\s*(?:[-*]\s*)?(?:\*\*)?\d+[.)]\s", re.MULTILINE)
# Two or more capitalised syllables in a row: a person or a name of something.
NAME = re.compile(rf"\b[{CAPITALS}]\w+(?:\s+[{CAPITALS}]\w+)+")
ROLE_WORDS = {Field.LEAD: ("chủ trì", "phụ trách", "đầu mối"), Field.SUPPORT: ("phối hợp",)}
DUE_WORDS = re.compile(r"\b(?:hạn|thời hạn|trước ngày|chậm nhất|hoàn thành)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What a wording says that its evidence does not."""

    kind: str  # number, name, unit, role, due, citation
    words: str


def faults(text: str, draft: Answer, *, units: Iterable[Unit] = ()) -> tuple[Fault, ...]:
    """Everything in a wording that stands on nothing; none: it may be said."""
    known = tuple(units)
    return (
        *_missing(text, draft),
        *(fault for line in sentences(text) for fault in sentence_faults(line, draft, known)),
    )


def sentences(text: str) -> tuple[str, ...]:
    """The stretches that one citation answers for."""
    return tuple(
        match.group().strip() for match in SENTENCE.finditer(text) if match.group().strip()
    )


def _missing(text: str, draft: Answer) -> Iterator[Fault]:
    """A wording must keep what was asked for: the facts of the draft's first line."""
    if not text.strip():
        yield Fault("empty", "")
        return
    first, said = draft.text.strip().split("\n")[0], set(_numbers(text))
    for number in _numbers(first):
        if number not in said:
            yield Fault("missing", number)
    for name in NAME.findall(MARK.sub("", first)):
        if letters(name) not in letters(text):
            yield Fault("missing", name)


def sentence_faults(line: str, draft: Answer, units: Sequence[Unit]) -> tuple[Fault, ...]:
    """What one sentence says that its evidence does not."""
    return tuple(_faults_of(line, draft, units))


def _faults_of(line: str, draft: Answer, units: Sequence[Unit]) -> Iterator[Fault]:
    cited = [c for c in draft.citations if str(c.n) in MARK.findall(line)]
    foreign = set(MARK.findall(line)) - {str(c.n) for c in draft.citations}
    yield from (Fault("citation", mark) for mark in sorted(foreign))
    words = MARK.sub(" ", LIST_NUMBER.sub("", line))
    evidence = _evidence(cited, draft)
    counted = set(_numbers(draft.text)) if _is_count(line, draft) else set()
    for number in _numbers(words):
        if number not in evidence.numbers | counted:
            yield Fault("number", number)
    for name in NAME.findall(words):
        if letters(name) not in evidence.letters and letters(name) not in letters(draft.text):
            yield Fault("name", name)
    yield from _unit_faults(words, evidence, units)
    if DUE_WORDS.search(words):
        yield from _due_faults(words, evidence)


@dataclass(frozen=True, slots=True)
class _Evidence:
    text: str
    tasks: tuple[Task, ...]

    @property
    def numbers(self) -> set[str]:
        return set(_numbers(self.text))

    @property
    def letters(self) -> str:
        return letters(self.text)


def _evidence(cited: Sequence[Citation], draft: Answer) -> _Evidence:
    """The cited quotes, the rows that they are of, and what the draft says with the same marks."""
    tasks = tuple(
        task
        for task in draft.tasks
        if any(
            c.document.id == task.document_id and letters(task.title) in letters(c.quote)
            for c in cited
        )
    )
    marks = {str(c.n) for c in cited}
    said = [line for line in draft.text.splitlines() if marks & set(MARK.findall(line))]
    parts = [c.quote for c in cited]
    parts += [f"{c.document.label} {c.document.number} {c.document.title}" for c in cited]
    parts += [MARK.sub(" ", line) for line in said]
    for task in tasks:
        parts += [task.words(field) for field in Field] + [task.section, task.stt]
        parts += [f"{day:%d/%m/%Y}" for day in (task.due.start, task.due.end) if day]
    return _Evidence("\n".join(parts), tasks)


def _numbers(text: str) -> Iterator[str]:
    """Numbers as they compare: no leading zeros in days, no dots in thousands."""
    for match in NUMBER.finditer(MARK.sub(" ", text)):
        parts = re.split(r"([/.,:-])", match.group())
        yield "".join(part.lstrip("0") or part if part.isdigit() else part for part in parts)


def _is_count(line: str, draft: Answer) -> bool:
    """Whether the line speaks of how many rows there are, which no quote can say."""
    return not MARK.search(line) and len(draft.tasks) > 1


def _unit_faults(words: str, evidence: _Evidence, units: Sequence[Unit]) -> Iterator[Fault]:
    held = fold_padded(evidence.text)
    for clause in re.split(r"[,;:]|\bvà\b(?=[^,;]*\b(?:chủ trì|phối hợp)\b)", words):
        role = next(
            (r for r, names in ROLE_WORDS.items() if any(n in spell(clause) for n in names)), None
        )
        for unit in units:
            names = [s for s in unit.spellings if fold_padded(s) in fold_padded(clause)]
            if not names:
                continue
            if not any(fold_padded(spelling) in held for spelling in unit.spellings):
                yield Fault("unit", names[0])
            elif role and evidence.tasks and not _has_role(unit, role, evidence.tasks):
                yield Fault("role", names[0])


def _has_role(unit: Unit, role: Field, tasks: Sequence[Task]) -> bool:
    assignees = [a for t in tasks for a in (t.lead if role is Field.LEAD else t.support)]
    spellings = [fold_padded(s) for s in unit.spellings]
    return any(
        a.unit_id == unit.id or any(s in fold_padded(a.words) for s in spellings) for a in assignees
    )


def _due_faults(words: str, evidence: _Evidence) -> Iterator[Fault]:
    """A day said to be a time limit must be one: not any day that the row's title names."""
    if not evidence.tasks:
        return
    allowed = {
        number
        for task in evidence.tasks
        for part in (
            task.due.words,
            *(f"{d:%d/%m/%Y}" for d in (task.due.start, task.due.end) if d),
        )
        for number in _numbers(normalise(part))
    }
    title_numbers = {n for task in evidence.tasks for n in _numbers(task.title)}
    for match in DUE_WORDS.finditer(words):
        for number in list(_numbers(words[match.end() : match.end() + 40]))[:1]:
            if number not in allowed and number in title_numbers:
                yield Fault("due", number)
