"""A progress bar on a terminal; plain lines elsewhere."""

import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column

NAMES = 40  # letters of a file's name: half of a narrow terminal


class Bar:
    """How many files are done, and a line for each one being read, with its page; told so by the
    service.
    """

    def __init__(self, *, shown: bool) -> None:
        self._progress = Progress(
            TextColumn("{task.description}", table_column=Column(no_wrap=True, max_width=NAMES)),
            BarColumn(),
            TextColumn("{task.fields[counted]}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            disable=not shown,
            transient=True,  # the lines of the files say what was done
            redirect_stdout=sys.stdout.isatty(),  # lines that go into a file stay out of the bar
        )
        self._all = self._progress.add_task("Chuẩn bị …", total=None, counted="")
        self._total = 0
        self._done = 0
        self._lines: dict[Path, TaskID] = {}

    def started(self, total: int) -> None:
        self._total = total
        self._count()

    def reading(self, file: Path, page: int = 0, of: int = 0) -> None:
        """A file is begun, or a page of it where it has pages."""
        if file not in self._lines:
            name = f"Đọc {escape(file.name)}"
            self._lines[file] = self._progress.add_task(name, total=None, counted="")
        if of:
            # The page is only begun: the bar is full when the file is done.
            counted = f"trang {page}/{of}"
            self._progress.update(self._lines[file], completed=page - 1, total=of, counted=counted)

    def read(self, file: Path) -> None:
        """A file needs no line any more."""
        self._progress.remove_task(self._lines.pop(file))

    def done(self) -> None:
        """One more file is done."""
        self._done += 1
        self._count()

    def say(self, line: str) -> None:
        """A line on standard output that does not tear the bar."""
        self._progress.refresh()
        print(line, flush=True)

    def _count(self) -> None:
        counted = f"{self._done}/{self._total} tệp"
        self._progress.update(
            self._all,
            description="Nạp văn bản",
            completed=self._done,
            total=self._total,
            counted=counted,
        )

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
