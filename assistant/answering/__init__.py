"""From a question to an answer; the folders stand in the order of its way (docs/answering.md).

Knows the store and the index only by the small Protocol in `question/library.py`.
"""
