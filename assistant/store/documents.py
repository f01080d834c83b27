"""Documents: one transaction brings one in whole; two files of one document are one document."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from assistant.domain.document import (
    Document,
    DocumentFile,
    ParsedDocument,
    Passage,
    PassageKind,
    Relation,
    RelationKind,
    Target,
    Visibility,
)
from assistant.domain.due import Window
from assistant.domain.errors import NotHeld
from assistant.domain.scope import Scope
from assistant.domain.unit import Organization
from assistant.store import search, units, vectors
from assistant.store.identity import Candidate, find_same
from assistant.store.places import place_columns, place_from
from assistant.store.references import read_references
from assistant.store.store import raise_generation
from assistant.store.tables import (
    DocumentRow,
    FileRow,
    OrganizationRow,
    PassageRow,
    RelationRow,
    TargetRow,
    TaskRow,
)
from assistant.store.task_writing import index_tasks, replace_tasks

PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a parsed document in the store."""

    document_id: str
    replaced: bool  # the document was held before
    read: bool  # its rows and passages are now this file's; False: another file of it speaks
    task_ids: tuple[str, ...] = ()
    passage_ids: tuple[str, ...] = ()


def save(
    connection: Connection, parsed: ParsedDocument, *, now: datetime, is_sample: bool = False
) -> Saved:
    """Bring a document in, beside or in the place of what the store holds of it."""
    owner = units.organization_id(connection, parsed.document.organization)
    same = find_same(parsed, candidates(connection, owner))
    held = None if same is None else _held(connection, same)
    if held is not None and is_sample and not held.is_sample:
        return Saved(held.id, replaced=False, read=False)  # a sample gives way to the real one
    document_id = held.id if held else _new_id(parsed)
    if held is not None and held.is_sample and not is_sample:
        connection.execute(delete(FileRow).where(FileRow.document_id == document_id))
    other_formats = _drop_file_of_format(connection, document_id, parsed.file.format)
    file_id = uuid.uuid4().hex[:16]
    speaks = parsed.file.format == PDF or PDF not in other_formats
    if speaks:
        _write_document(
            connection, document_id, parsed, owner=owner, now=now, is_sample=is_sample, held=held
        )
    _write_file(connection, document_id, file_id, parsed.file, now=now)
    raise_generation(connection)
    if not speaks:
        return Saved(document_id, replaced=True, read=False)
    units.learn(connection, owner, parsed.units)
    task_ids = replace_tasks(
        connection, document_id, parsed.tasks, owner=owner, file_id=file_id, now=now
    )
    index_tasks(connection, task_ids, title=parsed.document.title)
    passage_ids = _replace_passages(connection, document_id, parsed.passages)
    _replace_rest(connection, document_id, parsed)
    return Saved(
        document_id,
        replaced=held is not None,
        read=True,
        task_ids=task_ids,
        passage_ids=passage_ids,
    )


def remove(connection: Connection, document_id: str) -> tuple[str, ...]:
    """Take a document out with all that hangs on it; the hashes of its files."""
    hashes = connection.execute(
        select(FileRow.sha256).where(FileRow.document_id == document_id)
    ).scalars()
    removed = tuple(hashes)
    _drop_entries(connection, document_id)
    connection.execute(delete(DocumentRow).where(DocumentRow.id == document_id))
    raise_generation(connection)
    return removed


def holder_of(connection: Connection, sha256: str) -> str | None:
    """The document that already has this very file."""
    return connection.execute(select(FileRow.document_id).where(FileRow.sha256 == sha256)).scalar()


def file_hashes(connection: Connection) -> frozenset[str]:
    """The hashes of all files that documents have."""
    return frozenset(connection.execute(select(FileRow.sha256)).scalars())


def owner_of(connection: Connection, document_id: str) -> int:
    """The organization that issued a document."""
    query = select(DocumentRow.organization_id).where(DocumentRow.id == document_id)
    return connection.execute(query).scalar_one()


def documents(connection: Connection, *, scope: Scope) -> tuple[Document, ...]:
    """All documents, the newest first."""
    query = (
        select(DocumentRow, OrganizationRow)
        .join(OrganizationRow, OrganizationRow.id == DocumentRow.organization_id)
        .order_by(
            func.coalesce(DocumentRow.issued_on, DocumentRow.period_end).desc(), DocumentRow.id
        )
    )
    if scope.documents is not None:
        query = query.where(DocumentRow.id.in_(scope.documents))
    rows: Iterable[Row[Any]] = connection.execute(
        query.with_only_columns(
            *DocumentRow.__table__.columns,
            OrganizationRow.name,
            OrganizationRow.parent,
            OrganizationRow.province,
        )
    )
    files = _files(connection)
    relations = _relations(connection)
    passages = _counts(connection, PassageRow.document_id)
    tasks = _counts(connection, TaskRow.document_id)
    return tuple(
        _document(
            row,
            files=files.get(row.id, ()),
            relations=relations.get(row.id, ()),
            passages=passages.get(row.id, 0),
            tasks=tasks.get(row.id, 0),
        )
        for row in rows
    )


