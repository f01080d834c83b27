"""Times named in a question, reckoned from the day on which it is asked."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from assistant.answering.understand.meanings import InWindow, Reading
from assistant.answering.words.lexicon import rows
from assistant.answering.words.telling import word_set
from assistant.answering.words.tokens import Tokens
from assistant.domain.due import Window
from assistant.vietnamese.text import fold

NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "gieng": 1, "chap": 12,
}  # fmt: skip
TEN = "muoi"
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# "15", "mười lăm", "hai mươi", "ba"
UNIT = r"(?:mot|hai|ba|bon|tu|nam|sau|bay|tam|chin)"
N = rf"(?:\d{{1,3}}|(?:{UNIT}\ )?muoi(?:\ (?:{UNIT}|lam)\b)?|{UNIT})"

# Patterns stand on the question in lower case without diacritics, so that one way of writing
# serves all; what each is meant to catch stands beside it. The longest reading wins.
REL = r"(?: nay | sau | toi | ngoai | truoc | qua | vua\ roi | vua\ qua )"  # "năm ngoái"
YEAR = rf"""(?: \s* (?: / | - | ,?\s*nam ) \s* (?P<year> 20\d\d )        # "/2025", "năm 2025"
             | \s+ (?P<bare> 20\d\d )                                  # "quý III 2025"
             | \s+ (?P<rel> nam\s+ {REL} )                              # "năm sau"
           )?"""


def pattern(text: str) -> re.Pattern[str]:
    """A pattern in its long form."""
    return re.compile(text, re.VERBOSE)


RELATIVE = pattern(REL)

DATE = pattern(
    r"""(?: ngay\s+ )?
    (?: (?P<d> \d{1,2} ) [/.-] (?P<m> \d{1,2} ) (?: [/.-] (?P<y> 20\d\d | \d\d ) )?  # 15/12/2025
      | (?: ngay | mung | hom ) \s+ (?P<d2> \d{1,2} )                                # ngày 15
        \s+ thang \s+ (?P<m2> \d{1,2} ) (?: ,? \s* (?: nam | / ) \s* (?P<y2> 20\d\d ) )?
    ) (?! [\d/] )"""
)
MONTH = pattern(
    rf"""thang \s+ (?P<m> {N} | gieng | chap | {REL} )  # tháng 9
    (?! \d | \s+ (?: dau | cuoi ) \b ) {YEAR} (?: \s+ nay )?                        # tháng 11 này
    | (?<! [\d/] ) (?P<m2> \d{{1,2}} ) / (?P<y2> 20\d\d )"""  # 9/2025
)
QUARTER = pattern(  # "quý III, IV"
    rf"""quy \s+ (?P<q> iv | i{{1,3}} | [1-4] | mot | hai | ba | bon | tu | {REL} ) \b
    (?: \s* (?: , | va | - | den ) \s* (?: quy\s+ )? (?P<q2> iv | i{{1,3}} | [1-4] ) \b )?
    {YEAR}"""
)
HALF = pattern(
    rf"""(?: (?P<n> {N} ) \s+ thang | nua ) \s+ (?P<part> dau | cuoi ) (?: \s+ cua )? \s+ nam
    (?: \s+ (?P<bare2> 20\d\d | {REL} ) )?"""  # 6 tháng đầu năm
)
# "năm tới", and no "trong 5 năm tới"
YEAR_ALONE = pattern(rf"(?: nam\s+ )? (?P<y> 20\d\d ) \b | (?<! \d\s ) nam \s+ (?P<rel> {REL} ) \b")
YEARS = pattern(
    r"""(?: giai\ doan\s+ | nam\s+ | tu\s+ (?: nam\s+ )? )? (?P<a> 20\d\d )  # giai đoạn 2025 -
    \s* (?: - | – | den | toi ) \s* (?: nam\s+ )? (?P<b> 20\d\d )"""
)
WEEK = pattern(rf"tuan \s+ (?P<w> {REL} ) (?: \s+ nua )?")
DAY = pattern(r"hom\s+nay | ngay\s+mai | hom\s+qua | ngay\s+kia | ngay\s+mot\b | mai\b")
SPAN = pattern(
    rf"""(?: trong\s+ )? (?: vong\s+ )? (?P<n> {N} ) \s+ (?P<unit> ngay | tuan | thang )
    (?: \s+ lam\s+viec )? \s+ (?: sap\s+ )? (?: toi | nua | sau | tiep\s+theo | ke\s+tiep )"""
)
EDGE = pattern(
    rf"""(?: dip\s+ )? (?P<edge> cuoi | dau | giua ) \s+ (?P<of> tuan | thang | quy | nam )
    (?: \s+ (?P<what> {REL} | iv | i{{1,3}} | 20\d\d | \d{{1,2}} ) )? {YEAR}"""
)
TET = pattern(
    r"(?: truoc | sau | den | toi | dip | trong )? \s* tet (?: \s+nguyen\s+dan | \s+am\s+lich )?"
)
SOON = pattern(
    r"sap\s+(?: toi | den ) (?: \s+han )? | gan\s+(?: toi | den )\s+han | sap\s+het\s+han"
)
ENDING = pattern(
    r"""het \s+ (?P<of> tuan | thang | quy | nam ) (?: \s+ nay )?  # "hết năm": the one that runs
    (?! \s+ (?: \d | nay | sau | toi | truoc | ngoai | iv\b | i{1,3}\b | ngay | mot | hai ) )"""
)
SOON_DAYS = 30
DAYS_FROM_NOW = {"qua": -1, "nay": 0, "mai": 1, "kia": 2, "mot": 2}
WRITING = word_set("ghi đề")
OF_DUES = word_set(
    "hạn thời gian điểm mốc ngày là vào đúng rõ chung xong phải hoàn thành đến tới trong lộ trình"
    " tiến độ ở cột cuối chót"
)
EXACTLY = "đúng"
SAID_TO_BE = (("thời", "gian", "là"), ("thời", "hạn", "là"))
WRITTEN_REACH, SAID, AGAINST = 6, 0.3, 0.6


def read_times(tokens: Tokens, *, as_of: date) -> Iterator[Reading]:
    """Windows of time, with "trước", "sau", "từ … đến" taken in."""
    text = fold_in_place(tokens.text)
    found: list[tuple[int, int, Window, float]] = []
    without_year: set[tuple[int, int]] = set()
    for pattern, read, weight in READERS:
        for match in pattern.finditer(text):
            window = read(match, as_of, as_of.year)
            if window is None or not is_meant(tokens, match, pattern):
                continue
            found.append((match.start(), match.end(), window, weight))
            if read(match, as_of, as_of.year - 1) != window:
                without_year.add(match.span())
    joined = ranges(text, found, without_year)
    for start, end, window, weight in [*found, *joined, *from_now(text, found, as_of)]:
        span = tokens.at(start, end)
        words = tokens.text[start:end]
        is_year = YEAR_ALONE.fullmatch(text[start:end].strip()) is not None
        is_day = window.start is not None and window.start == window.end
        says = is_written(tokens, before=span[0]) or (is_day and is_exact(tokens, at=span[0]))
        within = {(a, b) for a, b, *_ in found if start <= a and b <= end}
        is_open = bool(within) and within <= without_year
        meaning = InWindow(window, words, says, is_year and not says, without_year=is_open)
        yield Reading(*span, meaning, weight + SAID * says)
        yield from bounded(tokens, meaning, span=span, weight=weight)


def is_written(tokens: Tokens, *, before: int) -> bool:
    """ "ghi hạn 6/2025", "để thời gian là năm 2025": a verb of writing just before."""
    own = tuple(token.spelled for token in tokens.items[max(0, before - 3) : before])
    if own in SAID_TO_BE:
        return True
    for index in range(before - 1, max(-1, before - WRITTEN_REACH), -1):
        if tokens[index].spelled in WRITING:
            return True
        # "ghi nhật ký điện tử năm 2026": something else is written
        if tokens[index + 1].after_break or tokens[index].spelled not in OF_DUES:
            return False
    return False


def is_exact(tokens: Tokens, *, at: int) -> bool:
    """ "hạn đúng 30/6/2026": that day, and no quarter that ends on it."""
    return at > 0 and tokens[at - 1].spelled == EXACTLY


def fold_in_place(text: str) -> str:
    """Folded, every letter in its place, so that matches tell where they stand."""
    folded = "".join(f if len(f := fold(c)) == 1 else " " for c in text)
    return folded.replace("\n", " ")


def is_meant(tokens: Tokens, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Whether the letters are that word where the question bears diacritics: "quy", "tuân"."""
    if tokens.is_bare:
        return True
    own = tokens.text[match.start() : match.end()].lower()
    heads = {"thang": "tháng", "quy": "quý", "tuan": "tuần", "tet": "tết", "ngay": "ngày"}
    for folded, spelled in heads.items():
        if folded in match.group().split() and spelled not in own:
            return folded in own  # typed without its tone beside words that have theirs
    return pattern is not DAY or "mai" not in match.group() or "ngày" in own or own == "mai"


