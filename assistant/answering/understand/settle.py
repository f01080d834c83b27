"""Settles what the whole question says about its parts, once all of it has been read."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.notions import says
from assistant.answering.understand.given_back import give_back
from assistant.answering.understand.meanings import (
    Acts,
    Asks,
    AsksDefinition,
    AsksList,
    AsksValue,
    AsksWho,
    Attribute,
    Detail,
    HasStatus,
    IsOverdue,
    Kind,
    Measures,
    NamedBy,
    NamesPerson,
    NamesPlan,
    NamesUnit,
    OfSum,
    Reading,
    SaysWords,
    Talk,
)
from assistant.answering.understand.names import Names
from assistant.answering.understand.settle_names import (
    complements_for_topic,
    groups_in_a_role,
    issuers_for_units,
    kinds_for_words,
    kinds_of_products,
    not_all_but_one,
    office_of_person,
    rows_for_sections,
    stranger_for_topic,
    subject_not_off_topic,
    without_appositions,
    without_foreign_names,
    without_outer_units,
)
from assistant.answering.understand.settle_times import (
    deadline_in_window,
    due_in_window,
    due_not_overdue,
    last_day_of_a_task,
    one_stretch,
    overdue_not_done,
    overdue_of_a_plan,
    overdue_of_one,
    past_of_many,
    reckoned_not_read,
    times_before_plans,
    times_of_plans,
    without_pointing_windows,
    year_of_a_set,
    years_joined,
)
from assistant.answering.understand.settled import is_explicit, said
from assistant.answering.understand.tokens import Token
from assistant.answering.understand.understood import Understood
from assistant.answering.words import word_set
from assistant.domain.query import Measure
from assistant.domain.task import Field
from assistant.vietnamese.text import fold

ASKING = frozenset(("nao", "gi", "j", "chi", "mo", "ke", "liet"))
LIST_NOUNS = ("danh sach", "danh muc", "bang", "phu luc")
TASK_NOUNS = frozenset(
    ("", "viec", "nhiem", "hoat", "noi", "chuong", "muc", "dau", "cong", "hang", "du", "de")
)
AND, OR = "và", ("hay", "hoặc")
HELPING, NEAR_VERB = "giúp", 2  # "bên nào giúp (cho) Phòng Kinh tế"
CALLED_TASKS = frozenset(("viec", "vc", "nhiem", "vu", "nv", "task"))
TASK = "nhiem vu"
THINGS = frozenset(("vu", "cai", "thu", "mon", "cho", "khoan", "chiec", "bo"))
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
       | (?:{DEGREES}) \ hon \ hay \ (?:{DEGREES}) )""",
    re.VERBOSE,
)
BASED = re.compile(r"\b(?:dựa (?:trên|vào|theo)|căn cứ (?:vào|theo)?)\b")
DOCUMENT_NUMBER = re.compile(r"[-/][^\W\d_]")
CLAUSE = 5
LONGEST_NOTION = 2
TARGETS = ("muc tieu", "chi tieu", "ty le", "kpi")
CALLED = re.compile(
    r"\b(?:duong day nong|hotline|dien thoai|di dong)\b.*\bso (?:may|bao nhieu|nao|gi)\b"
)
DIFFERS = re.compile(r"\bkhac\b.*\b(?:cho nao|o dau|diem nao|the nao|ra sao|gi|sao)\b")


