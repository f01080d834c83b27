"""Documents by the place whose they are: "Kon Tum", "ĐL", "Sóc Tăng" for "Sóc Trăng"."""

from collections.abc import Iterator
from itertools import pairwise

from assistant.answering.understand.meanings import NamedBy, NamesAbsent, NamesPlan, Reading
from assistant.answering.understand.recognise.plans.title_words import is_written
from assistant.answering.understand.recognise.plans.weights import (
    BY_PLACE,
    MISSPELT,
    PLACE_BY_INITIALS,
    PLACE_UNHELD,
    SPOKEN_OF,
)
from assistant.answering.understand.recognise.units import matches
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.understand.vocabulary.provinces import Province, provinces
from assistant.answering.words.lexicon import words_of_tables
from assistant.answering.words.patterns import fits
from assistant.answering.words.telling import stopwords, word_set
from assistant.answering.words.tokens import Tokens
from assistant.vietnamese.spelling import SHORTEST_SLIP, one_slip_away
from assistant.vietnamese.text import fold

NATURE = word_set("sông núi hồ suối kênh rạch đèo cầu chợ")
PROVINCE_HEADS = word_set("tỉnh tp bên")
OWNING = word_set("của tỉnh tp bên phố ubnd sở")
LEAST_LETTERS = 6
CITY = ("thành", "phố")


def by_province(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """A province, held or not. Where one was merged into another, its own plans are meant."""
    for words, province in names.provinces_by_first.get(tokens[start].folded, ()):
        if not matches(tokens, words, start=start):
            continue
        end = start + len(words)
        first = start - (start > 0 and tokens[start - 1].spelled in PROVINCE_HEADS)
        if tuple(t.spelled for t in tokens.items[max(start - 2, 0) : start]) == CITY:
            first = start - 2
        held = names.documents_of(province.name)
        if held:
            # "Bảo tàng tỉnh | Kon Tum": what stands before may belong to a unit's name.
            for begin in {first, start}:
                yield Reading(
                    begin, end, NamesPlan(held, province.name, NamedBy.PROVINCE), BY_PLACE
                )
        elif not is_of_nature(tokens, at=first):
            is_owned = is_owner(tokens, start=first) or is_behind_issuer(tokens, names, at=first)
            if is_spoken_of(province, names) and not is_owned:
                continue
            weight = SPOKEN_OF if is_spoken_of(province, names) else PLACE_UNHELD
            if len(words) == 1 and len(words[0]) < 3 and not tokens[start].text.isupper():
                continue
            yield Reading(first, end, NamesAbsent(province.name, NamedBy.PROVINCE), weight)


def by_province_slip(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """ "Sóc Tăng", "An Gian": one letter off a province whose plans are held.

    Each syllable may be a word, so that no speller mends it; together they stand in no document.
    """
    for words, documents in names.held_places:
        end = start + len(words)
        items = tokens.items[start:end]
        if len(items) < len(words) or any(t.after_break for t in items[1:]):
            continue
        off = [(t, w) for t, w in zip(items, words, strict=True) if fits(t, w) is None]
        if len(off) != 1 or len("".join(words)) < LEAST_LETTERS or is_written(items, names):
            continue
        typed, meant = off[0]
        if len(typed.folded) < SHORTEST_SLIP or typed.spelled in stopwords():
            continue
        if not (typed.is_capital or (typed.text.islower() and is_lower(tokens))):
            continue
        if fold(meant) not in one_slip_away(typed.folded):
            continue
        yield Reading(start, end, NamesPlan(documents, " ".join(words), NamedBy.PROVINCE), MISSPELT)


def is_of_nature(tokens: Tokens, *, at: int) -> bool:
    """ "sông Kiến Giang" typed without diacritics: a river's name, and no province."""
    return at > 0 and tokens[at - 1].spelled in NATURE and not tokens[at].after_break


def is_lower(tokens: Tokens) -> bool:
    """Whether the writer uses no capitals, not even for names."""
    return not any(token.is_capital for token in tokens.items[1:])


def by_province_initials(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """ "ĐL", "st": the initials of a province whose plans are held."""
    token = tokens[start]
    # "Na" in "hồ Na Hang" is a name of its own.
    if len(token.text) != 2 or not token.text.isalpha() or token.text.istitle():
        return
    if token.text.islower() and token.spelled in words_of_tables():
        return  # "bn người học": how many
    if is_written(tokens.items[start : start + 2], names) and start + 1 < len(tokens):
        return  # "ĐT.226": what documents write before a number is no province
    for province in provinces():
        words = province.spellings[0]
        if len(words) == 2 and token.spelled == words[0][0] + words[1][0]:
            held = names.documents_of(province.name)
            if held:
                meaning = NamesPlan(held, province.name, NamedBy.PROVINCE)
                yield Reading(start, start + 1, meaning, PLACE_BY_INITIALS)


def is_owner(tokens: Tokens, *, start: int) -> bool:
    """Whether a place is named as whose a plan is: "của Hà Nội", "Sở Y tế Hà Nội", "tỉnh …"."""
    if start == 0 or tokens[start].spelled in PROVINCE_HEADS:
        return True
    before = tokens[start - 1]
    # A capital tells of a name before it, but every question begins with one.
    is_name = before.is_capital and start > 1
    return before.spelled in OWNING or (is_name and not tokens[start].after_break)


def is_behind_issuer(tokens: Tokens, names: Names, *, at: int) -> bool:
    """ "sở xây dựng đà nẵng" typed small: a place behind what issuers elsewhere are called."""
    return any(
        len(words) > 1 and at >= len(words) and matches(tokens, words, start=at - len(words))
        for plan in names.plans
        for words in plan.issuer
    )


def is_spoken_of(province: Province, names: Names) -> bool:
    """Whether documents mention the province: then its name may be a part of the topic."""
    words = province.spellings[0]
    return any(pair in names.vocabulary.pairs for pair in pairwise(words))