def number(words: str) -> int:
    if words.isdigit():
        return int(words)
    tens, ten, units = words.partition(TEN)
    if not ten:
        return NUMBERS.get(words, 0)
    return NUMBERS.get(tens.strip(), 1) * 10 + NUMBERS.get(units.strip(), 0)


def year_of(match: re.Match[str], as_of: date, default: int) -> int:
    """The year that a time is said with, or the one that it has to mean."""
    groups = match.groupdict()
    said = groups.get("year") or groups.get("bare")
    if said:
        return int(said)
    if rel := groups.get("rel"):
        return as_of.year + shift(rel.partition(" ")[2].strip())
    return default


def shift(word: str) -> int:
    return {"nay": 0, "sau": 1, "toi": 1}.get(word, -1)


def month_window(year: int, month: int) -> Window | None:
    if not 1 <= month <= 12:
        return None
    return Window(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def months_from(year: int, month: int, months: int) -> tuple[int, int]:
    total = year * 12 + month - 1 + months
    return total // 12, total % 12 + 1


def quarter_window(year: int, first: int, last: int) -> Window | None:
    if not 1 <= first <= last <= 4:
        return None
    end = date(year, last * 3, monthrange(year, last * 3)[1])
    return Window(date(year, first * 3 - 2, 1), end)


def on_date(match: re.Match[str], as_of: date, default: int) -> Window | None:
    day = int(match["d"] or match["d2"])
    month = int(match["m"] or match["m2"])
    said = match["y"] or match["y2"]
    year = default if not said else int(said) if len(said) == 4 else 2000 + int(said)
    try:
        meant = date(year, month, day)
    except ValueError:
        return None
    return Window(meant, meant)


def in_month(match: re.Match[str], as_of: date, default: int) -> Window | None:
    if match["m2"]:
        return month_window(int(match["y2"]), int(match["m2"]))
    word = match["m"]
    if RELATIVE.fullmatch(word):
        if word == "sau" and match["year"]:
            return month_window(int(match["year"]), 6)
        return month_window(*months_from(as_of.year, as_of.month, shift(word)))
    return month_window(year_of(match, as_of, default), number(word))


def in_quarter(match: re.Match[str], as_of: date, default: int) -> Window | None:
    word = match["q"]
    if RELATIVE.fullmatch(word):
        year, month = months_from(as_of.year, as_of.month, 3 * shift(word))
        return quarter_window(year, (month + 2) // 3, (month + 2) // 3)
    first = ROMAN.get(word) or number(word)
    second = match["q2"]
    last = (ROMAN.get(second) or number(second)) if second else first
    return quarter_window(year_of(match, as_of, default), first, last)


def in_half(match: re.Match[str], as_of: date, default: int) -> Window | None:
    said = match["bare2"] or ""
    year = int(said) if said.isdigit() else as_of.year + shift(said) if said else default
    months = number(match["n"]) if match["n"] else 6
    if not 1 <= months < 12:
        return None
    if match["part"] == "dau":
        return Window(date(year, 1, 1), date(year, months, monthrange(year, months)[1]))
    return Window(date(year, 13 - months, 1), date(year, 12, 31))


def in_year(match: re.Match[str], as_of: date, default: int) -> Window | None:
    year = int(match["y"]) if match["y"] else as_of.year + shift(match["rel"])
    return Window(date(year, 1, 1), date(year, 12, 31))


def in_years(match: re.Match[str], as_of: date, default: int) -> Window | None:
    first, last = int(match["a"]), int(match["b"])
    return Window(date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def in_week(match: re.Match[str], as_of: date, default: int) -> Window | None:
    monday = as_of - timedelta(days=as_of.weekday()) + timedelta(weeks=shift(match["w"]))
    return Window(monday, monday + timedelta(days=6))


def on_day(match: re.Match[str], as_of: date, default: int) -> Window | None:
    day = as_of + timedelta(days=DAYS_FROM_NOW[match.group().split()[-1]])
    return Window(day, day)


def to_end(match: re.Match[str], as_of: date, default: int) -> Window | None:
    if match["of"] == "nam":
        return Window(date(as_of.year, 1, 1), date(as_of.year, 12, 31))
    if match["of"] == "quy":
        quarter = (as_of.month + 2) // 3
        return quarter_window(as_of.year, quarter, quarter)
    if match["of"] == "thang":
        return month_window(as_of.year, as_of.month)
    monday = as_of - timedelta(days=as_of.weekday())
    return Window(monday, monday + timedelta(days=6))


def in_span(match: re.Match[str], as_of: date, default: int) -> Window | None:
    count, unit = number(match["n"]), match["unit"]
    if unit == "thang":
        year, month = months_from(as_of.year, as_of.month, count)
        end = date(year, month, min(as_of.day, monthrange(year, month)[1]))
    else:
        end = as_of + timedelta(days=count * (7 if unit == "tuan" else 1))
    return Window(as_of, end)


def at_edge(match: re.Match[str], as_of: date, default: int) -> Window | None:
    """ "cuối quý", "đầu năm 2026": a third of it for years, the last day's month for quarters."""
    whole = edge_whole(match, as_of, default)
    if whole is None or whole.start is None or whole.end is None:
        return None
    start, end, edge = whole.start, whole.end, match["edge"]
    length = (end - start).days + 1
    if match["of"] == "quy":
        third = month_window(end.year, {"dau": start, "cuoi": end}.get(edge, start).month)
        return third if edge != "giua" else month_window(start.year, start.month + 1)
    if match["of"] == "nam":
        # The end of a year is its last quarter, as plans mean it: "cuối năm" is due on 31/12.
        quarter = {"dau": 1, "cuoi": 4}.get(edge)
        if quarter:
            return quarter_window(start.year, quarter, quarter)
        return Window(date(start.year, 5, 1), date(start.year, 8, 31))
    third_days = timedelta(days=length // 3)
    if edge == "dau":
        return Window(start, start + third_days)
    return (
        Window(end - third_days, end)
        if edge == "cuoi"
        else Window(start + third_days, end - third_days)
    )


def edge_whole(match: re.Match[str], as_of: date, default: int) -> Window | None:
    of, what = match["of"], match["what"] or "nay"
    if of == "nam":
        # "cuối năm" alone is of the year of asking, or of the plan meant
        meant = as_of.year + shift(what) if match["what"] else default
        year = int(what) if what.isdigit() else year_of(match, as_of, meant)
        return Window(date(year, 1, 1), date(year, 12, 31)) if year > 1900 else None
    if of == "tuan":
        monday = as_of - timedelta(days=as_of.weekday()) + timedelta(weeks=shift(what))
        return Window(monday, monday + timedelta(days=6))
    year = year_of(match, as_of, default)
    if of == "thang":
        if what.isdigit():
            return month_window(year, int(what))
        return month_window(*months_from(as_of.year, as_of.month, shift(what)))
    quarter = ROMAN.get(what) or (int(what) if what.isdigit() else 0)
    if quarter:
        return quarter_window(year, quarter, quarter)
    year, month = months_from(as_of.year, as_of.month, 3 * shift(what))
    return quarter_window(year, (month + 2) // 3, (month + 2) // 3)


def before_tet(match: re.Match[str], as_of: date, default: int) -> Window | None:
    coming = next((day for day in new_years() if day >= as_of), None)
    if coming is None:
        return None
    if match.group().startswith("sau"):
        return Window(coming, None)
    return Window(as_of, coming - timedelta(days=1))


def new_years() -> tuple[date, ...]:
    """First days of the lunar years."""
    return tuple(date.fromisoformat(cells[0]) for cells in rows("lunar_new_years.tsv"))


def soon(match: re.Match[str], as_of: date, default: int) -> Window | None:
    return Window(as_of, as_of + timedelta(days=SOON_DAYS))


Reader = Callable[[re.Match[str], date, int], Window | None]
# Each with how surely it is a time: a bare year may be a part of a name, "đến" and "cuối" of other
# words. Set by hand on the open questions; only their order is sure.
READERS: tuple[tuple[re.Pattern[str], Reader, float], ...] = (
    (DATE, on_date, 1.0),
    (MONTH, in_month, 1.0),
    (QUARTER, in_quarter, 1.0),
    (HALF, in_half, 1.0),
    (YEARS, in_years, 0.8),
    (YEAR_ALONE, in_year, 0.6),
    (WEEK, in_week, 1.0),
    (DAY, on_day, 0.9),
    (SPAN, in_span, 1.0),
    (ENDING, to_end, 0.6),
    (EDGE, at_edge, 0.9),
    (TET, before_tet, 0.9),
    (SOON, soon, 0.7),
)

JOINED = re.compile(r"\s*(?:den|toi|-|–)\s*(?:het\s+|nay\s+)?")
FROM = re.compile(r"(?:bat\s+dau\s+|ke\s+)?tu(?:\s+ngay)?\s+$")
BEFORE = re.compile(
    r"(?:truoc|cham\s+nhat|han\s+chot|muon\s+nhat|khong\s+qua)(?:\s+(?:ngay|het|la|vao))*\s*$"
)
EARLIER = re.compile(r"som\s+hon(?:\s+ngay)?\s*$")
UNTIL = re.compile(r"(?:den|toi|den\s+het|het|tinh\s+den)\s*(?:ngay\s+)?$")
ONLY_THEN = re.compile(r"\s+moi\b")
# "từ năm 2026 trở đi", "tháng 6 trở về trước": said behind the time
ONWARD = re.compile(r"\s+(?:tro\s+(?:di|len|lai|ve\s+sau)|ve\s+sau)\b")
BACKWARD = re.compile(r"\s+(?:tro\s+)?ve\s+truoc\b")
LASTING = re.compile(r"keo\s+dai\s+(?:den|toi|cho\s+den)\s*(?:het\s*)?(?:ngay\s+)?$")
# "thứ Sáu 26/3" is that day, and no time after it.
PAST = "qua "
AFTER = re.compile(r"(?:(?<!\bthu )sau|qua|(?:muon|tre|xa|lau)\s+hon)(?:\s+ngay)?\s*$")


NOW = pattern(r"(?: ke\s+ | tinh\s+ )? tu\s+ (?: nay | hom\s+nay | bay\s+gio | gio | bay\s+chu )")


def from_now(
    text: str, found: list[tuple[int, int, Window, float]], as_of: date
) -> Iterator[tuple[int, int, Window, float]]:
    """ "từ nay tới hết năm": only with an end is it a time; else it may be an order."""
    for now in NOW.finditer(text):
        for start, end, last, weight in found:
            if JOINED.fullmatch(text[now.end() : start]) and last.end and last.end >= as_of:
                yield now.start(), end, Window(as_of, last.end), max(weight, 1.0)


def ranges(
    text: str,
    found: list[tuple[int, int, Window, float]],
    without_year: set[tuple[int, int]],
) -> Iterator[tuple[int, int, Window, float]]:
    """ "từ tháng 3 đến tháng 6", "từ 22/3 đến 26/3/2027": two times joined, of one year where only
    one of them says it.
    """
    for start, end, first, weight in found:
        for start2, end2, second, _ in found:
            if start2 <= end or not JOINED.fullmatch(text[end:start2]):
                continue
            begins, ends = first.start, second.end
            if begins and ends and (start2, end2) not in without_year:
                begins = in_same_year(begins, ends) if (start, end) in without_year else begins
            elif begins and ends and (start, end) not in without_year:
                ends = in_same_year(ends, begins)
            if begins and ends and begins <= ends:
                begin = FROM.search(text[:start])
                yield begin.start() if begin else start, end2, Window(begins, ends), weight


def in_same_year(day: date, other: date) -> date:
    """A day in the year of another day; the last of February may be another one there."""
    last = monthrange(other.year, day.month)[1]
    return day.replace(year=other.year, day=min(day.day, last))


def bounded(
    tokens: Tokens, time: InWindow, *, span: tuple[int, int], weight: float
) -> Iterator[Reading]:
    """A time with "trước", "đến", "sau" before it opens the window on one side."""
    window = time.window
    start = tokens[span[0]].start
    head = fold_in_place(tokens.text[:start])
    tail = fold_in_place(tokens.text[tokens[span[1] - 1].end :])
    for behind, bound in (
        (ONWARD, Window(window.start, None)),
        (BACKWARD, Window(None, window.end)),
    ):
        if match := behind.match(tail):
            begin = FROM.search(head)
            end = tokens[span[1] - 1].end + match.end()
            first, last = tokens.at(begin.start() if begin else start, end)
            words = tokens.text[tokens[first].start : end]
            meaning = InWindow(bound, words, without_year=time.without_year)
            yield Reading(first, last, meaning, weight)
    for pattern, opened in (
        (BEFORE, before(window)),
        (EARLIER, Window(None, window.start - timedelta(days=1)) if window.start else None),
        (UNTIL, Window(None, window.end)),
        (LASTING, window),  # "kéo dài đến hết 31/5": that day is the last, and none before it
        (FROM, Window(window.start, None)),  # "từ 01/10": that day too
        (AFTER, Window(window.end + timedelta(days=1), None) if window.end else None),
    ):
        match = pattern.search(head)
        if pattern is UNTIL and ONLY_THEN.match(tail):
            opened = window  # "tới 2027 mới phải xong"
        if match and pattern is AFTER and match.group() == PAST and window.start != window.end:
            opened = window  # "qua tháng 4 có việc nào": in that month, though "qua 30/4" is after
        if match and opened:
            first = tokens.at(match.start(), start)[0]
            words = tokens.text[match.start() : start] + time.words
            meaning = InWindow(opened, words, without_year=time.without_year)
            # "xong sớm hơn 31/12" sets nothing against anything.
            yield Reading(first, span[1], meaning, weight + AGAINST * ("hon" in match.group()))


def before(window: Window) -> Window | None:
    """ "trước 30/6" takes that day in; "trước tháng 9" ends with August."""
    if window.start is None or window.end is None:
        return None
    if window.start == window.end:
        return Window(None, window.end)
    return Window(None, window.start - timedelta(days=1))
