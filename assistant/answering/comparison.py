"""Questions that set two things against each other: the same question asked of each side."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.asked import Asked
from assistant.answering.findings import (
    ComparisonFound,
    DocumentFound,
    FieldsFound,
    Finding,
    ProseFound,
    Reason,
    Refused,
    SetFound,
    Side,
    TargetFound,
)
from assistant.answering.sides import Compared
from assistant.answering.understand.meanings import (
    Asks,
    AsksComparison,
    AsksValue,
    Attribute,
    Kind,
    Measures,
)
from assistant.answering.words import word_set
from assistant.domain.query import Measure
from assistant.domain.task import Field
from assistant.vietnamese.text import fold

# By the words of the question, figures or days are compared.
MONEY = word_set("tiền vốn phí tốn")
FIGURES = word_set("tốn tỷ tỉ tiêu mức số tổng nhiều ít cao thấp khá kém to")
MORE = "hơn"
SIGNING = frozenset(("nguoi", "ky"))
ISSUING = re.compile(r"\bban hành\b|\bký\b")
# "có cùng một đơn vị chủ trì không", "đơn vị … có khác nhau không": who leads is compared.
UNITS = re.compile(
    r"\b(?:cung|khac|mot|chung) (?:mot )?(?:don vi|co quan|phong|ben|noi)\b|\bchu tri\b"
    r"|\b(?:don vi|co quan|phong) .*\b(?:cung|khac|giong)\b"
)
SIDES = FieldsFound | ProseFound | SetFound | DocumentFound | TargetFound | Refused
COUNTED = re.compile(r"\b(?:nhieu|it) (?:dau |cong )?(?:nhiem vu|viec|vc)\b")
WHICH_YEAR = "nam nao"  # "năm nào nhiều hơn": no day is asked for
EARLY_LATE = frozenset(("som", "muon", "truoc", "gan", "gap"))


def compare(
    asked: Asked,
    sides: tuple[Compared, ...],
    *,
    answer: Callable[[Asked], Finding],
) -> Finding:
    """The same question asked of each side."""
    found: list[Side] = []
    for side in sides:
        attributes = compared_attributes(asked)
        own = asked.again(
            replace(
                side.understood,
                topic=() if attributes else side.understood.topic,
                compares=False,
                wants_list=asked.understood.wants_list and not asks_of_days(asked),
                asks=compared_asks(asked),
                values=compared_values(asked),
                attributes=attributes,
                measure=asked.understood.measure or compared_count(asked),
            )
        )
        finding = answer(own)
        if isinstance(finding, SIDES):
            found.append(Side(side.name, finding))
    is_one_plan = len({side.understood.plans for side in sides}) == 1
    # "đối chiếu hồ sơ giữa các huyện thì ai làm": a task of comparing, and no comparison
    is_half = any(isinstance(side.found, Refused) for side in found)
    is_task = is_one_plan and asked.understood.asks and is_half
    alone = replace(asked.understood, compares=False)
    if is_task or is_one_row(found):
        return answer(asked.again(alone))
    if is_one_sentence(found):
        # "ai được nhiều hơn" of two that one sentence tells of asks for no unit
        asks, values = compared_asks(asked), compared_values(asked)
        return answer(asked.again(replace(alone, asks=asks, values=values)))
    if all(isinstance(side.found, Refused) for side in found):
        return found[0].found if found else Refused(Reason.NOTHING_NEAR)
    return ComparisonFound(tuple(found))


def is_one_row(sides: Sequence[Side]) -> bool:
    """Whether one row was found for every side: then it is asked for, and nothing compared."""
    rows = [s.found.rows[0].task.id for s in sides if isinstance(s.found, FieldsFound)]
    return len(rows) > 1 and len(rows) == len(sides) and len({*rows}) == 1


def is_one_sentence(sides: Sequence[Side]) -> bool:
    """Whether one sentence alone was found for every side: it compares nothing, or all."""
    said = [s.found.quotes[0].sentence for s in sides if isinstance(s.found, ProseFound)]
    return len(said) > 1 and len(said) == len(sides) and len({*said}) == 1


def asks_of_days(asked: Asked) -> bool:
    """ "cái nào xong trước": days are compared."""
    words = {t.folded for t in asked.understood.tokens.items}
    return asked.understood.compares and bool(words & EARLY_LATE)


def compared_attributes(asked: Asked) -> tuple[Attribute, ...]:
    """ "cái nào ban hành trước": the days on which documents were issued."""
    words = {t.folded for t in asked.understood.tokens.items}
    if asks_of_days(asked) and ISSUING.search(asked.understood.tokens.text.lower()):
        return (Attribute.ISSUED_ON,)
    if asked.understood.compares and words >= SIGNING:
        return (Attribute.SIGNER,)
    return asked.understood.attributes


def compared_count(asked: Asked) -> Measures | None:
    """ "bên nào nhiều nhiệm vụ hơn": tasks are counted."""
    tokens = asked.understood.tokens
    counts = any(
        COUNTED.search(fold(tokens.words(r.start, r.end)))
        for r in asked.understood.resolved.of(AsksComparison)
    )
    return Measures(Measure.COUNT) if counts else None


def compared_values(asked: Asked) -> tuple[AsksValue, ...]:
    """ "đặt tỷ lệ khác nhau thế nào" compares figures."""
    understood = asked.understood
    words = {t.spelled for t in understood.tokens.items}
    if asks_of_days(asked):
        return ()
    # "cái nào ngốn vốn hơn" compares sums; "lo kinh phí khác nhau chỗ nào" does not.
    tells_more = words & FIGURES or (words & MONEY and MORE in words)
    if understood.values or compared_asks(asked) or not tells_more:
        return understood.values
    return (AsksValue(Kind.MONEY if words & MONEY else Kind.AMOUNT),)


def compared_asks(asked: Asked) -> tuple[Asks, ...]:
    """ "bên nào sớm hơn" compares days, whatever else is asked."""
    asks = asked.understood.asks
    if compared_attributes(asked):
        return ()
    if asks_of_days(asked):
        dues = tuple(ask for ask in asks if ask.field is Field.DUE)
        return dues or (Asks(Field.DUE),)
    if not asked.understood.compares:
        return asks
    # "bên nào nhiều hơn" asks for no unit; "cùng một đơn vị chủ trì không" does.
    others = tuple(a for a in asks if a.field is not Field.LEAD and fold(a.words) != WHICH_YEAR)
    names_lead = UNITS.search(fold(asked.understood.tokens.text)) is not None
    return (Asks(Field.LEAD), *others) if names_lead else others
