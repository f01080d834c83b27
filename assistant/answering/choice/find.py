"""From an understood question to what the documents hold of it: the choice of the way."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from assistant.answering.choice.compare.comparison import compare
from assistant.answering.choice.compare.plans import are_sides, plans_named
from assistant.answering.choice.compare.sides import compared, years_named
from assistant.answering.choice.other_readings import look_again, settled_again
from assistant.answering.choice.rows_or_prose import fields_or_prose
from assistant.answering.choice.talk import (
    asks_of_documents,
    is_small_talk,
    is_surely_about,
    only_talk,
)
from assistant.answering.choice.told_before import with_subject
from assistant.answering.choice.told_tasks import with_tasks
from assistant.answering.documents import (
    cited,
    contacts,
    facts,
    funding,
    legal_bases,
    reports,
    summaries,
)
from assistant.answering.documents.aims import aims
from assistant.answering.evidence import passages, rows
from assistant.answering.evidence.amendments import in_force
from assistant.answering.evidence.cells.asked import CALENDAR
from assistant.answering.evidence.cells.cells import with_cells
from assistant.answering.evidence.cells.parts import said_in
from assistant.answering.evidence.kinds import amounts_told, holds
from assistant.answering.evidence.unheard_names import unheard, unheard_unit
from assistant.answering.findings import (
    FieldsFound,
    Finding,
    ProseFound,
    Reason,
    Refused,
    Row,
    SetFound,
    SummaryFound,
    Talked,
    TargetFound,
)
from assistant.answering.lists import sets
from assistant.answering.lists.conditions import LATE, windows
from assistant.answering.lists.own_nouns import or_its_tasks
from assistant.answering.question.asked import Asked
from assistant.answering.question.doers import doer_of, with_doer
from assistant.answering.understand.given_back import give_back
from assistant.answering.understand.meanings import (
    Asks,
    AsksValue,
    Attribute,
    HasStatus,
    IsOverdue,
    Kind,
    Measures,
    NamedBy,
    NamesAbsent,
    NamesPlan,
    NamesUnknownUnit,
    Talk,
)
from assistant.answering.understand.settle.figures import counts_tasks
from assistant.answering.understand.understood import Understood
from assistant.answering.words.notions import either, single_words
from assistant.domain.query import Measure
from assistant.domain.task import Field
from assistant.vietnamese.text import fold, letters

MOST_CITING = 8
# How much of the question a sentence has to say that tells who was late most.
DELAY_TOLD, FEW_QUOTES = 0.5, 3
BESIDE = (["với"], ["và"])
WHO_AND_WHAT = {Field.LEAD, Field.SUPPORT, Field.DELIVERABLE}
MADE_OF, APPENDIX = "gồm", "phu luc"
ABSENCES = {
    NamedBy.PROVINCE: Reason.ABSENT_PLACE,
    NamedBy.NUMBER: Reason.ABSENT_NUMBER,
    NamedBy.KIND: Reason.ABSENT_PLAN,
}


def find(asked: Asked) -> Finding:
    """What the documents hold of a question."""
    talked = only_talk(asked.understood)
    if talked:
        return talked
    if not asked.names.vocabulary.documents:
        return Refused(Reason.NO_DOCUMENTS)
    if is_cited(asked):
        return find(asked.again(settled_again(asked, NamesAbsent)))
    refused = absent(asked)
    if refused:
        return look_again(asked, refused, answer=find_asked)
    asked = with_subject(asked)
    found = unheard(asked) or in_force(asked, find_asked(asked))
    if Talk.OFF_TOPIC in asked.understood.talk and not (
        asks_of_documents(asked.understood) and is_surely_about(asked, found)
    ):
        return Refused(Reason.OFF_TOPIC)
    chat = [t for t in (Talk.GREETING, Talk.THANKS) if t in asked.understood.talk]
    if chat and is_small_talk(asked, found):
        return Talked(chat[0])
    return found


def find_asked(asked: Asked) -> Finding:
    """The answer to a question that asks something of documents that are held."""
    told = aims(asked) or summaries.changes(asked)
    if told:
        return told
    if asked.understood.wants_summary and names_section(asked):
        # "tóm lược mục III": what its tasks are
        listed = replace(asked.understood, wants_summary=False, wants_list=True)
        return find_twice(asked.again(listed))
    if asked.understood.wants_summary and not names_parts(asked):
        summary = summaries.summary(asked)
        if isinstance(summary, SummaryFound):
            return replace(summary, money=funding.whole_of(asked, summary.document))
        if summary:
            return summary
    sides = compared(asked)
    if sides:
        return compare(asked, sides, answer=lambda side: in_force(side, find_twice(side)))
    return find_twice(asked)


def find_twice(asked: Asked) -> Finding:
    """The answer to a question about one thing, by another reading where the first finds none."""
    found = look_again(asked, find_one(asked), answer=find_one)
    if reports.tells_other_period(asked, found):
        near = asked.documents_in(asked.documents or ())
        return Refused(Reason.NOTHING_NEAR, reports.called(asked), near=near)
    return found


def names_section(asked: Asked) -> bool:
    """ "tóm lược mục III"; what an appendix is about is no section of it."""
    sections = (fold(clause.meaning.words) for clause in asked.understood.sections)
    return any(not words.startswith(APPENDIX) for words in sections)


def names_parts(asked: Asked) -> bool:
    """ "nhiệm vụ số 34 nói về gì", "mấy điểm sơ cứu, trước ngày nào": no plan in short."""
    return bool(asked.understood.units or asked.understood.rows) or asks_day(asked)


def asks_day(asked: Asked) -> bool:
    """ "mấy điểm sơ cứu, trước ngày nào": a day is asked for, and no summary."""
    asks = asked.understood.asks
    dues = (ask for ask in asks if ask.field is Field.DUE)
    return any(CALENDAR & {*fold(ask.words).split()} for ask in dues)


def find_one(asked: Asked) -> Finding:
    """The answer to a question about one thing."""
    understood = asked.understood
    day = cited.issued(asked)
    if day:
        return day
    if understood.attributes:
        found = facts.attributes(asked)
        if found:
            return found
        understood = as_task_question(understood)
        asked = replace(asked, understood=understood)
    whom = contacts.find(asked)
    if whom:
        return whom
    money = funding.find(asked)
    if money:
        return money
    report = reports.find(asked)
    if report:
        return with_tasks(asked, report)
    if understood.rows and not any(row.is_ordinal for row in understood.rows):
        return rows.by_number(asked)
    if sets.is_set(asked):
        asked = with_strangers_in_topic(asked)
        doer = doer_of(asked.understood)
        known = doer and with_doer(asked, doer)
        if doer and not known:
            return Refused(Reason.ABSENT_UNIT, doer.called)
        asked = known or asked
        told: Finding | None = told_of_delay(asked)
        if told is not None:
            return told
        found = sets.find(asked)
        told = figure_of_one(asked, found) or fields_of_one(asked, found)
        if told is not None:
            return told
        if not is_fruitless(asked, found):
            return found
        prose = of_one(asked)
        return prose if not isinstance(prose, Refused) or not is_filtered(asked) else found
    return or_its_tasks(asked, of_one(asked))


def as_task_question(understood: Understood) -> Understood:
    """What is asked of a document, asked of a task: the documents do not tell it of themselves."""
    attributes, asks, values = understood.attributes, understood.asks, understood.values
    if Attribute.ISSUED_ON in attributes and not understood.asks:
        # "phải ban hành lúc nào": when it is due
        asks = (Asks(Field.DUE, words=understood.tokens.text),)
    if Attribute.SIGNER in attributes and asks_beside(understood):
        # "ai ký, mấy ngày phải ra": who leads the signing
        asks = (Asks(Field.LEAD), *asks)
    if Attribute.ISSUER in attributes and understood.topic and not understood.asks:
        # "mẫu nhà cho hộ nghèo ai phát hành": who leads it
        asks = (Asks(Field.LEAD),)
    if Attribute.LEGAL_BASES in attributes and not values:
        # "căn cứ nghị định nào": the number of what a sentence names
        sort = next(iter(legal_bases.sorts_named(understood)), "")
        values = (AsksValue(Kind.NUMBER, sort),)
    if Attribute.RECIPIENTS in attributes and (understood.topic or not understood.asks):
        # "báo cáo … gửi cho cơ quan nào": whom a sentence or the product of a task names; as well
        # as "phòng nào làm, xong khi nào", for all of it stands in the task's row
        values = (*values, AsksValue(Kind.RECIPIENT, in_prose=True))
    return replace(understood, asks=asks, values=values)


def of_one(asked: Asked) -> Finding:
    """A row's fields or a sentence; one that only mentions a thing tells none of its parts."""
    found = with_any_noun(asked, fields_or_prose(asked))
    return Refused(Reason.NO_VALUE, asked.topic_words) if names_no_parts(asked, found) else found


