"""Headers that keep a page from doing what it has no need to do."""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.domain.errors import BadSetting
from assistant.settings import Settings

# An origin as a policy names it: scheme, host and port, or 'self'. A semicolon or a space would
# let the setting write other rules than the one it is for.
ORIGIN = re.compile(r"(?:https?://)?(?:\*\.)?[\w.-]+(?::\d+)?|'self'")


def policy(settings: Settings) -> str:
    """The Content-Security-Policy: everything comes from this server, and no script is inline."""
    for origin in settings.frame_ancestors:
        if not ORIGIN.fullmatch(origin):
            raise BadSetting(
                f"bad origin {origin}",
                name="ASSISTANT_FRAME_ANCESTORS",
                reason=f"«{origin}» không phải địa chỉ trang, ví dụ https://cong.example.gov.vn",
            )
    ancestors = " ".join(settings.frame_ancestors) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {ancestors}",
        )
    )


class SafeHeaders:
    """Adds the policy and its kin to every response."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": policy(settings),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }
        if not settings.frame_ancestors:
            self._headers["X-Frame-Options"] = "DENY"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, add)
