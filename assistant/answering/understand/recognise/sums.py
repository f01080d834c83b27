"""Bounds of money in a question: "việc nào trên 500 triệu", "dự toán dưới 1 tỷ"."""

from collections.abc import Iterator

from assistant.answering.understand.meanings import OfSum, Reading
from assistant.answering.understand.recognise.units import matches
from assistant.answering.words.notions import phrases, single_words
from assistant.answering.words.tokens import Tokens
from assistant.vietnamese.sums import find_sum_bounds

WEIGHT = 1.0


def read_sums(tokens: Tokens) -> Iterator[Reading]:
    """Each bound, with the words for money before it."""
    for span, bound in find_sum_bounds(tokens.text):
        start, end = tokens.at(*span)
        words = tokens.words(start, end)
        yield Reading(with_money(tokens, start), end, OfSum(bound, words), WEIGHT)


def with_money(tokens: Tokens, start: int) -> int:
    """Where the words begin that say that it is money: "có kinh phí | trên 500 triệu"."""
    first, leading = start, single_words("spend")
    while first:
        held = (p for p in phrases("money") if matches(tokens, p, start=max(0, first - len(p))))
        money = next((p for p in held if len(p) <= first), ())
        if money:
            first -= len(money)
        elif tokens[first - 1].spelled in leading:  # "có kinh phí từ", "tốn trên"
            first -= 1
        else:
            break
    return first
