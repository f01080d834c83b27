"""From a question to an answer: understand, conversation, evidence, compose, gate, language model.

Knows the store and the index only by the small Protocol in `library.py`.
"""
