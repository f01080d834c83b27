"""Settles what is asked: which fields, of a list or of one thing, or two set against each other."""

import re
from dataclasses import replace

from assistant.answering.understand.given_back import give_back
from assistant.answering.understand.meanings import (
    Acts,
    Asks,
    AsksComparison,
    AsksDefinition,
    AsksList,
    AsksValue,
    AsksWho,
    Attribute,
    Detail,
    Filler,
    HasStatus,
    IsEmpty,
    IsOverdue,
    Kind,
    Measures,
    NamedBy,
    NamesPerson,
    NamesPlan,
    NamesUnit,
    Reading,
    SaysWords,
    Talk,
)
from assistant.answering.understand.settle.figures import CALLED_TASKS
from assistant.answering.understand.settle.step import is_explicit, said
from assistant.answering.understand.understood import Understood
from assistant.answering.words.telling import word_set
from assistant.answering.words.tokens import Token
from assistant.domain.task import Field
from assistant.vietnamese.text import fold, spell

ASKING = frozenset(("nao", "gi", "j", "chi", "mo", "ke", "liet"))
# "những đồ án nào", "các tuyến đường nào"
WHICH_OF_MANY = re.compile(r"\b(?P<before>\w+) (?:những|các) (?:\w+ ){1,3}(?:nào|gì)\b")
# Before them: "lấy từ những nguồn nào", "gồm những ai"
LINKING = word_set("từ ở tại trong cho với về của theo vào bằng đến qua là gồm tới do")
WHICH, NOUN_BEFORE = "nao", 2  # "việc (của) CCHC 2026 nào"
MATCHING = "doi chieu"
LISTING = ("danh sach", "danh muc")
LIST_NOUNS = (*LISTING, "bang", "phu luc")
OR = ("hay", "hoặc")
HELPING, NEAR_VERB = "giúp", 2  # "bên nào giúp (cho) Phòng Kinh tế"
COUNTING = "dem"
DEGREES = "nhieu|nhiu|it|cao|thap|som|muon|lon|nho|to|ton|dai|ngan|nhanh|cham|dong|kha|tot|kem"
MORE_OR_LESS = word_set(
    "nhiều ít cao thấp sớm muộn lớn nhỏ to tốn dài ngắn nhanh chậm đông khá tốt kém hơn"
)
# "bên nào phải làm nhiều nhà hơn", "cái nào phải lắp xong trước", "cao hơn hay thấp hơn"
WHICH_MORE = re.compile(
    rf"""\b (?: \w+ \ nao \b .*
         \b (?: (?:{DEGREES}) \b .* \b hon \b (?!\ \d)
            | (?:hon|truoc|sau|som|muon) \W* (?:a|vay|nhi)? \W* $ )
       | (?:{DEGREES}) \ hon \ hay \ (?:{DEGREES})
       | (?:voi|va) \b .* \b moi \ ben
       | \b hay \ (?!ko|khong|chua) .* \b (?:truoc|sau|som \ hon|nhieu \ hon|cao \ hon) \W* $
       | \b hon \ (?!\d) (?:\w+ \ )+ (?:may|bao \ nhieu) \ (?:\w+ \ ?){{1,3}} \W* $ )""",
    re.VERBOSE,
)
# "hội nghị diễn ra sau hạn bản đồ mấy ngày", but not "phải báo trước mấy ngày"
DAYS_BETWEEN = re.compile(
    r"\b(?:truoc|sau) (?!may\b|bao\b)\w+ (?:\w+ )+(?:may|bao nhieu) (?:ngay|tuan|thang)\W*$"
)
ONWARD = ("về sau", "về trước")
BASED = re.compile(r"\b(?:dựa (?:trên|vào|theo)|bám (?:theo|sát|vào)|căn cứ (?:vào|theo)?)\b")
DOCUMENT_NUMBER = re.compile(r"[-/][^\W\d_]")
PHONE = "số điện thoại"
CALLED = re.compile(
    r"\b(?:đường dây nóng|hotline|điện thoại|di động|gọi|alo|liên hệ|liên lạc|nhắn)\b"
    r".*\bsố (?:mấy|bao nhiêu|nào|gì)\b"
)
DIFFERS = re.compile(r"\bkhac\b.*\b(?:cho nao|o dau|diem nao|the nao|ra sao|gi|sao)\b")


