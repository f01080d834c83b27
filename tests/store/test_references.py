"""A number means one document of those held, or none."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.domain.document import ParsedDocument, Relation, RelationKind
from assistant.domain.unit import Organization
from assistant.store import documents
from assistant.store.references import read_references
from assistant.store.store import Store
from tests.conftest import NOON
from tests.support.parsed import HOME, a_document

NUMBER = "12/KH-SYT"
ELSEWHERE = Organization("Sở Y tế tỉnh An Giang", "UBND tỉnh An Giang", "An Giang")
THIRD = Organization("Sở Y tế tỉnh Gia Lai", "UBND tỉnh Gia Lai", "Gia Lai")
OLD, NEW = date(2024, 3, 4), date(2025, 3, 4)


def a_plan(organization: Organization, day: date) -> ParsedDocument:
    name = f"{organization.province}-{day}.pdf"
    return a_document(organization=organization, issued_on=day, number=NUMBER, name=name)


def naming(day: date | None) -> ParsedDocument:
    """A decision of the home department that names the number, with a day beside it or without."""
    parsed = a_document(number="20/QĐ-SYT", issued_on=date(2025, 6, 1), name="qd.pdf")
    named = Relation(RelationKind.AMENDS, "12/kh-syt", issued_on=day)
    return replace(parsed, document=replace(parsed.document, relations=(named,)))


CASES = {
    "its own department's": ((HOME, NEW), (ELSEWHERE, NEW), None, "Cà Mau", NEW),
    "of two years the day named": ((HOME, OLD), (HOME, NEW), OLD, "Cà Mau", OLD),
    "of two years without a day": ((HOME, OLD), (HOME, NEW), None, "", None),
    "of two other departments": ((ELSEWHERE, NEW), (THIRD, NEW), NEW, "", None),
    "of one other department": ((ELSEWHERE, NEW), None, None, "An Giang", NEW),
}


@pytest.mark.parametrize(
    ("first", "second", "day", "province", "issued"), CASES.values(), ids=CASES
)
def test_the_document_meant(
    store: Store,
    first: tuple[Organization, date],
    second: tuple[Organization, date] | None,
    day: date | None,
    province: str,
    issued: date | None,
) -> None:
    with store.writing() as connection:
        plans = [a_plan(*facts) for facts in (first, second) if facts]
        held = {
            documents.save(connection, plan, now=NOON).document_id: plan.document for plan in plans
        }
        naming_id = documents.save(connection, naming(day), now=NOON).document_id
        meant = read_references(connection).meant(NUMBER, within=naming_id)
    found = held.get(meant)
    assert (found.organization.province if found else "") == province
    assert (found.issued_on if found else None) == issued


def test_a_document_without_a_number_is_not_meant_by_none(store: Store) -> None:
    with store.writing() as connection:
        documents.save(connection, a_document(number="", name="du-thao.pdf"), now=NOON)
        naming_id = documents.save(connection, naming(None), now=NOON).document_id
        assert read_references(connection).meant("", within=naming_id) == ""
