"""The originals of ingested files, kept under the home by their content's hash."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from assistant.domain.document import DocumentFile
from assistant.domain.errors import NotHeld


class Originals:
    """A folder of files named after their hashes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, path: Path, file: DocumentFile) -> None:
        """Copy a file in, whole or not at all."""
        kept = self.path(file)
        if kept.exists():
            return
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_name(f".{kept.name}.{os.getpid()}")
        shutil.copyfile(path, part)
        part.replace(kept)

    def path(self, file: DocumentFile) -> Path:
        """Where the original of a file lies."""
        return self._folder / file.sha256[:2] / f"{file.sha256}.{file.format}"

    def find(self, file: DocumentFile) -> Path:
        """The original, which must be there."""
        path = self.path(file)
        if not path.exists():
            raise NotHeld(f"original of {file.name} is missing", what="bản gốc", name=file.name)
        return path

    def forget(self, hashes: Iterable[str]) -> None:
        """Delete the originals of these files, which the store no longer has."""
        for digest in hashes:
            for path in self._folder.glob(f"{digest[:2]}/{digest}.*"):
                path.unlink(missing_ok=True)
