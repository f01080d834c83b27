"""Organizations and their units: spellings learned from one document serve all of its issuer's."""

import hashlib
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, insert, select, update

from assistant.domain.scope import Scope
from assistant.domain.unit import Assignee, Organization, Unit
from assistant.store.tables import OrganizationRow, TaskRow, TaskUnitRow, UnitRow
from assistant.store.tasks import in_sight
from assistant.vietnamese.units import is_group, unit_key


def organization_id(connection: Connection, organization: Organization) -> int:
    """The organization's row, made where it is new; what was unknown of it is filled in."""
    row = connection.execute(
        select(OrganizationRow.id, OrganizationRow.parent, OrganizationRow.province).where(
            OrganizationRow.name == organization.name
        )
    ).first()
    if row is None:
        made = connection.execute(
            insert(OrganizationRow).values(
                name=organization.name, parent=organization.parent, province=organization.province
            )
        )
        return int(made.inserted_primary_key[0])  # type: ignore[index]  # one insert gives a key
    known = {
        name: value
        for name, old, value in (
            ("parent", row.parent, organization.parent),
            ("province", row.province, organization.province),
        )
        if not old and value
    }
    if known:
        connection.execute(
            update(OrganizationRow).where(OrganizationRow.id == row.id).values(**known)
        )
    return int(row.id)


def learn(connection: Connection, owner: int, units: Iterable[Unit]) -> None:
    """Add what a document says of its organization's units to what is known of them."""
    for unit in units:
        known = _by_key(connection, owner)
        row_id = next(
            (known[key] for key in map(unit_key, unit.spellings) if key in known), None
        ) or _add(connection, owner, unit)
        _add_spellings(connection, row_id, unit)


def unit_ids(
    connection: Connection, owner: int, assignees: Iterable[Assignee]
) -> Mapping[str, str]:
    """The unit of each assignee by its words; a unit that nothing has named yet is made."""
    known = dict(_by_key(connection, owner))
    found: dict[str, str] = {}
    for assignee in assignees:
        name = assignee.unit or assignee.words
        key = unit_key(name)
        if key not in known:
            unit = Unit(name=name, organization="", is_group=assignee.is_group or is_group(name))
            known[key] = _add(connection, owner, unit)
        found[assignee.words] = known[key]
    return found


def units(connection: Connection, *, scope: Scope) -> tuple[Unit, ...]:
    """Every unit that a task in sight of the asker names."""
    named = select(TaskUnitRow.unit_id).join(TaskRow, TaskRow.id == TaskUnitRow.task_id)
    rows = connection.execute(
        select(UnitRow, OrganizationRow.name.label("organization"))
        .join(OrganizationRow, OrganizationRow.id == UnitRow.organization_id)
        .where(UnitRow.id.in_(named.where(*in_sight(scope))))
        .order_by(UnitRow.id)
    )
    return tuple(
        Unit(
            id=row.id,
            name=row.name,
            organization=row.organization,
            is_group=row.is_group,
            aliases=tuple(row.aliases),
            members=tuple(row.members),
        )
        for row in rows
    )


def _by_key(connection: Connection, owner: int) -> dict[str, str]:
    rows = connection.execute(
        select(UnitRow.id, UnitRow.key, UnitRow.aliases).where(UnitRow.organization_id == owner)
    ).all()
    by_alias = {unit_key(alias): row.id for row in rows for alias in row.aliases}
    return by_alias | {row.key: row.id for row in rows}


def _add(connection: Connection, owner: int, unit: Unit) -> str:
    key = unit_key(unit.name)
    # By its content: a unit that goes with its last document has its old id when it comes back.
    row_id = hashlib.sha256(f"{owner}\0{key}".encode()).hexdigest()[:16]
    connection.execute(
        insert(UnitRow).values(
            id=row_id,
            organization_id=owner,
            key=key,
            name=unit.name,
            is_group=unit.is_group,
            aliases=[],
            members=list(unit.members),
        )
    )
    return row_id


def _add_spellings(connection: Connection, row_id: str, unit: Unit) -> None:
    row = connection.execute(select(UnitRow).where(UnitRow.id == row_id)).one()
    aliases = dict.fromkeys(a for a in (*row.aliases, *unit.spellings) if a != row.name)
    members = dict.fromkeys((*row.members, *unit.members))
    connection.execute(
        update(UnitRow)
        .where(UnitRow.id == row_id)
        .values(
            aliases=list(aliases),
            members=list(members),
            is_group=row.is_group or unit.is_group,
        )
    )
