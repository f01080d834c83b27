"""Figures that a clause strives for: of what, how much, by when.

"Tỷ lệ … đạt tối thiểu 70%", "trên 40% doanh nghiệp có …", "Trồng mới 1.200 ha rừng".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from assistant.domain.document import Target
from assistant.ingest.assigning_words import begins_with_verb
from assistant.vietnamese.text import normalise, spell
from assistant.vietnamese.wordlist import read_table

# A figure or a span of two: 5% đến 10%.
FIGURE = r"""\d+ (?: [.,/]\d+ )*
    (?: \s* %? \s* (?: [-–] | đến ) \s* (?!20\d\d) \d+ (?: [.,]\d+ )* (?![/\d]) )?"""
PERIOD = re.compile(
    r"""
    (?: (?: đến | trong | vào | hết | từ | trước )\s+ (?: hết\s+ | cuối\s+ | đầu\s+ )? )?
    (?: ngày\s+\d{1,2}[/.]\d{1,2}[/.]\d{4} | \d{1,2}/\d{1,2}/\d{4}
      | (?: cuối\s+ )? năm\s+20\d\d (?: \s*[-–]\s*20\d\d )?
      | giai\s+đoạn\s+20\d\d\s*[-–]\s*20\d\d | 20\d\d\s*[-–]\s*20\d\d
      | quý\s+(?:IV|I{1,3}|[1-4])(?:/20\d\d)? | tháng\s+\d{1,2}/20\d\d
      | (?: 0?6\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+20\d\d)? ) )
    | (?: hằng | hàng ) \s+ năm
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "so với năm 2025", "so với cùng kỳ năm 2025": what the figure is compared with
COMPARED = re.compile(r"so\s+với(?:\s+\w+){0,3}\s*$", re.VERBOSE | re.IGNORECASE)
# "nằm trong nhóm 10 tỉnh dẫn đầu", "đứng thứ 5 cả nước"
PLACED = re.compile(
    r"""
    ^ (?P<name> .{8,120}? ) \s+
    (?: nằm\s+trong | thuộc | vào | trong | (?:đứng|xếp)(?:\s+trong)? ) \s+
    (?P<value> (?: nhóm | tốp | top | thứ | hạng | vị\s+trí\s+thứ ) \s+ \d+ [^;.]* )
    """,
    re.VERBOSE | re.IGNORECASE,
)
COUNTED = re.compile(r"(?:tỷ lệ|tỉ lệ|mức độ|chỉ số|số lượng)\b(?!.*\b(?:tỷ lệ|tỉ lệ|mức độ)\b).*")
LONGEST_NAME = 25  # words: what stands so far before a figure is no longer its name
SHORT_VERB = 5  # words before a figure that only say what is done: "Trồng mới 1.200 ha rừng"
OPEN_BRACKET = re.compile(r"\s*\([^()]*$")
COMPARISON = re.compile(r"(?:so\ với|tính\ trên|tương\ ứng)\b", re.VERBOSE)
# "cơ sở có từ 200 suất ăn mỗi ngày trở lên": which ones are meant
CONDITION = re.compile(r"[^,;]*\b(?:trở\ lên|trở\ xuống)\b(?P<more>\s+\w+)?", re.VERBOSE)
# What is done to the things counted behind the figure: "tạo việc làm cho 12.000 lao động".
OPEN_END = re.compile(r"\b(?:cho|tại|ở|với|của|thêm|được|từ|mới|về|trên|có)$")
MANY = re.compile(r"^(?:nghìn|ngàn|vạn|triệu|tỷ)\s+", re.VERBOSE)
CHANGED = ("xuống", "lên", "còn", "xuống còn", "lên đến")
TURNS = ("tăng", "giảm")
TIMES = ("ngày", "tháng", "giờ", "phút")  # how long a thing takes, unless a bound is set
AGE = "tuổi"  # "trẻ em dưới 5 tuổi" names who is meant


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure and the words that stand around it alone."""

    match: re.Match[str]
    before: str
    behind: str

    @property
    def reach(self) -> str:
        return spell(self.match["reach"] or "")

    @property
    def measure(self) -> str:
        return normalise(self.match["measure"] or "")

    def value(self, *, turn: str = "") -> str:
        """The figure as printed, with its bound and what it is measured in."""
        match = self.match
        words = normalise(" ".join(filter(None, (turn, match["bound"], match["figure"]))))
        words += self.measure if self.measure.startswith("%") else f" {self.measure}"
        return f"{words.strip()} {match['after'] or ''}".strip()


def targets_of_clause(clause: str, *, in_section: bool, named: str = "") -> Iterator[Target]:
    """The targets that one clause states; outside sections of targets only a bound makes one.

    `named` is what the clause before spoke of: "… đạt 50% đến 30/6, đạt 100% đến 31/12".
    """
    if in_section and (placed := PLACED.match(clause)):
        value = normalise(_without_periods(placed["value"])).strip(" ,")
        yield Target(name=_shortened(placed["name"]), value=value, period=period_in(clause))
        return
    for figure in _figures(clause, in_section=in_section):
        name = _name(figure, named=named)
        if not name:
            continue
        # "đạt 1.250 tỷ đồng, tăng 12%": the second figure says which way the first one went
        turn = figure.reach if name == named and figure.reach in TURNS else ""
        period = period_in(figure.before) or period_in(figure.behind) or period_in(clause)
        yield Target(
            name=name, value=figure.value(turn=turn), measure=figure.measure, period=period
        )
        named = name


def period_in(words: str) -> str:
    """The time by which or in which a figure holds."""
    return next((found.group() for found in _periods(words)), "")


def _periods(words: str) -> Iterator[re.Match[str]]:
    return (m for m in PERIOD.finditer(words) if not COMPARED.search(words[: m.start()]))


def _without_periods(words: str) -> str:
    for found in reversed(tuple(_periods(words))):
        words = f"{words[: found.start()]} {words[found.end() :]}"
    return " ".join(words.split())


# Figures and their words


def _figures(clause: str, *, in_section: bool) -> Iterator[_Figure]:
    """The figures of a clause, each with its own words: between two the last comma parts them."""
    told = tuple(_told(clause, in_section=in_section))
    before = clause[: told[0][0]] if told else ""
    for (_, match), after in zip_longest(told, told[1:]):
        gap = clause[match.end() : after[0] if after else len(clause)]
        left, comma, right = gap.rpartition(",") if after else (gap, "", "")
        if after and not comma and not before.strip():
            left, right = gap, ""  # "95% công chức và 80% doanh nghiệp"
        yield _Figure(match, before=before, behind=left)
        before = right


def _told(clause: str, *, in_section: bool) -> Iterator[tuple[int, re.Match[str]]]:
    """Each figure striven for and where it begins: that of "từ 20 ngày xuống còn 14" at "từ"."""
    begin: int | None = None
    matches = [m for m in _value().finditer(clause) if not _is_name(clause, m)]
    for match, after in zip_longest(matches, matches[1:]):
        start = match.start() if begin is None else begin
        if after is not None and _is_left_behind(clause, match, after):
            begin = start
            continue
        begin = None
        if _is_aside(clause, match):
            continue
        if _is_target(match, in_section=in_section):
            yield start, match


def _is_aside(clause: str, match: re.Match[str]) -> bool:
    """A figure in brackets ("năm 2022 (47 vụ)"), or one that only says which ones are meant."""
    told = clause[: match.start()]
    bracketed = told.count("(") > told.count(")")
    if bracketed and not (match["bound"] or match["reach"] or match["measure"] == "%"):
        return True
    if spell(match["bound"] or "") != "từ" or match["after"] or not _plain(told):
        return False
    condition = CONDITION.match(clause, match.end())
    return condition is not None and bool(condition["more"] or spell(match["reach"] or "") == "có")


def _is_left_behind(clause: str, match: re.Match[str], after: re.Match[str]) -> bool:
    """The first figure of "giảm từ 20 ngày xuống còn 14 ngày"."""
    between = clause[match.end() : after.start()].strip()
    changed = spell(after["reach"] or after["bound"] or "") in CHANGED
    return changed and not between and spell(match["bound"] or "") == "từ"


def _is_target(match: re.Match[str], *, in_section: bool) -> bool:
    """Whether a figure is striven for: it has a bound, or stands where targets are told."""
    measure, reach = spell(match["measure"] or ""), match["reach"]
    if "/" in match["figure"] and measure not in _counted_nouns():
        return False  # "8/8 chỉ tiêu", but no "30/6"
    if measure == AGE and not reach:
        return False
    if match["bound"] or match["after"]:
        return in_section or bool(measure.startswith("%") or reach)
    if not in_section or not measure:
        return False
    return measure.startswith("%") or bool(reach) or measure not in TIMES


def _is_name(clause: str, match: re.Match[str]) -> bool:
    """Whether the figure is part of a date, or of a document's, street's or phone's number."""
    begin, end = match.span("figure")
    if any(found.start() <= begin < found.end() for found in PERIOD.finditer(clause)):
        return True
    return bool(
        re.search(r"\b(?:ngày|tháng|năm|quý|số|Điều|điều|khoản|điểm|tầng)\s*:?\s*$", clause[:begin])
        or re.match(r"\s*[-/]\s*[A-ZĐ]|/20\d\d", clause[end:])
    )


