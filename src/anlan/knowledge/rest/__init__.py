"""The API of the library, to read: search and documents."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from anlan.kernel import clock
from anlan.kernel.clock import in_china
from anlan.knowledge import api
from anlan.web.auth import signed_in_api

router = Router(tags=["knowledge"], auth=signed_in_api)
_PER_PAGE = 50


@router.get("/knowledge/search")
def search(request: HttpRequest, q: str, kind: str = "", page: int = 1, on: date | None = None) -> Any:
    """Answer with passages, each with its document, label and address; ``words`` is what was understood.

    Laws are those in force ``on`` a day, by default today.
    """
    answer = api.search(request.actor, q.strip(), kind=kind, on=on or in_china(clock.now()).date())
    start = (max(page, 1) - 1) * _PER_PAGE
    return {
        "words": [asdict(word) for word in answer.words],
        "has_all": answer.has_all,
        "found": [
            {**asdict(each), "url": each.url, "document": asdict(each.document)}
            for each in answer.found[start : start + _PER_PAGE]
        ],
    }


@router.get("/knowledge/documents/{document_id}")
def one_document(request: HttpRequest, document_id: UUID) -> Any:
    """Return a document with its passages and, for a case, what is structured of it."""
    row, case = api.document(request.actor, document_id), api.case(request.actor, document_id)
    passages = [asdict(each) for each in api.passages(request.actor, document_id)]
    return {**asdict(row), "passages": passages, "case": asdict(case) if case else None}
