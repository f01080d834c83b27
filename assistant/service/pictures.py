"""Pictures of pages: of PDFs as they are, of text documents as LibreOffice lays them out."""

import shutil
import tempfile
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.domain.document import Document, DocumentFile
from assistant.domain.errors import MissingPart, NotHeld
from assistant.domain.place import Box
from assistant.ingest.limits import Limits
from assistant.ingest.pictures import page_png
from assistant.ingest.readers.rendering import render_pdf
from assistant.service.originals import Originals

PDF = "pdf"


class Pictures:
    """Draws pages. What LibreOffice laid out is kept under the hash of what it was made from."""

    def __init__(self, folder: Path, *, originals: Originals, limits: Limits) -> None:
        self._folder = folder
        self._originals = originals
        self._limits = limits
        self._drawing = threading.Lock()  # PDFium must not be called by two threads at once
        self._rendering = threading.Lock()  # LibreOffice takes seconds: nobody waits twice

    def page(self, document: Document, page: int, *, highlight: Sequence[Box]) -> bytes:
        """A page as a PNG, with places marked."""
        file = document.file
        pages = (file.pages if file else 0) or document.pages
        if file is None or not 1 <= page <= pages:
            raise NotHeld(f"no picture of page {page}", what="trang", name=str(page))
        pdf = self._originals.find(file) if file.format == PDF else self._rendered(file)
        with self._drawing:
            return page_png(pdf, page, highlight=highlight)

    def forget(self, hashes: Iterable[str]) -> None:
        """Delete the renderings of these files, which the store no longer has."""
        for digest in hashes:
            (self._folder / f"{digest}.pdf").unlink(missing_ok=True)

    def _rendered(self, file: DocumentFile) -> Path:
        kept = self._folder / f"{file.sha256}.pdf"
        with self._rendering:
            if not kept.exists():
                self._render(self._originals.find(file), kept)
        return kept

    def _render(self, original: Path, kept: Path) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            made = render_pdf(original, into=Path(folder), seconds=self._limits.render_seconds)
            if made is None:
                raise MissingPart(
                    f"cannot lay out {original.name}",
                    what="LibreOffice để vẽ trang của tệp Word",
                    command="apt-get install libreoffice-writer-nogui fonts-liberation",
                )
            shutil.move(made, kept)
