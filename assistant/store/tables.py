"""The schema. Its identities carry what comes next, so that later work adds code, not meaning."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, kept as ISO text: SQLite knows no zones, and the text sorts as time does."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        list[str]: JSON,
        list[list[float]]: JSON,
        dict[str, Any]: JSON,
        datetime: Instant,
    }


def _document_id() -> Mapped[str]:
    return mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)


def _task_id(*, primary_key: bool = False) -> Mapped[str]:
    return mapped_column(
        ForeignKey("task.id", ondelete="CASCADE"), index=not primary_key, primary_key=primary_key
    )


class StateRow(Base):
    """Facts about the store itself: its generation, which every change of content raises."""

    __tablename__ = "state"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class OrganizationRow(Base):
    __tablename__ = "organization"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    parent: Mapped[str | None]
    province: Mapped[str | None]


class UnitRow(Base):
    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("organization_id", "key"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    key: Mapped[str]  # what all spellings of the unit have in common
    name: Mapped[str]
    is_group: Mapped[bool]
    aliases: Mapped[list[str]]
    members: Mapped[list[str]]


class DocumentRow(Base):
    __tablename__ = "document"
    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    number: Mapped[str]
    issuer: Mapped[str]
    place: Mapped[str]
    issued_on: Mapped[date | None]
    issued_words: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    signer: Mapped[str]
    signer_position: Mapped[str]
    legal_bases: Mapped[list[str]]
    recipients: Mapped[list[str]]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    warnings: Mapped[list[str]]
    visibility: Mapped[str]
    state: Mapped[str]  # "current"; later "draft", "expired"
    is_sample: Mapped[bool]
    pages: Mapped[int]
    added_at: Mapped[datetime]


class FileRow(Base):
    __tablename__ = "file"
    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = _document_id()
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    format: Mapped[str]
    pages: Mapped[int | None]
    added_at: Mapped[datetime]


class RelationRow(Base):
    """A reference by number; which document that is, is looked up when it is read."""

    __tablename__ = "relation"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str] = _document_id()
    kind: Mapped[str]
    number: Mapped[str] = mapped_column(index=True)
    words: Mapped[str]
    issued_on: Mapped[date | None]


class TaskRow(Base):
    __tablename__ = "task"
    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = _document_id()
    ordinal: Mapped[int]
    source: Mapped[str]
    stt: Mapped[str]
    parent_stt: Mapped[str]
    section: Mapped[str]
    section_title: Mapped[str]
    section_path: Mapped[list[str]]
    sentence: Mapped[str]
    in_force: Mapped[bool]
    added_by: Mapped[str | None] = mapped_column(  # the document that adds it to this one
        ForeignKey("document.id", ondelete="CASCADE"), index=True
    )
    gone_at: Mapped[datetime | None]  # no longer in the document; kept for what hangs on it


class TaskFieldRow(Base):
    """One cell and where it came from; a correction stands beside what was read."""

    __tablename__ = "task_field"
    __table_args__ = (Index("ix_task_field_task_id_field", "task_id", "field"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[str] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"))
    field: Mapped[str]
    header: Mapped[str]
    words: Mapped[str]
    folded: Mapped[str]  # " so hoa ho so ": whole words can be looked for with LIKE
    value: Mapped[list[str]]  # what the words mean: the units of a cell, the parts of a due
    file_id: Mapped[str | None] = mapped_column(ForeignKey("file.id", ondelete="SET NULL"))
    page: Mapped[int | None]
    boxes: Mapped[list[list[float]]]
    paragraph: Mapped[int | None]
    confidence: Mapped[float]
    origin: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]
    in_use: Mapped[bool]  # the one of its field that counts


class TaskUnitRow(Base):
    __tablename__ = "task_unit"
    task_id: Mapped[str] = _task_id(primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    words: Mapped[str]


class DueRow(Base):
    __tablename__ = "due"
    task_id: Mapped[str] = _task_id(primary_key=True)
    kind: Mapped[str]
    start: Mapped[date | None]
    end: Mapped[date | None] = mapped_column(index=True)
    rrule: Mapped[str | None]
    words: Mapped[str]


class PassageRow(Base):
    __tablename__ = "passage"
    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = _document_id()
    ordinal: Mapped[int]
    kind: Mapped[str]
    section_path: Mapped[list[str]]
    lead_in: Mapped[str]
    text: Mapped[str]
    page: Mapped[int | None]
    boxes: Mapped[list[list[float]]]
    paragraph: Mapped[int | None]


class TargetRow(Base):
    __tablename__ = "target"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str] = _document_id()
    name: Mapped[str]
    value: Mapped[str]
    measure: Mapped[str]
    period: Mapped[str]
    subject: Mapped[str]
    quote: Mapped[str]
    page: Mapped[int | None]
    boxes: Mapped[list[list[float]]]
    paragraph: Mapped[int | None]


class AmendmentRow(Base):
    """What a document asks to be changed in another; applied anew whenever either comes or goes."""

    __tablename__ = "amendment"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str] = _document_id()
    ordinal: Mapped[int]
    content: Mapped[dict[str, Any]]


class VectorRow(Base):
    __tablename__ = "vector"
    __table_args__ = (Index("ix_vector_model_stamp", "model", "stamp"),)
    owner_id: Mapped[str] = mapped_column(primary_key=True)  # a passage or a task
    model: Mapped[str] = mapped_column(primary_key=True)
    owner_kind: Mapped[str]
    document_id: Mapped[str] = _document_id()
    dimension: Mapped[int]
    stamp: Mapped[int] = mapped_column(BigInteger)  # of owner and content: what an index compares
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ActorRow(Base):
    __tablename__ = "actor"
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]  # web, telegram, key
    name: Mapped[str]
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[str]
    facts: Mapped[dict[str, Any]]
    seen_at: Mapped[datetime]


class EventRow(Base):
    """Append-only: statuses, evidence, reminders sent."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[str] = _task_id()
    occurrence: Mapped[date | None]
    at: Mapped[datetime]
    actor_id: Mapped[str | None] = mapped_column(ForeignKey("actor.id"))
    kind: Mapped[str]
    value: Mapped[str]
    evidence: Mapped[str]


