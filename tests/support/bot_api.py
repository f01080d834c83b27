"""A small Bot API server: hands out updates as Telegram does, and records what a bot calls.

It refuses what Telegram refuses: texts that are too long, markup that is not closed, tags that it
does not know, too much data on a button.
"""

import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

TOKEN = "123456:test-token"
BOT = {"id": 123456, "is_bot": True, "first_name": "Trợ lý", "username": "tro_ly_bot"}
LONGEST_TEXT, LONGEST_CAPTION, LONGEST_ACTION, MOST_BUTTONS = 4096, 1024, 64, 100
TAGS = frozenset({"b", "i", "u", "s", "code", "pre", "a", "blockquote"})
LONGEST_POLL_S = 0.5
WAIT_TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class Call:
    """A request of the bot that was carried out."""

    method: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one request: an HTTP status, or a connection that is cut."""

    status: int = 0  # 0: the connection is cut
    retry_after: int = 0
    after_doing: bool = False  # the request is carried out, and its answer is what gets lost
    delay_s: float = 0.0


@dataclass
class BotApi:
    """The server's state; tests put updates in and look at the calls."""

    address: str = ""
    calls: list[Call] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, bytes] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    _updates: list[dict[str, Any]] = field(default_factory=list)
    _last: int = 1000
    _changed: threading.Condition = field(default_factory=threading.Condition)

    # What people do

    def say(self, text: str, *, user: int = 7, chat: int | None = None, **more: Any) -> int:
        """Somebody writes; a chat with a negative id is a group. The id of the update."""
        return self._put(message=self._message(text, user=user, chat=chat, **more))

    def send_file(self, name: str, content: bytes, *, user: int = 7) -> int:
        """Somebody sends a file to the bot."""
        self.files[name] = content
        message = self._message("", user=user, chat=None)
        del message["text"]
        message["document"] = {
            "file_id": name,
            "file_unique_id": name,
            "file_name": name,
            "file_size": len(content),
        }
        return self._put(message=message)

    def press(self, label: str, *, user: int = 7, chat: int | None = None) -> int:
        """Somebody presses the newest button whose label holds these words."""
        for call in reversed(self.sent()):
            for row in call.params.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"]:
                        return self._press(button["callback_data"], user=user, chat=chat)
        raise AssertionError(f"no button {label!r}")

    def _press(self, action: str, *, user: int, chat: int | None) -> int:
        message = self._message("", user=BOT["id"], chat=chat or user)  # type: ignore[arg-type]
        person = self._person(user)
        return self._put(
            callback_query={
                "id": str(self._last),
                "from": person,
                "chat_instance": "1",
                "data": action,
                "message": message,
            }
        )

    def repeat(self, update_id: int) -> None:
        """Telegram hands an update out once more, as after a lost acknowledgement."""
        with self._changed:
            again = next(u for u in self._all if u["update_id"] == update_id)
            self._updates.append(again)
            self._changed.notify_all()

    # What the bot did

    def sent(self) -> list[Call]:
        """Messages and pictures that arrived."""
        return [c for c in list(self.calls) if c.method in ("sendMessage", "sendPhoto")]

    def texts(self) -> list[str]:
        """The texts of the messages that arrived."""
        return [str(call.params.get("text", call.params.get("caption"))) for call in self.sent()]

    def wait_for(self, count: int, *, method: str = "") -> list[Call]:
        """Wait until so many messages (or calls of a method) have arrived."""
        end = time.monotonic() + WAIT_TIMEOUT_S
        with self._changed:
            while True:
                found = [c for c in self.calls if c.method == method] if method else self.sent()
                if len(found) >= count:
                    return found
                if not self._changed.wait(timeout=end - time.monotonic()):
                    raise TimeoutError(f"{len(found)} of {count}: {self.texts()}")

    def wait_for_faults(self, method: str) -> None:
        """Wait until everything that was to go wrong with a method has."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self.faults[method], timeout=WAIT_TIMEOUT_S):
                raise TimeoutError(f"{method} was not called: {self.faults[method]}")

    # Inside

    _all: list[dict[str, Any]] = field(default_factory=list)

    def _put(self, **content: Any) -> int:
        with self._changed:
            self._last += 1
            update = {"update_id": self._last, **content}
            self._updates.append(update)
            self._all.append(update)
            self._changed.notify_all()
            return self._last

    def update(self, update_id: int) -> dict[str, Any]:
        """An update as Telegram sends it."""
        return next(u for u in self._all if u["update_id"] == update_id)

    def _person(self, user: int) -> dict[str, Any]:
        if user == BOT["id"]:
            return BOT
        return {"id": user, "is_bot": False, "first_name": f"Người {user}"}

    def _message(self, text: str, *, user: int, chat: int | None, **more: Any) -> dict[str, Any]:
        where = chat or user
        kind = "private" if where > 0 else "supergroup"
        message: dict[str, Any] = {
            "message_id": self._last + 1,
            "date": 1_750_000_000,
            "chat": {"id": where, "type": kind, "first_name": "x", "title": "Nhóm"},
            "from": self._person(user),
            "text": text,
            **more,
        }
        if text.startswith("/"):
            length = len(text.split()[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        for word in text.split():
            if word.startswith("@"):
                entity = {"type": "mention", "offset": text.index(word), "length": len(word)}
                message.setdefault("entities", []).append(entity)
        return message

    def next_fault(self, method: str) -> Fault | None:
        """What goes wrong with this request of a method."""
        with self._changed:
            fault = self.faults[method].pop(0) if self.faults[method] else None
            self._changed.notify_all()
            return fault

    def answer(self, method: str, params: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """What the server says to a request."""
        fault = _fault_of(method, params)
        if fault:
            return 400, {"ok": False, "error_code": 400, "description": f"Bad Request: {fault}"}
        with self._changed:
            if method != "getUpdates":
                self.calls.append(Call(method, params))
                self._changed.notify_all()
        return 200, {"ok": True, "result": self._result(method, params)}

    def _result(self, method: str, params: dict[str, Any]) -> Any:
        match method:
            case "getMe":
                return BOT
            case "getUpdates":
                return self._next(int(params.get("offset", 0)), float(params.get("timeout", 0)))
            case "sendMessage" | "sendPhoto":
                sent = self._message(params.get("text", ""), user=7, chat=int(params["chat_id"]))
                return sent | {"message_id": 5000 + len(self.calls), "from": BOT}
            case "getFile":
                name = params["file_id"]
                return {"file_id": name, "file_unique_id": name, "file_path": f"documents/{name}"}
            case "setWebhook":
                self.webhook = params
        return True

    def _next(self, offset: int, timeout: float) -> list[dict[str, Any]]:
        with self._changed:
            self._updates = [u for u in self._updates if u["update_id"] >= offset]
            if not self._updates:
                self._changed.wait(timeout=min(timeout, LONGEST_POLL_S))
            return [u for u in self._updates if u["update_id"] >= offset]


def _fault_of(method: str, params: dict[str, Any]) -> str:
    """Why Telegram would refuse a message, or ""."""
    if method not in ("sendMessage", "sendPhoto"):
        return ""
    text, limit = params.get("text", ""), LONGEST_TEXT
    if method == "sendPhoto":
        text, limit = params.get("caption", ""), LONGEST_CAPTION
    shown = Shown(text)
    if not shown.is_sound:
        return "can't parse entities"
    if not shown.text.strip() and method == "sendMessage":
        return "message text is empty"
    if len(shown.text.encode("utf-16-le")) // 2 > limit:
        return "message is too long"
    rows = params.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        return "too many buttons"
    if any(len(b["callback_data"].encode()) > LONGEST_ACTION for b in buttons):
        return "BUTTON_DATA_INVALID"
    return ""


class Shown(HTMLParser):
    """What people see of a message, and whether its markup is sound."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.is_sound = True
        self.links: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.is_sound = self.is_sound and not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_sound = self.is_sound and tag in TAGS
        self._open.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        self.is_sound = self.is_sound and bool(self._open) and self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@contextmanager
