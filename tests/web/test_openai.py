"""The OpenAI protocol."""

import json

import httpx
from starlette.testclient import TestClient

from assistant.service.assistant import Assistant
from tests.support.held import LEAD, NUMBER, QUESTION
from tests.support.web_server import running

FIRST: dict[str, object] = {"role": "user", "content": QUESTION}


def _said(client: TestClient, messages: list[dict[str, object]]) -> str:
    response = client.post("/v1/chat/completions", json={"model": "x", "messages": messages})
    assert response.status_code == 200, response.text
    return str(response.json()["choices"][0]["message"]["content"])


def test_a_completion_is_the_answer_with_its_sources(client: TestClient) -> None:
    body = {"model": "bat-ky", "messages": [{"role": "system", "content": "x"}, FIRST], "top_p": 1}
    completion = client.post("/v1/chat/completions", json=body).json()

    assert completion["object"] == "chat.completion"
    (choice,) = completion["choices"]
    assert choice["finish_reason"] == "stop"
    assert choice["message"]["role"] == "assistant"
    assert LEAD in choice["message"]["content"]
    assert f"[1] Kế hoạch {NUMBER}" in choice["message"]["content"]
    assert "http://testserver/documents/" in choice["message"]["content"]
    assert set(completion["usage"]) == {"prompt_tokens", "completion_tokens", "total_tokens"}


def test_text_may_come_in_parts(client: TestClient) -> None:
    parts = [{"type": "text", "text": QUESTION}, {"type": "image_url", "image_url": {"url": "x"}}]

    assert LEAD in _said(client, [{"role": "user", "content": parts}])


def test_a_follow_up_is_understood_by_what_was_said_before(client: TestClient) -> None:
    first = _said(client, [FIRST])
    again: dict[str, object] = {"role": "user", "content": "còn hạn?"}
    second = _said(client, [FIRST, {"role": "assistant", "content": first}, again])

    assert "Sau khi Cục An toàn thực phẩm có hướng dẫn" in second


def test_a_follow_up_is_understood_by_a_server_that_has_forgotten(client: TestClient) -> None:
    before: dict[str, object] = {"role": "assistant", "content": "câu trả lời của một máy chủ khác"}

    second = _said(client, [FIRST, before, {"role": "user", "content": "còn hạn?"}])
    assert "Sau khi Cục An toàn thực phẩm có hướng dẫn" in second


def test_the_same_first_question_begins_a_conversation_of_its_own(client: TestClient) -> None:
    assert _said(client, [FIRST]) == _said(client, [FIRST])


def test_models(client: TestClient) -> None:
    models = client.get("/v1/models").json()

    assert models["object"] == "list"
    assert [model["id"] for model in models["data"]] == ["assistant"]


def test_a_stream_of_chunks_is_the_completion(held: Assistant) -> None:
    body = {"model": "assistant", "messages": [FIRST], "stream": True}
    with running(held) as address:
        url = f"{address}/v1/chat/completions"
        text = httpx.post(url, json=body, timeout=30, trust_env=False).text
        whole = httpx.post(url, json=body | {"stream": False}, timeout=30, trust_env=False).json()

    lines = [line.removeprefix("data: ").strip() for line in text.splitlines() if line.strip()]
    assert lines[-1] == "[DONE]"
    chunks = [json.loads(line) for line in lines[:-1]]
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"
    said = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)
    assert said == whole["choices"][0]["message"]["content"]
