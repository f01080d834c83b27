"""Words in quotation marks: what a cell is said to say."""

import re
from collections.abc import Iterator

from assistant.answering.understand.meanings import HasStatus, Reading, SaysWords
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.tokens import Tokens
from assistant.domain.task import Field
from assistant.vietnamese.text import spell

QUOTED = re.compile(r"[\"“”«'‘]([^\"“”«»'’‘]{2,80})[\"“”»'’]")
# "để thời gian là 'Theo kế hoạch'", "ghi 'Thường xuyên'": the cell's own words are meant.
SAYING = re.compile(
    r"(?:ghi|để|là|thời gian|thời hạn|hạn|nêu|de|thoi gian|han)"
    r"\s*(?:đúng|mỗi|rõ)?\s*(?:một|1)?\s*(?:chữ|câu|cụm từ|dạng)?\s*(?:là|la|:)?\s*$"
)
# "sản phẩm chỉ ghi đúng một chữ": which cell, and that nothing else stands in it
PRODUCT = re.compile(
    r"\b(?:(?:cột|ô|phần)\s+)?(?:sản phẩm|kết quả|đầu ra|san pham|ket qua|dau ra)\b[^,.;?]*$"
)
ALONE = re.compile(r"\b(?:chỉ|đúng|mỗi|vỏn vẹn)\b[^,.;?]*$")


def read_quotes(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """A quotation after a verb of writing: of a status, or of any time that cells say."""
    statuses = set(map(spell, names.vocabulary.statuses))
    for match in QUOTED.finditer(tokens.text):
        before = tokens.text[: match.start()].lower()
        if SAYING.search(before):
            column = PRODUCT.search(before)
            # "cột sản phẩm ghi …": the column's name asks for nothing then.
            span = tokens.at(column.start() if column else match.start(1), match.end(1))
            if span[1] > span[0]:
                words = match.group(1).strip()
                is_status = spell(words) in statuses
                field = Field.DELIVERABLE if column else Field.DUE
                said = SaysWords(words, field, ALONE.search(before) is not None)
                yield Reading(*span, HasStatus(words) if is_status else said, 1.2)
