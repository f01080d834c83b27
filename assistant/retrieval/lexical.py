"""Lexical search: which rows hold the words of a question."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from sqlalchemy import Connection

from assistant.domain.scope import Scope
from assistant.store import search
from assistant.vietnamese.synonyms import other_wordings
from assistant.vietnamese.terms import FOLDED, PAIR, terms
from assistant.vietnamese.text import syllables

# A plain OR of all terms visits nearly every row of a large store; the rarest terms find the same
# best rows from a handful of candidates.
MOST_TERMS = 24
# Up to so many rows every telling term is looked for. Beyond, the rarest alone choose, as long as
# their lists together are no longer than this: at 100,000 rows
# that is some 20 ms instead of 100, at twice the length 26.
SMALL = 10_000
MOST_HITS = 2_000
COMMON = 0.5  # a term in more than this share of rows tells nothing apart


def rank(
    connection: Connection,
    text: str,
    *,
    kind: str,
    scope: Scope,
    limit: int,
    among: Sequence[str] | None = None,
) -> dict[str, float]:
    """Scores of the tasks or passages that hold terms of the text.

    Filters apply before the cut: where more are found than `limit`, those `among` which the asker
    looks are ranked by themselves and added.
    """
    wanted = question_terms(text)
    others = [" ".join(o) for _, said in other_wordings(syllables(text)) for o in said]
    looked_for = [*wanted, *terms_of_others(others)]
    total = search.entry_count(connection)
    if total <= SMALL:
        chosen = rarest(search.document_counts(connection, looked_for), total=total)
    else:
        chosen = affordable(search.capped_counts(connection, looked_for, cap=MOST_HITS))
    hits = search.match(connection, chosen, kind=kind, scope=scope, limit=limit)
    if len(hits) == limit and among is not None:
        hits += search.match(connection, chosen, kind=kind, scope=scope, limit=limit, among=among)
    return {hit.owner_id: hit.score for hit in hits}


def terms_of_others(wordings: Iterable[str]) -> Iterator[str]:
    """The terms of other words for the same thing; of a phrase its pairs, not its syllables."""
    for wording in wordings:
        found = terms(wording)
        pairs = [term for term in found if PAIR in term]
        yield from pairs or found


def question_terms(text: str) -> tuple[str, ...]:
    """The terms to look for; of a question without diacritics only the folded ones tell a thing."""
    every = terms(text)
    bare = [term for term in every if PAIR not in term and not term.endswith(FOLDED)]
    if any(not term.isascii() for term in bare):
        return every
    return tuple(term for term in every if term.endswith(FOLDED) or any(c.isdigit() for c in term))


def rarest(counts: Mapping[str, int], *, total: int) -> tuple[str, ...]:
    """The terms worth searching by; where all are common, they are better than none."""
    by_rarity = sorted(counts, key=lambda term: (counts[term], term))
    telling = [term for term in by_rarity if counts[term] <= max(1, math.ceil(total * COMMON))]
    return tuple((telling or by_rarity)[:MOST_TERMS])


def affordable(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The rarest terms whose lists together are short enough to read; one at least."""
    by_rarity = sorted(counts, key=lambda term: (counts[term], term))
    lengths = accumulate(counts[term] for term in by_rarity)
    fitting = [term for term, sum_ in zip(by_rarity, lengths, strict=True) if sum_ <= MOST_HITS]
    return tuple((fitting or by_rarity[:1])[:MOST_TERMS])
