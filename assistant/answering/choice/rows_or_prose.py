"""Whether a row or a sentence answers, of all that speaks of the topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.choice.best import SURE, Best, best_of, note
from assistant.answering.choice.other_readings import settled_again
from assistant.answering.choice.precedence import OF_ROWS, First, deciding
from assistant.answering.choice.told_tasks import with_tasks
from assistant.answering.documents import reports, summaries, targets
from assistant.answering.evidence import amendments, passages, rows
from assistant.answering.evidence.cells.asked import kind_of_due
from assistant.answering.evidence.cells.parts import said_in
from assistant.answering.evidence.kinds import holds
from assistant.answering.evidence.seldom_held import demands, meets
from assistant.answering.evidence.unheard_names import is_of_other_number, unheard_unit
from assistant.answering.findings import (
    FieldsFound,
    Finding,
    Quote,
    Reason,
    Refused,
    Row,
    SetFound,
    TargetFound,
)
from assistant.answering.lists import sets
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import Asks, Kind, NamesUnknownUnit
from assistant.answering.understand.reading import of_a_province
from assistant.answering.understand.recognise.fields import COLUMN
from assistant.domain.document import PassageKind
from assistant.domain.task import Field, Source
from assistant.vietnamese.text import syllables

# The figures of this module are set by hand on the open questions.
# A row that says so much of what a sentence says answers where the sentence holds no such value.
ROW_SHARE, QUOTE_SHARE = 0.6, 0.5
# A row that says so little of the topic is not even named as the nearest.
NEAREST_NAMED = 4  # tasks in whose titles a name may be said in full
NEAREST = 0.18
# A sentence that says so well what a thing is leaves the rows that only name it behind.
DEFINED = 0.6
# A cell of a table of targets may say so much less of the topic than a row or a sentence.
FIGURE_LEAD = 0.1
# A figure of so many digits is no mere count, and stands in few places.
TELLING_DIGITS = 3
YEAR = re.compile(r"20\d\d")


def fields_or_prose(asked: Asked) -> Finding:
    """Fields of the rows that speak of the topic, or the sentences that do."""
    if asked.understood.within:
        of_change = amendments.repealed_of_shown(asked) or amendments.why_changed(asked)
        return of_change or rows.of_shown(asked)
    if not asked.topic.syllables and headers(asked):
        return without_columns(asked)
    if not asked.topic.syllables:
        return with_partners(asked) or summaries.whole(asked)
    unit = unheard_unit(asked)
    if unit is not None:
        return without_common_noun(asked, unit)
    found, quotes = candidates(asked)
    return by_columns(asked, found) or better(best_of(asked, found, quotes))


def candidates(asked: Asked) -> tuple[tuple[Row, ...], tuple[Quote, ...]]:
    """The rows and the sentences that speak of the topic and hold what must stand there."""
    found, quotes = amendments.with_gone(asked, rows.ranked(asked)), passages.ranked(asked)
    wanted = demands(asked.understood)
    if wanted:
        found = tuple(row for row in found if meets(said_in(row.task), wanted))
        quotes = tuple(q for q in quotes if meets(f"{q.passage.lead_in} {q.sentence}", wanted))
    best = quotes[0] if quotes else None
    if best and best.passage.kind is PassageKind.TABLE and is_of_other_number(asked, best.sentence):
        return (), ()  # "Thuế cơ sở 5" of a table that tells the others
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
        rows_telling = tuple(row for row in found if telling.search(said_in(row.task)))
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


def better(best: Best) -> Finding:
    """What is looked at first of the best row and the best sentence, if it is near enough, or else
    the other one; a cell of a table of targets comes before both.
    """
    note(best)
    notes = best.asked.notes
    repealed = amendments.repealed(best.asked, best=best.row.score)
    if repealed:
        notes.append("nhiệm vụ đã bãi bỏ")
        return repealed
    figure = figure_told(best)
    if figure:
        notes.append("ô của bảng chỉ tiêu")
        return figure
    sign = deciding(best)
    notes.append(f"{sign.first}: {sign.name}")
    if sign.first is First.ONLY_SENTENCE:
        best = best.without_rows()
    is_quote_near = sign.is_quote_near(best)
    if best.row.is_near and (sign.first is First.ROW or not is_quote_near):
        return by_row(best)
    return by_sentence(best) if is_quote_near else nothing_near(best)


def figure_told(best: Best) -> TargetFound | Refused | None:
    """A cell of a table of targets that says the topic as well as rows and sentences do.

    "phòng nào, mấy km, quý nào": a row answers all of it, a cell a part.
    """
    if best.row.is_near and OF_ROWS & {*best.asked.understood.fields}:
        return None
    said = max(best.row.score, best.quote.score) - FIGURE_LEAD
    # A sentence that holds such a figure itself comes before a cell that says less of the topic.
    fitting = best.fitting.score if best.fitting else 0.0
    return targets.find(best.asked, at_least=max(said, fitting))


def by_row(best: Best) -> Finding:
    """The row's fields; or the sentence, where the row has no such value and it says the topic."""
    finding = rows.fields(best.asked, best.found)
    fitting = best.fitting
    if not is_blank(finding) or not fitting or fitting.score < best.row.score * QUOTE_SHARE:
        return finding
    best.asked.notes.append("dòng không có giá trị được hỏi: câu trả lời thay")
    return passages.answer(best.asked, best.quotes)


