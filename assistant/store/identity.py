"""When two files are one document."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.domain.document import ParsedDocument
from assistant.vietnamese.text import letters, syllables

SAME_TITLE = 0.9
SAME_TEXT = 0.6  # of runs of five syllables; two readings of one text share 0.8 and more
RUN = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document of the same organization, as far as it tells whether a file is one of its."""

    id: str
    number: str
    issued: str
    kind: str
    title: str
    text: str


def find_same(parsed: ParsedDocument, held: Iterable[Candidate]) -> str | None:
    """The held document that this file is of: by number and date, or by nearly the same text."""
    document = parsed.document
    issued = document.issued_on.isoformat() if document.issued_on else document.issued_words
    text = "\n".join(passage.text for passage in parsed.passages)
    new = Candidate("", document.number, issued, document.kind, document.title, text)
    return next((old.id for old in held if is_same(old, new)), None)


def is_same(old: Candidate, new: Candidate) -> bool:
    """Whether the two are one document; their organization is the same."""
    if has_number(old.number) and has_number(new.number):
        return letters(old.number) == letters(new.number) and _dates_agree(old, new)
    # A draft's blank number and date say nothing, so the words decide. Of two with the same kind
    # and month the title is enough: that is how a plan and its retelling as a sample are one.
    if not _dates_agree(old, new):
        return False
    same_title = _alike(old.title, new.title) >= SAME_TITLE and old.kind == new.kind
    return same_title or shared(old.text, new.text) >= SAME_TEXT


def has_number(number: str) -> bool:
    """Whether the number is filled in: "03/KH-SXD" is, "/KH-SXD" is not."""
    return number[:1].isdigit()


def shared(a: str, b: str) -> float:
    """The share of runs of syllables that two texts have in common."""
    left, right = _runs(a), _runs(b)
    return len(left & right) / max(1, min(len(left), len(right)))


def _dates_agree(old: Candidate, new: Candidate) -> bool:
    return not old.issued or not new.issued or old.issued == new.issued


def _alike(a: str, b: str) -> float:
    return SequenceMatcher(None, letters(a), letters(b), autojunk=False).ratio()


def _runs(text: str) -> set[tuple[str, ...]]:
    words = syllables(text)
    return {words[i : i + RUN] for i in range(len(words) - RUN + 1)}
