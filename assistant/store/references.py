"""Which document is meant by a number that another one names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from assistant.store.tables import DocumentRow, RelationRow
from assistant.vietnamese.text import letters


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document held, as far as numbers in other documents mean it."""

    id: str
    organization_id: int
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class References:
    """The documents held by their numbers, and on which day others say that one was issued."""

    owners: Mapping[str, int]  # the organization of each document
    by_number: Mapping[str, tuple[Numbered, ...]]
    days: Mapping[tuple[str, str], date | None]  # by who names it, and by its number

    def meant(self, number: str, *, within: str) -> str:
        """The document meant by a number in a document; "" where it is none or could be several.

        Departments of all provinces number alike: "15/KH-SXD" in a decision of Cà Mau's is Cà Mau's
        plan. Each year begins at 1 again, so of several the day beside the number tells which.
        """
        key = letters(number)
        found = [other for other in self.by_number.get(key, ()) if other.id != within]
        own = [other for other in found if other.organization_id == self.owners[within]]
        left = own or found
        if len(left) > 1:
            day = self.days.get((within, key))
            left = [other for other in left if day and other.issued_on == day]
        return left[0].id if len(left) == 1 else ""


def read_references(connection: Connection) -> References:
    """What numbers mean among the documents that are held now."""
    owners: dict[str, int] = {}
    by_number: dict[str, tuple[Numbered, ...]] = {}
    for row in connection.execute(
        select(
            DocumentRow.id, DocumentRow.organization_id, DocumentRow.number, DocumentRow.issued_on
        )
    ):
        owners[row.id] = row.organization_id
        if key := letters(row.number):
            numbered = Numbered(row.id, row.organization_id, row.issued_on)
            by_number[key] = (*by_number.get(key, ()), numbered)
    named = connection.execute(
        select(RelationRow.document_id, RelationRow.number, RelationRow.issued_on)
    )
    days = {(row.document_id, letters(row.number)): row.issued_on for row in named}
    return References(owners, by_number, days)