def term_defined(understood: Understood) -> Understood:
    """'thế nào là "nhiệm vụ về đích"': what is quoted is the term, and no words of a cell."""
    if not understood.defines:
        return understood
    told = give_back(understood, SaysWords, HasStatus, IsOverdue)
    return told if told.topic else replace(told, topic=behind_definition(told))


def behind_definition(understood: Understood) -> tuple[Token, ...]:
    """What stands behind "thế nào là": the term, though it may be made of everyday words."""
    ends = [r.end for r in understood.resolved.of(AsksDefinition)]
    return understood.tokens.items[max(ends) :] if ends else ()


def set_against(understood: Understood) -> Understood:
    """ "bên nào được cấp nhiều tiền hơn", "A với B mỗi bên mấy lượt", "khác … chỗ nào": two things
    set against each other.
    """
    text = fold(understood.tokens.text)
    differs = DIFFERS.search(text) is not None and len(understood.plans) > 1
    # "việc nào phải xong sớm hơn ngày 31/12", "… từ năm 2026 trở về sau": a bound
    bounds = [c.meaning.words.lower() for c in understood.windows]
    is_bound = any(" hơn" in words or words.endswith(ONWARD) for words in bounds)
    is_apart = DAYS_BETWEEN.search(text) is not None
    if not (differs or is_apart) and (is_bound or not WHICH_MORE.search(text)):
        return understood
    # "khác kế hoạch B chỗ nào" leaves nothing out.
    kept = tuple(
        c for c in understood.clauses if not (c.negated and isinstance(c.meaning, NamesPlan))
    )
    return replace(
        understood,
        compares=True,
        wants_list=False,
        topic=tuple(t for t in understood.topic if t.spelled not in MORE_OR_LESS),
        clauses=kept if differs else understood.clauses,
    )


def filled_of_one(understood: Understood) -> Understood:
    """ "nhiệm vụ 12 có ghi hạn không": asks for the day of one task, and sorts out none."""
    is_set = understood.wants_list or understood.measure
    if is_set or not any(blank.meaning.is_filled for blank in understood.blanks):
        return understood
    return give_back(understood, IsEmpty)


def deed_not_comparison(understood: Understood) -> Understood:
    """ "đối chiếu đơn với dữ liệu dân cư thì bên nào làm": what a task does, asked who does it."""
    is_deed = any(said(understood, r) == MATCHING for r in understood.resolved.of(AsksComparison))
    if not is_deed or not understood.who or Field.LEAD not in understood.fields:
        return understood
    return give_back(understood, AsksComparison)


def which_of_a_plan(understood: Understood) -> Understood:
    """ "việc CCHC 2026 nào …", "nhiệm vụ của Sở X nào …": which tasks of a plan."""
    items = understood.tokens.items
    for plan in understood.resolved.of(NamesPlan):
        before = {token.folded for token in items[max(plan.start - NOUN_BEFORE, 0) : plan.start]}
        following = items[plan.end : plan.end + 1]
        is_which = any(t.folded == WHICH and not t.after_break for t in following)
        if is_which and before & CALLED_TASKS:
            return replace(understood, wants_list=True)
    return understood


def things_of_a_unit(understood: Understood) -> Understood:
    """ "Viện X phải lập những đồ án nào": what a unit does is a list of its tasks, whatever they
    are called.
    """
    others = (understood.asks, understood.values, understood.who, understood.measure)
    if not understood.units or any(others) or understood.wants_list or understood.attributes:
        return understood
    said = " ".join(token.spelled for token in understood.tokens.items)
    of_many = WHICH_OF_MANY.search(said)
    is_done = of_many is not None and of_many["before"] not in LINKING
    return replace(understood, wants_list=True) if is_done else understood


