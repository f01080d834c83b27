"""What a document says of its units: canonical names, aliases, abbreviations, groups."""

from assistant.domain.task import Task
from assistant.domain.unit import Organization, Unit
from assistant.vietnamese.units import is_group, unit_key


def learn_units(
    tasks: tuple[Task, ...], *, texts: tuple[str, ...], organization: Organization
) -> tuple[Unit, ...]:
    """The units that a document names, each with every way in which it writes them."""
    names: dict[str, list[str]] = {}
    for task in tasks:
        for assignee in (*task.lead, *task.support):
            spellings = names.setdefault(unit_key(assignee.words), [])
            if assignee.words not in spellings:
                spellings.append(assignee.words)
    return tuple(
        Unit(words[0], organization.name, is_group(words[0]), tuple(words[1:]))
        for words in names.values()
    )
