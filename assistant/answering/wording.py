"""How things are said: days, plans, counts, labels of fields."""

from collections.abc import Iterable
from functools import lru_cache

from assistant.answering.understand.lexicon import rows
from assistant.domain.document import Document
from assistant.domain.due import Due, DueKind
from assistant.domain.task import Field, Task

LABELS = {
    Field.TITLE: "Nhiệm vụ",
    Field.LEAD: "Chủ trì",
    Field.SUPPORT: "Phối hợp",
    Field.DUE: "Hạn",
    Field.DELIVERABLE: "Sản phẩm",
    Field.STATUS: "Tình trạng",
    Field.OTHER: "Ghi",
}
BLANK = {
    Field.LEAD: "đơn vị chủ trì",
    Field.SUPPORT: "đơn vị phối hợp",
    Field.DUE: "thời hạn",
    Field.DELIVERABLE: "sản phẩm",
    Field.STATUS: "tình trạng",
    Field.TITLE: "nội dung",
    Field.OTHER: "mục này",
}


@lru_cache(maxsize=1)
def phrases() -> dict[str, str]:
    return {cells[0]: cells[1] for cells in rows("phrases.tsv")}


def say(key: str, **facts: str) -> str:
    """A phrase with its facts filled in."""
    return phrases()[key].format(**facts)


def day_words(due: Due) -> str:
    """The plan's own words, with the last day beside them where they do not say it."""
    if due.end is None:
        return due.words
    day = f"{due.end:%d/%m/%Y}"
    plain = f"{due.end.day}/{due.end.month}/{due.end.year}"
    if day in due.words or plain in due.words:
        return due.words
    return f"{due.words} ({day})" if due.words else day


def is_open(due: Due) -> bool:
    return due.kind in (DueKind.ONGOING, DueKind.RECURRING)


def short(text: str, *, most: int) -> str:
    """A text cut at a word where it is too long to be read in a list."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:-–") + " …"


def plan_label(document: Document | None, *, among: Iterable[Document] = ()) -> str:
    """A plan as people call it: its number or kind, its year, and whose it is."""
    if document is None:
        return ""
    owner = document.organization.province or document.organization.name or document.issuer
    if document.number and not document.number.startswith("/"):
        name = f"{document.kind or 'Văn bản'} {document.number}"
    else:
        same = [
            d for d in among if d.kind == document.kind and d.organization == document.organization
        ]
        name = document.kind or "Văn bản"
        if len(same) > 1 or not owner:
            name = f"{name} “{short(document.title, most=60)}”"
        if document.year and str(document.year) not in name:
            name = f"{name} năm {document.year}"
    issuer = document.issuer if document.issuer and document.issuer not in name else ""
    of = " ".join(part for part in (issuer, owner if owner not in issuer else "") if part)
    return f"{name} ({of})" if of else name


def place_in_plan(task: Task) -> str:
    """ "mục III, nhiệm vụ 12"."""
    parts = []
    if task.section:
        parts.append(f"mục {task.section}")
    if task.stt:
        parts.append(f"nhiệm vụ {task.stt}")
    return ", ".join(parts)


def mark(task: Task) -> str:
    """ "III.12" or "12"; a row's own mark may hold its section's: "2.1"."""
    if task.stt.startswith(f"{task.section}."):
        return task.stt
    return ".".join(part for part in (task.section, task.stt) if part)


def marked(task: Task, *, most: int, joint: str = ". ") -> str:
    """A row's title behind its mark; a task that a sentence gives may have none."""
    return joint.join(part for part in (mark(task), short(task.title, most=most)) if part)
