"""What later documents change: rows that are gone or new, and which documents change which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.evidence.cells.parts import parts
from assistant.answering.findings import (
    Finding,
    ProseFound,
    Quote,
    RepealedFound,
    Row,
    TargetFound,
)
from assistant.answering.question.asked import Asked
from assistant.answering.question.ranking import Part, coverage
from assistant.answering.understand.meanings import Alteration, Kind
from assistant.answering.words.telling import stopwords
from assistant.domain.document import Document
from assistant.domain.query import Aspect, Predicate, Test
from assistant.domain.relations import changers
from assistant.domain.task import Field, Task
from assistant.vietnamese.changes import Change, read_change
from assistant.vietnamese.due import read_due
from assistant.vietnamese.sentences import sentences
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import fold, syllables

# The figures of this module are set by hand on the open questions.
# A row that is gone answers where it says so much more of the topic than what is in force.
LEAD_OVER_HELD = 0.1
# How near a row that is gone, and the sentence that tells why, must be at least.
NEAR_GONE = 0.4
NEAR_REASON = 0.25
MOST_REASONS, MOST_EXPLAINED = 2, 6
# So many words say that two sentences speak of one thing.
ABOUT_THE_SAME = 2
# The score of a sentence that names a row by its mark is at least this.
NAMED = 1.0
GONE = Predicate(Aspect.IN_FORCE, Test.IS, ("false",))


def gone(asked: Asked) -> tuple[Task, ...]:
    """The rows that a later document has taken out of the plans meant."""
    documents = asked.names.vocabulary.documents
    meant = [d for d in documents if asked.documents is None or d.id in asked.documents]
    ids = tuple(sorted(d.id for d in meant if changers(d.id, documents)))
    if not ids:
        return ()
    where = (GONE, Predicate(Aspect.DOCUMENT, Test.IS, ids))
    return asked.tasks(where).tasks


def gone_rows(asked: Asked) -> tuple[Row, ...]:
    """Rows that are gone and speak of the topic, the best first."""
    if not asked.topic.syllables:
        return ()
    found = [Row(task, coverage(asked.topic, parts(task))) for task in gone(asked)]
    near = [row for row in found if row.score >= NEAR_GONE]
    return tuple(sorted(near, key=lambda row: -row.score))


def with_gone(asked: Asked, found: tuple[Row, ...]) -> tuple[Row, ...]:
    """Before a change, what it took out was in force beside the rest."""
    if not asked.understood.amended:
        return found
    return tuple(sorted((*found, *gone_rows(asked)), key=lambda row: -row.score))


def repealed(asked: Asked, *, best: float) -> RepealedFound | None:
    """That the row asked for is gone, by which document, and why."""
    found = () if asked.understood.amended else gone_rows(asked)
    if not found or found[0].score < best + LEAD_OVER_HELD:
        return None
    return as_repealed(asked, found[0].task)


def repealed_of_shown(asked: Asked) -> RepealedFound | None:
    """ "việc đó còn phải làm nữa không" after a row that was told to be gone."""
    shown = asked.understood.within
    if asked.understood.amended or len(shown) != 1:
        return None
    return next((as_repealed(asked, task) for task in gone(asked) if task.id in shown), None)


def why_changed(asked: Asked) -> ProseFound | None:
    """ "sao lại dời" after a row whose day a later document put off: the sentence that says so."""
    why = next((v for v in asked.understood.values if v.kind is Kind.REASON), None)
    shown = asked.understood.within
    if why is None or len(shown) != 1:
        return None
    (task,) = asked.tasks((Predicate(Aspect.TASK, Test.IS, shown),)).tasks or (None,)
    if task is None or not task.changes:
        return None
    documents = changers(task.document_id, asked.names.vocabulary.documents)
    told = [quote for quote in reasons(asked, task, documents) if quote.score >= NAMED]
    return ProseFound(tuple(told[:1]), why) if told else None


def as_repealed(asked: Asked, task: Task) -> RepealedFound:
    documents = changers(task.document_id, asked.names.vocabulary.documents)
    return RepealedFound(task, documents[:1], reasons(asked, task, documents))


def reasons(asked: Asked, task: Task, documents: tuple[Document, ...]) -> tuple[Quote, ...]:
    """The sentences of the changing document that speak of the row, by its topic or its mark."""
    found = [
        Quote(passage, sentence, score_of(asked, task, sentence))
        for document in documents[:1]
        for passage in asked.library.passages(document.id, scope=asked.scope)
        for sentence in sentences(passage.text)
    ]
    near = sorted((q for q in found if q.score >= NEAR_REASON), key=lambda q: -q.score)
    return tuple(near[:MOST_REASONS])


def score_of(asked: Asked, task: Task, sentence: str) -> float:
    """How surely a sentence speaks of a row."""
    section = rf",? (?:của |thuộc |ở )?mục {re.escape(task.section)}\b" if task.section else ""
    mark = rf"\b(?:số|nhiệm vụ) 0*{re.escape(task.stt)}\b{section}"
    named = bool(task.stt) and re.search(mark, sentence, re.IGNORECASE) is not None
    return coverage(asked.topic, (Part(sentence),)) + named


def in_force(asked: Asked, found: Finding) -> Finding:
    """Sentences or a figure, behind the sentence of a later document that changes it.

    "Nâng chỉ tiêu … từ 14 điểm lên 17 điểm": what stood before is in what was found, and words
    that say of which thing are in both.
    """
    if asked.understood.amended:
        return found
    match found:
        case ProseFound(quotes=(first, *others)):
            later = changing(asked, first.passage.document_id, first.sentence)
            kept = (q for q in others if later and q.sentence != later.sentence)
            return replace(found, quotes=(later, first, *kept)) if later else found
        case TargetFound(targets=(target,)):
            told = f"{target.subject} {target.name} {target.value} {target.measure}"
            later = changing(asked, target.document_id, told)
            return ProseFound((later,)) if later else found
    return found


def changing(asked: Asked, document_id: str, told: str) -> Quote | None:
    """The sentence of a later document that changes what a document tells."""
    for document in changers(document_id, asked.names.vocabulary.documents):
        for passage in asked.library.passages(document.id, scope=asked.scope):
            for sentence in sentences(passage.text):
                change = read_change(sentence)
                if change is not None and is_changed(told, change):
                    return Quote(passage, sentence, 1.0, change=change)
    return None


def is_changed(sentence: str, change: Change) -> bool:
    """Whether a sentence says what a change puts something else in the place of."""
    old = fold_padded(change.old)
    if not any(letter.isdigit() for letter in old) or old not in fold_padded(sentence):
        return False
    common = {*telling(change.of)} & {*telling(sentence)} - {*telling(change.old)}
    return len(common) >= ABOUT_THE_SAME


def telling(text: str) -> Iterator[str]:
    """The words of a text that say something."""
    return (fold(word) for word in syllables(text) if word not in stopwords())


def altered(asked: Asked, tasks: list[Task]) -> list[Task]:
    """Of the rows those that were altered in the way asked for."""
    match asked.understood.alteration:
        case Alteration.ADDED:
            return [task for task in tasks if task.added_by]
        case Alteration.REPEALED:
            return list(gone(asked))
        case Alteration.DUE | Alteration.LATER | Alteration.EARLIER as how:
            return [task for task in tasks if is_moved(task, how)]
        case Alteration.ANY:
            return [t for t in tasks if t.changes or t.added_by]
    return tasks


def is_moved(task: Task, how: Alteration) -> bool:
    """Whether a deadline was moved that way. One given where there was none was put off by none."""
    moves = [(c.old, c.new) for c in task.changes if c.field is Field.DUE and c.old]
    if not moves or how is Alteration.DUE:
        return bool(moves)
    first, last = (read_due(words, year=None).end for words in (moves[0][0], moves[-1][1]))
    if first is None or last is None:
        return True
    return last > first if how is Alteration.LATER else last < first


def why_altered(asked: Asked, tasks: Sequence[Task]) -> tuple[Quote, ...]:
    """The sentences of later documents that took out or moved a few rows."""
    is_why = any(value.kind is Kind.REASON for value in asked.understood.values)
    is_gone = asked.understood.alteration is Alteration.REPEALED
    if len(tasks) > MOST_EXPLAINED or not (is_gone or (is_why and asked.understood.alteration)):
        return ()
    documents = asked.names.vocabulary.documents
    told = [reasons(asked, t, changers(t.document_id, documents))[:1] for t in tasks]
    return tuple(quote for quotes in told for quote in quotes if quote.score >= NAMED)
