"""Words that look like a time limit and are none: times of day, dates of laws, names of plans.

Works on text in lower case with one tone placement, as `spelled` gives it.
"""

import re

from assistant.vietnamese.dates import DAY_WORD, MONTH_WORD, YEAR_WORD
from assistant.vietnamese.text import spell

_HOURS = re.compile(
    r"""(?:lúc\s+)? (?<!\d)\d{1,2}\s*
        (?: (?:h|g)\s*\d{2}(?!\d)                                  # "17h00"
          | (?:h|g|giờ)(?!\w) (?:\s*\d{1,2}(?![\d/.-])\s*(?:phút|p)?)? )\s*,?   # "17 giờ 30 phút"
      | (?:hết\s+giờ\s+(?:làm\s+việc|hành\s+chính)|(?:buổi\s+)?(?:sáng|chiều))(?=\s*ngày)""",
    re.VERBOSE,
)
_LAW_DATE = re.compile(
    rf"""(?: số\s*:?\s* (?=\S*[\d/])\S+ (?:\s*[-/]\s*\S+)*\s+       # "số 57-NQ/TW ", "số /KH-SXD "
           | luật\s[^.;,\n]{{0,80}}? )
        ,?\s*{DAY_WORD}\s*[…._]*\s*
        (?: \d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*\d{{4}}         # "22/12/2024"
          | (?:\d{{1,2}}\s*)?{MONTH_WORD}\s*\d{{1,2}}\s*(?:{YEAR_WORD}\s*|/\s*)\d{{4}} )""",
    re.VERBOSE,
)
# "theo Kế hoạch năm 2026 của UBND tỉnh": the year belongs to the paper's name
_NAMED_BY_YEAR = re.compile(
    rf"""theo\s[^;.\n]{{0,60}}?(?:kế\shoạch|chương\strình|quyết\sđịnh|nghị\squyết|dự\stoán)
        \s[^;.,\n]{{0,80}}?{YEAR_WORD}\s*\d{{4}}""",
    re.VERBOSE,
)


def blank(match: re.Match[str]) -> str:
    """As many spaces as the match has letters: places in the text stay what they are."""
    return " " * len(match[0])


def without_hours(text: str) -> str:
    """Times of day blanked out: the day is what counts."""
    return _HOURS.sub(blank, text)


def without_law_dates(text: str) -> str:
    """Dates that belong to the name of a law or plan blanked out."""
    return _NAMED_BY_YEAR.sub(blank, _LAW_DATE.sub(blank, text))


def spelled(text: str) -> str:
    """Lower case in one spelling, letter for letter, so that places in it hold in `text`."""
    one_spelling = spell(text)
    if len(one_spelling) == len(text):
        return one_spelling
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
