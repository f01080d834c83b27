"""What is asked of several tasks: the set, or the one that it comes to, or a sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from assistant.answering.choice.one_thing import of_one
from assistant.answering.choice.other_readings import settled_again
from assistant.answering.evidence import passages
from assistant.answering.evidence.cells.cells import with_cells
from assistant.answering.evidence.kinds import holds
from assistant.answering.evidence.unheard_names import unheard_unit
from assistant.answering.findings import (
    FieldsFound,
    Finding,
    ProseFound,
    Reason,
    Refused,
    Row,
    SetFound,
)
from assistant.answering.lists import sets
from assistant.answering.lists.conditions import LATE, windows
from assistant.answering.question.asked import Asked
from assistant.answering.question.doers import doer_of, with_doer
from assistant.answering.understand.given_back import give_back
from assistant.answering.understand.meanings import (
    Asks,
    AsksList,
    HasStatus,
    IsOverdue,
    Kind,
    Measures,
    NamesUnknownUnit,
)
from assistant.answering.understand.settle.figures import CALLED_TASKS, counts_tasks
from assistant.answering.understand.understood import Understood
from assistant.answering.words.notions import either
from assistant.answering.words.telling import word_set
from assistant.domain.query import Measure
from assistant.domain.task import Field
from assistant.vietnamese.text import fold

# How much of the question a sentence has to say that tells who was late most.
DELAY_TOLD, FEW_QUOTES = 0.5, 3
PLURAL = word_set("những các")
WHO_AND_WHAT = {Field.LEAD, Field.SUPPORT, Field.DELIVERABLE}


def of_set(asked: Asked) -> Finding:
    """A set of tasks, or what is asked of the one that it comes to; a sentence, where no task is
    about the topic.
    """
    asked = with_strangers_in_topic(asked)
    doer = doer_of(asked.understood)
    known = doer and with_doer(asked, doer)
    if doer and not known:
        return Refused(Reason.ABSENT_UNIT, doer.called)
    asked = known or asked
    if late := told_of_delay(asked):
        return late
    found = sets.find(asked)
    if told := figure_of_one(asked, found) or fields_of_one(asked, found):
        return told
    if is_of_one(asked, found):
        if asked.understood.measure and counts_tasks(asked.understood):
            return Refused(Reason.NOTHING_NEAR, asked.topic_words)  # how many there are of one
        return of_one(asked.again(replace(asked.understood, wants_list=False, measure=None)))
    if not is_fruitless(asked, found):
        return found
    if lists_tasks(asked):
        return Refused(Reason.NOTHING_NEAR, asked.topic_words)
    prose = of_one(asked)
    return prose if not isinstance(prose, Refused) or not is_filtered(asked) else found


def with_strangers_in_topic(asked: Asked) -> Asked:
    """ "việc nào có báo cáo gửi Sở Nội vụ": who takes part in nothing, but is spoken of."""
    understood = asked.understood
    if not understood.unknown_units or understood.units or unheard_unit(asked):
        return asked
    return asked.again(settled_again(asked, NamesUnknownUnit))


def figure_of_one(asked: Asked, found: Finding) -> FieldsFound | None:
    """ "phải bắt được bao nhiêu vụ pháo": the figure of the one task that is about it, where it is
    of what is counted, or that is not called a task.
    """
    understood = asked.understood
    counted = understood.resolved.of(Measures)
    measure = understood.measure
    counts = measure is not None and measure.measure is Measure.COUNT
    if not counts or not counted or not understood.topic:
        return None
    if not isinstance(found, SetFound) or len(found.tasks) != 1:
        return None
    (task,) = found.tasks
    noun = "" if not counts_tasks(understood) else understood.tokens[counted[0].end - 1].spelled
    if not holds(task.deliverable, Kind.COUNT, noun=noun):
        return None
    return FieldsFound((Row(task, 1.0),), (Asks(Field.DELIVERABLE),), asked.topic_words)


def fields_of_one(asked: Asked, found: Finding) -> Finding | None:
    """ "vụ lọc dữ liệu xe phòng nào ôm vậy": what is asked of the one task that is about it, though
    other words of the question would list tasks.
    """
    understood = asked.understood
    if not isinstance(found, SetFound) or len(found.tasks) != 1 or understood.measure:
        return None
    if understood.units or not understood.topic or not WHO_AND_WHAT & {*understood.fields}:
        return None
    return with_cells(asked, (Row(found.tasks[0], 1.0),), understood.asks)


def is_of_one(asked: Asked, found: Finding) -> bool:
    """ "bộ tài liệu kỹ năng phải gồm những gì": nobody asks which tasks there are of what but one
    is about; without a condition beside the topic it is a question about that thing.
    """
    understood, measure = asked.understood, asked.understood.measure
    if not isinstance(found, SetFound) or len(found.tasks) != 1 or not understood.topic:
        return False
    if measure is not None and measure.measure is not Measure.COUNT:
        return False
    in_part_of_year = any(not clause.meaning.is_year for clause in understood.windows)
    narrowed = bool(understood.within) or understood.overdue or in_part_of_year
    if measure is None:
        named = bool(understood.units or understood.people or understood.clauses)
        narrowed = narrowed or named or understood.alteration is not None
    return not narrowed and is_by_topic(asked, found)


def is_by_topic(asked: Asked, found: SetFound) -> bool:
    """Whether the topic narrows the set, and does not merely stand beside what does."""
    beside = sets.find(asked.again(replace(asked.understood, topic=())))
    return not isinstance(beside, SetFound) or len(beside.tasks) > len(found.tasks)


def lists_tasks(asked: Asked) -> bool:
    """ "giao những việc gì": tasks by that name and more than one, which no sentence is."""
    tokens = asked.understood.tokens
    said = (tokens.items[r.start : r.end] for r in asked.understood.resolved.of(AsksList))
    return any(
        words[0].spelled in PLURAL and any(word.folded in CALLED_TASKS for word in words)
        for words in said
    )


def told_of_delay(asked: Asked) -> ProseFound | None:
    """ "sở nào trễ hạn nhiều nhất": a letter may tell itself who was late most; rows of tasks only
    tell whose day has passed.
    """
    understood = asked.understood
    measure = understood.measure
    if measure is None or measure.measure is not Measure.COUNT_BY or not is_of_delay(understood):
        return None
    read = give_back(understood, Measures, IsOverdue, HasStatus)
    for quote in passages.ranked(asked.again(read))[:FEW_QUOTES]:
        if quote.score >= DELAY_TOLD and late_most().search(fold(quote.sentence)):
            return ProseFound((quote,), None, understood.asks)
    return None


@cache
def late_most() -> re.Pattern[str]:
    """ "Sở A trễ hạn nhiều nhất", of a folded sentence."""
    late, most = either("late_most", is_folded=True), either("most", is_folded=True)
    return re.compile(f"{late}.*{most}")


def is_of_delay(understood: Understood) -> bool:
    """Whether lateness is what is counted."""
    return understood.overdue or any(c.meaning.words == LATE for c in understood.statuses)


def is_fruitless(asked: Asked, found: Finding) -> bool:
    """Whether no rows are about the topic, so that the prose may be."""
    if isinstance(found, Refused):
        by_progress = found.reason is Reason.NO_STATUS and asked.understood.topic
        return found.reason is Reason.NOTHING_NEAR or bool(by_progress)
    if not isinstance(found, SetFound) or found.tasks or asked.understood.overdue:
        return False
    if asked.understood.people:
        return False
    # Of no rows there is none that has most.
    has_most = found.measure is not None and found.measure.measure is Measure.COUNT_BY
    return bool(asked.understood.topic) and (has_most or not windows(asked))


def is_filtered(asked: Asked) -> bool:
    """Whether held units or times narrow the set, so that an empty one is an answer."""
    return bool(asked.understood.units or asked.understood.people or asked.understood.clauses)
