"""What a document rests on: the sentences in which it says so."""

from __future__ import annotations

import re

from assistant.answering.documents.meant import candidates, is_about_row
from assistant.answering.evidence.kinds import holds
from assistant.answering.evidence.passages import is_letterhead
from assistant.answering.findings import (
    DocumentFound,
    Finding,
    Quote,
    Reason,
    Refused,
)
from assistant.answering.question.asked import Asked
from assistant.answering.question.ranking import Part, coverage, topic_of
from assistant.answering.understand.meanings import (
    AsksAttribute,
    AsksValue,
    Attribute,
    Kind,
)
from assistant.answering.understand.understood import Understood
from assistant.answering.words.telling import sorts_in
from assistant.answering.words.tokens import Token
from assistant.domain.document import Document, Passage, PassageKind
from assistant.vietnamese.text import fold, syllables

MOST_BASES = 6
# How much of the question a document's own words say, from when on it is meant; with it those that
# say so much of what the best one says. From when on a row or a sentence is meant after all. Set by
# hand on the open questions.
NEAR, NEAR_BEST = 0.5, 0.8
# How a sentence begins that says on what a document rests, folded.
BASE = re.compile(r"\W*(can cu|thuc hien|trien khai|theo|xet|tren co so|tiep tuc thuc hien|de)\b")
UNDER_BASES = re.compile(r"\bcan cu\b|\bco so phap ly\b")


def legal_bases(asked: Asked, wanted: tuple[Attribute, ...]) -> Finding | None:
    """What a plan is based on: the sentences before its first section, of the sort asked for."""
    sorts = sorts_named(asked.understood)
    refused: Refused | None = None
    for document in candidates(asked)[:2]:
        opening = opening_of(document, asked)
        named = tuple(q for q in opening if any(sort in fold(q.sentence) for sort in sorts))
        held = named or (() if sorts else opening)
        chosen = about(asked, held, document) or (() if is_about_row(asked) else held)
        if chosen:
            return DocumentFound(wanted, (document,), chosen[:MOST_BASES])
        is_named = bool(sorts) and asks_number(asked.understood)
        if asked.choice.is_sure and opening and (is_named or not beyond_title(asked, document)):
            # A plan and what amends it may both be meant: the other one may say it.
            refused = refused or Refused(Reason.NO_VALUE, "căn cứ thuộc loại này", near=(document,))
    return refused


def opening_of(document: Document, asked: Asked) -> tuple[Quote, ...]:
    """The sentences in which a document says on what it rests."""
    held = asked.library.passages(document.id, scope=asked.scope)
    return tuple(
        Quote(passage, passage.text.strip(), 1.0)
        for passage in held
        if passage.kind in (PassageKind.PARAGRAPH, PassageKind.ITEM)
        and not is_letterhead(passage)
        and is_base(passage, document)
    )


def is_base(passage: Passage, document: Document) -> bool:
    """Whether a passage says on what a document rests: before the first section, or under a
    heading that says so.
    """
    if UNDER_BASES.search(fold(heading_over(passage))):
        return True
    if passage.section_path:
        return False
    names_itself = bool(document.number) and document.number in passage.text
    names_other = not names_itself and holds(passage.text, Kind.NUMBER)
    return names_other or BASE.match(fold(passage.text)) is not None


def heading_over(passage: Passage) -> str:
    return ("", *passage.section_path)[-1]


def sorts_named(understood: Understood) -> tuple[str, ...]:
    """The sorts of document that the words of the question about bases name: "nghị định nào"."""
    tokens = understood.tokens
    spans = [
        tokens.words(reading.start, reading.end)
        for reading in understood.resolved.chosen
        if reading.meaning == AsksAttribute(Attribute.LEGAL_BASES)
        or (isinstance(reading.meaning, AsksValue) and reading.meaning.kind is Kind.NUMBER)
    ]
    if asks_number(understood):
        # "nghị quyết HĐND tỉnh số mấy làm căn cứ": the sort stands apart from what asks
        spans.append(" ".join(token.text for token in understood.topic))
    return tuple(dict.fromkeys(sort for span in spans for sort in sorts_in(span)))


def asks_number(understood: Understood) -> bool:
    """Whether the number of a base is asked for: "nghị quyết số mấy làm căn cứ"."""
    number = AsksAttribute(Attribute.NUMBER)
    return number in understood.resolved.meanings(AsksAttribute)


def about(asked: Asked, bases: tuple[Quote, ...], document: Document) -> tuple[Quote, ...]:
    """Those of the bases that say what else the question tells, beside the document's own title."""
    own = set(
        map(fold, syllables(f"{document.title} {document.kind} {document.organization.name}"))
    )
    tokens = [t for t in asked.understood.topic if t.folded not in own]
    topic = topic_of(tokens, asked.names, is_bare=asked.understood.tokens.is_bare)
    if not topic.syllables:
        return bases
    scores = [coverage(topic, (Part(quote.sentence),)) for quote in bases]
    best = max(scores, default=0.0)
    if best < NEAR:
        return ()
    return tuple(q for q, score in zip(bases, scores, strict=True) if score >= best * NEAR_BEST)


def beyond_title(asked: Asked, document: Document) -> tuple[Token, ...]:
    """The words of the topic that are no words of a document's name."""
    title = f"{document.title} {document.kind} {document.organization.name}"
    own = set(map(fold, syllables(title)))
    return tuple(t for t in asked.understood.topic if t.folded not in own)
