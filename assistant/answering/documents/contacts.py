"""Whom to turn to: the sentences in which plans name a person, a number or a mailbox for that."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.answering.documents.meant import candidates
from assistant.answering.evidence.kinds import holds
from assistant.answering.evidence.passages import is_prose
from assistant.answering.findings import ProseFound, Quote
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import Kind
from assistant.answering.words.lexicon import phrases_of, words_of
from assistant.answering.words.notions import phrases
from assistant.domain.document import Document
from assistant.vietnamese.sentences import sentences
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import CAPITALS

WORDS = "contact_words.tsv"
MOST_PLANS = 6
# Which plan is meant may be said in other words than its title's.
MOST_BEYOND = 1


def find(asked: Asked) -> ProseFound | None:
    """One sentence of each plan meant; None where something else is asked, or no plan says so."""
    if not asks_contact(asked):
        return None
    quotes = [quote for plan in candidates(asked) if (quote := told_by(asked, plan))]
    return ProseFound(tuple(quotes), None, ()) if 0 < len(quotes) <= MOST_PLANS else None


def asks_contact(asked: Asked) -> bool:
    """Whether nothing is asked but whom to turn to: "có gì chưa rõ thì gọi ai"."""
    understood = asked.understood
    said = fold_padded(understood.tokens.text)
    if not (names_role(said, "asking") and names_role(said, "whom")):
        return False
    if understood.rows or understood.within or understood.units or understood.wants_list:
        return False
    small = words_of("beside", "asking", "whom", table=WORDS)
    beyond = [token for token in understood.topic if token.folded not in small]
    return len(beyond) <= (MOST_BEYOND if asked.choice.is_sure else 0)


def told_by(asked: Asked, document: Document) -> Quote | None:
    """The sentence of a plan that says most of whom to turn to."""
    found = [
        Quote(passage, sentence, 1.0)
        for passage in asked.library.passages(document.id, scope=asked.scope)
        if is_prose(passage)
        for sentence in sentences(passage.text)
        if names_role(fold_padded(sentence), "telling") and worth(sentence) > 0
    ]
    return max(found, key=lambda quote: worth(quote.sentence), default=None)


def worth(sentence: str) -> int:
    """How many of a person, a number and a mailbox a sentence names."""
    named = person().search(sentence) is not None
    return named + holds(sentence, Kind.PHONE) + holds(sentence, Kind.MAIL)


@lru_cache(maxsize=1)
def person() -> re.Pattern[str]:
    """A title with a name after it: "bà Hồ Ngọc Lan"."""
    titles = "|".join(r"\s+".join(map(re.escape, title)) for title in phrases("title"))
    return re.compile(rf"\b(?i:{titles})\s+(?:[{CAPITALS}]\w*\s+){{1,4}}[{CAPITALS}]\w*")


def names_role(text: str, role: str) -> bool:
    return any(fold_padded(phrase) in text for phrase in phrases_of(role, table=WORDS))
