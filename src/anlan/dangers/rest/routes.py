"""Routes below ``/api/v1/dangers``: an enterprise's system tells of its hidden dangers and of their rectification."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from anlan.dangers import api
from anlan.enterprises import api as enterprises
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support import rights
from anlan.web.auth import signed_in_api

router = Router(tags=["dangers"], auth=signed_in_api)
_MOST = 200


class DangerOut(Schema):
    """A hidden danger; ``funds`` in yuan."""

    id: UUID
    number: str
    title: str
    text: str
    object_kind: str
    object_id: UUID | None
    object_name: str
    region: str
    longitude: float | None
    latitude: float | None
    place_text: str
    trade: str
    source: str
    source_id: str
    found_at: datetime
    state: str
    grade: str | None
    clause: str
    due_at: datetime | None
    responsible: str
    funds: Decimal | None
    is_overdue: bool
    is_listed: bool
    closed_at: datetime | None


class DangerIn(Schema):
    """What an enterprise's system found: ``source_id`` is its own number, by which it is stored once."""

    enterprise_code: str = Field(min_length=1, max_length=40)
    title: str
    source_id: str = Field(min_length=1, max_length=60)
    text: str = ""
    place_text: str = ""
    trade: str = ""
    longitude: float | None = None
    latitude: float | None = None
    found_at: datetime | None = None


class StartIn(Schema):
    """The five assurances; a major hidden danger needs all."""

    responsible: str = ""
    measures: str = ""
    funds: Decimal | None = None
    due_at: datetime | None = None
    plan: str = ""


class ToldIn(Schema):
    """What was done; with ``is_done`` it applies for acceptance. ``token`` is the system's own number of it."""

    text: str
    token: str = Field("", max_length=80)
    is_done: bool = False


class ListQuery(Schema):
    """Which part of a list is wanted."""

    region: str = ""
    q: str = ""
    state: str = ""
    grade: str = ""
    offset: int = Query(0, ge=0)
    limit: int = Query(50, ge=1, le=_MOST)


@router.get("/dangers", response=list[DangerOut])
def dangers(request: HttpRequest, query: Query[ListQuery]) -> list[dict[str, Any]]:
    """List the hidden dangers that the key or person may see, the newest first."""
    wanted = api.DangerFilter(
        region=query.region,
        text=query.q,
        state=api.DangerState(query.state) if query.state in set(api.DangerState) else None,
        grade=api.Grade(query.grade) if query.grade in set(api.Grade) else None,
    )
    return [asdict(row) for row in api.dangers(request.auth, wanted)[query.offset : query.offset + query.limit]]


@router.post("/dangers", response=DangerOut)
def register(request: HttpRequest, body: DangerIn) -> dict[str, Any]:
    """Tell of a hidden danger that the enterprise found itself; the same number again changes nothing."""
    firm = _firm(request, body.enterprise_code)
    if (body.longitude is None) != (body.latitude is None):
        raise InvalidValue(field="location", value="", rule="longitude_latitude")
    place = (body.longitude, body.latitude) if body.longitude is not None and body.latitude is not None else None
    new = api.NewDanger(
        title=body.title,
        text=body.text,
        place_text=body.place_text,
        trade=body.trade,
        region=firm.region,
        location=place or (firm.longitude, firm.latitude),
        source=api.Source.SELF,
        source_id=f"{firm.code}:{body.source_id}",
        object_kind=api.ObjectKind.ENTERPRISE,
        object_id=firm.id,
        object_name=firm.name,
        found_at=body.found_at,
    )
    return asdict(api.danger(request.auth, api.register_danger(new, request.auth, clock.now())))


def _firm(request: HttpRequest, code: str) -> enterprises.Enterprise:
    """Return the enterprise that the key or person tells for, or refuse as if there were none."""
    firm = enterprises.enterprise_by_code(SYSTEM, code)
    is_unit = api.is_own(request.auth, firm.id) or api.is_delivered(request.auth, firm.id, firm.region)
    if not is_unit and not rights.may(request.auth, "dangers.find", firm.region):
        raise NotFound(what="enterprise")
    return firm


@router.get("/dangers/{danger_id}", response=DangerOut)
def danger(request: HttpRequest, danger_id: UUID) -> dict[str, Any]:
    """Return one hidden danger."""
    return asdict(api.danger(request.auth, danger_id))


@router.post("/dangers/{danger_id}/rectification", response=DangerOut)
def start(request: HttpRequest, danger_id: UUID, body: StartIn) -> dict[str, Any]:
    """Begin to rectify."""
    given = api.Assurances(**body.dict())
    api.start_rectification(danger_id=danger_id, given=given, actor=request.auth, now=clock.now())
    return asdict(api.danger(request.auth, danger_id))


@router.post("/dangers/{danger_id}/feedback", response=DangerOut)
def feedback(request: HttpRequest, danger_id: UUID, body: ToldIn) -> dict[str, Any]:
    """Tell of rectification, or apply for acceptance."""
    do = api.apply_for_acceptance if body.is_done else api.tell_of_rectification
    told = api.Told(text=body.text, token=body.token)
    do(danger_id=danger_id, told=told, actor=request.auth, now=clock.now())
    return asdict(api.danger(request.auth, danger_id))
