"""`assistant tasks` and `assistant correct`: the task table."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.session import opened, print_json, read_date

if TYPE_CHECKING:
    from assistant.domain.task import Task


class Format(StrEnum):
    """How the table is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("tasks")(tasks)
    app.command("correct")(correct)


def tasks(
    lead: Annotated[str | None, typer.Option(help="Đơn vị chủ trì.")] = None,
    support: Annotated[str | None, typer.Option(help="Đơn vị phối hợp.")] = None,
    document: Annotated[str | None, typer.Option(help="Văn bản: mã, số hoặc tên tệp.")] = None,
    due_from: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Thời hạn từ ngày.")
    ] = None,
    due_to: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Thời hạn đến ngày.")
    ] = None,
    status: Annotated[str | None, typer.Option(help="Tình trạng ghi trong bảng.")] = None,
    search: Annotated[str | None, typer.Option(help="Tìm theo nội dung nhiệm vụ.")] = None,
    form: Annotated[
        Format, typer.Option("--format", help="Dạng in: table, json, csv hoặc xlsx.")
    ] = Format.TABLE,
) -> None:
    """Bảng nhiệm vụ của các văn bản đã nạp, lọc theo yêu cầu."""
    from assistant.service import exports
    from assistant.service.filters import TaskFilter
    from assistant.service.schemas import TaskOut, TasksOut

    wanted = TaskFilter(
        lead=lead,
        support=support,
        document=document,
        due_from=read_date(due_from, what="--due-from"),
        due_to=read_date(due_to, what="--due-to"),
        status=status,
        search=search,
    )
    with opened() as assistant:
        found = assistant.tasks(wanted).tasks
        held = {document.id: document for document in assistant.documents()}
    match form:
        case Format.JSON:
            rows = [TaskOut.of(task, documents=held) for task in found]
            print_json(TasksOut(total=len(rows), tasks=rows))
        case Format.CSV:
            sys.stdout.write(exports.to_csv(found, documents=held))
        case Format.XLSX:
            sys.stdout.buffer.write(exports.to_xlsx(found, documents=held))
        case Format.TABLE:
            draw(found)


def correct(
    task: Annotated[str, typer.Argument(metavar="NHIỆM_VỤ", help="Mã nhiệm vụ.")],
    changes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CỘT=GIÁ_TRỊ…",
            help="title, lead, support, due hoặc deliverable; nhiều đơn vị cách nhau bằng «;».",
        ),
    ] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Bỏ phần đã sửa tay (tất cả, hoặc các cột nêu tên).")
    ] = False,
) -> None:
    """Sửa một ô đọc sai; phần sửa được giữ khi nạp lại tệp và bỏ được."""
    from assistant.domain.errors import BadValue

    with opened() as assistant:
        if undo:
            draw((assistant.undo_corrections(task, changes or []),))
            return
        if not changes:
            raise BadValue("nothing to correct", what="phần sửa", value="", reason="chưa nêu cột")
        draw((assistant.correct(task, dict(map(_change, changes)), by="command line"),))


def _change(text: str) -> tuple[str, str]:
    from assistant.domain.errors import BadValue

    field, sign, value = text.partition("=")
    if not sign:
        raise BadValue(
            f"no = in {text}", what="phần sửa", value=text, reason="cần dạng CỘT=GIÁ_TRỊ"
        )
    return field.strip(), value


def draw(found: "tuple[Task, ...]") -> None:
    """The rows as a table as wide as the terminal."""
    from rich.console import Console
    from rich.table import Table

    from assistant.domain.task import Field

    table = Table(show_lines=True)
    for header in ("Mã", "Tệp", "Mục", "Số", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"):
        table.add_column(header, overflow="fold")
    for task in found:
        table.add_row(
            task.id,
            task.file,
            task.section,
            task.stt,
            task.title,
            task.words(Field.LEAD),
            task.words(Field.SUPPORT),
            task.due.words,
        )
    # In a pipe there is no width to fit; rows are then as wide as a page on its side.
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table, markup=False, highlight=False)
    console.print(f"{len(found)} nhiệm vụ", highlight=False)