class ConversationRow(Base):
    __tablename__ = "conversation"
    id: Mapped[str] = mapped_column(primary_key=True)
    actor: Mapped[str] = mapped_column(index=True)
    content: Mapped[dict[str, Any]]  # what the next question may leave out
    at: Mapped[datetime] = mapped_column(index=True)


class AnswerRow(Base):
    __tablename__ = "answer"
    id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(index=True)
    actor: Mapped[str]
    question: Mapped[str]
    answered: Mapped[bool]
    content: Mapped[dict[str, Any]]  # the answer as it was given
    at: Mapped[datetime] = mapped_column(index=True)


class FeedbackRow(Base):
    __tablename__ = "feedback"
    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), index=True)
    helpful: Mapped[bool]
    comment: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime]


class OutboxRow(Base):
    """What must be sent once, whatever breaks in between."""

    __tablename__ = "outbox"
    key: Mapped[str] = mapped_column(primary_key=True)  # the idempotency key
    channel: Mapped[str]
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class SearchEntryRow(Base):
    """Which task or passage a row of the lexical index speaks of."""

    __tablename__ = "search_entry"
    id: Mapped[int] = mapped_column(primary_key=True)  # the row of the lexical index
    owner_kind: Mapped[str]
    owner_id: Mapped[str] = mapped_column(index=True)
    document_id: Mapped[str] = _document_id()


# Full-text search is SQLite's own and no table of SQLAlchemy's. Its terms come cut already: "_"
# joins the syllables of a pair, "~" ends a folded term. A row's own words are strong; the words
# of what it stands under (section, plan) are weak.
CREATE_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(strong, weak, "
    "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_~'\")"
)
# How many rows hold a term: the rarest terms of a question choose the candidates.
CREATE_SEARCH_TERMS = "CREATE VIRTUAL TABLE search_terms USING fts5vocab('search', 'row')"
