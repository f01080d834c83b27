"""What must be handled or sent once, whatever breaks in between."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from assistant.store.tables import OutboxRow


@dataclass(frozen=True, slots=True)
class Letter:
    """One thing to be done once; its key tells it from every other."""

    key: str
    channel: str
    content: Mapping[str, Any]


def put(connection: Connection, letters: Iterable[Letter], *, at: datetime) -> tuple[Letter, ...]:
    """Keep letters; those whose key is not known yet come back, in their order."""
    new = []
    for letter in letters:
        known = select(OutboxRow.key).where(OutboxRow.key == letter.key)
        if connection.execute(known).scalar() is None:
            connection.execute(
                insert(OutboxRow).values(
                    key=letter.key,
                    channel=letter.channel,
                    content=dict(letter.content),
                    created_at=at,
                    sent_at=None,
                )
            )
            new.append(letter)
    return tuple(new)


def waiting(connection: Connection, channel: str) -> tuple[Letter, ...]:
    """What is still to be done, the oldest first."""
    rows = connection.execute(
        select(OutboxRow)
        .where(OutboxRow.channel == channel, OutboxRow.sent_at.is_(None))
        .order_by(OutboxRow.created_at, OutboxRow.key)
    )
    return tuple(Letter(row.key, row.channel, row.content) for row in rows)


def settle(connection: Connection, key: str, *, at: datetime | None) -> None:
    """Say that it is done, or with None that it is to be done again."""
    connection.execute(update(OutboxRow).where(OutboxRow.key == key).values(sent_at=at))


def forget_done_before(connection: Connection, moment: datetime) -> None:
    """Delete what was done before."""
    connection.execute(delete(OutboxRow).where(OutboxRow.sent_at < moment))