def settle(understood: Understood, names: Names) -> Understood:
    """Readings that only the rest of the question can decide."""
    # What gives readings back frames the question anew, and so comes before what settles it.
    understood = without_foreign_names(understood, names)
    understood = times_before_plans(understood, names)
    understood = term_defined(understood)
    understood = set_against(understood)
    understood = number_to_call(understood)
    understood = number_of_a_basis(understood)
    understood = field_not_list(understood)
    understood = helper_of_a_unit(understood)
    understood = one_of_two_units(understood)
    understood = reckoned_not_read(understood)
    understood = sum_of_a_case(understood)
    understood = fields_listed(understood)
    understood = field_not_count(understood)
    understood = past_of_many(understood)
    understood = overdue_of_one(understood)
    understood = overdue_of_a_plan(understood, names)
    understood = without_pointing_windows(understood)
    understood = one_stretch(understood)
    understood = years_joined(understood)
    understood = due_not_overdue(understood)
    understood = year_of_a_set(understood)
    understood = kinds_for_words(understood)
    understood = kinds_of_products(understood, names)
    understood = summary_of_a_plan(understood)
    understood = overdue_not_done(understood)
    understood = deadline_in_window(understood)
    understood = due_in_window(understood)
    understood = times_of_plans(understood, names)
    understood = set_without_topic(understood)
    understood = without_outer_units(office_of_person(understood))
    understood = without_appositions(understood)
    understood = several_not_how_many(understood)
    understood = subject_not_off_topic(understood)
    understood = groups_in_a_role(understood, names)
    understood = tasks_of_a_unit(understood)
    understood = tasks_not_figures(understood)
    understood = last_day_of_a_task(understood)
    understood = money_of_a_plan(understood)
    understood = issuers_for_units(understood, names)
    understood = count_or_value(understood)
    understood = any_figure(understood)
    understood = figure_of_a_target(understood)
    understood = not_all_but_one(understood)
    understood = complements_for_topic(understood)
    understood = stranger_for_topic(understood)
    return rows_for_sections(understood, names)


def set_against(understood: Understood) -> Understood:
    """ "bên nào được cấp nhiều tiền hơn", "khác … chỗ nào": two things set against each other."""
    text = fold(understood.tokens.text)
    differs = DIFFERS.search(text) is not None and len(understood.plans) > 1
    # "việc nào phải xong sớm hơn ngày 31/12": a bound
    is_bound = any(" hơn" in c.meaning.words.lower() for c in understood.windows)
    if not differs and (is_bound or not WHICH_MORE.search(text)):
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


def number_to_call(understood: Understood) -> Understood:
    """ "đường dây nóng số mấy": a number to call, and not that of the document."""
    to_call = CALLED.search(fold(understood.tokens.text)) is not None
    if not to_call and not any(value.kind is Kind.PHONE for value in understood.values):
        return understood
    others = tuple(a for a in understood.attributes if a is not Attribute.NUMBER)
    return replace(understood, attributes=others, values=(AsksValue(Kind.PHONE),))


def number_of_a_basis(understood: Understood) -> Understood:
    """ "dựa trên chương trình hành động số mấy": the number of a basis, and not the plan's own."""
    if Attribute.LEGAL_BASES in understood.attributes and cites_number(understood.topic):
        # "chương trình 51-CTr/TU là để thực hiện nghị quyết nào": of what is cited, not of the plan
        others = tuple(a for a in understood.attributes if a is not Attribute.LEGAL_BASES)
        values = (*understood.values, AsksValue(Kind.NUMBER))
        return replace(understood, attributes=others, values=values)
    if not BASED.search(understood.tokens.text.lower()):
        return understood
    if Attribute.NUMBER not in understood.attributes:
        return understood
    return replace(
        understood,
        attributes=tuple(
            Attribute.LEGAL_BASES if a is Attribute.NUMBER else a for a in understood.attributes
        ),
        values=(*understood.values, AsksValue(Kind.NUMBER)),
    )


def cites_number(topic: tuple[Token, ...]) -> bool:
    """Whether a topic holds the number of a document: "51-CTr/TU", "25/2024/NĐ-CP"."""
    return any(token.is_number and DOCUMENT_NUMBER.search(token.text) for token in topic)


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


