"""The names and words of the store's documents, as one snapshot."""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import pairwise

from sqlalchemy import ColumnElement, Connection, func, select

from assistant.domain.scope import Scope
from assistant.domain.task import Field, Source
from assistant.domain.vocabulary import SectionName, Vocabulary
from assistant.store import documents, units
from assistant.store.store import generation
from assistant.store.tables import PassageRow, TaskFieldRow, TaskRow
from assistant.store.tasks import in_sight
from assistant.vietnamese.headings import noun_of_rows
from assistant.vietnamese.positions import begins_with_post
from assistant.vietnamese.text import fold, syllables

# Letters; a longer cell is a remark, and names no post.
LONGEST_CELL = 40
# A document is about what so many of its tasks say, and such a share of them, if so few documents
# say nearly all of it.
AGAIN_AND_AGAIN, OFTEN, MOST_OF_SUBJECT, NEARLY_ALL = 3, 0.12, 2, 0.8


def read_vocabulary(connection: Connection, *, scope: Scope) -> Vocabulary:
    """What the documents that the asker may see name. Takes tens of milliseconds: keep it."""
    counts: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    held = documents.documents(connection, scope=scope)
    named = units.units(connection, scope=scope)
    texts = [
        *(document.title for document in held),
        *_texts(connection, scope=scope),
        *(spelling for unit in named for spelling in unit.spellings),
    ]
    titles = _titles(connection, scope=scope)
    for text in texts:
        words = syllables(text)
        counts.update(words)
        pairs.update(pairwise(words))
    return Vocabulary(
        generation=generation(connection),
        documents=held,
        units=named,
        sections=_sections(connection, scope=scope),
        headers=_headers(connection, scope=scope),
        columns=_columns(connection, scope=scope),
        task_headers=_task_headers(connection, scope=scope),
        statuses=_statuses(connection, scope=scope),
        posts=_posts(connection, scope=scope),
        syllables=dict(counts),
        pairs=dict(pairs),
        title_runs=runs_of(title for _, title in titles),
        subjects=subjects_of(titles),
    )


def runs_of(titles: Iterable[str]) -> frozenset[tuple[str, str, str]]:
    """Every three syllables that stand side by side in a title, without diacritics."""
    cut = ([fold(word) for word in syllables(title)] for title in titles)
    return frozenset(run for words in cut for run in zip(words, words[1:], words[2:], strict=False))


def subjects_of(
    titles: Collection[tuple[str, str]],
) -> dict[tuple[str, str], frozenset[str]]:
    """The pairs of syllables by which the tasks of few documents differ from all others'."""
    said: dict[tuple[str, str], Counter[str]] = {}
    tasks = Counter(document_id for document_id, _ in titles)
    for document_id, title in titles:
        for pair in {*pairwise(syllables(title))}:
            said.setdefault(pair, Counter())[document_id] += 1
    often = {
        pair: frozenset(
            d for d, n in by_document.items() if n >= max(AGAIN_AND_AGAIN, tasks[d] * OFTEN)
        )
        for pair, by_document in said.items()
    }
    return {
        pair: own
        for pair, own in often.items()
        if 0 < len(own) <= MOST_OF_SUBJECT
        and sum(said[pair][d] for d in own) >= NEARLY_ALL * said[pair].total()
    }


def _titles(connection: Connection, *, scope: Scope) -> list[tuple[str, str]]:
    """The titles of tasks, each with its document."""
    titles = (
        select(TaskRow.document_id, TaskFieldRow.words)
        .join(TaskFieldRow, TaskFieldRow.task_id == TaskRow.id)
        .where(TaskFieldRow.field == Field.TITLE, TaskFieldRow.in_use, *in_sight(scope))
    )
    return [(row.document_id, row.words) for row in connection.execute(titles)]


def _texts(connection: Connection, *, scope: Scope) -> list[str]:
    cells = select(TaskFieldRow.words).where(TaskFieldRow.in_use, _is_in_sight(scope))
    sections = select(TaskRow.document_id, TaskRow.section_title).where(*in_sight(scope))
    passages = select(PassageRow.text, PassageRow.document_id)
    return [
        *connection.execute(cells).scalars(),
        *(row.section_title for row in connection.execute(sections.distinct())),
        *(row.text for row in connection.execute(passages) if scope.allows(row.document_id)),
    ]


def _sections(connection: Connection, *, scope: Scope) -> tuple[SectionName, ...]:
    rows = connection.execute(
        select(TaskRow.document_id, TaskRow.section, TaskRow.section_title)
        .where(TaskRow.section_title != "", *in_sight(scope))
        .distinct()
    )
    return tuple(SectionName(row.document_id, row.section, row.section_title) for row in rows)


def _statuses(connection: Connection, *, scope: Scope) -> tuple[str, ...]:
    is_status = TaskFieldRow.field == Field.STATUS
    statuses = select(TaskFieldRow.words).where(
        is_status, TaskFieldRow.in_use, TaskFieldRow.words != "", _is_in_sight(scope)
    )
    return tuple(connection.execute(statuses.distinct()).scalars())


def _posts(connection: Connection, *, scope: Scope) -> tuple[tuple[str, str], ...]:
    """What columns of persons say; a table of figures has thousands of other short cells."""
    cells = select(TaskFieldRow.header, TaskFieldRow.words).where(
        TaskFieldRow.field == Field.OTHER,
        TaskFieldRow.in_use,
        func.length(TaskFieldRow.words).between(1, LONGEST_CELL),
        _is_in_sight(scope),
    )
    rows = connection.execute(cells.distinct())
    return tuple((row.header, row.words) for row in rows if begins_with_post(row.words))


def _headers(connection: Connection, *, scope: Scope) -> tuple[str, ...]:
    headers = select(TaskFieldRow.header).where(
        TaskFieldRow.field == Field.OTHER, _is_in_sight(scope)
    )
    return tuple(sorted(connection.execute(headers.distinct()).scalars()))


def _task_headers(connection: Connection, *, scope: Scope) -> dict[str, tuple[str, ...]]:
    headers = (
        select(TaskRow.document_id, TaskFieldRow.header)
        .join(TaskFieldRow, TaskFieldRow.task_id == TaskRow.id)
        .where(TaskFieldRow.field == Field.TITLE, TaskFieldRow.header != "", *in_sight(scope))
        .distinct()
    )
    of_tables = (TaskRow.source == Source.TABLE, *in_sight(scope))
    over = select(TaskRow.document_id, TaskRow.section_path).where(*of_tables).distinct()
    nouns = [
        (row.document_id, noun)
        for row in connection.execute(over)
        for heading in row.section_path
        if (noun := noun_of_rows(heading))
    ]
    found: dict[str, tuple[str, ...]] = {}
    for document_id, words in (*connection.execute(headers), *dict.fromkeys(nouns)):
        found[document_id] = (*found.get(document_id, ()), words)
    return found


def _columns(connection: Connection, *, scope: Scope) -> tuple[tuple[Field, str], ...]:
    # "Xong trước" names a column of times, and begins a condition in questions.
    usual = (Field.LEAD, Field.SUPPORT, Field.DELIVERABLE)
    columns = select(TaskFieldRow.field, TaskFieldRow.header).where(
        TaskFieldRow.field.in_(usual), TaskFieldRow.header != "", _is_in_sight(scope)
    )
    rows = connection.execute(columns.distinct())
    return tuple((Field(row.field), row.header) for row in rows)


def _is_in_sight(scope: Scope) -> ColumnElement[bool]:
    """The condition on cells that their row is in sight."""
    return TaskFieldRow.task_id.in_(select(TaskRow.id).where(*in_sight(scope)))
