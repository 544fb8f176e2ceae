"""Routes below ``/api/v1/enterprises``; each answers only with what the key or person may see."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from ninja import Field, Query, Router, Schema

from anlan.enterprises import api
from anlan.kernel import clock
from anlan.kernel.regions import normalise
from anlan.web.auth import signed_in_api

router = Router(tags=["enterprises"], auth=signed_in_api)

_MOST = 200


class EnterpriseOut(Schema):
    """An enterprise; ``gravest`` is the class of its gravest major hazard, 1 to 4."""

    id: UUID
    code: str
    name: str
    industry: str
    region: str
    longitude: float
    latitude: float
    staff: int
    gravest: int | None


class FileOut(Schema):
    """An enterprise's file; ``risk_level`` is 4 red ... 1 blue, 0 not judged."""

    id: UUID
    code: str
    name: str
    risk_level: int
    sections: dict[str, list[dict[str, Any]]]


class EnterpriseIn(Schema):
    """What an enterprise's system says of it."""

    name: str
    industry: str
    region: str
    longitude: float = Field(ge=-180, le=180)
    latitude: float = Field(ge=-90, le=90)
    trade_class: str = ""
    scale: str = ""
    address: str = ""
    staff: int = 0


class DeliveredOut(Schema):
    """Which enterprise it is, and whether it is new."""

    id: UUID
    is_new: bool


class RecordIn(Schema):
    """A row of a section, every value as a text."""

    values: dict[str, str]


class RecordOut(Schema):
    """The new row."""

    id: UUID


class ListQuery(Schema):
    """Which part of a list is wanted."""

    region: str = ""
    q: str = ""
    offset: int = Query(0, ge=0)
    limit: int = Query(50, ge=1, le=_MOST)


@router.get("/enterprises", response=list[EnterpriseOut])
def enterprises(request: HttpRequest, query: Query[ListQuery]) -> list[dict[str, Any]]:
    """List enterprises."""
    return _part(api.enterprises(request.auth, api.EnterpriseFilter(region=query.region, text=query.q)), query)


@router.get("/enterprises/{enterprise_id}/file", response=FileOut)
def file(request: HttpRequest, enterprise_id: UUID) -> dict[str, Any]:
    """Return an enterprise's file: the rows of each section."""
    row = api.enterprise(request.auth, enterprise_id)
    sections = {key: [each.values for each in api.records(row.id, key)] for key in api.sections()}
    return {"id": row.id, "code": row.code, "name": row.name, "risk_level": row.risk_level, "sections": sections}


@router.put("/enterprises/by-code/{code}", response=DeliveredOut)
def deliver(request: HttpRequest, code: str, body: EnterpriseIn) -> DeliveredOut:
    """Register the enterprise of this credit code, or change what is registered."""
    told = body.dict()
    place = api.Place(normalise(told.pop("region")), told.pop("longitude"), told.pop("latitude"))
    entry = api.EnterpriseEntry(**told)
    found, is_new = api.deliver_enterprise(code=code, entry=entry, place=place, actor=request.auth, now=clock.now())
    return DeliveredOut(id=found, is_new=is_new)


@router.post("/enterprises/{enterprise_id}/file/{section}", response=RecordOut)
def add(request: HttpRequest, enterprise_id: UUID, section: str, body: RecordIn) -> RecordOut:
    """Add a row to a section of an enterprise's file; all values are texts, dates as 2026-06-30."""
    named = {"enterprise_id": enterprise_id, "section_key": section, "written": body.values}
    return RecordOut(id=api.add_record(actor=request.auth, now=clock.now(), **named))


@router.get("/risks/enterprises", include_in_schema=False, auth=None)
def moved(request: HttpRequest) -> HttpResponse:
    """Lead who asks at the address of the days when enterprises stood among the risks."""
    query = request.META.get("QUERY_STRING", "")
    address = request.path.replace("/risks/enterprises", "/enterprises")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address, preserve_request=True)


def _part(rows: Sequence[Any], query: ListQuery) -> list[dict[str, Any]]:
    return [asdict(row) for row in rows[query.offset : query.offset + query.limit]]
