"""A question with its known answer, as a line of a batch holds it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BATCHES = Path(__file__).parent
CATEGORIES = (
    "lead",
    "deadline",
    "support",
    "deliverable",
    "target",
    "combo",
    "list",
    "count",
    "prose",
    "compare",
    "ambiguous",
    "relative-date",
    "amended",
    "followup",
    "nodiacritics",
    "typo",
    "summary",
    "injection",
    "smalltalk",
    "unanswerable",
)


@dataclass(frozen=True, slots=True, order=True)
class RowKey:
    """Where a task row stands: its file's stem, its section's mark and its own."""

    file: str
    section: str
    stt: str

    @classmethod
    def of(cls, file: str, section: object, stt: object) -> RowKey:
        """Marks are compared as printed, without the trailing dot ("VII." is "VII")."""
        return cls(file, str(section or "").rstrip("."), str(stt or "").rstrip("."))

    def __str__(self) -> str:
        mark = f"{self.section}/{self.stt}" if self.section else self.stt
        return f"{self.file}:{mark}"


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, and what a right answer must and must not hold."""

    id: str
    category: str
    question: str
    answerable: bool
    history: tuple[str, ...] = ()
    as_of: str | None = None
    docs: tuple[str, ...] = ()
    all_docs: bool = False
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    not_first: tuple[str, ...] = ()
    tasks: tuple[RowKey, ...] = ()
    tasks_ok: tuple[RowKey, ...] = ()
    split: str = ""

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Question:
        """Reads one line of a batch; a missing field is an empty one."""
        return cls(
            id=str(raw["id"]),
            category=str(raw["category"]),
            question=str(raw["question"]),
            answerable=bool(raw["answerable"]),
            history=tuple(raw.get("history") or ()),
            as_of=raw.get("as_of"),
            docs=tuple(raw.get("docs") or ()),
            all_docs=bool(raw.get("all_docs")),
            must=tuple(tuple(fact) for fact in raw.get("must") or ()),
            must_not=tuple(raw.get("must_not") or ()),
            not_first=tuple(raw.get("not_first") or ()),
            tasks=_keys(raw.get("tasks") or ()),
            tasks_ok=_keys(raw.get("tasks_ok") or ()),
            split=str(raw.get("split") or ""),
        )

    def to_json(self) -> dict[str, Any]:
        """The line of a batch; fields that are seldom filled are left out when empty."""
        line: dict[str, Any] = {"id": self.id, "category": self.category}
        line |= {"history": list(self.history), "question": self.question, "as_of": self.as_of}
        line |= {"docs": list(self.docs), "must": [list(fact) for fact in self.must]}
        line |= {"must_not": list(self.must_not), "tasks": _triples(self.tasks)}
        line["answerable"] = self.answerable
        seldom = {
            "all_docs": self.all_docs,
            "not_first": list(self.not_first),
            "tasks_ok": _triples(self.tasks_ok),
            "split": self.split,
        }
        return line | {name: value for name, value in seldom.items() if value}


def _keys(triples: Sequence[Sequence[object]]) -> tuple[RowKey, ...]:
    return tuple(RowKey.of(str(file), section, stt) for file, section, stt in triples)


def _triples(keys: Sequence[RowKey]) -> list[list[str]]:
    return [[key.file, key.section, key.stt] for key in keys]


def read_questions(path: Path) -> tuple[Question, ...]:
    """All questions of a batch, in the file's order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(Question.from_json(json.loads(line)) for line in lines if line.strip())


def write_questions(path: Path, questions: Sequence[Question]) -> None:
    """One question a line, so that a change shows as one line in a diff."""
    lines = (json.dumps(question.to_json(), ensure_ascii=False) for question in questions)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def batches(folder: Path = BATCHES) -> tuple[Path, ...]:
    """The question files, open and sealed."""
    return tuple(sorted(folder.glob("*.jsonl")))
