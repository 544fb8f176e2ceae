"""The room's part of the API: plans in force and what they call for."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.http import HttpRequest
from ninja import Query, Router, Schema

from anlan.plans.selectors import plans
from anlan.plans.selectors.plans import masked_text
from anlan.web.auth import signed_in_api

router = Router(tags=["plans"], auth=signed_in_api)
_MOST = 200


class PlanOut(Schema):
    """An edition of a plan in a list."""

    id: UUID
    key: str
    name: str
    region: str
    version: int
    state: str
    edition: str
    kinds: list[str]
    approved_at: datetime | None


class PlanFull(PlanOut):
    """An edition of a plan with all that it says."""

    text: dict[str, Any]


class ListQuery(Schema):
    """Which part of the list is asked for."""

    text: str = ""
    region: str = ""
    state: str = ""
    kind: str = ""
    offset: int = 0
    limit: int = 50


@router.get("/plans", response=list[PlanOut], summary="Plans of my regions and of those above")
def list_plans(request: HttpRequest, query: Annotated[ListQuery, Query()]) -> object:
    """Return a page of editions."""
    wanted = plans.PlanFilter(text=query.text, region=query.region, state=query.state, kind=query.kind)
    found = plans.plans(request.actor, wanted, offset=max(query.offset, 0), limit=max(min(query.limit, _MOST), 1))
    return list(found)


@router.get("/plans/{uuid:plan_id}", response=PlanFull, summary="One plan with its levels, triggers and tasks")
def get_plan(request: HttpRequest, plan_id: UUID) -> PlanFull:
    """Return one edition."""
    found = plans.plan(request.actor, plan_id)
    return PlanFull(
        id=found.id,
        key=found.key,
        name=found.name,
        region=found.region,
        version=found.version,
        state=found.state,
        edition=found.edition,
        kinds=list(found.text.kinds),
        approved_at=found.approved_at,
        text=msgspec.to_builtins(masked_text(found.text)),
    )
