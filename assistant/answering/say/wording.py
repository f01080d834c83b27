"""How days, rows and their places are said."""

import re

from assistant.domain.due import Due, DueKind
from assistant.domain.labels import short
from assistant.domain.task import Task

BULLET = re.compile(r"^\s*(?:[-–+•*]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)])\s+")


def unnumbered(text: str) -> str:
    """A sentence or heading without the number or the dash that it began with."""
    return BULLET.sub("", text)


def day_words(due: Due) -> str:
    """The plan's own words, with the last day beside them where they do not say it."""
    words = " ".join(due.words.split())  # a cell may be of several lines: "Thứ Ba", "16/3"
    if due.end is None:
        return words
    day = f"{due.end:%d/%m/%Y}"
    plain = f"{due.end.day}/{due.end.month}/{due.end.year}"
    if day in words or plain in words:
        return words
    return f"{words} ({day})" if words else day


def is_open(due: Due) -> bool:
    return due.kind in (DueKind.ONGOING, DueKind.RECURRING)


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
