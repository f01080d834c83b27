"""What people look at: the chat, a document's pages and their pictures, the reference."""

from contextlib import suppress
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from assistant.domain.errors import BadValue
from assistant.domain.place import Box
from assistant.web.access import Asker, NotIdentified, Service, TheGate
from assistant.web.reference import render_reference
from assistant.web.static import STATIC

router = APIRouter()

MOST_BOXES = 200
# Pages change only with a document; a browser asks whether it has and is told no.
REVALIDATE = "private, no-cache"


@router.get("/", include_in_schema=False)
def chat() -> FileResponse:
    return FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})


@router.get("/favicon.ico", include_in_schema=False)
def icon() -> FileResponse:
    return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml")


@router.get("/docs", include_in_schema=False)
def reference(request: Request) -> HTMLResponse:
    return HTMLResponse(render_reference(request.app.openapi()))


@router.get(
    "/documents/{document_id}",
    tags=["Văn bản"],
    summary="Trang xem văn bản; #page=N mở tại trang N",
    response_class=HTMLResponse,
)
def viewer(document_id: str, request: Request, assistant: Service, gate: TheGate) -> FileResponse:
    # The page is empty by itself: it asks for the key and then for the document.
    with suppress(NotIdentified):
        assistant.document(document_id, scope=gate.caller(request).scope)
    return FileResponse(STATIC / "viewer.html", headers={"Cache-Control": "no-cache"})


@router.get(
    "/documents/{document_id}/pages/{page}.png",
    tags=["Văn bản"],
    summary="Ảnh của một trang, đánh dấu chỗ được trích",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}},
)
def picture(
    document_id: str,
    page: int,
    request: Request,
    assistant: Service,
    caller: Asker,
    highlight: Annotated[
        str, Query(description="trái,trên,phải,dưới;… theo điểm, từ góc trên bên trái")
    ] = "",
) -> Response:
    boxes = read_boxes(highlight, page=page)
    document = assistant.document(document_id, scope=caller.scope)
    content = document.file.sha256 if document.file else ""
    marks = sha256(highlight.encode()).hexdigest()
    tag = f'"{content[:16]}-{page}-{marks[:16]}"'
    headers = {"ETag": tag, "Cache-Control": REVALIDATE}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    png = assistant.page_picture(document_id, page, highlight=boxes, scope=caller.scope)
    return Response(png, media_type="image/png", headers=headers)


@router.get(
    "/documents/{document_id}/file",
    tags=["Văn bản"],
    summary="Tệp gốc",
    response_class=FileResponse,
)
def original(document_id: str, assistant: Service, caller: Asker) -> FileResponse:
    path, name = assistant.original(document_id, scope=caller.scope)
    # Only a PDF opens in place: a browser must not run what stands in a file.
    is_pdf = path.suffix == ".pdf"
    return FileResponse(
        path,
        filename=name,
        media_type="application/pdf" if is_pdf else "application/octet-stream",
        content_disposition_type="inline" if is_pdf else "attachment",
        headers={"Cache-Control": REVALIDATE},
    )


def read_boxes(text: str, *, page: int) -> tuple[Box, ...]:
    """Places to mark, as `left,top,right,bottom` with semicolons between them."""
    parts = [part for part in text.split(";") if part.strip()]
    try:
        if len(parts) > MOST_BOXES:
            raise ValueError(f"{len(parts)} boxes")
        return tuple(_box(part, page=page) for part in parts)
    except ValueError as error:
        raise BadValue(
            str(error),
            what="highlight",
            value=text[:100],
            reason="cần dạng trái,trên,phải,dưới;… bằng số",
        ) from error


def _box(text: str, *, page: int) -> Box:
    left, top, right, bottom = (float(number) for number in text.split(","))
    # NaN and infinity fail these comparisons too.
    if not (0 <= left <= right < 100_000 and 0 <= top <= bottom < 100_000):
        raise ValueError(f"no box: {text}")
    return Box(page, left, top, right, bottom)
