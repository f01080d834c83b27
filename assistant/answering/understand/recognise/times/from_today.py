"""Times told from today: "tuần sau", "ba tháng tới", "cuối quý", "trước tết"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from assistant.answering.understand.recognise.times.parts_of_a_year import (
    REL,
    ROMAN,
    YEAR,
    N,
    month_window,
    months_from,
    number,
    pattern,
    quarter_window,
    shift,
    year_of,
)
from assistant.answering.words.lexicon import rows
from assistant.domain.due import Window

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
