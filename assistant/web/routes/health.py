"""Alive, able to answer, and figures."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from assistant.web.access import Service
from assistant.web.figures import Counts
from assistant.web.problems import Problem, problem
from assistant.web.readiness import Readiness

router = APIRouter(tags=["Vận hành"])


class HealthOut(BaseModel):
    """Alive."""

    status: str = "ok"


class ReadyOut(BaseModel):
    """Able to answer."""

    status: str = "ready"
    documents: int
    tasks: int


@router.get("/healthz", summary="Tiến trình còn sống")
def alive() -> HealthOut:
    return HealthOut()


@router.get("/readyz", summary="Sẵn sàng trả lời", response_model=ReadyOut)
def ready(request: Request, assistant: Service) -> ReadyOut | Problem:
    readiness: Readiness = request.app.state.readiness
    if not readiness.is_ready:
        return problem(request, 503, detail=readiness.sentence, kind="urn:assistant:not-ready")
    held = assistant.documents()
    return ReadyOut(documents=len(held), tasks=sum(document.tasks for document in held))


@router.get(
    "/metrics",
    summary="Số liệu cho Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}},
)
def metrics(figures: Counts) -> Response:
    return Response(figures.render(), media_type=CONTENT_TYPE_LATEST)
