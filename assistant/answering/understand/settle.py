"""Settles what the whole question says about its parts, once all of it has been read."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from assistant.answering.understand.frame import without
from assistant.answering.understand.meanings import (
    Asks,
    AsksList,
    AsksValue,
    Attribute,
    Detail,
    HasStatus,
    InSection,
    InWindow,
    IsOverdue,
    IsRow,
    Kind,
    Meaning,
    Measures,
    NamesPerson,
    NamesPlan,
    NamesUnit,
    OfDueKind,
    Reading,
    Talk,
    Talks,
)
from assistant.answering.understand.names import WITHOUT_HEAD, Names, split_head
from assistant.answering.understand.tokens import Tokens
from assistant.answering.understand.understood import Clause, Understood
from assistant.answering.words import word_set
from assistant.domain.document import Document
from assistant.domain.due import Window
from assistant.domain.query import Measure
from assistant.domain.task import Field
from assistant.vietnamese.text import fold, syllables

# What says whose plan is meant.
PLACES = ("province", "number", "nickname")
OWNERS = ("number", "province", "nickname", "issuer")
# Words after which a name is a unit's even without "phòng", "chi cục".
BEFORE_UNITS = word_set("bên của do cho giao với phía thuộc")
AFTER_UNITS = word_set("có làm phải được chủ phối lo tham đảm phụ cần hỗ")
ASKING = frozenset(("nao", "gi", "j", "chi", "mo", "ke", "liet"))
# What an amount is of, by the words of the question.
MONEY = ("kinh phi", "von", "tien", "ngan sach", "du toan", "chi phi")
# Words of "có gì tới hạn không": anything at all, or nothing.
ANYTHING = frozenset(("gi", "nao", "j", "chi"))
OR_NOT = frozenset(("khong", "ko", "chua", "hong", "k"))
TO_BE_DONE = frozenset(("nop", "lam", "xong", "han", "trinh", "viec", "gap", "moc"))
SOMETHING = ("co gi", "co cai gi", "co nhung gi")
# "quý này", "tháng đó": what points to a time said before; "hết hạn": falls due.
POINTING = (["nay"], ["do"], ["ay"])
LAST_DAY = ("han chot", "han cuoi", "han cuoi cung", "deadline cuoi", "deadline chot")
LIST_NOUNS = ("danh sach", "danh muc", "bang", "phu luc")
TASK_NOUNS = frozenset(("", "viec", "nhiem", "hoat", "noi", "chuong", "muc", "dau", "cong", "hang"))
THINGS = frozenset(("cai", "thu", "mon", "cho", "khoan", "chiec", "bo"))
UNTIL = ("den ", "toi ", "het ")
FALLS_DUE = ("het han", "toi han", "den han")
WHEN = frozenset(("nao", "gio", "may", "luc", "lau"))
PERCENT = ("ty le", "ti le", "phan tram")
DEGREES = "nhieu|it|cao|thap|som|muon|lon|nho|ton|dai|ngan|nhanh|cham|dong"
MORE_OR_LESS = word_set("nhiều ít cao thấp sớm muộn lớn nhỏ tốn dài ngắn nhanh chậm đông hơn")
# "bên nào phải làm nhiều nhà hơn", "cái nào phải lắp xong trước", "cao hơn hay thấp hơn"
WHICH_MORE = re.compile(
    rf"""\b (?: (?:ben|noi|cai|viec|khoan|tinh|xa|phuong|nam|ke\ hoach|nhiem\ vu) \ nao \b .*
         \b (?: (?:{DEGREES}) \b .* \b hon \b | (?:truoc|sau|som|muon) \W* (?:a|vay|nhi)? \W* $ )
       | (?:{DEGREES}) \ hon \ hay \ (?:{DEGREES}) )""",
    re.VERBOSE,
)
# "chậm bao nhiêu nhiệm vụ thì mất xếp loại": of a rule, and not what is late
LATE_BY = re.compile(r"\b(?:cham|tre|qua han)\b.{0,20}\b(?:bao nhieu|may)\b.*\bthi\b")
IN_A_CASE = re.compile(
    r"\b(?:neu|khi|ma|luc|lo|he|gap|qua|vuot)\b.*\bthi\b.{0,12}"
    r"\b(?:lam (?:gi|sao|the nao)|xu ly|bi (?:gi|sao)|chiu (?:gi|sao))"
)
MONTH_OF_ISSUE = re.compile(r"thang (?P<month>\d{1,2}) nam (?P<year>20\d\d)")
CALLED = re.compile(
    r"\b(?:duong day nong|hotline|dien thoai|di dong)\b.*\bso (?:may|bao nhieu|nao|gi)\b"
)
DIFFERS = re.compile(r"\bkhac\b.*\b(?:cho nao|o dau|diem nao|the nao|ra sao|gi|sao)\b")


def settle(understood: Understood, names: Names) -> Understood:
    """Readings that only the rest of the question can decide."""
    understood = set_against(understood)
    understood = what_in_a_case(understood)
    understood = number_to_call(understood)
    understood = field_not_list(understood)
    understood = past_of_many(understood)
    understood = without_pointing_windows(understood)
    understood = one_stretch(understood)
    understood = due_not_overdue(understood)
    understood = kinds_for_words(understood)
    understood = summary_of_a_plan(understood)
    understood = overdue_not_done(understood)
    understood = due_in_window(understood)
    understood = times_of_plans(understood, names)
    understood = set_without_topic(understood)
    understood = without_outer_units(understood)
    understood = without_appositions(understood)
    understood = several_not_how_many(understood)
    understood = subject_not_off_topic(understood)
    understood = tasks_of_a_unit(understood)
    understood = tasks_not_figures(understood)
    understood = last_day_of_a_task(understood)
    understood = money_of_a_plan(understood)
    understood = count_or_value(understood)
    understood = issuers_for_units(understood, names)
    understood = without_foreign_names(understood, names)
    understood = not_all_but_one(understood)
    return rows_for_sections(understood, names)


def set_against(understood: Understood) -> Understood:
    """ "bên nào được cấp nhiều tiền hơn", "khác … chỗ nào": two things set against each other."""
    text = fold(understood.tokens.text)
    differs = DIFFERS.search(text) is not None and len(understood.plans) > 1
    if not differs and not WHICH_MORE.search(text):
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


def what_in_a_case(understood: Understood) -> Understood:
    """ "quá 4 phần nghìn thì làm gì": what a sentence says of a case, and no list of tasks."""
    text = fold(understood.tokens.text)
    kept = tuple(a for a in understood.asks if a.field is not Field.TITLE)
    if LATE_BY.search(text):
        values = understood.values or (AsksValue(Kind.COUNT),)
        return replace(understood, overdue=False, measure=None, values=values, wants_list=False)
    if not IN_A_CASE.search(text) or understood.units:
        return understood
    return replace(understood, defines=True, wants_list=False, asks=kept)


def number_to_call(understood: Understood) -> Understood:
    """ "đường dây nóng số mấy": a number to call, and not that of the document."""
    to_call = CALLED.search(fold(understood.tokens.text)) is not None
    if not to_call and not any(value.kind is Kind.PHONE for value in understood.values):
        return understood
    others = tuple(a for a in understood.attributes if a is not Attribute.NUMBER)
    return replace(understood, attributes=others, values=(AsksValue(Kind.PHONE),))


def kinds_for_words(understood: Understood) -> Understood:
    """ "nghị quyết thí điểm" where the plans meant are no resolutions: one that they speak of."""
    places = [p.documents for p in understood.plans if p.by in ("province", "number", "issuer")]
    if not places or not understood.topic or understood.attributes:
        return understood
    meant = frozenset().union(*places)
    spans = [
        (r.start, r.end)
        for r in understood.resolved.chosen
        if isinstance(r.meaning, NamesPlan)
        and r.meaning.by == "kind"
        and not r.meaning.documents & meant
    ]
    tokens = {t for start, end in spans for t in understood.tokens.items[start:end]}
    topic = sorted({*understood.topic, *tokens}, key=lambda token: token.start)
    return replace(understood, topic=tuple(topic))


def due_in_window(understood: Understood) -> Understood:
    """ "tháng này có gì tới hạn không", "tuần này có hạn nào không": what is due then."""
    words = {token.folded for token in understood.tokens.items}
    windows = [
        c for c in understood.clauses if isinstance(c.meaning, InWindow) and not c.meaning.is_year
    ]
    falls = [a for a in understood.asks if fold(a.words).endswith(FALLS_DUE)]
    is_open = bool(words & ANYTHING) and (bool(words & OR_NOT) or bool(falls))
    dues = [a for a in understood.asks if a.field is Field.DUE and (a in falls or not says_when(a))]
    dues += [a for a in understood.asks if fold(a.words) in SOMETHING]
    others = [a for a in understood.asks if a.field in (Field.LEAD, Field.SUPPORT)]
    if not windows or not is_open or others or not (dues or understood.wants_list):
        return understood
    if len(understood.asks) > len(dues):
        return understood
    topic = tuple(t for t in understood.topic if t.folded not in TO_BE_DONE)
    return replace(understood, asks=(), wants_list=True, topic=topic)


def without_pointing_windows(understood: Understood) -> Understood:
    """ "quý II/2026 …, hạn trong quý này": the second only points back to the first."""
    windows = [c for c in understood.clauses if isinstance(c.meaning, InWindow)]
    pointing = [c for c in windows if fold(words_of(c)).split()[-1:] in POINTING]
    if len(pointing) == len(windows):
        return understood
    return replace(understood, clauses=tuple(c for c in understood.clauses if c not in pointing))


def one_stretch(understood: Understood) -> Understood:
    """ "từ tháng 9 tới hết năm 2025": the year said of one end holds for the other."""
    windows = [c for c in understood.clauses if isinstance(c.meaning, InWindow) and not c.negated]
    starts = [c for c in windows if fold(words_of(c)).startswith("tu ")]
    ends = [c for c in windows if c not in starts and fold(words_of(c)).startswith(UNTIL)]
    if len(starts) != 1 or len(ends) != 1:
        return understood
    first, last = starts[0].meaning, ends[0].meaning
    assert isinstance(first, InWindow)
    assert isinstance(last, InWindow)
    start, end = first.window.start, last.window.end
    if start is None or end is None:
        return understood
    if not any(word.isdigit() and len(word) == 4 for word in first.words.split()):
        start = start.replace(year=end.year)
    words = f"{first.words} {last.words}"
    stretch = replace(last, window=Window(start, end), words=words, is_year=False)
    kept = [c for c in understood.clauses if c not in (starts[0], ends[0])]
    return replace(understood, clauses=(*kept, Clause(stretch)))


def words_of(clause: Clause) -> str:
    return clause.meaning.words if isinstance(clause.meaning, InWindow) else ""


def due_not_overdue(understood: Understood) -> Understood:
    """ "hết hạn tháng 4/2027": falling due in a time that is named, and not overdue now."""
    overdue = [r for r in understood.resolved.chosen if isinstance(r.meaning, IsOverdue)]
    ends = {r.end for r in overdue}
    years = {
        r.meaning
        for r in understood.resolved.chosen
        if isinstance(r.meaning, InWindow) and r.meaning.is_year and {r.start, r.start - 1} & ends
    }
    windows = [
        c
        for c in understood.clauses
        if isinstance(c.meaning, InWindow) and (not c.meaning.is_year or c.meaning in years)
    ]
    said_so = overdue and all(said(understood, r).endswith(FALLS_DUE) for r in overdue)
    if not (windows and said_so):
        return understood
    # A year beside the verb is when it falls due, and not the year of a plan.
    clauses = tuple(
        replace(c, meaning=replace(c.meaning, is_year=False))
        if isinstance(c.meaning, InWindow) and c.meaning in years
        else c
        for c in understood.clauses
    )
    wants_list = understood.measure is None
    return replace(understood, overdue=False, wants_list=wants_list, clauses=clauses)


def times_of_plans(understood: Understood, names: Names) -> Understood:
    """ "kế hoạch tháng 11/2025", "giao ban quý I": times that say which plan, and filter none."""
    chosen = understood.resolved.chosen
    meant = documents_named(understood)
    for reading in chosen:
        time = reading.meaning
        if not isinstance(time, InWindow) or time.is_year or not reading.start:
            continue
        if not any(clause.meaning == time for clause in understood.clauses):
            continue
        plan = next((r for r in chosen if reading.start - 1 <= r.end <= reading.start), None)
        before = understood.tokens[reading.start - 1].folded
        held = [d for d in names.vocabulary.documents if not meant or d.id in meant]
        named = [d for d in held if is_in_title(d, time.words, before=before)]
        if plan and isinstance(plan.meaning, NamesPlan):
            named += [
                d for d in held if d.id in plan.meaning.documents and is_issued_in(d, time.window)
            ]
        if named:
            ids = frozenset(d.id for d in named)
            return replace(
                understood,
                plans=(*understood.plans, NamesPlan(ids, time.words, "number")),
                clauses=tuple(c for c in understood.clauses if c.meaning != time),
            )
    return understood


def is_in_title(document: Document, words: str, *, before: str) -> bool:
    """Whether a title says that time, and the word that stands before it in the question."""
    title = f" {' '.join(syllables(fold(document.title)))} "
    return f" {before} " in title and f" {fold(words)} " in title


def is_issued_in(document: Document, window: Window) -> bool:
    """Whether a document bears a day of that month, or the month alone where the day is blank."""
    if document.issued_on:
        return window.holds(document.issued_on)
    written = MONTH_OF_ISSUE.search(fold(document.issued_words))
    if not written or not window.end:
        return False
    return (int(written["month"]), int(written["year"])) == (window.end.month, window.end.year)


def set_without_topic(understood: Understood) -> Understood:
    """ "deadline trong tháng 12 của kế hoạch": where no row is described, a set is asked for."""
    if understood.topic or understood.rows or understood.within or understood.attributes:
        return understood
    if understood.measure or understood.values or understood.compares or understood.wants_list:
        return understood
    asks_past = any(ask.detail is not Detail.VALUE for ask in understood.asks)
    narrowed = understood.overdue or any(
        isinstance(c.meaning, OfDueKind)
        or (isinstance(c.meaning, InWindow) and not c.meaning.is_year)
        for c in understood.clauses
    )
    of_unit = understood.units and not {Field.LEAD, Field.SUPPORT} & {*understood.fields}
    if asks_past or not (narrowed or (of_unit and understood.asks)):
        return understood
    kept = tuple(a for a in understood.asks if a.field in (Field.LEAD, Field.SUPPORT))
    return replace(understood, asks=kept, wants_list=True)


def says_when(ask: Asks) -> bool:
    """Whether a day is asked for in so many words: "tới khi nào"."""
    words = fold(ask.words).split()
    return len(words) > 1 and words[-1] in WHEN and ask.detail is Detail.VALUE


def without_outer_units(understood: Understood) -> Understood:
    """ "Tổ Thương mại của Phòng Kinh tế": the second says where the first belongs."""
    named = [r for r in understood.resolved.chosen if isinstance(r.meaning, NamesUnit)]
    outer = {
        second.meaning
        for first, second in pairwise(named)
        if second.start - first.end == 1
        and understood.tokens[first.end].spelled in ("của", "thuộc")
    }
    role = next((c.role for c in understood.units if c.unit in outer and c.role), None)
    kept = tuple(replace(c, role=c.role or role) for c in understood.units if c.unit not in outer)
    return replace(understood, units=kept) if kept else understood


def without_appositions(understood: Understood) -> Understood:
    """ "phần A (cuối năm 2025)": what stands in brackets after a name only explains it."""
    chosen = sorted(understood.resolved.chosen, key=lambda r: r.start)
    text = understood.tokens.text
    explained = {
        second.meaning
        for first, second in pairwise(chosen)
        if isinstance(first.meaning, InSection)
        and isinstance(second.meaning, InWindow)
        and first.end == second.start
        and "(" in text[understood.tokens[first.end - 1].end : understood.tokens[first.end].start]
    }
    kept = tuple(c for c in understood.clauses if c.meaning not in explained)
    return replace(understood, clauses=kept)


def summary_of_a_plan(understood: Understood) -> Understood:
    """ "kế hoạch … nói gì": with nothing else asked, the plan in short."""
    titles = [a for a in understood.asks if a.field is Field.TITLE]
    is_all = titles and len(titles) == len(understood.asks) and not understood.topic
    if not is_all or understood.rows or understood.within or understood.clauses_beside_year:
        return understood
    if understood.overdue or understood.measure or understood.units:
        return understood
    named = any(p.by in ("number", "nickname", "province", "issuer") for p in understood.plans)
    return replace(understood, asks=(), wants_summary=True) if named else understood


def overdue_not_done(understood: Understood) -> Understood:
    """ "trễ mà chưa xong": what is overdue is not done, whatever its status says of it."""
    if not understood.overdue:
        return understood
    kept = tuple(
        c
        for c in understood.clauses
        if not (isinstance(c.meaning, HasStatus) and c.meaning.words.startswith("chưa"))
    )
    return replace(understood, clauses=kept)


def past_of_many(understood: Understood) -> Understood:
    """ "có việc nào quá hạn chưa": a list of what is overdue."""
    past = [ask for ask in understood.asks if ask.detail is Detail.PAST]
    if not past or not (understood.wants_list or understood.measure):
        return understood
    in_time = any(isinstance(c.meaning, InWindow) for c in understood.clauses)
    falls_due = in_time and all(fold(ask.words).startswith(FALLS_DUE[1:]) for ask in past)
    return replace(
        understood,
        overdue=not falls_due,
        asks=tuple(a for a in understood.asks if a not in past),
    )


def tasks_of_a_unit(understood: Understood) -> Understood:
    """ "Văn phòng chủ trì gì": a unit in a role and no field asked is its list of tasks."""
    has_role = any(clause.role for clause in understood.units)
    if not has_role or understood.asks or understood.values or understood.measure:
        return understood
    return replace(understood, wants_list=True)


def tasks_not_figures(understood: Understood) -> Understood:
    """ "chủ trì bao nhiêu hoạt động": of a unit in a role, whatever the noun, tasks are counted."""
    has_role = any(clause.role for clause in understood.units)
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
    is_counted = measure is not None and measure.measure is Measure.COUNT
    is_asked = any(is_explicit(ask) for ask in understood.asks)
    if not is_asked or "mấy" not in understood.tokens.text.lower():
        return understood
    if is_counted and understood.topic and not understood.units:
        understood = replace(understood, measure=None)
    # "…, mấy điểm?": what ends the question is asked for.
    last = len(understood.tokens) - 1
    asked = {r.meaning for r in understood.resolved.chosen if last - 1 <= r.end <= last + 1}
    plural = [v for v in counts if v not in asked]
    return replace(understood, values=tuple(v for v in understood.values if v not in plural))


def is_explicit(ask: Asks) -> bool:
    """Whether a field is asked for by a question word or its own name."""
    return ask.field in (Field.LEAD, Field.SUPPORT) or (
        bool(ask.words) and ask.field is not Field.TITLE
    )


def field_not_list(understood: Understood) -> Understood:
    """ "rà lại danh sách quán ăn: ai làm, hạn nào": a noun of a title lists nothing."""
    lists = [r for r in understood.resolved.chosen if isinstance(r.meaning, AsksList)]
    is_asked = any(is_explicit(ask) for ask in understood.asks)
    is_noun = all(said(understood, r).startswith(LIST_NOUNS) and r.start for r in lists)
    if not lists or not is_asked or not understood.topic or (understood.units and not is_noun):
        return understood
    asking = [
        r
        for r in lists
        if (r.start == 0 and not said(understood, r).startswith(LIST_NOUNS))
        or ASKING & {t.folded for t in understood.tokens.items[r.start : r.end]}
    ]
    return understood if asking else returned(understood, AsksList)


def said(understood: Understood, reading: Reading) -> str:
    return fold(understood.tokens.words(reading.start, reading.end))


def subject_not_off_topic(understood: Understood) -> Understood:
    """ "lãi suất", "quán ăn" beside a plan or a unit asked for: a subject of the documents."""
    if Talk.OFF_TOPIC not in understood.talk:
        return understood
    named = any(p.by in (*PLACES, "issuer") for p in understood.plans) or understood.units
    is_asked = any(is_explicit(a) for a in understood.asks) or understood.values
    if not named or not (is_asked or understood.wants_list or understood.measure):
        return understood
    return returned(
        understood, Talks, only=lambda m: isinstance(m, Talks) and m.talk is Talk.OFF_TOPIC
    )


def returned(
    understood: Understood, kind: type, *, only: Callable[[Meaning], bool] = lambda _: True
) -> Understood:
    """The same question with some readings given back to its topic; what was settled stays."""
    read = without(understood, kind, only=only)
    return replace(
        read,
        chain=understood.chain,
        within=understood.within,
        preferred=understood.preferred,
        plans=understood.plans,
        units=understood.units if kind is not NamesUnit else read.units,
    )


def count_or_value(understood: Understood) -> Understood:
    """A bare "bao nhiêu" after a topic asks for a figure of it, and not how many tasks."""
    measure = understood.measure
    if measure is None or measure.measure is not Measure.COUNT or not understood.topic:
        return understood
    if not measure.is_bare and not (counts_things(understood) and not understood.units):
        return understood
    text = fold(understood.tokens.text)
    kind = Kind.AMOUNT
    if any(word in text for word in MONEY):
        kind = Kind.MONEY
    elif any(word in text for word in PERCENT):
        kind = Kind.PERCENT
    return replace(understood, measure=None, values=(*understood.values, AsksValue(kind)))


def last_day_of_a_task(understood: Understood) -> Understood:
    """ "hạn chót khoanh vùng rạn san hô": of a task that is described, its day."""
    last = [
        r
        for r in understood.resolved.chosen
        if isinstance(r.meaning, Measures) and said(understood, r).endswith(LAST_DAY)
    ]
    if not last or not understood.topic or understood.wants_list or understood.overdue:
        return understood
    asks = understood.asks or (Asks(Field.DUE, words=said(understood, last[0])),)
    return replace(understood, measure=None, asks=asks)


def money_of_a_plan(understood: Understood) -> Understood:
    """ "kinh phí kế hoạch … hết bao nhiêu": a sum in its sentences, and no column of its rows."""
    columns = [ask for ask in understood.asks if ask.header]
    measure = understood.measure
    is_figure = bool(understood.values) or (measure is not None and measure.is_bare)
    described = understood.topic or understood.rows or understood.within or understood.units
    if not columns or not is_figure or described or not understood.plans:
        return understood
    read = returned(
        understood, Asks, only=lambda m: isinstance(m, Asks) and bool(getattr(m, "header", ""))
    )
    return replace(read, measure=None, values=(AsksValue(Kind.MONEY),))


def counts_things(understood: Understood) -> bool:
    """ "phải lắp bao nhiêu cái": of a thing that is described, and not how many tasks."""
    counted = [r for r in understood.resolved.chosen if isinstance(r.meaning, Measures)]
    return all(understood.tokens[r.end - 1].folded in THINGS for r in counted)


def documents_named(understood: Understood) -> frozenset[str]:
    """The documents whose owner or name the question says, the surest first; none where none is."""
    meant = frozenset[str]()
    for by in OWNERS:
        said = frozenset[str]().union(*(p.documents for p in understood.plans if p.by == by))
        meant = (meant & said or meant) if meant else said
    return meant


def issuers_for_units(understood: Understood, names: Names) -> Understood:
    """ "Sở Nội vụ Lào Cai" is the issuer of plans there and no unit in them."""
    meant = documents_named(understood)
    if not meant or not understood.units:
        return understood
    issuers = [c for c in understood.units if issued_by(c.unit, names) & meant]
    units = [c for c in understood.units if c not in issuers]
    # "Thanh tra Sở Nội vụ chủ trì": the role is that of the unit within.
    role = next((c.role for c in issuers if c.role), None)
    plans = [NamesPlan(issued_by(c.unit, names) & meant, c.unit.words, "issuer") for c in issuers]
    return replace(
        understood,
        units=tuple(replace(c, role=c.role or role) for c in units),
        plans=(*understood.plans, *plans),
    )


def without_foreign_names(understood: Understood, names: Names) -> Understood:
    """ "chuyển đổi số giáo dục Quảng Trị": words that elsewhere shorten "Phòng Chuyển đổi số".

    A name without its head noun is a unit where it has a role or follows "của" and the like, and
    where the organizations meant have it; a title before a person's name is none.
    """
    meant = documents_named(understood)
    own = {d.organization.name for d in names.vocabulary.documents if d.id in meant}
    roles = {clause.unit for clause in understood.units if clause.role}
    chosen = understood.resolved.chosen
    people = {r.start for r in chosen if isinstance(r.meaning, NamesPerson)}

    def is_foreign(reading: Reading) -> bool:
        unit = reading.meaning
        if not isinstance(unit, NamesUnit):
            return False
        if reading.end in people:
            return True
        tokens = understood.tokens
        before = tokens[reading.start - 1].spelled if reading.start else ""
        after = tokens[reading.end].spelled if reading.end < len(tokens) else ""
        if is_common_noun(unit.words, tokens):
            return unit not in roles and before not in BEFORE_UNITS and after not in AFTER_UNITS
        if reading.weight > WITHOUT_HEAD:
            return False
        is_elsewhere = bool(own) and not own & {*unit.organizations}
        return is_elsewhere or (unit not in roles and before not in BEFORE_UNITS)

    foreign = {r.meaning for r in chosen if is_foreign(r)}
    if not foreign:
        return understood
    return returned(understood, NamesUnit, only=lambda meaning: meaning in foreign)


def not_all_but_one(understood: Understood) -> Understood:
    """ "phòng X làm chính, không phải làm phụ": X is meant, not all others."""
    if not understood.units or understood.plans or not all(c.negated for c in understood.units):
        return understood
    kept = tuple(replace(c, role=None, negated=False) for c in understood.units[:1])
    return replace(understood, units=kept)


def is_common_noun(words: str, tokens: Tokens) -> bool:
    """ "doanh nghiệp", "chủ đầu tư" among words with capitals: a noun, unless it has a role."""
    cut = syllables(words)
    has_capitals = any(token.is_capital for token in tokens.items)
    return has_capitals and words == words.lower() and len(cut) > 1 and not split_head(cut)[0]


def issued_by(unit: NamesUnit, names: Names) -> frozenset[str]:
    """The documents whose issuer is called so."""
    words = tuple(map(fold, syllables(unit.words)))
    return frozenset(
        plan.document.id
        for plan in names.plans
        if any(tuple(map(fold, issuer)) == words for issuer in plan.issuer)
    )


def rows_for_sections(understood: Understood, names: Names) -> Understood:
    """ "mục 12" of a plan whose sections have other marks is its row 12."""
    meant = frozenset().union(*(p.documents for p in understood.plans)) or None
    marks = {s.mark.rstrip(".") for s in names.sections if meant is None or s.document_id in meant}
    for clause in understood.clauses:
        meaning = clause.meaning
        if not isinstance(meaning, InSection) or meaning.by_title:
            continue
        mark = meaning.marks[0]
        if mark.isdigit() and mark not in marks:
            clauses = tuple(c for c in understood.clauses if c is not clause)
            return replace(
                understood, clauses=clauses, rows=(*understood.rows, IsRow(mark, meaning.words))
            )
    return understood