# Names


def _name(figure: _Figure, *, named: str) -> str:
    """What the figure is of: the words before it, those behind it, or both around it."""
    before = _plain(_without_periods(figure.before))
    behind = OPEN_BRACKET.sub("", _without_periods(figure.behind).strip(" ,.;:)"))
    noun = MANY.sub("", figure.measure)
    if spell(noun) in _counted_nouns():
        goes_on = figure.behind.lstrip().startswith(",")  # "30 phường, xã"
        behind = f"{noun}{', ' if goes_on and behind else ' '}{behind}".strip()
    if not before and named and _says_no_name(figure, behind):
        return named
    if not before:
        return " ".join(behind.split()[:LONGEST_NAME])
    if named and before.startswith("của ") and " của " in named:
        return f"{named.rpartition(' của ')[0]} {before}"  # "…, của doanh nghiệp từ 90%"
    if figure.reach == "có":
        return _shortened(f"{before} có {behind}")
    words = len(before.split())
    is_verb = words < 3 or (words <= SHORT_VERB and begins_with_verb(before))
    if not figure.reach and (is_verb or OPEN_END.search(before)):
        return _shortened(f"{before} {behind}")
    return _shortened(before)


def _says_no_name(figure: _Figure, behind: str) -> bool:
    """Whether the words behind a figure name nothing: "tăng 12% so với năm 2025", "đạt 100%"."""
    if COMPARISON.match(behind):
        return True
    return (
        bool(figure.reach) and figure.reach not in TURNS and len(behind.split()) < 3
    ) or not behind


