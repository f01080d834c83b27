"""What later documents change in earlier ones: worked out anew whenever a document comes or goes,
so that the order of ingesting them does not matter."""

from sqlalchemy import Connection


def apply_all(connection: Connection) -> None:
    """Bring every task to the state that the amendments in the store give it."""
