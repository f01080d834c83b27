"""What is counted for Prometheus. Each app has its own registry, so that tests do not add up."""

import time
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as AsgiScope

from assistant.domain.answer import Answer
from assistant.service.assistant import Assistant

# From an answer out of memory to one that waits for a language model.
ANSWER_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Figures:
    """The counters of one app."""

    def __init__(self, assistant: Assistant) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(_Holdings(assistant))
        self._questions = Counter(
            "assistant_questions",
            "Questions answered, and said not to be in the documents",
            ["answered", "mode"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "assistant_answer_seconds",
            "Time from a question to its answer",
            registry=self.registry,
            buckets=ANSWER_BUCKETS,
        )
        self._feedback = Counter(
            "assistant_feedback", "Opinions on answers", ["helpful"], registry=self.registry
        )
        self.requests = Counter(
            "http_requests", "Requests", ["method", "route", "status"], registry=self.registry
        )
        self.request_seconds = Histogram(
            "http_request_seconds", "Time of a request", ["route"], registry=self.registry
        )

    def count_answer(self, answer: Answer) -> None:
        """One more question was answered."""
        self._questions.labels(str(answer.answered).lower(), answer.mode).inc()
        self._seconds.observe(answer.elapsed_ms / 1000)

    def count_feedback(self, *, helpful: bool) -> None:
        """One more opinion came."""
        self._feedback.labels(str(helpful).lower()).inc()

    def render(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)


class _Holdings(Collector):
    """How much the store holds, looked up when somebody wants to know."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Named beforehand, so that registering does not open the store."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        held = self._assistant.documents()
        for name, words, value in (
            ("documents", "Documents in the store", len(held)),
            ("tasks", "Task rows in the store", sum(document.tasks for document in held)),
            ("passages", "Passages in the store", sum(document.passages for document in held)),
        ):
            yield GaugeMetricFamily(f"assistant_{name}", words, value=value)


class Counting:
    """Counts requests by route; an unknown path has no route, so that scans add no labels."""

    def __init__(self, app: ASGIApp, *, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            route = getattr(scope.get("route"), "path", "none")
            self._figures.requests.labels(scope["method"], route, str(status)).inc()
            self._figures.request_seconds.labels(route).observe(time.perf_counter() - started)


def _figures(request: Request) -> Figures:
    figures: Figures = request.app.state.figures
    return figures


Counts = Annotated[Figures, Depends(_figures)]
