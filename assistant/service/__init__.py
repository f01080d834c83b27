"""The composition root: builds everything from settings; the use cases as plain methods.

The one place where a transaction begins and ends.
"""

from assistant.service.assistant import Assistant, open_assistant

__all__ = ["Assistant", "open_assistant"]