def document(connection: Connection, name: str, *, scope: Scope) -> Document:
    """The document of this id, number or file stem."""
    for held in documents(connection, scope=scope):
        stems = {PurePath(file.name).stem for file in held.files}
        if name in (held.id, held.number, *stems, *(file.name for file in held.files)):
            return held
    raise NotHeld(f"no document {name!r}", what="văn bản", name=name)


def passages(connection: Connection, document_id: str, *, scope: Scope) -> tuple[Passage, ...]:
    """A document's passages in reading order."""
    if not scope.allows(document_id):
        return ()
    query = select(PassageRow).where(PassageRow.document_id == document_id)
    return tuple(map(_passage, connection.execute(query.order_by(PassageRow.ordinal))))


def passages_by_id(
    connection: Connection, ids: Iterable[str], *, scope: Scope
) -> dict[str, Passage]:
    """The passages of these ids, as far as the asker may see them."""
    rows = connection.execute(select(PassageRow).where(PassageRow.id.in_(list(ids))))
    return {row.id: _passage(row) for row in rows if scope.allows(row.document_id)}


def targets(connection: Connection, *, scope: Scope) -> tuple[Target, ...]:
    """Every target that a document sets."""
    rows = connection.execute(select(TargetRow).order_by(TargetRow.id))
    return tuple(
        Target(
            name=row.name,
            value=row.value,
            measure=row.measure,
            period=row.period,
            subject=row.subject,
            quote=row.quote,
            place=place_from(row.boxes, row.paragraph),
            document_id=row.document_id,
        )
        for row in rows
        if scope.allows(row.document_id)
    )


def candidates(connection: Connection, owner: int) -> tuple[Candidate, ...]:
    """An organization's documents, as far as they tell whether a new file is one of them."""
    rows = connection.execute(select(DocumentRow).where(DocumentRow.organization_id == owner)).all()
    return tuple(
        Candidate(
            id=row.id,
            number=row.number,
            issued=row.issued_on.isoformat() if row.issued_on else row.issued_words,
            kind=row.kind,
            title=row.title,
            text="\n".join(
                connection.execute(
                    select(PassageRow.text).where(PassageRow.document_id == row.id)
                ).scalars()
            ),
        )
        for row in rows
    )


def _held(connection: Connection, document_id: str) -> Row[Any]:
    return connection.execute(select(DocumentRow).where(DocumentRow.id == document_id)).one()


def _new_id(parsed: ParsedDocument) -> str:
    """By content, so that the same document has the same address wherever it is ingested."""
    document = parsed.document
    issued = document.issued_on.isoformat() if document.issued_on else document.issued_words
    facts = (document.organization.name, document.number, issued, document.title)
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()[:12]


def _drop_file_of_format(connection: Connection, document_id: str, kind: str) -> set[str]:
    """Of the same format the later file replaces the earlier; the formats of the others."""
    connection.execute(
        delete(FileRow).where(FileRow.document_id == document_id, FileRow.format == kind)
    )
    return set(
        connection.execute(
            select(FileRow.format).where(FileRow.document_id == document_id)
        ).scalars()
    )


def _write_document(
    connection: Connection,
    document_id: str,
    parsed: ParsedDocument,
    *,
    owner: int,
    now: datetime,
    is_sample: bool,
    held: Row[Any] | None,
) -> None:
    document = parsed.document
    columns = {
        "organization_id": owner,
        "number": document.number,
        "issuer": document.issuer,
        "place": document.place,
        "issued_on": document.issued_on,
        "issued_words": document.issued_words,
        "kind": document.kind,
        "title": document.title,
        "signer": document.signer,
        "signer_position": document.signer_position,
        "legal_bases": list(document.legal_bases),
        "recipients": list(document.recipients),
        "period_start": document.period.start if document.period else None,
        "period_end": document.period.end if document.period else None,
        "warnings": list(document.warnings),
        "visibility": document.visibility,
        "state": "current",
        "is_sample": is_sample,
        "pages": document.pages or parsed.file.pages or 0,
        "added_at": now,
    }
    if held is not None:
        connection.execute(
            update(DocumentRow).where(DocumentRow.id == document_id).values(**columns)
        )
    else:
        connection.execute(insert(DocumentRow).values(id=document_id, **columns))


def _write_file(
    connection: Connection, document_id: str, file_id: str, file: DocumentFile, *, now: datetime
) -> None:
    connection.execute(
        insert(FileRow).values(
            id=file_id,
            document_id=document_id,
            name=file.name,
            sha256=file.sha256,
            format=file.format,
            pages=file.pages,
            added_at=now,
        )
    )


