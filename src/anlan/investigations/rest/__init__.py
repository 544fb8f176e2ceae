"""The API of accident investigations, to read: investigations with their limits and measures; what is public."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from anlan.investigations import api
from anlan.kernel import clock
from anlan.web.auth import signed_in_api

router = Router(tags=["investigations"], auth=signed_in_api)
_PER_PAGE = 100
_MEASURE = ("id", "text", "owner", "due_on", "state", "proof", "proved_at", "judgement", "judged_at")


@router.get("/investigations")
def list_investigations(
    request: HttpRequest, state: str = "", level: str = "", q: str = "", object_id: UUID | None = None, page: int = 1
) -> Any:
    """List the investigations that one may know of, the newest accident first, a hundred on a page."""
    wanted = api.InvestigationFilter(state=state, level=level, text=q, object_id=object_id)
    start = (max(page, 1) - 1) * _PER_PAGE
    rows = api.investigations(request.actor, wanted)[start : start + _PER_PAGE]
    return {"investigations": [asdict(row) for row in rows]}


@router.get("/investigations/public", auth=None)
def public_outcomes(request: HttpRequest, q: str = "", page: int = 1) -> Any:
    """List the outcomes that are public, for anybody: the newest first, a hundred on a page; no person is named."""
    start = (max(page, 1) - 1) * _PER_PAGE
    rows = api.public_reports(q.strip())[start : start + _PER_PAGE]
    return {"outcomes": [{"id": found, **published} for found, published in rows]}


@router.get("/investigations/{investigation_id}")
def one_investigation(request: HttpRequest, investigation_id: UUID) -> Any:
    """Return an investigation with its limits and measures."""
    row = api.investigation(request.actor, investigation_id)
    limits = [asdict(each) for each in api.clocks_of(request.actor, investigation_id, clock.now())]
    measures = [{name: each[name] for name in _MEASURE} for each in api.parts(request.actor, investigation_id).measures]
    return {**asdict(row), "limits": limits, "measures": measures}
