"""Which of the documents held change which."""

from collections.abc import Collection, Iterable

from assistant.domain.document import Document, RelationKind

CHANGING = (RelationKind.AMENDS, RelationKind.REPLACES)


def changers(
    document_id: str,
    documents: Iterable[Document],
    *,
    kinds: Collection[RelationKind] = (RelationKind.AMENDS,),
) -> tuple[Document, ...]:
    """The documents that change a document, the latest first."""
    held = tuple(documents)
    target = next((d for d in held if d.id == document_id), None)
    found = [d for d in held if target and d.id != target.id and changes(d, target, kinds=kinds)]
    return tuple(sorted(found, key=lambda d: d.issued_on.toordinal() if d.issued_on else 0))[::-1]


def with_changed(ids: frozenset[str], documents: Iterable[Document]) -> frozenset[str]:
    """Documents, and for each that changes others those that it changes: its rows are theirs."""
    held = {document.id: document for document in documents}
    meant = [held[i] for i in ids if i in held]
    changed = {
        other
        for document in meant
        for other in changed_documents(document, held.values())
        if not is_next(document, held[other])
    }
    return ids | changed


def without_changers(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Documents without those that change another of them: a plan, and not its amendment."""
    held = tuple(documents)
    return tuple(d for d in held if not changed_documents(d, held))


def is_next(document: Document, target: Document) -> bool:
    """Whether a document that changes another is the plan after it, with rows of its own: the plan
    for 2027 moves what is left of that for 2026.
    """
    return document.kind == target.kind and document.year != target.year


def changed_documents(document: Document, documents: Iterable[Document]) -> frozenset[str]:
    """The documents that a document changes."""
    return frozenset(d.id for d in documents if d.id != document.id and changes(document, d))


def changes(
    document: Document,
    target: Document,
    *,
    kinds: Collection[RelationKind] = (RelationKind.AMENDS,),
) -> bool:
    """Whether a document names the other as one that it changes."""
    return any(
        relation.kind in kinds and relation.document_id == target.id
        for relation in document.relations
    )
