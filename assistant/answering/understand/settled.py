"""What the modules that settle a question share."""

from collections.abc import Callable
from dataclasses import replace

from assistant.answering.understand.frame import without
from assistant.answering.understand.meanings import (
    Asks,
    Meaning,
    NamesUnit,
    Reading,
)
from assistant.answering.understand.understood import Understood
from assistant.domain.task import Field
from assistant.vietnamese.text import fold


def is_explicit(ask: Asks) -> bool:
    """Whether a field is asked for by a question word or its own name."""
    return ask.field in (Field.LEAD, Field.SUPPORT) or (
        bool(ask.words) and ask.field is not Field.TITLE
    )


def said(understood: Understood, reading: Reading) -> str:
    return fold(understood.tokens.words(reading.start, reading.end))


def returned(
    understood: Understood,
    kinds: type | tuple[type, ...],
    *,
    only: Callable[[Meaning], bool] = lambda _: True,
) -> Understood:
    """The same question with some readings given back to its topic; what was settled stays."""
    kinds = kinds if isinstance(kinds, tuple) else (kinds,)
    meanings = [reading.meaning for reading in understood.resolved.chosen]
    if not any(isinstance(m, kinds) and only(m) for m in meanings):
        return understood
    read = without(understood, *kinds, only=only)
    return replace(
        read,
        chain=understood.chain,
        within=understood.within,
        preferred=understood.preferred,
        plans=understood.plans,
        units=read.units if NamesUnit in kinds else understood.units,
    )
