"""Words that ask nothing of any document: a greeting, an insult, an order, everyday life."""

from __future__ import annotations

from assistant.answering.findings import (
    ComparisonFound,
    FieldsFound,
    Finding,
    ProseFound,
    Reason,
    Refused,
    SetFound,
    Talked,
)
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import (
    Talk,
    Talks,
)
from assistant.answering.understand.understood import Understood
from assistant.answering.words.telling import QUESTION_WORDS, folded_words

# The figures of this module are set by hand on the open questions.
# How near what was found must be, beside words of small talk: by itself, or where it says them.
SURELY_MEANT, RATHER_MEANT = 0.97, 0.6
# Words beside a greeting that may still ask nothing: "chúc buổi sáng vui vẻ".
MOST_SMALL_TALK = 5


def asks_of_documents(understood: Understood) -> bool:
    """Whether anything is asked that rows or sentences could hold: "có mưa không" asks nothing."""
    return bool(
        understood.asks
        or understood.values
        or understood.attributes
        or understood.wants_list
        or understood.measure
        or understood.compares
    )


def is_surely_about(asked: Asked, found: Finding) -> bool:
    """Whether words of everyday life are a subject of the documents after all: "quán ăn"."""
    match found:
        case FieldsFound(rows=(row, *_)):
            is_told = row.score >= RATHER_MEANT and is_told_in(asked, row.task.title)
            is_near = row.score >= SURELY_MEANT or is_told
            return bool(asked.understood.plans) or is_near
        case ProseFound(quotes=(quote, *_)):
            is_told = quote.score >= RATHER_MEANT and is_told_in(asked, quote.sentence)
            return is_told or (bool(asked.understood.plans) and quote.score >= SURELY_MEANT)
        case SetFound(tasks=tasks):
            are_told = any(is_told_in(asked, task.title) for task in tasks)
            return are_told or (bool(tasks) and bool(asked.understood.plans))
        case ComparisonFound(sides=sides):
            return any(is_surely_about(asked, side.found) for side in sides)
    return False


def is_told_in(asked: Asked, text: str) -> bool:
    """Whether a text says the words of everyday life: "giá điện" in "Giá bán lẻ điện …"."""
    tokens = asked.understood.tokens
    said = (
        tokens.words(reading.start, reading.end)
        for reading in asked.understood.resolved.of(Talks)
        if reading.meaning.talk is Talk.OFF_TOPIC
    )
    return all(folded_words(words) <= folded_words(text) for words in said)


def is_small_talk(asked: Asked, found: Finding) -> bool:
    """A greeting with words around it that ask nothing of any document."""
    understood = asked.understood
    if understood.asks or understood.plans or understood.units or understood.wants_list:
        return False
    if understood.values or understood.attributes or understood.measure:
        return False
    if Talk.THANKS in understood.talk and understood.topic and "?" in understood.tokens.text:
        return False  # "… thì bị xếp là chậm giải ngân? Cảm ơn!": thanks for an answer to come
    if len(understood.topic) > MOST_SMALL_TALK and not asked.is_light:
        return False  # a question stands between the courtesies
    match found:
        case Refused():
            return True
        case FieldsFound(rows=(row, *_)):
            return row.score < SURELY_MEANT
        case ProseFound(quotes=(quote, *_)):
            return quote.score < SURELY_MEANT
        case SetFound():
            return not understood.overdue  # "cảm ơn, hôm nay hỏi vậy thôi": a mere word of time
    return False


def only_talk(understood: Understood) -> Talked | Refused | None:
    """A greeting, an insult, an order: where no question stands beside it."""
    talk = understood.talk
    if Talk.ABILITY in talk and not understood.plans:
        return Talked(Talk.ABILITY)
    if Talk.ORDER in talk and not asks_anything(understood):
        return Refused(Reason.ORDER)
    if has_question(understood) or Talk.OFF_TOPIC in talk:
        return None
    for kind, reason in ((Talk.ORDER, Reason.ORDER), (Talk.INSULT, Reason.INSULT)):
        if kind in talk:
            return Refused(reason)
    for kind in (Talk.THANKS, Talk.BYE, Talk.GREETING):
        if kind in talk and not understood.topic:
            return Talked(kind)
    return Refused(Reason.NOTHING_NEAR) if not understood.topic and not talk else None


def asks_anything(understood: Understood) -> bool:
    """Whether a word or a mark asks: "sửa hạn nhiệm vụ 14 thành …" only orders."""
    text = understood.tokens.text
    words = {token.folded for token in understood.tokens.items}
    return "?" in text or bool(words & (QUESTION_WORDS | {"gio"}))


def has_question(understood: Understood) -> bool:
    """Whether anything is asked that documents could answer."""
    return bool(
        understood.asks
        or understood.values
        or understood.attributes
        or understood.measure
        or understood.wants_list
        or understood.wants_summary
        or understood.compares
        or understood.units
        or understood.plans
        or understood.rows
        or understood.within
        or understood.clauses
        or understood.overdue
    )
