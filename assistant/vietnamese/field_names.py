"""What the fields of a task are called in Vietnamese, in answers, pictures and evidence."""

from dataclasses import dataclass
from functools import cache

from assistant.domain.task import Field
from assistant.vietnamese.wordlist import read_table


@dataclass(frozen=True, slots=True)
class FieldName:
    """One field's name in the forms in which it is said; "" where nobody says it so."""

    label: str  # before a colon: "Hạn: 30/6/2026"
    column: str  # over a column: "Thời hạn"
    noun: str  # within a sentence: "không ghi thời hạn"
    verb: str  # behind a unit: "Văn phòng chủ trì"
    question: str  # "Hạn khi nào?"


def name_of(field: Field) -> FieldName:
    """How a field is called."""
    return _names()[field]


@cache
def _names() -> dict[Field, FieldName]:
    return {Field(row[0]): FieldName(*row[1:6]) for row in read_table("field_names")}
