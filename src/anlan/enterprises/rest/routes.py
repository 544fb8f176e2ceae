"""Routes below ``/api/v1/enterprises``; each answers only with what the key or person may see."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from ninja import Query, Router, Schema

from anlan.enterprises import api
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


@router.get("/risks/enterprises", include_in_schema=False, auth=None)
def moved(request: HttpRequest) -> HttpResponse:
    """Lead who asks at the address of the days when enterprises stood among the risks."""
    query = request.META.get("QUERY_STRING", "")
    address = request.path.replace("/risks/enterprises", "/enterprises")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address, preserve_request=True)


def _part(rows: Sequence[Any], query: ListQuery) -> list[dict[str, Any]]:
    return [asdict(row) for row in rows[query.offset : query.offset + query.limit]]
