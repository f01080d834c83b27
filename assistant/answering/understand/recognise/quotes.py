"""Words in quotation marks: what a cell is said to say."""

import re
from collections.abc import Iterator

from assistant.answering.understand.meanings import HasStatus, Reading, SaysWords
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.tokens import Tokens
from assistant.vietnamese.text import spell

QUOTED = re.compile(r"[\"“”«'‘]([^\"“”«»'’‘]{2,80})[\"“”»'’]")
# "để thời gian là 'Theo kế hoạch'", "ghi 'Thường xuyên'": the cell's own words are meant.
SAYING = re.compile(r"(?:ghi|để|là|thời gian|thời hạn|hạn|nêu|de|thoi gian|han)\s*(?:là|la|:)?\s*$")


def read_quotes(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """A quotation after a verb of writing: of a status, or of any time that cells say."""
    statuses = set(map(spell, names.vocabulary.statuses))
    for match in QUOTED.finditer(tokens.text):
        if SAYING.search(tokens.text[: match.start()].lower()):
            span = tokens.at(match.start(1), match.end(1))
            if span[1] > span[0]:
                words = match.group(1).strip()
                is_status = spell(words) in statuses
                yield Reading(*span, HasStatus(words) if is_status else SaysWords(words), 1.2)
