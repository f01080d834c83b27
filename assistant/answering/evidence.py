"""From an understood question to what the documents hold of it: the choice of the way."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from assistant.answering import (
    amendments,
    confidence,
    document_facts,
    funding,
    passages,
    reports,
    rows,
    sets,
    targets,
)
from assistant.answering.asked import Asked
from assistant.answering.comparison import compare
from assistant.answering.demands import demands, meets
from assistant.answering.findings import (
    FieldsFound,
    Finding,
    ProseFound,
    Quote,
    Reason,
    Refused,
    Row,
    SetFound,
    Talked,
)
from assistant.answering.second_look import look_again, settled_again
from assistant.answering.set_conditions import windows
from assistant.answering.sides import compared, years_named
from assistant.answering.typed import holds
from assistant.answering.understand.fields import COLUMN
from assistant.answering.understand.meanings import (
    Asks,
    AsksValue,
    Attribute,
    Detail,
    Kind,
    NamesAbsent,
    NamesUnknownUnit,
    Talk,
)
from assistant.answering.understand.understood import Understood
from assistant.domain.task import Field, Source, Task
from assistant.vietnamese.text import CAPITALS, fold, letters

# A row answers a question about a field before a sentence that says the topic a little better.
ROW_LEAD = 0.12
# A row that says so much of what a sentence says answers where the sentence holds no such value.
ROW_SHARE, QUOTE_SHARE = 0.6, 0.5
# Under this share of the topic, what was found is about something else.
NEAR_ROW, NEAR_QUOTE = 0.42, 0.48
# How probably a candidate is meant, by all signs together: enough whatever its words, and too
# little whatever its words. A wrong answer weighs more than none.
SURE, DOUBTFUL = 0.4, 0.12
# What a syllable tells that is looked for by itself.
TELLING = 4.5
# A row that says so little of the topic is not even named as the nearest.
NEAREST = 0.18
# A sentence that says so well what a thing is leaves the rows that only name it behind.
DEFINED = 0.6
ASKING = frozenset(("nao", "gi", "may", "dau", "sao", "khong", "chua", "ai", "nhieu"))
WHICH = "nao"
MOST_CITING = 8
SURELY_MEANT = 0.97
FIGURE_LEAD = 0.1
ABSENCES = {
    "province": Reason.ABSENT_PLACE,
    "number": Reason.ABSENT_NUMBER,
    "plan": Reason.ABSENT_PLAN,
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
        return look_again(asked, refused, answer=find_one)
    found = find_asked(asked)
    if Talk.OFF_TOPIC in asked.understood.talk and not (
        asks_of_documents(asked.understood) and is_surely_about(asked, found)
    ):
        return Refused(Reason.OFF_TOPIC)
    chat = {Talk.GREETING, Talk.THANKS} & asked.understood.talk
    if chat and is_small_talk(asked, found):
        return Talked(next(iter(chat)))
    return found


def asks_of_documents(understood: Understood) -> bool:
    """Whether anything is asked that rows or sentences could hold: "có mưa không" asks nothing."""
    return bool(
        understood.asks
        or understood.values
        or understood.attributes
        or understood.wants_list
        or understood.measure
    )


def is_surely_about(asked: Asked, found: Finding) -> bool:
    """Whether words of everyday life are a subject of the documents after all: "quán ăn"."""
    match found:
        case FieldsFound(rows=(row, *_)):
            return bool(asked.understood.plans) or row.score >= SURELY_MEANT
        case ProseFound(quotes=(quote, *_)):
            return bool(asked.understood.plans) and quote.score >= SURELY_MEANT
        case SetFound():
            return bool(found.tasks) and bool(asked.understood.plans)
    return False


def is_small_talk(asked: Asked, found: Finding) -> bool:
    """A greeting with words around it that ask nothing of any document."""
    understood = asked.understood
    if understood.asks or understood.plans or understood.units or understood.wants_list:
        return False
    if understood.values or understood.attributes or understood.measure:
        return False
    match found:
        case Refused():
            return True
        case FieldsFound(rows=(row, *_)):
            return row.score < SURELY_MEANT
        case ProseFound(quotes=(quote, *_)):
            return quote.score < SURELY_MEANT
    return False


def find_asked(asked: Asked) -> Finding:
    """The answer to a question that asks something of documents that are held."""
    if asked.understood.wants_summary and not (asked.understood.units or asks_day(asked)):
        summary = document_facts.summary(asked)
        if summary:
            return summary
    sides = compared(asked)
    if sides:
        return compare(asked, sides, read=asked.again, answer=find_one)
    return look_again(asked, find_one(asked), answer=find_one)


def asks_day(asked: Asked) -> bool:
    """ "mấy điểm sơ cứu, trước ngày nào": a day is asked for, and no summary."""
    asks = asked.understood.asks
    dues = (ask for ask in asks if ask.field is Field.DUE)
    return any(rows.CALENDAR & {*fold(ask.words).split()} for ask in dues)


def find_one(asked: Asked) -> Finding:
    """The answer to a question about one thing."""
    understood = asked.understood
    if understood.attributes:
        found = document_facts.attributes(asked)
        if found:
            return found
        if Attribute.ISSUED_ON in understood.attributes and not understood.asks:
            # "phải ban hành lúc nào": of a task, when it is due
            due = Asks(Field.DUE, words=understood.tokens.text)
            asked = replace(asked, understood=replace(understood, asks=(due,)))
        if Attribute.RECIPIENTS in understood.attributes and not understood.asks:
            # "báo cáo … gửi cho cơ quan nào": of a task, where its product goes
            asked = replace(asked, understood=replace(understood, asks=(Asks(Field.DELIVERABLE),)))
        if Attribute.LEGAL_BASES in understood.attributes and not understood.values:
            sort = next(iter(document_facts.sorts_named(asked)), "")
            understood = replace(understood, values=(AsksValue(Kind.NUMBER, sort),))
            asked = replace(asked, understood=understood)
    money = funding.find(asked)
    if money:
        return money
    report = reports.find(asked)
    if report:
        return report
    if understood.rows and not any(row.is_ordinal for row in understood.rows):
        return rows.by_number(asked)
    if sets.is_set(asked):
        found = sets.find(asked)
        if not is_fruitless(asked, found):
            return found
        prose = with_any_noun(asked, fields_or_prose(asked))
        return prose if not isinstance(prose, Refused) or not is_filtered(asked) else found
    return with_any_noun(asked, fields_or_prose(asked))


def with_any_noun(asked: Asked, found: Finding) -> Finding:
    """Where no figure of the very noun is found ("bao nhiêu người"), any figure may answer."""
    values = asked.understood.values
    if not isinstance(found, Refused) or not any(value.noun for value in values):
        return found
    if found.reason not in (Reason.NO_VALUE, Reason.NOTHING_NEAR):
        return found
    if any(value.noun in asked.topic.unknown for value in values):
        return found  # "bao nhiêu sữa hộp": no document speaks of that at all
    figures = (Kind.COUNT, Kind.AMOUNT)
    any_noun = tuple(AsksValue(Kind.AMOUNT if v.kind in figures else v.kind) for v in values)
    understood = replace(asked.understood, values=any_noun)
    return fields_or_prose(replace(asked, understood=understood))


def is_fruitless(asked: Asked, found: Finding) -> bool:
    """Whether no rows are about the topic, so that the prose may be."""
    if isinstance(found, Refused):
        return found.reason is Reason.NOTHING_NEAR
    if not isinstance(found, SetFound) or found.tasks or asked.understood.overdue:
        return False
    if asked.understood.people:
        return False
    return bool(asked.understood.topic) and not windows(asked)


def is_filtered(asked: Asked) -> bool:
    """Whether held units or times narrow the set, so that an empty one is an answer."""
    return bool(asked.understood.units or asked.understood.people or asked.understood.clauses)


def only_talk(understood: Understood) -> Talked | Refused | None:
    """A greeting, an insult, an order: where no question stands beside it."""
    talk = understood.talk
    if Talk.ABILITY in talk and not understood.plans:
        return Talked(Talk.ABILITY)
    if Talk.ORDER in talk and not asks_anything(understood):
        return Refused(Reason.ORDER)
    if has_question(understood) or Talk.OFF_TOPIC in talk:
        return None
    for kind, reason in ((Talk.ORDER, Reason.ORDER), (Talk.INSULT, Reason.INSULT)):
        if kind in talk:
            return Refused(reason)
    for kind in (Talk.THANKS, Talk.BYE, Talk.GREETING):
        if kind in talk and not understood.topic:
            return Talked(kind)
    return Refused(Reason.NOTHING_NEAR) if not understood.topic and not talk else None


def asks_anything(understood: Understood) -> bool:
    """Whether a word or a mark asks: "sửa hạn nhiệm vụ 14 thành …" only orders."""
    text = understood.tokens.text
    words = {token.folded for token in understood.tokens.items}
    return "?" in text or bool(words & (ASKING | {"gio"}))


def has_question(understood: Understood) -> bool:
    """Whether anything is asked that documents could answer."""
    return bool(
        understood.asks
        or understood.values
        or understood.attributes
        or understood.measure
        or understood.wants_list
        or understood.wants_summary
        or understood.compares
        or understood.units
        or understood.plans
        or understood.rows
        or understood.within
        or understood.clauses
        or understood.overdue
    )


def absent(asked: Asked) -> Refused | None:
    """A place, number or section that no document bears."""
    missing = asked.choice.absent
    if len(years_named(asked.understood)) > 1:
        return None  # "kế hoạch 2025 và 2026": no plan is of both years
    held = any(plan.by == "province" for plan in asked.understood.plans)
    if missing and (not held or missing.by == "plan"):
        reason = ABSENCES[missing.by]
        near = tuple(row.task.document_id for row in rows.ranked(asked)[:2])
        documents = asked.documents_in(near)
        return Refused(reason, missing.words, near=documents)
    return None


def is_cited(asked: Asked) -> bool:
    """Whether a number that no document bears stands in the text of one: a part of the topic."""
    missing = asked.choice.absent
    if missing is None or missing.by != "number":
        return False
    scope = asked.passage_scope
    hits = asked.library.search_passages(missing.words, limit=MOST_CITING, scope=scope)
    where = rows.scope_predicates(asked)
    rows_found = asked.tasks(where, topic=missing.words, limit=MOST_CITING).tasks
    texts = (*(hit.passage.text for hit in hits), *(rows.said_in(task) for task in rows_found))
    return any(letters(missing.words) in letters(text) for text in texts)


def fields_or_prose(asked: Asked) -> Finding:
    """Fields of the rows that speak of the topic, or the sentences that do."""
    if asked.understood.within:
        return rows.of_shown(asked)
    if not asked.topic.syllables and headers(asked):
        return without_columns(asked)
    if not asked.topic.syllables:
        return with_partners(asked) or document_facts.whole(asked)
    unit = unknown_unit(asked)
    if unit is not None:
        return without_common_noun(asked, unit)
    found, quotes = amendments.with_gone(asked, rows.ranked(asked)), passages.ranked(asked)
    wanted = demands(asked.understood)
    if wanted:
        found = tuple(row for row in found if meets(rows.said_in(row.task), wanted))
        quotes = tuple(q for q in quotes if meets(f"{q.passage.lead_in} {q.sentence}", wanted))
    if asked.understood.defines and quotes and quotes[0].score >= DEFINED:
        found = ()
    unheard = headers(asked) - set(asked.names.vocabulary.headers)
    opens = asked.understood.tokens[0].spelled in COLUMN
    if unheard and not opens and len(asked.understood.asks) > len(unheard):
        return without_columns(asked)  # "cắm cột đo nước, hạn khi nào"
    if unheard and found:
        # A column called by its name that no table has: there is nothing to look for.
        task = found[0].task
        return Refused(Reason.ABSENT_COLUMN, min(unheard), rows=(task,), fields=(Field.OTHER,))
    if headers(asked) and not any(has_column(row, headers(asked)) for row in found[:3]):
        return without_columns(asked)
    best_row = found[0].score if found else 0.0
    best_quote = quotes[0].score if quotes else 0.0
    note(asked, found, quotes)
    row_sure, quote_sure = sure_of_row(asked, found), sure_of_quote(asked, quotes)
    asked.notes.append(f"chắc: nhiệm vụ {row_sure:.2f}, câu {quote_sure:.2f}")
    repealed = amendments.repealed(asked, best=best_row)
    if repealed:
        return repealed
    # A sentence that holds such a figure itself comes before a cell that says less of the topic.
    fitting = passages.best_fitting(quotes)
    figure = targets.find(
        asked,
        at_least=max(max(best_row, best_quote) - FIGURE_LEAD, fitting.score if fitting else 0.0),
    )
    if figure:
        return figure
    if is_unread(asked) and not tells_which(asked, found):
        found = ()
        best_row, row_sure = 0.0, 0.0
    # A single syllable is a part of other words as often: "trực" in "trực tuyến".
    is_part = len(asked.topic.syllables) == 1 and asked.topic.mass < TELLING
    is_part = is_part and not asked.choice.is_sure
    row_is_near = is_near(best_row, row_sure, least=1.0 if is_part else NEAR_ROW)
    quote_is_near = is_near(best_quote, quote_sure, least=1.0 if is_part else NEAR_QUOTE)
    # "mấy giờ" of a row that only tells a day: any sentence near enough is better.
    is_other_time = bool(found) and asks_other_time(asked, found[0].task)
    prefers_row = (
        not is_other_time and best_row + ROW_LEAD * wants_field(asked, found) >= best_quote
    )
    if row_is_near and (prefers_row or not quote_is_near):
        finding = rows.fields(asked, found)
        if not is_blank(finding) or not fitting or fitting.score < best_row * QUOTE_SHARE:
            return finding
        return passages.answer(asked, quotes)
    if quote_is_near:
        prose = passages.answer(asked, quotes)
        says_as_well = best_row >= best_quote * ROW_SHARE and row_sure >= SURE
        if isinstance(prose, Refused) and asked.understood.asks and says_as_well:
            return rows.fields(asked, found)
        return prose
    return nothing_near(asked, found)


def with_partners(asked: Asked) -> Finding | None:
    """ "Công ty Thoát nước phối hợp với phòng nào", "ai phối hợp với Văn phòng": the other role
    in the few tasks of a unit.
    """
    understood = asked.understood
    units, asks = understood.units, understood.asks
    if len(units) != 1 or [ask.field for ask in asks] != [Field.SUPPORT]:
        return None
    opens = understood.tokens.text.lower().startswith(units[0].unit.words.lower())
    roles = (Field.SUPPORT, Field.LEAD) if opens else (Field.LEAD, Field.SUPPORT)
    for role, other in (roles, roles[::-1]):
        of_unit = (replace(units[0], role=role),)
        read = replace(understood, units=of_unit, asks=(), wants_list=True)
        found = sets.find(asked.again(read))
        held = [t for t in found.tasks if t.words(other)] if isinstance(found, SetFound) else []
        if 0 < len(held) <= rows.MOST_ROWS_A_PLAN:
            return FieldsFound(tuple(Row(task, 1.0) for task in held), (Asks(other),), "")
    return None


def is_unread(asked: Asked) -> bool:
    """Whether a question word stands there that no reading explains: "là câu gì", "số mấy".

    The whole row is an answer to a bare title, and to no question that was not understood.
    """
    understood = asked.understood
    if understood.asks or understood.values or understood.refers or understood.overdue:
        return False
    return bool(ASKING & {token.folded for token in understood.tokens.items})


def tells_which(asked: Asked, found: tuple[Row, ...]) -> bool:
    """ "lắp ở đường nào" of "Lắp … trên đường tỉnh 490": the title itself says which."""
    title = found[0].task.title if found else ""
    return any(
        re.search(rf"\b{re.escape(noun.spelled)}\s+(?:\w+\s+)?(?:[{CAPITALS}]|\d)", title)
        for noun, token in pairwise(asked.understood.tokens.items)
        if token.folded == WHICH
    )


def is_blank(finding: Finding) -> bool:
    """Whether a row holds no such value, so that a sentence may: an assignment in prose gives its
    unit and product where it stands, but its day may be said for several in one sentence.
    """
    if not isinstance(finding, Refused):
        return False
    is_prose = all(task.source is Source.PROSE for task in finding.rows)
    is_due = finding.fields == (Field.DUE,)
    return finding.reason is Reason.NO_VALUE or (
        finding.reason is Reason.EMPTY_CELL and is_prose and is_due
    )


def unknown_unit(asked: Asked) -> Refused | None:
    """A unit that no document names, unless some sentence names it after all."""
    for unit in asked.understood.unknown_units:
        scope = asked.passage_scope
        hits = asked.library.search_passages(unit.words, limit=4, scope=scope)
        texts = [hit.passage.text for hit in hits]
        texts += [part.text for row in rows.ranked(asked)[:4] for part in rows.parts(row.task)]
        if not any(letters(unit.words) in letters(text) for text in texts):
            return Refused(Reason.ABSENT_UNIT, unit.words)
    return None


def without_common_noun(asked: Asked, refused: Refused) -> Finding:
    """ "các phòng dán ở sảnh": small letters may be no unit's name, where the rest is found."""
    if refused.what[1:] != refused.what[1:].lower():  # the first may begin the question
        return refused
    found = fields_or_prose(asked.again(settled_again(asked, NamesUnknownUnit)))
    return refused if isinstance(found, Refused) else found


