"""The task table: filtered, exported, corrected."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from assistant.domain.document import Document
from assistant.domain.errors import BadValue
from assistant.domain.task import Source
from assistant.service import exports
from assistant.service.assistant import Assistant
from assistant.service.filters import TaskFilter
from assistant.service.schemas import TaskOut, TasksOut
from assistant.web.access import Administrator, Asker, Service
from assistant.web.schemas import CorrectionIn

router = APIRouter(prefix="/api/tasks", tags=["Nhiệm vụ"])

MOST_ROWS = 10_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Format(StrEnum):
    """The kinds of files that the table is exported as."""

    CSV = "csv"
    XLSX = "xlsx"


def _filter(
    lead: Annotated[str | None, Query(description="Đơn vị chủ trì")] = None,
    support: Annotated[str | None, Query(description="Đơn vị phối hợp")] = None,
    document: Annotated[str | None, Query(description="Văn bản: mã, số hoặc tên tệp")] = None,
    due_from: Annotated[date | None, Query(description="Ngày cuối từ ngày này")] = None,
    due_to: Annotated[date | None, Query(description="Ngày cuối đến ngày này")] = None,
    status: Annotated[str | None, Query(description="Tình trạng ghi trong bảng")] = None,
    source: Annotated[Source | None, Query(description="Từ bảng hay từ lời văn")] = None,
    in_force: Annotated[bool | None, Query(description="Còn hiệu lực; để trống: còn")] = None,
    search: Annotated[str | None, Query(description="Tìm theo nội dung")] = None,
    limit: Annotated[int | None, Query(ge=0, le=MOST_ROWS, description="Nhiều nhất")] = None,
    offset: Annotated[int, Query(ge=0, description="Bỏ qua bấy nhiêu dòng đầu")] = 0,
) -> TaskFilter:
    return TaskFilter(
        lead=lead,
        support=support,
        document=document,
        due_from=due_from,
        due_to=due_to,
        status=status,
        source=source,
        in_force=in_force,
        search=search,
        limit=limit,
        offset=offset,
    )


Wanted = Annotated[TaskFilter, Depends(_filter)]


@router.get("", summary="Bảng nhiệm vụ, lọc theo yêu cầu")
def tasks(wanted: Wanted, assistant: Service, caller: Asker) -> TasksOut:
    found = assistant.tasks(wanted, scope=caller.scope)
    held = _held(assistant)
    rows = [TaskOut.of(task, documents=held) for task in found.tasks]
    return TasksOut(total=found.total, tasks=rows)


@router.get(
    "/export",
    summary="Bảng nhiệm vụ thành tệp CSV hoặc Excel",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}, XLSX: {}}}},
)
def export(
    wanted: Wanted,
    assistant: Service,
    caller: Asker,
    form: Annotated[Format, Query(alias="format", description="csv hoặc xlsx")] = Format.XLSX,
) -> Response:
    found = assistant.tasks(wanted, scope=caller.scope).tasks
    name = f"nhiem-vu-{assistant.today():%Y-%m-%d}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if form is Format.CSV:
        text = exports.to_csv(found, documents=_held(assistant))
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)
    book = exports.to_xlsx(found, documents=_held(assistant))
    return Response(book, media_type=XLSX, headers=headers)


@router.patch("/{task_id}", summary="Sửa các ô đọc sai (quản trị)")
def correct(task_id: str, body: CorrectionIn, assistant: Service, caller: Administrator) -> TaskOut:
    changes = body.changes()
    if not changes:
        raise BadValue("nothing to correct", what="phần sửa", value="", reason="chưa nêu cột nào")
    task = assistant.correct(task_id, changes, by=caller.actor)
    return TaskOut.of(task, documents=_held(assistant))


@router.delete("/{task_id}/corrections", summary="Bỏ phần đã sửa tay (quản trị)")
def undo(
    task_id: str,
    assistant: Service,
    caller: Administrator,
    field: Annotated[list[str] | None, Query(description="Các cột; để trống: tất cả")] = None,
) -> TaskOut:
    task = assistant.undo_corrections(task_id, field or ())
    return TaskOut.of(task, documents=_held(assistant))


def _held(assistant: Assistant) -> Mapping[str, Document]:
    return {document.id: document for document in assistant.documents()}
