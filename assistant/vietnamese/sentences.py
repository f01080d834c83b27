"""Cutting running text into sentences that stand word for word in it."""

import re

from assistant.vietnamese.wordlist import read_words

# A full stop ends a sentence only before white space: "1.139", "12.30", "3.2" and "./." hold none.
STOP = re.compile(
    r"""
    (?: \./\. | [.!?…]+ )          # "./." closes the body of a document
    [”’"')\]»]*                    # a closing quote or bracket belongs to the sentence before
    (?= \s | $ )
    """,
    re.VERBOSE,
)
LINE = re.compile(r"[^\n]+")
# What stands before the stop when the stop is part of a mark: "1.", "1.2.", "IV.", "a.", "Điều 3."
MARK = re.compile(
    r"^\W*(?: (?:Điều|Mục|Khoản|Chương|Phần)\s+ )? [\dIVXLC.]+ \.$ | ^\W*\w\.$", re.VERBOSE
)
NEXT_SENTENCE = re.compile(r"""\s* [“‘"'(\[«-]* \s* (?P<first> \w )""", re.VERBOSE)
REASON = re.compile(r"\s*Lý do\s*:")  # "… Lý do: chờ vốn.": said of what stands before it
OPENING, CLOSING = "“‘([«", "”’)]»"
# A quotation or bracket longer than this was never closed: the text has a slip there.
LONGEST_ENCLOSURE = 400


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each a piece of it as printed; a line break ends one too."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends, without the white space around it."""
    spans = []
    for line in LINE.finditer(text):
        start = line.start()
        for stop in STOP.finditer(text, line.start(), line.end()):
            if _ends_sentence(text, start=start, stop=stop, line_end=line.end()):
                spans.append((start, stop.end()))
                start = stop.end()
        spans.append((start, line.end()))
    return tuple(trimmed for span in spans if (trimmed := _trim(text, span)))


def sentence_around(text: str, *, position: int) -> str:
    """The sentence that covers a position, or the whole text."""
    for start, end in sentence_spans(text):
        if start <= position < end:
            return text[start:end]
    return text


def _trim(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _ends_sentence(text: str, *, start: int, stop: re.Match[str], line_end: int) -> bool:
    following = NEXT_SENTENCE.match(text, stop.end(), line_end)
    if not following or following["first"].islower():
        return False
    if REASON.match(text, stop.end(), line_end):
        return False
    if stop.group() == "./.":
        return True
    before = text[start : stop.start() + 1].strip()
    if MARK.match(before) or before.rsplit(None, 1)[-1].lstrip(OPENING) in read_words(
        "dotted_abbreviations"
    ):
        return False
    if re.search(r"(?:^|[\s.(])[A-ZĐ]\.$", before):  # initials: "Nguyễn V. A."
        return False
    return not _enclosed(text[start : stop.end()])


def _enclosed(piece: str) -> bool:
    """Whether a quotation or bracket is still open at the end of the piece."""
    opened: list[int] = []
    for position, letter in enumerate(piece):
        if letter in OPENING:
            opened.append(position)
        elif letter in CLOSING and opened:
            opened.pop()
    if piece.count('"') % 2 and len(piece) - piece.rindex('"') < LONGEST_ENCLOSURE:
        return True
    return bool(opened) and len(piece) - opened[-1] < LONGEST_ENCLOSURE
