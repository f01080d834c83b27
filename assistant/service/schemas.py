"""Answers, tasks and documents as the outside sees them: HTTP, `--json` and exports alike."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.answer import Answer, Citation
from assistant.domain.document import Document
from assistant.domain.task import Task


class DocumentRef(BaseModel):
    """A document as a citation or change names it."""

    id: str
    title: str
    number: str
    issuer: str
    file: str

    @classmethod
    def of(cls, document: Document) -> Self:
        return cls(
            id=document.id,
            title=document.title,
            number=document.number,
            issuer=document.issuer,
            file=document.file.name if document.file else "",
        )


class BoxOut(BaseModel):
    """A place on a page, in points from its top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class CitationOut(BaseModel):
    """A numbered source. `boxes` are where its words stand: marked on pictures of their pages."""

    n: int
    document: DocumentRef
    section: str
    page: int | None
    quote: str
    url: str
    boxes: list[BoxOut]

    @classmethod
    def of(cls, citation: Citation) -> Self:
        return cls(
            n=citation.n,
            document=DocumentRef.of(citation.document),
            section=citation.section,
            page=citation.page,
            quote=citation.quote,
            url=citation.url,
            boxes=[BoxOut(**asdict(box)) for box in dict.fromkeys(citation.place.boxes)],
        )


class DueOut(BaseModel):
    """A time limit: the plan's words and what they mean."""

    text: str
    kind: str
    start: date | None
    end: date | None
    recurrence: str | None


class ChangeOut(BaseModel):
    """What a later document changed in a row."""

    model_config = ConfigDict(populate_by_name=True)

    document: DocumentRef | None
    field: str
    old: str = Field(serialization_alias="from")
    new: str = Field(serialization_alias="to")


class TaskOut(BaseModel):
    """A task row."""

    id: str
    document_id: str
    file: str
    section: str
    stt: str
    title: str
    lead: list[str]
    support: list[str]
    due: DueOut
    deliverable: str | None
    status: str | None
    other: dict[str, str]
    page: int | None
    source: str
    in_force: bool
    changes: list[ChangeOut]

    @classmethod
    def of(cls, task: Task, *, documents: Mapping[str, Document]) -> Self:
        due = task.due
        return cls(
            id=task.id,
            document_id=task.document_id,
            file=task.file,
            section=task.section,
            stt=task.stt,
            title=task.title,
            lead=[assignee.words for assignee in task.lead],
            support=[assignee.words for assignee in task.support],
            due=DueOut(
                text=due.words,
                kind=due.kind,
                start=due.start,
                end=due.end,
                recurrence=due.recurrence,
            ),
            deliverable=task.deliverable or None,
            status=task.status or None,
            other=dict(task.other),
            page=task.place.page,
            source=task.source,
            in_force=task.in_force,
            changes=[
                ChangeOut(
                    document=DocumentRef.of(documents[change.document_id])
                    if change.document_id in documents
                    else None,
                    field=change.field,
                    old=change.old,
                    new=change.new,
                )
                for change in task.changes
            ],
        )


class AnswerOut(BaseModel):
    """An answer, as POST /api/ask gives it and as it is kept."""

    id: str
    conversation_id: str
    answered: bool
    answer: str
    citations: list[CitationOut]
    tasks: list[TaskOut]
    follow_ups: list[str]
    mode: str
    elapsed_ms: int

    @classmethod
    def of(cls, answer: Answer, *, documents: Mapping[str, Document]) -> Self:
        return cls(
            id=answer.id,
            conversation_id=answer.conversation_id,
            answered=answer.answered,
            answer=answer.text,
            citations=[CitationOut.of(citation) for citation in answer.citations],
            tasks=[TaskOut.of(task, documents=documents) for task in answer.tasks],
            follow_ups=list(answer.follow_ups),
            mode=answer.mode,
            elapsed_ms=answer.elapsed_ms,
        )


class TasksOut(BaseModel):
    """A page of the task table."""

    total: int
    tasks: list[TaskOut]


class FileOut(BaseModel):
    """One file of a document."""

    name: str
    format: str
    pages: int | None
    sha256: str


class RelationOut(BaseModel):
    """A reference to another document."""

    kind: str
    number: str
    words: str
    document_id: str | None


class DocumentOut(BaseModel):
    """A document in the store."""

    id: str
    title: str
    number: str
    issuer: str
    organization: str
    date: date | None
    signer: str
    signer_position: str
    kind: str
    pages: int
    passages: int
    tasks: int
    is_sample: bool
    files: list[FileOut]
    relations: list[RelationOut]
    warnings: list[str]

    @classmethod
    def of(cls, document: Document) -> Self:
        return cls(
            id=document.id,
            title=document.title,
            number=document.number,
            issuer=document.issuer,
            organization=document.organization.name,
            date=document.issued_on,
            signer=document.signer,
            signer_position=document.signer_position,
            kind=document.kind,
            pages=document.pages,
            passages=document.passages,
            tasks=document.tasks,
            is_sample=document.is_sample,
            files=[
                FileOut(name=f.name, format=f.format, pages=f.pages, sha256=f.sha256)
                for f in document.files
            ],
            relations=[
                RelationOut(
                    kind=r.kind, number=r.number, words=r.words, document_id=r.document_id or None
                )
                for r in document.relations
            ],
            warnings=list(document.warnings),
        )


class DocumentsOut(BaseModel):
    """All documents."""

    total: int
    documents: list[DocumentOut]
