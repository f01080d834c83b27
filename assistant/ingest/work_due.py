"""The time limit of an assignment: in its clause, beside the work that it limits."""

import re

from assistant.domain.due import Due, DueKind
from assistant.vietnamese.due import FoundDue, find_dues, read_due
from assistant.vietnamese.text import spell

# What leads to a time limit at the end of a sentence and goes with it: "; hoàn thành trước ngày …".
BEFORE_DUE = re.compile(
    r"""
    [\s,;(–-]*
    (?: \b (?: và\s+ )? (?: (?:công\s+)?việc\s+ | nhiệm\s+vụ\s+ )?
        (?: phải\s+ | bảo\s+đảm\s+ | đảm\s+bảo\s+ )?
        (?: hạn\s+hoàn\s+thành | hoàn\s+thành | xong | hoàn\s+tất | kết\s+thúc
          | thời\s+(?:gian|hạn|điểm)(?:\s+[^\W\d]+){0,3}
          | ít\s+nhất | tối\s+thiểu | chậm\s+nhất | định\s+kỳ | thực\s+hiện )
        \s* (?: là | vào | xong )? [\s:]*
    )?
    [\s,;(–-]* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
FROM = re.compile(r"^(?:kể\s+)?từ\b", re.IGNORECASE)  # when it begins, not when it is to be done
SPANNED = re.compile(r"thời\ (?:gian|hạn)(?:\s+[^\W\d]+){0,3}[\s:]*$", re.VERBOSE | re.IGNORECASE)
PURPOSE = re.compile(r"^,?\s+(?:để|nhằm|phục vụ)\b")
CLAUSE_END = re.compile(r"^\W*$|^\s*\)?[,;.]")
DONE = re.compile(
    r"(?:báo cáo\s+(?=h[ằà]ng\b)"
    r"|(?:thời\s+(?:hạn|gian|điểm)|hạn)"
    r"(?:\s+(?:hoàn thành|trình|thực hiện|báo cáo|ban hành))?\s*:\s*"
    r"|(?:hoàn thành|thời hạn|thời gian|theo)\s+(?:xong\s+|là\s+)?(?=\D))?",
    re.IGNORECASE,
)
DAY_BEFORE = re.compile(
    r"(?:(?:định kỳ\s+)?(?:trước|vào)\s+(?:ngày\s+\d{1,2}|thứ\s+\w+|tuần\s+\w+)\s+(?:của\s+)?)?$",
    re.IGNORECASE,
)
LAST_TIME = re.compile(
    r"""
    (?<!\w) (?= (?P<time>
        (?: đến | hết | trong | trước | chậm\s+nhất ) \s (?=\w) [^,;%]{3,60}
        | vào \s (?= (?: ngày|thứ|tuần|tháng|quý|năm|mùa|dịp|đầu|giữa|cuối|hằng|mỗi|sáng|chiều
                      |kỳ|đợt|buổi|cuộc|phiên|trước|sau|khoảng|thời )\b | \d ) [^,;%]{3,60}
        | tại \s (?= (?: kỳ | phiên )\s+họp\b ) [^,;%]{6,80}
        | (?: định\s+kỳ\s+ )? (?: hằng | hàng | mỗi ) \s+ (?: ngày | tuần | tháng | quý | năm )
        | (?:kể\s+)? từ \s+ (?: (?:đầu|cuối|giữa) \s+ )?
          (?:ngày|tháng|quý|năm) \s+ [\dIVX/.]+ (?: \s+ năm \s+ \d+ )?
        | thường\s+xuyên
    ) $ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
DATED = re.compile(
    r"(?:(?:trước|vào|chậm nhất)\s+)?ngày\s+\d{1,2}[/.]\d{1,2}[/.]20\d\d", re.IGNORECASE
)
EVERY_FIRST = re.compile(
    r"(?P<time>(?:định kỳ\s+)?(?:hằng|hàng)\s+(?:tuần|tháng|quý|năm)"
    r"(?:(?:,|\s+và)\s+(?:(?:hằng|hàng)\s+)?(?:tuần|tháng|quý|6 tháng|năm))*)(?=[,\s])",
    re.IGNORECASE,
)
# "Tổ chức Ngày hội STEM (tháng 4/2026)."; a bare year may be of what stands before it
BRACKET_LAST = re.compile(r"\((?P<time>[^()]{3,60})\)\W*$")
PRECISE = (DueKind.DATE, DueKind.MONTH, DueKind.QUARTER, DueKind.RANGE, DueKind.RECURRING)
AFTER_DUE = re.compile(r"^[\s).;,/]*$")
RECURRING_GAP = 12  # letters between two reporting dates of one enumeration


def time_limit(text: str, *, year: int | None) -> FoundDue | None:
    """The time limit that a text states; several reporting dates in a row are one."""
    found = tuple(_whole(text, due, year=year) for due in find_dues(text, year=year))
    if not found:
        return _first_or_last(text, year=year)
    reports = [due for due in found if due.due.kind is DueKind.RECURRING]
    if len(reports) > 1:
        run = [reports[0]]
        for due in reports[1:]:
            if due.span[0] - run[-1].span[1] <= RECURRING_GAP:
                run.append(due)
        if len(run) > 1:
            span = (run[0].span[0], run[-1].span[1])
            return FoundDue(span, Due(text[slice(*span)], DueKind.RECURRING))
    if several := _of_several_reports(text, found):
        return several
    dated = [due for due in found if due.due.end]
    # The deadline of a sentence mostly ends it; a time in its middle is one of its steps.
    return dated[-1] if dated else found[-1]


def _of_several_reports(text: str, found: tuple[FoundDue, ...]) -> FoundDue | None:
    """ "báo cáo quý trước ngày 10 …; báo cáo năm trước ngày 20/11": no one day is the deadline."""
    begins = (0, *(due.span[1] for due in found))
    own = [
        due
        for begin, due in zip(begins, found, strict=False)
        if "báo cáo" in spell(text[begin : due.span[0]])
    ]
    if len(own) < 2:
        return None
    span = (own[0].span[0], own[-1].span[1])
    return FoundDue(span, Due(text[slice(*span)], DueKind.RECURRING))


def _first_or_last(text: str, *, year: int | None) -> FoundDue | None:
    """A time that opens or ends the text in words that only a whole cell would mostly say."""
    bracket = BRACKET_LAST.search(text)
    if bracket and (due := read_due(bracket["time"], year=year)).kind in PRECISE:
        return FoundDue(bracket.span("time"), due)
    ending = text.rstrip(" .;,/")
    for words in (EVERY_FIRST.match(text), *LAST_TIME.finditer(ending)):
        if words is not None:
            due = read_due(words["time"], year=year)
            if due.kind is not DueKind.UNSPECIFIED:
                return FoundDue(words.span("time"), due)
    return None


def _whole(text: str, found: FoundDue, *, year: int | None) -> FoundDue:
    """A time limit with "trước ngày 20" before "tháng cuối quý", without "hoàn thành"."""
    start, end = found.span
    if found.due.kind is DueKind.RECURRING and (day := DATED.search(text, start, end)):
        # "báo cáo 6 tháng trước ngày 10/6/2026, …": days with their year do not come again.
        return FoundDue(day.span(), read_due(day.group(), year=year))
    start += len(DONE.match(text[start:end]).group())  # type: ignore[union-attr] # it may be empty
    if found.due.kind is DueKind.RECURRING:
        start -= len(DAY_BEFORE.search(text[:start]).group())  # type: ignore[union-attr] # likewise
    if (start, end) == found.span:
        return found
    return FoundDue((start, end), read_due(text[start:end], year=year))


def without_due(work: str, found: FoundDue | None) -> str:
    """The work without a time limit that ends it or one of its clauses."""
    if found is None or work[slice(*found.span)] != found.due.words:
        return work
    start, end = found.span
    before, after = BEFORE_DUE.sub("", work[:start]), work[end:]
    spanned = SPANNED.search(work[:start])  # "thời gian từ ngày … đến ngày …" is no beginning
    if len(before.split()) < 2 or (FROM.match(found.due.words) and not spanned):
        return work
    if AFTER_DUE.match(after) or PURPOSE.match(after):
        return before
    # A time that opens a clause, or one of several, belongs to what is done then.
    opens = work[:start].rstrip().endswith((",", ";", "."))
    alone = found.due.kind is not DueKind.RECURRING and not DATED.search(after)
    return f"{before}{after}" if alone and not opens and CLAUSE_END.match(after) else work
