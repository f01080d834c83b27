"""Plans called by what their tasks are about: "kế hoạch phế thải" for one of construction waste,
whose title says "chất thải rắn xây dựng".
"""

from collections.abc import Iterator

from assistant.answering.understand.meanings import NamedBy, NamesPlan, Reading
from assistant.answering.understand.recognise.plans.by_title import COMMON_KINDS
from assistant.answering.understand.recognise.plans.title_words import is_written
from assistant.answering.understand.recognise.plans.weights import CALLED
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.lexicon import load
from assistant.answering.words.tokens import Tokens
from assistant.domain.relations import changers

LEAST = 2  # syllables after the word for a plan


def by_tasks(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """A word for a plan with words that no title says and that its tasks say again and again."""
    for found in load("plan_words.tsv").find(tokens):
        first, end = found.end, found.end + LEAST
        if found.meaning not in COMMON_KINDS or end > len(tokens) or tokens.is_cut(first - 1, end):
            continue
        # "kế hoạch bảo trì" that documents speak of is a thing in them, and none of them.
        if is_written(tokens.items[first - 1 : first + 1], names):
            continue
        one, two = (token.spelled for token in tokens.items[first:end])
        documents = names.vocabulary.subjects.get((one, two), frozenset())
        if not documents or any(one in plan.title for plan in names.plans):
            continue
        # As a title would, the name means what changes the plan too.
        held = names.vocabulary.documents
        documents |= {change.id for meant in documents for change in changers(meant, held)}
        titles = {w for plan in names.plans if plan.document.id in documents for w in plan.title}
        while end < len(tokens) and not tokens[end].after_break and tokens[end].spelled in titles:
            end += 1
        words = tokens.words(found.start, end)
        meaning = NamesPlan(documents, words, NamedBy.NICKNAME, found.end - found.start)
        yield Reading(found.start, end, meaning, CALLED)
