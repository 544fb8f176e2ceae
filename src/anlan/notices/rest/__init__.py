"""The API of notices: the caller's own, and having read one."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anlan.kernel import clock
from anlan.notices import api
from anlan.web.auth import signed_in_api

router = Router(tags=["notices"], auth=signed_in_api)
_MOST = 200


class ListQuery(Schema):
    """Which notices are wanted, from which on."""

    unread: bool = False
    skip: int = Query(0, ge=0)


@router.get("/notices/")
def list_notices(request: HttpRequest, query: Query[ListQuery]) -> list[dict[str, Any]]:
    """List what the caller was told as a named person, at most 200, the latest first."""
    first = query.skip
    return [asdict(row) for row in api.own_notices(request.actor, only_unread=query.unread)[first : first + _MOST]]


@router.post("/notices/{notice_id}/read/")
def read(request: HttpRequest, notice_id: UUID) -> dict[str, str]:
    """Note that the caller has read a notice; answer with the address of what it is about."""
    return {"url": api.read_notice(notice_id=notice_id, actor=request.actor, now=clock.now())}
