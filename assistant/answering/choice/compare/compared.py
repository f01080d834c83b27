"""One of the things that are set against each other."""

from dataclasses import dataclass

from assistant.answering.understand.understood import Understood
from assistant.answering.words.telling import word_set

# The words that stand between two things set against each other.
JOINING = word_set("và với hay hoặc còn")


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the things set against each other, and the question asked of it alone."""

    name: str
    understood: Understood
    is_whole: bool = False  # a question of its own: "A đặt bao nhiêu, còn B hạn bao giờ"
