"""The lexical index: FTS5 rows written in the transaction of what they speak of."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, text

from assistant.domain.scope import Scope
from assistant.store.tables import SearchEntryRow
from assistant.vietnamese.terms import index_text

TASK, PASSAGE = "task", "passage"
WEAK_WEIGHT = 0.3  # words of the section and plan tell rows apart less than a row's own


@dataclass(frozen=True, slots=True)
class Entry:
    """What is searched of one task or passage: its own words, and those that it stands under."""

    owner_kind: str
    owner_id: str
    document_id: str
    strong: str
    weak: str = ""


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """A row of the index that holds terms of the question; a higher score is better."""

    owner_id: str
    score: float


def add_entries(connection: Connection, entries: Iterable[Entry]) -> None:
    """Put entries into the index."""
    for entry in entries:
        made = connection.execute(
            insert(SearchEntryRow).values(
                owner_kind=entry.owner_kind,
                owner_id=entry.owner_id,
                document_id=entry.document_id,
            )
        )
        connection.execute(
            text("INSERT INTO search (rowid, strong, weak) VALUES (:id, :strong, :weak)"),
            {
                "id": made.inserted_primary_key[0],  # type: ignore[index]  # one insert gives a key
                "strong": index_text(entry.strong),
                "weak": index_text(entry.weak),
            },
        )


def drop_entries(connection: Connection, owner_ids: Iterable[str]) -> None:
    """Take what speaks of these owners out of the index."""
    owners = list(owner_ids)
    connection.execute(
        text(
            "DELETE FROM search WHERE rowid IN "
            "(SELECT id FROM search_entry WHERE owner_id IN :owners)"
        ).bindparams(bindparam("owners", expanding=True)),
        {"owners": owners},
    )
    connection.execute(delete(SearchEntryRow).where(SearchEntryRow.owner_id.in_(owners)))


def document_counts(connection: Connection, terms: Iterable[str]) -> dict[str, int]:
    """In how many rows each term stands; a term that stands nowhere is left out."""
    wanted = json.dumps(list(dict.fromkeys(terms)))
    one_by_one = "SELECT term, doc FROM search_terms WHERE term IN (SELECT value FROM json_each(?))"
    rows = connection.exec_driver_sql(one_by_one, (wanted,)).all()
    return {term: int(count) for term, count in rows}


def capped_counts(connection: Connection, terms: Iterable[str], *, cap: int) -> dict[str, int]:
    """The same, but no list is read further than `cap`: a common term's has every second row."""
    one = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    counts = {
        term: int(connection.exec_driver_sql(one, (f'"{term}"', cap)).scalar() or 0)
        for term in dict.fromkeys(terms)
    }
    return {term: count for term, count in counts.items() if count}


def entry_count(connection: Connection) -> int:
    """How many rows the index holds."""
    return int(connection.execute(text("SELECT count(*) FROM search_entry")).scalar() or 0)


def match(
    connection: Connection,
    terms: Iterable[str],
    *,
    kind: str,
    scope: Scope,
    limit: int,
    among: Sequence[str] | None = None,
) -> tuple[LexicalHit, ...]:
    """Rows of one kind that hold any of the terms, by BM25, the best first."""
    wanted = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms))
    if not wanted:
        return ()
    within = "" if scope.documents is None else "AND e.document_id IN :documents "
    if among is not None:
        within += "AND e.owner_id IN (SELECT value FROM json_each(:among)) "
    statement = text(
        f"SELECT e.owner_id, -bm25(search, 1.0, {WEAK_WEIGHT}) AS score "
        "FROM search JOIN search_entry e ON e.id = search.rowid "
        f"WHERE search MATCH :terms AND e.owner_kind = :kind {within} "
        "ORDER BY score DESC, e.id LIMIT :limit"
    )
    facts: dict[str, object] = {"terms": wanted, "kind": kind, "limit": limit}
    if among is not None:
        facts["among"] = json.dumps(list(among))
    if scope.documents is not None:
        statement = statement.bindparams(bindparam("documents", expanding=True))
        facts["documents"] = sorted(scope.documents)
    found = connection.execute(statement, facts).all()
    return tuple(LexicalHit(owner_id, score) for owner_id, score in found)
