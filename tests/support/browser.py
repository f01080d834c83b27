"""A headless Chromium driven through its DevTools protocol, as a person would use a page."""

import base64
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

START_TIMEOUT_S = 30.0
WAIT_TIMEOUT_S = 15.0
STEP_S = 0.05

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


class Browser:
    """One page; faults of its scripts are kept in `faults`, addresses asked for in `requested`."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._last = 0
        self.faults: list[str] = []
        self.requested: list[str] = []
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """A command of the protocol and its result."""
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv(timeout=WAIT_TIMEOUT_S))
            if message.get("id") == self._last:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                result: dict[str, Any] = message["result"]
                return result
            self._note(message)

    def _note(self, message: dict[str, Any]) -> None:
        params = message.get("params", {})
        match message.get("method"):
            case "Runtime.exceptionThrown":
                self.faults.append(str(params["exceptionDetails"]))
            case "Log.entryAdded" if params["entry"]["level"] == "error":
                self.faults.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")
            case "Network.requestWillBeSent":
                self.requested.append(params["request"]["url"])

    def size(self, width: int, height: int, *, dark: bool = False) -> None:
        """The size of the window, and whether the person likes it dark."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def open(self, url: str) -> None:
        """Go to an address and wait until it has loaded."""
        self.call("Page.navigate", url=url)
        self.wait("document.readyState === 'complete'")

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        result = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in result:
            raise RuntimeError(str(result["exceptionDetails"]))
        return result["result"].get("value")

    def wait(self, script: str) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + WAIT_TIMEOUT_S
        while not self.run(f"!!({script})"):
            if time.monotonic() > end:
                raise TimeoutError(f"never true: {script}; faults: {self.faults}")
            time.sleep(STEP_S)

    def text(self, selector: str) -> str:
        """What stands in the first element of this selector, as people see it."""
        return str(self.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def click(self, selector: str) -> None:
        """Click on the first element of this selector, once it is there."""
        found = f"document.querySelector({json.dumps(selector)})"
        self.wait(f"!!{found}")
        self.run(f"{found}.click()")

    def type(self, text: str) -> None:
        """Write where the cursor stands."""
        self.call("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Press a key of the keyboard: "Enter", "Escape", "Tab"."""
        codes = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowUp": 38}
        words = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=codes[key],
                **(words if kind == "keyDown" else {}),
            )
        # Keys wait for a frame to be drawn; what a script does next must not overtake them.
        self.run("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")

    def picture(self, path: Path) -> None:
        """What the window shows, as a PNG."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A browser with an empty profile of its own, closed at the end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [
                CHROMIUM,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                f"--user-data-dir={profile}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            port = _port(Path(profile) / "DevToolsActivePort", process)
            pages = httpx.get(f"http://127.0.0.1:{port}/json/list", trust_env=False).json()
            address = next(p["webSocketDebuggerUrl"] for p in pages if p["type"] == "page")
            with connect(address, max_size=None, proxy=None) as socket:
                yield Browser(socket)
        finally:
            process.terminate()
            process.wait()


def _port(path: Path, process: subprocess.Popen[bytes]) -> int:
    end = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < end:
        if path.exists() and (lines := path.read_text().splitlines()):
            return int(lines[0])
        if process.poll() is not None:
            raise RuntimeError(f"chromium ended with {process.returncode}")
        time.sleep(STEP_S)
    raise TimeoutError("chromium did not start")
