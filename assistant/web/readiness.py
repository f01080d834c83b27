"""Loading what the first question needs, while the server already listens."""

import logging
import threading

from assistant.domain.errors import AssistantError
from assistant.service.assistant import Assistant

log = logging.getLogger(__name__)


class Readiness:
    """Whether the assistant can answer, and if not, why."""

    def __init__(self) -> None:
        self._done = threading.Event()
        self.sentence = "Trợ lý đang khởi động, vui lòng chờ ít giây."

    @property
    def is_ready(self) -> bool:
        return self._done.is_set()

    def prepare(self, assistant: Assistant) -> None:
        """Load vocabulary, model and index; runs in a thread of its own."""
        try:
            assistant.prepare()
        except AssistantError as error:
            log.error("cannot prepare: %s", error)
            self.sentence = error.staff_message
        except Exception:
            log.exception("cannot prepare")
            self.sentence = AssistantError.template
        else:
            self._done.set()
