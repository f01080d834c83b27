"""Names of which the documents hold the beginning alone: "Krông Bông" beside "Krông Pắc", "Thuế
cơ sở 5" beside "Thuế cơ sở 4".
"""

from __future__ import annotations

import re
from itertools import chain, pairwise

from assistant.answering.evidence import rows
from assistant.answering.evidence.cells.parts import parts
from assistant.answering.findings import Reason, Refused
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import NamesUnit
from assistant.answering.words.tokens import Token
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import letters

# So many words of a question begin with small letters where its capitals tell names.
LEAST_SMALL = 3
MOST_DIGITS = 2
# So many rows and passages are looked through for the name of a unit.
MOST_NEAR = 4


def unheard(asked: Asked) -> Refused | None:
    """That no document names what the question does, though some name what is called alike."""
    understood = asked.understood
    items = understood.tokens.items
    if sum(not token.is_capital for token in items) < LEAST_SMALL:
        return None
    vocabulary = asked.names.vocabulary
    for first, second in pairwise(items[1:]):
        if not (is_of_name(first) and is_of_name(second)) or second.after_break:
            continue
        if first not in understood.topic or second not in understood.topic:
            continue
        if second.spelled in vocabulary.syllables:
            continue
        if any(begun == first.spelled for begun, _ in vocabulary.pairs):
            return Refused(Reason.NOTHING_NEAR, f"{first.text} {second.text}")
    return None


def unheard_unit(asked: Asked) -> Refused | None:
    """A unit that no document names, unless some sentence names it after all."""
    for unit in asked.understood.unknown_units:
        scope = asked.passage_scope
        hits = asked.library.search_passages(unit.words, limit=MOST_NEAR, scope=scope)
        texts = [hit.passage.text for hit in hits]
        texts += [part.text for row in rows.ranked(asked)[:MOST_NEAR] for part in parts(row.task)]
        if not any(letters(unit.words) in letters(text) for text in texts):
            return Refused(Reason.ABSENT_UNIT, unit.words)
    return None


def is_of_other_number(asked: Asked, row: str) -> bool:
    """Whether a row of a table is that of another number than the question names."""
    said = fold_padded(row)
    understood = asked.understood
    items = understood.tokens.items
    of_units = (items[r.start : r.end] for r in understood.resolved.of(NamesUnit))
    named = (*understood.topic, *chain.from_iterable(of_units))
    for before, number in pairwise(items):
        is_numbered = number.text.isdecimal() and len(number.text) <= MOST_DIGITS
        if not is_numbered or number.after_break or number not in named or before not in named:
            continue
        held = re.findall(rf" {re.escape(before.folded)} 0?(\d{{1,{MOST_DIGITS}}}) ", said)
        if held and number.text.lstrip("0") not in held:
            return True
    return False


def is_of_name(token: Token) -> bool:
    """ "Krông": a capital with small letters behind it."""
    return token.text.istitle() and token.text.isalpha() and len(token.text) > 1
