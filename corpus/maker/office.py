"""LibreOffice turns the Word file into a PDF, as the clerk's machine does."""

import re
import subprocess
import tempfile
from pathlib import Path

from corpus.maker.source import SourceError

SECONDS = 180
STAMPED = re.compile(rb"D:\d{14}(?:[+-]\d\d'\d\d'|Z)?")
DOCUMENT_ID = re.compile(rb"/ID\s*\[\s*<[0-9A-F]+>\s*<[0-9A-F]+>\s*\]")
CHECKSUM = re.compile(rb"/DocChecksum /[0-9A-F]{32}")


def docx_to_pdf(docx: bytes) -> bytes:
    """Print a Word file to PDF; a profile of its own lets several run side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "made.docx").write_bytes(docx)
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                str(folder / "made.docx"),
            ],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
        made = folder / "made.pdf"
        if not made.exists():
            raise SourceError("LibreOffice made no PDF")
        return undated(made.read_bytes())


def undated(pdf: bytes) -> bytes:
    """The PDF without the hour of its making; lengths stay, so that the offsets still hold."""

    def same_length(match: re.Match[bytes]) -> bytes:
        return b"D:20260101000000Z"[: len(match[0])].ljust(len(match[0]), b"0")

    def zeros(match: re.Match[bytes]) -> bytes:
        return re.sub(rb"(?<=[<])[0-9A-F]+(?=>)|(?<=Checksum /)[0-9A-F]+", _noughts, match[0])

    pdf = STAMPED.sub(same_length, pdf)
    return CHECKSUM.sub(zeros, DOCUMENT_ID.sub(zeros, pdf))


def _noughts(match: re.Match[bytes]) -> bytes:
    return b"0" * len(match[0])
