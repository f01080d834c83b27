"""Questions about a rule: "chậm quá 15 ngày thì bị gì", "ngập cỡ nào thì xếp cấp 1".

A sentence answers them, and no list of tasks: whatever else the words around could mean ("chậm",
"việc nào", "chủ trì") describes the case.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.understand.meanings import (
    Asks,
    AsksAttribute,
    AsksValue,
    Detail,
    Filler,
    InWindow,
    IsRule,
    Kind,
    Mentions,
    NamesAbsent,
    NamesPlan,
    NamesUnit,
    Reading,
    Talks,
)
from assistant.answering.understand.resolver import Resolved
from assistant.answering.understand.tokens import Tokens
from assistant.answering.words import word_set
from assistant.domain.task import Field

HOW = r"(?:gì|sao|thế\ nào|ra\ sao|làm\ sao)"
# "thì làm gì", "thì trưởng phòng bị trừ gì", "thì xử lý thế nào"
CONSEQUENCE = re.compile(
    rf"""\bthì\b.{{0,40}}?
    (?P<asks> \b(?:làm|bị|xử\ lý|xử|tính|giải\ quyết|chịu) (?:\ \w+){{0,2}}? \ {HOW}\b )""",
    re.VERBOSE,
)
# Such a question needs a case before "thì": "Sở X thì phải làm gì" asks for tasks.
CASE = r"\b(?:quá|chậm|trễ|vượt|lỡ|nếu|để|vướng|không|chưa|mà)\b.*\bthì\b"
IN_A_CASE = re.compile(rf"{CASE}|(?:\d|\b(?:một|hai|ba|bốn)\b).*\bthì\b")
CASE_AT_END = re.compile(rf"(?!còn|thế|vậy).*{CASE} (?P<asks>sao|thế nào)\W*$")
# "chậm bao nhiêu nhiệm vụ thì mất xếp loại", "bị nhắc mấy lần thì …"
BY_HOW_MANY = re.compile(
    r"\b(?:(?:chậm|trễ|quá|lố|vượt|dưới|trên)\b.{0,30}?\b(?P<many>(?:bao nhiêu|mấy) (?P<noun>\w+))"
    r"|\w+ (?P<times>(?:bao nhiêu|mấy) lần)\b).*\bthì\b \w+"
)
# "ngập cỡ nào thì bị xếp cấp 1", "chậm tới mức nào thì bị hạ xếp loại"
FROM_WHAT_ON = re.compile(r"\b(?P<asks>(?:(?:tới|đến) )?(?:mức|cỡ|độ|bậc) nào) (?:thì|mà|mới)\b")
SPANS = word_set("ngày hôm tuần tháng giờ")
LATENESS = word_set("chậm trễ")
SURELY = 1.5
# What beside the rule itself keeps its meaning in such a question.
KEPT = (
    *(AsksValue, AsksAttribute, Filler, InWindow, IsRule, Mentions, NamesAbsent, NamesPlan),
    *(NamesUnit, Talks),
)


def read_rules(tokens: Tokens) -> Iterator[Reading]:
    """What a rule is asked for, and that it is one."""
    for span, value in asked_of_rules(tokens.text.lower()):
        start, end = tokens.at(*span)
        yield Reading(start, end, value, SURELY)
        at = next((n for n, token in enumerate(tokens.items) if token.spelled == "thì"), None)
        if at is not None and not start <= at < end:
            yield Reading(at, at + 1, IsRule(), SURELY)


def asked_of_rules(words: str) -> Iterator[tuple[tuple[int, int], AsksValue]]:
    """The stretch that asks, and for what sort of thing."""
    if figure := BY_HOW_MANY.search(words):
        if figure["times"]:
            yield figure.span("times"), AsksValue(Kind.COUNT, "lần")
        else:
            kind = Kind.SPAN if figure["noun"] in SPANS else Kind.COUNT
            yield figure.span("many"), AsksValue(kind)
        return
    case = CONSEQUENCE.search(words) if IN_A_CASE.search(words) else None
    if case := case or CASE_AT_END.match(words):
        yield case.span("asks"), AsksValue(Kind.CONSEQUENCE)
    elif threshold := FROM_WHAT_ON.search(words):
        yield threshold.span("asks"), AsksValue(Kind.AMOUNT)


def as_rule(resolved: Resolved) -> Resolved:
    """The readings of a question about a rule: the others give their words to the case."""
    if not any(isinstance(r.meaning, IsRule) for r in resolved.chosen):
        return resolved
    kept = tuple(r for r in resolved.chosen if isinstance(r.meaning, KEPT) or asks_when(r))
    lost = tuple(r for r in resolved.chosen if r not in kept)
    return replace(resolved, chosen=kept, lost=(*resolved.lost, *lost))


def asks_when(reading: Reading) -> bool:
    """ "…, trong mấy ngày" beside what follows: a day may be asked for too."""
    meaning = reading.meaning
    return (
        isinstance(meaning, Asks)
        and meaning.field is Field.DUE
        and meaning.detail is Detail.VALUE
        and reading.length > 1
    )
