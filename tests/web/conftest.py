"""A web application over an assistant that holds one plan."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.service.assistant import Assistant
from assistant.web.app import create_app
from tests.support.held import open_copy, seed

Make = Callable[..., TestClient]


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that tests copy."""
    return seed(tmp_path_factory.mktemp("seeded"))


@pytest.fixture
def held(seeded: Path, tmp_path: Path) -> Iterator[Assistant]:
    """An assistant that holds the plan."""
    with open_copy(seeded, tmp_path / "home") as assistant:
        yield assistant


@pytest.fixture
def client(held: Assistant) -> Iterator[TestClient]:
    """Talks to the application as a browser on the same machine."""
    with TestClient(
        create_app(held), raise_server_exceptions=False, client=("127.0.0.1", 50000)
    ) as made:
        yield made


@pytest.fixture
def make_client(seeded: Path, tmp_path: Path) -> Iterator[Make]:
    """Makes clients from an address, over an assistant with settings of the test's own."""
    opened: list[Assistant] = []

    def make(address: str = "192.0.2.7", **settings: object) -> TestClient:
        assistant = open_copy(seeded, tmp_path / f"home{len(opened)}", **settings)
        opened.append(assistant)
        return TestClient(
            create_app(assistant), raise_server_exceptions=False, client=(address, 50000)
        )

    yield make
    for assistant in opened:
        assistant.close()
