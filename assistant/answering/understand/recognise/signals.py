"""What the words in the `meaning` column of a table stand for."""

from assistant.answering.understand.meanings import (
    Acts,
    Alteration,
    Amended,
    Asks,
    AsksAttribute,
    AsksComparison,
    AsksDefinition,
    AsksList,
    AsksSummary,
    AsksValue,
    AsksWho,
    Attribute,
    Detail,
    Filler,
    HasStatus,
    IsEmpty,
    IsOverdue,
    Kind,
    Meaning,
    Measures,
    Mentions,
    Negates,
    OfDueKind,
    Only,
    Reading,
    Reference,
    Refers,
    Talk,
    Talks,
)
from assistant.answering.words.lexicon import Found, load
from assistant.answering.words.tokens import Tokens
from assistant.domain.due import DueKind
from assistant.domain.query import Aspect, Measure
from assistant.domain.task import Field

PLAIN: dict[str, Meaning] = {
    "list": AsksList(),
    "summary": AsksSummary(),
    "compare": AsksComparison(),
    "define": AsksDefinition(),
    "overdue": IsOverdue(),
    "negates": Negates(),
    "only": Only(),
    "filler": Filler(),
    "courtesy": Filler(is_courtesy=True),
    "mentions": Mentions(),
}


def meaning_of(words: str, *, phrase: str) -> Meaning:
    """The meaning that a table's word names; `phrase` is what stands in the question."""
    if words in PLAIN:
        return PLAIN[words]
    sort, _, value = words.partition(":")
    first, _, second = value.partition("/")
    match sort:
        case "asks":
            return Asks(Field(first), Detail(second or "value"), words=phrase)
        case "acts":
            return Acts(Field(first))
        case "who":
            return AsksWho(phrase.split()[-2] if value == "noun" else value)
        case "value":
            return AsksValue(Kind(first), phrase, in_prose=second == "prose")
        case "attribute":
            return AsksAttribute(Attribute(first))
        case "measure":
            least = first.endswith("_least")
            measure = Measure(first.removesuffix("_least"))
            return Measures(measure, Aspect(second) if second else None, least)
        case "duekind":
            return OfDueKind((DueKind(first),), phrase)
        case "empty":
            return IsEmpty(Field(first))
        case "filled":
            return IsEmpty(Field(first), is_filled=True)
        case "status":
            return HasStatus(value)
        case "amended":
            was = value == "was"
            return Amended(was=True) if was else Amended(was=False, how=Alteration(value))
        case "refers":
            return Refers(Reference(first))
        case "talk":
            return Talks(Talk(first))
    raise ValueError(f"no meaning {words!r}")


def read_phrases(name: str, tokens: Tokens) -> tuple[Reading, ...]:
    """Every entry of a table that stands in the question, as a reading."""
    return tuple(
        Reading(
            found.start,
            found.end,
            meaning_of(
                found.meaning,
                phrase=" ".join(t.spelled for t in tokens.items[found.start : found.end]),
            ),
            found.weight,
        )
        for found in load(name).find(tokens)
        if not is_acronym(tokens, found)
    )


def is_acronym(tokens: Tokens, found: Found) -> bool:
    """ "AI" in capitals among small letters is artificial intelligence, and asks for nobody."""
    if not any(t.text == "AI" for t in tokens.items[found.start : found.end]):
        return False
    return not tokens.text.isupper()
