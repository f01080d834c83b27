"""The database: the only truth. Takes and gives domain objects; its rows never leave here.

SQLAlchemy tables, queries and migrations; SQLite in WAL mode, the lexical index in the same
transaction. Who opens and closes transactions is the service.
"""
