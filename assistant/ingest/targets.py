"""Targets (chỉ tiêu) in sentences and tables: what, how much, by when, for whom.

"Tỷ lệ … đạt tối thiểu 70%" is a target; "trên 40% doanh nghiệp có …" names its subject behind the
figure. A table of targets has figures below headers and a name at the head of each row.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from assistant.domain.document import Target
from assistant.ingest.layout import Grid
from assistant.ingest.passages import column_headers, header_depth
from assistant.ingest.structure import Element, ElementKind, Structure
from assistant.vietnamese.sentences import sentence_spans
from assistant.vietnamese.text import letters, normalise, spell
from assistant.vietnamese.wordlist import read_table

FIGURE = r"\d+ (?: [.,/]\d+ )* (?: \s* [-–] \s* \d+ (?: [.,]\d+ )* )?"
PERIOD = re.compile(
    r"""
    (?: (?: đến | trong | vào | hết | từ )\s+ (?: hết\s+ | cuối\s+ | đầu\s+ )? )?
    (?: ngày\s+\d{1,2}[/.]\d{1,2}[/.]\d{4} | \d{1,2}/\d{1,2}/\d{4}
      | (?: cuối\s+ )? năm\s+20\d\d (?: \s*[-–]\s*20\d\d )?
      | giai\s+đoạn\s+20\d\d\s*[-–]\s*20\d\d | 20\d\d\s*[-–]\s*20\d\d
      | quý\s+(?:IV|I{1,3}|[1-4])(?:/20\d\d)? | tháng\s+\d{1,2}/20\d\d
      | (?: 0?6\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+20\d\d)? ) )
    | (?: hằng | hàng ) \s+ năm
    """,
    re.VERBOSE | re.IGNORECASE,
)
NUMERIC = re.compile(rf"^\W*(?:{FIGURE})\s*(?:%|[^\W\d]{{1,12}})?\W*$", re.VERBOSE)
YEAR = re.compile(r"\b20\d\d\b")
MEASURE_HEADERS = ("đơn vị tính", "đvt", "đơn vị đo")
TOTALS = ("tổng cộng", "tổng số", "cộng", "toàn tỉnh")
COUNTERS = ("stt", "tt", "số tt", "số thứ tự")
COUNTED = re.compile(r"(?:tỷ lệ|tỉ lệ|mức độ|chỉ số|số lượng)\b(?!.*\b(?:tỷ lệ|tỉ lệ|mức độ)\b).*")
LONGEST_NAME = 25  # words: what stands so far before a figure is no longer its name
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
        spell(word) in spell(" ".join(element.section_path)) for word in _words("section")
    )
    text = normalise(element.body.replace("\n", " "))
    carried = ""
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        for clause in _clauses(sentence):
            if period := PERIOD.search(clause):
                carried = period.group()
            for target in targets_of_clause(clause, in_section=in_section):
                yield Target(
                    name=target.name,
                    value=target.value,
                    measure=target.measure,
                    period=normalise(target.period or carried or _period_above(element)),
                    quote=sentence,
                    place=element.place,
                )


def targets_of_clause(clause: str, *, in_section: bool) -> Iterator[Target]:
    """The targets that one clause states; outside sections of targets only a bound makes one."""
    for match in _value().finditer(clause):
        percent = match["measure"] == "%"
        bound = bool(match["bound"] or match["after"])
        if not (bound or (percent and in_section)) or _is_date(clause, match):
            continue
        if not in_section and not percent and not match["reach"]:
            continue
        name = _name(clause, match)
        if not name:
            continue
        period = PERIOD.search(clause)
        value = normalise(" ".join(filter(None, (match["bound"], match["figure"]))))
        value += "%" if percent else f" {match['measure']}" if match["measure"] else ""
        value += f" {match['after']}" if match["after"] else ""
        yield Target(
            name=name,
            value=value,
            measure=match["measure"] or "",
            period=period.group() if period else "",
        )


def _clauses(sentence: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in CLAUSE.split(sentence) if piece.strip())


def _name(clause: str, match: re.Match[str]) -> str:
    """What the figure is of: the words before it, or else those behind it."""
    before = PERIOD.sub("", clause[: match.start()]).strip(" ,.:;–-(")
    behind = PERIOD.sub("", clause[match.end() :]).strip(" ,.;:)")
    before = _leading().sub("", before).strip(" ,")
    if len(before.split()) > 1:
        if len(before.split()) > LONGEST_NAME and (counted := COUNTED.search(before)):
            before = counted.group()
        return " ".join(before.split()[-LONGEST_NAME:])
    return " ".join(behind.split()[:LONGEST_NAME])


def _is_date(clause: str, match: re.Match[str]) -> bool:
    """Whether the figure is part of a date or of a document's number."""
    around = clause[max(0, match.start() - 12) : match.end() + 8]
    return bool(
        re.search(r"\d/\d{1,4}\b|\bsố\s+\d+\s*[-/]", around)
        or re.search(r"\b(?:ngày|tháng|năm|quý|số)\s*$", clause[: match.start("figure")])
    )


