"""Names of which the documents hold the beginning alone: "Krông Bông" beside "Krông Pắc"."""

from __future__ import annotations

from itertools import pairwise

from assistant.answering.asked import Asked
from assistant.answering.findings import Reason, Refused
from assistant.answering.understand.tokens import Token

# So many words of a question begin with small letters where its capitals tell names.
LEAST_SMALL = 3


def unheard(asked: Asked) -> Refused | None:
    """That no document names what the question does, though some name what is called alike."""
    understood = asked.understood
    items = understood.tokens.items
    if sum(not token.is_capital for token in items) < LEAST_SMALL:
        return None
    vocabulary = asked.names.vocabulary
    begun = {first for first, _ in vocabulary.pairs}
    for first, second in pairwise(items[1:]):
        if not (is_of_name(first) and is_of_name(second)) or second.after_break:
            continue
        if first not in understood.topic or second not in understood.topic:
            continue
        if first.spelled in begun and second.spelled not in vocabulary.syllables:
            return Refused(Reason.NOTHING_NEAR, f"{first.text} {second.text}")
    return None


def is_of_name(token: Token) -> bool:
    """ "Krông": a capital with small letters behind it."""
    return token.text.istitle() and token.text.isalpha() and len(token.text) > 1
