"""The marks that items and rows begin with, and how text goes on behind a broken line."""

import re

LIST_MARK = re.compile(
    r"""
    (?P<dash> [-–−+•*●▪◦‣➢✓] ) (?= \s* [^\W\d_] | \s+ )           # "- Sở Nội vụ", "+ Báo cáo"
    | (?P<number> \(? \d{1,2} (?: \.\d{1,2} )* [.)] ) (?= \s )    # "1. ", "2.1. ", "(3) "
    | (?P<letter> \(? [a-zđ] [.)] ) (?= \s )                      # "a) ", "đ. "
    """,
    re.VERBOSE,
)
# A row's mark alone in its cell: "12", "1.2", "II.", "A", "a)", "3.1.2"
ROW_MARK = re.compile(
    r"""
    \(? (?: \d{1,3} (?: \.\d{1,3} )* | [IVXLC]{1,7} (?: [.-]\d{1,3} )* | [A-ZĐa-zđ] ) [.)]?
    """,
    re.VERBOSE,
)
ENDS_ITEM = re.compile(r"[.;:!?…][\"”’)\]]*$")

_CODE_TAIL = re.compile(r"(?:^|\s)\S*[\dA-ZĐ]$")  # "Nghị quyết số 57": a code may go on behind it
_CODE_HEAD = re.compile(r"[-–/][\dA-ZĐ]")  # "-NQ/TW"
_CUT_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{1,3}$|\b\d{1,2}/\d{1,3}$")


# "Quý II / I/2026": a numeral that a narrow cell cut
_CUT_QUARTER = re.compile(r"\b[Qq]u[ýí]\s+I{1,2}$")
_CUT_QUARTER_REST = re.compile(r"[IV]{1,2}(?:\s*[/-]\s*20\d\d|\s+năm|$)")
_CUT_MONTH = re.compile(
    r"(?<![\d/])\d{1,2}/(?P<first>[01])$"
)  # "10/0": a narrow cell cut "10/06/2026"
_CUT_MONTH_REST = re.compile(r"(?P<last>\d)/(?:19|20)\d\d(?!\d)")


def joint(before: str, after: str) -> str:
    """What stands between two lines of one paragraph: a space, or nothing within a word."""
    if not before or not after:
        return ""
    ends_open = len(before) > 1 and before[-1] in "-–/" and before[-2].isalnum()
    if ends_open and after[0].isalnum():
        return ""
    if _CODE_TAIL.search(before) and _CODE_HEAD.match(after):
        return ""
    if _CUT_QUARTER.search(before) and _CUT_QUARTER_REST.match(after):
        return ""
    month, rest = _CUT_MONTH.search(before), _CUT_MONTH_REST.match(after)
    if month and rest and 1 <= int(month["first"] + rest["last"]) <= 12:
        return ""
    if _CUT_DATE.search(before) and (digits := re.match(r"\d+", after)):
        year = before.rpartition("/")[2] + digits.group()
        return "" if len(year) == 4 and year.startswith(("19", "20")) else " "
    return " "
