"""Tasks with labelled lines below them: "Cơ quan chủ trì: …", "Thời gian hoàn thành: …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.domain.due import NO_DUE
from assistant.domain.task import Task
from assistant.ingest.clauses import roles_in
from assistant.ingest.structure import TEXTS, Element, ElementKind
from assistant.ingest.table_header import role_by_words
from assistant.ingest.units import assignees
from assistant.vietnamese.due import read_due
from assistant.vietnamese.text import letters, normalise
from assistant.vietnamese.wordlist import read_table

LABEL = re.compile(r"^\W*(?P<label>[^:]{4,40}?)\s*:\s*(?P<words>.*)$", re.DOTALL)
# Behind ";" any name that a column may have is a label: "thời điểm xong: …", "kết quả phải có: …".
HEADER = r"[^\W\d]+(?:\s[^\W\d]+){0,5}"
ROLES = ("lead", "support")
PARTS = (*ROLES, "due", "deliverable")


@dataclass(frozen=True, slots=True)
class Fact:
    """What one label says of a task."""

    field: str  # of the task, as in task_labels.tsv
    words: str
    label: str
    line: Element


@dataclass(frozen=True, slots=True)
class LabelledTasks:
    """Tasks of the labelled form, and the lines of their labels, by place among the elements."""

    tasks: dict[int, tuple[Fact, ...]]
    lines: frozenset[int]


def find_labelled(elements: tuple[Element, ...]) -> LabelledTasks:
    """Tasks with labelled lines below them, by the place of the task among the elements."""
    tasks: dict[int, tuple[Fact, ...]] = {}
    lines: set[int] = set()
    owner: int | None = None
    for index, element in enumerate(elements):
        found = tuple(labels_of(element.body)) if element.kind in TEXTS else ()
        if found and owner is not None:
            facts = tuple(Fact(field, words, label, element) for field, words, label in found)
            tasks[owner] = (*tasks.get(owner, ()), *facts)
            lines.add(index)
        elif element.kind in (*TEXTS, ElementKind.HEADING):
            owner = index
    worded = {
        index: facts for index, facts in tasks.items() if any(f.field == "lead" for f in facts)
    }
    return LabelledTasks(worded, frozenset(lines))


def labels_of(text: str) -> Iterator[tuple[str, str, str]]:
    """Each labelled part of a line: "Chủ trì: A; phối hợp: B; thời gian: Quý III"."""
    match = LABEL.match(normalise(text))
    if not match or letters(match["label"]) not in _known_labels():
        return
    rest = normalise(text)
    spans = tuple(span for span in _label_pattern().finditer(rest) if _field_of(span))
    for at, span in enumerate(spans):
        end = spans[at + 1].start() if at + 1 < len(spans) else len(rest)
        words = rest[span.end() : end].strip(" ;.,–-+\n(")
        words = words if "(" in words else words.rstrip(" ;.)")
        field, label = _field_of(span), normalise(span["label"] or span["header"])
        lead, support = roles_in(words) if field == "lead" else ("", "")
        if lead:  # "Phân công: Sở A chủ trì; Sở B phối hợp"
            yield field, lead, label
            if support:
                yield "support", support, label
            continue
        yield field, words, label


def _field_of(label: re.Match[str]) -> str:
    """The part of a task that a label names, as a column of a table may be named."""
    if label["label"]:
        return _known_labels()[letters(label["label"])]
    role = role_by_words(label["header"])
    return role.value if role is not None and role.value in PARTS else ""


@cache
def _known_labels() -> dict[str, str]:
    return {letters(label): field for label, field, *_ in read_table("task_labels")}


@cache
def _label_pattern() -> re.Pattern[str]:
    labels = sorted((row[0] for row in read_table("task_labels")), key=len, reverse=True)
    either = "|".join(
        f"[{label[0]}{label[0].lower()}]{re.escape(label[1:])}".replace(r"\ ", r"\s+")
        for label in labels
    )
    # Readers may join lines: a label with a capital begins a new part without a mark before it.
    return re.compile(
        rf"""(?:^|(?<=[;.\n(])\s*|\s(?=[A-ZĐ]))\W*(?P<label>{either})\s*:\s*
           | (?<=;)\s*(?P<header>{HEADER})\s*:\s+""",
        re.VERBOSE,
    )


def labelled_roles(text: str) -> tuple[str, str] | None:
    """Who leads and who supports in a cell that says both: "Chủ trì: Sở A; phối hợp: Sở B".

    What stands before the first label is of whoever leads.
    """
    spans = [span for span in _label_pattern().finditer(text) if _field_of(span) in ROLES]
    if not spans:
        return None
    said: dict[str, list[str]] = {role: [] for role in ROLES}
    said[ROLES[0]].append(text[: spans[0].start()])
    for span, end in zip(spans, (*(s.start() for s in spans[1:]), len(text)), strict=True):
        said[_field_of(span)].append(text[span.end() : end])
    lead, support = ("\n".join(filter(None, map(_clean, said[role]))) for role in ROLES)
    return lead, support


def _clean(words: str) -> str:
    return words.strip(" \n;,.-–+•(")


def labelled_row(text: str, *, year: int | None = None) -> Task | None:
    """A task and its labels in one text: "Đánh giá …; chủ trì: A; thời gian hoàn thành: …"."""
    text = normalise(text)
    first = next(filter(_field_of, _label_pattern().finditer(text)), None)
    title = text[: first.start()].strip(" .;:,(–-+") if first else ""
    if first is None or not title:
        return None
    facts = {field: words for field, words, _ in labels_of(text[first.start() :].lstrip(" ;.\n("))}
    return Task(
        title=title,
        lead=assignees(facts.get("lead", "")),
        support=assignees(facts.get("support", "")),
        due=read_due(facts["due"], year=year) if facts.get("due") else NO_DUE,
        deliverable=facts.get("deliverable", ""),
    )
