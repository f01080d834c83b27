"""People whom cells name: as printed, by a given name, or without diacritics."""

import pytest

from assistant.answering.lists.conditions import names_person
from assistant.domain.task import Field, Task
from assistant.ingest.units import assignees

TASK = Task(title="Thả cá", lead=assignees("Ông Trần Đức Thọa"))


@pytest.mark.parametrize(
    ("words", "is_bare", "named"),
    [
        ("Trần Đức Thọa", False, True),
        ("Thọa", False, True),
        ("Thọ", False, False),
        ("Tran Duc Thoa", False, False),
        ("Tran Duc Thoa", True, True),
        ("Thoa", True, True),
        ("Tho", True, False),
    ],
)
def test_names(words: str, is_bare: bool, named: bool) -> None:
    assert names_person(TASK, words, cells=(Field.LEAD,), is_bare=is_bare) is named
