"""Which rows of a new reading are recognisably rows that the store held before."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from assistant.domain.task import Task
from assistant.vietnamese.text import letters

SAME_MARK = 0.5  # with the same section and mark, a title may be half rewritten
SAME_TITLE = 0.75  # with another mark, it must be nearly the same


def match_tasks(old: Sequence[Task], new: Sequence[Task]) -> dict[int, str]:
    """The position of each new row that was there before, with the id it had."""
    matched: dict[int, str] = {}
    free = {task.id: task for task in old}
    for pairs in (_by_mark, _by_title):
        rest = [(position, task) for position, task in enumerate(new) if position not in matched]
        for position, old_id in pairs(free, rest):
            if position not in matched and old_id in free:
                matched[position] = old_id
                del free[old_id]
    return matched


def likeness(a: Task, b: Task) -> float:
    """How alike two titles are, from 0 to 1."""
    left, right = letters(a.title), letters(b.title)
    if left == right:
        return 1.0
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= SAME_MARK else 0.0


def _by_mark(old: Mapping[str, Task], new: Sequence[tuple[int, Task]]) -> list[tuple[int, str]]:
    by_mark: dict[tuple[str, str, str], list[Task]] = {}
    for task in old.values():
        by_mark.setdefault(_mark(task), []).append(task)
    pairs = [
        (likeness(candidate, task), position, candidate.id)
        for position, task in new
        for candidate in by_mark.get(_mark(task), ())
    ]
    return _best_first(pairs, at_least=SAME_MARK)


def _by_title(old: Mapping[str, Task], new: Sequence[tuple[int, Task]]) -> list[tuple[int, str]]:
    pairs = [
        (likeness(candidate, task), position, candidate.id)
        for position, task in new
        for candidate in old.values()
        if candidate.source == task.source
    ]
    return _best_first(pairs, at_least=SAME_TITLE)


def _best_first(pairs: list[tuple[float, int, str]], *, at_least: float) -> list[tuple[int, str]]:
    best = sorted((pair for pair in pairs if pair[0] >= at_least), key=lambda pair: -pair[0])
    return [(position, old_id) for _, position, old_id in best]


def _mark(task: Task) -> tuple[str, str, str]:
    return task.source, task.section, task.stt
