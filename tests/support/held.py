"""An assistant that holds one real plan, for tests of what stands above the service."""

import itertools
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.service.assistant import Assistant, open_assistant
from assistant.settings import Settings

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
PLAN = DOCUMENTS / "so-y-te-ca-mau-2026-an-toan-thuc-pham.pdf"
NUMBER = "41/KH-SYT"
START = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)

# A question with one row for an answer, and what that row says.
QUESTION = "đơn vị nào chủ trì kết nối cơ sở dữ liệu cơ sở thực phẩm?"
LEAD = "Văn phòng Sở"
# A question with many rows for an answer.
LIST_QUESTION = "Chi cục An toàn vệ sinh thực phẩm chủ trì những nhiệm vụ nào?"
NOT_HELD = "Sở Xây dựng Lâm Đồng giao ai chủ trì đô thị thông minh?"


def ticking() -> Callable[[], datetime]:
    """A clock that goes on by a second whenever somebody looks."""
    ticks = itertools.count()
    return lambda: START + timedelta(seconds=next(ticks))


def seed(home: Path) -> Path:
    """A home with the plan in it."""
    with _open(home, {}) as assistant:
        (report,) = assistant.ingest([PLAN])
        assert report.status == "added", report.reason
    return home


def open_copy(seeded: Path, home: Path, **settings: object) -> Assistant:
    """An assistant on a copy of that home, with settings by the names of their variables."""
    shutil.copytree(seeded, home, dirs_exist_ok=True)
    return _open(home, settings)


def reopen(home: Path, **settings: object) -> Assistant:
    """An assistant on a home as it is."""
    return _open(home, settings)


def _open(home: Path, settings: dict[str, object]) -> Assistant:
    values = {"ASSISTANT_HOME": home} | settings
    return open_assistant(Settings.model_validate(values), clock=ticking())