def _period_above(element: Element) -> str:
    for heading in reversed(element.headings):
        if period := PERIOD.search(heading.body):
            return period.group()
    return ""


def _words(role: str) -> tuple[str, ...]:
    found = (word for word, given, *_ in read_table("target_words") if given == role)
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _value() -> re.Pattern[str]:
    """A figure with what bounds it and what it counts: "đạt từ 98% trở lên"."""
    return re.compile(
        rf"""
        (?: (?<!\w) (?P<reach> {_either("reach")} ) \s+ )?
        (?: (?<!\w) (?P<bound> {_either("bound")} ) \s+ )?
        (?<![\w.,/]) (?P<figure> {FIGURE} ) (?![\w/]) (?!\.\d)
        \s* (?P<measure> % | (?: {_either("measure")} ) (?!\w) )?
        (?: \s+ (?P<after> {_either("after")} ) (?!\w) )?
        """,
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _leading() -> re.Pattern[str]:
    """Words at a name's head that belong to the striving: "Phấn đấu tỷ lệ …"."""
    return re.compile(
        r"^(?:(?:phấn đấu|bảo đảm|đảm bảo|duy trì|nâng|hoàn thành|thực hiện|có)(?:\s+|$))+",
        re.IGNORECASE,
    )


def _either(role: str) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in _words(role))


# Tables


def targets_of_grid(grid: Grid, *, caption: str) -> Iterator[Target]:
    """The figures of a table: each row's name, each column's header, the figure between them."""
    depth = header_depth(grid)
    headers = column_headers(grid, depth=depth)
    figures = tuple(c for c in range(grid.columns) if _is_figures(grid, column=c, depth=depth))
    figures = tuple(c for c in figures if letters(headers[c]) not in map(letters, COUNTERS))
    names = tuple(c for c in range(grid.columns) if c not in figures)
    if not depth or not figures or not names:
        return
    for row in range(depth, grid.rows):
        subject, measure = _subject(grid, row=row, columns=names, headers=headers)
        for column in figures:
            cell = grid.at(row, column)
            value = normalise(cell.text) if cell else ""
            if cell is None or not NUMERIC.match(value) or not subject:
                continue
            year = YEAR.search(headers[column])
            yield Target(
                name=_figure_name(headers[column], subject=subject, caption=caption),
                value=value,
                measure=measure or ("%" if "%" in headers[column] else ""),
                period=year.group() if year else "",
                subject=subject,
                quote=value,
                place=cell.place,
            )


def _figure_name(header: str, *, subject: str, caption: str) -> str:
    """A column of years says nothing of what is counted: the row's own name does."""
    bare = YEAR.sub("", re.sub(r"(?i)\bnăm\b", "", header)).strip(" –-")
    return " – ".join(part for part in (bare, subject if not bare else "", caption) if part)


def _subject(
    grid: Grid, *, row: int, columns: Iterable[int], headers: tuple[str, ...]
) -> tuple[str, str]:
    """The words of a row's name, and its unit of measure where a column says it."""
    words: list[str] = []
    measure = ""
    for column in columns:
        cell = grid.at(row, column)
        text = normalise(cell.text).replace("\n", " ") if cell else ""
        key = letters(headers[column])
        if any(letters(header) in key for header in MEASURE_HEADERS):
            measure = text
        elif text and key not in map(letters, COUNTERS) and text not in words:
            words.append(text)
    return (words[0] if words else ""), measure


def _is_figures(grid: Grid, *, column: int, depth: int) -> bool:
    texts = [
        normalise(cell.text)
        for row in range(depth, grid.rows)
        if (cell := grid.at(row, column)) and normalise(cell.text)
    ]
    return bool(texts) and sum(bool(NUMERIC.match(text)) for text in texts) > len(texts) / 2