def tasks_not_figures(understood: Understood) -> Understood:
    """ "chủ trì bao nhiêu hoạt động", "bao nhiêu dự án trên 400 tỷ": tasks, whatever the noun."""
    by_sum = bool(understood.sums)
    has_role = by_sum or any(clause.role for clause in understood.units)
    counts = all(
        value.kind is Kind.COUNT and fold(value.noun) in TASK_NOUNS for value in understood.values
    )
    if not has_role or not understood.values or not counts or len(understood.topic) > 2:
        return understood
    return replace(understood, values=(), measure=Measures(Measure.COUNT), topic=())


def several_not_how_many(understood: Understood) -> Understood:
    """ "mấy phòng chuyên môn hạn khi nào": beside another question "mấy" is a plural."""
    counts = [v for v in understood.values if v.kind is Kind.COUNT]
    measure = understood.measure
    is_asked = any(is_explicit(ask) for ask in understood.asks)
    if not is_asked or "mấy" not in understood.tokens.text.lower():
        return understood
    is_plural = measure is not None and (measure.is_bare or counts_things(understood))
    if is_plural and understood.topic and not understood.units:
        understood = replace(understood, measure=None)
    # "…, mấy điểm?": what ends the question is asked for.
    last = len(understood.tokens) - 1
    asked = {
        r.meaning
        for r in understood.resolved.chosen
        if last - 1 <= r.end <= last + 1 or is_clause(understood, r)
    }
    plural = [v for v in counts if v not in asked]
    return replace(understood, values=tuple(v for v in understood.values if v not in plural))


def is_clause(understood: Understood, reading: Reading) -> bool:
    """ "sở nào lo, mấy hecta, năm nào đạt": a reading that is all of what stands between commas,
    or before "và".
    """
    items = understood.tokens.items
    begins = reading.start == 0 or bool(items[reading.start].after_break)
    following = items[reading.end : reading.end + CLAUSE]
    ends = len(following) < CLAUSE or any(t.after_break or t.spelled == AND for t in following)
    return begins and ends


def field_not_list(understood: Understood) -> Understood:
    """ "rà lại danh sách quán ăn: ai làm, hạn nào": a noun of a title lists nothing."""
    lists = understood.resolved.of(AsksList)
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


def helper_of_a_unit(understood: Understood) -> Understood:
    """ "bên nào giúp Phòng Kinh tế", "ai giúp ông Khằm": who supports whoever is named, and not
    who leads.
    """
    tokens = understood.tokens
    helped = [
        unit.meaning
        for who in understood.resolved.of(AsksWho)
        for unit in understood.resolved.of(NamesUnit, NamesPerson)
        if 0 < unit.start - who.end <= NEAR_VERB and tokens[who.end].spelled == HELPING
    ]
    if not helped or not understood.topic:
        return understood
    return replace(
        understood,
        asks=(Asks(Field.SUPPORT),),
        units=tuple(c for c in understood.units if c.unit not in helped),
        people=tuple(p for p in understood.people if p not in helped),
    )


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


def sum_of_a_case(understood: Understood) -> Understood:
    """ "khoản chi trên 500 triệu thì ai ký": only of several tasks a sum tells which."""
    counts = bool(understood.values) and all(map(is_count_of_tasks, understood.values))
    if understood.wants_list or understood.measure is not None or counts:
        return understood
    return give_back(understood, OfSum)


def is_count_of_tasks(value: AsksValue) -> bool:
    """ "bao nhiêu dự án": a noun by which a plan may call its tasks."""
    return value.kind is Kind.COUNT and bool(value.noun) and fold(value.noun) in TASK_NOUNS


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


