"""The tables of wordings can all be read, and patterns match what they say."""

from pathlib import Path

import pytest

from assistant.answering.understand.recognise.signals import meaning_of
from assistant.answering.words.lexicon import DATA, load
from assistant.answering.words.patterns import compile_pattern
from assistant.answering.words.tokens import tokenise

PHRASE_TABLES = (
    "attributes", "dues", "fields", "generic", "measures", "references", "roles", "talk",
)  # fmt: skip


@pytest.mark.parametrize("name", PHRASE_TABLES)
def test_every_line_has_a_meaning(name: str) -> None:
    for entries in load(f"{name}.tsv").entries.values():
        for entry in entries:
            assert meaning_of(entry.meaning, phrase="sở nào")
            assert 0 <= entry.weight <= 2


@pytest.mark.parametrize("path", sorted(DATA.glob("*.tsv")), ids=lambda path: path.name)
def test_every_table_says_how_to_extend_it(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("pattern", "text", "ends"),
    [
        ("ai (chủ trì|lo)", "ai chủ trì", {3}),
        ("ai (chủ trì|lo)", "ai lo", {2}),
        ("ai (đã)? ký", "ai ký", {2}),
        ("ai (đã)? ký", "ai đã ký", {3}),
        ("ai (đã)? ký", "ai chưa ký", set()),
        ("hạn (khi (nào|mô)|bao giờ)", "hạn khi nào", {3}),
    ],
)
def test_patterns_match(pattern: str, text: str, ends: set[int]) -> None:
    assert set(compile_pattern(pattern, macros={}).ends(tokenise(text), 0)) == ends


def test_a_broken_pattern_is_refused() -> None:
    with pytest.raises(ValueError, match="bracket"):
        compile_pattern("ai chủ trì) gì", macros={})
