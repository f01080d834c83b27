"""Fields by the names that the plans' own columns give them: "nơi nào cử trưởng đoàn"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.understand.meanings import Acts, Asks, Reading
from assistant.answering.understand.recognise.units import matches
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.lexicon import load
from assistant.answering.words.telling import word_set
from assistant.answering.words.tokens import Tokens, tokenise
from assistant.domain.task import Field
from assistant.vietnamese.text import syllables

ROLES = (Field.LEAD, Field.SUPPORT)
# What stands before the verb in the name of a column of units: "Nơi cử trưởng đoàn".
WHOSE = word_set("đơn vị cơ quan phòng ban bộ phận nơi người ai bên cán")
KNOWN = ("roles.tsv", "fields.tsv")
# What says nothing elsewhere may be the very name of a column of units: "Đơn vị thực hiện".
GENERIC = "generic.tsv"
# So many syllables say the field by themselves; fewer need a question word beside them.
CLEAR, SURE, WEAK = 3, 1.0, 0.45


@dataclass(frozen=True, slots=True)
class ColumnName:
    """What a plan calls one of its columns, where no table of wordings calls it so."""

    field: Field
    words: tuple[str, ...]


def read_column_names(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """Every name of a column that stands in the question."""
    for column in own_names(names.vocabulary.columns):
        field, is_role = column.field, column.field in ROLES
        meaning = Acts(field) if is_role else Asks(field, words=" ".join(column.words))
        weight = SURE if len(column.words) >= CLEAR or not is_role else WEAK
        for start in range(len(tokens)):
            if matches(tokens, column.words, start=start):
                yield Reading(start, start + len(column.words), meaning, weight)


@lru_cache(maxsize=8)
def own_names(columns: tuple[tuple[Field, str], ...]) -> tuple[ColumnName, ...]:
    """The names that say more than the tables know, each once."""
    found = (ColumnName(field, words_of(field, header)) for field, header in columns)
    return tuple(dict.fromkeys(c for c in found if len(c.words) > 1 and not is_known(c)))


def words_of(field: Field, header: str) -> tuple[str, ...]:
    """The lowest name of a header, of a column of units without "đơn vị", "nơi" before it."""
    words = syllables(header.split(" - ")[-1].split("(")[0])
    while field in ROLES and words and words[0] in WHOSE:
        words = words[1:]
    return words


def is_known(column: ColumnName) -> bool:
    """Whether a table of wordings holds all of it."""
    tokens = tokenise(" ".join(column.words))
    tables = KNOWN if column.field in ROLES else (*KNOWN, GENERIC)
    return any(
        found.end - found.start == len(tokens)
        for table in tables
        for found in load(table).find(tokens)
    )
