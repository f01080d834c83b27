"""Questions over HTTP: the shape that the outside relies on, at once and as a stream."""

import json
from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest
from starlette.testclient import TestClient

from assistant.domain.answer import Answer, Question
from assistant.service.assistant import Assistant
from assistant.web.routes.ask import pieces
from tests.support.held import LEAD, LIST_QUESTION, NOT_HELD, QUESTION
from tests.support.web_server import running

ANSWER_KEYS = {
    "id", "conversation_id", "answered", "answer", "citations", "tasks", "follow_ups", "mode",
    "elapsed_ms",
}  # fmt: skip
CITATION_KEYS = {"n", "document", "section", "page", "quote", "url"}
TASK_KEYS = {
    "id", "document_id", "file", "section", "stt", "title", "lead", "support", "due",
    "deliverable", "status", "other", "page", "source", "in_force", "changes",
}  # fmt: skip


def test_an_answer_has_the_shape_that_is_promised(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION}).json()

    assert set(answer) == ANSWER_KEYS
    assert answer["answered"] is True
    assert LEAD in answer["answer"].splitlines()[0]
    (citation,) = answer["citations"]
    assert set(citation) >= CITATION_KEYS
    assert set(citation["document"]) == {"id", "title", "number", "issuer", "file"}
    assert citation["url"] == f"/documents/{citation['document']['id']}#page={citation['page']}"
    assert citation["boxes"][0]["page"] == citation["page"]
    (task,) = answer["tasks"]
    assert set(task) == TASK_KEYS
    assert task["lead"] == [LEAD]
    assert set(task["due"]) == {"text", "kind", "start", "end", "recurrence"}


def test_what_is_not_held_is_said_without_sources(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": NOT_HELD}).json()

    assert answer["answered"] is False
    assert answer["answer"]
    assert (answer["citations"], answer["tasks"]) == ([], [])


def test_a_follow_up_goes_on_with_its_conversation(client: TestClient) -> None:
    first = client.post("/api/ask", json={"question": QUESTION}).json()
    body = {"question": "còn hạn?", "conversation_id": first["conversation_id"]}
    second = client.post("/api/ask", json=body).json()

    assert second["conversation_id"] == first["conversation_id"]
    assert [task["id"] for task in second["tasks"]] == [task["id"] for task in first["tasks"]]


def test_the_day_of_reckoning_is_the_askers(client: TestClient) -> None:
    question = "Nhiệm vụ nào đến hạn trong tháng này?"
    august = client.post("/api/ask", json={"question": question, "as_of": "2026-08-10"}).json()
    march = client.post("/api/ask", json={"question": question, "as_of": "2026-03-10"}).json()

    assert august["tasks"]
    assert {t["id"] for t in august["tasks"]}.isdisjoint(t["id"] for t in march["tasks"])


def test_an_answer_can_be_had_again(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": LIST_QUESTION}).json()

    assert client.get(f"/api/answers/{answer['id']}").json() == answer


def test_opinions_are_kept_and_counted(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION}).json()
    body = {"answer_id": answer["id"], "helpful": False, "comment": "thiếu hạn"}

    assert client.post("/api/feedback", json=body).status_code == 204
    assert 'assistant_feedback_total{helpful="false"} 1.0' in client.get("/metrics").text


@pytest.mark.parametrize(
    "text", ["", "một", "Có **4 nhiệm vụ**.\n\n- a [1]\n- b [2]\n", "  thụt đầu dòng \n\n\n x "]
)
def test_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


def test_a_stream_tells_what_is_done_then_the_answer(held: Assistant) -> None:
    with running(held) as address:
        events = _events(f"{address}/api/ask/stream", {"question": QUESTION})

    names = [name for name, _ in events]
    assert names[0] == "status"
    assert names[-1] == "answer"
    assert set(names[1:-1]) == {"token"}
    answer = events[-1][1]
    assert set(answer) == ANSWER_KEYS
    tokens = [content["text"] for name, content in events if name == "token"]
    assert "".join(map(str, tokens)) == answer["answer"]


def test_what_a_language_model_writes_comes_as_it_writes_it(held: Assistant) -> None:
    ask = held.ask

    def write(question: Question, *, on_text: Callable[[str], None]) -> Answer:
        on_text("Văn phòng Sở ")
        on_text("chủ trì. [1]")
        return replace(ask(question), text="Văn phòng Sở chủ trì. [1]\n\nKế hoạch 41/KH-SYT.")

    held.ask = write  # type: ignore[method-assign, assignment]  # no model is at hand here
    with running(held) as address:
        events = _events(f"{address}/api/ask/stream", {"question": QUESTION})

    tokens = [content["text"] for name, content in events if name == "token"]
    assert tokens[:2] == ["Văn phòng Sở ", "chủ trì. [1]"]
    assert "".join(map(str, tokens)) == events[-1][1]["answer"]


def test_a_stream_that_has_begun_tells_its_failure(held: Assistant) -> None:
    def fail(question: object, **_: object) -> None:
        raise ZeroDivisionError

    held.ask = fail  # type: ignore[method-assign, assignment]  # what cannot fail is made to
    with running(held) as address:
        events = _events(f"{address}/api/ask/stream", {"question": QUESTION})

    assert [name for name, _ in events] == ["status", "error"]
    assert events[-1][1]["status"] == 500
    assert "quản trị" in str(events[-1][1]["detail"])


def _events(url: str, body: dict[str, object]) -> list[tuple[str, dict[str, object]]]:
    text = httpx.post(url, json=body, timeout=30, trust_env=False).text.replace("\r\n", "\n")
    events = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        events.append((fields["event"], json.loads(fields["data"])))
    return events
