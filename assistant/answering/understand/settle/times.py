"""Settles times: which are filters, which say when something falls due or name a plan."""

import re
from dataclasses import replace

from assistant.answering.understand.given_back import give_back
from assistant.answering.understand.meanings import (
    Asks,
    Detail,
    InWindow,
    IsOverdue,
    Meaning,
    Measures,
    NamedBy,
    NamesPlan,
)
from assistant.answering.understand.settle.names import documents_named
from assistant.answering.understand.settle.step import is_explicit, said
from assistant.answering.understand.understood import Clause, Understood
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.telling import folded_words
from assistant.domain.document import Document
from assistant.domain.due import Window
from assistant.domain.task import Field
from assistant.vietnamese.text import fold, syllables

# Words of "có gì tới hạn không": anything at all, or nothing.
ANYTHING = frozenset(("gi", "nao", "j", "chi"))
LAST_WORDS = 2
OR_NOT = frozenset(("khong", "ko", "chua", "hong", "k"))
TO_BE_DONE = frozenset(("nop", "lam", "xong", "han", "trinh", "viec", "gap", "moc"))
SOMETHING = ("co gi", "co cai gi", "co nhung gi")
# "quý này", "tháng đó": what points to a time said before; "hết hạn": falls due.
WHICH = "nao"
TODAY = ("hom nay", "bua nay", "ngay nay")
POINTING = (["nay"], ["do"], ["ay"])
LAST_DAY = ("han chot", "han cuoi", "han cuoi cung", "deadline cuoi", "deadline chot")
UNTIL = ("den ", "toi ", "het ")
FALLS_DUE = ("het han", "toi han", "den han")
# "có việc chuyển đổi số nào đến hạn": the topic stands within "việc nào"
WHICH_TASK = re.compile(r"\b(?:viec|nhiem vu)(?: \w+){1,6} nao\b.* (?:den|toi|het|tre|qua) han\b")
WHEN = frozenset(("nao", "gio", "may", "luc", "lau"))
# Between a plan's kind and what it is about: "công văn đốc việc quá hạn"
DESCRIBING = 4
TASKS = frozenset(("viec", "nhiem", "vu"))
DAY_NOUNS = ("han", "thoi han", "deadline", "thoi gian")
BY_ISSUER = (NamedBy.ISSUER, NamedBy.PROVINCE)
# "năm 2027, 2028", "2027 và 2028"
YEARS_JOINED = frozenset(("va", "hoac", "hay", "nam"))
MONTH_OF_ISSUE = re.compile(r"thang (?P<month>\d{1,2}) nam (?P<year>20\d\d)")


def times_before_plans(understood: Understood, names: Names) -> Understood:
    """ "hồ sơ lưu trước 2020": before any plan that is held no task is due, so it is described."""
    first = min((d.year for d in names.vocabulary.documents if d.year), default=0)
    if not understood.topic or understood.wants_list or understood.measure:
        return understood

    def is_before(meaning: Meaning) -> bool:
        end = meaning.window.end if isinstance(meaning, InWindow) else None
        return end is not None and end.year < first

    return give_back(understood, InWindow, only=is_before)


def deadline_in_window(understood: Understood) -> Understood:
    """ "việc nào có hạn chót rơi vào quý II": "chót" is a part of the noun, and asks no last."""
    measured = understood.resolved.of(Measures)
    is_noun = any(said(understood, r).endswith(LAST_DAY) for r in measured)
    if not is_noun or not understood.windows:
        return understood
    return replace(understood, measure=None, wants_list=True)


