"""Whom to turn to: the sentences in which plans name a person, a number or a mailbox for that."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from assistant.answering.documents.meant import candidates
from assistant.answering.evidence.kinds import holds
from assistant.answering.evidence.passages import is_prose
from assistant.answering.findings import ProseFound, Quote
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import Kind
from assistant.answering.words.lexicon import phrases_of
from assistant.answering.words.notions import phrases
from assistant.domain.document import Document
from assistant.vietnamese.sentences import sentences
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import CAPITALS, fold, syllables

WORDS = "contact_words.tsv"
MOST_PLANS = 6
# Which plan is meant may be said in other words than its title's.
MOST_BEYOND = 1


def find(asked: Asked) -> ProseFound | None:
    """One sentence of each plan meant; None where something else is asked, or no plan says so."""
    if not asks_contact(asked):
        return None
    plans = candidates(asked)
    quotes = [quote for plan in plans if (quote := told_by(asked, plan, says=tells))]
    if not quotes and len(plans) == 1:
        # A person with a number behind the name needs no such word.
        quotes = [quote for plan in plans if (quote := told_by(asked, plan, says=names_person))]
    return ProseFound(tuple(quotes), None, ()) if 0 < len(quotes) <= MOST_PLANS else None


def asks_contact(asked: Asked) -> bool:
    """Whether nothing is asked but whom to turn to: "có gì chưa rõ thì gọi ai"."""
    understood = asked.understood
    said = fold_padded(understood.tokens.text)
    if not (names_role(said, "asking") and names_role(said, "whom")):
        return False
    if understood.rows or understood.within or understood.units or understood.wants_list:
        return False
    meant = asked.documents_in(asked.documents or ()) if asked.choice.is_sure else ()
    titles = {word for d in meant for word in syllables(f"{d.kind} {d.title}")}
    is_bare = understood.tokens.is_bare
    small = small_words(is_folded=is_bare) | {fold(w) if is_bare else w for w in titles}
    beyond = [t for t in understood.topic if (t.folded if is_bare else t.spelled) not in small]
    return len(beyond) <= (MOST_BEYOND if asked.choice.is_sure else 0)


@lru_cache(maxsize=2)
def small_words(*, is_folded: bool) -> frozenset[str]:
    """What says nothing beside "whom to turn to"; "voi" is no "với" where marks are typed."""
    roles = ("beside", "asking", "whom")
    words = (w for role in roles for p in phrases_of(role, table=WORDS) for w in syllables(p))
    return frozenset(map(fold, words) if is_folded else words)


def told_by(asked: Asked, document: Document, *, says: Callable[[str], bool]) -> Quote | None:
    """The sentence of a plan that says most of whom to turn to."""
    found = [
        Quote(passage, sentence, 1.0)
        for passage in asked.library.passages(document.id, scope=asked.scope)
        if is_prose(passage)
        for sentence in sentences(passage.text)
        if says(sentence)
    ]
    return max(found, key=lambda quote: worth(quote.sentence), default=None)


def tells(sentence: str) -> bool:
    """ "Có vướng mắc xin gọi …"."""
    return worth(sentence) > 0 and names_role(fold_padded(sentence), "telling")


def names_person(sentence: str) -> bool:
    """ "Người nhận tin là bác sĩ Hạ, điện thoại …"."""
    return worth(sentence) > 1


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
