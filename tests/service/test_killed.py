"""kill -9 at any moment of ingesting leaves the old state or the new one.

A child process is killed inside each step, many times over; the moments are logged, so that it can
be seen that every step was hit.
"""

import logging
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import Engine, event

from assistant.domain.document import ParsedDocument
from assistant.domain.scope import Scope
from assistant.ingest.limits import Limits
from assistant.service import ingestion
from assistant.service.assistant import open_assistant
from assistant.settings import Settings
from assistant.store import documents, tasks, vectors
from assistant.store.store import Store, check_integrity
from tests.conftest import NOON
from tests.support.parsed import a_document, a_task

log = logging.getLogger(__name__)
KILLS = 20
STEPS = ("rows", "vectors", "index")
OLD = a_document(
    *(a_task(str(n), f"Việc cũ số {n} của kế hoạch", lead="Văn phòng Sở") for n in range(1, 9)),
    passages=tuple(f"Đoạn văn cũ thứ {n}." for n in range(5)),
)
NEW = a_document(
    *(a_task(str(n), f"Việc mới số {n} của đơn vị", lead="Phòng Y") for n in range(1, 13)),
    passages=tuple(f"Đoạn văn mới thứ {n}." for n in range(9)),
    content="new",
)


class Bomb:
    """Kills its process when a step has come to its k-th action."""

    def __init__(self, step: str, at: int | None) -> None:
        self.step, self.at, self.seen = step, at, 0

    def tick(self, step: str) -> None:
        if step == self.step:
            self.seen += 1
            if self.seen == self.at:
                os.kill(os.getpid(), signal.SIGKILL)

    def arm(self) -> None:
        @event.listens_for(Engine, "before_cursor_execute")
        def _statement(*arguments: object) -> None:
            sql = str(arguments[2])
            if sql.startswith(("INSERT", "DELETE", "UPDATE")):
                self.tick("vectors" if " vector" in sql else "rows")

        def _files(name: str, arguments: tuple[object, ...]) -> None:
            if name in ("open", "os.rename", "os.truncate") and "index" in str(arguments[:2]):
                self.tick("index")

        sys.addaudithook(_files)


def ingest(home: Path, parsed: ParsedDocument) -> None:
    """What the service does with a document that has been read."""
    settings = Settings.model_validate({"ASSISTANT_HOME": home})
    with open_assistant(settings, clock=lambda: NOON, limits=Limits()) as assistant:
        ingestion.save(assistant, parsed, sample=False)
        assistant.complete_vectors()


def in_child(work: Callable[[], int]) -> int:
    """Runs work in a forked child; its exit status, or less than 0 for the signal it died of."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(work())
        except BaseException:  # noqa: BLE001 - the child must not go on as a second test run
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def state(home: Path) -> tuple[list[str], int]:
    """Titles of the document's rows, and how many rows and passages have no vector."""
    with Store(home / "assistant.db") as store, store.reading() as connection:
        assert check_integrity(connection) == "ok"
        (held,) = documents.documents(connection, scope=Scope.all())
        titles = [task.title for task in tasks.of_document(connection, held.id)]
        passages = documents.passages(connection, held.id, scope=Scope.all())
        assert len(passages) in (len(OLD.passages), len(NEW.passages))
        return titles, len(vectors.wanting(connection, model="static-vi"))


def titles_of(parsed: ParsedDocument) -> list[str]:
    return [task.title for task in parsed.tasks]


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_killed_while_writing(tmp_path: Path, step: str) -> None:
    def count() -> int:
        bomb = Bomb(step, at=None)
        bomb.arm()
        ingest(tmp_path / "dry", NEW)
        return min(bomb.seen, 90)

    ingest(tmp_path / "old", OLD)
    shutil.copytree(tmp_path / "old", tmp_path / "dry")
    actions = in_child(count)
    assert 0 < actions <= 90
    ended = {"old": 0, "new": 0}
    for kill in range(KILLS):
        home = tmp_path / f"home{kill}"
        shutil.copytree(tmp_path / "old", home)
        at = 1 + kill * actions // KILLS

        def explode(home: Path = home, at: int = at) -> int:
            Bomb(step, at).arm()
            ingest(home, NEW)
            return 0

        assert in_child(explode) == -signal.SIGKILL
        found, without_vector = state(home)
        assert found in (titles_of(OLD), titles_of(NEW))
        assert without_vector == 0
        ended["old" if found == titles_of(OLD) else "new"] += 1
        log.info("killed in %s at action %d of %d: %s", step, at, actions, ended)
        ingest(home, NEW)
        assert state(home)[0] == titles_of(NEW)
    assert sum(ended.values()) == KILLS


@pytest.mark.slow
def test_killed_while_reading(tmp_path: Path) -> None:
    text = tmp_path / "ke-hoach.txt"
    text.write_text("KẾ HOẠCH\nVề việc thử\n\n" + "1. Giao Văn phòng Sở chủ trì việc này.\n" * 400)
    environment = {"PATH": "/usr/bin:/bin", "ASSISTANT_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "assistant", "ingest", str(text)]
    chance = random.Random(7)
    for kill in range(KILLS):
        process = subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        moment = chance.uniform(0.05, 0.9)
        sleep(moment)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        log.info("killed %d after %.3f s", kill, moment)
        if (tmp_path / "home" / "assistant.db").exists():
            with Store(tmp_path / "home" / "assistant.db") as store, store.reading() as connection:
                assert check_integrity(connection) == "ok"
                held = documents.documents(connection, scope=Scope.all())
                assert all(document.passages > 0 for document in held)
    assert subprocess.run(command, env=environment, capture_output=True).returncode == 0
