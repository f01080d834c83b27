"""Provinces and cities, old and new, with every way in which people write them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.words.lexicon import rows
from assistant.domain.vocabulary import Vocabulary
from assistant.vietnamese.statistics import statistics
from assistant.vietnamese.text import fold, syllables
from assistant.vietnamese.wordlist import read_table


@dataclass(frozen=True, slots=True)
class Province:
    name: str
    now: str
    spellings: tuple[tuple[str, ...], ...]


def held_places(
    vocabulary: Vocabulary,
) -> Iterable[tuple[tuple[str, ...], frozenset[str]]]:
    """Provinces with the documents that are held of them."""
    found: dict[str, set[str]] = {}
    for document in vocabulary.documents:
        if document.organization.province:
            found.setdefault(document.organization.province, set()).add(document.id)
    for name, documents in found.items():
        if len(syllables(name)) > 1:
            yield syllables(name), frozenset(documents)


def initials_of_places(vocabulary: Vocabulary) -> Iterable[str]:
    """ "đl", "đlắk": a province whose plans are held, shortened, with its strokes or without."""
    for document in vocabulary.documents:
        name = document.organization.province or ""
        letters = "".join(word[0] for word in syllables(name))
        yield from {fold_or(word) for word in (letters, *blends(name)) for fold_or in (str, fold)}


@lru_cache(maxsize=1)
def provinces() -> tuple[Province, ...]:
    """Every province, old and new."""
    others = {cells[0]: cells[1].split("|") for cells in rows("province_aliases.tsv")}
    return tuple(
        Province(
            name, now or name, tuple(map(syllables, (name, *others.get(name, ()), *blends(name))))
        )
        for name, _, now, *_ in read_table("provinces")
    )


def blends(name: str) -> Iterable[str]:
    """ "qbình" for "Quảng Bình": of two syllables the first by its letter, if that is no word."""
    first, *others = syllables(name) or ("",)
    blend = first[:1] + "".join(others)
    return (blend,) if len(others) == 1 and not statistics().by_fold.get(fold(blend)) else ()


def with_held_provinces(
    vocabulary: Vocabulary,
) -> Mapping[str, tuple[tuple[tuple[str, ...], Province], ...]]:
    """Every province by its first word, with those that documents bear and no table lists."""
    found = dict(provinces_by_first())
    listed = {province.name for province in provinces()}
    held = {d.organization.province for d in vocabulary.documents} - listed - {None, ""}
    for name in sorted(filter(None, held)):
        words = syllables(name)
        first = fold(words[0])
        found[first] = (*found.get(first, ()), (words, Province(name, name, (words,))))
    return found


@lru_cache(maxsize=1)
def provinces_by_first() -> Mapping[str, tuple[tuple[tuple[str, ...], Province], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Province]]] = {}
    for province in provinces():
        for words in province.spellings:
            found.setdefault(fold(words[0]), []).append((words, province))
    return {first: tuple(rest) for first, rest in found.items()}
