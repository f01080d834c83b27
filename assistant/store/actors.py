"""People and programs that were let in."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from assistant.store.tables import ActorRow

GUEST = "guest"


def admit(connection: Connection, actor_id: str, *, kind: str, name: str, at: datetime) -> None:
    """Let somebody in for good."""
    connection.execute(delete(ActorRow).where(ActorRow.id == actor_id))
    connection.execute(
        insert(ActorRow).values(
            id=actor_id, kind=kind, name=name, unit_id=None, role=GUEST, facts={}, seen_at=at
        )
    )


def is_admitted(connection: Connection, actor_id: str) -> bool:
    """Whether somebody was let in."""
    query = select(ActorRow.id).where(ActorRow.id == actor_id, ActorRow.role == GUEST)
    return connection.execute(query).scalar() is not None
