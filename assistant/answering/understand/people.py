"""People named in a question: "ông Trần Văn A", or a signer whom the store knows."""

from collections.abc import Iterator

from assistant.answering.understand.meanings import NamesPerson, Reading
from assistant.answering.understand.names import Names
from assistant.answering.understand.tokens import Tokens
from assistant.answering.understand.units import matches
from assistant.answering.words import word_set

TITLES = word_set("ông bà đ/c anh chị")
LONGEST = 4


def read_people(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """A title with capitalised words after it; known names in any writing."""
    for start, token in enumerate(tokens.items):
        first = start + 1
        if token.spelled == "đồng" and first < len(tokens) and tokens[first].spelled == "chí":
            first += 1
        elif token.spelled not in TITLES:
            first = len(tokens)
        end = first
        while end < min(len(tokens), first + LONGEST) and tokens[end].is_capital:
            if tokens[end].text.isupper() and len(tokens[end].text) > 1:
                break
            end += 1
        if end > first:
            yield Reading(start, end, NamesPerson(tokens.words(first, end)), 0.9)
        for words in names.people:
            if matches(tokens, words, start=start):
                stop = start + len(words)
                yield Reading(start, stop, NamesPerson(tokens.words(start, stop)), 0.8)
