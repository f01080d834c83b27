"""A question that nothing answers, read once more: a name may be a part of the topic after all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from assistant.answering.evidence import rows
from assistant.answering.evidence.cells.parts import said_in
from assistant.answering.findings import (
    FieldsFound,
    Finding,
    ProseFound,
    Reason,
    Refused,
    SetFound,
    SummaryFound,
    TargetFound,
)
from assistant.answering.lists import sets
from assistant.answering.question.asked import Asked
from assistant.answering.question.scope import in_year
from assistant.answering.understand.given_back import give_back, without_carried
from assistant.answering.understand.meanings import (
    AsksValue,
    InWindow,
    Meaning,
    NamedBy,
    NamesAbsent,
    NamesPlan,
    NamesUnit,
)
from assistant.answering.understand.settle.steps import settle
from assistant.answering.understand.understood import Understood
from assistant.answering.words.telling import stopwords, word_set
from assistant.vietnamese.text import letters

# Both shares are set by hand on the open questions.
# A best row that says less of the question than this may be the wrong one.
WEAK = 0.6

# A follow-up stays with its documents where they say so much of what any other says.
GOING_ON = 0.6
# A question that tells so much beside what leads to its value may be told by that too.
TELLING = 14
# What only says that a figure is asked for.
MEASURING = word_set("nhiêu mức phần trăm")
TARGET = word_set("chỉ mục tiêu")  # "chỉ tiêu", "mục tiêu"
Answer = Callable[[Asked], Finding]


def look_again(asked: Asked, found: Finding, *, answer: Answer) -> Finding:
    """What another reading finds, where the first found nothing near; sets are no matter of it."""
    if sets.is_set(asked):
        return in_nearest_year(asked, found, answer=answer)
    looks = (
        *(with_place_in_topic, with_year_in_topic, given_by_others),
        *(of_any_kind, of_a_target, with_words_of_values),
    )
    for look in looks:
        if isinstance(found, Refused):
            found = look(asked, found, answer=answer)
    return of_conversation(asked, better_with_year(asked, found, answer=answer), answer=answer)


def in_nearest_year(asked: Asked, found: Finding, *, answer: Answer) -> Finding:
    """ "quý II trình những gì", asked in November: where this year's plans have nothing then, the
    quarter of the nearest year whose plans have; those to come before those that are past.
    """
    times = [c for c in asked.understood.windows if c.meaning.without_year]
    if not isinstance(found, SetFound) or found.tasks or not times:
        return found
    held = asked.names.vocabulary.documents
    meant = (d for d in held if asked.documents is None or d.id in asked.documents)
    this = asked.as_of.year
    others = {document.year for document in meant if document.year} - {this}
    for year in sorted(others, key=lambda year: (year < this, abs(year - this))):
        told = answer(asked.again(in_year(asked.understood, year)))
        if isinstance(told, SetFound) and told.tasks:
            return told
    return found


# "còn bên Tiền Giang?": a place or a paper that is named, and none is held
NOT_HELD = (Reason.ABSENT_PLACE, Reason.ABSENT_NUMBER)


def of_conversation(asked: Asked, found: Finding, *, answer: Answer) -> Finding:
    """ "còn dự án từ 5 tỷ trở lên?", "tối đa mỗi hộ được bao nhiêu": a conversation goes on with
    the documents just spoken of, where they say it nearly as well as any.
    """
    told = asked.understood.preferred
    is_open = asked.documents is None and bool(told)
    is_elsewhere = isinstance(found, Refused) and found.reason in NOT_HELD
    if not is_open or is_elsewhere or told >= documents_of(found):
        return found
    meant = NamesPlan.known(told)
    held = answer(asked.again(replace(asked.understood, plans=(meant,))))
    return held if score_of(held) > GOING_ON * score_of(found) else found


def documents_of(found: Finding) -> frozenset[str]:
    """The documents on which an answer stands; of none or several sorts, one that is none."""
    match found:
        case FieldsFound(rows=rows):
            return frozenset(row.task.document_id for row in rows)
        case ProseFound(quotes=quotes):
            return frozenset(quote.passage.document_id for quote in quotes)
    return frozenset(("",))


def better_with_year(asked: Asked, found: Finding, *, answer: Answer) -> Finding:
    """ "cơ sở bị phạt năm 2026 thì kiểm tra lại khi nào": a row that says the year and stands
    nearer than what the plans of that year hold.
    """
    years, score = asked.understood.years_named, score_of(found)
    if not years or asked.understood.plans or asked.choice.is_sure or not 0 < score < WEAK:
        return found
    held = answer(asked.again(settled_again(asked, InWindow)))
    # A row with a blank cell is found for what it says, as surely as one that is filled.
    is_blank = isinstance(held, Refused) and held.reason is Reason.EMPTY_CELL
    is_nearer = is_blank or score_of(held) > score
    return held if is_nearer and all(year in said_by(held) for year in years) else found


def score_of(found: Finding) -> float:
    """How near the best row or sentence of an answer is; 0 where it has none."""
    match found:
        case FieldsFound(rows=(row, *_)):
            return row.score
        case ProseFound(quotes=(quote, *_)):
            return quote.score
    return 0.0


def with_year_in_topic(asked: Asked, found: Refused, *, answer: Answer) -> Finding:
    """Where no plan of a year speaks of it, the year may be of the subject: "danh mục năm 2027"."""
    years = asked.understood.years_named
    is_missing = found.reason is Reason.NOTHING_NEAR and not asked.choice.is_sure
    if not years or not (is_missing or found.reason is Reason.ABSENT_PLAN):
        return found
    held = answer(asked.again(settled_again(asked, InWindow)))
    return held if all(year in said_by(held) for year in years) else found


def with_place_in_topic(asked: Asked, found: Refused, *, answer: Answer) -> Finding:
    """ "đường truyền với bên Kon Tum", "kế hoạch đường sắt TP.HCM - Cần Thơ": a place without
    plans that a task, a sentence or a title names.
    """
    if found.reason is not Reason.ABSENT_PLACE:
        return found
    held = answer(asked.again(settled_again(asked, NamesAbsent)))
    place = letters(with_issuer(asked, found.what))
    said = f"{said_by(held)} {title_over(asked, held)}"
    return held if place in letters(said) else found


def title_over(asked: Asked, found: Finding) -> str:
    """What the document is called that an answer is of."""
    match found:
        case FieldsFound(rows=(row, *_)):
            return asked.title_of(row.task.document_id)
        case ProseFound(quotes=(quote, *_)):
            return asked.title_of(quote.passage.document_id)
        case SummaryFound(document=document):
            return document.title
    return ""


def with_issuer(asked: Asked, place: str) -> str:
    """ "Sở Xây dựng Lào Cai": a place as the question has it, with what stands there before it."""
    named = asked.understood.resolved.of(NamesPlan, NamesAbsent)
    for issuer, absent in pairwise(named):
        is_absent = isinstance(absent.meaning, NamesAbsent) and absent.meaning.words == place
        is_issuer = isinstance(issuer.meaning, NamesPlan) and issuer.meaning.by is NamedBy.ISSUER
        if is_absent and is_issuer and issuer.end == absent.start:
            items = asked.understood.tokens.items[issuer.start : absent.end]
            return " ".join(token.text for token in items)
    return place


def said_by(found: Finding) -> str:
    """What the best row or sentence of an answer says; nothing where there is none."""
    match found:
        case FieldsFound(rows=(row, *_)):
            return said_in(row.task)
        case ProseFound(quotes=(quote, *_)):
            return quote.sentence
        case Refused(rows=(task, *_)):
            return said_in(task)
    return ""


def given_by_others(asked: Asked, found: Refused, *, answer: Answer) -> Finding:
    """ "Sở Xây dựng X gửi dữ liệu … ngày nào": a plan of another's may give it that work."""
    plans = asked.understood.plans
    issuers = {plan.words for plan in plans if plan.by is NamedBy.ISSUER}
    if found.reason is not Reason.NOTHING_NEAR or not issuers:
        return found
    units = {
        unit
        for reading in asked.understood.resolved.of(NamesUnit)
        if reading.meaning.words in issuers
        for unit in reading.meaning.units
    }
    others = tuple(plan for plan in plans if plan.by is not NamedBy.ISSUER)
    held = answer(asked.again(replace(asked.understood, plans=others)))
    if isinstance(held, FieldsFound) and all(rows.names_unit(r.task, units) for r in held.rows):
        return held
    return found


