"""Word lists that staff extend: every row can be used, none stands there twice."""

from collections import Counter

import pytest

from assistant.answering.words.lexicon import rows
from assistant.domain.due import DueKind
from assistant.domain.task import Field
from assistant.ingest.table_header import Role
from assistant.vietnamese.abbreviations import expand
from assistant.vietnamese.field_names import name_of
from assistant.vietnamese.text import normalise
from assistant.vietnamese.wordlist import read_table

# For each list: how many columns its rows have, which column holds a code, and the codes.
LISTS = {
    "due_words": (5, 1, {kind.value for kind in DueKind}),
    "headers": (4, 1, {role.value for role in Role}),
    "assignee_heads": (3, 1, {"alone", "named", "person"}),
    "unit_names": (3, 1, {"whole", "single"}),
    "abbreviations": (5, 3, {"0", "1"}),
    "bound_words": (3, 1, {"more", "least", "less", "most"}),
    "numbers": (4, 1, {str(n) for n in range(1, 100)}),
}


@pytest.mark.parametrize("name", LISTS)
def test_every_row_can_be_used(name: str) -> None:
    columns, code, codes = LISTS[name]
    for row in read_table(name):
        assert len(row) == columns, row
        assert row[code] in codes, row
        assert row[0] == normalise(row[0]), row
        assert all(row[: columns - 1]), row


@pytest.mark.parametrize("name", LISTS)
def test_no_row_stands_there_twice(name: str) -> None:
    counts = Counter(row[0] for row in read_table(name))
    assert [word for word, count in counts.items() if count > 1] == []


def test_abbreviations_of_units_are_written_out() -> None:
    for short, expansion, _english, flag, *_ in read_table("abbreviations"):
        if flag == "1":
            assert expand(short) == expansion


def test_every_field_has_a_name() -> None:
    for field in Field:
        name = name_of(field)
        assert name.label
        assert name.column
        assert name.noun


@pytest.mark.parametrize(("name", "least"), [("compounds", 2), ("spoken_words", 1)])
def test_plain_lists_hold_each_word_once(name: str, least: int) -> None:
    rows = read_table(name)
    assert all(len(row) == 2 and all(row) for row in rows)
    words = [row[0] for row in rows]
    assert len({*words}) == len(words)
    for word in words:
        assert word == normalise(word).lower()
        assert len(word.split()) >= least


def test_provinces_are_called_by_their_names_alone() -> None:
    """A name that the table of provinces does not know would silently be of no use."""
    known = {name for name, *_ in read_table("provinces")}
    merged = {into for _, _, into, *_ in read_table("provinces") if into}
    aliased = {name for name, *_ in rows("province_aliases.tsv")}
    assert merged <= known
    assert aliased <= known
