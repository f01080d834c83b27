"""A progress bar on a terminal; plain lines elsewhere."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Bar:
    """Shows which file is being read and how many are done; told so by the service."""

    def __init__(self, *, shown: bool) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            disable=not shown,
        )
        self._task = self._progress.add_task("Chuẩn bị …", total=None)

    def started(self, total: int) -> None:
        self._progress.update(self._task, total=total)

    def reading(self, file: str) -> None:
        self._progress.update(self._task, description=f"Đọc {file}")

    def done(self) -> None:
        """One more file is done."""
        self._progress.advance(self._task)

    def say(self, line: str) -> None:
        """A line on standard output that does not tear the bar."""
        self._progress.refresh()
        print(line, flush=True)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()
