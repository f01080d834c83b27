"""Questions with known answers, in batches of JSON lines, and what checks and makes them.

A batch is data: no code under `assistant/` may know a question, and nothing here opens the
assistant. Sealed batches are scored before they are read.
"""
