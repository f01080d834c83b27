"""`assistant serve` as a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.support.held import open_copy

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("host", "settings", "warns"),
    [
        pytest.param("127.0.0.1", {}, False, id="chỉ máy này"),
        pytest.param("0.0.0.0", {}, True, id="cả mạng, để mở"),
        pytest.param("0.0.0.0", {"ASSISTANT_API_KEYS": "x"}, False, id="cả mạng, có khóa"),
    ],
)
def test_it_says_where_it_is_and_who_can_reach_it(
    seeded: Path, tmp_path: Path, host: str, settings: dict[str, str], warns: bool
) -> None:
    home = tmp_path / "home"
    open_copy(seeded, home).close()
    environment = os.environ | settings | {"ASSISTANT_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "assistant", "serve", "--host", host, "--port", "0"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            port = server.stderr.readline().partition(f"http://{host}:")[2].split()[0]
            alive = httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=20, trust_env=False)
            server.send_signal(signal.SIGINT)
            # Not `communicate`: what is read ahead with the first line stays in this stream.
            rest = server.stderr.read()
        finally:
            server.kill()

    assert alive.json() == {"status": "ok"}
    assert ("Cảnh báo" in rest) is warns
    assert "Traceback" not in rest
