"""Parsed documents made by hand, for tests that need a store and no file."""

import hashlib
from dataclasses import replace
from datetime import date

from assistant.domain.document import Document, DocumentFile, ParsedDocument, Passage
from assistant.domain.due import Due
from assistant.domain.place import Box, Place
from assistant.domain.task import Task
from assistant.domain.unit import Assignee, Organization
from assistant.vietnamese.due import read_due

YEAR = 2025
HOME = Organization("Sở Y tế tỉnh Cà Mau", "UBND tỉnh Cà Mau", "Cà Mau")


def a_place(page: int = 1, top: float = 100) -> Place:
    """A place on a page."""
    return Place((Box(page, 70, top, 500, top + 12),))


def a_task(stt: str, title: str, **facts: str) -> Task:
    """A row: `lead="A; B"`, `due="Quý III"`, `under="A. Việc › I. Bàn"` and so on."""
    return Task(
        title=title,
        stt=stt,
        section=facts.get("section", ""),
        section_title=facts.get("section_title", ""),
        section_path=tuple(filter(None, facts.get("under", "").split(" › "))),
        lead=_assignees(facts.get("lead", "")),
        support=_assignees(facts.get("support", "")),
        due=a_due(facts.get("due", "")),
        deliverable=facts.get("deliverable", ""),
        status=facts.get("status", ""),
        other=(("Lãnh đạo phụ trách", facts["leader"]),) if "leader" in facts else (),
    )


def a_due(words: str) -> Due:
    """The due that these words mean in a plan of 2025."""
    return read_due(words, year=YEAR)


def _assignees(words: str) -> tuple[Assignee, ...]:
    return tuple(Assignee(part.strip()) for part in words.split(";") if part.strip())


def a_document(
    *tasks: Task,
    number: str = "12/KH-SYT",
    title: str = "Phòng, chống dịch bệnh mùa mưa năm 2025",
    issued_on: date | None = date(2025, 3, 4),
    passages: tuple[str, ...] = ("Kế hoạch này thực hiện trong năm 2025.",),
    name: str = "phong-dich-2025.pdf",
    content: str = "",
    organization: Organization = HOME,
) -> ParsedDocument:
    """A parsed document; its file's hash comes from its name and `content`."""
    digest = hashlib.sha256(f"{name}{content}".encode()).hexdigest()
    return ParsedDocument(
        document=Document(
            title=title,
            kind="Kế hoạch",
            number=number,
            issuer="Sở Y tế",
            organization=organization,
            issued_on=issued_on,
            pages=2,
        ),
        file=DocumentFile(name, digest, name.rsplit(".", 1)[-1], 2),
        tasks=tuple(replace(task, ordinal=i) for i, task in enumerate(tasks, start=1)),
        passages=tuple(
            Passage(text, ordinal=i, place=a_place(top=100.0 * i))
            for i, text in enumerate(passages, start=1)
        ),
    )
