"""Settles figures: whether "bao nhiêu" and "mấy" ask how many tasks, or a figure of a thing."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.understand.given_back import give_back
from assistant.answering.understand.meanings import (
    Asks,
    AsksValue,
    AsksWho,
    Filler,
    Kind,
    Measures,
    OfSum,
    Reading,
)
from assistant.answering.understand.settle.step import is_explicit, said
from assistant.answering.understand.understood import Understood
from assistant.answering.words.notions import says, single_words
from assistant.answering.words.telling import word_set
from assistant.answering.words.tokens import Token
from assistant.domain.query import Measure
from assistant.vietnamese.text import fold, syllables

TASK_NOUNS = frozenset(
    ("", "viec", "nhiem", "hoat", "noi", "chuong", "muc", "dau", "cong", "hang", "du", "de")
)
A_DAY = "ngay bao nhieu"
SEVERAL = "may"  # "mấy", which "bao nhiêu" never stands for
AND = "và"
CALLED_TASKS = frozenset(("viec", "vc", "nhiem", "vu", "nv", "task"))
TASK = "nhiem vu"
THINGS = frozenset(("vu", "cai", "thu", "mon", "cho", "khoan", "chiec", "bo"))
# "ở mấy xã, giao ai": those, however many
BEFORE_PLURALS = word_set("ở của cho với trong tại về các từ đến tới qua giữa và")
OWNERS = word_set("xã phường thôn bản ấp huyện tỉnh sở phòng ban trường đơn cơ")
LONGEST_COUNTED = 4  # words
CLAUSE = 5
LONGEST_NOTION = 2
TARGETS = ("muc tieu", "chi tieu", "ty le", "kpi")


def sum_of_a_case(understood: Understood) -> Understood:
    """ "khoản chi trên 500 triệu thì ai ký": only of several tasks a sum tells which."""
    counts = bool(understood.values) and all(map(is_count_of_tasks, understood.values))
    if understood.wants_list or understood.measure is not None or counts:
        return understood
    return give_back(understood, OfSum)


def is_count_of_tasks(value: AsksValue) -> bool:
    """ "bao nhiêu dự án": a noun by which a plan may call its tasks."""
    return value.kind is Kind.COUNT and bool(value.noun) and fold(value.noun) in TASK_NOUNS


def several_not_how_many(understood: Understood) -> Understood:
    """ "mấy phòng chuyên môn hạn khi nào", "xóa lõm sóng mấy xã hết bao nhiêu tỷ": beside another
    question "mấy" is a plural.
    """
    counts = [v for v in understood.values if v.kind is Kind.COUNT]
    measure = understood.measure
    is_other = any(value.kind is not Kind.COUNT for value in understood.values)
    is_asked = is_other or any(is_explicit(ask) for ask in understood.asks)
    if not is_asked or "mấy" not in understood.tokens.text.lower():
        return understood
    counted = understood.resolved.of(Measures)
    is_plural = measure is not None and (measure.is_bare or counts_things(understood))
    is_plural = is_plural or (measure is not None and is_of_whom(understood))
    # "ở mấy chỗ hay ngập, Phòng A làm với ai": places are no tasks of the unit's
    is_free = not understood.units or counts_things(understood)
    # "cầu yếu sửa mấy cái, xong lúc nào": asked beside the other question
    is_free = is_free and not any(ends_clause(understood, r) for r in counted)
    if is_plural and understood.topic and is_free:
        understood = replace(understood, measure=None)
    # "…, mấy điểm?": what ends the question is asked for.
    last = len(understood.tokens) - 1
    asked = {
        r.meaning
        for r in understood.resolved.chosen
        if last - 1 <= r.end <= last + 1
        or is_clause(understood, r)
        or is_reached(understood, r)
        or is_counted(understood, r)
    }
    several = {
        reading.meaning
        for reading in understood.resolved.of(AsksValue)
        if SEVERAL in said(understood, reading).split()
    }
    plural = [v for v in counts if v in several and v not in asked]
    return replace(understood, values=tuple(v for v in understood.values if v not in plural))


def is_of_whom(understood: Understood) -> bool:
    """ "lo mấy việc chuyển đổi số là ai": who is asked for at the end, and "mấy" stands before."""
    who = understood.resolved.of(AsksWho)
    several = [
        r for r in understood.resolved.of(Measures) if said(understood, r).startswith(SEVERAL)
    ]
    ends = bool(who) and who[-1].end >= len(understood.tokens) - 1
    return ends and any(r.end <= who[-1].start for r in several)


def ends_clause(understood: Understood, reading: Reading) -> bool:
    """ "… sửa mấy cái, …", "… mua mấy cái vậy": what a clause, or the question, ends with."""
    items = understood.tokens.items
    if reading.end < len(items) and items[reading.end].after_break == ",":
        return True
    if reading.length == 1:
        return False  # "xếp thứ mấy"
    polite = {at for r in understood.resolved.of(Filler) for at in range(r.start, r.end)}
    return all(at in polite for at in range(reading.end, len(items)))


def is_reached(understood: Understood, reading: Reading) -> bool:
    """ "phải được mấy HTX, xong trước ngày nào": how many are asked for behind such a verb."""
    before = understood.tokens.items[max(reading.start - 1, 0) : reading.start]
    return any(token.spelled in single_words("reaching") for token in before)


def is_counted(understood: Understood, reading: Reading) -> bool:
    """ "dán tem mấy tem, hạn khi nào", "số hóa mấy bộ bản vẽ, hạn …": behind what is done, a few
    words up to the comma; but "mấy phòng chuyên môn, hạn khi nào" begins with those of whom it
    asks, and "ở mấy xã biên giới, giao ai" tells where.
    """
    items = understood.tokens.items
    is_behind = bool(reading.start) and not items[reading.start].after_break
    told = is_behind and items[reading.start - 1].spelled not in BEFORE_PLURALS
    end = next((i for i in range(reading.end, len(items)) if items[i].after_break), len(items))
    counted = items[reading.end : min(end, len(items))]
    asks = {r.start for r in understood.resolved.of(Asks, AsksWho)}
    is_short = len(counted) <= LONGEST_COUNTED and not any(t.is_capital for t in counted)
    # "số hóa hồ sơ mấy xã cũ, hạn ngày nào": whose they are
    owns = len(counted) > 1 and counted[0].spelled in OWNERS
    return told and is_short and not owns and end in asks and items[end].after_break == ","


def is_clause(understood: Understood, reading: Reading) -> bool:
    """ "sở nào lo, mấy hecta, năm nào đạt": a reading that is all of what stands between commas,
    or before "và".
    """
    items = understood.tokens.items
    begins = reading.start == 0 or bool(items[reading.start].after_break)
    following = items[reading.end : reading.end + CLAUSE]
    if following[1:2] and following[1].is_capital and not following[1].after_break:
        return False  # "mấy khu Du Long, …, phòng nào làm": those, by their names
    ends = len(following) < CLAUSE or any(t.after_break or t.spelled == AND for t in following)
    return begins and ends


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


def count_or_value(understood: Understood) -> Understood:
    """A bare "bao nhiêu" after a topic asks for a figure of it, and not how many tasks."""
    measure = understood.measure
    if measure is None or measure.measure is not Measure.COUNT or not understood.topic:
        return understood
    if not measure.is_bare and not understood.resolved.of(Measures):
        return understood  # "còn mục III?" after "mục II có bao nhiêu nhiệm vụ": tasks, as before
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


def rate_not_day(understood: Understood) -> Understood:
    """ "tiền ăn ngày bao nhiêu": how much is paid for a day, and no day that is asked for."""
    tokens = understood.tokens
    for reading in understood.resolved.of(Asks):
        before = tokens.items[max(0, reading.start - CLAUSE) : reading.start]
        is_asked = reading.meaning in understood.asks and said(understood, reading) == A_DAY
        is_rate = is_asked and not tokens[reading.start].after_break
        if is_rate and tokens_speak_of(before, "money", is_bare=tokens.is_bare):
            others = tuple(ask for ask in understood.asks if ask != reading.meaning)
            values = (*understood.values, AsksValue(Kind.MONEY))
            return replace(understood, asks=others, values=values)
    return understood


def figure_kind(understood: Understood) -> Kind:
    """What a bare "bao nhiêu" asks for, by the words beside it: money, a share, any amount."""
    words, is_bare = understood.common_words, understood.tokens.is_bare
    if tokens_speak_of(words, "money", is_bare=is_bare):
        # "giải ngân được bao nhiêu", "giảm giá bao nhiêu": money as well as a share of it
        return Kind.AMOUNT if tokens_speak_of(words, "part", is_bare=is_bare) else Kind.MONEY
    is_share = tokens_speak_of(words, "share", is_bare=is_bare)
    return Kind.PERCENT if is_share else Kind.AMOUNT


def tokens_speak_of(tokens: Sequence[Token], notion: str, *, is_bare: bool) -> bool:
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
    opens_with_money = tokens_speak_of(opening, "money", is_bare=understood.tokens.is_bare)

    def refined(value: AsksValue) -> AsksValue:
        if value.noun or value.kind not in (Kind.COUNT, Kind.AMOUNT):
            return value
        # "máy tính tiền … đạt bao nhiêu" is no sum; "lệ phí … là bao nhiêu" is.
        is_other = value.kind is Kind.AMOUNT and kind is Kind.MONEY and not opens_with_money
        return value if is_other else AsksValue(kind)

    return replace(understood, values=tuple(map(refined, understood.values)))


def money_of_a_plan(understood: Understood) -> Understood:
    """ "kinh phí kế hoạch … hết bao nhiêu", "điểm DDCI … bao nhiêu": a figure in its sentences, and
    no column of its rows.
    """
    columns = [ask for ask in understood.asks if ask.header]
    measure = understood.measure
    is_figure = bool(understood.values) or (measure is not None and measure.is_bare)
    described = understood.topic or understood.rows or understood.within or understood.units
    if not columns or not is_figure or described or not understood.plans:
        return understood
    read = give_back(
        understood, Asks, only=lambda m: isinstance(m, Asks) and bool(getattr(m, "header", ""))
    )
    is_money = any(says(syllables(ask.header), "money") for ask in columns)
    kind = Kind.MONEY if is_money else Kind.AMOUNT
    return replace(read, measure=None, values=(AsksValue(kind, in_prose=not is_money),))


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
