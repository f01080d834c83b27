"""Who asks: access keys, the administrator's token, a trusted proxy that names the person.

| set                     | who may ask                                              |
| ----------------------- | -------------------------------------------------------- |
| nothing                 | whoever reaches the server                               |
| keys or a trusted proxy | who gives a key or the token, or comes through the proxy |

Corrections and documents need the administrator's token; without one they are off.
"""

import hashlib
import hmac
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, Request

from assistant.domain.errors import BadSetting, NotAllowed
from assistant.domain.scope import Scope
from assistant.service.assistant import Assistant
from assistant.settings import Settings

COOKIE = "assistant_session"
LONGEST_NAME = 100


class NotIdentified(NotAllowed):
    """Nobody knows who asks."""

    template = "Cần khóa truy cập để dùng trợ lý này. Hãy xin khóa ở người quản trị."


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request."""

    actor: str  # "web:192.0.2.7", "user:an.nguyen", "key:1f2e3d", "admin"
    is_admin: bool = False

    @property
    def scope(self) -> Scope:
        """What they may see."""
        return Scope(actor=self.actor)


class Gate:
    """Tells who sends a request, by the settings."""

    def __init__(self, settings: Settings) -> None:
        self._admin_token = settings.admin_token.get_secret_value()
        self._keys = settings.api_keys
        self._proxy = _network(settings.trusted_proxy)
        self._user_header = settings.user_header

    @property
    def is_open(self) -> bool:
        """Whether everyone who reaches the server may ask."""
        return not self._keys and self._proxy is None

    @property
    def can_administer(self) -> bool:
        """Whether administration from the web is on."""
        return bool(self._admin_token)

    def caller(self, request: Request) -> Caller:
        """Who sends this request; a NotIdentified where that must be known and is not."""
        known = self.holder(_bearer(request)) or self._by_cookie(request.cookies.get(COOKIE, ""))
        if known:
            return known
        if self._comes_through_proxy(request):
            return self._proxied(request)
        if self.is_open:
            return Caller(f"web:{_address(request)}")
        raise NotIdentified("no key", action="hỏi trợ lý này")

    def holder(self, secret: str) -> Caller | None:
        """Who holds this key or token."""
        if not secret:
            return None
        if self._admin_token and _same(secret, self._admin_token):
            return Caller("admin", is_admin=True)
        for key in self._keys:
            if _same(secret, key):
                return Caller(f"key:{_digest(key)[:6]}")
        return None

    def _by_cookie(self, cookie: str) -> Caller | None:
        if not cookie:
            return None
        # Only keys make a session: the administrator's token is never kept in a browser.
        for key in self._keys:
            if _same(cookie, session_of(key)):
                return Caller(f"key:{_digest(key)[:6]}")
        return None

    def _comes_through_proxy(self, request: Request) -> bool:
        if self._proxy is None or request.client is None:
            return False
        try:
            return ip_address(request.client.host) in self._proxy
        except ValueError:
            return False

    def _proxied(self, request: Request) -> Caller:
        if not self._user_header:
            forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
            return Caller(f"web:{forwarded[:LONGEST_NAME] or _address(request)}")
        name = unquote(request.headers.get(self._user_header, "")).strip()[:LONGEST_NAME]
        if not name:
            raise NotIdentified("proxy named nobody", action="hỏi trợ lý này")
        return Caller(f"user:{name}")


def session_of(key: str) -> str:
    """What a browser keeps in the place of a key, so that the key itself does not lie about."""
    return _digest(f"assistant session {key}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


def _bearer(request: Request) -> str:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def _address(request: Request) -> str:
    return request.client.host if request.client else "local"


def _network(text: str) -> IPv4Network | IPv6Network | None:
    if not text:
        return None
    try:
        return ip_network(text, strict=False)
    except ValueError as error:
        raise BadSetting(
            str(error), name="ASSISTANT_TRUSTED_PROXY", reason=f"«{text}» không phải địa chỉ IP"
        ) from error


def is_loopback(host: str) -> bool:
    """Whether a server on this host can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


# What routes ask for


def _gate(request: Request) -> Gate:
    gate: Gate = request.app.state.gate
    return gate


def _assistant(request: Request) -> Assistant:
    assistant: Assistant = request.app.state.assistant
    return assistant


def _asker(request: Request, gate: Annotated[Gate, Depends(_gate)]) -> Caller:
    return gate.caller(request)


def _administrator(request: Request, gate: Annotated[Gate, Depends(_gate)]) -> Caller:
    if not gate.can_administer:
        raise NotAllowed(
            "administration is off", action="quản trị qua web: chưa đặt ASSISTANT_ADMIN_TOKEN"
        )
    known = gate.holder(_bearer(request))
    if known is None:
        raise NotIdentified("no token", action="quản trị")
    if not known.is_admin:
        raise NotAllowed("a key is no token", action="quản trị: cần mã quản trị")
    return known


TheGate = Annotated[Gate, Depends(_gate)]
Service = Annotated[Assistant, Depends(_assistant)]
Asker = Annotated[Caller, Depends(_asker)]
Administrator = Annotated[Caller, Depends(_administrator)]
