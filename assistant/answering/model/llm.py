"""A language model that words an answer from its evidence; any that LangChain can name."""

import logging
import queue
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import closing
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
    def _model(self) -> tuple[Any, Any, Any]:
        """What asks, who answers, and what makes text of an answer.

        Not one chain of the three: LangChain reads a chain that is left off to its end, and a model
        without end would keep a thread for ever.
        """
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
        return ChatPromptTemplate.from_template(prompt), model, StrOutputParser()

    def write(self, question: str, draft: Answer) -> Iterator[str]:
        """Pieces of the wording as they come; ModelFailed where they stop coming in time."""
        facts = {"question": question, "draft": draft.text, "evidence": evidence_text(draft)}
        room = max(LEAST_ROOM, LONGEST * len(draft.text))
        length = 0
        # Closed here: who keeps the error would keep the reading going.
        with closing(self._stream(facts)) as pieces:
            for piece in pieces:
                length += len(piece)
                if length > room:
                    raise ModelFailed("endless output", reason="trả lời quá dài")
                yield piece
        if not length:
            raise ModelFailed("empty output", reason="trả lời rỗng")

    def _stream(self, facts: dict[str, str]) -> Generator[str, None, None]:
        """Reads the model in a thread of its own: one that hangs keeps nobody waiting."""
        pieces: queue.Queue[str | BaseException | None] = queue.Queue()
        prompt, model, parser = self._model
        stopped = threading.Event()

        def read() -> None:
            try:
                for message in model.stream(prompt.invoke(facts)):
                    if stopped.is_set():
                        return
                    pieces.put(parser.invoke(message))
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
