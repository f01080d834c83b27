"""Bodies beyond any use are refused before they fill the memory."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.problems import DETAIL_OF, problem

MOST_BYTES = 1 << 20  # of a question, with room for a long OpenAI conversation
UPLOADS = "/api/documents"
MOST_FULL_FILES = 4  # so many of the largest files that are read fit into one upload


class TooMuch(Exception):
    """A body without a stated length went on for too long."""


class BodyLimit:
    """Looks at the stated length, and counts what comes without one."""

    def __init__(self, app: ASGIApp, *, largest_file: int) -> None:
        self._app = app
        self._most_uploaded = MOST_FULL_FILES * largest_file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._most_uploaded if scope["path"] == UPLOADS else MOST_BYTES
        if _stated(scope) > most:
            refusal = problem(Request(scope), 413, detail=DETAIL_OF[413])
            await refusal(scope, receive, send)
            return
        held = 0

        async def counted() -> Message:
            nonlocal held
            message = await receive()
            held += len(message.get("body", b""))
            if held > most:
                raise TooMuch(f"body of more than {most} bytes")
            return message

        await self._app(scope, counted, send)


def _stated(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0
