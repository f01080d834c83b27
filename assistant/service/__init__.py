"""The composition root: `assistant.open_assistant` builds everything from settings.

The use cases are plain methods of `Assistant`; the one place where a transaction begins and ends.
"""
