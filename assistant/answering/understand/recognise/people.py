"""People named in a question: "ông Trần Văn A", or a signer whom the store knows."""

from collections.abc import Iterator
from functools import lru_cache

from assistant.answering.understand.meanings import NamesPerson, Reading
from assistant.answering.understand.recognise.fields import is_glued
from assistant.answering.understand.recognise.units import matches
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.lexicon import rows
from assistant.answering.words.notions import phrases
from assistant.answering.words.tokens import Tokens
from assistant.vietnamese.text import spell

LONGEST = 4
# How surely words name somebody: behind a title, as documents do, or by a surname alone. Set by
# hand on the open questions; only their order is sure.
TITLED, HELD, SURNAMED = 0.9, 0.8, 0.6
HERSELF = (("trực", "tiếp"), ("đích", "thân"))


def read_people(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """A title with capitalised words after it; known names in any writing."""
    for start in range(len(tokens)):
        end = first = title_end(tokens, start=start)
        while end < min(len(tokens), first + LONGEST) and tokens[end].is_capital:
            if tokens[end].after_break:
                break
            if tokens[end].text.isupper() and len(tokens[end].text) > 1:
                break
            end += 1
        # "tiếng | Anh Bắc Ninh": the end of a word that documents write is nobody's title
        if end > first and not (
            tokens[start].is_capital and is_glued(tokens, names, before=start - 1)
        ):
            yield Reading(start, end, NamesPerson(tokens.words(first, end)), TITLED)
        yield from by_surname(tokens, names, start=start)
        yield from by_post(tokens, names, start=start)
        for words in names.people:
            if matches(tokens, words, start=start):
                stop = start + len(words)
                yield Reading(start, stop, NamesPerson(tokens.words(start, stop)), HELD)


def by_post(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """ "Giám đốc Sở chỉ đạo" where a column "Lãnh đạo chỉ đạo" says "Giám đốc Sở" and no name."""
    for post, deed in names.posts:
        end = start + len(post)
        if not matches(tokens, post, start=start):
            continue
        # "đích thân Giám đốc Sở chỉ đạo", "Giám đốc Sở trực tiếp chỉ đạo"
        at = end + 2 * any(matches(tokens, words, start=end) for words in HERSELF)
        first = start - 2 * any(start > 1 and matches(tokens, w, start=start - 2) for w in HERSELF)
        if matches(tokens, deed, start=at):
            words = tokens.words(start, end)
            yield Reading(first, at + len(deed), NamesPerson(words), 1.0)


def title_end(tokens: Tokens, *, start: int) -> int:
    """Where a title of persons that begins at a token ends; behind all where none does."""
    for title in phrases("title"):
        if tokens[start].spelled == "/".join(title):
            return start + 1  # "đ/c"
        if matches(tokens, title, start=start):
            return start + len(title)
    return len(tokens)


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    return frozenset(spell(cells[0]) for cells in rows("surnames.tsv"))


def by_surname(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """ "Võ Văn Minh": a surname and given names, all capitalised, with no noun before them."""
    if tokens[start].spelled not in surnames() or not tokens[start].is_capital:
        return
    end = start
    while end < min(len(tokens), start + LONGEST) and tokens[end].is_capital:
        if tokens[end].after_break and end > start:
            break
        end += 1
    words = tuple(token.folded for token in tokens.items[start:end])
    runs = zip(words, words[1:], words[2:], strict=False)
    if any(run in names.vocabulary.title_runs for run in runs):
        return  # "hồ Đồng Chiêm": tasks are named after it
    if end - start > 2:
        yield Reading(start, end, NamesPerson(tokens.words(start, end)), SURNAMED)
