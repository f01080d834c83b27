"""The documents: listed, added, taken out."""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from shutil import copyfileobj
from typing import Annotated

from fastapi import APIRouter, File, Response, UploadFile
from pydantic import BaseModel, Field

from assistant.domain.errors import BadValue, FileTooLarge
from assistant.service.ingestion import IngestReport, Status
from assistant.service.schemas import DocumentOut, DocumentsOut
from assistant.vietnamese.text import normalise
from assistant.web.access import Administrator, Asker, Service

router = APIRouter(prefix="/api/documents", tags=["Văn bản"])

LONGEST_NAME = 150  # characters, so that even in UTF-8 a file system takes it
MOST_FILES = 50
BLOCK = 1 << 20


class ReportOut(BaseModel):
    """What became of one file; the same as a line of `assistant ingest --json`."""

    file: str
    status: str
    pages: int
    passages: int
    tasks: int
    seconds: float
    reason: str | None
    warnings: list[str]
    document_id: str | None

    @classmethod
    def of(cls, report: IngestReport) -> "ReportOut":
        return cls(
            file=report.file,
            status=report.status,
            pages=report.pages,
            passages=report.passages,
            tasks=report.tasks,
            seconds=report.seconds,
            reason=report.reason or None,
            warnings=list(report.warnings),
            document_id=report.document_id or None,
        )


class ReportsOut(BaseModel):
    """What became of each file."""

    files: list[ReportOut] = Field(description="Mỗi tệp một mục")


@router.get("", summary="Các văn bản đang có")
def documents(assistant: Service, caller: Asker) -> DocumentsOut:
    held = [DocumentOut.of(document) for document in assistant.documents(scope=caller.scope)]
    return DocumentsOut(total=len(held), documents=held)


@router.get("/{document_id}", summary="Một văn bản")
def document(document_id: str, assistant: Service, caller: Asker) -> DocumentOut:
    return DocumentOut.of(assistant.document(document_id, scope=caller.scope))


@router.post("", summary="Nạp tệp (quản trị)", responses={201: {"model": ReportsOut}})
def add(
    file: Annotated[list[UploadFile], File(description="Một hoặc nhiều tệp")],
    assistant: Service,
    caller: Administrator,
    response: Response,
) -> ReportsOut:
    if len(file) > MOST_FILES:
        raise BadValue(
            f"{len(file)} files",
            what="số tệp",
            value=len(file),
            reason=f"mỗi lần gửi nhiều nhất {MOST_FILES} tệp",
        )
    with tempfile.TemporaryDirectory() as folder:
        paths = list(_saved(file, Path(folder), most_bytes=assistant.limits.size))
        reports = [ReportOut.of(report) for report in assistant.ingest(paths)]
    response.status_code = _status(reports)
    return ReportsOut(files=reports)


@router.delete("/{document_id}", status_code=204, summary="Bỏ một văn bản (quản trị)")
def remove(document_id: str, assistant: Service, caller: Administrator) -> None:
    assistant.remove(document_id)


def _status(reports: Iterable[ReportOut]) -> int:
    """Created where something new is held; refused where nothing was taken."""
    found = {report.status for report in reports}
    if found == {Status.REFUSED}:
        return 422
    return 201 if found & {Status.ADDED, Status.REPLACED} else 200


def _saved(files: Iterable[UploadFile], folder: Path, *, most_bytes: int) -> Iterator[Path]:
    """The files on disk under their own names, each in a folder of its own."""
    for number, upload in enumerate(files):
        if upload.size is not None and upload.size > most_bytes:
            raise FileTooLarge(
                f"{upload.size} bytes",
                file=base_name(upload.filename),
                reason=f"lớn hơn {most_bytes >> 20} MB",
            )
        path = folder / str(number) / base_name(upload.filename)
        path.parent.mkdir()
        with path.open("wb") as out:
            copyfileobj(upload.file, out, BLOCK)
        yield path


def base_name(name: str | None) -> str:
    """The name of a file as somebody sent it, without folders and what file systems refuse."""
    last = PurePath(normalise(name or "").replace("\\", "/")).name
    kept = "".join(c for c in last if c.isprintable()).lstrip(".")
    stem, suffix = PurePath(kept).stem[:LONGEST_NAME], PurePath(kept).suffix[:10]
    return f"{stem}{suffix}" or "tep"
