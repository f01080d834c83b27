"""What every test starts from: a clean environment, a home of its own, a fixed day."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.service.assistant import Assistant, open_assistant
from assistant.settings import Settings
from assistant.store.store import Store

NOON = datetime(2025, 7, 10, 5, 0, tzinfo=UTC)  # 10/7/2025, noon in Vietnam
OURS = ("ASSISTANT_", "TELEGRAM_", "OPENAI_")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the developer's, and no `.env`, reaches a test."""
    for name in list(os.environ):
        if name.startswith(OURS):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store on a real file."""
    with Store(tmp_path / "assistant.db") as opened:
        yield opened


@pytest.fixture
def make_assistant(tmp_path: Path) -> Iterator[Callable[..., Assistant]]:
    """Opens assistants on the same home, with settings by name; the clock stands still."""
    opened: list[Assistant] = []

    def make(**settings: object) -> Assistant:
        values = {"ASSISTANT_HOME": tmp_path / "home"} | settings
        assistant = open_assistant(Settings.model_validate(values), clock=lambda: NOON)
        opened.append(assistant)
        return assistant

    yield make
    for assistant in opened:
        assistant.close()


@pytest.fixture
def assistant(make_assistant: Callable[..., Assistant]) -> Assistant:
    """An assistant with an empty store."""
    return make_assistant()
