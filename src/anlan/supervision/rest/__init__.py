"""The API of supervision: inspections, results and draws to read."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from anlan.supervision import api
from anlan.web.auth import signed_in_api

router = Router(tags=["supervision"], auth=signed_in_api)
_MOST = 200


@router.get("/inspections/")
def list_inspections(
    request: HttpRequest, state: str = "", kind: str = "", region: str = "", text: str = "", skip: int = 0
) -> list[dict[str, Any]]:
    """List inspections, at most 200 from ``skip`` on."""
    wanted = api.InspectionFilter(state=state, kind=kind, region=region, text=text)
    first = max(skip, 0)
    return [asdict(row) for row in api.inspections(request.actor, wanted)[first : first + _MOST]]


@router.get("/inspections/{inspection_id}/")
def read_inspection(request: HttpRequest, inspection_id: UUID) -> dict[str, Any]:
    """Read one inspection with its check list, findings and papers."""
    found = api.inspection(request.actor, inspection_id)
    parts = {name: [asdict(each) for each in getattr(found, name)] for name in ("findings", "papers", "evidence")}
    return asdict(found.row) | parts | {"items": list(found.items), "list_edition": found.list_edition}
