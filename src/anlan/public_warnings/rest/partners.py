"""Partners push their CAP messages here; what came is given as it came."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status

from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.protocols.cap12.document import LIMIT_BYTES
from anlan.public_warnings import api
from anlan.public_warnings.rest.door import router

_STATUS: Final = {api.Intake.KEPT: 201, api.Intake.KNOWN: 200, api.Intake.REFUSED: 422}


@router.post("/warnings/partners/{uuid:partner_id}/cap", auth=None, response={201: dict, 200: dict, 422: dict})
def push(request: HttpRequest, partner_id: UUID) -> Any:
    """Take one CAP message; the partner's key stands in the header ``Anlan-Partner-Key``.

    201 where it is kept for a person, 200 where it was here before, 422 with every error where it is refused.
    """
    partner = api.partner_pushing(partner_id, request.headers.get("Anlan-Partner-Key", ""))
    raw = request.read(LIMIT_BYTES + 1)
    taken = api.take_message(partner_id=partner, raw=raw, came_from="push", actor=SYSTEM, now=clock.now())
    errors = [{name: getattr(each, name) for name in ("code", "element", "value", "rule")} for each in taken.errors]
    return Status(_STATUS[taken.outcome], {"outcome": taken.outcome.value, "id": taken.id, "errors": errors})


@router.get("/warnings/received/{uuid:message_id}/cap.xml")
def received_document(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Give a partner's message as the very bytes that came."""
    return HttpResponse(api.received_document(request.actor, message_id), content_type="application/cap+xml")
