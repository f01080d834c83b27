"""Figures that tables give: a cell by what its row and its column are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answering.findings import TargetFound
from assistant.answering.ranking import Part, coverage
from assistant.answering.understand.meanings import InWindow
from assistant.domain.document import Target
from assistant.vietnamese.text import fold, syllables

if TYPE_CHECKING:
    from assistant.answering.evidence import Asked

NEAR = 0.62
# What is planned is asked for, unless the question says that it is done.
DONE, PLANNED = "thuc hien", "ke hoach"
PREFERRED = 0.08
# A place or unit of the table that the question names in full.
NAMED = 0.2
PLACE_HEADS = frozenset(("xa", "phuong", "huyen", "thi", "tran", "tinh", "thanh", "pho", "khu"))
# A figure in a sentence is answered by the sentence; its quote is longer than the figure.
IN_A_CELL = 3
SAME = 0.97


def find(asked: Asked, *, at_least: float) -> TargetFound | None:
    """The cells whose row and column say the topic better than any row or sentence does."""
    if not asked.topic.syllables or not asked.understood.values:
        return None
    scored = [
        (score(asked, target), target)
        for target in asked.library.targets(scope=asked.scope.narrowed(asked.documents))
        if len(target.quote) <= len(target.value) + IN_A_CELL
    ]
    best = max((found for found, _ in scored), default=0.0)
    if best < max(NEAR, at_least):
        return None
    held = tuple(target for found, target in scored if found >= best * SAME)
    return TargetFound(held[:3]) if len({t.document_id for t in held}) == 1 else None


def years_named(asked: Asked) -> frozenset[str]:
    """The years that the question names: "năm 2027", "tới 2030"."""
    windows = [
        c.meaning.window for c in asked.understood.clauses if isinstance(c.meaning, InWindow)
    ]
    ends = [window.end or window.start for window in windows]
    return frozenset(str(day.year) for day in ends if day)


def score(asked: Asked, target: Target) -> float:
    """How much of the topic the row's and the column's names say."""
    parts = (
        Part(f"{target.subject} {target.measure}"),
        Part(target.name, 0.8),
        Part(target.period),
    )
    said = coverage(asked.topic, parts)
    name = fold(target.name)
    if any(year in target.period for year in years_named(asked)):
        said += PREFERRED
    subject = frozenset(map(fold, syllables(target.subject))) - PLACE_HEADS
    if subject and subject <= frozenset(map(fold, asked.topic.syllables)):
        said += NAMED
    return said + PREFERRED * (PLANNED in name) - PREFERRED * (DONE in name)
