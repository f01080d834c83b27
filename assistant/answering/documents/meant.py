"""Which documents a question about documents means, and whether it is about them at all."""

from __future__ import annotations

import re

from assistant.answering.evidence.passages import ranked as sentences_about
from assistant.answering.evidence.rows import in_order, ranked
from assistant.answering.question.asked import Asked
from assistant.answering.question.ranking import Part, coverage, topic_of
from assistant.answering.understand.meanings import (
    Attribute,
)
from assistant.domain.document import Document

# How much of the question a document's own words say, from when on it is meant; with it those that
# say so much of what the best one says. From when on a row or a sentence is meant after all. Set by
# hand on the open questions.
CALLED, NEAR, NEAR_BEST, NEAR_ROW, NEAR_QUOTE = 0.3, 0.5, 0.8, 0.6, 0.63
# What a document's kind and its issuer tell, beside its title.
OF_KIND, OF_ISSUER = 0.3, 0.3
# So many words that no title, row or sentence says are a thing of their own, and no name of
# several documents: "bảng giá đất Hà Nam".
MANY_WORDS = 3
SIGNS = re.compile(r"\bký\b", re.IGNORECASE)


def candidates(asked: Asked) -> tuple[Document, ...]:
    """The documents meant, those first whose title says most of the question."""
    held = {d.id: d for d in asked.names.vocabulary.documents}
    meant = [d for d in held.values() if asked.documents is None or d.id in asked.documents]
    tokens = (*asked.understood.topic, *asked.understood.soft)
    topic = topic_of(tokens, asked.names, is_bare=asked.understood.tokens.is_bare)
    scores = {d.id: coverage(topic, called_by(d)) for d in meant}
    best = max(scores.values(), default=0.0)
    if best > CALLED:
        meant = [d for d in meant if scores[d.id] >= best * NEAR_BEST]
    elif asked.understood.preferred and asked.documents is None:
        meant = [d for d in meant if d.id in asked.understood.preferred]
    return tuple(held[i] for i in in_order(asked, tuple(d.id for d in meant)))


def called_by(document: Document) -> tuple[Part, ...]:
    """What a document is called by."""
    return (
        Part(document.title),
        Part(document.kind, OF_KIND),
        Part(document.organization.name, OF_ISSUER),
    )


def is_about_document(asked: Asked, documents: tuple[Document, ...]) -> bool:
    """Whether what is left of the question are words of the document's title, or of no row."""
    if not asked.understood.topic:
        return True
    is_meant = len(documents) == 1 or len(asked.understood.topic) < MANY_WORDS
    if asked.choice.is_sure and is_meant and not is_about_row(asked) and not is_about_quote(asked):
        return True
    best = max(
        coverage(asked.topic, (Part(f"{d.organization.name} {d.number} {d.title}"), Part(d.kind)))
        for d in documents
    )
    return best >= NEAR


def is_about_row(asked: Asked) -> bool:
    """Whether some row says what is left of the question: then that row's bases are meant; asked
    who signs, one whose task is to sign.
    """
    near = [row for row in ranked(asked)[:1] if row.score >= NEAR_ROW]
    if asked.understood.attributes == (Attribute.SIGNER,):
        return any(SIGNS.search(row.task.title) for row in near)
    return bool(near)


def is_about_quote(asked: Asked) -> bool:
    """Whether some sentence says what is left of the question: "tờ trình số mấy"; asked who signs,
    one that speaks of signing.
    """
    near = [quote for quote in sentences_about(asked)[:1] if quote.score >= NEAR_QUOTE]
    if asked.understood.attributes == (Attribute.SIGNER,):
        return any(SIGNS.search(quote.sentence) for quote in near)
    return bool(near)
