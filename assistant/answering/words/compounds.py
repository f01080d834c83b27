"""Words of several syllables that everybody writes (data/compounds.tsv)."""

from collections.abc import Iterator
from functools import lru_cache

from assistant.answering.words.telling import attracts
from assistant.answering.words.tokens import Tokens
from assistant.vietnamese.text import spell
from assistant.vietnamese.wordlist import read_words

LONGEST_COMPOUND = 3


def known_compounds(tokens: Tokens) -> Iterator[int]:
    """The syllables of words that everybody writes, whatever they mean alone: "giao tiếp"."""
    for start, end in spans(tokens):
        yield from range(start, end)


def is_within(tokens: Tokens, at: int) -> bool:
    """Whether such a word goes on there: "biên | phòng chủ trì"."""
    return any(start < at < end for start, end in spans(tokens))


def spans(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Where such words stand."""
    spelled = [token.spelled for token in tokens.items]
    for start in range(len(spelled)):
        for end in range(start + 2, start + LONGEST_COMPOUND + 1):
            known = tuple(spelled[start:end]) in compound_words()
            if known and not tokens.is_cut(start, end) and not is_torn(tokens, start, end):
                yield start, end


def is_torn(tokens: Tokens, start: int, end: int) -> bool:
    """ "về | nước sạch", "thiên tai | trong": an end of it belongs to the word beside it."""
    pairs = ((start - 1, start), (end - 1, end))
    return any(
        attracts(tokens[first], tokens[second])
        for first, second in pairs
        if first >= 0 and second < len(tokens) and not tokens.is_cut(first, second + 1)
    )


@lru_cache(maxsize=1)
def compound_words() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(spell(word).split()) for word in read_words("compounds"))
