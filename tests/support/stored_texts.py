"""An assistant over a few short documents written in a test itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.service.assistant import Assistant, open_assistant
from assistant.settings import Settings


@contextmanager
def assistant_over(folder: Path, texts: dict[str, str]) -> Iterator[Assistant]:
    """The texts as files by their names, ingested in that order as staff would: "goc/a.md"."""
    paths = [folder / name for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with open_assistant(Settings.model_validate({"ASSISTANT_HOME": str(folder / "home")})) as held:
        assert [report.status for report in held.ingest(paths)] == ["added"] * len(paths)
        yield held
