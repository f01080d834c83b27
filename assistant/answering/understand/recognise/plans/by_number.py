"""Documents by their number: "71-KH/TU", "kế hoạch 03", "NQ57" that a title carries out."""

import re
from collections.abc import Iterator

from assistant.answering.understand.meanings import NamedBy, NamesAbsent, NamesPlan, Reading
from assistant.answering.understand.recognise.plans.title_words import run_of_title
from assistant.answering.understand.recognise.plans.weights import (
    BY_FIRST_NUMBER,
    BY_NUMBER,
    BY_SHORT_NUMBER,
    NUMBER_UNHELD,
)
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.understand.vocabulary.plan_names import number_key
from assistant.answering.words.telling import parted, word_set
from assistant.answering.words.tokens import Tokens
from assistant.vietnamese.text import fold

NUMBER = re.compile(r"^\d+[/-][^\W\d_]", re.UNICODE)
JOINT = re.compile(r"[/-]")  # "71-KH/TU", "03/KH-SXD"
YEAR = re.compile(r"(?:19|20)\d\d")
JOINING = word_set("và với hay hoặc")
ABOUT = "về"  # "kế hoạch 214 về tôn giáo"
OF_PLAN = word_set("theo về của trong")
SHORT_NUMBER = 2  # parts of "NQ57": letters and a number


def by_number(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """A number that a document bears. One that documents only cite is a part of the topic."""
    token = tokens[start]
    if not NUMBER.match(token.text):
        return
    key = number_key(token.text)
    held = frozenset(p.document.id for p in names.plans if p.number and p.number == key)
    first = start - (start > 0 and tokens[start - 1].spelled == "số")
    if held:
        end = title_end(tokens, names, held, end=start + 1)
        yield Reading(first, end, NamesPlan(held, token.text, NamedBy.NUMBER), BY_NUMBER)
    elif not is_cited(key, names):
        yield Reading(first, start + 1, NamesAbsent(token.text, NamedBy.NUMBER), NUMBER_UNHELD)


def is_cited(key: str, names: Names) -> bool:
    documents = names.vocabulary.documents
    return any(
        number_key(relation.number) == key for d in documents for relation in d.relations
    ) or any(key in fold(basis).replace(" ", "") for d in documents for basis in d.legal_bases)


def by_bare_number(tokens: Tokens, names: Names, *, start: int, at: int) -> Iterator[Reading]:
    """ "kế hoạch 03", "KH số 3": the first part of a number is enough."""
    key = tokens[at].text.lstrip("0")
    held = frozenset(p.document.id for p in names.plans if key and JOINT.split(p.number)[0] == key)
    if held and not YEAR.fullmatch(key):
        words = tokens.words(start, at + 1)
        end = title_end(tokens, names, held, end=at + 1)
        yield Reading(start, end, NamesPlan(held, words, NamedBy.NUMBER), BY_FIRST_NUMBER)
        if at + 2 < len(tokens) and tokens[at + 1].spelled in JOINING:
            # "kế hoạch 215 và 388"
            yield from by_bare_number(tokens, names, start=at + 2, at=at + 2)


def title_end(tokens: Tokens, names: Names, held: frozenset[str], *, end: int) -> int:
    """ "kế hoạch 214 | về tôn giáo": where words of its title end behind a plan's number."""
    if end + 1 >= len(tokens) or tokens[end].after_break or tokens[end].spelled != ABOUT:
        return end
    runs = (
        run_of_title(tokens, plan, first=end + 1, stops=frozenset())
        for plan in names.plans
        if plan.document.id in held
    )
    return max((reach for reach, content in runs if content), default=end)


def by_short_number(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """ "mục tiêu theo NQ11": the number that a plan's title carries out, as it is called."""
    for start, token in enumerate(tokens.items):
        parts = parted(token.folded)
        before = tokens[start - 1].spelled if start else ""
        if len(parts) != SHORT_NUMBER or before not in OF_PLAN:
            continue
        held = frozenset(p.document.id for p in names.plans if set(parts) <= set(p.title))
        if held and len(held) < len(names.plans):
            meaning = NamesPlan(held, token.text, NamedBy.NICKNAME)
            yield Reading(start, start + 1, meaning, BY_SHORT_NUMBER)
