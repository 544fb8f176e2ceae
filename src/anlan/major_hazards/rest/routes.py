"""Routes below ``/api/v1/major-hazards``; each answers only with what the key or person may see."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anlan.major_hazards import api
from anlan.web.auth import signed_in_api

router = Router(tags=["major_hazards"], auth=signed_in_api)

_MOST = 200


class StockOut(Schema):
    """A substance in a unit, in t; ``station_code`` where a sensor gives it."""

    id: UUID
    substance: str
    classes: str
    quantity: Decimal
    changed_at: datetime
    station_code: str


class UnitOut(Schema):
    """A unit; ``gravity`` is its class 1 to 4, 9 where S < 1, 0 where S >= 1 and people are not known."""

    id: UUID
    enterprise_id: UUID
    enterprise_name: str
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    people: int | None
    s: Decimal
    r: Decimal | None
    alpha: Decimal | None
    gravity: int
    reckoned_at: datetime | None
    identified_on: date | None
    filed_on: date | None
    due_what: str
    due_on: date | None
    stock: list[StockOut]


class ReckoningOut(Schema):
    """What a unit amounted to from a moment on."""

    at: datetime
    cause: str
    people: int | None
    s: Decimal
    r: Decimal | None
    alpha: Decimal | None
    gravity: int
    lines: list[dict[str, str]]


class ListQuery(Schema):
    """Which part of the list is wanted."""

    region: str = ""
    q: str = ""
    gravity: int | None = None
    offset: int = Query(0, ge=0)
    limit: int = Query(50, ge=1, le=_MOST)


@router.get("/major-hazards", response=list[UnitOut])
def units(request: HttpRequest, query: Query[ListQuery]) -> list[dict[str, Any]]:
    """List units, the gravest first."""
    wanted = api.UnitFilter(text=query.q, region=query.region, gravity=query.gravity)
    rows = api.units(request.auth, wanted)[query.offset : query.offset + query.limit]
    return [asdict(row) for row in rows]


@router.get("/major-hazards/{unit_id}", response=UnitOut)
def unit(request: HttpRequest, unit_id: UUID) -> dict[str, Any]:
    """Return one unit with its stock."""
    return asdict(api.unit(request.auth, unit_id))


@router.get("/major-hazards/{unit_id}/history", response=list[ReckoningOut])
def history(request: HttpRequest, unit_id: UUID) -> list[dict[str, Any]]:
    """Return the newest lines of a unit's history, newest first."""
    row = api.unit(request.auth, unit_id)
    return [asdict(line) for line in api.history_of(row.id)]