def of_any_kind(asked: Asked, found: Refused, *, answer: Answer) -> Finding:
    """ "soạn quyết định phân cấp": a kind of document that is the work itself, and no plan."""
    plans = asked.understood.plans
    is_kind = bool(plans) and all(plan.by is NamedBy.KIND for plan in plans)
    if found.reason is not Reason.NOTHING_NEAR or not is_kind:
        return found
    held = answer(asked.again(replace(settled_again(asked, NamesPlan), plans=())))
    return held if isinstance(held, FieldsFound | ProseFound) else found


def with_words_of_values(asked: Asked, found: Refused, *, answer: Answer) -> Finding:
    """ "trực đêm được bồi dưỡng nhiêu": a word that only leads to what is asked may tell most."""
    understood = asked.understood
    spans = {i for r in understood.resolved.of(AsksValue) for i in range(r.start, r.end)}
    words = {i for i in spans if understood.tokens[i].spelled not in stopwords() | MEASURING}
    if found.reason is not Reason.NOTHING_NEAR or not words or asked.topic.mass < TELLING:
        return found
    told = {*understood.topic, *(understood.tokens[i] for i in words)}
    topic = tuple(sorted(told, key=lambda token: token.start))
    held = answer(asked.again(replace(understood, topic=topic)))
    return held if isinstance(held, FieldsFound | ProseFound) else found


def of_a_target(asked: Asked, found: Refused, *, answer: Answer) -> Finding:
    """ "chỉ tiêu hài lòng là bao nhiêu": a plan sets a figure without calling it a target."""
    understood = asked.understood
    called = tuple(t for t in understood.topic if t.spelled in TARGET)
    is_asked = understood.values or understood.asks
    if found.reason is not Reason.NOTHING_NEAR or not is_asked or len(called) < 2:
        return found
    topic = tuple(t for t in understood.topic if t not in called)
    held = answer(asked.again(replace(understood, topic=topic)))
    return held if isinstance(held, ProseFound | TargetFound) else found


def settled_again(
    asked: Asked, kind: type, *, only: Callable[[Meaning], bool] = lambda _: True
) -> Understood:
    """The question with some readings given back to its topic."""
    read = give_back(asked.understood, kind, only=only)
    return settle(without_carried(read, kind, only=only), asked.names)
