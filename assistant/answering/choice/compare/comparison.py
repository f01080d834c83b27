"""Questions that set two things against each other: the same question asked of each side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.answering.choice.compare.compared import Compared
from assistant.answering.choice.compare.wanted import (
    asked_same,
    asks_of_days,
    compared_asks,
    compared_attributes,
    compared_count,
    compared_values,
)
from assistant.answering.documents import funding
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
from assistant.answering.understand.meanings import AsksValue, Kind
from assistant.answering.understand.settle.asks import WHICH_MORE
from assistant.answering.words.telling import folded_words
from assistant.answering.words.tokens import tokenise
from assistant.vietnamese.quantities import find_quantities
from assistant.vietnamese.text import fold

YEAR = re.compile(r"20\d\d")
SIDES = FieldsFound | ProseFound | SetFound | DocumentFound | TargetFound | Refused


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
            is_whole = not is_one_plan and not is_of_others(own, side, sides)
            finding = told or (is_whole and whole_sum(own, answer=answer)) or finding
        if isinstance(finding, SIDES):
            found.append(Side(capital(side.name), finding))
    if not is_one_plan and len(found) == len(sides):
        pairs = zip(sides, tuple(found), strict=True)
        found = [in_words_of_other(asked, *p, among=found, answer=answer) for p in pairs]
    if len(found) == len(sides):
        pairs = zip(sides, tuple(found), strict=True)
        found = [in_cells_of_other(asked, *p, among=found, answer=answer) for p in pairs]
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
    if is_half and (of_both := tells_both(found)):
        return of_both
    if is_half and (asked.understood.compares or not asked.understood.asks_of_each):
        return half_held(asked, found)
    return ComparisonFound(tuple(found), same=asked_same(asked))


def capital(name: str) -> str:
    """A name as a line begins with it."""
    return name[:1].upper() + name[1:]


def tells_both(sides: Sequence[Side]) -> ProseFound | None:
    """ "dưới 16%, năm 2026 là 21%": the sentence of one year, where it tells two figures and the
    other side is a year too.
    """
    told = [side.found for side in sides if isinstance(side.found, ProseFound)]
    if len(told) != 1 or not all(YEAR.fullmatch(side.name) for side in sides):
        return None
    return told[0] if len(find_quantities(told[0].quotes[0].sentence)) > 1 else None


def half_held(asked: Asked, sides: Sequence[Side]) -> Refused:
    """Of one side nothing is held: there is nothing to compare, and the other may be asked for."""
    missing = [side.name for side in sides if isinstance(side.found, Refused)]
    near = {
        document_id
        for side in sides
        if isinstance(side.found, FieldsFound | ProseFound | TargetFound)
        for document_id in told_by(side.found)
    }
    what = ", ".join(missing)
    return Refused(Reason.HALF_HELD, what, near=asked.documents_in(near))


def told_by(found: FieldsFound | ProseFound | TargetFound) -> Iterator[str]:
    """The documents that tell what was found."""
    match found:
        case FieldsFound(rows=rows):
            yield from (row.task.document_id for row in rows)
        case ProseFound(quotes=quotes):
            yield from (quote.passage.document_id for quote in quotes)
        case TargetFound(targets=targets):
            yield from (target.document_id for target in targets)


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


def in_cells_of_other(
    asked: Asked,
    side: Compared,
    told: Side,
    *,
    among: Sequence[Side],
    answer: Callable[[Asked], Finding],
) -> Side:
    """A sentence beside a row with a figure in a column: the cell of the same column, where a row
    of this side has one. "Mua máy … với lập trung tâm …, cái nào tốn hơn" sets like beside like.
    """
    asks = {s.found.asks for s in among if isinstance(s.found, FieldsFound)}
    if not isinstance(told.found, ProseFound) or len(asks) != 1:
        return told
    (of_other,) = asks
    if not all(ask.header for ask in of_other):
        return told
    own = asked_of(asked, side)
    finding = answer(own.again(replace(own.understood, asks=of_other, values=())))
    return Side(told.name, finding) if isinstance(finding, FieldsFound) else told


def asked_of(asked: Asked, side: Compared) -> Asked:
    """What is compared, asked of one side."""
    if side.is_whole:
        return asked.again(side.understood)
    attributes, days = compared_attributes(asked), asks_of_days(asked)
    return asked.again(
        replace(
            side.understood,
            topic=() if attributes else side.understood.topic,
            compares=False,
            wants_list=asked.understood.wants_list and not days,
            asks=compared_asks(asked),
            values=compared_values(asked),
            attributes=attributes,
            # "có kết thúc cùng ngày không" asks for days, and for no last one of a list
            measure=None if days else asked.understood.measure or compared_count(asked),
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


def is_of_others(own: Asked, side: Compared, sides: Sequence[Compared]) -> bool:
    """ "kinh phí làm nhà ở xã hội của A với của B" where only the plan of A is called so: what B
    spends in all is another thing.
    """
    titles = [
        frozenset[str]().union(*(folded_words(d.title) for d in own.documents_in(meant)))
        for each in (side, *(s for s in sides if s is not side))
        for meant in (frozenset[str]().union(*(p.documents for p in each.understood.plans)),)
    ]
    topic = {t.folded for t in side.understood.topic if not funding.is_on_money((t,))}
    return not topic & titles[0] and bool(topic & frozenset[str]().union(*titles[1:]))


def is_one_row(sides: Sequence[Side]) -> bool:
    """Whether one row was found for every side: then it is asked for, and nothing compared."""
    rows = [s.found.rows[0].task.id for s in sides if isinstance(s.found, FieldsFound)]
    return len(rows) > 1 and len(rows) == len(sides) and len({*rows}) == 1


def is_one_sentence(sides: Sequence[Side]) -> bool:
    """Whether one sentence alone was found for every side: it compares nothing, or all."""
    said = [s.found.quotes[0].sentence for s in sides if isinstance(s.found, ProseFound)]
    return len(said) > 1 and len(said) == len(sides) and len({*said}) == 1
