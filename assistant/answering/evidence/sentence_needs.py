"""What a sentence must say to answer a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from assistant.answering.evidence.cells.asked import kind_of_due, years_in_topic
from assistant.answering.evidence.kinds import amounts_told, tells
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import Acts, Kind, Manner
from assistant.answering.understand.recognise.rule_questions import LATENESS
from assistant.answering.understand.understood import Understood
from assistant.answering.words.notions import speaks_of
from assistant.answering.words.telling import QUESTION_WORDS, folded_words
from assistant.domain.due import Window
from assistant.domain.task import Field
from assistant.vietnamese.quantities import Quantity
from assistant.vietnamese.terms import fold_padded

# "sáng thứ Năm", "các ngày thứ Ba và thứ Năm"; and no "lần thứ năm"
WEEKDAY = re.compile(
    r"(?<!lần )(?<!việc )(?<!tuần )(?<!nhiệm vụ )\bthứ (?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])\b",
    re.IGNORECASE,
)
DAYS = dict(zip("234567", ("hai", "ba", "tư", "năm", "sáu", "bảy"), strict=True))
DONE = re.compile(
    r"\bthực tế\b|\bđã\b.* được .*\brồi\b"
    r"|\b(?:đến|tới|tính đến) (?:hôm nay|nay|giờ|bây giờ)\b.*\bđã\b"
)
YEAR_END = (12, 31)
WHO = "ai"
KIND_OF_FIELD = {Field.LEAD: Kind.UNIT, Field.SUPPORT: Kind.UNIT}
# What parts the askings of one question.
ASKING = (QUESTION_WORDS | {"lau"}) - {"chua", "khong"}  # "bao lâu"; "27 trường chưa có nước"
PARTS = re.compile(r"[,;?]|\b(?:và|rồi)\b")


class Sense(StrEnum):
    """What a question means beside the sort of thing that it asks for."""

    AHEAD = "ahead"  # what is to be reached, and not what has been
    BEHIND = "behind"  # what has been reached by now, and not what is to be
    DELAY = "delay"  # what follows where something is late
    TWOFOLD = "twofold"  # two things that one sentence seldom tells
    BASES = "bases"  # what a document is based on may answer
    FIRST = "first"  # where something is tried out before it is done everywhere
    ANYONE = "anyone"  # who it may be: a unit, a person, any sort of people


@dataclass(frozen=True, slots=True)
class Case:
    """What a question tells of its case: "khoản chi 150 triệu", "vào thứ Năm"."""

    units: tuple[str, ...]  # how the units are called that it names
    days: frozenset[str]  # the days of the week that it tells
    amounts: tuple[Quantity, ...]
    untold: tuple[Quantity, ...] = ()  # the amounts that no text in question tells itself

    @classmethod
    def of(cls, understood: Understood) -> Case:
        # What is carried over from the question before is a part of the topic alone.
        amounts = (*amounts_told(understood.tokens.items), *amounts_told(understood.topic))
        return cls(
            units=tuple(fold_padded(clause.unit.words) for clause in understood.units),
            days=days_of_week(understood.tokens.text),
            amounts=tuple(dict.fromkeys(amounts)),
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sentence must say to answer a question."""

    kinds: tuple[Kind, ...]  # the sorts of thing that it must hold
    noun: str  # what a figure must be of: "mấy lớp"
    who: str  # what a name must begin with: "sở nào"
    years: frozenset[str]
    times: tuple[Window, ...]
    manner: frozenset[Manner]  # how a figure must be told
    is_value: bool  # a figure, a name or a day within it is asked for
    senses: frozenset[Sense]
    case: Case

    @classmethod
    def of(cls, asked: Asked) -> Wanted:
        understood = asked.understood
        return cls(
            kinds=kinds_asked(asked),
            noun=next((value.noun for value in understood.values if value.noun), ""),
            who=understood.who.noun if understood.who else "",
            # "năm 2025" before all plans is a word of the topic, and still the year of the figure.
            years=understood.years_said | years_in_topic(understood),
            times=times_asked(asked),
            manner=frozenset(how for value in understood.values for how in value.manner),
            is_value=bool(understood.values),
            senses=frozenset(sense for sense, is_meant in SENSES.items() if is_meant(asked)),
            case=Case.of(understood),
        )

    def beside(self, texts: Sequence[str]) -> Wanted:
        """The same, beside the texts among which an answer is looked for."""
        amounts = self.case.amounts
        untold = tuple(a for a in amounts if not any(tells(text, a) for text in texts))
        return replace(self, case=replace(self.case, untold=untold))


