"""Tasks that are asked for by what their plan calls them: "mấy cuộc" of a plan of inspections,
"những chỉ tiêu nào" of a decision that gives targets to departments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from assistant.answering.findings import Finding, Refused, SetFound, TargetFound
from assistant.answering.lists import sets
from assistant.answering.lists.conditions import windows
from assistant.answering.lists.shown import names_table
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import Kind, Measures, NamesPlan
from assistant.answering.words.notions import single_words
from assistant.answering.words.telling import folded_words, stopwords
from assistant.answering.words.tokens import Token
from assistant.domain.document import Document
from assistant.domain.query import Measure
from assistant.domain.task import Field
from assistant.vietnamese.text import fold

HOW_MANY = frozenset(("nhieu", "may"))
WHICH = frozenset(("nao", "gi"))
LONGEST = 3  # syllables of what a plan calls its tasks


def or_its_tasks(asked: Asked, found: Finding) -> Finding:
    """Where no figure is found of what a plan may call its tasks by, how many tasks it has, or
    which.

    "Văn phòng chủ trì bao nhiêu cuộc kiểm tra", "trong phụ lục có mấy dự án": whatever figure is
    told somewhere.
    """
    understood = asked.understood
    is_of_tasks = is_narrowed(asked) or names_table(asked)
    # A cell of a table of figures tells how many of them there are.
    is_told = isinstance(found, TargetFound) or not (isinstance(found, Refused) or is_of_tasks)
    if is_told or any(value.in_prose for value in understood.values):
        return found  # "dự án nào chậm thì bị gì": what a sentence tells
    if meant := counted(asked):
        read = replace(understood, values=(), asks=(), measure=Measures(Measure.COUNT), topic=())
    elif meant := listed(asked):
        called = called_by(asked, *meant)
        topic = tuple(token for token in understood.topic if token not in called)
        read = replace(understood, values=(), asks=(), wants_list=True, topic=topic)
    else:
        return found
    if asked.documents is None:
        read = replace(read, plans=(NamesPlan.known(frozenset(meant)),))
    held = sets.find(asked.again(read))
    return held if isinstance(held, SetFound) and held.tasks else found


def is_narrowed(asked: Asked) -> bool:
    """Whether who leads or when it is due is told of what is asked for."""
    is_led = any(clause.role for clause in asked.understood.units) or asked.understood.people
    return bool(is_led or windows(asked))


def plans_meant(asked: Asked) -> Sequence[Document]:
    """The one plan that is meant; where the question names none, each that is held."""
    if asked.documents is None:
        return asked.names.vocabulary.documents
    meant = asked.documents_in(asked.documents)
    return meant if len(meant) == 1 else ()


def counted(asked: Asked) -> tuple[str, ...]:
    """The plans of which the tasks are counted by their own word: "bao nhiêu cuộc kiểm tra" of a
    plan of inspections, "bao nhiêu chỉ tiêu ghi hạn 31/12".
    """
    return tuple(document.id for document in plans_meant(asked) if counts_those_of(asked, document))


def counts_those_of(asked: Asked, document: Document) -> bool:
    """Whether what is counted is what a plan calls its tasks."""
    understood = asked.understood
    kinds = [value.kind for value in understood.values]
    counters = single_words("counter", is_folded=True)
    is_named = asked.documents is not None
    if is_named and understood.people and any(fold(v.noun) in counters for v in understood.values):
        return True  # "ông Toản chủ trì mấy cuộc"
    # "ghi hạn 31/12/2027" asks for no day, it tells one.
    is_due_told = bool(windows(asked)) and {ask.field for ask in understood.asks} == {Field.DUE}
    if understood.asks and not is_due_told:
        return False
    nouns = asked.nouns_of_tasks([document.id])
    # "bao nhiêu chỉ tiêu" counts them; "chỉ tiêu là bao nhiêu" asks for a figure.
    is_behind = how_many(asked, nouns)
    if kinds != [Kind.COUNT] and not (kinds == [Kind.AMOUNT] and is_behind):
        return False
    title = folded_words(document.title) | nouns
    said = {t.folded for t in understood.topic if t.spelled not in stopwords()}
    # "mấy cuộc", "lên lịch mấy đợt": whatever the plan calls its tasks
    counters |= {fold(understood.values[0].noun)}
    is_of_plan = is_behind or (is_named and (len(said & title) > 1 or bool(said & nouns)))
    return is_of_plan and said <= title | counters


def how_many(asked: Asked, nouns: frozenset[str]) -> bool:
    """Whether one of the nouns stands right behind "bao nhiêu"."""
    return any(
        count.folded in HOW_MANY and noun.folded in nouns and not noun.after_break
        for count, noun in pairwise(asked.understood.tokens.items)
    )


def listed(asked: Asked) -> tuple[str, ...]:
    """The plans whose tasks are asked for by their own word, where the question narrows them:
    "Sở Nội vụ đang cầm những chỉ tiêu nào".
    """
    if not is_narrowed(asked):
        return ()
    return tuple(d.id for d in plans_meant(asked) if called_by(asked, d.id))


def called_by(asked: Asked, *documents: str) -> tuple[Token, ...]:
    """The words before "nào" by which plans call their tasks; () where there are none."""
    nouns = asked.nouns_of_tasks(documents)
    items = asked.understood.tokens.items
    for at, token in enumerate(items):
        if token.folded in WHICH:
            before = reversed(items[max(0, at - LONGEST) : at])
            called = tuple(takewhile(lambda t: t.folded in nouns, before))
            if called:
                return called
    return ()