def names_no_parts(asked: Asked, found: Finding) -> bool:
    """ "06 rõ gồm những gì" of "giao việc theo nguyên tắc 06 rõ"."""
    is_asked = any(token.spelled == MADE_OF for token in asked.understood.tokens.items)
    return (
        is_asked
        and isinstance(found, ProseFound)
        and not any(
            holds(f"{quote.passage.lead_in} {quote.sentence}", Kind.LISTING)
            for quote in found.quotes
        )
    )


def asks_beside(understood: Understood) -> bool:
    """Whether a day or a figure of a thing is asked for beside who signs, or is told: "khoản chi
    150 triệu thì ai ký".
    """
    is_beside = understood.asks or understood.values or amounts_told(understood.topic)
    return bool(understood.topic and is_beside)


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


def with_any_noun(asked: Asked, found: Finding) -> Finding:
    """Where no figure of the very noun is found ("bao nhiêu người"), any figure may answer."""
    values = asked.understood.values
    if not isinstance(found, Refused) or not any(value.noun for value in values):
        return found
    if found.reason not in (Reason.NO_VALUE, Reason.NOTHING_NEAR):
        return found
    if any(value.noun in asked.topic.unknown for value in values):
        return found  # "bao nhiêu sữa hộp": no document speaks of that at all
    if any(value.noun in single_words("measuring") for value in values):
        return found  # "bao nhiêu ha" of "06 lớp, 240 người"
    figures = (Kind.COUNT, Kind.AMOUNT)
    any_noun = tuple(AsksValue(Kind.AMOUNT if v.kind in figures else v.kind) for v in values)
    understood = replace(asked.understood, values=any_noun)
    held = fields_or_prose(replace(asked, understood=understood))
    # A cell of a table is of what its row and column say, and of no noun that the question adds.
    said = {token.spelled for token in asked.understood.tokens.items}
    is_of_noun = any(value.noun in said for value in values)
    return found if isinstance(held, TargetFound) and is_of_noun else held


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


