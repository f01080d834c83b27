"""One spelling for each syllable, wherever its tone was put."""

import pytest

from assistant.vietnamese.text import spell


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("Hòa", "hoà"),
        ("HOÀ", "hoà"),
        ("cuả", "của"),
        ("của", "của"),
        ("quả", "quả"),
        ("già", "già"),
        ("luật", "luật"),  # NFD writes the dot before the circumflex
        ("thuận", "thuận"),
        ("tuần", "tuần"),
    ],
)
def test_the_tone_stands_in_one_place(typed: str, spelled: str) -> None:
    assert spell(typed) == spelled
    assert spell(spell(typed)) == spelled
