"""A small server that speaks the OpenAI protocol and misbehaves as told."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Script:
    """What the model says, and how."""

    text: str = ""
    status: int = 200
    wait: float = 0.0  # before the first word
    cut_after: int | None = None  # pieces, then the connection breaks
    endless: bool = False
    prompts: list[str] = field(default_factory=list)


@contextmanager
def fake_openai(script: Script) -> Iterator[str]:
    """Serves the script on a free port; gives the base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script.prompts.append(str(body["messages"][-1]["content"]))
            time.sleep(script.wait)
            if script.status != 200:
                self.send_error(script.status)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                self._say()
            except (BrokenPipeError, ConnectionResetError):
                return  # whoever asked has heard enough

        def _say(self) -> None:
            words = script.text.split(" ")
            pieces = [w + " " for w in words[:-1]] + words[-1:]
            said = 0
            while True:
                for piece in pieces:
                    if script.cut_after is not None and said >= script.cut_after:
                        return
                    self._chunk({"content": piece}, finish=None)
                    said += 1
                if not script.endless:
                    break
            self._chunk({}, finish="stop")
            self.wfile.write(b"data: [DONE]\n\n")

        def _chunk(self, delta: dict[str, str], *, finish: str | None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            chunk = {
                "id": "chatcmpl-1",
                "object": "chat.completion.chunk",
                "created": 0,
                "model": "fake",
                "choices": [choice],
            }
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Tests say what matters themselves."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