def _plain(words: str) -> str:
    return _leading().sub("", words.strip(" ,.:;–-(")).strip(" ,")


def _shortened(words: str) -> str:
    """A name no longer than a name: of a long sentence the part that names what is counted."""
    words = _plain(words)
    if len(words.split()) > LONGEST_NAME and (counted := COUNTED.search(words)):
        words = counted.group()
    return " ".join(words.split()[-LONGEST_NAME:])


# Words


@cache
def _value() -> re.Pattern[str]:
    """A figure with what bounds it and what it counts: "đạt từ 98% trở lên"."""
    unit = rf"(?: (?:nghìn|ngàn|vạn|triệu|tỷ)\s+ )? (?: {_either('measure', 'noun')} ) (?!\w)"
    return re.compile(
        rf"""
        (?: (?<!\w) (?P<reach> {_either("reach")} ) \s+ )?
        (?: (?<!\w) (?P<bound> {_either("bound")} ) \s+ )?
        (?<![\w.,/]) (?P<figure> {FIGURE} ) (?![\w/]) (?!\.\d)
        \s* (?P<measure> (?: % | {unit} )
                 (?: \s* / \s* (?: {_either("measure", "noun", "per")} ) (?!\w) ){{0,2}} )?
        (?: \s+ (?P<after> {_either("after")} ) (?!\w) )?
        """,
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _figure_alone() -> re.Pattern[str]:
    """A cell that is nothing but a figure: "12,5%", "≥ 85.000", "trên 10", "Tối thiểu 15"."""
    return re.compile(
        rf"""^\W* (?: (?: {_either("bound")} )\s+ )? (?: {FIGURE} )
        \s* (?: % | [^\W\d]{{1,12}} )? (?: \s+ (?: {_either("after")} ) )? \W*$""",
        re.VERBOSE | re.IGNORECASE,
    )


def is_figure(words: str) -> bool:
    """Whether a cell's words are a figure and nothing else."""
    return _figure_alone().match(words) is not None


def is_measure(words: str) -> bool:
    """Whether a cell's words are what figures are measured in."""
    return spell(words) in {"%", *map(spell, (*words_of("measure"), *words_of("noun")))}


@cache
def _leading() -> re.Pattern[str]:
    """Words at a name's head that belong to the striving: "Phấn đấu tỷ lệ …"."""
    return re.compile(
        r"^(?:(?:phấn đấu|bảo đảm|đảm bảo|duy trì|nâng|hoàn thành|thực hiện|có|trong đó|và)"
        r"(?:\s+|$))+",
        re.IGNORECASE,
    )


@cache
def _counted_nouns() -> frozenset[str]:
    return frozenset(map(spell, words_of("noun")))


def words_of(role: str) -> tuple[str, ...]:
    """The words of one role, as target_words.tsv tells them."""
    return tuple(word for word, given, *_ in read_table("target_words") if given == role)


def _either(*roles: str) -> str:
    words = sorted((word for role in roles for word in words_of(role)), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
