"""Routes below ``/api/v1/places``; divisions are public to every signed-in person and key."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anlan.places import api
from anlan.web.auth import signed_in_api

router = Router(tags=["places"], auth=signed_in_api)

_MOST = 50


class DivisionOut(Schema):
    """A division; ``position_source`` says whether the point is known or drawn (``schematic``)."""

    code: str
    name: str
    full_name: str
    level: int
    parent: str
    standing: str
    longitude: float | None
    latitude: float | None
    position_source: str
    valid_from: date | None
    valid_to: date | None
    source: str
    edition: date


class RegionOut(Schema):
    """The division at a point."""

    code: str
    full_name: str


@router.get("/places/search", response=list[DivisionOut])
def search(request: HttpRequest, q: str, within: str = "", limit: int = Query(20, ge=1, le=_MOST)) -> list[DivisionOut]:
    """Find divisions by code, name, pinyin or initials."""
    return _out(api.search(q, within=within, limit=limit))


@router.get("/places/at", response=RegionOut)
def at(request: HttpRequest, longitude: float, latitude: float) -> RegionOut:
    """Tell in which township (by schematic area) or county a point lies."""
    code = api.region_at(longitude, latitude)
    return RegionOut(code=code, full_name=api.full_name(code))


@router.get("/places/{code}", response=DivisionOut)
def one(request: HttpRequest, code: str) -> DivisionOut:
    """Return one division."""
    return _out((api.division(code),))[0]


@router.get("/places/{code}/children", response=list[DivisionOut])
def children(request: HttpRequest, code: str) -> list[DivisionOut]:
    """Return the divisions right below one; ``0`` stands for the nation."""
    return _out(api.children("" if code == "0" else code))


def _out(found: tuple[api.Division, ...]) -> list[DivisionOut]:
    full = api.full_names(row.code for row in found)
    fields = [name for name in DivisionOut.model_fields if name != "full_name"]
    return [DivisionOut(full_name=full[row.code], **{name: getattr(row, name) for name in fields}) for row in found]