def open_bot_api() -> Iterator[BotApi]:
    """A server on a free port of this machine, in a thread."""
    api = BotApi()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(api))
    server.daemon_threads = True
    api.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(api: BotApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.rpartition("/")[2]
            self._send(200, api.files[name], kind="application/octet-stream")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            prefix, _, method = self.path.rpartition("/")
            if prefix != f"/bot{TOKEN}":
                self._say(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
                return
            params = _params(self.headers.get("Content-Type", ""), body)
            fault = api.next_fault(method)
            if fault is None:
                self._say(*api.answer(method, params))
                return
            if fault.after_doing:
                api.answer(method, params)
            time.sleep(fault.delay_s)
            self._fail(fault)

        def _fail(self, fault: Fault) -> None:
            if not fault.status:
                self.close_connection = True
                self.connection.close()
                return
            problem: dict[str, Any] = {"ok": False, "error_code": fault.status, "description": "x"}
            if fault.retry_after:
                problem["parameters"] = {"retry_after": fault.retry_after}
            self._say(fault.status, problem)

        def _say(self, status: int, content: dict[str, Any]) -> None:
            self._send(status, json.dumps(content).encode(), kind="application/json")

        def _send(self, status: int, body: bytes, *, kind: str) -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # the bot has gone

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Tests want no lines of requests."""

    return Handler


def _params(kind: str, body: bytes) -> dict[str, Any]:
    """The parameters of a request; those that are JSON as what they say."""
    if kind.startswith("multipart/"):
        message = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
        found: dict[str, Any] = {}
        for part in message.walk():
            name = part.get_param("name", header="content-disposition")
            if isinstance(name, str):
                content = part.get_payload(decode=True)
                is_file = part.get_filename() is not None
                found[name] = content if is_file else content.decode()  # type: ignore[union-attr]
    else:
        found = dict(parse_qsl(body.decode(), keep_blank_values=True))
    return {name: _read(value) for name, value in found.items()}


def _read(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value  # a message that begins with a bracket
    return value
