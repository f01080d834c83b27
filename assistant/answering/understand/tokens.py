"""A question cut into tokens that keep their place, their spelling and their folded form."""

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.vietnamese.text import fold, normalise, spell

# A number keeps its separators when digits stand on both sides: "15/12/2025", "1.139", "03/KH-SXD"
# stay one token, because half a date or half a number means something else.
TOKEN = re.compile(
    r"""
      \d+ (?: [.,/–-] \d+ )* (?: [/-] [^\W\d_] [\w]* (?: - [^\W_]+ )* )?   # 30/6, 1.139, 03/KH-SXD
    | [^\W_]+ (?: / [^\W\d_]+ )?                                           # words; "đ/c", "t/hiện"
    | %
    """,
    re.VERBOSE,
)
BREAK = re.compile(r"[.?!;:\n]|\s[-–—]\s|,")
# Under this share of letters with diacritics the writer types without them.
BARE_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number of a question."""

    text: str
    spelled: str
    folded: str
    start: int  # in the normalised question
    end: int
    after_break: str = ""  # the punctuation between it and the token before

    @property
    def is_plain(self) -> bool:
        """Whether it bears no diacritics; it may still be spelled right ("so", "ban")."""
        return self.spelled == self.folded

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_number(self) -> bool:
        return self.text[:1].isdigit()


@dataclass(frozen=True)
class Tokens:
    """A question's tokens; `is_bare` where its writer leaves the diacritics out."""

    text: str
    items: tuple[Token, ...]

    @cached_property
    def is_bare(self) -> bool:
        words = [t for t in self.items if t.text.isalpha() and len(t.text) > 1]
        marked = sum(not t.is_plain for t in words)
        return bool(words) and marked <= BARE_SHARE * len(words)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> Token:
        return self.items[index]

    def words(self, start: int, end: int) -> str:
        """The question's own words from token `start` up to `end`."""
        if start >= end:
            return ""
        return self.text[self.items[start].start : self.items[end - 1].end]

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that a stretch of characters covers."""
        held = [i for i, t in enumerate(self.items) if t.start < end and t.end > start]
        return (held[0], held[-1] + 1) if held else (0, 0)


def tokenise(question: str) -> Tokens:
    """Cuts a question; every token knows its characters, so that a span can be shown again."""
    text = normalise(question)
    items: list[Token] = []
    last = 0
    for match in TOKEN.finditer(text):
        between = BREAK.findall(text[last : match.start()])
        word = match.group()
        items.append(
            Token(
                word, spell(word), fold(word), match.start(), match.end(), "".join(between).strip()
            )
        )
        last = match.end()
    return Tokens(text, tuple(items))
