"""The store as a whole: transactions and the generation of its content."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from assistant.domain.errors import StoreBusy
from assistant.store.engine import open_engine


class Store:
    """An open database. Repositories take the connection that `reading` or `writing` gives."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = open_engine(path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state of the store."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all that is written in it is there, or nothing is."""
        try:
            with (
                self._engine.connect().execution_options(writes=True) as connection,
                connection.begin(),
            ):
                yield connection
        except OperationalError as error:
            if "locked" in str(error):
                raise StoreBusy(f"{self.path} is locked") from error
            raise

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def generation(connection: Connection) -> int:
    """A number that every change of content raises: what is derived carries the one it is of."""
    value = connection.execute(text("SELECT value FROM state WHERE name = 'generation'")).scalar()
    return int(value or 0)


def raise_generation(connection: Connection) -> int:
    """Say that the content has changed; part of every transaction that changes it."""
    following = generation(connection) + 1
    connection.execute(
        text("INSERT OR REPLACE INTO state (name, value) VALUES ('generation', :value)"),
        {"value": str(following)},
    )
    return following


def check_integrity(connection: Connection) -> str:
    """What SQLite says of the file: "ok", or its first complaint."""
    return str(connection.execute(text("PRAGMA quick_check(1)")).scalar())