def due_in_window(understood: Understood) -> Understood:
    """ "tháng này có gì tới hạn không", "tuần này có hạn nào không": what is due then."""
    words = {token.folded for token in understood.tokens.items}
    windows = [c for c in understood.windows if not c.meaning.is_year]
    falls = [a for a in understood.asks if fold(a.words).endswith(FALLS_DUE)]
    is_open = bool(words & ANYTHING) and (bool(words & OR_NOT) or bool(falls))
    dues = [a for a in understood.asks if a.field is Field.DUE and (a in falls or not says_when(a))]
    dues += [a for a in understood.asks if fold(a.words) in SOMETHING]
    others = [a for a in understood.asks if a.field in (Field.LEAD, Field.SUPPORT)]
    is_open = is_open or WHICH_TASK.search(fold(understood.tokens.text)) is not None
    is_open = is_open or (understood.wants_list and day_noun_before_time(understood))
    if not windows or not is_open or others or not (dues or understood.wants_list):
        return understood
    if len(understood.asks) > len(dues):
        return understood
    topic = tuple(t for t in understood.topic if t.folded not in TO_BE_DONE)
    return replace(understood, asks=(), wants_list=True, topic=topic)


def day_noun_before_time(understood: Understood) -> bool:
    """ "những việc nào hạn từ tháng 6": the noun only says of what the time is."""
    begins = {r.start for r in understood.resolved.of(InWindow)}
    return any(
        r.end in begins and said(understood, r) in DAY_NOUNS for r in understood.resolved.of(Asks)
    )


def without_pointing_windows(understood: Understood) -> Understood:
    """ "quý II/2026 …, hạn trong quý này": the second only points back to the first."""
    pointing = [c for c in understood.windows if fold(c.meaning.words).split()[-1:] in POINTING]
    if len(pointing) == len(understood.windows):
        return understood
    return replace(understood, clauses=tuple(c for c in understood.clauses if c not in pointing))


def one_stretch(understood: Understood) -> Understood:
    """ "từ tháng 9 tới hết năm 2025": the year said of one end holds for the other."""
    windows = [c for c in understood.windows if not c.negated]
    starts = [c for c in windows if fold(c.meaning.words).startswith("tu ")]
    ends = [c for c in windows if c not in starts and fold(c.meaning.words).startswith(UNTIL)]
    if len(starts) != 1 or len(ends) != 1:
        return understood
    first, last = starts[0].meaning, ends[0].meaning
    start, end = first.window.start, last.window.end
    if start is None or end is None:
        return understood
    if not any(word.isdigit() and len(word) == 4 for word in first.words.split()):
        start = start.replace(year=end.year)
    words = f"{first.words} {last.words}"
    stretch = replace(last, window=Window(start, end), words=words, is_year=False)
    kept = [c for c in understood.clauses if c not in (starts[0], ends[0])]
    return replace(understood, clauses=(*kept, Clause(stretch)))


def years_joined(understood: Understood) -> Understood:
    """ "sang năm 2027, 2028 mới xong": due in one of two years that follow one another."""
    readings = [
        r
        for r in understood.resolved.of(InWindow)
        if r.meaning.is_year
        and any(c.meaning == r.meaning and not c.negated for c in understood.windows)
    ]
    if len(readings) != 2 or understood.compares or understood.asks_of_each:
        return understood
    first, last = readings[0].meaning, readings[1].meaning
    between = understood.tokens.items[readings[0].end : readings[1].start]
    start, end = first.window.start, last.window.end
    if start is None or end is None or end.year != start.year + 1:
        return understood
    if not all(token.folded in YEARS_JOINED for token in between):
        return understood
    words = f"{first.words}, {last.words}"
    joined = replace(last, window=Window(start, end), words=words, is_year=False)
    kept = [c for c in understood.clauses if c.meaning not in (first, last)]
    return replace(understood, clauses=(*kept, Clause(joined)))


def due_not_overdue(understood: Understood) -> Understood:
    """ "hết hạn tháng 4/2027": falling due in a time that is named, and not overdue now."""
    overdue = understood.resolved.of(IsOverdue)
    years = years_after(understood, {r.end for r in overdue})
    windows = [c for c in understood.windows if not c.meaning.is_year or c.meaning in years]
    said_so = overdue and all(said(understood, r).endswith(FALLS_DUE) for r in overdue)
    if not (windows and said_so):
        return understood
    wants_list = understood.measure is None
    return replace(due_in_years(understood, years), overdue=False, wants_list=wants_list)


