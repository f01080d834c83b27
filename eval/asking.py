"""Asks whoever is to be measured: the service in process, a server, or a baseline."""

import json
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from assistant.domain.answer import Question as Asked
from assistant.domain.scope import Scope
from assistant.retrieval import lexical
from assistant.service.assistant import Assistant, open_assistant
from assistant.service.schemas import AnswerOut
from assistant.settings import Settings
from assistant.store import documents
from assistant.store.search import PASSAGE
from eval.judge import Given, Verdict, judge
from eval.questions.question import Question

TIMEOUT_S = 60


class Answers(Protocol):
    """Answers one turn of a conversation, in the shape of `POST /api/ask`."""

    def __call__(
        self, question: str, *, conversation_id: str | None, as_of: str | None
    ) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Result:
    """One question, what was answered, and whether that is right."""

    question: Question
    response: Mapping[str, Any]
    verdict: Verdict
    seconds: float


def ask_all(questions: Iterable[Question], answers: Answers) -> tuple[Result, ...]:
    """Every question with its history before it; only the last turn is timed and judged."""
    results = []
    for question in questions:
        conversation_id: str | None = None
        response: Mapping[str, Any] = {}
        seconds = 0.0
        for turn in (*question.history, question.question):
            started = time.perf_counter()
            response = answers(turn, conversation_id=conversation_id, as_of=question.as_of)
            seconds = time.perf_counter() - started
            conversation_id = response.get("conversation_id")
        verdict = judge(question, Given.from_response(response))
        results.append(Result(question, response, verdict, seconds))
    return tuple(results)


@contextmanager
def assistant_over(paths: Iterable[Path]) -> Iterator[Assistant]:
    """An assistant on a home of its own, with these files and folders ingested."""
    with TemporaryDirectory(prefix="assistant-eval-") as home:
        settings = Settings.model_validate({"ASSISTANT_HOME": home})
        with open_assistant(settings) as assistant:
            refused = [r for r in assistant.ingest(paths) if r.status == "refused"]
            if refused:
                raise SystemExit("\n".join(f"{r.file}: {r.reason}" for r in refused))
            assistant.prepare()
            yield assistant


def in_process(assistant: Assistant) -> Answers:
    """The same service as users have, without a server between."""

    def answers(
        question: str, *, conversation_id: str | None, as_of: str | None
    ) -> Mapping[str, Any]:
        day = date.fromisoformat(as_of) if as_of else assistant.today()
        given = assistant.ask(Asked(question, day, conversation_id))
        held = {document.id: document for document in assistant.documents()}
        return AnswerOut.of(given, documents=held).model_dump(mode="json", by_alias=True)

    return answers


def over_http(url: str) -> Answers:
    """A running server."""

    def answers(
        question: str, *, conversation_id: str | None, as_of: str | None
    ) -> Mapping[str, Any]:
        body = {"question": question, "conversation_id": conversation_id, "as_of": as_of}
        request = urllib.request.Request(
            f"{url.rstrip('/')}/api/ask",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
            found: Mapping[str, Any] = json.load(response)
        return found

    return answers


def best_fragment(assistant: Assistant) -> Answers:
    """The baseline: the passage that BM25 finds, as it stands, to every question."""

    def answers(
        question: str, *, conversation_id: str | None, as_of: str | None
    ) -> Mapping[str, Any]:
        del conversation_id, as_of
        with assistant.store.reading() as connection:
            scores = lexical.rank(connection, question, kind=PASSAGE, scope=Scope.all(), limit=1)
            held = documents.passages_by_id(connection, scores, scope=Scope.all())
            if not held:
                return {"answered": False, "answer": "Không tìm thấy."}
            (passage,) = held.values()
            document = documents.document(connection, passage.document_id, scope=Scope.all())
        file = document.file.name if document.file else ""
        return {
            "answered": True,
            "answer": passage.text,
            "citations": [{"n": 1, "document": {"file": file}, "quote": passage.text}],
        }

    return answers
