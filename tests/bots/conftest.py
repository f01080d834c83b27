"""A bot over an assistant that holds one plan, and a Bot API server that it talks to."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from assistant.bots.telegram import operate
from assistant.service.assistant import Assistant
from tests.support.bot_api import TOKEN, BotApi, open_bot_api
from tests.support.held import open_copy, seed

Running = Callable[[Assistant], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that tests copy."""
    return seed(tmp_path_factory.mktemp("seeded"))


@pytest.fixture
def api() -> Iterator[BotApi]:
    with open_bot_api() as opened:
        yield opened


def settings_for(api: BotApi, **more: object) -> dict[str, object]:
    """Settings of a bot that everyone may use, on this server."""
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_BASE_URL": api.address,
        "TELEGRAM_ALLOWED": "*",
    } | more


@pytest.fixture
def held(seeded: Path, tmp_path: Path, api: BotApi) -> Iterator[Assistant]:
    """An assistant whose bot everyone may use."""
    with open_copy(seeded, tmp_path / "home", **settings_for(api)) as assistant:
        yield assistant


@contextmanager
def running(assistant: Assistant) -> Iterator[None]:
    """The bot, in a thread with a loop of its own, until the end of the block."""
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            loop.run_until_complete(operate(assistant, stop=stop))
        except BaseException as error:  # noqa: BLE001 - told to the test below
            failures.append(error)
        finally:
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(stop.set)
        thread.join()
    if failures:
        raise failures[0]


@pytest.fixture
def bot(held: Assistant, api: BotApi) -> Iterator[BotApi]:
    """The server, with the bot running."""
    with running(held):
        yield api
