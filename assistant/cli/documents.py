"""`assistant ingest`, `documents`, `remove`: what is in the store."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.session import opened

if TYPE_CHECKING:
    from assistant.service.ingestion import IngestReport

STATUS_WORDS = {
    "added": "đã nạp",
    "replaced": "đã thay",
    "unchanged": "không đổi",
    "refused": "từ chối",
}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("ingest")(ingest)
    app.command("documents")(documents)
    app.command("remove")(remove)


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="ĐƯỜNG_DẪN…", help="Tệp hoặc thư mục.")],
    as_json: Annotated[bool, typer.Option("--json", help="Mỗi tệp một dòng JSON.")] = False,
    explain: Annotated[
        Path | None,
        typer.Option(metavar="THƯ_MỤC", help="Vẽ lên ảnh từng trang những gì đã hiểu."),
    ] = None,
    if_empty: Annotated[bool, typer.Option("--if-empty", hidden=True)] = False,
) -> None:
    """Nạp văn bản (PDF, Word, Excel, văn bản thuần) vào kho; tệp không đổi được bỏ qua."""
    from assistant.cli.progress import Bar

    refused = 0
    with opened() as assistant:
        if if_empty and not assistant.is_empty():
            return
        with Bar(shown=sys.stderr.isatty() and not as_json) as bar:
            for report in assistant.ingest(paths, progress=bar):
                bar.done()
                refused += report.status == "refused"
                if as_json:
                    print(json.dumps(_facts(report), ensure_ascii=False), flush=True)
                else:
                    bar.say(report_line(report))
        if explain:
            assistant.explain(paths, explain)
    if refused:
        raise typer.Exit(1)


def _facts(report: "IngestReport") -> dict[str, object]:
    facts = asdict(report)
    return facts | {"reason": report.reason or None, "warnings": list(report.warnings)}


def report_line(report: "IngestReport") -> str:
    """One line on one file, and one on each warning."""
    head = f"{report.file}: {STATUS_WORDS[report.status]}"
    if report.status == "refused":
        return f"{head}. {report.reason}"
    counts = (
        f"{report.pages} trang, {report.passages} đoạn, "
        f"{report.tasks} nhiệm vụ, {report.seconds:.1f} giây"
    )
    return "\n".join([f"{head}: {counts}", *(f"  Lưu ý: {w}" for w in report.warnings)])


def documents() -> None:
    """Các văn bản trong kho."""
    from rich.console import Console
    from rich.table import Table

    with opened() as assistant:
        held = assistant.documents()
    table = Table()
    for header in ("Mã", "Văn bản", "Cơ quan", "Ngày", "Trang", "Đoạn", "Nhiệm vụ", "Tệp"):
        table.add_column(header, overflow="fold")
    for document in held:
        table.add_row(
            document.id,
            document.label,
            document.organization.name or document.issuer,
            f"{document.issued_on:%d/%m/%Y}" if document.issued_on else document.issued_words,
            str(document.pages),
            str(document.passages),
            str(document.tasks),
            _names(file.name for file in document.files),
        )
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table, markup=False, highlight=False)


def _names(names: Iterable[str]) -> str:
    return ", ".join(names)


def remove(
    document: Annotated[str, typer.Argument(metavar="VĂN_BẢN", help="Mã, số hoặc tên tệp.")],
) -> None:
    """Bỏ một văn bản khỏi kho."""
    with opened() as assistant:
        removed = assistant.remove(document)
    print(f"Đã bỏ {removed.label}.")
