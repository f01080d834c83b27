"""Documents by who issued them: "Sở Xây dựng", "Ban rừng Cần Giờ", "bảo tàng"."""

from collections.abc import Iterator
from functools import lru_cache

from assistant.answering.understand.meanings import NamedBy, NamesPlan, Reading
from assistant.answering.understand.recognise.plans.title_words import OWNED_BY
from assistant.answering.understand.recognise.plans.weights import (
    BY_ISSUER,
    OF_ITS_KIND,
    OWNER,
    SHORTENED,
)
from assistant.answering.understand.recognise.units import matches
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.lexicon import load, rows
from assistant.answering.words.patterns import fits
from assistant.answering.words.telling import stopwords
from assistant.answering.words.tokens import Tokens
from assistant.domain.document import Document
from assistant.vietnamese.text import fold, syllables

DEPARTMENT = ("sở",)
LEAST_SHORTENED = 3  # words of a name that is cut within


def by_issuer(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """ "Sở Xây dựng", "SXD", "UBND tỉnh": the issuer as printed or shortened."""
    found: dict[int, set[str]] = {}
    for words, plan in names.issuers_by_first.get(tokens[start].folded, ()):
        if matches(tokens, words, start=start):
            found.setdefault(start + len(words), set()).add(plan.document.id)
    for end, documents in found.items():
        meaning = NamesPlan(frozenset(documents), tokens.words(start, end), NamedBy.ISSUER)
        weight = OWNER if is_behind_kind(tokens, at=start) else BY_ISSUER
        yield Reading(start, end, meaning, weight)


def is_behind_kind(tokens: Tokens, *, at: int) -> bool:
    """ "kế hoạch của | Sở Tư pháp": whose a document is, though other plans name that department
    among their units.
    """
    before = at - (at > 0 and tokens[at - 1].spelled == OWNED_BY)
    kinds = load("plan_words.tsv").find(tokens)
    return any(found.meaning and found.end == before for found in kinds)


def by_shortened_issuer(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """ "Ban rừng Cần Giờ" for "Ban Quản lý Rừng phòng hộ Cần Giờ": of one issuer's name how it
    begins and how it ends, with words between left out.
    """
    found: dict[int, set[Document]] = {}
    for plan in names.plans:
        end = shortened_end(tokens, plan.issuer_in_full, start=start)
        if end is not None:
            found.setdefault(end, set()).add(plan.document)
    for end, documents in found.items():
        if len({document.organization for document in documents}) == 1:
            ids = frozenset(document.id for document in documents)
            meaning = NamesPlan(ids, tokens.words(start, end), NamedBy.ISSUER)
            yield Reading(start, end, meaning, SHORTENED)


def shortened_end(tokens: Tokens, name: tuple[str, ...], *, start: int) -> int | None:
    """Where a name ends of which the tokens say the first word, or the first words by their
    letters ("VP đất đai"), the last, and some between; a department's fields tell it from others,
    so that none may be left out.
    """
    at = words_begun(tokens, name, start=start)
    if not at or name[:1] == DEPARTMENT:
        return None
    end = start + 1
    while end < len(tokens) and not tokens[end].after_break:
        step = next((i for i in range(at, len(name)) if is_word(tokens, end, name[i])), None)
        if step is None:
            break
        at, end = step + 1, end + 1
    said = end - start
    return end if at == len(name) and LEAST_SHORTENED <= said < len(name) else None


def words_begun(tokens: Tokens, name: tuple[str, ...], *, start: int) -> int:
    """How many words of a name its first token stands for; 0 where it begins none."""
    letters = tokens[start].folded
    begun = "".join(fold(word)[:1] for word in name[: len(letters)])
    if 1 < len(letters) < len(name) and letters == begun:
        return len(letters)
    return int(bool(name) and matches(tokens, name[:1], start=start))


def is_word(tokens: Tokens, at: int, word: str) -> bool:
    """Whether a token is the word, by its letters alone where the question is so."""
    fit = fits(tokens[at], word)
    return fit == 0 or (fit is not None and tokens.is_bare)


def by_kind_of_issuer(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """ "bảo tàng" where one museum alone issues plans: those are meant."""
    for said, head in bodies():
        end = start + len(said)
        if not matches(tokens, said, start=start) or not ends_name(tokens, end):
            continue
        issued = [
            plan.document
            for plan in names.plans
            if syllables(plan.document.organization.name)[: len(head)] == head
        ]
        if len({document.organization for document in issued}) == 1:
            ids = frozenset(document.id for document in issued)
            meaning = NamesPlan(ids, tokens.words(start, end), NamedBy.ISSUER)
            yield Reading(start, end, meaning, OF_ITS_KIND)


@lru_cache(maxsize=1)
def bodies() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """What a body is called by its kind, with how the name of such a body begins."""
    return tuple(
        (syllables(phrase), syllables(head))
        for said, head, *_ in rows("bodies.tsv")
        for phrase in said.split(";")
    )


def ends_name(tokens: Tokens, end: int) -> bool:
    """Whether a name goes no further: "bảo tàng | phải xong", and no "bảo tàng Hồ Chí Minh"."""
    if end == len(tokens) or tokens[end].after_break:
        return True
    return not tokens[end].is_capital and tokens[end].spelled in stopwords()
