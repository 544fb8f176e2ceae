"""The API of judgement reports, to read: those that are signed."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from anlan.kernel.errors import NotFound
from anlan.situation import api
from anlan.web.auth import signed_in_api

router = Router(tags=["situation"], auth=signed_in_api)
_MOST = 100


@router.get("/situation/reports", summary="Signed judgement reports of my regions")
def list_signed(request: HttpRequest, kind: str = "", skip: int = 0) -> list[dict[str, Any]]:
    """List signed reports, the latest days first, at most 100 from ``skip`` on."""
    first = max(skip, 0)
    wanted = api.SituationFilter(kind=kind, state=api.ReportState.SIGNED.value)
    return [asdict(row) for row in api.reports(request.actor, wanted)[first : first + _MOST]]


@router.get("/situation/reports/{report_id}", summary="One signed judgement report")
def read_signed(request: HttpRequest, report_id: UUID) -> dict[str, Any]:
    """Return a signed report with its sections and what the records said; any other is not there."""
    whole = api.report(request.actor, report_id)
    if whole.row.state != api.ReportState.SIGNED.value:
        raise NotFound(what="situation_report")
    return {**asdict(whole.row), "sections": whole.sections, "facts": whole.facts}
