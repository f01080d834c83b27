"""Settles how a figure has to be told: as a bound, or for one of many."""

from dataclasses import replace

from assistant.answering.understand.meanings import AsksValue, Kind, Manner, Measures
from assistant.answering.understand.understood import Understood
from assistant.answering.words.notions import single_words, speaks_of
from assistant.answering.words.tokens import Token

FIGURES = frozenset((Kind.COUNT, Kind.AMOUNT, Kind.MONEY, Kind.PERCENT, Kind.SPAN))
PAID = (Kind.AMOUNT, Kind.MONEY)
EVERY = frozenset(("mỗi", "từng"))
ONE = frozenset(("một", "1", "01"))
NUMBER = "số"
# "mấy tháng một lần": how often, and nothing that is told of one
TIMES = frozenset(("lần", "lượt", "số", "trăm", "nghìn", "ngàn", "vài", "chút"))
# "bao nhiêu tiền công một buổi": so many words between what is asked and what it is asked of
BETWEEN = 3


def told_in_a_manner(understood: Understood) -> Understood:
    """ "lớp nhận tối đa mấy em", "trả bao nhiêu một tiết": no figure of a whole answers that."""
    manner = frozenset(how for how, is_meant in MANNERS.items() if is_meant(understood))
    if not manner:
        return understood
    values = tuple(
        replace(value, manner=manner) if value.kind in FIGURES else value
        for value in understood.values
    )
    if Manner.EACH not in manner or not any(value.kind in PAID for value in values):
        return replace(understood, values=values)
    # The "1" of "lãnh bao nhiêu 1 buổi" describes nothing.
    topic = tuple(token for token in understood.topic if token.spelled not in ONE)
    return replace(understood, values=values, topic=topic)


def asks_bound(understood: Understood) -> bool:
    """ "tối đa bao nhiêu", "ít nhất phải được mấy người"."""
    return speaks_of(understood.tokens.text, "bound_asked")


def asks_of_one(understood: Understood) -> bool:
    """ "mỗi tháng bao nhiêu", "bao nhiêu tiền một căn", "một tuần mấy lần"."""
    items = understood.tokens.items
    figures = understood.resolved.of(AsksValue, Measures)
    behind = {at for r in figures for at in range(r.end, r.end + BETWEEN + 1)}
    before = {at for r in figures for at in range(r.start - BETWEEN - 1, r.start)}
    return any(
        token.spelled in EVERY or at in behind or (at in before and begins(token, at))
        for at, token in enumerate(items[:-1])
        if is_one_of_many(token, items[at + 1]) and not is_mark(items, at)
    )


def is_one_of_many(word: Token, noun: Token) -> bool:
    """ "một căn", "mỗi tháng"; and neither "một số" nor the "mỗi bên" of a comparison."""
    if noun.after_break or not noun.spelled.isalpha() or noun.spelled in TIMES:
        return False
    if word.spelled in EVERY:
        return noun.spelled not in single_words("of_several")
    return word.spelled in ONE


def is_mark(items: tuple[Token, ...], at: int) -> bool:
    """ "tuyến số 1": which one, and not how many."""
    return at > 0 and items[at - 1].spelled == NUMBER


def begins(token: Token, at: int) -> bool:
    """Whether a word begins a question, or a part of it between commas."""
    return at == 0 or bool(token.after_break)


MANNERS = {Manner.BOUND: asks_bound, Manner.EACH: asks_of_one}
