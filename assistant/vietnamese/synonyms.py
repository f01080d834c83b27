"""Other words for the same thing, as people at offices say them."""

import re
from collections.abc import Mapping
from functools import cache

from assistant.vietnamese.text import syllables
from assistant.vietnamese.wordlist import read_table

Phrase = tuple[str, ...]


@cache
def groups() -> tuple[tuple[Phrase, ...], ...]:
    """Wordings that mean the same, the usual one first."""
    return tuple(
        tuple(syllables(wording) for wording in (usual, *others.split(";")) if wording.strip())
        for usual, others, *_ in read_table("synonyms")
    )


@cache
def _groups_by_phrase() -> Mapping[Phrase, tuple[tuple[Phrase, ...], ...]]:
    found: dict[Phrase, tuple[tuple[Phrase, ...], ...]] = {}
    for group in groups():
        for phrase in group:
            found[phrase] = (*found.get(phrase, ()), group)
    return found


@cache
def _longest() -> int:
    return max(map(len, _groups_by_phrase()))


@cache
def _acronyms() -> Mapping[str, str]:
    """Wordings in capitals, each with the words that it stands for."""
    return {
        wording: usual
        for usual, others, *_ in read_table("synonyms")
        for wording in map(str.strip, others.split(";"))
        if wording.isupper()
    }


@cache
def _acronym() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _acronyms()))})\b")


def acronyms_written_out(text: str) -> str:
    """ "AI" in capitals as the words that it stands for; in small letters "ai" asks who."""
    return _acronym().sub(lambda match: _acronyms()[match[0]], text)


def other_wordings(words: Phrase) -> tuple[tuple[Phrase, tuple[Phrase, ...]], ...]:
    """Phrases among the words, the longest at each place, with what else they are called."""
    known = _groups_by_phrase()
    found: list[tuple[Phrase, tuple[Phrase, ...]]] = []
    start = 0
    while start < len(words):
        ends = range(min(len(words), start + _longest()), start, -1)
        end = next((end for end in ends if words[start:end] in known), None)
        if end is None:
            start += 1
            continue
        phrase = words[start:end]
        others = dict.fromkeys(o for group in known[phrase] for o in group if o != phrase)
        found.append((phrase, tuple(others)))
        start = end
    return tuple(found)
