"""Questions and answers, at once or as a stream."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.domain.answer import Answer, Question
from assistant.domain.errors import AssistantError
from assistant.service.assistant import Assistant
from assistant.service.schemas import AnswerOut
from assistant.web.access import Asker, Service
from assistant.web.figures import Counts, Figures
from assistant.web.problems import UNEXPECTED, Problem, from_error, log, problem
from assistant.web.schemas import AskIn, FeedbackIn

router = APIRouter(prefix="/api", tags=["Hỏi đáp"])

PIECE = re.compile(r"\S*\s*(?:\S+\s*){0,3}")  # a few words: smooth to read, few events


@router.post("/ask", summary="Hỏi, nhận câu trả lời kèm nguồn")
def ask(body: AskIn, assistant: Service, caller: Asker, figures: Counts) -> AnswerOut:
    question = body.to_question(today=assistant.today(), actor=caller.actor)
    return render(assistant, answer(assistant, question, figures=figures))


@router.post(
    "/ask/stream",
    summary="Hỏi, nhận câu trả lời dần dần (server-sent events: status, token, answer, error)",
    response_class=EventSourceResponse,
)
async def ask_stream(
    request: Request, body: AskIn, assistant: Service, caller: Asker, figures: Counts
) -> EventSourceResponse:
    question = body.to_question(today=assistant.today(), actor=caller.actor)
    events = _events(request, assistant, question, figures=figures)
    # Without the header nginx would hold the pieces back until the answer is whole.
    return EventSourceResponse(events, headers={"X-Accel-Buffering": "no"})


@router.get(
    "/answers/{answer_id}",
    summary="Câu trả lời đã đưa ra trước đây",
    response_model=AnswerOut,
)
def earlier_answer(answer_id: str, assistant: Service, caller: Asker) -> JSONResponse:
    return JSONResponse(dict(assistant.answer(answer_id)))


@router.post("/feedback", status_code=204, summary="Góp ý về một câu trả lời")
def feedback(body: FeedbackIn, assistant: Service, caller: Asker, figures: Counts) -> None:
    assistant.feedback(
        body.answer_id, helpful=body.helpful, comment=body.comment, actor=caller.actor
    )
    figures.count_feedback(helpful=body.helpful)


def answer(
    assistant: Assistant,
    question: Question,
    *,
    figures: Figures,
    tell: Callable[[str], None] | None = None,
) -> Answer:
    """The answer, counted; `tell` hears a language model's sentences as they come."""
    given = assistant.ask(question, on_text=tell)
    figures.count_answer(given)
    return given


def render(assistant: Assistant, given: Answer) -> AnswerOut:
    """An answer as the outside sees it."""
    held = {document.id: document for document in assistant.documents()}
    return AnswerOut.of(given, documents=held)


def pieces(text: str) -> Iterator[str]:
    """A text cut into a few words each; together they are the text."""
    return (piece for piece in PIECE.findall(text) if piece)


def _whole(
    assistant: Assistant, question: Question, *, figures: Figures, tell: Callable[[str], None]
) -> AnswerOut:
    return render(assistant, answer(assistant, question, figures=figures, tell=tell))


async def _events(
    request: Request, assistant: Assistant, question: Question, *, figures: Figures
) -> AsyncIterator[ServerSentEvent]:
    yield _event("status", {"text": "Đang tìm trong các văn bản…"})
    told: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def tell(words: str) -> None:
        loop.call_soon_threadsafe(told.put_nowait, words)

    work = asyncio.create_task(
        asyncio.to_thread(_whole, assistant, question, figures=figures, tell=tell)
    )
    work.add_done_callback(lambda _: told.put_nowait(None))
    streamed = ""
    while (piece := await told.get()) is not None:
        streamed += piece
        yield _event("token", {"text": piece})
    try:
        whole = await work
    except AssistantError as error:
        yield _failure(from_error(request, error))
        return
    except Exception:  # noqa: BLE001 - the border of a stream that has begun: say it in it
        log.exception("streaming an answer failed")
        yield _failure(problem(request, 500, detail=UNEXPECTED))
        return
    # What a language model wrote came as it wrote it. Everything else is there at once; so is what
    # replaces wording that failed its check, and then the whole answer alone tells it.
    rest = whole.answer[len(streamed) :] if whole.answer.startswith(streamed) else ""
    for piece in pieces(rest):
        yield _event("token", {"text": piece})
    yield ServerSentEvent(event="answer", data=whole.model_dump_json(by_alias=True))


def _event(name: str, content: Mapping[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(event=name, data=json.dumps(content, ensure_ascii=False))


def _failure(found: Problem) -> ServerSentEvent:
    return ServerSentEvent(event="error", data=bytes(found.body).decode())
