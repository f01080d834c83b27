"""What is compared: days, units, figures, counts, or what documents say of themselves."""

from __future__ import annotations

import re

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
from assistant.answering.understand.settle.asks import DAYS_BETWEEN, MORE_OR_LESS
from assistant.answering.words.telling import word_set
from assistant.answering.words.tokens import Token
from assistant.domain.query import Measure
from assistant.domain.task import Field
from assistant.vietnamese.text import fold

# By the words of the question, figures or days are compared.
MONEY = word_set("tiền vốn phí tốn")
FIGURES = word_set("tốn tỷ tỉ tiêu mức số tổng nhiều ít cao thấp khá kém to")
# "có cùng quý không", "có giống nhau không": whether figures or days are alike is asked
SAME = re.compile(
    r"\b(?:(?:giong|bang|nhu|trung)(?: nhau)?"
    r"|(?:cung|chung|trung)(?: mot| 1)? (?=ngay|han|muc|thang|quy|nam))"
    r"(?: ?(?P<period>ngay|thang|quy|nam))?\b.*\b(?:khong|ko|k|chua|ha|a)\b"
)
ALIKE = "alike"
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


def asked_same(asked: Asked) -> str:
    """In what two things may be alike: "cùng quý không"; "" where that is not asked."""
    said = SAME.search(fold(asked.understood.tokens.text))
    return (said["period"] or ALIKE) if said and asked.understood.compares else ""


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
    if UNITS.search(asked.understood.tokens.spelled):
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
    counted = MORE_OF.search(understood.tokens.spelled)
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
