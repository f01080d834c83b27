"""Who a verb says does something, where no reading knows the name: "CA phường … chủ trì mấy việc".

Without them all tasks would be counted. A unit is meant that is called by these words in their
order with others between: "Bộ đội Biên phòng" of "Bộ Chỉ huy Bộ đội Biên phòng tỉnh".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import Acts, NamesUnit, Reading, Reference
from assistant.answering.understand.understood import Understood, UnitClause
from assistant.answering.words.telling import stopwords, word_set
from assistant.answering.words.tokens import Token
from assistant.domain.unit import Unit
from assistant.vietnamese.abbreviations import expand
from assistant.vietnamese.text import fold, syllables

ASKING = word_set("nào gì ai mô chi")
LEAST = 2  # syllables by which a unit may be known


@dataclass(frozen=True, slots=True)
class Doer:
    """The words before a verb, and the verb."""

    words: tuple[Token, ...]
    called: str  # as the question writes them, with the small words between
    verb: Reading[Acts]


def doer_of(understood: Understood) -> Doer | None:
    """Who is said to do it, where nothing but words of the topic says so."""
    is_known = understood.units or understood.unknown_units or understood.people or understood.who
    verbs = [r for r in understood.resolved.of(Acts) if r.meaning.field in understood.fields]
    if is_known or not verbs or Reference.UNIT in understood.refers:
        return None
    items, verb = understood.tokens.items, verbs[0]
    covered = {
        i for r in understood.resolved.chosen for i in range(r.start, r.end) if r is not verb
    }
    first = max((i for i in range(verb.start) if items[i].after_break), default=0)
    words = [i for i in range(first, verb.start) if items[i] in understood.topic]
    between = range(words[-1] + 1, verb.start) if words else ()
    if not words or words[0] != first or not all(is_small(items[i], i, covered) for i in between):
        return None
    called = understood.tokens.words(words[0], words[-1] + 1)
    return Doer(tuple(items[i] for i in words), called, verb)


def is_small(token: Token, at: int, covered: set[int]) -> bool:
    """Whether a token between the doer and the verb is of no account: a place, "phải"; and no
    question word, as in "kéo cáp thì nhà mạng | nào | cầm trịch".
    """
    is_asking = token.spelled in ASKING
    return not is_asking and (at in covered or token.spelled in stopwords())


def with_doer(asked: Asked, doer: Doer) -> Asked | None:
    """The question with the unit that is called by these words, if one alone is."""
    said = syllables(expand(" ".join(token.text for token in doer.words)))
    if len(said) < LEAST:
        return None
    held = [name.unit for name in asked.names.units if holds(syllables(name.unit.name), said)]
    own = [unit for unit in held if is_of(asked, unit)] or held
    if len({unit.name for unit in own}) != 1:
        return None
    understood = asked.understood
    ids, organizations = (tuple(u.id for u in own), tuple(u.organization for u in own))
    unit = UnitClause(NamesUnit(ids, doer.called, organizations), doer.verb.meaning.field)
    return asked.again(
        replace(
            understood,
            units=(unit,),
            asks=tuple(a for a in understood.asks if a.field is not unit.role),
            topic=tuple(token for token in understood.topic if token not in doer.words),
        )
    )


def holds(name: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a name has these words in their order."""
    left = iter(map(fold, name))
    return all(fold(word) in left for word in said)


def is_of(asked: Asked, unit: Unit) -> bool:
    """Whether a unit is of an organization whose documents are meant."""
    documents = asked.documents_in(asked.documents or ())
    return unit.organization in {document.organization.name for document in documents}