def absent(asked: Asked) -> Refused | None:
    """A place, number or section that no document bears."""
    missing = asked.choice.absent
    if len(years_named(asked.understood)) > 1:
        return None  # "kế hoạch 2025 và 2026": no plan is of both years
    if are_sides(asked, plans_named(asked)):
        return None  # "ai ký công văn Lạng Sơn, ai ký kế hoạch Quảng Trị": each of its own kind
    held = any(plan.by is NamedBy.PROVINCE for plan in asked.understood.plans)
    is_side = missing is not None and missing.by is NamedBy.PROVINCE and is_beside_plan(asked)
    if missing and (not held or is_side or missing.by is NamedBy.KIND):
        reason = ABSENCES[missing.by]
        near = tuple(row.task.document_id for row in rows.ranked(asked)[:2])
        documents = asked.documents_in(near)
        return Refused(reason, missing.words, near=documents)
    return None


def is_beside_plan(asked: Asked) -> bool:
    """ "An Giang cao hơn hay thấp hơn Cần Thơ", "Cần Thơ với An Giang ai ký": of both is asked, and
    of one nothing is held.
    """
    if asked.understood.compares:
        return True
    named = sorted(asked.understood.resolved.of(NamesAbsent, NamesPlan), key=lambda r: r.start)
    items = asked.understood.tokens.items
    return any(
        isinstance(first.meaning, NamesAbsent) != isinstance(second.meaning, NamesAbsent)
        and [token.spelled for token in items[first.end : second.start]] in BESIDE
        for first, second in pairwise(named)
    )


def is_cited(asked: Asked) -> bool:
    """Whether a number that no document bears stands in the text of one: a part of the topic."""
    missing = asked.choice.absent
    if missing is None or missing.by is not NamedBy.NUMBER:
        return False
    scope = asked.passage_scope
    hits = asked.library.search_passages(missing.words, limit=MOST_CITING, scope=scope)
    where = rows.scope_predicates(asked)
    rows_found = asked.tasks(where, topic=missing.words, limit=MOST_CITING).tasks
    texts = (*(hit.passage.text for hit in hits), *(said_in(task) for task in rows_found))
    return any(letters(missing.words) in letters(text) for text in texts)
