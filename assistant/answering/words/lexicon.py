"""Tables of phrases with what they mean, and finding them in a question.

A table has the columns `phrase`, `meaning`, `weight`, `english`. Phrases are patterns (see
`patterns.py`); `<name>` stands for the line of the same file whose meaning is `= name`. Lines
that begin with `#` are comments.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.answering.words.patterns import Pattern, compile_pattern
from assistant.answering.words.tokens import Tokens
from assistant.vietnamese.text import fold, syllables

DATA = Path(__file__).resolve().parent.parent / "data"
# A phrase found by its letters alone, in a question that has diacritics elsewhere, says less.
LOOSE_WEIGHT = 0.85


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table."""

    pattern: Pattern
    meaning: str
    weight: float


@dataclass(frozen=True, slots=True)
class Found:
    """An entry as it stands in a question."""

    start: int
    end: int
    meaning: str
    weight: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by the folded words that they may begin with."""

    entries: dict[str, tuple[Entry, ...]]

    def find(self, tokens: Tokens) -> tuple[Found, ...]:
        """Every entry that stands in the question; the best of each span and meaning."""
        best: dict[tuple[int, int, str], float] = {}
        for start, token in enumerate(tokens.items):
            for entry in self.entries.get(token.folded, ()):
                for end, loose in entry.pattern.ends(tokens, start).items():
                    share = share_of(tokens, length=end - start, loose=loose)
                    if end > start and share:
                        key = (start, end, entry.meaning)
                        best[key] = max(best.get(key, 0.0), entry.weight * share)
        return tuple(Found(s, e, m, w) for (s, e, m), w in best.items())


def share_of(tokens: Tokens, *, length: int, loose: int) -> float:
    """How far a match is believed."""
    if not loose:
        return 1.0
    # A lone word is the word that it was typed or restored as: "ban" is no "bạn".
    if length == 1:
        return 0.0
    if tokens.is_bare:
        return LOOSE_WEIGHT
    return LOOSE_WEIGHT if loose < length else 0.0


@lru_cache(maxsize=1)
def words_of_tables() -> frozenset[str]:
    """Every word of the tables of phrases: these are right as they are."""
    found: frozenset[str] = frozenset()
    for path in sorted(DATA.glob("*.tsv")):
        if header(path.name)[:2] != ("phrase", "meaning"):
            continue
        entries = load(path.name).entries.values()
        found = found.union(*(e.pattern.words() for some in entries for e in some))
    return found


def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a table, without comments and its header."""
    return _lines(name)[1:]


@lru_cache(maxsize=32)
def phrases_of(role: str, *, table: str) -> tuple[str, ...]:
    """The phrases that a table of words and their roles gives a role, several on a line."""
    return tuple(
        phrase for words, given, *_ in rows(table) if given == role for phrase in words.split(";")
    )


@lru_cache(maxsize=32)
def words_of(*roles: str, table: str) -> frozenset[str]:
    """The words of the phrases of some roles, one by one and without diacritics."""
    told = (phrase for role in roles for phrase in phrases_of(role, table=table))
    return frozenset(fold(word) for phrase in told for word in syllables(phrase))


def header(name: str) -> tuple[str, ...]:
    """The names of a table's columns."""
    return _lines(name)[0]


def _lines(name: str) -> tuple[tuple[str, ...], ...]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    cells = [tuple(c.strip() for c in line.split("\t")) for line in lines if line.strip()]
    return tuple(c for c in cells if not c[0].startswith("#"))


@lru_cache(maxsize=64)
def load(name: str) -> Lexicon:
    """The lexicon of one table."""
    macros: dict[str, Pattern] = {}
    entries: dict[str, list[Entry]] = {}
    for phrase, meaning, *rest in rows(name):
        pattern = compile_pattern(phrase, macros=macros)
        if meaning.startswith("="):
            macros[meaning[1:].strip()] = pattern
            continue
        entry = Entry(pattern, meaning, float(rest[0]) if rest and rest[0] else 1.0)
        for word in pattern.firsts()[0]:
            entries.setdefault(word, []).append(entry)
    return Lexicon({first: tuple(found) for first, found in entries.items()})
