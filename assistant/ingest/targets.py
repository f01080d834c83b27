"""Targets (chỉ tiêu) in sentences and tables: what, how much, by when, for whom.

"Tỷ lệ … đạt tối thiểu 70%" is a target; "trên 40% doanh nghiệp có …" names its subject behind the
figure. A table of targets has figures below headers and a name at the head of each row.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from assistant.domain.document import CAPTION, Target
from assistant.ingest.figures import (
    is_figure,
    is_measure,
    period_in,
    targets_of_clause,
    words_of,
)
from assistant.ingest.layout import Grid
from assistant.ingest.passages import column_headers, header_depth
from assistant.ingest.structure import Element, ElementKind, Structure
from assistant.ingest.table_header import Role, role_by_words
from assistant.vietnamese.sentences import sentence_spans
from assistant.vietnamese.text import letters, normalise, spell
from assistant.vietnamese.units import looks_like_units

YEAR = re.compile(r"\b20\d\d\b")
PLACE = re.compile(
    r"(?:xã|phường|thị\ trấn|đặc\ khu|huyện|thôn|tỉnh)\s+[A-ZĐ\d]", re.VERBOSE | re.I
)
# "Năm 2026", "đến năm 2026" in a header; "Cả năm" stays
YEAR_SAID = re.compile(
    r"(?:\b(?:đến\s+)?(?:hết\s+|cuối\s+)?năm\s+)?\b20\d\d\b", re.VERBOSE | re.IGNORECASE
)
MOST_BESIDE = 2  # words beside a year that say what the year is: "Đã đạt năm 2025"
CLAUSE = re.compile(r"[;:]\s+|,\s+(?=(?:phấn đấu|trong đó|đồng thời)\b)|(?<=\d%),\s+")


def find_targets(structure: Structure, *, task_grids: Collection[Grid] = ()) -> tuple[Target, ...]:
    """The targets of a document, from its prose and from tables that give no tasks."""
    found: list[Target] = []
    title = ""
    for element in structure.elements:
        if element.kind in (ElementKind.TITLE, ElementKind.HEADING):
            title = element.body
        if element.grid is not None:
            if element.grid not in task_grids:
                found += targets_of_grid(element.grid, caption=normalise(title))
        elif element.kind in (ElementKind.ITEM, ElementKind.PARAGRAPH):
            found += _targets_of_text(element)
    return tuple(found)


# Prose


def _targets_of_text(element: Element) -> Iterator[Target]:
    in_section = any(
        spell(word) in spell(" ".join(element.section_path)) for word in words_of("section")
    )
    text = normalise(element.body.replace("\n", " "))
    carried = ""
    for start, end in sentence_spans(text):
        sentence, named = text[start:end], ""
        for clause in _clauses(sentence):
            if period := period_in(clause):
                carried = period
            for target in targets_of_clause(clause, in_section=in_section, named=named):
                named = target.name
                yield Target(
                    name=target.name,
                    value=target.value,
                    measure=target.measure,
                    period=normalise(target.period or carried or _period_above(element)),
                    quote=sentence,
                    place=element.place,
                )


def _clauses(sentence: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in CLAUSE.split(sentence) if piece.strip())


def _period_above(element: Element) -> str:
    for heading in reversed(element.headings):
        if period := period_in(heading.body):
            return period
    return ""


# Tables


def targets_of_grid(grid: Grid, *, caption: str) -> Iterator[Target]:
    """The figures of a table: each row's name, each column's header, the figure between them."""
    table = _read_table(grid)
    if table is None:
        return
    for row in range(table.depth, grid.rows):
        subject = _first_words(grid, row=row, columns=table.names)
        told = _first_words(grid, row=row, columns=table.measures)
        when = _first_words(grid, row=row, columns=table.times)
        for column in table.figures:
            cell = grid.at(row, column)
            value = normalise(cell.text) if cell else ""
            if cell is None or not is_figure(value) or not subject:
                continue
            header = table.headers[column]
            # A row for each year: what is counted stands over the columns.
            by_years = _is_year(subject) and not YEAR.search(header)
            what, over = (header, subject) if by_years else (subject, header)
            year = YEAR.search(over)
            yield Target(
                name=_figure_name(over, subject=what, caption=caption),
                value=value,
                measure=told or ("%" if "%" in header or value.endswith("%") else ""),
                period=year.group() if year else when,
                subject=what,
                quote=value,
                place=cell.place,
            )


def _is_year(words: str) -> bool:
    """Whether a row is named by its year alone: "Năm 2026", "Đã đạt năm 2025"."""
    return bool(YEAR.search(words)) and len(YEAR_SAID.sub(" ", words).split()) <= MOST_BESIDE


@dataclass(frozen=True, slots=True)
class _Table:
    """What the columns of a table of figures hold."""

    depth: int  # rows of its header
    headers: tuple[str, ...]
    figures: tuple[int, ...]
    names: tuple[int, ...]
    measures: tuple[int, ...]  # "Đơn vị tính"
    times: tuple[int, ...]


def _read_table(grid: Grid) -> _Table | None:
    """The columns of a table of figures; None where it has no header, figures or names."""
    depth = header_depth(grid)
    headers = column_headers(grid, depth=depth)
    counters = set(map(letters, words_of("counter")))
    kept = [c for c in range(grid.columns) if letters(headers[c]) not in counters]
    figures = tuple(c for c in kept if _mostly(is_figure, grid, column=c, depth=depth))
    rest = [c for c in kept if c not in figures]
    measures = tuple(c for c in rest if _is_measures(grid, column=c, depth=depth, headers=headers))
    times = tuple(c for c in rest if role_by_words(headers[c]) is Role.DUE)
    names = tuple(c for c in rest if c not in (*measures, *times))
    if not names:
        names, times = times, ()  # "Mốc": a row for each year
    if not depth or not figures or not names:
        return None
    return _Table(depth, headers, figures, names, measures, times)


def _is_measures(grid: Grid, *, column: int, depth: int, headers: tuple[str, ...]) -> bool:
    """Whether a column says what figures are measured in, by its header or by what it holds."""
    key = letters(headers[column])
    if any(letters(header) in key for header in words_of("measure_header")):
        return True
    return key == letters("đơn vị") and _mostly(is_measure, grid, column=column, depth=depth)


def _figure_name(header: str, *, subject: str, caption: str) -> str:
    """What is counted: in a row of a unit its column, in a row of an indicator the row itself."""
    bare = " ".join(YEAR_SAID.sub("", header).split()).strip(" –-")
    bare = re.sub(r"\s+–(?=\s+–)", "", bare)
    is_total = letters(subject) in map(letters, words_of("total"))
    of_unit = bool(bare) and (is_total or looks_like_units(subject) or bool(PLACE.match(subject)))
    return CAPTION.join(part for part in ("" if of_unit else subject, bare, caption) if part)


def _first_words(grid: Grid, *, row: int, columns: Iterable[int]) -> str:
    cells = (grid.at(row, column) for column in columns)
    texts = (normalise(cell.text).replace("\n", " ") for cell in cells if cell)
    return next((text for text in texts if text), "")


def _mostly(holds: Callable[[str], bool], grid: Grid, *, column: int, depth: int) -> bool:
    texts = [
        normalise(cell.text)
        for row in range(depth, grid.rows)
        if (cell := grid.at(row, column)) and normalise(cell.text)
    ]
    return bool(texts) and sum(holds(text) for text in texts) > len(texts) / 2
