"""The API of cases, to read: cases, their documents and limits, public penalties."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from anlan.enforcement import api
from anlan.kernel import clock
from anlan.web.auth import signed_in_api

router = Router(tags=["enforcement"], auth=signed_in_api)
_PER_PAGE = 100
_DOCUMENT = ("id", "state", "number", "author", "drafted_at", "approved_by", "approved_at", "served_at", "digest")


@router.get("/cases")
def list_cases(request: HttpRequest, state: str = "", q: str = "", object_id: UUID | None = None, page: int = 1) -> Any:
    """List the cases that one may know of, the newest first, a hundred on a page."""
    rows = api.cases(request.actor, api.CaseFilter(state=state, text=q, object_id=object_id))
    start = (max(page, 1) - 1) * _PER_PAGE
    return {"cases": [asdict(row) for row in rows[start : start + _PER_PAGE]]}


@router.get("/cases/{case_id}")
def one_case(request: HttpRequest, case_id: UUID) -> Any:
    """Return a case with its documents and its limits."""
    row = api.case(request.actor, case_id)
    documents = [
        {**{name: getattr(each, name) for name in _DOCUMENT}, "kind": each.kind.key, "name": each.kind.name}
        for each in api.documents(request.actor, case_id)
    ]
    limits = [asdict(each) for each in api.clocks_of(request.actor, case_id, clock.now())]
    return {**asdict(row), "documents": documents, "limits": limits}


@router.get("/penalties", auth=None)
def public_penalties(request: HttpRequest, q: str = "", page: int = 1) -> Any:
    """List the penalties that are public, for anybody: the newest decision first, a hundred on a page."""
    start = (max(page, 1) - 1) * _PER_PAGE
    return {"penalties": list(api.public_penalties(q.strip())[start : start + _PER_PAGE])}