def kinds_asked(asked: Asked) -> tuple[Kind, ...]:
    """The sorts of thing that the answer must hold."""
    understood = asked.understood
    kinds = [value.kind for value in understood.values]
    for ask in understood.asks:
        if ask.field is Field.DUE:
            kinds.append(kind_of_due(ask))
        elif ask.field in KIND_OF_FIELD:
            kinds.append(KIND_OF_FIELD[ask.field])
    return tuple(dict.fromkeys(kinds))


def times_asked(asked: Asked) -> tuple[Window, ...]:
    """The parts of a year that the question names: "hết quý III", "tháng 6"."""
    said = (clause.meaning for clause in asked.understood.windows)
    windows = (m.window for m in said if not m.is_year)
    return tuple(w for w in windows if w.end and (w.end.month, w.end.day) != YEAR_END)


def looks_ahead(asked: Asked) -> bool:
    """ "phải kéo xuống còn mấy %": what is to be reached, and not what has been."""
    text = asked.understood.tokens.text
    return speaks_of(text, "ahead") and not speaks_of(text, "behind")


def looks_behind(asked: Asked) -> bool:
    """ "đến nay đã giải ngân được bao nhiêu % rồi": what has come of it, and no aim."""
    text = asked.understood.tokens.text.lower()
    return DONE.search(text) is not None and not speaks_of(text, "planned")


@lru_cache(maxsize=8192)
def days_of_week(text: str) -> frozenset[str]:
    """The days of the week that a text names, by a letter or a figure: "thứ Năm", "thứ 5"."""
    said = (match["day"].lower() for match in WEEKDAY.finditer(text))
    return frozenset(DAYS.get(day, day) for day in said)


def asks_of_delay(asked: Asked) -> bool:
    """ "nộp trễ thì bị gì": what follows on lateness, which the answer must speak of."""
    kinds = {value.kind for value in asked.understood.values}
    late = any(token.spelled in LATENESS for token in asked.understood.topic)
    return late and Kind.CONSEQUENCE in kinds


def asks_twice(asked: Asked) -> bool:
    """ "gió cấp mấy thì phải dừng, ai có quyền ra lệnh?": each part has a question word."""
    parts = PARTS.split(asked.understood.tokens.text)
    return sum(bool(ASKING & folded_words(part)) for part in parts) > 1


def asks_bases(asked: Asked) -> bool:
    """Whether the question may be answered by what a document is based on."""
    understood = asked.understood
    numbers = any(value.kind is Kind.NUMBER for value in understood.values)
    words = understood.tokens.text.lower()
    return numbers or bool(understood.attributes) or "căn cứ" in words or speaks_of(words, "law")


def asks_where_first(asked: Asked) -> bool:
    """ "mấy phường nào làm trước vụ số nhà": a place, of what is tried out."""
    places = any(value.kind is Kind.PLACE for value in asked.understood.values)
    return places and speaks_of(asked.understood.tokens.text, "tried_out")


def asks_anyone(asked: Asked) -> bool:
    """ "ai khỏi mua vé", "ai điều hành thay": who, and no unit that is given a part of a task."""
    understood = asked.understood
    is_who = any(token.spelled == WHO for token in understood.tokens.items)
    return is_who and not understood.resolved.of(Acts)


SENSES: Mapping[Sense, Callable[[Asked], bool]] = {
    Sense.AHEAD: looks_ahead,
    Sense.BEHIND: looks_behind,
    Sense.DELAY: asks_of_delay,
    Sense.TWOFOLD: asks_twice,
    Sense.BASES: asks_bases,
    Sense.FIRST: asks_where_first,
    Sense.ANYONE: asks_anyone,
}
