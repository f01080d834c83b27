"""Whether a row or a sentence answers, of all that speaks of the topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answering import (
    amendments,
    cells,
    confidence,
    document_facts,
    passages,
    reports,
    rows,
    sets,
    targets,
)
from assistant.answering.asked import Asked
from assistant.answering.confidence import Signs
from assistant.answering.deeds import tells_deed
from assistant.answering.demands import demands, meets
from assistant.answering.findings import (
    FieldsFound,
    Finding,
    Quote,
    Reason,
    Refused,
    Row,
    SetFound,
)
from assistant.answering.second_look import settled_again
from assistant.answering.told_tasks import with_tasks
from assistant.answering.typed import amounts_told, holds, tells
from assistant.answering.understand.fields import COLUMN
from assistant.answering.understand.meanings import (
    Asks,
    Detail,
    Kind,
    NamesUnknownUnit,
)
from assistant.answering.words import QUESTION_WORDS
from assistant.domain.task import Field, Source, Task
from assistant.vietnamese.quantities import MONEY
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
WHICH = "nao"
# A figure of so many digits is no mere count, and stands in few places.
TELLING_DIGITS = 3
YEAR = re.compile(r"20\d\d")
TARGET_ASKED = re.compile(r"\b(?:dat|phan dau|chi tieu|muc tieu|phai (?:\w+ )?duoc|de ra|dat ra)\b")
TARGET_HEADING = re.compile(r"\b(?:chi tieu|muc tieu)\b")
# What a row says of a task, and no cell of a table of targets.
OF_ROWS = (Field.LEAD, Field.SUPPORT, Field.DUE)
FIGURE_LEAD = 0.1
# How near a sentence is that tells the deed of somebody asked for.
DEED_SHARE = 0.7


def fields_or_prose(asked: Asked) -> Finding:
    """Fields of the rows that speak of the topic, or the sentences that do."""
    if asked.understood.within:
        return amendments.repealed_of_shown(asked) or rows.of_shown(asked)
    if not asked.topic.syllables and headers(asked):
        return without_columns(asked)
    if not asked.topic.syllables:
        return with_partners(asked) or document_facts.whole(asked)
    unit = unknown_unit(asked)
    if unit is not None:
        return without_common_noun(asked, unit)
    found, quotes = candidates(asked)
    return by_columns(asked, found) or better(asked, found, quotes)


def candidates(asked: Asked) -> tuple[tuple[Row, ...], tuple[Quote, ...]]:
    """The rows and the sentences that speak of the topic and hold what must stand there."""
    found, quotes = amendments.with_gone(asked, rows.ranked(asked)), passages.ranked(asked)
    wanted = demands(asked.understood)
    if wanted:
        found = tuple(row for row in found if meets(cells.said_in(row.task), wanted))
        quotes = tuple(q for q in quotes if meets(f"{q.passage.lead_in} {q.sentence}", wanted))
    found, quotes = with_figures(asked, found, quotes)
    period = reports.period_told(asked.understood)
    found = tuple(row for row in found if not reports.is_of_other_period(row.task.title, period))
    if asked.understood.defines and quotes and quotes[0].score >= DEFINED:
        found = ()
    return found, quotes


def with_figures(
    asked: Asked, found: tuple[Row, ...], quotes: tuple[Quote, ...]
) -> tuple[tuple[Row, ...], tuple[Quote, ...]]:
    """ "cắt giảm 1139 thủ tục": of what speaks of the topic that alone which tells such a figure,
    where anything does.
    """
    if any(quote.is_of_case for quote in quotes):
        return found, quotes  # "khoản chi 120 triệu": a rule says from how much on it holds
    for token in asked.understood.topic:
        figure = token.text.replace(".", "")
        if not (figure.isdecimal() and len(figure) >= TELLING_DIGITS) or YEAR.fullmatch(figure):
            continue
        telling = re.compile(rf"(?<!\d){'[.]?'.join(figure)}(?!\d)")
        rows_telling = tuple(row for row in found if telling.search(cells.said_in(row.task)))
        telling_too = tuple(
            q for q in quotes if telling.search(f"{q.passage.lead_in} {q.sentence}")
        )
        if rows_telling or telling_too:
            return rows_telling, telling_too
    return found, quotes


def by_columns(asked: Asked, found: tuple[Row, ...]) -> Finding | None:
    """What is to be said of columns called by their names that the rows found do not have."""
    wanted = headers(asked)
    unheard = wanted - set(asked.names.vocabulary.headers)
    opens = asked.understood.tokens[0].spelled in COLUMN
    if unheard and not opens and len(asked.understood.asks) > len(unheard):
        return without_columns(asked)  # "cắm cột đo nước, hạn khi nào"
    if unheard and found:
        # A column called by its name that no table has: there is nothing to look for.
        task = found[0].task
        return Refused(Reason.ABSENT_COLUMN, min(unheard), rows=(task,), fields=(Field.OTHER,))
    if wanted and not any(has_column(row, wanted) for row in found[:3]):
        return without_columns(asked)
    return None


def better(asked: Asked, found: tuple[Row, ...], quotes: tuple[Quote, ...]) -> Finding:
    """The row or the sentence that is surer to be meant, or a cell of a table of targets."""
    row = quote = NOTHING
    if found:
        signs = confidence.row_signs(asked, found)
        row = weigh(asked, "row", score=found[0].score, signs=signs, least=NEAR_ROW)
    if quotes:
        signs = confidence.quote_signs(asked, quotes)
        quote = weigh(asked, "quote", score=quotes[0].score, signs=signs, least=NEAR_QUOTE)
    note(asked, found, quotes)
    asked.notes.append(f"chắc: nhiệm vụ {row.sure:.2f}, câu {quote.sure:.2f}")
    repealed = amendments.repealed(asked, best=row.score)
    if repealed:
        return repealed
    fitting = passages.best_fitting(quotes)
    # A sentence that holds such a figure itself comes before a cell that says less of the topic.
    least = max(max(row.score, quote.score) - FIGURE_LEAD, fitting.score if fitting else 0.0)
    # "phòng nào, mấy km, quý nào": a row answers all of it, a cell a part.
    asks_of_row = row.is_near and {*asked.understood.fields} & {*OF_ROWS}
    figure = None if asks_of_row else targets.find(asked, at_least=least)
    if figure:
        return figure
    is_unread_row = is_unread(asked) and not tells_which(asked, found)
    if is_unread_row or (fitting and found and is_of_the_case(asked, fitting, found[0].task)):
        found, row = (), NOTHING
    # "mấy giờ" of a row that only tells a day: any sentence near enough is better.
    is_other_time = bool(found) and asks_other_time(asked, found[0].task)
    lead = ROW_LEAD * wants_field(asked, found)
    # "mức hài lòng đặt bao nhiêu": a target, and not what a task brings that measures it
    is_target = fitting is not None and sets_target(asked, fitting, found)
    # "ai phải giải trình": who does the task is not who answers for it
    is_other_deed = (
        fitting is not None
        and bool(found)
        and tells_deed(asked, fitting, cells.said_in(found[0].task))
    )
    is_better_told = is_other_time or is_target or is_other_deed
    prefers_row = not is_better_told and row.score + lead >= quote.score
    near_enough = quote.is_near or (is_other_deed and quote.score >= row.score * DEED_SHARE)
    if row.is_near and (prefers_row or not near_enough):
        finding = rows.fields(asked, found)
        if not is_blank(finding) or not fitting or fitting.score < row.score * QUOTE_SHARE:
            return finding
        return passages.answer(asked, quotes)
    if near_enough:
        prose = passages.answer(asked, quotes)
        says_as_well = row.score >= quote.score * ROW_SHARE and row.sure >= SURE
        if isinstance(prose, Refused) and asked.understood.asks and says_as_well:
            return rows.fields(asked, found)
        return with_tasks(asked, prose)
    return nothing_near(asked, found)


@dataclass(frozen=True, slots=True)
class Weight:
    """How well the best candidate says the topic, how surely it is meant, and whether it may be."""

    score: float
    sure: float
    is_near: bool


NOTHING = Weight(0.0, 0.0, is_near=False)


def weigh(asked: Asked, kind: str, *, score: float, signs: Signs, least: float) -> Weight:
    """The weight of the best row or the best sentence."""
    sure = confidence.confidence(kind, signs)
    return Weight(score, sure, is_near(asked, score, sure, least=least))


def is_near(asked: Asked, score: float, sure: float, *, least: float) -> bool:
    """Whether a candidate is probably meant: surely by all signs, or by the words that it says
    where the other signs do not speak against it.
    """
    if sure >= SURE:
        return True
    return score >= least and sure >= DOUBTFUL and not is_part(asked)


def is_part(asked: Asked) -> bool:
    """Whether all that is looked for may be a part of other words: "trực" in "trực tuyến"."""
    topic = asked.topic
    return len(topic.syllables) == 1 and topic.mass < TELLING and not asked.choice.is_sure


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
    return bool(QUESTION_WORDS & {token.folded for token in understood.tokens.items})


def is_of_the_case(asked: Asked, quote: Quote, task: Task) -> bool:
    """ "hết chừng 700 triệu thì ai quyết": a sentence whose bounds hold the case that is told, and
    no row, which tells nothing of such a sum.
    """
    amounts = [q for q in amounts_told(asked.understood.topic) if q.what == MONEY]
    said = cells.said_in(task)
    return quote.is_of_case and bool(amounts) and not any(tells(said, q) for q in amounts)


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
        texts += [part.text for row in rows.ranked(asked)[:4] for part in cells.parts(row.task)]
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
    return fields_or_prose(asked.again(kept))


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


def wants_field(asked: Asked, found: tuple[Row, ...]) -> float:
    """How much the question is one about a field of a task."""
    fields = asked.understood.fields
    values = asked.understood.values
    if any(value.in_prose for value in values):
        return 0.0
    if values and found:
        if all(cells.holds_value(found[0].task, value) for value in values):
            return 1.5
        # A bare number in a column may be what is asked for.
        return 0.0 if any(cells.has_figures(asked, found[0], value) for value in values) else -1.0
    told = {ask.field for ask in asked.understood.asks if ask.detail is Detail.VALUE}
    if len(told & {*OF_ROWS}) > 1:
        return 3.0  # "tháng mấy, có bên nào phụ vào": one sentence seldom tells both
    if any(field in fields for field in (Field.LEAD, Field.SUPPORT, Field.DELIVERABLE)):
        return 1.5
    if any(ask.detail is not Detail.VALUE for ask in asked.understood.asks):
        return 1.5
    return 1.0 if fields else 0.2


def sets_target(asked: Asked, quote: Quote, found: tuple[Row, ...]) -> bool:
    """Whether a target is asked for, by its figure alone, and a sentence among targets gives a
    share that the best row does not.
    """
    understood = asked.understood
    is_asked = understood.values and not understood.asks
    if not is_asked or not TARGET_ASKED.search(fold(understood.tokens.text)):
        return False
    under = fold(" ".join(quote.passage.section_path[-2:]))
    if not TARGET_HEADING.search(under):
        return False
    told = found and holds(cells.said_in(found[0].task), Kind.PERCENT)
    # "phải đạt bao nhiêu tấn": the target says it as well as any task does
    says_as_well = quote.fits and (not found or quote.score >= found[0].score)
    return not told and (says_as_well or holds(quote.sentence, Kind.PERCENT))


def asks_other_time(asked: Asked, task: Task) -> bool:
    """ "mấy giờ", "trong bao lâu", "hôm nào trong tuần" of a row that only tells a day."""
    kinds = {cells.kind_of_due(ask) for ask in asked.understood.asks if ask.field is Field.DUE}
    wanted = kinds & {Kind.HOUR, Kind.SPAN, Kind.WEEKDAY, Kind.MONTHDAY}
    return bool(wanted) and not any(holds(task.due.words, kind) for kind in wanted)


def nothing_near(asked: Asked, found: tuple[Row, ...]) -> Refused:
    """Nothing holds enough of the topic; the nearest is named."""
    wanted = {row.task.document_id for row in found[:2] if row.score > NEAREST}
    near = asked.documents_in(wanted)
    return Refused(Reason.NOTHING_NEAR, asked.topic_words, near=near)
