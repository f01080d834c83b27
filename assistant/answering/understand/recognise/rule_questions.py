"""Questions about a rule or a reason: "chậm quá 15 ngày thì bị gì", "vì sao bị chậm".

A sentence answers them, and no list of tasks: whatever else the words around could mean ("chậm",
"việc nào", "chủ trì") describes the case.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.answering.understand.meanings import (
    OF_DUES,
    Alteration,
    Amended,
    Asks,
    AsksAttribute,
    AsksDefinition,
    AsksList,
    AsksValue,
    Detail,
    Filler,
    InWindow,
    Kind,
    Mentions,
    NamesAbsent,
    NamesPlan,
    NamesUnit,
    Reading,
    Talks,
)
from assistant.answering.understand.sentences import sentences
from assistant.answering.words.telling import LENGTHS_OF_TIME, word_set
from assistant.answering.words.tokens import Tokens
from assistant.domain.task import Field

HOW = r"(?:gì|sao|thế\ nào|ra\ sao|làm\ sao)"
# "thì làm gì", "thì trưởng phòng bị trừ gì", "thì xử lý thế nào"
CONSEQUENCE = re.compile(
    rf"""\bthì\b.{{0,40}}?
    (?P<asks> \b (?: (?P<bad>bị) | làm | xử\ lý | xử | tính | giải\ quyết | chịu )
        (?:\ \w+){{0,2}}? \ {HOW}\b )""",
    re.VERBOSE,
)
# Such a question needs a case before "thì": "Sở X thì phải làm gì" asks for tasks.
CASE = (
    r"\b(?:quá|chậm|trễ|vượt|lỡ|nếu|để|vướng|không|chưa|mà|bỏ|quên|giấu|hỏng|rồi lại)\b"
    r".*\bthì\b"
)
IN_A_CASE = re.compile(rf"{CASE}|(?:\d|\b(?:một|hai|ba|bốn)\b).*\bthì\b")
CASE_AT_END = re.compile(rf"(?!còn|con|thế|vậy).*{CASE} (?P<asks>sao|thế nào)\W*$")
# "chậm bao nhiêu nhiệm vụ thì mất xếp loại", "bị nhắc mấy lần thì …"
BY_HOW_MANY = re.compile(
    r"""
    \b (?: (?:chậm|trễ|quá|lố|vượt|dưới|trên) \b .{0,30}?
            \b (?P<many> (?P<how>bao\ nhiêu|mấy) \ (?P<noun>\w+|%) )
          | \w+ \ (?P<times> (?:bao\ nhiêu|mấy) \ lần ) \b )
    .* \b thì \b \ \w+
    """,
    re.VERBOSE,
)
# "mấy việc chậm thì bị hạ xếp loại", "bao nhiêu hộ trở lên thì được hỗ trợ"
FROM_HOW_MANY = re.compile(
    r"""
    \b (?P<many> (?P<how>bao\ nhiêu|mấy) \ (?P<noun>\w+|%) ) \b .*
    \b (?: thì\ mới
          | (?:thì|mới) \ (?:\w+\ ){0,2}? (?:bị|được|mất|hạ|trừ|coi|tính|xem|phạt|thưởng) ) \b
    """,
    re.VERBOSE,
)
# "để không bao lâu thì bị khóa", "bao lâu không ai xác nhận thì bị khóa"
AFTER_HOW_LONG = re.compile(r"\b(?P<asks>bao lâu)\b(?: \w+){0,6}? (?:thì|mới|là) (?:bị|mất|coi)\b")
# "về đích sớm thì được thưởng bao nhiêu tiền", "chậm báo cáo bị trừ mấy điểm"
HOW_MUCH_THEN = re.compile(
    r"""
    \b thì \ (?:\w+\ ){0,3}? (?:được|bị|phải(?!\ có\b)) \ (?:\w+\ ){1,3}?
    (?P<many> (?P<how>bao\ nhiêu|mấy) \ (?P<noun>\w+|%) )
    """,
    re.VERBOSE,
)
# "bỏ cam kết thì phải nộp lại bao nhiêu"
PAID_THEN = re.compile(
    r"""
    \b thì \ (?:\w+\ ){0,3}? (?:được|bị|phải) \ (?:\w+\ ){0,2}?
    (?:nộp\ lại|trả\ lại|nộp\ phạt|hoàn\ trả|hoàn\ lại|bồi\ hoàn|bồi\ thường|đền)
    \ (?:\w+\ ){0,2}? (?P<asks>bao\ nhiêu) \W* $
    """,
    re.VERBOSE,
)
# "ngập cỡ nào thì bị xếp cấp 1", "chậm tới mức nào thì bị hạ xếp loại"
FROM_WHAT_ON = re.compile(r"\b(?P<asks>(?:(?:tới|đến) )?(?:mức|cỡ|độ|bậc) nào) (?:thì|mà|mới)\b")
# "vì sao", "sao lại chậm", "sao phải dời", "nêu lý do gì"; and "làm thử tại đâu" asks for a place
WHY = re.compile(
    r"""(?P<asks> \b(?:tại|vì)\ (?:sao|(?:cái\ )?gì)\b
      | \bvì\ đâu\b | \btại\ đâu(?=\ (?:mà|nên|lại)\b) | \bsao(?=\ (?:lại|phải|bị)\b)
      | ^sao\b | \bdo\ đâu\b(?!\ \w)
      | \b(?:lý\ do|lí\ do|nguyên\ nhân)(?:\ (?:chính|chủ\ yếu))?
        \ (?:gì|nào|do\ đâu|là\ gì|ra\ sao)\b )""",
    re.VERBOSE,
)
# "khi nào thì mới được nhân rộng", "điều kiện gì mới được cấp": what must be so before
CONDITION = re.compile(
    r"""
    (?P<asks> \b(?:khi\ nào|lúc\ nào|bao\ giờ|thế\ nào|phải\ sao|điều\ kiện\ (?:gì|nào))\b )
    .* \bmới\ (?:được|cho)\ \w+
    | (?P<terms> \b(?:phải\ (?:có\ )?|cần\ (?:có\ )?|kèm\ |với\ |theo\ )điều\ kiện
        \ (?:gì|nào|ra\ sao|thế\ nào)\b )
    """,
    re.VERBOSE,
)
# "làm ăn kiểu gì thì bị kiểm điểm", "trường hợp nào thì được miễn": in which case
IN_WHICH_CASE = re.compile(
    r"""
    \b (?P<asks> (?:làm\ )? (?:ăn\ )? (?:kiểu|trường\ hợp|lỗi) \ (?:gì|nào) | làm\ (?:gì|sao) )
    \ (?:thì|mà)\ .*? \b (?:bị|được) \b
    """,
    re.VERBOSE,
)
# "thế nào thì một tuyến đường được tính là xong": what counts as that
COUNTS_AS = re.compile(
    r"\b(?:thế nào|ra sao)\b.+ (?P<asks>(?:được|bị) (?:tính|coi|xem|gọi|công nhận) là)\b"
)
PERCENT = word_set("phần %")
MONEY = word_set("tiền đồng triệu tỷ tỉ")
LATENESS = word_set("chậm trễ")
SURELY = 1.5
# What beside the rule itself keeps its meaning in such a question.
KEPT = (
    *(AsksValue, AsksAttribute, Filler, InWindow, Mentions, NamesAbsent, NamesPlan),
    *(NamesUnit, Talks),
)


# What was done to rows, and is asked of a set of them.
OF_ROWS = (Alteration.ADDED, Alteration.REPEALED, *OF_DUES)


def read_rules(tokens: Tokens) -> Iterator[Reading]:
    """What is asked that only sentences say."""
    if counted := COUNTS_AS.search(tokens.text.lower()):
        yield Reading(*tokens.at(*counted.span("asks")), AsksDefinition(), SURELY)
    for span, value in asked_of_rules(tokens.text.lower()):
        start, end = tokens.at(*span)
        yield Reading(start, end, value, SURELY)


def asked_of_rules(words: str) -> Iterator[tuple[tuple[int, int], AsksValue]]:
    """The stretch that asks, and for what sort of thing."""
    if figure := BY_HOW_MANY.search(words):
        if figure["times"]:
            yield figure.span("times"), AsksValue(Kind.COUNT, "lần", in_prose=True)
        else:
            yield asked_of_noun(figure)
        return
    if figure := FROM_HOW_MANY.search(words) or HOW_MUCH_THEN.search(words):
        yield asked_of_noun(figure)
        return
    if paid := PAID_THEN.search(words):
        yield paid.span("asks"), AsksValue(Kind.AMOUNT, in_prose=True)
        return
    if span := AFTER_HOW_LONG.search(words):
        yield span.span("asks"), AsksValue(Kind.SPAN, in_prose=True)
        return
    case = CONSEQUENCE.search(words)
    # "thì làm gì" may ask for tasks; "thì bị gì" asks what follows in any case
    case = case if case and (case["bad"] or IN_A_CASE.search(words)) else None
    if case := case or CASE_AT_END.match(words):
        yield case.span("asks"), AsksValue(Kind.CONSEQUENCE, in_prose=True)
    elif condition := CONDITION.search(words):
        asked = "asks" if condition["asks"] else "terms"
        yield condition.span(asked), AsksValue(Kind.CONDITION, in_prose=True)
    elif in_case := IN_WHICH_CASE.search(words):
        yield in_case.span("asks"), AsksValue(Kind.CONDITION, in_prose=True)
    elif threshold := FROM_WHAT_ON.search(words):
        yield threshold.span("asks"), AsksValue(Kind.AMOUNT, in_prose=True)
    elif why := WHY.search(words):
        yield why.span("asks"), AsksValue(Kind.REASON, in_prose=True)


def asked_of_noun(figure: re.Match[str]) -> tuple[tuple[int, int], AsksValue]:
    """ "bao nhiêu | hồ sơ", "mấy phần trăm": what is counted is of the topic, what measures is
    not.
    """
    kind = kind_of(figure["noun"])
    return figure.span("how" if kind is Kind.COUNT else "many"), AsksValue(kind, in_prose=True)


def kind_of(noun: str) -> Kind:
    """What sort of figure is asked for, by the noun after "mấy"."""
    if noun in LENGTHS_OF_TIME:
        return Kind.SPAN
    if noun in MONEY:
        return Kind.MONEY
    return Kind.PERCENT if noun in PERCENT else Kind.COUNT


def is_in_prose(readings: Iterable[Reading]) -> bool:
    """Whether a rule or a reason is asked for."""
    return any(isinstance(r.meaning, AsksValue) and r.meaning.in_prose for r in readings)


def of_prose(tokens: Tokens, readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings that a question about a rule can have: all others describe its case."""
    proposed = tuple(readings)
    if not is_in_prose(proposed):
        return proposed
    if asks_which_changed(proposed):
        return tuple(map(beside_rows, proposed))
    others = other_questions(tokens, proposed)
    return tuple(
        r for r in proposed if isinstance(r.meaning, KEPT) or asks_when(r) or r.start in others
    )


