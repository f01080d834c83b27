"""Tasks that are asked for by what their plan calls them: "mấy cuộc" of a plan of inspections,
"những chỉ tiêu nào" of a decision that gives targets to departments.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, takewhile

from assistant.answering import sets
from assistant.answering.asked import Asked
from assistant.answering.findings import Finding, Refused, SetFound
from assistant.answering.notions import single_words
from assistant.answering.set_conditions import windows
from assistant.answering.set_shown import names_table
from assistant.answering.understand.meanings import Kind, Measures
from assistant.answering.understand.tokens import Token
from assistant.answering.words import folded_words, stopwords
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
    is_of_tasks = is_narrowed(asked) or names_table(asked)
    if not isinstance(found, Refused) and not is_of_tasks:
        return found
    understood = asked.understood
    if counts_them(asked):
        read = replace(understood, values=(), asks=(), measure=Measures(Measure.COUNT), topic=())
    elif called := called_by(asked):
        others = tuple(token for token in understood.topic if token not in called)
        read = replace(understood, values=(), asks=(), wants_list=True, topic=others)
    else:
        return found
    held = sets.find(asked.again(read))
    return held if isinstance(held, SetFound) and held.tasks else found


def is_narrowed(asked: Asked) -> bool:
    """Whether who leads or when it is due is told of what is asked for."""
    return any(clause.role for clause in asked.understood.units) or bool(windows(asked))


def counts_them(asked: Asked) -> bool:
    """ "bao nhiêu cuộc kiểm tra" of a plan of inspections, "bao nhiêu chỉ tiêu ghi hạn 31/12"."""
    understood = asked.understood
    documents = asked.documents_in(asked.documents or ())
    kinds = [value.kind for value in understood.values]
    # "ghi hạn 31/12/2027" asks for no day, it tells one.
    is_due_told = bool(windows(asked)) and {ask.field for ask in understood.asks} == {Field.DUE}
    if len(documents) != 1 or (understood.asks and not is_due_told):
        return False
    nouns = asked.nouns_of_tasks([documents[0].id])
    # "bao nhiêu chỉ tiêu" counts them; "chỉ tiêu là bao nhiêu" asks for a figure.
    if kinds != [Kind.COUNT] and not (kinds == [Kind.AMOUNT] and how_many(asked, nouns)):
        return False
    title = folded_words(documents[0].title) | nouns
    said = {t.folded for t in understood.topic if t.spelled not in stopwords()}
    # "mấy cuộc", "lên lịch mấy đợt": whatever the plan calls its tasks
    counters = single_words("counter", is_folded=True) | {fold(understood.values[0].noun)}
    return (len(said & title) > 1 or bool(said & nouns)) and said <= title | counters


def how_many(asked: Asked, nouns: frozenset[str]) -> bool:
    """Whether one of the nouns stands right behind "bao nhiêu"."""
    return any(
        count.folded in HOW_MANY and noun.folded in nouns and not noun.after_break
        for count, noun in pairwise(asked.understood.tokens.items)
    )


def called_by(asked: Asked) -> tuple[Token, ...]:
    """The words before "nào" by which the one plan that is meant calls its tasks, where the
    question narrows them: "Sở Nội vụ đang cầm những chỉ tiêu nào"; () where there are none.
    """
    documents = asked.documents_in(asked.documents or ())
    if len(documents) != 1 or not is_narrowed(asked):
        return ()
    nouns = asked.nouns_of_tasks([documents[0].id])
    items = asked.understood.tokens.items
    for at, token in enumerate(items):
        if token.folded in WHICH:
            before = reversed(items[max(0, at - LONGEST) : at])
            called = tuple(takewhile(lambda t: t.folded in nouns, before))
            if called:
                return called
    return ()
