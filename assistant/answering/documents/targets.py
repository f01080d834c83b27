"""Figures that tables give: a cell by what its row and its column are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.answering.evidence.cells.asked import years_in_topic
from assistant.answering.evidence.kinds import written_nouns
from assistant.answering.evidence.seldom_held import demands, meets
from assistant.answering.findings import Reason, Refused, TargetFound
from assistant.answering.question.asked import Asked
from assistant.answering.question.ranking import Part, coverage, runs
from assistant.answering.understand.meanings import Kind
from assistant.answering.words.notions import says, speaks_of
from assistant.answering.words.telling import folded_words, word_set
from assistant.answering.words.tokens import Token
from assistant.domain.document import Target
from assistant.vietnamese.text import fold, syllables

FIGURES = (Kind.PERCENT, Kind.MONEY, Kind.COUNT, Kind.AMOUNT)
# The figures of this module are set by hand on the open questions.
NEAR = 0.62
# What a column's name tells, beside the row's.
COLUMN = 0.8
# What is planned is asked for, unless the question says that it is done.
PREFERRED = 0.08
# A place or unit of the table that the question names in full, or the year of a column.
NAMED = 0.2
CLEARLY = 0.05  # how much more of the topic another column says
PLACE_HEADS = frozenset(("xa", "phuong", "huyen", "thi", "tran", "tinh", "thanh", "pho", "khu"))
# A figure in a sentence is answered by the sentence; its quote is longer than the figure.
IN_A_CELL = 3
SAME = 0.97
MOST = 6
TOTAL = frozenset(map(fold, word_set("cộng tổng")))
SUMMED = frozenset(("so", "kinh", "phi", "von", "tien"))
YEARS = "nam"
YEAR = re.compile(r"20\d\d")
QUARTER = re.compile(r"\bquy (iv|i{1,3}|[1-4])\b")
# What a cell is measured in, by its column's name or a column of its own.
PERCENT, CURRENCY = "%", ("đồng",)
PERSONS = "nguoi"


def find(asked: Asked, *, at_least: float) -> TargetFound | Refused | None:
    """The cells whose row and column say the topic better than any row or sentence does."""
    kinds = [value.kind for value in asked.understood.values]
    if not asked.topic.syllables or not kinds or not all(kind in FIGURES for kind in kinds):
        return None
    wanted = demands(asked.understood)
    held = [
        target
        for target in asked.library.targets(scope=asked.passage_scope)
        if len(target.quote) <= len(target.value) + IN_A_CELL
        and meets(f"{target.subject} {target.measure} {target.name} {target.period}", wanted)
    ]
    measured = of_kind(asked, held)
    scored = [(score(asked, target), target) for target in of_noun(asked, measured)]
    best = max((found for found, _ in scored), default=0.0)
    if best < max(NEAR, at_least):
        return None
    near = of_subject(asked, [target for found, target in scored if found >= best * SAME])
    if near and is_other_name(asked, near[0]):
        return Refused(Reason.NO_VALUE, asked.topic_words)
    if len({(target.document_id, target.subject) for target in near}) != 1:
        return None
    row = [
        t for _, t in scored if (t.document_id, t.subject) == (near[0].document_id, near[0].subject)
    ]
    if without_year(asked, row, measured) or without_quarter(asked, row):
        return Refused(Reason.NO_VALUE, asked.topic_words)
    if without_column(asked, row, measured):
        return Refused(Reason.NO_VALUE, asked.topic_words)
    return TargetFound(tuple(of_column(asked, near))[:MOST])


def of_subject(asked: Asked, near: Sequence[Target]) -> Sequence[Target]:
    """Of cells that say the topic alike, those of the unit or place that the question names."""
    said = words_asked(asked)
    words = [subject_words(target) for target in near]
    common = frozenset.intersection(*words) if len(set(words)) > 1 else frozenset[str]()
    named = [len((own - common) & said) for own in words]
    most = max(named)
    if asked.understood.units and not most:
        return ()
    return [target for target, count in zip(near, named, strict=True) if count == most]


def is_other_name(asked: Asked, target: Target) -> bool:
    """Whether a row's name shares a part of a name in the question: "Bình Gia" for "Lộc Bình".

    "Cụm Đồng Sóc" of a row "Đồng Sóc" only says what it is beside its name.
    """
    subject = tuple(map(fold, syllables(target.subject)))
    for name in (tuple(token.folded for token in name) for name in names_told(asked)):
        is_whole = len(subject) > 1 and name[-len(subject) :] == subject
        shares = {*name} & {*subject}
        if shares and not is_whole and not {*name} <= {*subject}:
            return True
    return False


def names_told(asked: Asked) -> Iterable[list[Token]]:
    """The names of several syllables among the words of the topic, and no abbreviation."""
    for run in runs(asked.understood.topic):
        for is_name, tokens in groupby(run, key=lambda token: token.text.istitle()):
            name = list(tokens)
            if is_name and len(name) > 1:
                yield name


def words_asked(asked: Asked) -> frozenset[str]:
    """The words of the topic and of the units named, without diacritics."""
    units = [clause.unit.words for clause in asked.understood.units]
    units += [unit.words for unit in asked.understood.unknown_units]
    words = (*asked.topic.syllables, *(word for unit in units for word in syllables(unit)))
    return frozenset(map(fold, words))


def is_named(asked: Asked, subject: frozenset[str]) -> bool:
    """Whether the question names a row in full, or by a unit whose words all stand in its name."""
    units = [frozenset(map(fold, syllables(c.unit.words))) for c in asked.understood.units]
    return bool(subject) and (
        subject <= words_asked(asked) or any(unit <= subject for unit in units)
    )


def subject_words(target: Target) -> frozenset[str]:
    return folded_words(target.subject) - PLACE_HEADS


def is_total(target: Target) -> bool:
    """Whether a row sums up the others: "Cộng", "Tổng số", and no "Tổng thu"."""
    words = subject_words(target)
    return bool(words & TOTAL) and words <= TOTAL | SUMMED


def is_money(target: Target) -> bool:
    """Whether a cell is an amount of money, by its column's name or its measure."""
    words = syllables(f"{target.measure} {target.name}")
    return syllables(target.measure) == CURRENCY or says(words, "currency")


