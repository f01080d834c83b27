"""Questions of which unit, by the nouns that units of the held documents begin with.

"Đội nào", "điểm nào", "đội mấy đảm nhận": the words for common bodies stand in roles.tsv, and each
department has nouns of its own.
"""

from collections.abc import Iterator

from assistant.answering.understand.meanings import AsksWho, Reading
from assistant.answering.understand.recognise.units import is_end
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.patterns import fits
from assistant.answering.words.telling import word_set
from assistant.answering.words.tokens import Tokens

WHICH, WHICH_NUMBER = word_set("nào"), word_set("mấy")
SURELY = 0.85


def read_which_unit(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """ "đội nào" and "đội mấy" where units of the documents are numbered or named teams."""
    for head in names.unit_heads:
        for start in range(len(tokens) - len(head)):
            end = start + len(head)
            if all(fits(tokens[start + n], word) is not None for n, word in enumerate(head)) and (
                tokens[end].spelled in WHICH
                or (tokens[end].spelled in WHICH_NUMBER and ends_there(tokens, end + 1))
            ):
                yield Reading(start, end + 1, AsksWho(), SURELY)


def ends_there(tokens: Tokens, at: int) -> bool:
    """ "đội mấy đảm nhận", and not "đội mấy người"."""
    if at == len(tokens) or tokens[at].after_break:
        return True
    return is_end(tokens, tokens[at].spelled, tokens[at].folded)
