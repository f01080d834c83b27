"""The command line: quick to help, one sentence for every failure."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMANDS = (
    "ingest",
    "ask",
    "tasks",
    "correct",
    "documents",
    "remove",
    "serve",
    "telegram",
    "backup",
    "restore",
    "doctor",
)


def run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "ASSISTANT_HOME": str(home)},
        cwd=home,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(tmp_path: Path, command: str) -> None:
    done = run(command, "--help", home=tmp_path)
    assert done.returncode == 0
    assert f"assistant {command}" in done.stdout


def test_help_comes_at_once(tmp_path: Path) -> None:
    started = time.perf_counter()
    run("--help", home=tmp_path)
    assert time.perf_counter() - started < 2  # 0.1 s on an idle machine; CI machines are not


WRONG = {
    "unknown command": (["dance"], "dance"),
    "unknown option": (["ask", "--loud"], "--loud"),
    "missing argument": (["ingest"], "ĐƯỜNG_DẪN"),
    "bad number": (["serve", "--port", "many"], "--port"),
    "bad choice": (["tasks", "--format", "pdf"], "--format"),
    "bad date": (["ask", "hạn?", "--as-of", "31/12"], "31/12"),
    "no question in a pipe": (["ask"], "câu hỏi"),
    "unknown document": (["remove", "nowhere"], "nowhere"),
    "unknown task": (["correct", "nothing", "due=1/1/2026"], "nothing"),
    "no such file": (["ingest", "absent.pdf"], "absent.pdf"),
    "no backup": (["restore", "absent.zip"], "absent.zip"),
}


@pytest.mark.parametrize(("arguments", "named"), WRONG.values(), ids=WRONG)
def test_a_failure_is_one_sentence_that_names_what_was_wrong(
    tmp_path: Path, arguments: list[str], named: str
) -> None:
    done = run(*arguments, home=tmp_path)
    words = done.stderr + done.stdout
    assert done.returncode not in (0, -1)
    assert named in words
    assert "Traceback" not in words
    assert len(words.strip().splitlines()) == 1


def test_a_bad_setting_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ASSISTANT_KEEP_ANSWERS_DAYS=forever\n")
    done = run("documents", home=tmp_path)
    assert done.returncode == 1
    assert "ASSISTANT_KEEP_ANSWERS_DAYS" in done.stderr


def test_another_database_is_refused_until_it_can_be_used(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ASSISTANT_DATABASE_URL=postgresql://localhost/a\n")
    done = run("documents", home=tmp_path)
    assert done.returncode == 1
    assert "SQLite" in done.stderr
