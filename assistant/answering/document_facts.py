"""What a document says of itself: signer, number, date, legal bases; a plan in short."""

from __future__ import annotations

import re
from functools import cache

from assistant.answering.asked import Asked
from assistant.answering.findings import (
    DocumentFound,
    Finding,
    Quote,
    Reason,
    Refused,
    SummaryFound,
)
from assistant.answering.notions import either, speaks_of
from assistant.answering.passages import is_letterhead
from assistant.answering.passages import ranked as sentences_about
from assistant.answering.ranking import Part, coverage, topic_of
from assistant.answering.relations import CHANGING, changers
from assistant.answering.rows import in_order, ranked
from assistant.answering.typed import amounts_told, holds
from assistant.answering.understand.meanings import (
    Alteration,
    AsksAttribute,
    AsksValue,
    Attribute,
    InSection,
    Kind,
    NamedBy,
)
from assistant.answering.understand.tokens import Token
from assistant.answering.understand.understood import Understood
from assistant.answering.words import sorts_in, word_set
from assistant.domain.document import Document, Passage, PassageKind, RelationKind
from assistant.domain.query import Aspect, Predicate, Test
from assistant.domain.task import Field, Source
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import fold, syllables

MOST_DOCUMENTS = 5
MOST_BASES = 6
# How much of the question a document's own words say, from when on it is meant; with it those that
# say so much of what the best one says. From when on a row or a sentence is meant after all. Set by
# hand on the open questions.
CALLED, NEAR, NEAR_BEST, NEAR_ROW, NEAR_QUOTE = 0.3, 0.5, 0.8, 0.6, 0.63
# What a document's kind and its issuer tell, beside its title.
OF_KIND, OF_ISSUER = 0.3, 0.3
# So many words that no title, row or sentence says are a thing of their own, and no name of
# several documents: "bảng giá đất Hà Nam".
MANY_WORDS = 3
# How a sentence begins that says on what a document rests, folded.
BASE = re.compile(r"\W*(can cu|thuc hien|trien khai|theo|xet|tren co so|tiep tuc thuc hien|de)\b")
UNDER_BASES = re.compile(r"\bcan cu\b|\bco so phap ly\b")
DAY = re.compile(r"\bngày (?:mấy|nào|bao nhiêu)\b")
AIM_WORDS = frozenset(map(fold, word_set("mục chỉ tiêu chính chung cụ thể yếu chủ")))
INTO_FORCE = re.compile(
    r"dieu \d+\b.*\b(?:co hieu luc|chiu trach nhiem (?:thi hanh|thuc hien))\b", re.DOTALL
)
SIGNS = re.compile(r"\bký\b", re.IGNORECASE)
BLANK_ATTRIBUTES = {
    Attribute.NUMBER: "số văn bản",
    Attribute.SIGNER: "người ký",
    Attribute.ISSUED_ON: "ngày ban hành",
}
RELATIONS = {
    Attribute.REPLACES: RelationKind.REPLACES,
    Attribute.AMENDS: RelationKind.AMENDS,
}
CONTACTS = (Kind.PHONE, Kind.MAIL, Kind.PERSON)


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


def legal_bases(asked: Asked, wanted: tuple[Attribute, ...]) -> Finding | None:
    """What a plan is based on: the sentences before its first section, of the sort asked for."""
    sorts = sorts_named(asked.understood)
    for document in candidates(asked)[:2]:
        opening = opening_of(document, asked)
        named = tuple(q for q in opening if any(sort in fold(q.sentence) for sort in sorts))
        held = named or (() if sorts else opening)
        chosen = about(asked, held, document) or (() if is_about_row(asked) else held)
        if chosen:
            return DocumentFound(wanted, (document,), chosen[:MOST_BASES])
        is_named = bool(sorts) and asks_number(asked.understood)
        if asked.choice.is_sure and opening and (is_named or not beyond_title(asked, document)):
            return Refused(Reason.NO_VALUE, "căn cứ thuộc loại này", near=(document,))
    return None


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


def summary(asked: Asked) -> Finding | None:
    """A plan in short, or a section of it."""
    documents = candidates(asked)
    if not documents or (
        len(documents) > 1 and asked.documents is None and not asked.understood.soft
    ):
        return None
    document = changing(asked, documents[0])
    where = (Predicate(Aspect.DOCUMENT, Test.IS, (document.id,)),)
    held = asked.tasks(where).tasks
    passages = asked.library.passages(document.id, scope=asked.scope)
    if amends(document) and not sections_asked(asked):
        return SummaryFound(document, (), ordered(passages))
    for section in sections_asked(asked):
        held = tuple(t for t in held if t.section in section.marks)
        passages = tuple(p for p in passages if is_under(p, section))
        if not held and not passages:
            return Refused(Reason.ABSENT_SECTION, section.words, near=(document,))
    table = tuple(t for t in held if t.source is Source.TABLE)
    return SummaryFound(document, table or held, passages)


