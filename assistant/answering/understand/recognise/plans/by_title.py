"""Documents by their kind and words of their title: "kế hoạch CCHC 2026"."""

import re
from collections.abc import Iterator, Sequence

from assistant.answering.understand.meanings import NamedBy, NamesPlan, Reading
from assistant.answering.understand.recognise.plans.by_number import (
    JOINING,
    by_bare_number,
)
from assistant.answering.understand.recognise.plans.title_words import (
    is_initials,
    is_written,
    run_of_title,
)
from assistant.answering.understand.recognise.plans.weights import (
    A_PRODUCT,
    BY_INITIALS_AND_YEAR,
    CALLED,
    CALLED_BY_TIME,
)
from assistant.answering.understand.recognise.units import is_issuer, matches
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.lexicon import Found, load
from assistant.answering.words.telling import word_set
from assistant.answering.words.tokens import Tokens
from assistant.vietnamese.numbers import read_roman

COMMON_KINDS = ("", "Kế hoạch")
QUOTES = re.compile(r"[\"“”]")
TIMES = frozenset(("quy", "thang", "tuan"))
MAKING = word_set("lập soạn thảo dựng")


def by_nickname(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """A kind of document with words of a title after it: "kế hoạch CCHC 2026"."""
    kinds = {plan.document.kind for plan in names.plans}
    owners = frozenset(at for at in range(len(tokens)) if is_owner_named(tokens, names, start=at))
    said = tuple(load("plan_words.tsv").find(tokens))
    # "kế hoạch CCHC và | kế hoạch nhà ở"
    others = frozenset(f.start for f in said if f.start and tokens[f.start - 1].spelled in JOINING)
    for found in said:
        if found.meaning not in COMMON_KINDS and not any(
            k.startswith(found.meaning) for k in kinds
        ):
            continue
        if not found.meaning and is_written(tokens.items[found.start : found.end + 1], names):
            continue  # "tài liệu lưu trữ": what documents write together names none of them
        at = found.end + (found.end < len(tokens) and tokens[found.end].spelled == "số")
        if at < len(tokens) and tokens[at].is_number:
            yield from by_bare_number(tokens, names, start=found.start, at=at)
        runs = {
            plan: run_of_title(tokens, plan, first=found.end, stops=owners | others)
            for plan in names.plans
            if found.meaning in COMMON_KINDS or plan.document.kind.startswith(found.meaning)
        }
        # "phụ lục kế hoạch": another word for documents is no word of a title
        runs = {plan: run for plan, run in runs.items() if not is_kind(found.end, run[0], said)}
        longest = max((reach for reach, _ in runs.values()), default=found.end)
        weight = max((content for reach, content in runs.values() if reach == longest), default=0)
        if longest > found.end and weight and not cuts_quote(tokens, found.end, longest):
            is_made = found.start and tokens[found.start - 1].spelled in MAKING
            best = [p for p, run in runs.items() if run == (longest, weight)]
            # "kế hoạch chống ngập" beside a letter about it: the plan is meant
            of_kind = [p for p in best if found.meaning and p.document.kind == found.meaning]
            documents = frozenset(p.document.id for p in of_kind or best)
            words = tokens.words(found.start, longest)
            called = CALLED_BY_TIME if ends_in_time(tokens, longest) else CALLED
            yield Reading(
                found.start,
                longest,
                NamesPlan(documents, words, NamedBy.NICKNAME, found.end - found.start),
                A_PRODUCT if is_made else called,
            )
        kind = frozenset(
            p.document.id
            for p in names.plans
            if found.meaning and p.document.kind.startswith(found.meaning)
        )
        if kind:
            words = tokens.words(found.start, found.end)
            yield Reading(
                found.start, found.end, NamesPlan(kind, words, NamedBy.KIND), found.weight
            )


def ends_in_time(tokens: Tokens, end: int) -> bool:
    """ "chương trình công tác quý II", "lịch tháng 8": the time is a part of the plan's name."""
    last = tokens[end - 1]
    is_count = last.is_number or read_roman(last.text) is not None
    return is_count and tokens[end - 2].folded in TIMES


def cuts_quote(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a run ends within quotation marks: 'kế hoạch "dữ liệu | sống"'."""
    before = tokens[start - 1].end if start else 0
    return len(QUOTES.findall(tokens.text[before : tokens[end - 1].end + 1])) % 2 == 1


def is_kind(start: int, end: int, said: Sequence[Found]) -> bool:
    """Whether what stands there only names a kind of document."""
    return any(other.start == start and other.end == end for other in said)


def is_owner_named(tokens: Tokens, names: Names, *, start: int) -> bool:
    """Whether an issuer's name begins there, or that of a province whose plans are held."""
    if is_issuer(tokens, names, start=start):
        return True
    return any(
        matches(tokens, words, start=start) and names.documents_of(province.name)
        for words, province in names.provinces_by_first.get(tokens[start].folded, ())
    )


def by_initials(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """ "CCHC 2026" without a noun: initials of a title beside its year."""
    for start in range(len(tokens) - 1):
        year = tokens[start + 1]
        if not (year.is_number and len(year.text) == 4):
            continue
        held = frozenset(
            p.document.id
            for p in names.plans
            if is_initials(tokens[start], p) and str(p.document.year) == year.text
        )
        if held:
            meaning = NamesPlan(held, tokens.words(start, start + 2), NamedBy.NICKNAME)
            yield Reading(start, start + 2, meaning, BY_INITIALS_AND_YEAR)
