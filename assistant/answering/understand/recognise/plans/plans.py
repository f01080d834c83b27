"""Documents meant by a question: by province, issuer, number, kind, year or nickname."""

from collections.abc import Iterator

from assistant.answering.understand.meanings import Reading
from assistant.answering.understand.recognise.plans.by_issuer import (
    by_issuer,
    by_kind_of_issuer,
    by_shortened_issuer,
)
from assistant.answering.understand.recognise.plans.by_number import by_number, by_short_number
from assistant.answering.understand.recognise.plans.by_place import (
    by_province,
    by_province_initials,
    by_province_slip,
)
from assistant.answering.understand.recognise.plans.by_tasks import by_tasks
from assistant.answering.understand.recognise.plans.by_title import by_initials, by_nickname
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.tokens import Tokens


def read_plans(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """Every way in which a question points to documents."""
    for start in range(len(tokens)):
        yield from by_province_initials(tokens, names, start=start)
        yield from by_province(tokens, names, start=start)
        yield from by_issuer(tokens, names, start=start)
        yield from by_shortened_issuer(tokens, names, start=start)
        yield from by_kind_of_issuer(tokens, names, start=start)
        yield from by_number(tokens, names, start=start)
    if not any(r.meaning for i in range(len(tokens)) for r in by_province(tokens, names, start=i)):
        for start in range(len(tokens)):
            yield from by_province_slip(tokens, names, start=start)
    yield from by_nickname(tokens, names)
    yield from by_initials(tokens, names)
    yield from by_short_number(tokens, names)
    yield from by_tasks(tokens, names)