def headers(asked: Asked) -> frozenset[str]:
    """The columns of other kinds that the question seems to ask for."""
    return frozenset(ask.header for ask in asked.understood.asks if ask.header)


def has_column(row: Row, wanted: frozenset[str]) -> bool:
    return any(header in wanted for header, _ in row.task.other)


def without_columns(asked: Asked) -> Finding:
    """Where the rows have no such column, its name is a part of the topic."""
    kept = settled_again(asked, Asks, only=lambda meaning: bool(getattr(meaning, "header", "")))
    return fields_or_prose(replace(asked.again(kept), notes=asked.notes))


def note(asked: Asked, found: tuple[Row, ...], quotes: tuple[Quote, ...]) -> None:
    """Keeps the best candidates for the trace."""
    for row in found[:6]:
        task = row.task
        asked.notes.append(
            f"{row.score:.2f} {task.document_id} {task.section}.{task.stt} {task.title[:80]}"
        )
    for quote in quotes[:5]:
        fit = "" if quote.fits else " (thiếu loại giá trị)"
        asked.notes.append(
            f"{quote.score:.2f}{fit} {quote.passage.document_id} {quote.sentence[:90]}"
        )


def is_near(score: float, sure: float, *, least: float) -> bool:
    """Whether a candidate is probably meant: surely by all signs, or by the words that it says
    where the other signs do not speak against it.
    """
    return sure >= SURE or (score >= least and sure >= DOUBTFUL)


