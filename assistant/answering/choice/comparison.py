"""Questions that set two things against each other: the same question asked of each side."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.choice.sides import Compared
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
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import (
    Acts,
    Asks,
    AsksComparison,
    AsksValue,
    Attribute,
    Kind,
    Measures,
)
from assistant.answering.understand.settle.asks import WHICH_MORE
from assistant.answering.words.telling import word_set
from assistant.answering.words.tokens import tokenise
from assistant.domain.query import Measure
from assistant.domain.task import Field
from assistant.vietnamese.text import fold

# By the words of the question, figures or days are compared.
MONEY = word_set("tiền vốn phí tốn")
FIGURES = word_set("tốn tỷ tỉ tiêu mức số tổng nhiều ít cao thấp khá kém to")
# With "hơn" beside them: "cái nào dài hơn"
DEGREES = word_set("dài ngắn nặng nhẹ rộng hẹp sâu nông lâu đông vắng to lớn nhỏ")
MORE = "hơn"
# "nhiều giấy hơn", "đông người học hơn": the noun of which there is more
MORE_OF = re.compile(r"\b(?:nhiều|ít|đông) (?P<noun>[^\W\d_]+)(?: [^\W\d_]+){0,2} hơn\b")
SIGNING = frozenset(("nguoi", "ky"))
ISSUING = re.compile(r"\bban hành\b|\bký\b")
# "có cùng một đơn vị chủ trì không", "đơn vị … có khác nhau không": who leads is compared.
UNITS = re.compile(
    r"\b(?:cung|khac|mot|chung) (?:mot )?(?:don vi|co quan|phong|ben|noi)\b|\bchu tri\b"
    r"|\b(?:don vi|co quan|phong) .*\b(?:cung|khac|giong)\b"
)
SIDES = FieldsFound | ProseFound | SetFound | DocumentFound | TargetFound | Refused
COUNTED = re.compile(r"\b(?:nhieu|it) (?:dau |cong )?(?:nhiem vu|viec|vc)\b")
# "năm nào nhiều hơn", "đợt nào dài hơn": which of them, and no day
WHICH_TIME = re.compile(r"(?:nam|dot|giai doan|ky|quy|thang|lan) nao")
EARLY_LATE = frozenset(("som", "muon", "truoc", "gan", "gap"))


def compare(
    asked: Asked,
    sides: tuple[Compared, ...],
    *,
    answer: Callable[[Asked], Finding],
) -> Finding:
    """The same question asked of each side."""
    is_one_plan = len({side.understood.plans for side in sides}) == 1
    found: list[Side] = []
    for side in sides:
        own = asked_of(asked, side)
        finding = answer(own)
        if isinstance(finding, Refused):
            told = figure_of_row(own, answer=answer)
            finding = told or (not is_one_plan and whole_sum(own, answer=answer)) or finding
        if isinstance(finding, SIDES):
            found.append(Side(side.name, finding))
    if not is_one_plan and len(found) == len(sides):
        pairs = zip(sides, tuple(found), strict=True)
        found = [in_words_of_other(asked, *p, among=found, answer=answer) for p in pairs]
    # "đối chiếu hồ sơ giữa các huyện thì ai làm": a task of comparing, and no comparison
    is_half = any(isinstance(side.found, Refused) for side in found)
    asks_which = WHICH_MORE.search(fold(asked.understood.tokens.text)) is not None
    is_task = is_one_plan and asked.understood.asks and is_half and not asks_which
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


def in_words_of_other(
    asked: Asked,
    side: Compared,
    told: Side,
    *,
    among: Sequence[Side],
    answer: Callable[[Asked], Finding],
) -> Side:
    """A side that holds nothing near, asked again in the words of the row found on the other one:
    two plans call one thing alike, and the question otherwise.
    """
    titles = [s.found.rows[0].task.title for s in among if isinstance(s.found, FieldsFound)]
    own = asked_of(asked, side)
    if not isinstance(told.found, Refused) or len(titles) != 1 or not own.understood.topic:
        return told
    named = replace(own.understood, topic=tokenise(titles[0]).items)
    finding = answer(own.again(named))
    return Side(told.name, finding) if isinstance(finding, FieldsFound) else told


def asked_of(asked: Asked, side: Compared) -> Asked:
    """What is compared, asked of one side."""
    attributes = compared_attributes(asked)
    return asked.again(
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


def figure_of_row(own: Asked, *, answer: Callable[[Asked], Finding]) -> FieldsFound | None:
    """The cell of a row that tells some figure, where none of the very sort is found."""
    kinds = {value.kind for value in own.understood.values}
    if not kinds or not kinds <= {Kind.COUNT, Kind.AMOUNT, Kind.PERCENT}:
        return None
    read = replace(own.understood, values=(AsksValue(Kind.AMOUNT),))
    row = answer(own.again(read))
    return row if isinstance(row, FieldsFound) else None


def whole_sum(own: Asked, *, answer: Callable[[Asked], Finding]) -> Finding | None:
    """What all of a plan costs: "tiền rác ba năm của Phú Thọ" says no more in other words."""
    kinds = [value.kind for value in own.understood.values]
    if kinds != [Kind.MONEY] or not own.choice.is_sure:
        return None
    found = answer(own.again(replace(own.understood, topic=())))
    return None if isinstance(found, Refused) else found


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
    tells_more = words & FIGURES or (words & (MONEY | DEGREES) and MORE in words)
    if understood.values or compared_asks(asked) or not tells_more:
        return understood.values
    if words & MONEY:
        return (AsksValue(Kind.MONEY),)
    counted = MORE_OF.search(" ".join(token.spelled for token in understood.tokens.items))
    return (AsksValue(Kind.COUNT, counted["noun"]) if counted else AsksValue(Kind.AMOUNT),)


def compared_asks(asked: Asked) -> tuple[Asks, ...]:
    """ "bên nào sớm hơn" compares days, whatever else is asked."""
    asks = asked.understood.asks
    if compared_attributes(asked):
        return ()
    if asks_of_days(asked):
        dues = tuple(ask for ask in asks if ask.field is Field.DUE) or (Asks(Field.DUE),)
        # "ai làm và hạn mỗi bên"
        acts = Acts(Field.LEAD) in asked.understood.resolved.meanings(Acts)
        return (*(ask for ask in asks if acts and ask.field is Field.LEAD), *dues)
    if not asked.understood.compares:
        return asks
    # "bên nào nhiều hơn" asks for no unit; "cùng một đơn vị chủ trì không" does.
    others = tuple(
        a for a in asks if a.field is not Field.LEAD and not WHICH_TIME.fullmatch(fold(a.words))
    )
    names_lead = UNITS.search(fold(asked.understood.tokens.text)) is not None
    return (Asks(Field.LEAD), *others) if names_lead else others
