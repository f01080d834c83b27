"""Questions that set two things against each other: the same question asked of each side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.answering.choice.sides import Compared
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
from assistant.answering.understand.meanings import (
    Asks,
    AsksComparison,
    AsksValue,
    AsksWho,
    Attribute,
    Kind,
    Measures,
)
from assistant.answering.understand.settle.asks import (
    DAYS_BETWEEN,
    MORE_OR_LESS,
    WHICH_MORE,
)
from assistant.answering.words.telling import folded_words, word_set
from assistant.answering.words.tokens import Token, tokenise
from assistant.domain.query import Measure
from assistant.domain.task import Field
from assistant.vietnamese.quantities import find_quantities
from assistant.vietnamese.text import fold

# By the words of the question, figures or days are compared.
MONEY = word_set("tiền vốn phí tốn")
FIGURES = word_set("tốn tỷ tỉ tiêu mức số tổng nhiều ít cao thấp khá kém to")
# "có cùng quý không", "có giống nhau không": whether they are alike is asked
SAME = re.compile(
    r"\b(?:cung|chung|trung|giong|bang|nhu)(?: nhau)?(?: mot| 1)?"
    r"(?: (?P<period>ngay|thang|quy|nam))?\b.*\b(?:khong|ko|k|chua|ha|a)\b"
)
ALIKE = "alike"
YEAR = re.compile(r"20\d\d")
# With "hơn" beside them: "cái nào dài hơn"
DEGREES = word_set("dài ngắn nặng nhẹ rộng hẹp sâu nông lâu đông vắng to lớn nhỏ")
COMPARING = FIGURES | DEGREES | MORE_OR_LESS
MORE = "hơn"
BESIDE = word_set("và")
# "nhiều giấy hơn", "đông người học hơn": the noun of which there is more
MORE_OF = re.compile(r"\b(?:nhiều|ít|đông) (?P<noun>[^\W\d_]+)(?: [^\W\d_]+){0,2} hơn\b")
SIGNING = frozenset(("nguoi", "ky"))
ISSUING = re.compile(r"\bban hành\b|\bký\b")
ISSUED_FIRST = re.compile(r"\bnào (?:ban hành|ký|ra|ra đời) (?:trước|sau|sớm|muộn)\b")
# "có cùng một đơn vị chủ trì không", "đơn vị … có khác nhau không": who leads is compared.
UNITS = re.compile(
    r"\b(?:cùng|khác|một|chung) (?:một )?(?:đơn vị|cơ quan|phòng|bên|nơi|đầu mối)\b"
    r"|\b(?:có cùng|(?:cùng|chung) một)"
    r" (?:sở|ban|chi cục|trung tâm|tổ|khoa|trường|hội|đội|viện|ngành|công ty)\b"
    r"|\bchủ trì\b|\b(?:đơn vị|cơ quan|phòng) .*\b(?:cùng|khác|giống)\b"
)
SIDES = FieldsFound | ProseFound | SetFound | DocumentFound | TargetFound | Refused
COUNTED = re.compile(r"\b(?:nhieu|it) (?:dau |cong )?(?:nhiem vu|viec|vc)\b")
# "năm nào nhiều hơn", "đợt nào dài hơn": which of them, and no day
WHICH_TIME = re.compile(r"(?:nam|dot|giai doan|ky|quy|thang|lan) nao")
EARLY_LATE = frozenset(("som", "muon", "truoc", "gan", "gap"))
BEFORE = "truoc"
# "cách nhau mấy ngày", "có cùng quý không": days are set against each other
DAYS_APART = re.compile(
    r"\b(?:cach|lech|chenh|hon|xa)(?: nhau)? (?:bao nhieu|may|bn)? ?(?:ngay|thang|tuan|hom)\b"
    r"|\b(?:cung|chung|khac|trung)(?: mot| 1)? (?:ngay|han|thang|quy|nam|thoi diem|dot)\b"
)
# "ai lắp nhiều hơn, ai phải xong trước": beside the days, figures are compared
MORE_HELD = re.compile(
    r"\b(?:nhieu|it|cao|thap|lon|to|dai|ngan|rong|hep|nang|nhe)(?: \w+){0,3} hon\b"
)


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
            found.append(Side(side.name, finding))
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


def asked_same(asked: Asked) -> str:
    """In what two things may be alike: "cùng quý không"; "" where that is not asked."""
    said = SAME.search(fold(asked.understood.tokens.text))
    return (said["period"] or ALIKE) if said and asked.understood.compares else ""


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


def asks_of_days(asked: Asked) -> bool:
    """ "cái nào xong trước", "cách nhau mấy ngày": days are compared."""
    if not asked.understood.compares:
        return False
    text = fold(asked.understood.tokens.text)
    is_apart = DAYS_APART.search(text) or DAYS_BETWEEN.search(text)
    places = range(len(asked.understood.tokens))
    return bool(is_apart) or any(is_early_or_late(asked, at) for at in places)


def is_early_or_late(asked: Asked, at: int) -> bool:
    """ "cái nào xong trước"; but "sơn vạch trước cổng trường" says where."""
    items = asked.understood.tokens.items
    if items[at].folded not in EARLY_LATE or items[at] in asked.understood.topic:
        return False
    following = items[at + 1 : at + 2]
    leads_on = any(t in asked.understood.topic and not t.after_break for t in following)
    return items[at].folded != BEFORE or not leads_on


def asks_who(asked: Asked) -> bool:
    """ "…, ai làm", "có cùng một phòng làm không": who leads, beside whatever is compared; but
    "ai làm nhiều hơn" only asks which of them.
    """
    if UNITS.search(" ".join(token.spelled for token in asked.understood.tokens.items)):
        return True
    items = asked.understood.tokens.items
    for who in asked.understood.resolved.of(AsksWho):
        start, end = who.start, who.end
        while start and not is_cut(items[start]):
            start -= 1
        while end < len(items) and not is_cut(items[end]):
            end += 1
        said = [token for token in items[start:end] if token not in asked.understood.topic]
        if not any(t.folded in EARLY_LATE or t.spelled in COMPARING for t in said):
            return True
    return False


def is_cut(token: Token) -> bool:
    """Whether another part of the question begins here: ", ai làm", "và hạn mỗi bên"."""
    return bool(token.after_break) or token.spelled in BESIDE


def compared_attributes(asked: Asked) -> tuple[Attribute, ...]:
    """ "cái nào ban hành trước": the days on which documents were issued."""
    words = {t.folded for t in asked.understood.tokens.items}
    text = asked.understood.tokens.text.lower()
    # "ký thỏa thuận … có cùng quý không": a task is about signing, and no plan is named
    is_issue = asks_of_days(asked) and asked.understood.plans and ISSUING.search(text)
    if asked.understood.compares and (is_issue or ISSUED_FIRST.search(text)):
        return (Attribute.ISSUED_ON,)
    if asked.understood.compares and words >= SIGNING:
        return (Attribute.SIGNER,)
    if Attribute.RECIPIENTS in asked.understood.attributes and asked.understood.topic:
        return ()  # "báo cáo … gửi về đâu" asks for no list at the end of a document
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
    has_more = MORE_HELD.search(fold(understood.tokens.text)) is not None
    if asks_of_days(asked) and not has_more:
        return ()
    if Attribute.RECIPIENTS in understood.attributes and understood.topic:
        return (AsksValue(Kind.RECIPIENT, in_prose=True),)
    # "cái nào ngốn vốn hơn" compares sums; "lo kinh phí khác nhau chỗ nào" does not.
    tells_more = words & FIGURES or (words & (MONEY | DEGREES) and MORE in words)
    beside = [a for a in compared_asks(asked) if not (has_more and a.field is Field.DUE)]
    if understood.values or beside or not tells_more:
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
        return (*((Asks(Field.LEAD),) if asks_who(asked) else ()), *dues)
    if not asked.understood.compares:
        return asks
    # "bên nào nhiều hơn" asks for no unit; "cùng một đơn vị chủ trì không" does.
    others = tuple(
        a for a in asks if a.field is not Field.LEAD and not WHICH_TIME.fullmatch(fold(a.words))
    )
    is_count = compared_count(asked) is not None
    # "có chung cơ quan phối hợp không"
    is_support = any(ask.field is Field.SUPPORT for ask in others)
    is_lead = asks_who(asked) and not is_count and not is_support
    return (Asks(Field.LEAD), *others) if is_lead else others