def sure_of_row(asked: Asked, found: tuple[Row, ...]) -> float:
    """How probable it is that the best row is the one meant."""
    return confidence.confidence("row", confidence.row_signs(asked, found)) if found else 0.0


def sure_of_quote(asked: Asked, found: tuple[Quote, ...]) -> float:
    """How probable it is that the best sentence is the one meant."""
    return confidence.confidence("quote", confidence.quote_signs(asked, found)) if found else 0.0


def wants_field(asked: Asked, found: tuple[Row, ...]) -> float:
    """How much the question is one about a field of a task."""
    fields = asked.understood.fields
    values = asked.understood.values
    if values and found:
        return 1.5 if all(rows.holds_value(found[0].task, value) for value in values) else -1.0
    if any(field in fields for field in (Field.LEAD, Field.SUPPORT, Field.DELIVERABLE)):
        return 1.5
    if any(ask.detail is not Detail.VALUE for ask in asked.understood.asks):
        return 1.5
    return 1.0 if fields else 0.2


def asks_other_time(asked: Asked, task: Task) -> bool:
    """ "mấy giờ", "trong bao lâu" of a row that only tells a day."""
    kinds = {rows.kind_of_due(ask) for ask in asked.understood.asks if ask.field is Field.DUE}
    wanted = kinds & {Kind.HOUR, Kind.SPAN}
    return bool(wanted) and not any(holds(task.due.words, kind) for kind in wanted)


def nothing_near(asked: Asked, found: tuple[Row, ...]) -> Refused:
    """Nothing holds enough of the topic; the nearest is named."""
    wanted = {row.task.document_id for row in found[:2] if row.score > NEAREST}
    near = asked.documents_in(wanted)
    return Refused(Reason.NOTHING_NEAR, asked.topic_words, near=near)