def asks_hour(best: Best) -> bool:
    """ "từ mấy giờ đến mấy giờ" of a row that only tells a day of the week."""
    dues = [ask for ask in best.asked.understood.asks if ask.field is Field.DUE]
    kinds = {kind_of_due(ask) for ask in dues}
    is_told = best.task is not None and holds(said_in(best.task), Kind.HOUR)
    return kinds == {Kind.HOUR} and not is_told


def by_sentence(best: Best) -> Finding:
    """The sentences; or the row, where none of them holds what is asked and it says the topic."""
    prose = passages.answer(best.asked, best.quotes)
    says_as_well = best.row.score >= best.quote.score * ROW_SHARE and best.row.sure >= SURE
    is_row = best.asked.understood.asks and says_as_well and not asks_hour(best)
    if isinstance(prose, Refused) and is_row:
        best.asked.notes.append("không câu nào có giá trị được hỏi: dòng trả lời thay")
        return rows.fields(best.asked, best.found)
    return with_tasks(best.asked, prose)


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


def without_common_noun(asked: Asked, refused: Refused) -> Finding:
    """ "các phòng dán ở sảnh": small letters may be no unit's name, where the rest is found, nor
    "trạm Đa Mai" that of a "trạm xử lý nước thải phường Đa Mai".
    """
    has_capitals = refused.what[1:] != refused.what[1:].lower()  # the first may begin the question
    is_name = has_capitals or of_a_province(asked.understood)
    if is_name and not is_shortened(asked, refused.what):
        return refused
    found = fields_or_prose(asked.again(settled_again(asked, NamesUnknownUnit)))
    return refused if isinstance(found, Refused) else found


def is_shortened(asked: Asked, words: str) -> bool:
    """Whether a task's title says the words in their order, with others between."""
    held = asked.tasks(rows.scope_predicates(asked), topic=words, limit=NEAREST_NAMED).tasks
    return any(in_order(syllables(words), syllables(task.title)) for task in held)


def in_order(words: Sequence[str], among: Sequence[str]) -> bool:
    """Whether words stand among others in their order."""
    rest = iter(among)
    return all(word in rest for word in words)


def headers(asked: Asked) -> frozenset[str]:
    """The columns of other kinds that the question seems to ask for."""
    return frozenset(ask.header for ask in asked.understood.asks if ask.header)


def has_column(row: Row, wanted: frozenset[str]) -> bool:
    return any(header in wanted for header, _ in row.task.other)


def without_columns(asked: Asked) -> Finding:
    """Where the rows have no such column, its name is a part of the topic."""
    kept = settled_again(asked, Asks, only=lambda meaning: bool(getattr(meaning, "header", "")))
    return fields_or_prose(asked.again(kept))


def nothing_near(best: Best) -> Refused:
    """Nothing holds enough of the topic; the nearest is named."""
    wanted = {row.task.document_id for row in best.found[:2] if row.score > NEAREST}
    near = best.asked.documents_in(wanted)
    return Refused(Reason.NOTHING_NEAR, best.asked.topic_words, near=near)
