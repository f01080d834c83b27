"""What a document says of itself: signer, number, date, legal bases; a plan in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answering.findings import (
    DocumentFound,
    Finding,
    Quote,
    Reason,
    Refused,
    SummaryFound,
)
from assistant.answering.ranking import Part, coverage, topic_of
from assistant.answering.rows import in_order
from assistant.answering.typed import holds
from assistant.answering.understand.meanings import Attribute, Kind
from assistant.domain.document import Document, PassageKind, RelationKind
from assistant.domain.query import Aspect, Predicate, TaskQuery, Test
from assistant.domain.task import Source

if TYPE_CHECKING:
    from assistant.answering.evidence import Asked

MOST_DOCUMENTS = 5
NEAR = 0.5
RELATIONS = {
    Attribute.REPLACES: RelationKind.REPLACES,
    Attribute.AMENDS: RelationKind.AMENDS,
}


def candidates(asked: Asked) -> tuple[Document, ...]:
    """The documents meant, those first whose title says most of the question."""
    held = {d.id: d for d in asked.names.vocabulary.documents}
    meant = [d for d in held.values() if asked.documents is None or d.id in asked.documents]
    tokens = (*asked.understood.topic, *asked.understood.soft)
    topic = topic_of(tokens, asked.names, is_bare=asked.understood.tokens.is_bare)
    scores = {
        d.id: coverage(topic, (Part(d.title), Part(d.kind, 0.3), Part(d.organization.name, 0.3)))
        for d in meant
    }
    best = max(scores.values(), default=0.0)
    if best > 0.3:
        meant = [d for d in meant if scores[d.id] >= best * 0.8]
    elif asked.understood.preferred and asked.documents is None:
        meant = [d for d in meant if d.id in asked.understood.preferred]
    return tuple(held[i] for i in in_order(asked, tuple(d.id for d in meant)))


def attributes(asked: Asked) -> Finding | None:
    """Signer, number, date …, of the documents meant; None where a row is meant after all."""
    wanted = tuple(dict.fromkeys(asked.understood.attributes))
    if Attribute.LEGAL_BASES in wanted and (asked.choice.is_sure or not asked.understood.asks):
        return legal_bases(asked, wanted)
    if asked.understood.fields and Attribute.SIGNER not in wanted and asked.understood.topic:
        return None
    documents = candidates(asked)
    kinds = [RELATIONS[a] for a in wanted if a in RELATIONS]
    if kinds:
        documents = tuple(d for d in documents if any(r.kind in kinds for r in d.relations))
        return DocumentFound(wanted, documents[:1]) if documents else None
    if not documents:
        return None
    if len(documents) > MOST_DOCUMENTS:
        return None
    if not is_about_document(asked, documents):
        return None
    return DocumentFound(wanted, documents)


def is_about_document(asked: Asked, documents: tuple[Document, ...]) -> bool:
    """Whether what is left of the question are words of the document's title."""
    if not asked.understood.topic:
        return True
    best = max(coverage(asked.topic, (Part(d.title), Part(d.kind, 0.5))) for d in documents)
    return best >= NEAR


def legal_bases(asked: Asked, wanted: tuple[Attribute, ...]) -> Finding | None:
    """What a plan is based on: the sentence before its first section."""
    for document in candidates(asked)[:2]:
        opening = [
            p
            for p in asked.library.passages(document.id, scope=asked.scope)
            if not p.section_path and p.kind in (PassageKind.PARAGRAPH, PassageKind.ITEM)
        ]
        scored = sorted(
            (
                Quote(
                    p,
                    p.text,
                    coverage(asked.topic, (Part(p.text),)) if asked.topic.syllables else 1.0,
                )
                for p in opening
                if holds(p.text, Kind.NUMBER)
            ),
            key=lambda quote: -quote.score,
        )
        if scored:
            return DocumentFound(wanted, (document,), (scored[0],))
    return None


def summary(asked: Asked) -> Finding | None:
    """A plan in short."""
    documents = candidates(asked)
    if not documents or (
        len(documents) > 1 and asked.documents is None and not asked.understood.soft
    ):
        return None
    document = documents[0]
    where = (Predicate(Aspect.DOCUMENT, Test.IS, (document.id,)),)
    held = asked.library.run(TaskQuery(as_of=asked.as_of, where=where, scope=asked.scope)).tasks
    table = tuple(t for t in held if t.source is Source.TABLE)
    passages = asked.library.passages(document.id, scope=asked.scope)
    return SummaryFound(document, table or held, passages)


def whole(asked: Asked) -> Finding:
    """A question that names a plan and nothing in it."""
    if asked.documents is not None and len(asked.documents) == 1 and not asked.understood.asks:
        found = summary(asked)
        if found:
            return found
    return Refused(Reason.NOTHING_NEAR, asked.topic_words)
