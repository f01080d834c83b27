"""`assistant serve`, `telegram`, `backup`, `restore`, `doctor`: keeping it running."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.session import opened

MARKS = {"ok": "✓", "note": "•", "wrong": "✗"}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("serve")(serve)
    app.command("telegram")(telegram)
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("doctor")(doctor)


def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Cổng.")] = 8000,
) -> None:
    """Chạy trang hỏi đáp và cổng HTTP."""
    from assistant.web.app import serve as run

    with opened() as assistant:
        run(assistant, host=host, port=port)


def telegram() -> None:
    """Chạy bot Telegram."""
    from assistant.bots.telegram import run

    with opened() as assistant:
        run(assistant)


def backup(file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp sao lưu.")]) -> None:
    """Sao lưu toàn bộ kho vào một tệp, kể cả khi đang chạy."""
    with opened() as assistant:
        assistant.backup(file)
    print(f"Đã sao lưu vào {file}.")


def restore(file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp sao lưu.")]) -> None:
    """Khôi phục kho từ tệp sao lưu; kho cũ được giữ trong before-restore."""
    from assistant.service.backup import restore as put_back
    from assistant.settings import read_settings

    settings = read_settings()
    originals = put_back(file, home=settings.home, database=settings.database)
    with opened() as assistant:
        held = assistant.documents()
        assistant.prepare()
    print(f"Đã khôi phục {len(held)} văn bản, {originals} tệp gốc.")


def doctor() -> None:
    """Kiểm tra cài đặt: thiết lập, kho, chỉ mục, mô hình, OCR, LLM, Telegram."""
    from assistant.service.doctor import examine

    with opened() as assistant:
        checks = examine(assistant)
    for check in checks:
        print(f"{MARKS[check.state]} {check.part}: {check.words}")
    if any(check.state == "wrong" for check in checks):
        raise typer.Exit(1)
