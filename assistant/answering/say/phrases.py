"""The sentences of answers that staff may reword: `answering/data/phrases.tsv`."""

from functools import lru_cache

from assistant.answering.words.lexicon import rows


@lru_cache(maxsize=1)
def phrases() -> dict[str, str]:
    return {cells[0]: cells[1] for cells in rows("phrases.tsv")}


def phrase(key: str, **facts: str | int) -> str:
    """A phrase with its facts filled in."""
    return phrases()[key].format(**facts)
