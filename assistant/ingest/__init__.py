"""From a file to a ParsedDocument: readers, layout, tables, tasks, assignments, metadata, passages.

After the readers nothing knows a file format; nothing here knows a database or an index.
"""
