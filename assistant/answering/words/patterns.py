"""Phrase patterns: words, choices `(a|b c)`, parts that may be left out `(a)?`, a comma `,`.

A pattern is matched as it stands, not spelled out: "liệt kê (giúp)? (tôi|em)? …" would be
hundreds of thousands of phrases. Punctuation cuts a phrase, except where its pattern has a comma.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answering.words.tokens import Token, Tokens
from assistant.vietnamese.text import fold, spell

PIECE = re.compile(r"\(|\)\??|\||<[^>]+>\??|[^\s()|<>]+")

# What a word found by its letters alone, in a question that has diacritics elsewhere, says less.
EXACT, BY_LETTERS = 0, 1
Ends = dict[int, int]  # where a match may end, and how many of its words fit by letters alone


@dataclass(frozen=True, slots=True)
class Word:
    spelled: str
    folded: str

    def ends(self, tokens: Tokens, at: int) -> Ends:
        if at >= len(tokens.items):
            return {}
        token = tokens.items[at]
        if token.spelled == self.spelled:
            return {at + 1: EXACT}
        # "ban do" that is spelled out as "bản đồ" is no "ban đó".
        is_other = not token.is_plain or at in tokens.compounds
        return {} if is_other or token.folded != self.folded else {at + 1: BY_LETTERS}

    def firsts(self) -> tuple[frozenset[str], bool]:
        return frozenset((self.folded,)), False

    def words(self) -> frozenset[str]:
        return frozenset((self.spelled,))


@dataclass(frozen=True, slots=True)
class Comma:
    """A comma before the next word; it is no word itself."""

    def ends(self, tokens: Tokens, at: int) -> Ends:
        return {at: 0} if at < len(tokens) and tokens[at].after_break == "," else {}

    def firsts(self) -> tuple[frozenset[str], bool]:
        return frozenset(), True

    def words(self) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple["Pattern", ...]

    def ends(self, tokens: Tokens, at: int) -> Ends:
        reached: Ends = {at: 0}
        previous: Pattern | None = None
        for part in self.parts:
            following: Ends = {}
            for position, loose in reached.items():
                begins = position == at or isinstance(previous, Comma)
                is_cut = not begins and tokens.is_cut(position - 1, position + 1)
                for end, more in part.ends(tokens, position).items():
                    if end == position or not is_cut:
                        following[end] = min(following.get(end, 99), loose + more)
            if not following:
                return {}
            reached, previous = following, part
        return reached

    def firsts(self) -> tuple[frozenset[str], bool]:
        words: frozenset[str] = frozenset()
        for part in self.parts:
            more, may_skip = part.firsts()
            words |= more
            if not may_skip:
                return words, False
        return words, True

    def words(self) -> frozenset[str]:
        return frozenset().union(*(part.words() for part in self.parts))


@dataclass(frozen=True, slots=True)
class Choice:
    """Sequences by the first word that they may begin with."""

    by_first: Mapping[str, tuple["Pattern", ...]]
    is_optional: bool

    def ends(self, tokens: Tokens, at: int) -> Ends:
        reached: Ends = {at: 0} if self.is_optional else {}
        if at < len(tokens.items):
            for part in self.by_first.get(tokens.items[at].folded, ()):
                for end, loose in part.ends(tokens, at).items():
                    reached[end] = min(reached.get(end, 99), loose)
        return reached

    def firsts(self) -> tuple[frozenset[str], bool]:
        return frozenset(self.by_first), self.is_optional

    def words(self) -> frozenset[str]:
        parts = {id(p): p for found in self.by_first.values() for p in found}
        return frozenset().union(*(part.words() for part in parts.values()))


Pattern = Word | Comma | Sequence | Choice


def fits(token: Token, word: str) -> int | None:
    """How a token fits a word: as spelled, by its letters alone, or not."""
    if token.spelled == word:
        return EXACT
    if not token.is_plain or token.folded != fold(word):
        return None
    return BY_LETTERS


def compile_pattern(text: str, *, macros: Mapping[str, Pattern]) -> Pattern:
    """A pattern from its notation."""
    pieces = PIECE.findall(text)
    pattern, rest = read_choice(pieces, macros=macros)
    if rest:
        raise ValueError(f"unbalanced pattern: {text}")
    return pattern


def read_choice(
    pieces: list[str], *, macros: Mapping[str, Pattern], closing: bool = False
) -> tuple[Pattern, list[str]]:
    """Alternatives up to the end, or up to the closing bracket where one was opened."""
    options: list[list[Pattern]] = [[]]
    while pieces:
        piece, pieces = pieces[0], pieces[1:]
        if piece == "|":
            options.append([])
        elif piece == "(":
            part, pieces = read_choice(pieces, macros=macros, closing=True)
            options[-1].append(part)
        elif piece.startswith(")"):
            if not closing:
                raise ValueError("a bracket closes that was not opened")
            return choice(options, is_optional=piece == ")?"), pieces
        elif piece.startswith("<"):
            macro = macros[piece.strip("<>?")]
            optional = piece.endswith("?")
            options[-1].append(choice([[macro]], is_optional=True) if optional else macro)
        else:
            word = spell(piece)
            options[-1].append(Comma() if piece == "," else Word(word, fold(word)))
    return choice(options, is_optional=False), []


def choice(options: list[list[Pattern]], *, is_optional: bool) -> Pattern:
    """One alternative is a plain sequence."""
    parts = [one[0] if len(one) == 1 else Sequence(tuple(one)) for one in options if one]
    if len(parts) == 1 and not is_optional:
        return parts[0]
    by_first: dict[str, list[Pattern]] = {}
    for part in parts:
        for word in part.firsts()[0]:
            by_first.setdefault(word, []).append(part)
    return Choice({word: tuple(found) for word, found in by_first.items()}, is_optional)