def _replace_passages(
    connection: Connection, document_id: str, found: Iterable[Passage]
) -> tuple[str, ...]:
    query = select(PassageRow.id).where(PassageRow.document_id == document_id)
    old = connection.execute(query).scalars().all()
    search.drop_entries(connection, old)
    vectors.drop(connection, old)
    connection.execute(delete(PassageRow).where(PassageRow.document_id == document_id))
    rows = [
        {
            "id": f"{document_id}-p{ordinal}",
            "document_id": document_id,
            "ordinal": ordinal,
            "kind": passage.kind,
            "section_path": list(passage.section_path),
            "lead_in": passage.lead_in,
            "text": passage.text,
            **place_columns(passage.place),
        }
        for ordinal, passage in enumerate(found, start=1)
    ]
    if rows:
        connection.execute(insert(PassageRow), rows)
    search.add_entries(
        connection,
        [
            search.Entry(
                search.PASSAGE,
                str(row["id"]),
                document_id,
                strong=str(row["text"]),
                weak=" . ".join((*row["section_path"], str(row["lead_in"]))),  # type: ignore[misc]
            )
            for row in rows
        ],
    )
    return tuple(str(row["id"]) for row in rows)


def _replace_rest(connection: Connection, document_id: str, parsed: ParsedDocument) -> None:
    """Relations and targets hang on nothing, so they are simply written anew."""
    for table in (RelationRow, TargetRow):
        connection.execute(delete(table).where(table.document_id == document_id))
    for relation in parsed.document.relations:
        connection.execute(
            insert(RelationRow).values(
                document_id=document_id,
                kind=relation.kind,
                number=relation.number,
                words=relation.words,
                issued_on=relation.issued_on,
            )
        )
    for target in parsed.targets:
        connection.execute(
            insert(TargetRow).values(
                document_id=document_id,
                name=target.name,
                value=target.value,
                measure=target.measure,
                period=target.period,
                subject=target.subject,
                quote=target.quote,
                **place_columns(target.place),
            )
        )


def _drop_entries(connection: Connection, document_id: str) -> None:
    for column in (TaskRow, PassageRow):
        ids = connection.execute(select(column.id).where(column.document_id == document_id))
        search.drop_entries(connection, ids.scalars().all())


def _files(connection: Connection) -> dict[str, tuple[DocumentFile, ...]]:
    found: dict[str, tuple[DocumentFile, ...]] = {}
    for row in connection.execute(select(FileRow).order_by(FileRow.added_at)):
        file = DocumentFile(row.name, row.sha256, row.format, row.pages, row.id)
        found[row.document_id] = (*found.get(row.document_id, ()), file)
    return found


def _relations(connection: Connection) -> dict[str, tuple[Relation, ...]]:
    references = read_references(connection)
    found: dict[str, tuple[Relation, ...]] = {}
    for row in connection.execute(select(RelationRow).order_by(RelationRow.id)):
        meant = references.meant(row.number, within=row.document_id)
        kind = RelationKind(row.kind)
        relation = Relation(kind, row.number, row.words, row.issued_on, document_id=meant)
        found[row.document_id] = (*found.get(row.document_id, ()), relation)
    return found


def _counts(connection: Connection, column: Any) -> dict[str, int]:
    query = select(column, func.count()).group_by(column)
    if column.class_ is TaskRow:
        query = query.where(TaskRow.gone_at.is_(None))
    return dict(connection.execute(query).all())


def _document(
    row: Row[Any],
    *,
    files: tuple[DocumentFile, ...],
    relations: tuple[Relation, ...],
    passages: int,
    tasks: int,
) -> Document:
    has_period = row.period_start or row.period_end
    return Document(
        id=row.id,
        title=row.title,
        kind=row.kind,
        number=row.number,
        issuer=row.issuer,
        organization=Organization(row.name, row.parent, row.province),
        place=row.place,
        issued_on=row.issued_on,
        issued_words=row.issued_words,
        signer=row.signer,
        signer_position=row.signer_position,
        legal_bases=tuple(row.legal_bases),
        recipients=tuple(row.recipients),
        period=Window(row.period_start, row.period_end) if has_period else None,
        relations=relations,
        warnings=tuple(row.warnings),
        visibility=Visibility(row.visibility),
        files=files,
        pages=row.pages,
        passages=passages,
        tasks=tasks,
        is_sample=row.is_sample,
    )


def _passage(row: Row[Any]) -> Passage:
    return Passage(
        id=row.id,
        document_id=row.document_id,
        ordinal=row.ordinal,
        kind=PassageKind(row.kind),
        section_path=tuple(row.section_path),
        lead_in=row.lead_in,
        text=row.text,
        place=place_from(row.boxes, row.paragraph),
    )
