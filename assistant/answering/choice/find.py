"""From an understood question to what the documents hold of it: the choice of the way."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from assistant.answering.choice.compare.comparison import compare
from assistant.answering.choice.compare.plans import are_sides, plans_named
from assistant.answering.choice.compare.sides import compared, years_named
from assistant.answering.choice.one_thing import of_one
from assistant.answering.choice.other_readings import look_again, settled_again
from assistant.answering.choice.set_of_tasks import of_set
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
from assistant.answering.evidence import rows
from assistant.answering.evidence.amendments import in_force
from assistant.answering.evidence.cells.asked import CALENDAR
from assistant.answering.evidence.cells.parts import said_in
from assistant.answering.evidence.kinds import amounts_told
from assistant.answering.evidence.unheard_names import unheard
from assistant.answering.findings import (
    Finding,
    Reason,
    Refused,
    SummaryFound,
    Talked,
)
from assistant.answering.lists import sets
from assistant.answering.lists.own_nouns import or_its_tasks
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import (
    Asks,
    AsksValue,
    Attribute,
    Kind,
    NamedBy,
    NamesAbsent,
    NamesPlan,
    Talk,
)
from assistant.answering.understand.understood import Understood
from assistant.domain.task import Field
from assistant.vietnamese.text import fold, letters

MOST_CITING = 8
BESIDE = (["với"], ["và"])
APPENDIX = "phu luc"
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
    """ "nhiệm vụ số 34 nói về gì", "mấy điểm sơ cứu, trước ngày nào", "ngắn gọn tiền bao nhiêu": no
    plan in short."""
    understood = asked.understood
    figures = any(value.kind is not Kind.COUNT for value in understood.values)
    return bool(understood.units or understood.rows) or figures or asks_day(asked)


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
        return of_set(asked)
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


def asks_beside(understood: Understood) -> bool:
    """Whether a day or a figure of a thing is asked for beside who signs, or is told: "khoản chi
    150 triệu thì ai ký".
    """
    is_beside = understood.asks or understood.values or amounts_told(understood.topic)
    return bool(understood.topic and is_beside)


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
