"""A language model that words an answer from its evidence; any that LangChain can name."""

import logging
import queue
import threading
import time
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files
from typing import Any

from assistant.domain.answer import Answer
from assistant.domain.errors import BadSetting, MissingPart, ModelFailed
from assistant.domain.task import Field
from assistant.vietnamese.field_names import name_of

log = logging.getLogger(__name__)

# People wait for the wording; past this the extractive answer is there anyway.
SECONDS = 8.0
SECONDS_TO_BEGIN = 4.0
# A wording longer than this many times the draft has run away.
LONGEST, LEAST_ROOM = 3, 1500
TOLD = (Field.TITLE, Field.LEAD, Field.SUPPORT, Field.DUE, Field.DELIVERABLE)


class Writer:
    """Asks one model for wordings, and waits only so long."""

    def __init__(self, name: str, *, seconds: float = SECONDS) -> None:
        self.name = name
        self._seconds = seconds

    @cached_property
    def _chain(self) -> Any:
        from langchain.chat_models import init_chat_model
        from langchain_core.output_parsers import StrOutputParser
        from langchain_core.prompts import ChatPromptTemplate

        try:
            model = init_chat_model(self.name, temperature=0, timeout=self._seconds, max_retries=0)
        except ImportError as error:
            raise MissingPart(
                str(error), what=f"mô hình {self.name}", command="pip install " + _package(error)
            ) from error
        except Exception as error:  # each provider complains of its settings in its own way
            raise BadSetting(str(error), name="ASSISTANT_LLM", reason=str(error)) from error
        prompt = (files("assistant.answering") / "prompts" / "write.md").read_text("utf-8")
        return ChatPromptTemplate.from_template(prompt) | model | StrOutputParser()

    def write(self, question: str, draft: Answer) -> Iterator[str]:
        """Pieces of the wording as they come; ModelFailed where they stop coming in time."""
        facts = {"question": question, "draft": draft.text, "evidence": evidence_text(draft)}
        room = max(LEAST_ROOM, LONGEST * len(draft.text))
        length = 0
        for piece in self._stream(facts):
            length += len(piece)
            if length > room:
                raise ModelFailed("endless output", reason="trả lời quá dài")
            yield piece
        if not length:
            raise ModelFailed("empty output", reason="trả lời rỗng")

    def _stream(self, facts: dict[str, str]) -> Iterator[str]:
        """Reads the model in a thread of its own: one that hangs keeps nobody waiting."""
        pieces: queue.Queue[str | BaseException | None] = queue.Queue()
        chain, stopped = self._chain, threading.Event()

        def read() -> None:
            try:
                for piece in chain.stream(facts):
                    if stopped.is_set():
                        return
                    pieces.put(piece)
                pieces.put(None)
            except Exception as error:  # noqa: BLE001 - whatever a provider throws is one failure
                pieces.put(error)

        threading.Thread(target=read, daemon=True, name="language-model").start()
        started = time.monotonic()
        allowed = SECONDS_TO_BEGIN
        try:
            while True:
                left = min(started + self._seconds - time.monotonic(), allowed)
                piece = pieces.get(timeout=max(0.0, left))
                if piece is None:
                    return
                if isinstance(piece, BaseException):
                    raise ModelFailed(repr(piece), reason="máy chủ báo lỗi") from piece
                if piece:
                    allowed = self._seconds
                    yield piece
        except queue.Empty as error:
            raise ModelFailed("too slow", reason="quá chậm") from error
        finally:
            stopped.set()


def evidence_text(draft: Answer) -> str:
    """The evidence of an answer, numbered as it is cited."""
    lines = [f"[{c.n}] {c.document.label}: {c.quote}" for c in draft.citations]
    for task in draft.tasks:
        facts = [
            f"{name_of(field).column}: {task.words(field)}" for field in TOLD if task.words(field)
        ]
        lines.append(" · ".join(facts))
    return "\n".join(lines)


def _package(error: ImportError) -> str:
    return (error.name or "langchain").replace("_", "-")
