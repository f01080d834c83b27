"""When a document was issued that those held only cite: "Nghị quyết số 71/NQ-CP ngày 01/4/2025"."""

from __future__ import annotations

import re

from assistant.answering.findings import ProseFound, Quote
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import AsksValue, Attribute, Kind
from assistant.answering.understand.settle.asks import document_numbers
from assistant.answering.understand.understood import Understood
from assistant.answering.words.telling import sorts_in, stopwords
from assistant.answering.words.tokens import Token
from assistant.domain.task import Field
from assistant.vietnamese.text import fold

MOST_CITING = 8
# Beside the number and what sort of document it is, so many words may say that it is cited; more,
# as "triển khai nghị quyết …", tell of a task.
MOST_BESIDE = 1
# "ngày bao nhiêu" may ask when it was issued; "hạn ngày nào", "xong khi nào" ask for a deadline.
WHICH_DAY = re.compile(r"(?:vao )?(?:ngay|hom) (?:nao|may|bao nhieu)")
DAY = r"ngày\s+(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"

# What follows the name of whoever issued it.
ABOUT = r"về|ban\s+hành|quy\s+định|phê\s+duyệt|thực\s+hiện|hướng\s+dẫn|sửa|bổ\s+sung"


def issued(asked: Asked) -> ProseFound | None:
    """The words that cite the document whose day is asked for."""
    understood = asked.understood
    number = number_alone(understood.topic)
    if not asks_day(understood) or number is None:
        return None
    cited = cited_as(number)
    for hit in asked.library.search_passages(number, limit=MOST_CITING, scope=asked.passage_scope):
        found = cited.search(hit.passage.text)
        if found:
            quote = Quote(hit.passage, found[0].strip(), 1.0)
            return ProseFound((quote,), AsksValue(Kind.DAY))
    return None


def asks_day(understood: Understood) -> bool:
    """Whether the day of a document may be asked for, and no deadline of a task."""
    if Attribute.ISSUED_ON in understood.attributes:
        return True
    asks = understood.asks
    only_due = understood.fields == (Field.DUE,)
    return only_due and all(WHICH_DAY.fullmatch(fold(ask.words)) for ask in asks)


def number_alone(topic: tuple[Token, ...]) -> str | None:
    """The number of a document, where a topic tells hardly anything else."""
    numbers = document_numbers(topic)
    if len(numbers) != 1:
        return None
    sorts = {word for sort in sorts_in(" ".join(t.text for t in topic)) for word in sort.split()}
    beside = [
        token
        for token in topic
        if token not in numbers and token.folded not in sorts and token.spelled not in stopwords()
    ]
    return numbers[0].text if len(beside) <= MOST_BESIDE else None


def cited_as(number: str) -> re.Pattern[str]:
    """ "Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ"."""
    sort = r"(?:\w+\s+){0,2}(?:số\s+)?"
    whose = rf"(?:\s+của(?:\s+(?!(?:{ABOUT})\b)[^\W\d_]+){{1,8}})?"
    return re.compile(rf"{sort}{re.escape(number)},?\s+{DAY}{whose}", re.IGNORECASE)
