"""Readings given back to the topic: words read as a name, a time or a field that are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from assistant.answering.understand.frame import frame
from assistant.answering.understand.meanings import Meaning
from assistant.answering.understand.understood import Clause, Understood
from assistant.answering.words.tokens import Token

# What no reading of this question says: where it stands, and what a conversation adds.
KEPT = frozenset(("tokens", "resolved", "topic", "chain", "within", "preferred"))


def give_back(
    understood: Understood, *kinds: type, only: Callable[[Meaning], bool] = lambda _: True
) -> Understood:
    """The question with some readings given back to its topic.

    Only what those readings said changes: what was settled since, or taken over from the last
    question, stays.
    """
    chosen = understood.resolved.chosen
    lost = tuple(r for r in chosen if isinstance(r.meaning, kinds) and only(r.meaning))
    if not lost:
        return understood
    kept = tuple(reading for reading in chosen if reading not in lost)
    resolved = replace(understood.resolved, chosen=kept, lost=(*understood.resolved.lost, *lost))
    before = frame(understood.tokens, understood.resolved)
    after = frame(understood.tokens, resolved)
    changed = {
        name: changed_by(getattr(understood, name), getattr(before, name), getattr(after, name))
        for name in (field.name for field in fields(Understood))
        if name not in KEPT
    }
    topic = topic_with(understood.topic, before.topic, after.topic)
    return replace(understood, **changed, resolved=resolved, topic=topic)


def without_carried(
    understood: Understood, kind: type, *, only: Callable[[Meaning], bool] = lambda _: True
) -> Understood:
    """The question without what it took over of that kind from the ones before: no reading of
    its own says that, so that none can be given back.
    """

    def is_kept(item: Any) -> bool:
        meaning: Any = item.meaning if isinstance(item, Clause) else item
        return not (only(meaning) and isinstance(meaning, kind))

    held = ((field.name, getattr(understood, field.name)) for field in fields(Understood))
    kept: dict[str, Any] = {
        name: tuple(filter(is_kept, told)) for name, told in held if isinstance(told, tuple)
    }
    return replace(understood, **kept)


def changed_by(now: Any, before: Any, after: Any) -> Any:
    """What stands now, changed as the readings' own words changed from before to after."""
    if now == before or before == after:
        return after if now == before else now
    if isinstance(now, tuple):
        stay = tuple(item for item in now if item in after or item not in before)
        return (*stay, *(item for item in after if item not in before and item not in stay))
    if isinstance(now, frozenset):
        return (now - (before - after)) | (after - before)
    return now


def topic_with(
    now: tuple[Token, ...], before: tuple[Token, ...], after: tuple[Token, ...]
) -> tuple[Token, ...]:
    """The topic with the words that were given back, where they stand in the question."""
    added = [token for token in after if token not in before]
    gone = [token for token in before if token not in after]
    if now == before:
        return after
    kept = tuple(token for token in now if token not in gone)
    if all(token in before for token in kept):
        return tuple(sorted((*kept, *added), key=lambda token: token.start))
    return (*kept, *added)  # words of the question before come first
