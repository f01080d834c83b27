"""Pages, health and the reference: what is served besides answers."""

import re
import time
import unicodedata
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.domain.errors import BadValue
from assistant.service.assistant import Assistant
from assistant.web.app import create_app, serve
from assistant.web.reference import markdown_table
from assistant.web.static import STATIC

API_PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
FILES = sorted(path for path in STATIC.iterdir() if path.suffix in (".html", ".js", ".css", ".svg"))
# Names of formats that look like addresses and are never fetched.
NAMESPACES = ("http://www.w3.org/2000/svg",)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_page_needs_nothing_from_elsewhere(client: TestClient, path: Path) -> None:
    assert client.get(f"/static/{path.name}").status_code == 200
    text = path.read_text(encoding="utf-8")

    found = [url for url in re.findall(r"https?://[\w./-]+", text) if url not in NAMESPACES]
    assert found == []
    assert "innerHTML" not in text
    assert unicodedata.is_normalized("NFC", text)


def test_the_policy_lets_nothing_in_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/docs", "/api/documents", "/static/main.js", "/api/khong-co"):
        rules = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in rules
        assert "script-src 'self'" in rules
        assert "unsafe" not in rules
    for page in ("index.html", "viewer.html"):
        html = (STATIC / page).read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", html)


def test_the_chat_and_the_viewer(client: TestClient) -> None:
    document = client.get("/api/documents").json()["documents"][0]["id"]

    assert "Trợ lý tra cứu kế hoạch" in client.get("/").text
    assert "viewer.js" in client.get(f"/documents/{document}").text


def test_the_reference_names_every_path(client: TestClient) -> None:
    page = client.get("/docs").text

    assert "<script" not in page
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page


def test_the_written_reference_is_that_of_the_code(client: TestClient) -> None:
    table = markdown_table(client.get("/openapi.json").json())

    assert table in API_PAGE.read_text(encoding="utf-8"), f"docs/api.md should hold:\n{table}"


def test_alive_and_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    end = time.monotonic() + 20
    while client.get("/readyz").status_code != 200 and time.monotonic() < end:
        time.sleep(0.05)
    ready = client.get("/readyz").json()
    assert ready["documents"] == 1
    assert ready["tasks"] > 10


def test_not_ready_before_it_has_begun(held: Assistant) -> None:
    response = TestClient(create_app(held)).get("/readyz")  # no lifespan: nothing is loaded

    assert response.status_code == 503
    assert "khởi động" in response.json()["detail"]


def test_figures(client: TestClient) -> None:
    client.post("/api/ask", json={"question": "xin chào"})
    client.get("/api/khong-co")
    figures = client.get("/metrics").text

    assert "assistant_documents 1.0" in figures
    assert re.search(r'assistant_questions_total{answered="\w+",mode="extractive"} 1.0', figures)
    assert 'http_requests_total{method="POST",route="/api/ask",status="200"} 1.0' in figures
    assert "khong-co" not in figures


def test_a_port_that_is_taken_is_told_in_one_sentence(held: Assistant) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(BadValue) as caught:
        serve(held, host="127.0.0.1", port=other.getsockname()[1])
    assert "cổng" in caught.value.staff_message
