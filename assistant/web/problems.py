"""Every failure as RFC 9457 problem JSON, with a sentence for staff in `detail`."""

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.domain.errors import (
    AssistantError,
    BadInput,
    FileTooLarge,
    IndexOutOfDate,
    MissingPart,
    ModelFailed,
    NotAllowed,
    NotHeld,
    StoreBusy,
)
from assistant.web.access import NotIdentified

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
UNEXPECTED = AssistantError.template

# The first class that an error is an instance of decides.
STATUS_OF: Mapping[type[AssistantError], HTTPStatus] = {
    NotIdentified: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotHeld: HTTPStatus.NOT_FOUND,
    FileTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    BadInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    StoreBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    IndexOutOfDate: HTTPStatus.SERVICE_UNAVAILABLE,
    MissingPart: HTTPStatus.NOT_IMPLEMENTED,
    ModelFailed: HTTPStatus.BAD_GATEWAY,
}
DETAIL_OF: Mapping[int, str] = {
    HTTPStatus.BAD_REQUEST: "Yêu cầu viết chưa đúng.",
    HTTPStatus.NOT_FOUND: "Không có địa chỉ này.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Địa chỉ này không nhận phương thức {method}.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Yêu cầu quá lớn.",
}
# What pydantic finds wrong, by its name for it; its own messages are English.
WRONG = {
    "missing": "còn thiếu",
    "string_type": "phải là chữ",
    "string_too_short": "không được để trống",
    "string_too_long": "dài quá {max_length} ký tự",
    "too_long": "có quá {max_length} mục",
    "bool_parsing": "phải là true hoặc false",
    "bool_type": "phải là true hoặc false",
    "int_parsing": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "list_type": "phải là danh sách",
    "extra_forbidden": "không có trong danh sách nhận được",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "phải từ {le} trở xuống",
    "literal_error": "phải là một trong: {expected}",
    "enum": "phải là một trong: {expected}",
}


class Problem(JSONResponse):
    """A failure as the outside sees it."""

    media_type = MEDIA_TYPE


def problem(
    request: Request,
    status: int,
    *,
    detail: str,
    kind: str = "about:blank",
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> Problem:
    """A response that says what went wrong."""
    content = {
        "type": kind,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        **more,
    }
    if request.url.path.startswith("/v1/"):  # where clients of OpenAI's protocol look for it
        content["error"] = {"message": detail, "type": kind, "param": None, "code": status}
    return Problem(content, status_code=status, headers=dict(headers or {}))


def status_of(error: AssistantError) -> HTTPStatus:
    """The HTTP status for one of our own errors."""
    for kind, status in STATUS_OF.items():
        if isinstance(error, kind):
            return status
    return HTTPStatus.INTERNAL_SERVER_ERROR


def kind_of(error: AssistantError) -> str:
    """A name for a kind of error that programs may compare: "urn:assistant:not-held"."""
    words = re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()
    return f"urn:assistant:{words}"


def install(app: FastAPI) -> None:
    """Make the app answer with problems alone when something goes wrong."""
    app.add_exception_handler(AssistantError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def from_error(request: Request, error: AssistantError) -> Problem:
    """The problem that one of our own errors is."""
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s failed: %s", request.url.path, error)
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else {}
    return problem(
        request, status, detail=error.staff_message, kind=kind_of(error), headers=headers
    )


async def _ours(request: Request, error: Exception) -> Problem:
    assert isinstance(error, AssistantError)
    return from_error(request, error)


async def _invalid(request: Request, error: Exception) -> Problem:
    assert isinstance(error, RequestValidationError)
    faults = [{"field": _field(fault), "message": _message(fault)} for fault in error.errors()]
    return problem(
        request,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        detail=_sentence(faults[0]),
        kind="urn:assistant:invalid-request",
        errors=faults,
    )


async def _http(request: Request, error: Exception) -> Problem:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    detail = DETAIL_OF.get(status, UNEXPECTED).format(method=request.method)
    return problem(request, status, detail=detail, headers=error.headers)


async def _unexpected(request: Request, error: Exception) -> Problem:
    log.error("%s failed", request.url.path, exc_info=error)
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail=UNEXPECTED)


def _field(fault: Mapping[str, Any]) -> str:
    return ".".join(str(part) for part in fault["loc"][1:])


def _message(fault: Mapping[str, Any]) -> str:
    kind = str(fault["type"])
    if kind == "json_invalid":
        return "nội dung gửi lên không phải JSON hợp lệ"
    if kind.startswith("date"):
        return "phải là ngày có thật, dạng NĂM-THÁNG-NGÀY, ví dụ 2025-12-31"
    return WRONG.get(kind, "có giá trị không hợp lệ").format_map(fault.get("ctx") or {})


def _sentence(fault: Mapping[str, str]) -> str:
    field = fault["field"]
    if "JSON" in fault["message"] or not field:
        return "Nội dung gửi lên không phải JSON hợp lệ hoặc còn thiếu."
    return f"«{field}» {fault['message']}."
