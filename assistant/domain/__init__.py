"""Our vocabulary: documents, passages, tasks, dues, units, questions, answers and errors.

Frozen dataclasses and pure functions on the standard library alone: no files, no database,
no clock.
"""
