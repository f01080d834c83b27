"""Who may ask, and who may change things."""

import pytest
from starlette.testclient import TestClient

from assistant.domain.errors import BadSetting
from assistant.settings import Settings
from assistant.web.access import Gate, is_loopback
from assistant.web.headers import policy
from tests.web.conftest import Make

OPEN: dict[str, object] = {}
KEYS: dict[str, object] = {"ASSISTANT_API_KEYS": "mot,hai"}
PROXY: dict[str, object] = {"ASSISTANT_TRUSTED_PROXY": "10.0.0.1"}
NAMING: dict[str, object] = PROXY | {"ASSISTANT_USER_HEADER": "X-User"}
ADMIN: dict[str, object] = {"ASSISTANT_ADMIN_TOKEN": "quan-tri"}

ASKERS = [
    ("để mở: ai cũng hỏi được", OPEN, "192.0.2.7", {}, 200),
    ("để mở: khóa thừa không hại", OPEN, "192.0.2.7", {"Authorization": "Bearer thua"}, 200),
    ("có khóa: thiếu khóa", KEYS, "192.0.2.7", {}, 401),
    ("có khóa: cả trên máy này cũng cần", KEYS, "127.0.0.1", {}, 401),
    ("có khóa: khóa thứ hai", KEYS, "192.0.2.7", {"Authorization": "Bearer hai"}, 200),
    ("có khóa: khóa sai", KEYS, "192.0.2.7", {"Authorization": "Bearer ba"}, 401),
    ("có khóa: kiểu khác", KEYS, "192.0.2.7", {"Authorization": "Basic bW90"}, 401),
    ("mã quản trị cũng hỏi được", KEYS | ADMIN, "192.0.2.7",
     {"Authorization": "Bearer quan-tri"}, 200),
    ("ủy quyền: đi qua máy chủ", PROXY, "10.0.0.1", {}, 200),
    ("ủy quyền: đi vòng", PROXY, "192.0.2.7", {}, 401),
    ("ủy quyền: có tên", NAMING, "10.0.0.1", {"X-User": "an.nguyen"}, 200),
    ("ủy quyền: thiếu tên", NAMING, "10.0.0.1", {}, 401),
    ("ủy quyền: tự xưng tên", NAMING, "192.0.2.7", {"X-User": "an.nguyen"}, 401),
]  # fmt: skip
PATHS = ("/api/tasks", "/api/documents", "/v1/models")


@pytest.mark.parametrize(
    ("settings", "address", "headers", "status"),
    [pytest.param(*case[1:], id=case[0]) for case in ASKERS],
)
def test_who_may_ask(
    make_client: Make,
    settings: dict[str, object],
    address: str,
    headers: dict[str, str],
    status: int,
) -> None:
    client = make_client(address, **settings)

    assert {client.get(path, headers=headers).status_code for path in PATHS} == {status}


def test_whoever_needs_a_key_is_told_so(make_client: Make) -> None:
    response = make_client(**KEYS).get("/api/tasks")

    assert response.headers["www-authenticate"] == "Bearer"
    assert "khóa" in response.json()["detail"]


def test_pages_and_health_need_no_key(make_client: Make) -> None:
    client = make_client(**KEYS)

    for path in ("/", "/documents/abc", "/static/main.js", "/healthz", "/metrics", "/docs"):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize(
    ("settings", "headers", "status"),
    [
        pytest.param(OPEN, {}, 403, id="quản trị chưa bật"),
        pytest.param(OPEN, {"Authorization": "Bearer "}, 403, id="mã trống không phải mã"),
        pytest.param(ADMIN, {}, 401, id="thiếu mã"),
        pytest.param(ADMIN, {"Authorization": "Bearer sai"}, 401, id="mã sai"),
        pytest.param(ADMIN | KEYS, {"Authorization": "Bearer mot"}, 403, id="khóa không phải mã"),
        pytest.param(ADMIN, {"Authorization": "Bearer quan-tri"}, 404, id="mã đúng"),
    ],
)
def test_who_may_administer(
    make_client: Make, settings: dict[str, object], headers: dict[str, str], status: int
) -> None:
    client = make_client("127.0.0.1", **settings)

    assert client.delete("/api/documents/khong-co", headers=headers).status_code == status


def test_a_browser_keeps_a_session_in_the_place_of_its_key(make_client: Make) -> None:
    client = make_client(**KEYS, **ADMIN)
    assert client.get("/api/session").json() == {"allowed": False}

    opened = client.post("/api/session", json={"key": "hai"})

    cookie = opened.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "hai" not in cookie.split(";")[0].partition("=")[2]
    assert client.get("/api/session").json() == {"allowed": True}
    assert client.get("/api/tasks").status_code == 200
    client.delete("/api/session")
    assert client.get("/api/tasks").status_code == 401


def test_the_administrators_token_makes_no_session(make_client: Make) -> None:
    client = make_client(**KEYS, **ADMIN)

    assert client.post("/api/session", json={"key": "quan-tri"}).status_code == 401


def test_settings_that_cannot_be_used_are_refused() -> None:
    with pytest.raises(BadSetting, match="may-chu"):
        Gate(Settings.model_validate({"ASSISTANT_TRUSTED_PROXY": "may-chu"}))
    with pytest.raises(BadSetting):
        policy(Settings.model_validate({"ASSISTANT_FRAME_ANCESTORS": "https://a.vn; script-src *"}))


def test_frames_are_for_those_named(make_client: Make) -> None:
    alone = make_client().get("/").headers
    shown = make_client(ASSISTANT_FRAME_ANCESTORS="https://cong.example.gov.vn").get("/").headers

    assert "frame-ancestors 'none'" in alone["content-security-policy"]
    assert alone["x-frame-options"] == "DENY"
    assert "frame-ancestors https://cong.example.gov.vn" in shown["content-security-policy"]
    assert "x-frame-options" not in shown


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("may", False)],
)
def test_which_hosts_only_this_machine_reaches(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone


def test_a_name_from_the_proxy_is_the_actor(make_client: Make) -> None:
    client: TestClient = make_client("10.0.0.1", **NAMING)
    client.post("/api/ask", json={"question": "xin chào"}, headers={"X-User": "an.nguyen"})

    assert client.app.state.assistant.latest_conversation("user:an.nguyen")  # type: ignore[attr-defined]
