"""Which documents a question is about."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from assistant.answering.understand.meanings import InWindow, NamedBy, NamesAbsent, NamesPlan
from assistant.answering.understand.understood import Understood
from assistant.answering.understand.vocabulary.names import Names
from assistant.domain.due import Window
from assistant.domain.relations import changers, with_changed

BY_TITLE = (NamedBy.NICKNAME, NamedBy.KIND)
# Words of a title that no nickname takes in may stand before the year: "phát triển nhà ở 2027".
GAP = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """The documents meant: None where the question names none."""

    documents: frozenset[str] | None = None
    is_sure: bool = False  # the question says which, in so many words
    absent: NamesAbsent | None = None
    years: frozenset[int] = frozenset()  # said of a plan and borne by none of those meant


def choose(understood: Understood, names: Names) -> Choice:
    """Narrows by everything that the question says of plans."""
    excluded = {
        d
        for clause in understood.clauses
        if clause.negated and isinstance(clause.meaning, NamesPlan)
        for d in clause.meaning.documents
    }
    meanings = [*understood.plans, *years(understood, names)]
    is_figure = bool(understood.values) and not understood.asks
    left: frozenset[str] | None = None
    is_sure = False
    # The surest first: each narrows what the ones before leave, and is dropped where it would
    # leave nothing.
    for by in NamedBy:
        said = [m.documents for m in meanings if m.by == by]
        # "2027 xong bao nhiêu căn": a year alone is that of a figure, and of no plan.
        if not said or (by is NamedBy.YEAR and left is None and is_figure):
            continue
        together = frozenset().union(*said)
        narrowed = together if left is None else left & together
        if not narrowed and by is NamedBy.KIND and understood.attributes:
            # "quyết định sửa kế hoạch NQ11 ai ký": of that kind is what changes the plan
            narrowed = together & changing(left or (), names)
        if narrowed:
            left = narrowed
            is_sure = is_sure or by.is_sure
    if left is not None and asks_of_rows(understood):
        left = with_changed(left, names.vocabulary.documents)
    if excluded:
        every = frozenset(d.id for d in names.vocabulary.documents)
        left = (every if left is None else left) - excluded
    missing = (
        absent_kind(understood, left)
        or absent_of(understood, has_plan=left is not None)
        or absent_year(understood, names, left)
    )
    return Choice(left, is_sure, missing)


def changing(documents: Iterable[str], names: Names) -> frozenset[str]:
    """Those that change one of the documents."""
    held = names.vocabulary.documents
    return frozenset(change.id for meant in documents for change in changers(meant, held))


def asks_of_rows(understood: Understood) -> bool:
    """Whether tasks are asked for: those of a changing document are rows of what it changes."""
    return not understood.attributes and bool(
        understood.fields or understood.wants_list or understood.measure or understood.alteration
    )


def absent_kind(understood: Understood, left: frozenset[str] | None) -> NamesAbsent | None:
    """ "ai ký công văn của …" where only plans are held from there."""
    kinds = [plan for plan in understood.plans if plan.by is NamedBy.KIND]
    is_numbered = any(plan.by in (NamedBy.KNOWN, NamedBy.NUMBER) for plan in understood.plans)
    if not kinds or not understood.attributes or left is None or is_numbered:
        return None
    if any(plan.documents & left for plan in kinds):
        return None
    return NamesAbsent(f"{kinds[0].words} như vậy", NamedBy.KIND)


def absent_year(
    understood: Understood, names: Names, left: frozenset[str] | None
) -> NamesAbsent | None:
    """ "kế hoạch CCHC 2027" where no plan meant is of 2027."""
    if understood.compares:  # "kế hoạch 2025 với 2026": each year is of another plan
        return None
    chosen = understood.resolved.chosen
    for plan, time in pairwise(chosen):
        meaning = time.meaning
        if not isinstance(plan.meaning, NamesPlan) or plan.meaning.by not in BY_TITLE:
            continue
        if not isinstance(meaning, InWindow) or not meaning.is_year:
            continue
        if not any(clause.meaning == meaning for clause in understood.windows):
            continue  # settled otherwise
        if time.start > plan.end + GAP:
            continue
        year = meaning.window.start.year if meaning.window.start else 0
        held = [d for d in names.vocabulary.documents if left is None or d.id in left]
        if held and not any(document.covers(year) for document in held):
            return NamesAbsent(f"{plan.meaning.words} {year}", NamedBy.KIND)
    return year_without_plan(understood, names, left)


def year_without_plan(
    understood: Understood, names: Names, left: frozenset[str] | None
) -> NamesAbsent | None:
    """ "năm 2025 có kế hoạch phòng chống thiên tai không" where the plan is of another year."""
    nicknames = [plan for plan in understood.plans if plan.by is NamedBy.NICKNAME]
    is_sought = not (understood.wants_list or understood.measure or understood.asks)
    if not nicknames or not is_sought or left is None:
        return None
    held = [d for d in names.vocabulary.documents if d.id in left]
    for clause in understood.windows:
        meaning = clause.meaning
        if meaning.is_year and meaning.window.start:
            year = meaning.window.start.year
            if not any(document.covers(year) for document in held):
                return NamesAbsent(f"{nicknames[0].words} {year}", NamedBy.KIND)
    return None


def absent_of(understood: Understood, *, has_plan: bool) -> NamesAbsent | None:
    """A place or number that no document bears, unless held places are named beside it."""
    for absent in understood.absent:
        if absent.by is NamedBy.NUMBER and has_plan:
            continue
        return absent
    return None


def in_year_of_plans(
    understood: Understood, choice: Choice, names: Names, *, as_of: date
) -> Understood:
    """ "kế hoạch 2025 … tháng 11": a time without a year is of the year of the plans meant."""
    year = year_meant(understood, choice, names, as_of=as_of)
    return understood if year is None else in_year(understood, year)


def in_year(understood: Understood, year: int) -> Understood:
    """The question with the times that say no year in this one."""
    clauses = tuple(
        replace(c, meaning=replace(c.meaning, window=moved(c.meaning.window, to=year)))
        if isinstance(c.meaning, InWindow) and c.meaning.without_year
        else c
        for c in understood.clauses
    )
    return replace(understood, clauses=clauses)


def year_meant(understood: Understood, choice: Choice, names: Names, *, as_of: date) -> int | None:
    """The one year that the question names, or that the plans meant are of."""
    named = {
        c.meaning.window.start.year
        for c in understood.windows
        if c.meaning.is_year and c.meaning.window.start
    }
    if named:
        return named.pop() if len(named) == 1 else None
    documents = choice.documents or understood.preferred
    meant = [d for d in names.vocabulary.documents if d.id in documents]
    if any(d.covers(as_of.year) for d in meant):
        return None
    of_plans = {d.year for d in meant}
    return of_plans.pop() if len(of_plans) == 1 else None


def moved(window: Window, *, to: int) -> Window:
    """The same days of another year."""
    by = to - next((day.year for day in (window.start, window.end) if day), to)
    return Window(*(day and day_in(day.year + by, day) for day in (window.start, window.end)))


def day_in(year: int, day: date) -> date:
    """The day of a year; the last of a February stays the last."""
    is_last = day.day == monthrange(day.year, day.month)[1]
    last = monthrange(year, day.month)[1]
    return date(year, day.month, last if is_last else min(day.day, last))


def years(understood: Understood, names: Names) -> Iterable[NamesPlan]:
    """A bare year as the year of a plan."""
    for clause in understood.windows:
        meaning = clause.meaning
        if meaning.is_year and meaning.window.start:
            plan = of_year(meaning.window.start.year, names)
            if plan:
                yield plan


def of_year(year: int, names: Names) -> NamesPlan | None:
    """The documents of a year."""
    documents = frozenset(d.id for d in names.vocabulary.documents if d.covers(year))
    return NamesPlan(documents, str(year), NamedBy.YEAR) if documents else None
