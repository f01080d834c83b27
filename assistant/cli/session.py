"""What commands share: an open assistant, dates, and JSON on standard output."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from assistant.domain.errors import BadValue

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assistant.service.assistant import Assistant


@contextmanager
def opened() -> Iterator["Assistant"]:
    """The assistant as the settings make it. Imported here, so that `--help` loads nothing."""
    from assistant.service.assistant import open_assistant
    from assistant.settings import read_settings

    with open_assistant(read_settings()) as assistant:
        yield assistant


def read_date(text: str | None, *, what: str) -> date | None:
    """A date as YYYY-MM-DD."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadValue(
            str(error), what=what, value=text, reason="cần dạng NĂM-THÁNG-NGÀY, ví dụ 2025-12-31"
        ) from error


def print_json(model: "BaseModel") -> None:
    """One JSON object, readable."""
    sys.stdout.write(model.model_dump_json(by_alias=True, indent=2) + "\n")
