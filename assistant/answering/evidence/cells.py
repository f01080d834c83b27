"""What a row says, and the cells of it that hold what is asked."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from assistant.answering.evidence.kinds import holds, named_after, written_nouns
from assistant.answering.evidence.start_days import of_beginning
from assistant.answering.findings import FieldsFound, Finding, Reason, Refused, Row
from assistant.answering.question.asked import Asked
from assistant.answering.question.ranking import Part
from assistant.answering.understand.meanings import (
    Acts,
    Asks,
    AsksValue,
    AsksWho,
    Detail,
    Kind,
)
from assistant.answering.understand.understood import Understood
from assistant.answering.words.notions import begins_with, says
from assistant.answering.words.telling import folded_words
from assistant.domain.due import Due, DueKind
from assistant.domain.task import Field, Source, Task
from assistant.domain.unit import Assignee
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import fold, syllables

YEAR = "nam "
YEARS = re.compile(r"\b20\d\d\b")
NUMBER_OF, HOURS = "so", "giờ"
CALENDAR = frozenset(("ngay", "mung"))
PLACES = ("cho", "noi", "dia")  # "chỗ nào", "nơi nào", "địa điểm nào"
NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
IN_HOURS = re.compile(r"\btrong (?:may|bao nhieu|bn|bnhieu) (?:gio|tieng|phut)\b")
WHAT_HOUR = re.compile(r"\b(?:(?:may|bao nhieu) gio|gio (?:nao|may))\b")
# "hôm nào trong tuần", "ngày nào hằng tháng", "tối thứ mấy"
WHICH_DAY_OF = re.compile(
    r"\b(?:nao|may|bao nhieu) (?:trong|cua|moi|hang) (?:tuan|thang)\b|\bthu may\b"
)
# "bao lâu", "trong mấy ngày"; and not "ngày mấy", which asks for a day
HOW_LONG = re.compile(
    r"\bbao lau\b|\b(?:may|bao nhieu) (?:phut|ngay|hom|bua|buoi|tuan|thang|nam)\b"
)
SHARE = "%"  # "Tỷ lệ giải ngân (%)"
HOW_MANY = ("nhiêu", "mấy")
NAMED_BY = 2  # so many words of a column's name in the question mean that column
NO_NOUNS = ("place", "person")
# Who is outside the administration leads no task: "công ty nào", "nhà thầu nào".
OUTSIDE = ("ty", "thầu")
VALUE_FIELDS = (Field.DELIVERABLE, Field.TITLE, Field.OTHER)
# What each part of a row tells of the topic; set by hand on the open questions.
TITLE, DELIVERABLE, OTHER, SECTION, UNITS, PLAN = 1.0, 0.85, 0.6, 0.4, 0.3, 0.3
PERSONS = ("lanh dao", "can bo", "nguoi", "chuyen vien", "dong chi", "ho ten", "ho va ten")


def parts(task: Task, *, plan: str = "") -> tuple[Part, ...]:
    """What of a row speaks of its topic."""
    return (
        Part(task.title, TITLE),
        Part(task.deliverable, DELIVERABLE),
        Part("; ".join(words for _, words in task.other), OTHER),
        Part(task.sentence, TITLE),
        Part(task.status, OTHER),
        Part(task.section_title, SECTION),
        Part(f"{task.words(Field.LEAD)}; {task.words(Field.SUPPORT)}", UNITS),
        Part(plan, PLAN),
    )


def said_in(task: Task) -> str:
    """Everything that a row says, the names of its columns of other kinds too."""
    others = " ".join(f"{header} {words}" for header, words in task.other)
    return f"{' '.join(part.text for part in parts(task))} {others}"


def without_title(asks: tuple[Asks, ...]) -> tuple[Asks, ...]:
    """ "… là gì" after another field asks that field."""
    others = tuple(ask for ask in asks if ask.field is not Field.TITLE)
    return others or asks


def default_asks(asked: Asked) -> tuple[Asks, ...]:
    """A question that names no field: its value stands in the deliverable or the title."""
    if asked.understood.values:
        return (Asks(Field.DELIVERABLE),)
    return (Asks(Field.TITLE), Asks(Field.LEAD), Asks(Field.DUE))


def with_cells(asked: Asked, chosen: tuple[Row, ...], asks: tuple[Asks, ...]) -> Finding:
    """The rows with a cell that says what is asked; where all are blank, that is said."""
    asks = of_beginning(asked.understood, asks, tasks_of(chosen))
    asks = without_words_of_titles(chosen, asks)
    asks = tuple(in_column(chosen, where_span_stands(chosen, ask)) for ask in asks)
    wanted = dict.fromkeys(ask.field for ask in asks)
    if asks_hours(asks) and not any(holds(row.task.due.words, Kind.SPAN) for row in chosen):
        return Refused(Reason.NO_VALUE, asked.topic_words, rows=tasks_of(chosen))
    if asked.understood.amended:
        chosen = tuple(replace(row, task=before(row.task), now=row.task) for row in chosen)
    typed = typed_rows(asked, chosen)
    if typed is not None:
        return typed
    filled = tuple(row for row in chosen if any(has_cell(row.task, ask) for ask in asks))
    if not filled:
        missing = [ask for ask in asks if ask.field is Field.STATUS or ask.header]
        if missing:
            return Refused(
                Reason.ABSENT_COLUMN, missing[0].header, rows=tasks_of(chosen), fields=tuple(wanted)
            )
        return Refused(Reason.EMPTY_CELL, rows=tasks_of(chosen), fields=tuple(wanted))
    return FieldsFound(filled if len(asks) == 1 else chosen, asks, asked.topic_words)


def asks_hours(asks: tuple[Asks, ...]) -> bool:
    """ "trong mấy tiếng phải giao": a day on which a task is due tells no number of hours."""
    return len(asks) == 1 and IN_HOURS.search(fold(asks[0].words)) is not None


def where_span_stands(chosen: tuple[Row, ...], ask: Asks) -> Asks:
    """ "dự báo trước được bao lâu": a length of time that the product or the title tells, and no
    day tells.
    """
    if ask.field is not Field.DUE or ask.detail is not Detail.VALUE:
        return ask
    is_span = kind_of_due(ask) is Kind.SPAN
    if not is_span or any(holds(row.task.due.words, Kind.SPAN) for row in chosen):
        return ask
    told = (
        field
        for field in (Field.DELIVERABLE, Field.TITLE)
        if all(holds(row.task.words(field), Kind.SPAN) for row in chosen)
    )
    return next(map(Asks, told), ask)


def in_column(chosen: tuple[Row, ...], ask: Asks) -> Asks:
    """ "mấy giờ" of a calendar with a column "Giờ", where the day alone stands in the other."""
    if ask.field is not Field.DUE or kind_of_due(ask) is not Kind.HOUR:
        return ask
    if any(holds(row.task.due.words, Kind.HOUR) for row in chosen):
        return ask
    headers = (header for row in chosen for header, _ in row.task.other)
    column = next((h for h in headers if HOURS in syllables(h)), "")
    return Asks(Field.OTHER, header=column) if column else ask


def without_words_of_titles(chosen: tuple[Row, ...], asks: tuple[Asks, ...]) -> tuple[Asks, ...]:
    """ "tham mưu lộ trình, kinh phí thì phối hợp phòng nào": a noun of the task asks nothing."""
    asking = tuple(
        ask
        for ask in asks
        if " " not in ask.words
        or any(
            has_cell(row.task, ask) or fold_padded(ask.words) not in fold_padded(row.task.title)
            for row in chosen
        )
    )
    return asking or asks


def before(task: Task) -> Task:
    """A row as it was before later documents changed it."""
    for change in reversed(task.changes):
        match change.field:
            case Field.LEAD:
                task = replace(task, lead=(Assignee(change.old),))
            case Field.SUPPORT:
                task = replace(task, support=(Assignee(change.old),))
            case Field.DUE:
                task = replace(task, due=Due(change.old, DueKind.UNSPECIFIED))
            case Field.DELIVERABLE:
                task = replace(task, deliverable=change.old)
            case Field.TITLE:
                task = replace(task, title=change.old)
    return replace(task, changes=())


def has_cell(task: Task, ask: Asks) -> bool:
    """Whether a row says what is asked; a sentence without a day says no day."""
    is_prose = task.source is Source.PROSE
    if ask.field is Field.DUE and is_prose and kind_of_due(ask) is Kind.DATE:
        return holds(task.due.words, Kind.DATE)
    if ask.header:
        return any(header == ask.header and words for header, words in task.other)
    return bool(task.words(ask.field).strip())


def kind_of_due(ask: Asks) -> Kind:
    """What of time is wanted: "mấy giờ", "trong bao lâu", "ngày mấy", or any of them."""
    said = fold(ask.words)
    if ask.detail is not Detail.VALUE:
        return Kind.DAY
    if HOW_LONG.search(said) or IN_HOURS.search(said):
        return Kind.SPAN
    if WHAT_HOUR.search(said):
        return Kind.HOUR
    if WHICH_DAY_OF.search(said):
        return Kind.MONTHDAY if "thang" in said.split() else Kind.WEEKDAY
    return Kind.DATE if CALENDAR & set(said.split()) else Kind.DAY


def tasks_of(rows: tuple[Row, ...]) -> tuple[Task, ...]:
    return tuple(row.task for row in rows)


def typed_rows(asked: Asked, chosen: tuple[Row, ...]) -> Finding | None:
    """A value of a sort that the row has to hold, wherever it stands in it."""
    understood = asked.understood
    if understood.values and all(is_of_other_time(asked, row.task) for row in chosen):
        return Refused(Reason.NO_VALUE, asked.topic_words, rows=tasks_of(chosen))
    if asks_place(understood) and (column := place_column(chosen)):
        # "mấy giờ, chỗ nào": what asks for the place was taken to ask who
        others = tuple(ask for ask in understood.asks if ask.field is not Field.LEAD)
        beside = tuple(in_column(chosen, ask) for ask in other_asks(others))
        return with_columns(chosen, (column,), beside=beside)
    if understood.values:
        return of_values(asked, chosen)
    noun = understood.who.noun if understood.who else ""
    if noun == "person":
        return of_person(understood, chosen)
    if not noun or noun in NO_NOUNS or len(understood.asks) != 1:
        return None
    first = understood.asks[0]
    if any(named_after(row.task.words(first.field), noun) for row in chosen):
        return None
    return by_noun(asked, chosen, noun)


def of_values(asked: Asked, chosen: tuple[Row, ...]) -> Finding | None:
    """The cells that hold what is asked for: "vốn bao nhiêu, tiêu được mấy %" are two columns."""
    understood = asked.understood
    first = understood.values[0]
    if first.kind is Kind.NUMBER:
        held = tuple(r for r in chosen if holds(r.task.title, first.kind, noun=first.noun))
        return FieldsFound(held, (Asks(Field.TITLE),), asked.topic_words) if held else None
    columns = dict.fromkeys(
        column for value in understood.values if (column := column_of(asked, value, chosen))
    )
    beside = dict.fromkeys(
        field
        for value in understood.values[1:]
        if not column_of(asked, value, chosen) and (field := cell_of(asked, value, chosen)[0])
    )
    if column_of(asked, first, chosen):
        person = person_column(chosen) if asks_person(understood) else ""
        headers = (person, *columns) if person else tuple(columns)
        others = (*map(Asks, beside), *other_asks(understood.asks))
        return with_columns(chosen, headers, beside=others)
    field, held = cell_of(asked, first, chosen)
    if field is None:
        return Refused(Reason.NO_VALUE, asked.topic_words, rows=tasks_of(chosen))
    more = tuple(Asks(other) for other in beside if other is not field)
    return FieldsFound(held, (*with_others(field, understood.asks), *more), asked.topic_words)


def cell_of(
    asked: Asked, value: AsksValue, chosen: tuple[Row, ...]
) -> tuple[Field | None, tuple[Row, ...]]:
    """Where rows hold a value, and which of them do; nowhere where none does."""
    for field in fields_of(value):
        held = tuple(
            row
            for row in chosen
            if holds(figures_of(asked, row.task, field, value), value.kind, noun=value.noun)
        )
        if held:
            return field, held
    return None, ()


def column_of(asked: Asked, value: AsksValue, chosen: tuple[Row, ...]) -> str:
    """The header of the column that tells a figure: of sums, of shares, "Số lớp" of "mấy lớp",
    "Tỷ lệ giải ngân (%)" of "giải ngân khá hơn".
    """
    if value.kind is Kind.MONEY:
        return money_column(chosen)
    headers = dict.fromkeys(
        header
        for row in chosen
        for header, words in row.task.other
        if NUMBERS.fullmatch(words.strip().rstrip(SHARE))
    )
    shares = [header for header in headers if SHARE in header]
    if value.kind is Kind.PERCENT and len(shares) == 1:
        return shares[0]
    if value.kind not in (Kind.PERCENT, Kind.COUNT, Kind.AMOUNT):
        return ""
    noun = value.noun or noun_counted(asked)
    nouns = [noun, *written_nouns().get(noun, ())] if noun else []
    named = [
        header for header in headers if any(fold_padded(n) in fold_padded(header) for n in nouns)
    ]
    if named:
        return named[0]
    topic = {token.folded for token in asked.understood.topic}
    told = [header for header in shares if len(folded_words(header) & topic) >= NAMED_BY]
    return told[0] if len(told) == 1 else ""


def noun_counted(asked: Asked) -> str:
    """ "nhắm bao nhiêu người": the word behind, though it says too little to look for."""
    for count, noun in pairwise(asked.understood.tokens.items):
        if count.spelled in HOW_MANY and not noun.after_break:
            return noun.spelled
    return ""


def has_figures(asked: Asked, row: Row, value: AsksValue) -> bool:
    """Whether a column of a row tells such a figure, other than a sum of money."""
    return value.kind is not Kind.MONEY and bool(column_of(asked, value, (row,)))


def figures_of(asked: Asked, task: Task, field: Field, value: AsksValue) -> str:
    """The cell in which a figure may stand: a bare number in a column that the question names, or
    in any column one beside its noun, as "1.430 km" among the remarks.
    """
    if field is not Field.OTHER or value.kind not in (Kind.COUNT, Kind.AMOUNT):
        return task.words(field)
    said = {token.folded for token in asked.understood.tokens.items}
    return "; ".join(
        words
        for header, words in task.other
        if tells_noun(header, words, noun=value.noun)
        # "Kinh phí (triệu đồng)" is called without what stands in brackets, "Số cơ sở" by what
        # is counted.
        or said >= folded_words(header.partition("(")[0]) - {NUMBER_OF}
    )


def tells_noun(header: str, words: str, *, noun: str) -> bool:
    """Whether a cell says the noun itself; a column called by it holds figures of its own."""
    named = fold_padded(noun)
    return bool(noun) and named in fold_padded(words) and named not in fold_padded(header)


def names_year(asked: Asked) -> bool:
    """ "kế hoạch … năm 2025": the year is that of what is asked, and no bound ("trước 2025")."""
    return any(
        clause.meaning.is_year and fold(clause.meaning.words).startswith(YEAR)
        for clause in asked.understood.windows
    )


def is_of_other_time(asked: Asked, task: Task) -> bool:
    """ "năm 2025 đã phát bao nhiêu bồn" of a plan for 2026: no figure of that year stands there."""
    years = asked.understood.years_named | years_in_topic(asked.understood)
    document = asked.document(task.document_id)
    if not years or document is None or any(document.covers(int(year)) for year in years):
        return False
    said = f"{said_in(task)} {task.due.words}"
    return not any(year in said for year in years)


def years_in_topic(understood: Understood) -> frozenset[str]:
    """The years of no plan that is held, which were given back to the topic."""
    return frozenset(t.text for t in understood.topic if YEARS.fullmatch(t.text))


def of_person(understood: Understood, chosen: tuple[Row, ...]) -> Finding | None:
    """ "chuyên viên nào": a column of people; a unit is no answer."""
    if column := person_column(chosen):
        return with_columns(chosen, (column,))
    asked = next(
        (field for field in understood.fields if field in (Field.LEAD, Field.SUPPORT)), Field.LEAD
    )
    if any(begins_with(row.task.words(asked), "title") for row in chosen):
        return None
    return Refused(
        Reason.ABSENT_COLUMN, "người được giao đích danh", rows=tasks_of(chosen), fields=(asked,)
    )


def person_column(chosen: tuple[Row, ...]) -> str:
    """The header of a column of people, where the lead is none: "Lãnh đạo phụ trách"."""
    if any(begins_with(row.task.words(Field.LEAD), "title") for row in chosen):
        return ""
    headers = (header for row in chosen for header, _ in row.task.other)
    return next((h for h in headers if fold(h).startswith(PERSONS)), "")


def money_column(chosen: tuple[Row, ...]) -> str:
    """The header of a column of sums of money, where the rows have one."""
    headers = (header for row in chosen for header, _ in row.task.other)
    return next((h for h in headers if tells_money(h)), "")


def place_column(chosen: tuple[Row, ...]) -> str:
    """The header of a column that says where tasks are done, where the rows have one."""
    headers = (header for row in chosen for header, _ in row.task.other)
    return next((h for h in headers if says(syllables(h), "place")), "")


def asks_place(understood: Understood) -> bool:
    """ "tổ chức chỗ nào": where, and no verb asks who."""
    if any(value.kind is Kind.PLACE for value in understood.values):
        return True
    tokens = understood.tokens
    asked = understood.resolved.of(AsksWho)
    said = (fold(tokens.words(reading.start, reading.end)) for reading in asked)
    return any(words.split()[0] in PLACES for words in said) and not is_who_asked(understood)


def is_who_asked(understood: Understood) -> bool:
    """Whether a verb asks who does it: "nơi nào chủ trì"."""
    return bool(understood.resolved.of(Acts))


def tells_money(header: str) -> bool:
    """Whether a column holds sums of money: "Kinh phí", "Dự kiến (triệu đồng)"."""
    words = syllables(header)
    return says(words, "money") or says(words, "currency")


def with_columns(
    chosen: tuple[Row, ...], headers: tuple[str, ...], *, beside: tuple[Asks, ...] = ()
) -> Finding:
    """The cells of columns of other kinds with what else is asked, or that they are blank."""
    asks = tuple(Asks(Field.OTHER, header=header) for header in headers)
    filled = tuple(row for row in chosen if any(has_cell(row.task, ask) for ask in asks))
    if filled:
        return FieldsFound(filled, (*asks, *beside))
    return Refused(Reason.EMPTY_CELL, headers[0], rows=tasks_of(chosen), fields=(Field.OTHER,))


def asks_person(understood: Understood) -> bool:
    return understood.who is not None and understood.who.noun == "person"


def holds_value(task: Task, value: AsksValue) -> bool:
    """Whether a row holds a thing of the sort."""
    return any(holds(task.words(f), value.kind, noun=value.noun) for f in fields_of(value))


def fields_of(value: AsksValue) -> tuple[Field, ...]:
    """Where in a row a value of the sort may stand; a length of time also where it is due."""
    return (*VALUE_FIELDS, Field.DUE) if value.kind is Kind.SPAN else VALUE_FIELDS


def with_others(field: Field, asks: tuple[Asks, ...]) -> tuple[Asks, ...]:
    """The cell that holds the value with what else is asked; a title, being long, comes last."""
    others = other_asks(asks)
    return (*others, Asks(field)) if field is Field.TITLE else (Asks(field), *others)


def other_asks(asks: tuple[Asks, ...]) -> tuple[Asks, ...]:
    others = (Field.DUE, Field.LEAD, Field.SUPPORT, Field.STATUS)
    return tuple(ask for ask in asks if ask.field in others)


def by_noun(asked: Asked, chosen: tuple[Row, ...], noun: str) -> Finding | None:
    """ "sở nào": the cell asked for if it names one, else where in the row one is named."""
    for field in (*(ask.field for ask in asked.understood.asks), Field.DELIVERABLE, Field.TITLE):
        held = tuple(row for row in chosen if named_after(row.task.words(field), noun))
        if held:
            return FieldsFound(held, (Asks(field),), asked.topic_words)
    if noun in OUTSIDE or not is_lead_asked(asked):
        return Refused(Reason.NO_VALUE, asked.topic_words, rows=tasks_of(chosen))
    return None


def is_lead_asked(asked: Asked) -> bool:
    """Whether a verb asks who does it; "là những trường nào" asks for names."""
    return bool(asked.understood.resolved.of(Acts, Asks))
