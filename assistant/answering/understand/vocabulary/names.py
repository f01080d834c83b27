"""The store's names arranged for reading questions; built once for each generation."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.answering.understand.vocabulary.plan_names import PlanName, plan_name
from assistant.answering.understand.vocabulary.provinces import (
    Province,
    held_places,
    initials_of_places,
    with_held_provinces,
)
from assistant.answering.understand.vocabulary.unit_names import (
    Spelling,
    UnitName,
    short_names,
    unit_name,
)
from assistant.answering.words.notions import single_words
from assistant.domain.vocabulary import SectionName, Vocabulary
from assistant.vietnamese.spelling import Speller
from assistant.vietnamese.text import fold, syllables

# "Ông Vũ Đức Lộc, Phó Chủ tịch", "đ/c Mai Thị Nhạn"
PERSON = re.compile(
    r"(?:ông|bà|đồng chí|đ/c)\s+(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+)+)", re.IGNORECASE
)
# So many units that begin with a noun show it to be one for units.
LEAST_OF_KNOWN, LEAST_OF_OWN = 2, 3


@dataclass(frozen=True)
class Names:
    """Everything that recognisers look names up in."""

    vocabulary: Vocabulary
    units: tuple[UnitName, ...]
    units_by_first: Mapping[str, tuple[tuple[Spelling, UnitName], ...]]
    unit_heads: tuple[tuple[str, ...], ...]  # nouns that several units begin with: "đội", "điểm"
    plans: tuple[PlanName, ...]
    issuers_by_first: Mapping[str, tuple[tuple[tuple[str, ...], PlanName], ...]]
    provinces_by_first: Mapping[str, tuple[tuple[tuple[str, ...], Province], ...]]
    sections: tuple[SectionName, ...]
    people: tuple[tuple[str, ...], ...]
    # Posts that a column of persons says, with the deed in its name: "Giám đốc Sở", "chỉ đạo".
    posts: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    speller: Speller
    # Places of two syllables and more whose plans are held, with these.
    held_places: tuple[tuple[tuple[str, ...], frozenset[str]], ...]
    folded: Mapping[str, int]  # the documents' syllables without diacritics, with their counts
    total: int

    def documents_of(self, province: str) -> frozenset[str]:
        """The documents of a province."""
        key = fold(province)
        return frozenset(
            d.id for d in self.vocabulary.documents if fold(d.organization.province or "") == key
        )


def names_of(vocabulary: Vocabulary) -> Names:
    """Arranges a vocabulary."""
    persons = {unit.id: person_of(unit.name) for unit in vocabulary.units}
    units = tuple(unit_name(unit) for unit in vocabulary.units if not persons[unit.id])
    by_first: dict[str, list[tuple[Spelling, UnitName]]] = {}
    for name in units:
        for spelling in name.spellings:
            by_first.setdefault(fold(spelling.words[0]), []).append((spelling, name))
    plans = tuple(plan_name(document) for document in vocabulary.documents)
    issuers: dict[str, list[tuple[tuple[str, ...], PlanName]]] = {}
    for plan in plans:
        for words in plan.issuer:
            issuers.setdefault(fold(words[0]), []).append((words, plan))
    return Names(
        vocabulary=vocabulary,
        units=units,
        units_by_first={first: tuple(found) for first, found in by_first.items()},
        unit_heads=heads_of(units),
        plans=plans,
        issuers_by_first={first: tuple(found) for first, found in issuers.items()},
        provinces_by_first=with_held_provinces(vocabulary),
        sections=vocabulary.sections,
        people=tuple(
            {
                words: None
                for name in (*(d.signer for d in vocabulary.documents), *persons.values())
                if len(words := syllables(name)) > 1
            }
        ),
        posts=tuple(dict.fromkeys(posts_with_deeds(vocabulary.posts))),
        speller=Speller(
            vocabulary.syllables,
            vocabulary.pairs,
            known=(*short_names(units), *initials_of_places(vocabulary)),
        ),
        held_places=tuple(held_places(vocabulary)),
        folded=folded_counts(vocabulary.syllables),
        total=max(sum(vocabulary.syllables.values()), 1),
    )


def heads_of(units: Iterable[UnitName]) -> tuple[tuple[str, ...], ...]:
    """The nouns that several units begin with, known ones and those of a department's own."""
    rests: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for name in units:
        if not name.unit.is_group and name.rest:
            head = tuple(name.head.split())
            rests.setdefault(head or name.rest[:1], set()).add(name.rest)
    own = {name.rest[:1] for name in units if not name.head}
    least = {head: LEAST_OF_OWN if head in own else LEAST_OF_KNOWN for head in rests}
    return tuple(sorted(head for head, told in rests.items() if len(told) >= least[head]))


def posts_with_deeds(
    posts: Iterable[tuple[str, str]],
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The posts of columns of what persons do, with the deed: "Giám đốc Sở", "chỉ đạo"."""
    for header, said in posts:
        deed = syllables(header.split("(")[0])
        while deed and deed[0] in single_words("persons"):  # "Lãnh đạo Sở chỉ đạo"
            deed = deed[1:]
        if deed and len(deed) < len(syllables(header)):
            yield syllables(said), deed


def person_of(assignee: str) -> str:
    """ "Ông Vũ Đức Lộc, Phó Chủ tịch": the name where a task is given to a person."""
    match = PERSON.match(assignee)
    return match["name"] if match else ""


def folded_counts(counts: Mapping[str, int]) -> Mapping[str, int]:
    """The same counts for syllables without diacritics."""
    folded: dict[str, int] = {}
    for word, count in counts.items():
        folded[fold(word)] = folded.get(fold(word), 0) + count
    return folded
