"""A browser that was given a key once: it keeps a session instead of the key."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from assistant.web.access import COOKIE, NotIdentified, TheGate, session_of
from assistant.web.schemas import SessionIn

router = APIRouter(prefix="/api/session", tags=["Truy cập"])

A_MONTH_S = 30 * 24 * 3600


class SessionOut(BaseModel):
    """Whether the server knows who asks."""

    allowed: bool


@router.get("", summary="Có được hỏi không")
def session(request: Request, gate: TheGate) -> SessionOut:
    try:
        gate.caller(request)
    except NotIdentified:
        return SessionOut(allowed=False)
    return SessionOut(allowed=True)


@router.post("", status_code=204, summary="Đưa khóa truy cập cho trình duyệt giữ")
def open_session(body: SessionIn, request: Request, response: Response, gate: TheGate) -> None:
    known = gate.holder(body.key.strip())
    if known is None or known.is_admin:
        raise NotIdentified("wrong key", action="hỏi trợ lý này")
    response.set_cookie(
        COOKIE,
        session_of(body.key.strip()),
        max_age=A_MONTH_S,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


@router.delete("", status_code=204, summary="Bỏ khóa mà trình duyệt giữ")
def close_session(response: Response) -> None:
    response.delete_cookie(COOKIE)
