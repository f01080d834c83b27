"""A plan in short, a section of it, or all that a document changes."""

from __future__ import annotations

import re

from assistant.answering.documents.aims import is_aim
from assistant.answering.documents.meant import candidates
from assistant.answering.findings import (
    Finding,
    Reason,
    Refused,
    SummaryFound,
)
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import (
    Alteration,
    AsksValue,
    InSection,
    NamedBy,
)
from assistant.answering.words.notions import speaks_of
from assistant.answering.words.telling import folded_words, stopwords
from assistant.domain.document import Document, Passage, PassageKind, RelationKind
from assistant.domain.query import Aspect, Predicate, Test
from assistant.domain.relations import CHANGING, changers
from assistant.domain.task import Source, Task
from assistant.vietnamese.outline_marks import read_mark
from assistant.vietnamese.text import fold, syllables

# So many words of a heading that a document's title does not say tell which part is meant.
LEAST_TOLD = 2
TOLD = (PassageKind.ITEM, PassageKind.PARAGRAPH, PassageKind.TABLE)
INTO_FORCE = re.compile(
    r"dieu \d+\b.*\b(?:co hieu luc|chiu trach nhiem (?:thi hanh|thuc hien))\b", re.DOTALL
)


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
        return in_short(document, (), ordered(passages))
    if heading := heading_asked(asked, document, passages):
        below = tuple(p for p in passages if heading in p.section_path)
        _, named = read_mark(heading)
        tasks = tuple(t for t in held if t.section_title == named)
        return SummaryFound(document, tasks, below, tuple(p for p in below if p.kind in TOLD))
    for section in sections_asked(asked):
        held = tuple(t for t in held if t.section in section.marks)
        passages = tuple(p for p in passages if is_under(p, section))
        if not held and not passages:
            return Refused(Reason.ABSENT_SECTION, section.words, near=(document,))
    table = tuple(t for t in held if t.source is Source.TABLE)
    return in_short(document, table or held, passages)


def in_short(
    document: Document, tasks: tuple[Task, ...], passages: tuple[Passage, ...]
) -> SummaryFound:
    return SummaryFound(document, tasks, passages, tuple(filter(is_aim, passages)))


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
    return in_short(documents[0], (), ordered(held))


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


def sections_asked(asked: Asked) -> tuple[InSection, ...]:
    """The sections that the question calls by their marks."""
    meanings = (clause.meaning for clause in asked.understood.sections)
    return tuple(m for m in meanings if not m.by_title)


def heading_asked(asked: Asked, document: Document, passages: tuple[Passage, ...]) -> str:
    """ "tóm gọn phần yêu cầu chung": a heading in the document that the question repeats, and whose
    words do not only name the document; "" where it repeats none.
    """
    said = folded_words(asked.understood.tokens.text)
    beside = folded_words(f"{document.kind} {document.title}")
    paths = dict.fromkeys(title for p in passages for title in p.section_path)
    marked = ((title, *read_mark(title)) for title in paths)
    # What bears no mark is the name of an appendix.
    told = {title: content_of(named) for title, mark, named in marked if mark is not None}
    own = (h for h, words in told.items() if len(words - beside) >= LEAST_TOLD and words <= said)
    return max(own, key=lambda heading: len(told[heading]), default="")


def content_of(heading: str) -> frozenset[str]:
    """The words of a heading that tell something, without diacritics."""
    return frozenset(fold(word) for word in syllables(heading) if word not in stopwords())


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