def is_share(target: Target) -> bool:
    """Whether a cell is a percentage."""
    said = f"{target.measure} {target.name}"
    return PERCENT in said or says(syllables(said), "share")


MEASURED = {Kind.PERCENT: is_share, Kind.MONEY: is_money}


def of_kind(asked: Asked, targets: Sequence[Target]) -> Sequence[Target]:
    """The cells that are measured in what is asked for; where none is said to be, those that are
    not measured in anything else: no percentage answers "bao nhiêu tiền".
    """
    for value in asked.understood.values:
        if value.kind in MEASURED:
            others = [is_other for kind, is_other in MEASURED.items() if kind is not value.kind]
            targets = [t for t in targets if MEASURED[value.kind](t)] or [
                t
                for t in targets
                if not any(is_other(t) for is_other in others)
                and not (value.kind is Kind.MONEY and t.measure)  # "802 km" is no sum
            ]
    return targets


def of_noun(asked: Asked, targets: Sequence[Target]) -> Sequence[Target]:
    """ "bao nhiêu căn": cells that are counted in that, where a table has some."""
    for noun in (fold(v.noun) for v in asked.understood.values if v.noun):
        counted = [t for t in targets if noun in folded_words(f"{t.measure} {t.name}")]
        # "bao nhiêu người" is no number of communes; a cell may not tell what it counts.
        untold = [t for t in targets if not t.measure or is_word_for(t, noun)]
        targets = counted or (untold if noun == PERSONS else targets)
    return targets


def is_word_for(target: Target, noun: str) -> bool:
    """Whether a cell is measured in another word for what is counted: "lao động" for "người"."""
    others = {fold(word) for word in written_nouns().get(noun, ())}
    others |= {
        fold(w) for said, words in written_nouns().items() if fold(said) == noun for w in words
    }
    return fold(target.measure) in others


def without_year(asked: Asked, row: Sequence[Target], held: Sequence[Target]) -> bool:
    """Whether a row gives its figures by years, and none of them is the year asked for; a year
    that other rows of the document have is a blank cell in this one.
    """
    years = asked.understood.years_named | years_in_topic(asked.understood)
    told = [target.period for target in row if YEAR.search(target.period)]
    table = table_of(row[0]) if row else ()
    others = [t.period for t in held if table_of(t) == table]
    is_blank = any(year in period for year in years for period in others)
    by_years = len(told) > 1 or is_blank
    return bool(years) and by_years and not any(y in period for y in years for period in told)


def without_column(asked: Asked, row: Sequence[Target], held: Sequence[Target]) -> bool:
    """Whether a column that other rows of the table have says more of the topic than any that this
    row has: its cell is blank here, and a neighbour's figure is no answer.
    """

    def said(targets: Iterable[Target]) -> float:
        return max((coverage(asked.topic, (Part(t.column),)) for t in targets), default=0.0)

    others = (t for t in held if row and table_of(t) == table_of(row[0]))
    return said(others) > said(row) + CLEARLY


def table_of(target: Target) -> tuple[str, str]:
    """What the cells of one table share: their document, and the heading over it."""
    return target.document_id, target.caption


def without_quarter(asked: Asked, row: Sequence[Target]) -> bool:
    """Whether a row gives its figures by quarters, and none of them is the quarter asked for."""
    said = QUARTER.findall(fold(asked.understood.tokens.text))
    given = [QUARTER.findall(fold(f"{target.name} {target.period}")) for target in row]
    by_quarters = sum(map(bool, given)) > 1  # beside "Cả năm"
    return bool(said) and by_quarters and not any(q in said for own in given for q in own)


def of_column(asked: Asked, near: Sequence[Target]) -> Sequence[Target]:
    """Of cells that say the topic alike, those whose column the question names; else the total."""
    # "tính cả ba năm": the word for a year names no column, a year does.
    said = {token.folded for token in asked.understood.tokens.items} - {YEARS}
    years = asked.understood.years_named
    words = [frozenset(map(fold, syllables(f"{t.name} {t.period}"))) for t in near]
    common = frozenset.intersection(*words)
    named = [
        len((own - common) & said) + sum(year in target.period for year in years)
        for own, target in zip(words, near, strict=True)
    ]
    if any(named):
        return [target for target, count in zip(near, named, strict=True) if count == max(named)]
    totals = [t for t, own in zip(near, words, strict=True) if (own - common) & TOTAL]
    return totals or near


def score(asked: Asked, target: Target) -> float:
    """How much of the topic the row's and the column's names say."""
    parts = (
        Part(f"{target.subject} {target.measure}"),
        Part(target.name, COLUMN),
        Part(target.period),
    )
    said = coverage(asked.topic, parts)
    if any(year in target.period for year in asked.understood.years_named):
        said += NAMED
    if is_named(asked, subject_words(target)):
        said += NAMED
    planned = speaks_of(target.name, "figure_planned", is_folded=True)
    done = speaks_of(target.name, "figure_done", is_folded=True)
    return said + PREFERRED * (planned - done)
