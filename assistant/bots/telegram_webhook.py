"""Updates that Telegram brings by itself, for servers that can be reached from outside.

A reverse proxy on this machine brings https to the address of the setting and passes requests on.
"""

import asyncio
import hashlib
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.bots.telegram_handlers import TelegramBot

UPDATES = ("message", "callback_query")
HOST, PORT = "127.0.0.1", 8443
HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def listen(bot: "TelegramBot", settings: Settings, *, stop: asyncio.Event) -> None:
    """Tell Telegram where to bring updates, and take them until `stop` is set."""
    url = settings.telegram_webhook_url
    secret = hashlib.sha256(f"webhook {bot.app.bot.token}".encode()).hexdigest()
    server = uvicorn.Server(
        uvicorn.Config(
            webhook_app(bot, path=urlsplit(url).path or "/", secret=secret),
            host=HOST,
            port=urlsplit(url).port or PORT,
            log_level="warning",
        )
    )
    serving = asyncio.create_task(server.serve())
    await bot.app.bot.set_webhook(url, secret_token=secret, allowed_updates=UPDATES)
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    server.should_exit = True
    await serving


def webhook_app(bot: "TelegramBot", *, path: str, secret: str) -> Starlette:
    """Takes updates that bear the secret; each is kept before it is acknowledged."""

    async def take(request: Request) -> Response:
        if not secrets.compare_digest(request.headers.get(HEADER, "").encode(), secret.encode()):
            return Response(status_code=403)
        await bot.take([await request.json()])
        return Response()

    return Starlette(routes=[Route(path, take, methods=["POST"])])
