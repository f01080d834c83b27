"""The names and words of the store's documents, as one snapshot."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sqlalchemy import Connection, select

from assistant.domain.scope import Scope
from assistant.domain.task import Field
from assistant.domain.vocabulary import SectionName, Vocabulary
from assistant.store import documents, units
from assistant.store.store import generation
from assistant.store.tables import PassageRow, TaskFieldRow, TaskRow
from assistant.vietnamese.text import fold, syllables


def read_vocabulary(connection: Connection, *, scope: Scope) -> Vocabulary:
    """What the documents that the asker may see name. Takes tens of milliseconds: keep it."""
    counts: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    held = documents.documents(connection, scope=scope)
    texts = [
        *(document.title for document in held),
        *_texts(connection, scope=scope),
        *(spelling for unit in units.units(connection) for spelling in unit.spellings),
    ]
    for text in texts:
        words = syllables(text)
        counts.update(words)
        pairs.update(pairwise(words))
    return Vocabulary(
        generation=generation(connection),
        documents=held,
        units=units.units(connection),
        sections=_sections(connection, scope=scope),
        headers=_headers(connection),
        columns=_columns(connection),
        statuses=_statuses(connection),
        syllables=dict(counts),
        pairs=dict(pairs),
        title_runs=runs_of(_titles(connection, scope=scope)),
    )


def runs_of(titles: Iterable[str]) -> frozenset[tuple[str, str, str]]:
    """Every three syllables that stand side by side in a title, without diacritics."""
    cut = ([fold(word) for word in syllables(title)] for title in titles)
    return frozenset(run for words in cut for run in zip(words, words[1:], words[2:], strict=False))


def _titles(connection: Connection, *, scope: Scope) -> Iterator[str]:
    rows = connection.execute(
        select(TaskFieldRow.words, TaskRow.document_id)
        .join(TaskRow, TaskRow.id == TaskFieldRow.task_id)
        .where(TaskFieldRow.in_use, TaskFieldRow.field == Field.TITLE)
    )
    return (words for words, document_id in rows if scope.allows(document_id))


def _texts(connection: Connection, *, scope: Scope) -> list[str]:
    cells = connection.execute(
        select(TaskFieldRow.words, TaskRow.document_id)
        .join(TaskRow, TaskRow.id == TaskFieldRow.task_id)
        .where(TaskFieldRow.in_use)
    )
    passages = connection.execute(select(PassageRow.text, PassageRow.document_id))
    sections = connection.execute(select(TaskRow.section_title, TaskRow.document_id).distinct())
    return [
        words
        for rows in (cells, passages, sections)
        for words, document_id in rows
        if scope.allows(document_id)
    ]


def _sections(connection: Connection, *, scope: Scope) -> tuple[SectionName, ...]:
    rows = connection.execute(
        select(TaskRow.document_id, TaskRow.section, TaskRow.section_title)
        .where(TaskRow.section_title != "", TaskRow.gone_at.is_(None))
        .distinct()
    )
    return tuple(
        SectionName(row.document_id, row.section, row.section_title)
        for row in rows
        if scope.allows(row.document_id)
    )


def _statuses(connection: Connection) -> tuple[str, ...]:
    rows = connection.execute(
        select(TaskFieldRow.words)
        .where(TaskFieldRow.field == Field.STATUS, TaskFieldRow.in_use, TaskFieldRow.words != "")
        .distinct()
    )
    return tuple(rows.scalars())


def _headers(connection: Connection) -> tuple[str, ...]:
    rows = connection.execute(
        select(TaskFieldRow.header).where(TaskFieldRow.field == Field.OTHER).distinct()
    )
    return tuple(rows.scalars())


def _columns(connection: Connection) -> tuple[tuple[Field, str], ...]:
    # "Xong trước" names a column of times, and begins a condition in questions.
    usual = (Field.LEAD, Field.SUPPORT, Field.DELIVERABLE)
    rows = connection.execute(
        select(TaskFieldRow.field, TaskFieldRow.header)
        .where(TaskFieldRow.field.in_(usual), TaskFieldRow.header != "")
        .distinct()
    )
    return tuple((Field(row.field), row.header) for row in rows)
