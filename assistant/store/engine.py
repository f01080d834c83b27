"""Opening the database: its settings, its version, its migrations."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.domain.errors import StoreError, StoreTooNew
from assistant.vietnamese.terms import fold_padded

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_MS = 10_000  # longer than the longest write of one document
CACHE_KIB = 32_768


def open_engine(path: Path) -> Engine:
    """The database at `path`, created or migrated to the present schema."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    try:
        _migrate(engine, path)
    except DatabaseError as error:
        engine.dispose()
        raise StoreError(
            f"cannot open {path}: {error}", path=path, reason="tệp kho hỏng hoặc không ghi được"
        ) from error
    except StoreError:
        engine.dispose()
        raise
    return engine


def _prepare_connection(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # pysqlite would begin transactions by itself, and only before writes; we say when.
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None
    connection.create_function("fold_padded", 1, fold_padded, deterministic=True)
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    cursor.close()


def _begin(connection: object) -> None:
    # A writer that began as a reader could meet SQLITE_BUSY in mid-transaction, so writers say so
    # from the start (see `Store.writing`).
    options = connection.get_execution_options()  # type: ignore[attr-defined]  # untyped event
    mode = "IMMEDIATE" if options.get("writes") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")  # type: ignore[attr-defined]  # untyped event


def revisions() -> tuple[str, ...]:
    """The schema's revisions, oldest first; they are numbered by their files' names."""
    return tuple(sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")))


def _migrate(engine: Engine, path: Path) -> None:
    current, known = _current_revision(engine), revisions()
    if current == known[-1]:
        return
    if current is not None:
        if current not in known:
            raise StoreTooNew(f"{path} has unknown revision {current}", path=path)
        _back_up(path)
    # Alembic takes a fifth of a second to import, which no ordinary start should pay.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    command.upgrade(config, "head")


def _current_revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
        return row[0] if row else None


def _back_up(path: Path) -> None:
    """A copy of the store as it was before a migration, beside it."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy_database(path, path.with_name(f"{path.stem}.before-{stamp}{path.suffix}"))


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy of a database that may be in use."""
    with sqlite3.connect(source) as here, sqlite3.connect(target) as there:
        here.backup(there)
    here.close()
    there.close()
