"""The bot as a process of its own, killed in the middle."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bots.conftest import settings_for
from tests.support.bot_api import BotApi, Fault
from tests.support.held import LEAD, QUESTION, open_copy

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def process(home: Path, api: BotApi) -> Iterator[subprocess.Popen[bytes]]:
    """`assistant telegram`, ended at the end if it still runs."""
    settings = settings_for(api) | {"ASSISTANT_HOME": home, "PYTHONPATH": ROOT}
    environment = os.environ | {name: str(value) for name, value in settings.items()}
    running = subprocess.Popen(
        [sys.executable, "-m", "assistant", "telegram"], env=environment, stderr=subprocess.PIPE
    )
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


@pytest.fixture
def home(seeded: Path, tmp_path: Path) -> Path:
    open_copy(seeded, tmp_path / "home").close()
    return tmp_path / "home"


def test_killed_before_it_could_send(home: Path, api: BotApi) -> None:
    api.faults["sendMessage"] = [Fault(status=429, retry_after=600)]
    with process(home, api) as first:
        api.say(QUESTION)
        api.wait_for_faults("sendMessage")
        time.sleep(1)  # what was refused is taken back
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert api.sent() == []
    with process(home, api):
        api.wait_for(1)
        time.sleep(1)

    assert [LEAD in text for text in api.texts()] == [True]


def test_killed_before_telegram_answered(home: Path, api: BotApi) -> None:
    api.faults["sendMessage"] = [Fault(after_doing=True, delay_s=30)]
    with process(home, api) as first:
        question = api.say(QUESTION)
        api.wait_for(1)
        first.send_signal(signal.SIGKILL)
        first.wait()
    with process(home, api):
        api.repeat(question)
        api.say(QUESTION, user=8)
        api.wait_for(2)
        time.sleep(1)

    assert [int(call.params["chat_id"]) for call in api.sent()] == [7, 8]


def test_told_to_stop_it_stops_at_once(home: Path, api: BotApi) -> None:
    with process(home, api) as running:
        api.wait_for(1, method="setMyCommands")
        started = time.monotonic()
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=10) == 0
    assert time.monotonic() - started < 5


def test_a_wrong_token_is_one_sentence(home: Path, api: BotApi) -> None:
    environment = os.environ | {"ASSISTANT_HOME": str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "telegram"],
        env=environment | {"TELEGRAM_BOT_TOKEN": "1:x", "TELEGRAM_BASE_URL": api.address},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 1
    assert done.stderr.strip() == (
        "Thiết lập TELEGRAM_BOT_TOKEN không dùng được: Telegram không nhận mã này."
    )
