"""Checks of an installation, one line each."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.domain.errors import AssistantError
from assistant.retrieval.index import Fault
from assistant.store import vectors
from assistant.store.engine import revisions
from assistant.store.store import check_integrity, generation

if TYPE_CHECKING:
    from assistant.service.assistant import Assistant

State = Literal["ok", "note", "wrong"]
FAULTS = {
    Fault.MISSING: "không có",
    Fault.DAMAGED: "bị hỏng",
    Fault.FOREIGN: "là của mô hình khác",
    Fault.STALE: "đã cũ",
}
TOOL_TIMEOUT_S = 10
TELEGRAM_TIMEOUT_S = 10


@dataclass(frozen=True, slots=True)
class Check:
    """What was found of one part."""

    part: str
    state: State
    words: str


def examine(assistant: "Assistant") -> tuple[Check, ...]:
    """Every part, checked; a part that fails does not keep the others from being checked."""
    return tuple(check for part, look in _parts() for check in _look(part, look, assistant))


def _parts() -> Iterator[tuple[str, Callable[["Assistant"], tuple[State, str]]]]:
    yield "Thiết lập", _settings
    yield "Kho dữ liệu", _store
    yield "Chỉ mục", _index
    yield "Mô hình nhúng", _model
    yield "OCR", _ocr
    yield "LibreOffice", _office
    yield "Mô hình ngôn ngữ", _llm
    yield "Telegram", _telegram


def _look(
    part: str, look: Callable[["Assistant"], tuple[State, str]], assistant: "Assistant"
) -> Iterator[Check]:
    try:
        state, words = look(assistant)
    except AssistantError as error:
        state, words = "wrong", error.staff_message
    yield Check(part, state, words)


def _settings(assistant: "Assistant") -> tuple[State, str]:
    settings = assistant.settings
    organization = settings.organization or "chưa đặt ASSISTANT_ORGANIZATION"
    return "ok", f"thư mục {settings.home.absolute()}; cơ quan nhà: {organization}"


def _store(assistant: "Assistant") -> tuple[State, str]:
    with assistant.store.reading() as connection:
        state = check_integrity(connection)
        now = generation(connection)
    if state != "ok":
        return "wrong", f"tệp kho hỏng ({state}); hãy khôi phục bản sao lưu"
    held = assistant.documents()
    rows = sum(document.tasks for document in held)
    return "ok", (f"{len(held)} văn bản, {rows} nhiệm vụ; lược đồ {revisions()[-1]}, thế hệ {now}")


def _index(assistant: "Assistant") -> tuple[State, str]:
    with assistant.store.reading() as connection:
        missing = len(vectors.wanting(connection, model=assistant.embedder.name))
        serving = assistant.search.model(connection)
        fault = serving.index.fault(connection)
        serving.index.seal(connection)
        count = len(serving.index.current(connection))
    if serving.embedder is not assistant.embedder:
        return "note", (
            f"mô hình cũ {serving.embedder.name} đang trả lời; còn {missing} đoạn chờ véc-tơ của "
            f"{assistant.embedder.name}, sẽ lập khi khởi động máy chủ"
        )
    if missing:
        return "note", f"còn {missing} đoạn chưa có véc-tơ; sẽ lập khi khởi động"
    rebuilt = f"; tệp chỉ mục {FAULTS[fault]}, vừa được lập lại" if fault else ""
    return "ok", f"{count} véc-tơ, khớp với kho{rebuilt}"


def _model(assistant: "Assistant") -> tuple[State, str]:
    near, far = assistant.embedder.embed_passages(
        ["số hóa hồ sơ thủ tục hành chính", "trồng rừng phòng hộ ven biển"]
    )
    (query,) = assistant.embedder.embed_queries(["đưa hồ sơ giấy lên môi trường số"])
    name = f"{assistant.embedder.name}, {assistant.embedder.dimension} chiều"
    if float(query @ near) <= float(query @ far):
        return "wrong", f"{name}: không xếp đúng câu thử"
    return "ok", f"{name}: xếp đúng câu thử"


def _ocr(_: "Assistant") -> tuple[State, str]:
    words = _first_lines(["tesseract", "--list-langs"])
    if words is None:
        return "note", "chưa cài; cần để đọc bản quét: apt install tesseract-ocr tesseract-ocr-vie"
    if "vie" not in words.split():
        return "note", "thiếu tiếng Việt: apt install tesseract-ocr-vie"
    return "ok", "Tesseract có tiếng Việt"


def _office(_: "Assistant") -> tuple[State, str]:
    if shutil.which("soffice") is None:
        return "note", (
            "chưa cài; tệp Word sẽ không có số trang: apt install libreoffice-writer-nogui"
        )
    return "ok", "có; tệp Word có số trang và ảnh trang"


def _llm(assistant: "Assistant") -> tuple[State, str]:
    model = assistant.settings.llm
    if not model:
        return "note", "không dùng (câu trả lời lấy thẳng từ văn bản)"
    return "ok", model


def _telegram(assistant: "Assistant") -> tuple[State, str]:
    token = assistant.settings.telegram_token.get_secret_value()
    if not token:
        return "note", "chưa đặt TELEGRAM_BOT_TOKEN"
    import httpx

    try:
        url = f"{assistant.settings.telegram_base_url}/bot{token}/getMe"
        reply = httpx.get(
            url, timeout=TELEGRAM_TIMEOUT_S, proxy=assistant.settings.telegram_proxy or None
        )
    except httpx.HTTPError as error:
        return "wrong", f"không tới được máy chủ Telegram ({type(error).__name__})"
    if reply.status_code != httpx.codes.OK:
        return "wrong", "mã bot không được Telegram chấp nhận"
    return "ok", f"bot @{reply.json()['result'].get('username', '?')}"


def _first_lines(command: list[str]) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TOOL_TIMEOUT_S)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout + done.stderr
