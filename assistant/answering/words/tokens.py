"""A question cut into tokens that keep their place, their spelling and their folded form."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.vietnamese.spelling import bare_words
from assistant.vietnamese.statistics import statistics
from assistant.vietnamese.text import fold, normalise, spell

# A number keeps its separators when digits stand on both sides: "15/12/2025", "1.139", "03/KH-SXD"
# stay one token, because half a date or half a number means something else.
TOKEN = re.compile(
    r"""
      \d+[A-ZĐa-z](?!\w)                                                    # 5G, 4C
    | \d+ (?: [.,/–-] \d+ )* (?: [/-] [^\W\d_] [\w]* (?: [/-] [^\W_]+ )* )? # 03/KH-SXD, 57-NQ/TW
    | [^\W_]+ (?: / [^\W\d_]+ )?                                           # words; "đ/c", "t/hiện"
    | %
    """,
    re.VERBOSE,
)
# From this share of its uses on a word without diacritics is believed, in a question with some.
AS_TYPED = 0.6
# A full stop without a space after it joins: "P.KHTC", "nq57.vn".
# "P. Kinh tế", "TP. Huế": a letter or two that shorten what follows end no sentence.
BREAK = re.compile(r"(?<!\b[A-ZĐ])(?<!\bT[PX])[.](?=\s)|[?!;:\n]|\s[-–—+]\s|,")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number of a question."""

    text: str
    spelled: str
    folded: str
    start: int  # in the normalised question
    end: int
    after_break: str = ""  # the punctuation between it and the token before
    is_plain: bool = False  # typed without diacritics; it may be right so ("so", "ban")

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_number(self) -> bool:
        return self.text[:1].isdigit()


@dataclass(frozen=True, slots=True)
class Tokens:
    """A question's tokens; `is_bare` where its writer leaves the diacritics out."""

    text: str
    items: tuple[Token, ...]
    is_bare: bool = False
    # Small words that the store's documents write as a part of a word: "chung" in "chung cư".
    compounds: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> Token:
        return self.items[index]

    @property
    def spelled(self) -> str:
        """All of the question in one spelling, without its punctuation."""
        return " ".join(token.spelled for token in self.items)

    def words(self, start: int, end: int) -> str:
        """The question's own words from token `start` up to `end`."""
        if start >= end:
            return ""
        return self.text[self.items[start].start : self.items[end - 1].end]

    def is_cut(self, start: int, end: int) -> bool:
        """Whether punctuation stands within a stretch of tokens."""
        return any(token.after_break for token in self.items[start + 1 : end])

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that a stretch of characters covers."""
        held = [i for i, t in enumerate(self.items) if t.start < end and t.end > start]
        return (held[0], held[-1] + 1) if held else (0, 0)


@lru_cache(maxsize=4096)
def is_meant_so(word: str) -> bool:
    """Whether a word without diacritics is mostly right so: "trong", and hardly "trống"."""
    general = statistics()
    alike = sum(general.count(other) for other in general.by_fold.get(word, ()))
    return general.count(word) > AS_TYPED * alike > 0


def tokenise(question: str, *, typed: str = "") -> Tokens:
    """Cuts a question; every token knows its characters, so that a span can be shown again.

    Where a question was typed without diacritics, those that it has been given are a guess:
    its tokens count as plain, and tables match them by their letters too.
    """
    text = normalise(question)
    bare = bare_tokens(text, normalise(typed) if typed else text)
    items: list[Token] = []
    last = 0
    for index, match in enumerate(TOKEN.finditer(text)):
        between = BREAK.findall(text, last, match.start())
        word = match.group()
        spelled, folded = spell(word), fold(word)
        items.append(
            Token(
                word,
                spelled,
                folded,
                match.start(),
                match.end(),
                "".join(between).strip(),
                bare[index] or (spelled == folded and not is_meant_so(folded)),
            )
        )
        last = match.end()
    return Tokens(text, tuple(items), any(bare))


def bare_tokens(text: str, typed: str) -> tuple[bool, ...]:
    """Of each token of a mended text, whether it was typed without diacritics."""
    count = len(TOKEN.findall(text))
    bare = bare_words(TOKEN.findall(typed))
    # Mending parts words that were run together: then it counts what most were.
    return bare if len(bare) == count else (2 * sum(bare) > len(bare),) * count
