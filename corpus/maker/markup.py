"""The few marks that a text in a source may hold: `**bold**`, `{+inserted+}`, `{-deleted-}`."""

import re
from dataclasses import dataclass
from typing import Literal

Change = Literal["", "inserted", "deleted"]

MARK = re.compile(
    r"""
      \*\* (?P<bold> .+? ) \*\*            # **Điều 1.**
    | \{\+ (?P<inserted> .*? ) \+\}        # {+Phòng Nội vụ+}: typed in while changes were tracked
    | \{-  (?P<deleted> .*? )  -\}         # {-Văn phòng-}: struck out
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that looks the same throughout."""

    text: str
    bold: bool = False
    change: Change = ""


def spans(text: str) -> tuple[Span, ...]:
    """Cut a text at its marks."""
    found: list[Span] = []
    at = 0
    for match in MARK.finditer(text):
        if match.start() > at:
            found.append(Span(text[at : match.start()]))
        found.append(_marked(match))
        at = match.end()
    if at < len(text) or not found:
        found.append(Span(text[at:]))
    return tuple(found)


def plain(text: str) -> str:
    """The text as it stands once every tracked change is accepted, on one line."""
    kept = "".join(span.text for span in spans(text) if span.change != "deleted")
    return " ".join(kept.split())


def _marked(match: re.Match[str]) -> Span:
    if match["bold"] is not None:
        return Span(match["bold"], bold=True)
    if match["inserted"] is not None:
        return Span(match["inserted"], change="inserted")
    return Span(match["deleted"], change="deleted")
