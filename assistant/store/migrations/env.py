"""Runs migrations on the engine that the store has opened."""

from alembic import context

from assistant.store.tables import Base

engine = context.config.attributes["engine"]
with engine.connect().execution_options(writes=True) as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        # The full-text tables are SQLite's own; the migrations create them by hand.
        include_name=lambda name, kind, _parents: (
            kind != "table" or name == "search_entry" or not (name or "").startswith("search")
        ),
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