def changes(asked: Asked) -> SummaryFound | None:
    """ "quyết định 118 sửa những gì": all that a document orders which changes another."""
    understood = asked.understood
    # The plan that it changes counts as meant too: its rows are told as they stand after it.
    documents = [d for d in asked.documents_in(asked.documents or ()) if amends(d)]
    said = fold(understood.tokens.text)
    # "những việc nào bị sửa": rows are asked for, and not what the document says
    asks_rows = speaks_of(said, "task", is_folded=True)
    is_asked = understood.alteration is Alteration.ANY and not asks_rows
    described = understood.topic or understood.units or understood.asks or understood.values
    named = {i for plan in understood.plans if plan.by is NamedBy.NUMBER for i in plan.documents}
    if not is_asked or described or [d.id for d in documents] != [*named]:
        return None
    held = asked.library.passages(documents[0].id, scope=asked.scope)
    return SummaryFound(documents[0], (), ordered(held))


def amends(document: Document) -> bool:
    return any(relation.kind is RelationKind.AMENDS for relation in document.relations)


def ordered(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """What the articles of a decision say, without those that only bring it into force."""
    return tuple(
        passage
        for passage in passages
        if passage.kind is PassageKind.ITEM
        and not passage.text.rstrip().endswith(":")
        and not INTO_FORCE.match(fold(passage.text))
    )


def changing(asked: Asked, document: Document) -> Document:
    """ "tóm tắt quyết định sửa kế hoạch X": what changes the plan, called by its own kind."""
    plans = asked.understood.plans
    of_kind = [plan.documents for plan in plans if plan.by is NamedBy.KIND]
    if not of_kind or any(document.id in documents for documents in of_kind):
        return document
    others = changers(document.id, asked.names.vocabulary.documents, kinds=CHANGING)
    return next((d for d in others if any(d.id in ids for ids in of_kind)), document)


def aims(asked: Asked) -> SummaryFound | None:
    """ "kế hoạch đặt những chỉ tiêu nào", "điểm nhanh chỉ tiêu": all that one plan sets itself."""
    understood = asked.understood
    said = fold_padded(" ".join(token.text for token in understood.common_words))
    asks_all = understood.wants_summary or understood.wants_list or asks_all_aims().search(said)
    documents = asked.documents_in(asked.documents or ())
    if not speaks_of(said, "target", is_folded=True) or not asks_all or len(documents) != 1:
        return None
    described = [t for t in beyond_title(asked, documents[0]) if t.folded not in AIM_WORDS]
    # "chỉ tiêu tháng 6 là gì", "số điện thoại hỏi về chỉ tiêu": one of them, or no aim at all
    is_narrowed = bool(understood.units) or not all(c.meaning.is_year for c in understood.windows)
    asks_other = any(value.kind in CONTACTS for value in understood.values)
    if described or is_narrowed or asks_other or {*understood.fields} - {Field.TITLE}:
        return None
    held = asked.library.passages(documents[0].id, scope=asked.scope)
    set_here = tuple(passage for passage in held if is_aim(passage))
    return SummaryFound(documents[0], (), set_here) if set_here else None


@cache
def asks_all_aims() -> re.Pattern[str]:
    """ "những mục tiêu", "chỉ tiêu của kế hoạch là gì", of a folded question."""
    aims = either("target", is_folded=True)
    return re.compile(rf"\b(?:nhung|cac) {aims}|{aims} (?:\w+ ){{0,6}}(?:nao|gi|gom)\b")


@cache
def row_of_aims() -> re.Pattern[str]:
    """ "Chỉ tiêu: …; …" of a table, folded."""
    return re.compile(rf"{either('target', is_folded=True)}[^:;]*:")


def is_aim(passage: Passage) -> bool:
    """Whether a passage stands under a heading on aims, or is a row of a table of targets."""
    if passage.kind is PassageKind.TABLE and row_of_aims().search(fold(passage.text)):
        return True
    is_told = passage.kind in (PassageKind.ITEM, PassageKind.PARAGRAPH)
    over = (speaks_of(title, "target", is_folded=True) for title in passage.section_path)
    return is_told and any(over)


def sections_asked(asked: Asked) -> tuple[InSection, ...]:
    """The sections that the question calls by their marks."""
    meanings = (clause.meaning for clause in asked.understood.sections)
    return tuple(m for m in meanings if not m.by_title)


def is_under(passage: Passage, section: InSection) -> bool:
    """Whether a passage stands under a heading with the section's mark: "Phụ lục II", "II."."""
    word = "phu luc " if fold(section.words).startswith("phu luc") else "(?:muc |phan |chuong )?"
    marks = "|".join(re.escape(fold(mark)) for mark in section.marks)
    heading = re.compile(rf"\W*{word}(?:{marks})(?!\w)")
    return any(heading.match(fold(title)) for title in passage.section_path)


def whole(asked: Asked) -> Finding:
    """A question that names a plan and nothing in it."""
    understood = asked.understood
    is_one = asked.documents is not None and len(asked.documents) == 1
    if is_one and not understood.asks and not understood.values:
        found = summary(asked)
        if found:
            return found
    if understood.values:
        return Refused(Reason.NO_VALUE, words_of_value(asked))
    return Refused(Reason.NOTHING_NEAR, asked.topic_words)


def words_of_value(asked: Asked) -> str:
    """What is asked for in the question's own words: "số điện thoại"."""
    tokens = asked.understood.tokens
    asking = asked.understood.resolved.of(AsksValue)
    return next((tokens.words(r.start, r.end) for r in asking), asked.topic_words)
