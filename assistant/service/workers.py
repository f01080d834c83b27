"""Reading files in worker processes, each file in one of its own.

A file that hangs, eats the memory or crashes a library takes only its own process with it.
"""

import logging
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from assistant.domain.document import ParsedDocument
from assistant.domain.errors import AssistantError, FileTooLarge, UnreadableFile
from assistant.ingest.limits import Limits

log = logging.getLogger(__name__)
Outcome = ParsedDocument | AssistantError
OnPage = Callable[[Path, int, int], None]  # told the file, the page read next, how many there are
PARSING = "assistant.ingest.parsing"


@dataclass(frozen=True, slots=True)
class _PageBegun:
    """What a worker says before each page, ahead of the document that it sends at last."""

    number: int
    of: int


@dataclass(slots=True)
class _Worker:
    path: Path
    process: BaseProcess
    pipe: Connection
    started: float


def parse_all(
    paths: Sequence[Path],
    *,
    limits: Limits,
    on_file: Callable[[Path], None] | None = None,
    on_page: OnPage | None = None,
) -> Iterator[tuple[Path, Outcome, float]]:
    """Each file with what was read from it or why not, and the seconds it took, as each is done."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PARSING])
    waiting = list(reversed(paths))
    running: list[_Worker] = []
    try:
        while waiting or running:
            while waiting and len(running) < (os.cpu_count() or 1):
                path = waiting.pop()
                if on_file:
                    on_file(path)
                running.append(_start(context, path, limits))
            for worker in _finished(running, limits):
                outcome = _outcome(worker, limits)
                if isinstance(outcome, _PageBegun):
                    if on_page:
                        on_page(worker.path, outcome.number, outcome.of)
                    continue
                running.remove(worker)
                yield worker.path, outcome, time.monotonic() - worker.started
    finally:
        for worker in running:
            worker.process.kill()


def _start(
    context: multiprocessing.context.ForkServerContext, path: Path, limits: Limits
) -> _Worker:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_parse_and_send, args=(path, limits, theirs), daemon=True)
    process.start()
    theirs.close()
    return _Worker(path, process, ours, time.monotonic())


def _parse_and_send(path: Path, limits: Limits, pipe: Connection) -> None:
    """Runs in the worker process."""
    from assistant.ingest.parsing import parse

    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    outcome: Outcome
    try:
        outcome = parse(path, limits=limits, on_page=lambda n, of: pipe.send(_PageBegun(n, of)))
    except AssistantError as error:
        outcome = error
    except MemoryError:
        outcome = _out_of_memory(path, limits)
    except Exception as error:
        log.exception("reading %s failed", path)
        outcome = UnreadableFile(repr(error), file=path.name, reason="tệp hỏng hoặc có cấu trúc lạ")
    pipe.send(outcome)
    pipe.close()


def _finished(running: Sequence[_Worker], limits: Limits) -> list[_Worker]:
    """Workers that have something to say, have died, or have run out of time."""
    deadline = min(worker.started for worker in running) + limits.seconds
    ready = wait([w.pipe for w in running], timeout=max(0.0, deadline - time.monotonic()))
    late = time.monotonic() - limits.seconds
    return [worker for worker in running if worker.pipe in ready or worker.started <= late]


def _outcome(worker: _Worker, limits: Limits) -> Outcome | _PageBegun:
    try:
        if worker.pipe.poll():
            said: Outcome | _PageBegun = worker.pipe.recv()
            if not isinstance(said, _PageBegun):
                worker.process.join()
            return said
    except EOFError:
        worker.process.join()
        log.warning("reader of %s died with %s", worker.path, worker.process.exitcode)
        return _out_of_memory(worker.path, limits)
    worker.process.kill()
    worker.process.join()
    return FileTooLarge(
        f"{worker.path} took over {limits.seconds} s",
        file=worker.path.name,
        reason=f"đọc quá {limits.seconds:.0f} giây",
    )


def _out_of_memory(path: Path, limits: Limits) -> AssistantError:
    return FileTooLarge(
        f"{path} needs over {limits.memory_bytes} bytes",
        file=path.name,
        reason=f"cần hơn {limits.memory_bytes >> 20} MB bộ nhớ",
    )
