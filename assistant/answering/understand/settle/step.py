"""What the modules that settle a question share."""

from assistant.answering.understand.meanings import Asks, Reading
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
