"""Deeds of whoever has the right to ("ai được quyết", "ai duyệt tiền"; data/deeds.tsv).

Who leads a task is no answer to them, however well its row says the rest of the question.
"""

from functools import lru_cache

from assistant.answering.findings import Quote
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import AsksWho
from assistant.answering.words.lexicon import rows
from assistant.domain.task import Field
from assistant.vietnamese.terms import spell_padded

REACH = 5  # tokens from "ai" to the deed


@lru_cache(maxsize=1)
def deeds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each deed with other words for it."""
    return tuple(
        (spell_padded(deed), tuple(spell_padded(words) for words in others.split(";") if words))
        for deed, others, *_ in rows("deeds.tsv")
    )


def tells_deed(asked: Asked, quote: Quote, row: str) -> bool:
    """Whether somebody is asked for by a deed that a row does not tell, and a sentence does."""
    who = asked.understood.resolved.of(AsksWho)
    if len(who) != 1 or asked.understood.fields != (Field.LEAD,):
        return False
    tokens = asked.understood.tokens
    start, end = max(0, who[0].start - REACH), min(len(tokens), who[0].end + REACH)
    beside = spell_padded(tokens.words(start, end))
    told, sentence = spell_padded(row), spell_padded(f"{quote.passage.lead_in} {quote.sentence}")
    return any(
        deed in beside and deed not in told and any(words in sentence for words in (deed, *others))
        for deed, others in deeds()
    )