def year_of_a_set(understood: Understood) -> Understood:
    """ "việc nào hạn năm 2026": a year beside the noun is when tasks fall due."""
    if not (understood.wants_list or understood.measure):
        return understood
    dues = (r for r in understood.resolved.of(Asks) if r.meaning.field is Field.DUE)
    years = years_after(understood, {r.end for r in dues})
    return due_in_years(understood, years) if years else understood


def years_after(understood: Understood, ends: set[int]) -> set[InWindow]:
    """The bare years right behind what ends there, or one word on: "hạn là năm 2026"."""
    times = understood.resolved.of(InWindow)
    return {r.meaning for r in times if r.meaning.is_year and {r.start, r.start - 1} & ends}


def due_in_years(understood: Understood, years: set[InWindow]) -> Understood:
    """A year in which something falls due is not the year of a plan."""
    clauses = tuple(
        replace(c, meaning=replace(c.meaning, is_year=False))
        if isinstance(c.meaning, InWindow) and c.meaning in years
        else c
        for c in understood.clauses
    )
    return replace(understood, clauses=clauses)


YEAR = re.compile(r"20\d\d")


def times_of_plans(understood: Understood, names: Names) -> Understood:
    """ "kế hoạch tháng 11/2025", "giao ban quý I": times that say which plan, and filter none."""
    chosen = understood.resolved.chosen
    meant = documents_named(understood)
    for reading in understood.resolved.of(InWindow):
        time = reading.meaning
        if time.is_year or not reading.start:
            continue
        if not any(clause.meaning == time for clause in understood.windows):
            continue
        touching = next((r for r in chosen if reading.start - 1 <= r.end <= reading.start), None)
        plan = touching.meaning if touching else None
        before = understood.tokens[reading.start - 1].folded
        held = [d for d in names.vocabulary.documents if not meant or d.id in meant]
        named = [d for d in held if is_in_title(d, time.words, before=before)]
        # "xã X quý I/2026 phải xong những việc nào": of a place, when its tasks are due
        is_set = understood.wants_list or understood.measure is not None
        if isinstance(plan, NamesPlan) and not (is_set and plan.by in BY_ISSUER):
            named += [d for d in held if d.id in plan.documents and is_issued_in(d, time.window)]
        if named:
            ids = frozenset(d.id for d in named)
            return replace(
                understood,
                plans=(*understood.plans, NamesPlan.known(ids, time.words)),
                clauses=tuple(c for c in understood.clauses if c.meaning != time),
            )
    return understood


def is_in_title(document: Document, words: str, *, before: str) -> bool:
    """Whether a title says that time, and the word that stands before it in the question."""
    title = f" {' '.join(syllables(fold(document.title)))} "
    said = f" {' '.join(syllables(fold(words)))} "
    # "trong giai đoạn 2026-2028" is all the time of a plan for those years.
    is_span = len(YEAR.findall(words)) > 1
    return said in title and (is_span or f" {before} " in title)


def is_issued_in(document: Document, window: Window) -> bool:
    """Whether a document bears a day of that month, or the month alone where the day is blank."""
    if document.issued_on:
        return window.holds(document.issued_on)
    written = MONTH_OF_ISSUE.search(fold(document.issued_words))
    if not written or not window.end:
        return False
    return (int(written["month"]), int(written["year"])) == (window.end.month, window.end.year)


def says_when(ask: Asks) -> bool:
    """Whether a day is asked for in so many words: "tới khi nào"."""
    words = fold(ask.words).split()
    return len(words) > 1 and words[-1] in WHEN and ask.detail is Detail.VALUE


def overdue_not_done(understood: Understood) -> Understood:
    """ "trễ mà chưa xong": what is overdue is not done, whatever its status says of it."""
    if not understood.overdue:
        return understood
    undone = [c for c in understood.statuses if c.meaning.words.startswith("chưa")]
    return replace(understood, clauses=tuple(c for c in understood.clauses if c not in undone))


