"""What a heading over a table calls the rows below it: "Phần II. Các cuộc thanh tra"."""

import re

_LISTED = re.compile(
    r"""
    ^ (?: (?:phần|mục|phụ\s+lục|biểu) \s+ )? (?: [IVXLC]+ | [A-ZĐ] | \d+ (?:\.\d+)* )? [\s.:)/-]*
    (?: danh\s+mục (?:\s+các)? | các | những ) \s+
    (?P<noun> [^\W\d_]+ (?:\s+[^\W\d_]+){0,2}? ) (?: \s+ và \s .* | , .* )? $
    """,
    re.VERBOSE | re.IGNORECASE,
)


def noun_of_rows(heading: str) -> str:
    """The noun of a heading that lists its rows by it; "" where it lists none."""
    listed = _LISTED.match(heading.strip())
    return listed["noun"] if listed else ""
