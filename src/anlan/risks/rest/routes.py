"""Routes below ``/api/v1/risks``; each answers only with what the key or person may see."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anlan.kernel import clock
from anlan.risks import api
from anlan.web.auth import signed_in_api

router = Router(tags=["risks"], auth=signed_in_api)

_MOST = 200


class SiteOut(Schema):
    """A hazard site."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    grade: str
    state: str
    threatened_persons: int
    threatened_households: int
    found_on: date | None
    last_patrol_at: datetime | None


class ReservoirOut(Schema):
    """A reservoir; ``capacity`` in 10^4 m3, ``flood_limit_level`` in m."""

    id: UUID
    code: str
    name: str
    region: str
    longitude: float
    latitude: float
    size: str
    capacity: float
    flood_limit_level: float | None
    is_defective: bool


class ListQuery(Schema):
    """Which part of a list is wanted."""

    region: str = ""
    q: str = ""
    offset: int = Query(0, ge=0)
    limit: int = Query(50, ge=1, le=_MOST)


class PatrolIn(Schema):
    """What somebody found at a site."""

    finding: api.Finding
    note: str = ""


class PatrolOut(Schema):
    """The site's state after the patrol."""

    state: str


@router.get("/risks/sites", response=list[SiteOut])
def sites(request: HttpRequest, query: Query[ListQuery], kind: str = "", state: str = "") -> list[dict[str, Any]]:
    """List hazard sites."""
    wanted = api.SiteFilter(kind=kind, state=state, region=query.region, text=query.q)
    return _part(api.sites(request.auth, wanted), query)


@router.get("/risks/sites/{site_id}", response=SiteOut)
def site(request: HttpRequest, site_id: UUID) -> dict[str, Any]:
    """Return one hazard site."""
    return asdict(api.site(request.auth, site_id))


@router.post("/risks/sites/{site_id}/patrols", response=PatrolOut)
def patrol(request: HttpRequest, site_id: UUID, body: PatrolIn) -> PatrolOut:
    """Record a patrol."""
    report = api.PatrolReport(body.finding, body.note[:500])
    state = api.record_patrol(site_id=site_id, report=report, actor=request.auth, now=clock.now())
    return PatrolOut(state=state)


@router.get("/risks/reservoirs", response=list[ReservoirOut])
def reservoirs(request: HttpRequest, query: Query[ListQuery]) -> list[dict[str, Any]]:
    """List reservoirs."""
    return _part(api.reservoirs(request.auth, api.ReservoirFilter(region=query.region, text=query.q)), query)


def _part(rows: Sequence[Any], query: ListQuery) -> list[dict[str, Any]]:
    return [asdict(row) for row in rows[query.offset : query.offset + query.limit]]
