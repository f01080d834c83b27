"""Posts that people hold (data/positions.tsv): "Phó Giám đốc", "Chánh Văn phòng"."""

from functools import cache

from assistant.vietnamese.text import syllables
from assistant.vietnamese.wordlist import read_words


@cache
def positions() -> tuple[tuple[str, ...], ...]:
    """Each post as its syllables."""
    return tuple(map(syllables, read_words("positions")))


def begins_with_post(words: str) -> bool:
    """Whether words begin with a post: "Phó Giám đốc Sở", and not "Văn phòng"."""
    said = syllables(words)
    return any(said[: len(post)] == post for post in positions())