def overdue_of_one(understood: Understood) -> Understood:
    """ "khu nhà … đã quá hạn khởi công chưa": of a task that is described, whether it is late."""
    ends_asking = bool({t.folded for t in understood.tokens.items[-LAST_WORDS:]} & OR_NOT)
    # "có việc nào quá hạn không": any of them
    which = any(WHICH in said(understood, r).split() for r in understood.resolved.of(IsOverdue))
    is_set = understood.wants_list or understood.measure or understood.units or which
    if understood.overdue and not is_set and understood.topic and asks_day(understood):
        # "đồng hồ nước hết hạn kiểm định bao giờ thay xong": what is to be done with them
        return give_back(understood, IsOverdue)
    if not understood.overdue or is_set or not understood.topic or not ends_asking:
        return understood
    asks = (*understood.asks, Asks(Field.DUE, Detail.PAST))
    return replace(understood, overdue=False, asks=asks)


def asks_day(understood: Understood) -> bool:
    """Whether it is asked in so many words when something is due."""
    days = (a for a in understood.asks if a.field is Field.DUE and a.detail is Detail.VALUE)
    return any(map(is_explicit, days))


def overdue_by_today(understood: Understood) -> Understood:
    """ "hôm nay có việc nào quá hạn không": late by today, and not due today."""
    today = [c for c in understood.windows if fold(c.meaning.words).endswith(TODAY)]
    if not understood.overdue or not today:
        return understood
    return replace(understood, clauses=tuple(c for c in understood.clauses if c not in today))


def overdue_of_a_plan(understood: Understood, names: Names) -> Understood:
    """ "công văn đốc việc quá hạn giao Sở Tài chính làm gì": what the letter's title says."""
    said_of = understood.resolved.of(IsOverdue)
    kinds = [
        r.meaning.documents
        for r in understood.resolved.of(NamesPlan)
        if r.meaning.by in (NamedBy.KIND, NamedBy.NICKNAME)
        and any(0 <= late.start - r.end <= DESCRIBING for late in said_of)
    ]
    of_kind = frozenset[str]().union(*kinds)
    meant = of_kind & (documents_named(understood) or of_kind)
    titles = [folded_words(d.title) for d in names.vocabulary.documents if d.id in meant]
    late = frozenset[str]().union(*(folded_words(said(understood, r)) for r in said_of)) - TASKS
    if not titles or not all(late <= title for title in titles):
        return understood
    return replace(understood, overdue=False)


def reckoned_not_read(understood: Understood) -> Understood:
    """ "hạn in sổ tay qua chưa": whether the day has passed, which says the day as well."""
    dues = [ask for ask in understood.asks if ask.field is Field.DUE]
    read = [ask for ask in dues if ask.detail is Detail.VALUE and fold(ask.words) in DAY_NOUNS]
    if not read or len(read) == len(dues):
        return understood
    return replace(understood, asks=tuple(ask for ask in understood.asks if ask not in read))


def past_of_many(understood: Understood) -> Understood:
    """ "có việc nào quá hạn chưa": a list of what is overdue."""
    past = [ask for ask in understood.asks if ask.detail is Detail.PAST]
    if not past or not (understood.wants_list or understood.measure):
        return understood
    falls_due = bool(understood.windows) and all(
        fold(ask.words).startswith(FALLS_DUE[1:]) for ask in past
    )
    return replace(
        understood,
        overdue=not falls_due,
        asks=tuple(a for a in understood.asks if a not in past),
    )


def last_day_of_a_task(understood: Understood) -> Understood:
    """ "hạn chót khoanh vùng rạn san hô": of a task that is described, its day; "hạn chót trả hồ sơ
    bị trễ là hôm nào": what is late describes it.
    """
    measured = understood.resolved.of(Measures)
    last = [r for r in measured if said(understood, r).endswith(LAST_DAY)]
    is_set = understood.wants_list or (
        understood.overdue and not any(map(is_explicit, understood.asks))
    )
    if not last or not understood.topic or is_set:
        return understood
    if understood.overdue:
        understood = give_back(understood, IsOverdue)
    asks = understood.asks or (Asks(Field.DUE, words=said(understood, last[0])),)
    return replace(understood, measure=None, asks=asks)
