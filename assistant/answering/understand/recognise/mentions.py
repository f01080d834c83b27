"""Words of a task's title in a question: together they say what is asked about.

A title holds words that ask elsewhere: "lập danh sách", "tham gia hội chợ ở Hà Nội", "trước mùa
mưa". Where a question repeats a stretch of a title, those words describe the task.
"""

from collections.abc import Iterator

from assistant.answering.understand.meanings import Mentions, Reading
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.telling import stopwords
from assistant.answering.words.tokens import Token, Tokens

SHORTEST = 4
LONGEST = 24
WEIGHT = 0.42


def read_mentions(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """Every stretch of at least four words that some title has in that order."""
    start = 0
    while start + SHORTEST <= len(tokens):
        end = run_end(tokens, names, start=start)
        if end - start >= SHORTEST:
            # Its borders may belong to a name or a question word: shorter stretches are offered.
            for first in range(start, end - SHORTEST + 1):
                for last in range(first + SHORTEST, end + 1):
                    if is_content(tokens[first]) and is_content(tokens[last - 1]):
                        yield Reading(first, last, Mentions(), WEIGHT)
            start = end - 2
        else:
            start += 1


def is_content(token: Token) -> bool:
    return token.spelled not in stopwords()


def run_end(tokens: Tokens, names: Names, *, start: int) -> int:
    """How far from a token on every three words stand side by side in a title."""
    end = start
    for at in range(start, min(len(tokens), start + LONGEST) - 2):
        run = (tokens[at].folded, tokens[at + 1].folded, tokens[at + 2].folded)
        if run not in names.vocabulary.title_runs:
            break
        end = at + 3
    return end
