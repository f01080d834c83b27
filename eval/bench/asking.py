"""How quick questions, commands and the server are, and what memory they take."""

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.asking import assistant_over, in_process
from eval.bench.memory import peak
from eval.questions.question import read_questions

QUESTIONS = Path("eval/questions/open-1.jsonl")
MOST_QUESTIONS = 150
COLD_RUNS = 3
START_SECONDS = 60.0
COLD_QUESTION = "Có bao nhiêu nhiệm vụ do Văn phòng Sở chủ trì?"


@dataclass(frozen=True, slots=True)
class Asking:
    """Milliseconds, seconds and megabytes."""

    questions: int
    p50: float
    p95: float
    memory: float
    help_seconds: float
    cold_seconds: float
    start_seconds: float
    server_memory: float


def measure(documents: Sequence[Path]) -> Asking:
    """Everything that a person waits for, over these documents."""
    milliseconds = _question_times(documents)
    memory = peak()
    with TemporaryDirectory(prefix="assistant-bench-") as home:
        environment = {**os.environ, "ASSISTANT_HOME": home}  # noqa: TID251 # for what we start
        _run(["ingest", *map(str, documents)], environment)
        help_seconds = _median(["--help"], environment)
        cold_seconds = _median(["ask", COLD_QUESTION], environment)
        start_seconds, server_memory = _server(environment)
    cuts = statistics.quantiles(milliseconds, n=20)
    return Asking(
        len(milliseconds),
        statistics.median(milliseconds),
        cuts[18],
        memory,
        help_seconds,
        cold_seconds,
        start_seconds,
        server_memory,
    )


def _question_times(documents: Sequence[Path]) -> list[float]:
    times = []
    with assistant_over(documents) as assistant:
        answers = in_process(assistant)
        answers(COLD_QUESTION, conversation_id=None, as_of=None)
        for question in read_questions(QUESTIONS)[:MOST_QUESTIONS]:
            started = time.perf_counter()
            answers(question.question, conversation_id=None, as_of=question.as_of)
            times.append(1000 * (time.perf_counter() - started))
    return times


def _run(arguments: Sequence[str], environment: Mapping[str, str]) -> float:
    """Seconds of one command, from an empty process to its end."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "assistant", *arguments]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def _median(arguments: Sequence[str], environment: Mapping[str, str]) -> float:
    return statistics.median(_run(arguments, environment) for _ in range(COLD_RUNS))


def _server(environment: Mapping[str, str]) -> tuple[float, float]:
    """Seconds until a server is ready to answer, and its memory then."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
    started = time.perf_counter()
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not _is_ready(f"http://127.0.0.1:{port}/readyz"):
            if time.perf_counter() - started > START_SECONDS or server.poll() is not None:
                return float("nan"), float("nan")
            time.sleep(0.02)
        return time.perf_counter() - started, peak(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=START_SECONDS)


def _is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False
