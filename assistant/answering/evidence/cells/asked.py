"""What a question asks of the cells of rows."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import (
    Acts,
    Asks,
    AsksWho,
    Detail,
    Kind,
)
from assistant.answering.understand.understood import Understood
from assistant.domain.task import Field
from assistant.vietnamese.text import fold

YEAR = "nam "
YEARS = re.compile(r"\b20\d\d\b")
CALENDAR = frozenset(("ngay", "mung"))
PLACES = ("cho", "noi", "dia")  # "chỗ nào", "nơi nào", "địa điểm nào"
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
HOW_MANY = ("nhiêu", "mấy")


def without_title(asks: tuple[Asks, ...]) -> tuple[Asks, ...]:
    """ "… là gì" after another field asks that field."""
    others = tuple(ask for ask in asks if ask.field is not Field.TITLE)
    return others or asks


def default_asks(asked: Asked) -> tuple[Asks, ...]:
    """A question that names no field: its value stands in the deliverable or the title."""
    if asked.understood.values:
        return (Asks(Field.DELIVERABLE),)
    return (Asks(Field.TITLE), Asks(Field.LEAD), Asks(Field.DUE))


def asks_hours(asks: tuple[Asks, ...]) -> bool:
    """ "trong mấy tiếng phải giao": a day on which a task is due tells no number of hours."""
    return len(asks) == 1 and IN_HOURS.search(fold(asks[0].words)) is not None


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


def noun_counted(asked: Asked) -> str:
    """ "nhắm bao nhiêu người": the word behind, though it says too little to look for."""
    for count, noun in pairwise(asked.understood.tokens.items):
        if count.spelled in HOW_MANY and not noun.after_break:
            return noun.spelled
    return ""


def names_year(asked: Asked) -> bool:
    """ "kế hoạch … năm 2025": the year is that of what is asked, and no bound ("trước 2025")."""
    return any(
        clause.meaning.is_year and fold(clause.meaning.words).startswith(YEAR)
        for clause in asked.understood.windows
    )


def years_in_topic(understood: Understood) -> frozenset[str]:
    """The years of no plan that is held, which were given back to the topic."""
    return frozenset(t.text for t in understood.topic if YEARS.fullmatch(t.text))


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


def asks_person(understood: Understood) -> bool:
    return understood.who is not None and understood.who.noun == "person"


def other_asks(asks: tuple[Asks, ...]) -> tuple[Asks, ...]:
    others = (Field.DUE, Field.LEAD, Field.SUPPORT, Field.STATUS)
    return tuple(ask for ask in asks if ask.field in others)


def is_lead_asked(asked: Asked) -> bool:
    """Whether a verb asks who does it; "là những trường nào" asks for names."""
    return bool(asked.understood.resolved.of(Acts, Asks))
