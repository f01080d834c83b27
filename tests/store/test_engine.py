"""Opening stores: older ones are migrated after a backup, newer ones and wrecks are refused."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from assistant.domain.errors import StoreError, StoreTooNew
from assistant.store import engine
from assistant.store.engine import open_engine, revisions
from assistant.store.store import Store

NEXT_REVISION = """
from alembic import op
revision, down_revision = "0999", "{}"

def upgrade():
    op.execute("CREATE TABLE added_later (id INTEGER)")
"""


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        schema = [row[0] for row in connection.execute("SELECT sql FROM sqlite_schema")]
    connection.close()
    return schema


def test_a_fresh_store_has_the_present_schema(store: Store) -> None:
    with sqlite3.connect(store.path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (
            revisions()[-1],
        )


def test_sqlite_is_set_up_for_readers_beside_a_writer(store: Store) -> None:
    with store.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10_000}


def test_a_newer_store_is_refused_untouched(store: Store) -> None:
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = store.path.read_bytes()
    with pytest.raises(StoreTooNew) as caught:
        open_engine(store.path)
    assert "phiên bản mới hơn" in caught.value.staff_message
    assert store.path.read_bytes() == before


def test_an_older_store_is_copied_before_it_is_migrated(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The next revision that somebody will write, beside those that are there.
    migrations = tmp_path / "migrations"
    shutil.copytree(engine.MIGRATIONS, migrations)
    (migrations / "versions" / "0999_next.py").write_text(NEXT_REVISION.format(revisions()[-1]))
    store.close()
    before = dump(store.path)
    monkeypatch.setattr(engine, "MIGRATIONS", migrations)
    open_engine(store.path).dispose()
    (backup,) = store.path.parent.glob("assistant.before-*.db")
    assert dump(backup) == before
    with sqlite3.connect(store.path) as connection:
        assert connection.execute("SELECT count(*) FROM added_later").fetchone() == (0,)
    connection.close()


def test_what_joined_before_joins_still(store: Store) -> None:
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        for ordinal, joins in enumerate(("true", "false")):
            content = f'{{"action": "change", "joins": {joins}}}'
            connection.execute(
                "INSERT INTO amendment (document_id, ordinal, content) VALUES ('d', ?, ?)",
                (ordinal, content),
            )
    connection.close()
    open_engine(store.path).dispose()
    with sqlite3.connect(store.path) as connection:
        told = [json.loads(row[0]) for row in connection.execute("SELECT content FROM amendment")]
    connection.close()
    assert told == [
        {"action": "change", "manner": "joins"},
        {"action": "change", "manner": "replaces"},
    ]


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\1" * 999]
)
def test_a_wreck_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "wreck.db"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        Store(path)
    assert str(path) in caught.value.staff_message
    assert path.read_bytes() == content
