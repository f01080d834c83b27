"""What a document says of itself: signer, number, date, and what changed it."""

from __future__ import annotations

import re

from assistant.answering.documents.legal_bases import legal_bases
from assistant.answering.documents.meant import candidates, is_about_document
from assistant.answering.evidence.kinds import amounts_told
from assistant.answering.findings import (
    DocumentFound,
    Finding,
    Reason,
    Refused,
)
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import (
    Attribute,
)
from assistant.domain.document import Document, RelationKind
from assistant.domain.relations import CHANGING, changers

MOST_DOCUMENTS = 5
DAY = re.compile(r"\bngày (?:mấy|nào|bao nhiêu)\b")
BLANK_ATTRIBUTES = {
    Attribute.NUMBER: "số văn bản",
    Attribute.SIGNER: "người ký",
    Attribute.ISSUED_ON: "ngày ban hành",
}
RELATIONS = {
    Attribute.REPLACES: RelationKind.REPLACES,
    Attribute.AMENDS: RelationKind.AMENDS,
}


def attributes(asked: Asked) -> Finding | None:
    """Signer, number, date …, of the documents meant; None where a row is meant after all."""
    wanted = tuple(dict.fromkeys(asked.understood.attributes))
    if Attribute.CHANGED_BY in wanted:
        return changed_by_others(asked, wanted)
    if Attribute.LEGAL_BASES in wanted and (asked.choice.is_sure or not asked.understood.asks):
        return legal_bases(asked, wanted)
    documents = candidates(asked)
    kinds = [RELATIONS[a] for a in wanted if a in RELATIONS]
    is_field = asked.understood.fields and Attribute.SIGNER not in wanted
    if is_field and asked.understood.topic and not (kinds and asked.choice.is_sure):
        return None
    if Attribute.SIGNER in wanted and amounts_told(asked.understood.topic):
        return None  # "khoản chi 150 triệu thì ai ký": a rule says who, by how much it is
    if kinds:
        documents = tuple(d for d in documents if any(r.kind in kinds for r in d.relations))
        return DocumentFound(wanted, documents[:1]) if documents else None
    if not documents:
        return None
    if len(documents) > MOST_DOCUMENTS:
        return None
    if not is_about_document(asked, documents):
        return None
    asks_day = DAY.search(asked.understood.tokens.text.lower()) is not None
    blank = tuple(a for a in wanted if all(is_blank(d, a, day=asks_day) for d in documents))
    if len(blank) == len(wanted):
        what = " và ".join(BLANK_ATTRIBUTES[a] for a in blank)
        return Refused(Reason.BLANK_ATTRIBUTE, what, near=documents)
    return DocumentFound(wanted, documents)


def is_blank(document: Document, attribute: Attribute, *, day: bool) -> bool:
    """Whether print leaves a thing blank that a document says of itself; a month is no day."""
    match attribute:
        case Attribute.NUMBER:
            return not document.number or document.number.startswith("/")
        case Attribute.SIGNER:
            return not document.signer
        case Attribute.ISSUED_ON:
            return not document.issued_on and (day or not document.issued_words)
    return False


def changed_by_others(asked: Asked, wanted: tuple[Attribute, ...]) -> Finding | None:
    """The documents that amend or replace the one meant."""
    if asked.understood.rows or not asked.choice.is_sure:
        return None
    meant = candidates(asked)[:1]
    if not meant or not is_about_document(asked, meant):
        return None
    documents = asked.names.vocabulary.documents
    found = changers(meant[0].id, documents, kinds=CHANGING)
    if not found:
        return Refused(Reason.NO_VALUE, "văn bản sửa đổi, thay thế", near=meant)
    return DocumentFound(wanted, found)