def other_questions(tokens: Tokens, proposed: Iterable[Reading]) -> frozenset[int]:
    """The tokens of a question beside the one about a rule: "… chưa biết báo cho ai. Đơn vị nào
    chủ trì việc này?"
    """
    rules = [r.start for r in proposed if isinstance(r.meaning, AsksValue) and r.meaning.in_prose]
    return frozenset(
        i
        for part in sentences(tokens)
        if part.has_mark and not any(part.start <= at < part.end for at in rules)
        for i in range(part.start, part.end)
    )


def asks_which_changed(proposed: Iterable[Reading]) -> bool:
    """ "bãi bỏ việc nào, tại sao": rows are asked for first, and why they were changed."""
    meanings = [r.meaning for r in proposed]
    is_list = any(isinstance(m, AsksList) for m in meanings)
    is_change = any(isinstance(m, Amended) and m.how in OF_ROWS for m in meanings)
    is_why = any(isinstance(m, AsksValue) and m.kind is Kind.REASON for m in meanings)
    return is_list and is_change and is_why


def beside_rows(reading: Reading) -> Reading:
    """A reason that is asked for beside rows, and not of a rule."""
    if not isinstance(reading.meaning, AsksValue):
        return reading
    return replace(reading, meaning=replace(reading.meaning, in_prose=False))


def asks_when(reading: Reading) -> bool:
    """ "…, trong mấy ngày" beside what follows: a day may be asked for too."""
    meaning = reading.meaning
    return (
        isinstance(meaning, Asks)
        and meaning.field is Field.DUE
        and meaning.detail is Detail.VALUE
        and reading.length > 1
    )