def number_to_call(understood: Understood) -> Understood:
    """ "đường dây nóng số mấy": a number to call, and not that of the document."""
    text = spell(understood.tokens.text)
    is_bare = {*understood.fields} <= {Field.TITLE} and not understood.who
    to_call = CALLED.search(text) is not None or (is_bare and PHONE in text)
    if not to_call and not any(value.kind is Kind.PHONE for value in understood.values):
        return understood
    others = tuple(a for a in understood.attributes if a is not Attribute.NUMBER)
    asks = tuple(ask for ask in understood.asks if ask.field is not Field.TITLE)
    return replace(understood, asks=asks, attributes=others, values=(AsksValue(Kind.PHONE),))


def number_of_a_basis(understood: Understood) -> Understood:
    """ "dựa trên chương trình hành động số mấy": the number of a basis, and not the plan's own."""
    if Attribute.LEGAL_BASES in understood.attributes and cites_number(understood.topic):
        # "chương trình 51-CTr/TU là để thực hiện nghị quyết nào": of what is cited, not of the plan
        others = tuple(a for a in understood.attributes if a is not Attribute.LEGAL_BASES)
        values = (*understood.values, AsksValue(Kind.NUMBER))
        return replace(understood, attributes=others, values=values)
    tokens = understood.tokens
    # "xin số hiệu kế hoạch để ghi vào căn cứ": for which the plan's own number is wanted
    fillers = understood.resolved.of(Filler)
    aside = " ".join(tokens.words(r.start, r.end).lower() for r in fillers)
    is_based = BASED.search(tokens.text.lower()) and not BASED.search(aside)
    if not is_based or Attribute.NUMBER not in understood.attributes:
        return understood
    return replace(
        understood,
        attributes=tuple(
            Attribute.LEGAL_BASES if a is Attribute.NUMBER else a for a in understood.attributes
        ),
        values=(*understood.values, AsksValue(Kind.NUMBER)),
    )


def cites_number(topic: tuple[Token, ...]) -> bool:
    """Whether a topic holds the number of a document."""
    return bool(document_numbers(topic))


def document_numbers(topic: tuple[Token, ...]) -> tuple[Token, ...]:
    """The numbers of documents in a topic: "51-CTr/TU", "25/2024/NĐ-CP"."""
    return tuple(t for t in topic if t.is_number and DOCUMENT_NUMBER.search(t.text))


def field_not_list(understood: Understood) -> Understood:
    """ "rà lại danh sách quán ăn: ai làm, hạn nào": a noun of a title lists nothing, though
    "cho xin danh sách việc …" does.
    """
    lists = understood.resolved.of(AsksList)
    told_from = min((t.start for t in understood.topic), default=0)
    if any(is_list_of_tasks(understood, r, before=told_from) for r in lists):
        return understood
    is_asked = any(is_explicit(ask) for ask in understood.asks)
    is_noun = all(said(understood, r).startswith(LIST_NOUNS) and r.start for r in lists)
    is_of_one = any(ask.detail is Detail.DAYS_LEFT for ask in understood.asks)
    if not lists or not is_asked or not understood.topic:
        return understood
    if understood.units and not is_noun and not is_of_one:
        return understood
    asking = [
        r
        for r in lists
        if not (r.start or understood.who or said(understood, r).startswith(LIST_NOUNS))
        or ASKING & {t.folded for t in understood.tokens.items[r.start : r.end]}
    ]
    return understood if asking else give_back(understood, AsksList)


def is_list_of_tasks(understood: Understood, reading: Reading, *, before: int) -> bool:
    """ "danh sách việc", said before anything that the tasks are about."""
    words = said(understood, reading)
    is_noun = words.startswith(LISTING) and words not in LISTING
    return is_noun and understood.tokens[reading.start].start < before


def helper_of_a_unit(understood: Understood) -> Understood:
    """ "bên nào giúp Phòng Kinh tế", "ai giúp ông Khằm": who supports whoever is named, and not
    who leads.
    """
    tokens = understood.tokens
    helped = [
        unit.meaning
        for who in understood.resolved.of(AsksWho)
        for unit in understood.resolved.of(NamesUnit, NamesPerson)
        if (0 < unit.start - who.end <= NEAR_VERB and tokens[who.end].spelled == HELPING)
        or (0 <= who.start - unit.end <= NEAR_VERB and is_helped(understood, unit.start))
    ]
    if not helped or not understood.topic:
        return understood
    return replace(
        understood,
        asks=(Asks(Field.SUPPORT),),
        units=tuple(c for c in understood.units if c.unit not in helped),
        people=tuple(p for p in understood.people if p not in helped),
    )


