"""The OpenAI protocol, so that any client that speaks it can talk to the assistant.

Such a client sends the whole conversation each time and knows no conversation of ours; it is
recognised by what was said before.
"""

import hashlib
import json
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator, Sequence
from functools import partial
from typing import Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sse_starlette import EventSourceResponse

from assistant.domain.answer import Answer, Citation, Question
from assistant.domain.errors import AssistantError, BadValue
from assistant.service.assistant import Assistant
from assistant.web.access import Asker, Caller, Service
from assistant.web.figures import Counts, Figures
from assistant.web.problems import UNEXPECTED, from_error, log, problem
from assistant.web.routes.ask import answer, pieces
from assistant.web.schemas import LONGEST_QUESTION

router = APIRouter(prefix="/v1", tags=["Giao thức OpenAI"])

MODEL = "assistant"
MOST_MESSAGES = 1000
MOST_TURNS_REPEATED = 3  # a follow-up rarely reaches further back
MOST_CONVERSATIONS = 1000


class Part(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: str = ""


class Message(BaseModel):
    """One message of a conversation."""

    role: str
    content: str | list[Part] | None = None

    @property
    def words(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text").strip()
        return (self.content or "").strip()


class ChatIn(BaseModel):
    """A request for the next message; what else clients send (temperature …) means nothing here."""

    model: str = MODEL
    messages: list[Message] = Field(min_length=1, max_length=MOST_MESSAGES)
    stream: bool = False


class Remembered:
    """Which conversation of ours goes on after a given exchange; the oldest are forgotten."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: str) -> str | None:
        with self._lock:
            return self._held.get(key)

    def keep(self, key: str, conversation_id: str) -> None:
        with self._lock:
            self._held[key] = conversation_id
            self._held.move_to_end(key)
            if len(self._held) > MOST_CONVERSATIONS:
                self._held.popitem(last=False)


@router.get("/models", summary="Các mô hình: chỉ có trợ lý này")
def models(caller: Asker) -> dict[str, Any]:
    return {"object": "list", "data": [_model()]}


@router.post(
    "/chat/completions",
    summary="Hỏi theo giao thức OpenAI (cả stream)",
    response_model=None,
    responses={200: {"content": {"application/json": {}, "text/event-stream": {}}}},
)
async def chat(
    request: Request, body: ChatIn, assistant: Service, caller: Asker, figures: Counts
) -> JSONResponse | EventSourceResponse:
    said = [m for m in body.messages if m.role in ("user", "assistant") and m.words]
    if not said or said[-1].role != "user" or len(said[-1].words) > LONGEST_QUESTION:
        raise BadValue(
            "the last message is no question",
            what="messages",
            value=said[-1].role if said else "",
            reason=f"tin cuối phải là câu hỏi của người dùng, không quá {LONGEST_QUESTION} ký tự",
        )
    work = partial(_reply, request, assistant, said, caller=caller, figures=figures)
    if body.stream:
        return EventSourceResponse(
            _chunks(request, work), sep="\n", headers={"X-Accel-Buffering": "no"}
        )
    text = await to_thread.run_sync(work)
    return JSONResponse(_completion(text, said))


def _reply(
    request: Request,
    assistant: Assistant,
    said: Sequence[Message],
    *,
    caller: Caller,
    figures: Figures,
) -> str:
    remembered: Remembered = request.app.state.remembered
    conversation_id = remembered.find(_key(said[:-1], caller)) or _repeat(
        assistant, said[:-1], actor=caller.actor
    )
    given = answer(
        assistant,
        _question(assistant, said[-1], conversation_id, actor=caller.actor),
        figures=figures,
    )
    text = with_sources(given, base=str(request.base_url).rstrip("/"))
    reply = Message(role="assistant", content=text)
    remembered.keep(_key([*said, reply], caller), given.conversation_id)
    return text


def _repeat(assistant: Assistant, said: Sequence[Message], *, actor: str) -> str | None:
    """A conversation that we do not remember is had again, as far as a follow-up needs it."""
    conversation_id = None
    questions = [m for m in said if m.role == "user" and len(m.words) <= LONGEST_QUESTION]
    for message in questions[-MOST_TURNS_REPEATED:]:
        question = _question(assistant, message, conversation_id, actor=actor)
        conversation_id = assistant.ask(question).conversation_id
    return conversation_id


def _question(
    assistant: Assistant, message: Message, conversation_id: str | None, *, actor: str
) -> Question:
    return Question(
        text=message.words,
        as_of=assistant.today(),
        conversation_id=conversation_id,
        actor=actor,
    )


def _key(said: Sequence[Message], caller: Caller) -> str:
    """A name for what was said so far, by whom."""
    told = json.dumps([caller.actor, *([m.role, m.words] for m in said)])
    return hashlib.sha256(told.encode()).hexdigest()


def with_sources(given: Answer, *, base: str) -> str:
    """The answer with its sources below, since the protocol has no other place for them."""
    if not given.citations:
        return given.text
    sources = "\n".join(f"- {source_line(c)}: {base}{c.url}" for c in given.citations)
    return f"{given.text}\n\nNguồn:\n{sources}"


def source_line(citation: Citation) -> str:
    """One line on one source."""
    page = f"trang {citation.page}" if citation.page else ""
    parts = (citation.document.label, citation.section, page)
    return f"[{citation.n}] {' · '.join(part for part in parts if part)}"


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}


def _head(kind: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{uuid.uuid4().hex}",
        "object": kind,
        "created": int(time.time()),
        "model": MODEL,
    }


def _completion(text: str, said: Sequence[Message]) -> dict[str, Any]:
    asked = sum(len(message.words.split()) for message in said)
    told = len(text.split())
    return _head("chat.completion") | {
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text},
                "finish_reason": "stop",
            }
        ],
        # Words, not tokens: nothing here is cut into tokens, but clients want numbers.
        "usage": {"prompt_tokens": asked, "completion_tokens": told, "total_tokens": asked + told},
    }


async def _chunks(request: Request, work: partial[str]) -> AsyncIterator[str]:
    try:
        text = await to_thread.run_sync(work)
    except AssistantError as error:
        yield bytes(from_error(request, error).body).decode()
        return
    except Exception:  # noqa: BLE001 - the border of a stream that has begun: say it in it
        log.exception("streaming a completion failed")
        yield bytes(problem(request, 500, detail=UNEXPECTED).body).decode()
        return
    head = _head("chat.completion.chunk")
    for delta, reason in _deltas(text):
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        yield json.dumps(head | {"choices": [choice]}, ensure_ascii=False)
    yield "[DONE]"


def _deltas(text: str) -> Iterator[tuple[dict[str, str], Literal["stop"] | None]]:
    yield {"role": "assistant", "content": ""}, None
    for piece in pieces(text):
        yield {"content": piece}, None
    yield {}, "stop"