def count_or_value(understood: Understood) -> Understood:
    """A bare "bao nhiêu" after a topic asks for a figure of it, and not how many tasks."""
    measure = understood.measure
    if measure is None or measure.measure is not Measure.COUNT or not understood.topic:
        return understood
    kind = figure_kind(understood)
    # "tiền thưởng tổng cộng bao nhiêu": a sum, though "tổng cộng" mostly counts tasks
    is_sum = kind is Kind.MONEY and not counts_tasks(understood)
    # "thay máy tính cũ mấy cái, xong quý nào": a figure of the one task whose day is asked for
    is_one = any(map(is_explicit, understood.asks)) and not counts_tasks(understood)
    is_thing = (counts_things(understood) or is_one) and not understood.units
    if not measure.is_bare and not is_thing and not is_sum:
        return understood
    figure = AsksValue(kind)
    return replace(understood, measure=None, values=(*understood.values, figure))


def figure_kind(understood: Understood) -> Kind:
    """What a bare "bao nhiêu" asks for, by the words beside it: money, a share, any amount."""
    words, is_bare = understood.common_words, understood.tokens.is_bare
    if speaks_of(words, "money", is_bare=is_bare):
        return Kind.MONEY
    is_share = speaks_of(words, "share", is_bare=is_bare)
    return Kind.PERCENT if is_share else Kind.AMOUNT


def speaks_of(tokens: Sequence[Token], notion: str, *, is_bare: bool) -> bool:
    """Whether tokens speak of a notion: as spelled, or by their letters where all are typed so."""
    return says([t.folded if is_bare else t.spelled for t in tokens], notion, is_bare=is_bare)


def figure_of_a_target(understood: Understood) -> Understood:
    """ "Mục tiêu xuất khẩu năm 2030?": a target of which nothing else is asked is its figure."""
    opens = fold(understood.tokens.text).startswith(TARGETS)
    asks = understood.asks or understood.values or understood.attributes or understood.measure
    if not opens or asks or understood.wants_list or understood.wants_summary:
        return understood
    if understood.compares or not understood.topic or not understood.years_named:
        return understood
    return replace(understood, values=(AsksValue(Kind.AMOUNT),))


def any_figure(understood: Understood) -> Understood:
    """ "dùng bao nhiêu từ quỹ": with no noun after it, "bao nhiêu" asks for any figure."""
    kind = figure_kind(understood)
    opening = understood.topic[:LONGEST_NOTION]
    opens_with_money = speaks_of(opening, "money", is_bare=understood.tokens.is_bare)

    def refined(value: AsksValue) -> AsksValue:
        if value.noun or value.kind not in (Kind.COUNT, Kind.AMOUNT):
            return value
        # "máy tính tiền … đạt bao nhiêu" is no sum; "lệ phí … là bao nhiêu" is.
        is_other = value.kind is Kind.AMOUNT and kind is Kind.MONEY and not opens_with_money
        return value if is_other else AsksValue(kind)

    return replace(understood, values=tuple(map(refined, understood.values)))


def money_of_a_plan(understood: Understood) -> Understood:
    """ "kinh phí kế hoạch … hết bao nhiêu": a sum in its sentences, and no column of its rows."""
    columns = [ask for ask in understood.asks if ask.header]
    measure = understood.measure
    is_figure = bool(understood.values) or (measure is not None and measure.is_bare)
    described = understood.topic or understood.rows or understood.within or understood.units
    if not columns or not is_figure or described or not understood.plans:
        return understood
    read = give_back(
        understood, Asks, only=lambda m: isinstance(m, Asks) and bool(getattr(m, "header", ""))
    )
    return replace(read, measure=None, values=(AsksValue(Kind.MONEY),))


def counts_tasks(understood: Understood) -> bool:
    """ "mấy nhiệm vụ": whether what is counted is called a task."""
    counted = understood.resolved.of(Measures)
    return any(word in CALLED_TASKS for r in counted for word in said(understood, r).split())


def counts_things(understood: Understood) -> bool:
    """ "phải lắp bao nhiêu cái": of a thing that is described, and not how many tasks."""
    counted = understood.resolved.of(Measures)
    return all(
        understood.tokens[r.end - 1].folded in THINGS and not said(understood, r).endswith(TASK)
        for r in counted
    )