def is_helped(understood: Understood, start: int) -> bool:
    """ "phối hợp với Văn phòng là ai": a verb of helping right before whoever is helped."""
    helping = [r for r in understood.resolved.of(Acts) if r.meaning.field is Field.SUPPORT]
    return any(0 <= start - r.end < NEAR_VERB for r in helping)


def one_of_two_units(understood: Understood) -> Understood:
    """ "Công an hay Văn phòng làm chính": which of them has the role is asked."""
    roles = {clause.role for clause in understood.units if clause.role}
    items = understood.tokens.items
    named = understood.resolved.of(NamesUnit)
    either = any(
        items[at].spelled in OR
        for unit in named
        for at in (unit.start - 1, unit.end)
        if 0 <= at < len(items)
    )
    if not either or len(roles) != 1 or understood.asks or not understood.topic:
        return understood
    return replace(understood, asks=(Asks(roles.pop()),), units=(), wants_list=False)


def fields_listed(understood: Understood) -> Understood:
    """ "Sắp xếp các hạt: chủ trì, phối hợp, thời hạn?": roles that stand alone are asked for."""
    tokens = understood.tokens
    alone = [
        r.meaning.field
        for r in understood.resolved.of(Acts)
        if r.start
        and tokens[r.start].after_break
        and (r.end == len(tokens) or tokens[r.end].after_break)
    ]
    asked = [field for field in alone if field not in understood.fields]
    if not asked or understood.units or not understood.topic:
        return understood
    return replace(understood, asks=(*map(Asks, asked), *understood.asks), wants_list=False)


def field_not_count(understood: Understood) -> Understood:
    """ "đếm xe xong thì ra sản phẩm gì": a task that begins with "đếm" counts nothing itself."""
    counted = understood.resolved.of(Measures)
    is_verb = all(said(understood, r) == COUNTING for r in counted)
    is_asked = any(is_explicit(ask) for ask in understood.asks)
    if not counted or not is_verb or not is_asked or not understood.topic or understood.units:
        return understood
    return give_back(understood, Measures)


def set_without_topic(understood: Understood) -> Understood:
    """ "deadline trong tháng 12 của kế hoạch": where no row is described, a set is asked for."""
    if understood.topic or understood.rows or understood.within or understood.attributes:
        return understood
    if understood.measure or understood.values or understood.compares or understood.wants_list:
        return understood
    if Talk.OFF_TOPIC in understood.talk or (understood.talk and not understood.asks):
        return understood  # "chào em, hôm nay nhờ tra chút"
    asks_past = any(ask.detail is not Detail.VALUE for ask in understood.asks)
    in_time = any(not c.meaning.is_year for c in understood.windows)
    narrowed = understood.overdue or understood.kinds_of_due or in_time
    of_unit = (understood.units or understood.people) and not {Field.LEAD, Field.SUPPORT} & {
        *understood.fields
    }
    if asks_past or not (narrowed or (of_unit and understood.asks)):
        return understood
    kept = tuple(a for a in understood.asks if a.field in (Field.LEAD, Field.SUPPORT))
    return replace(understood, asks=kept, wants_list=True)


def summary_of_a_plan(understood: Understood) -> Understood:
    """ "kế hoạch … nói gì": with nothing else asked, the plan in short."""
    titles = [a for a in understood.asks if a.field is Field.TITLE]
    is_all = titles and len(titles) == len(understood.asks) and not understood.topic
    if not is_all or understood.rows or understood.within or understood.clauses_beside_year:
        return understood
    if understood.overdue or understood.measure or understood.units:
        return understood
    named = any(p.by.is_sure or p.by is NamedBy.ISSUER for p in understood.plans)
    return replace(understood, asks=(), wants_summary=True) if named else understood


def tasks_of_a_unit(understood: Understood) -> Understood:
    """ "Văn phòng chủ trì gì": a unit in a role and no field asked is its list of tasks."""
    has_role = any(clause.role for clause in understood.units)
    if not has_role or understood.asks or understood.values or understood.measure:
        return understood
    return replace(understood, wants_list=True)
