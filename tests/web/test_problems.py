"""Every failure is a problem with one Vietnamese sentence."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from assistant.domain.errors import AssistantError
from assistant.service.assistant import Assistant
from assistant.web.problems import kind_of, status_of

ADMIN = {"Authorization": "Bearer quan-tri"}

FAILURES: list[tuple[str, str, str, object, int]] = [
    ("không có đường này", "GET", "/api/khong-co", None, 404),
    ("không có tệp tĩnh này", "GET", "/static/khong-co.js", None, 404),
    ("sai phương thức", "DELETE", "/api/ask", None, 405),
    ("thiếu câu hỏi", "POST", "/api/ask", {}, 422),
    ("câu hỏi trống", "POST", "/api/ask", {"question": "  "}, 422),
    ("câu hỏi quá dài", "POST", "/api/ask", {"question": "a" * 5000}, 422),
    ("câu hỏi không phải chữ", "POST", "/api/ask", {"question": ["a"]}, 422),
    ("ngày không có thật", "POST", "/api/ask", {"question": "a", "as_of": "2025-02-30"}, 422),
    ("không phải JSON", "POST", "/api/ask", "{", 422),
    ("không phải JSON, dạng luồng", "POST", "/api/ask/stream", "{", 422),
    ("câu trả lời không còn", "GET", "/api/answers/khong-co", None, 404),
    ("góp ý cho câu không có", "POST", "/api/feedback", {"answer_id": "x", "helpful": True}, 404),
    ("góp ý thiếu ý", "POST", "/api/feedback", {"answer_id": "x"}, 422),
    ("từ ngày sau đến ngày", "GET", "/api/tasks?due_from=2026-02-01&due_to=2026-01-01", None, 422),
    ("ngày viết sai", "GET", "/api/tasks?due_from=hom-nay", None, 422),
    ("số dòng âm", "GET", "/api/tasks?limit=-1", None, 422),
    ("nguồn lạ", "GET", "/api/tasks?source=mang", None, 422),
    ("dạng tệp lạ", "GET", "/api/tasks/export?format=pdf", None, 422),
    ("văn bản không có", "GET", "/api/documents/khong-co", None, 404),
    ("trang xem của văn bản không có", "GET", "/documents/khong-co", None, 404),
    ("ảnh của văn bản không có", "GET", "/documents/khong-co/pages/1.png", None, 404),
    ("tệp của văn bản không có", "GET", "/documents/khong-co/file", None, 404),
    ("sửa khi chưa bật quản trị", "PATCH", "/api/tasks/x", {"due": "Quý I"}, 403),
    ("khóa sai", "POST", "/api/session", {"key": "sai"}, 401),
    ("tin cuối không phải câu hỏi", "POST", "/v1/chat/completions",
     {"messages": [{"role": "assistant", "content": "chào"}]}, 422),
    ("không có tin nào", "POST", "/v1/chat/completions", {"messages": []}, 422),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [pytest.param(*case[1:], id=case[0]) for case in FAILURES],
)
def test_a_failure_is_a_problem(
    client: TestClient, method: str, path: str, body: object, status: int
) -> None:
    sent = {"content": body} if isinstance(body, str) else {"json": body} if body else {}
    headers = {"Content-Type": "application/json"} if isinstance(body, str) else {}
    response = client.request(method, path, headers=headers, **sent)

    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert {"type", "title", "status", "detail"} <= set(problem)
    assert problem["status"] == status
    assert problem["detail"].endswith(".")
    assert "{" not in problem["detail"]
    if path.startswith("/v1/"):
        assert problem["error"]["message"] == problem["detail"]


def test_what_nobody_foresaw_is_a_problem_too(client: TestClient, held: Assistant) -> None:
    def fail(**_: object) -> None:
        raise ZeroDivisionError

    held.documents = fail  # type: ignore[method-assign, assignment]  # what cannot fail is made to
    response = client.get("/api/documents")

    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"] == AssistantError.template


def test_a_body_beyond_any_use_is_refused(client: TestClient) -> None:
    body = b'{"question": "' + b"a" * (2 << 20) + b'"}'
    stated = client.post("/api/ask", content=body)
    streamed = client.post(
        "/api/ask", content=(body[i : i + 9999] for i in range(0, 2 << 20, 9999))
    )

    assert stated.status_code == 413
    assert streamed.status_code == 400
    for response in (stated, streamed):
        assert response.headers["content-type"] == "application/problem+json"


def test_the_field_at_fault_is_named(client: TestClient) -> None:
    problem = client.post("/api/ask", json={"question": "a", "as_of": "mai"}).json()

    assert "as_of" in problem["detail"]
    assert problem["errors"][0]["field"] == "as_of"


@pytest.mark.parametrize("kind", sorted(_kinds := AssistantError.__subclasses__(), key=str))
def test_every_error_of_ours_has_a_status_and_a_name(kind: type[AssistantError]) -> None:
    for each in (kind, *_below(kind)):
        error = each("for the log")
        assert 400 <= status_of(error) < 600
        assert kind_of(error).startswith("urn:assistant:")


def _below(kind: type[AssistantError]) -> Iterator[type[AssistantError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)
