"""The web application: everything is put together here and nothing is opened by importing."""

import asyncio
import logging
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from assistant.domain.errors import BadValue
from assistant.service.assistant import Assistant
from assistant.settings import Settings
from assistant.web import problems
from assistant.web.access import Gate, is_loopback
from assistant.web.body_limit import BodyLimit
from assistant.web.figures import Counting, Figures
from assistant.web.headers import SafeHeaders
from assistant.web.readiness import Readiness
from assistant.web.routes import ask, documents, health, openai, pages, session, tasks
from assistant.web.static import STATIC

log = logging.getLogger(__name__)

DESCRIPTION = (
    "Hỏi đáp về kế hoạch và văn bản của cơ quan, có trích nguồn từng trang. "
    "Khóa và mã quản trị gửi trong Authorization: Bearer …; lỗi trả về theo RFC 9457."
)
WHOLE_NETWORK_WARNING = (
    "Cảnh báo: ai vào được địa chỉ này đều hỏi được. Hãy đặt ASSISTANT_API_KEYS, hoặc "
    "ASSISTANT_TRUSTED_PROXY nếu đứng sau máy chủ ủy quyền."
)
BACKLOG = 2048
STOP_WITHIN_S = 10  # a stream still open when the server is stopped does not keep it up


def create_app(assistant: Assistant) -> FastAPI:
    """The application over an open assistant."""
    figures = Figures(assistant)
    app = FastAPI(
        title="Trợ lý tra cứu kế hoạch",
        description=DESCRIPTION,
        version="1",
        docs_url=None,  # FastAPI's own pages load their scripts from elsewhere
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.assistant = assistant
    app.state.gate = Gate(assistant.settings)
    app.state.figures = figures
    app.state.readiness = Readiness()
    app.state.remembered = openai.Remembered()
    app.add_middleware(BodyLimit, largest_file=assistant.limits.size)
    app.add_middleware(Counting, figures=figures)
    app.add_middleware(SafeHeaders, settings=assistant.settings)
    problems.install(app)
    for module in (ask, tasks, documents, pages, session, openai, health):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    # The server listens while the first question's needs are loaded; /readyz tells when it is done.
    preparing = asyncio.create_task(
        asyncio.to_thread(app.state.readiness.prepare, app.state.assistant)
    )
    yield
    await preparing


def serve(assistant: Assistant, *, host: str, port: int) -> None:
    """Serve until told to stop."""
    import uvicorn

    app = create_app(assistant)
    with _listening(host, port) as listener:
        _announce(host, listener.getsockname()[1], settings=assistant.settings)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            # Who a proxy speaks for is decided in access.py alone.
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=STOP_WITHIN_S,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens, or one sentence on why it cannot."""
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with ExitStack() as unfinished:
            listener = unfinished.enter_context(socket.socket(family, kind))
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(BACKLOG)
            unfinished.pop_all()
    except OSError as error:
        raise BadValue(
            str(error),
            what="địa chỉ lắng nghe",
            value=f"{host}:{port}",
            reason="địa chỉ không có trên máy này, hoặc cổng đang được chương trình khác dùng",
        ) from error
    return listener


def _announce(host: str, port: int, *, settings: Settings) -> None:
    shown = f"[{host}]" if ":" in host else host
    sys.stderr.write(f"Trợ lý đang chạy tại http://{shown}:{port} (Ctrl+C để dừng)\n")
    if not is_loopback(host) and Gate(settings).is_open:
        sys.stderr.write(WHOLE_NETWORK_WARNING + "\n")
    sys.stderr.flush()
