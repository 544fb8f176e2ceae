"""What is done with a shelter: it opens, counts its people, and closes."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.readiness import api
from anlan.web.auth import signed_in


@signed_in
@require_POST
def act_on_shelter(request: HttpRequest, shelter_id: UUID, act: str) -> HttpResponse:
    """Open the shelter, count its people, or close it."""
    named: dict[str, Any] = {"shelter_id": shelter_id, "actor": request.actor, "now": clock.now()}
    if act == "open":
        api.open_shelter(**named)
    elif act == "close":
        api.close_shelter(**named)
    elif act == "count":
        api.count_occupants(occupants=_whole(request.POST.get("occupants", "")), **named)
    else:
        raise NotFound(what="act", id=act)
    return redirect("readiness:entry", "shelters", shelter_id)


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > len("1000000"):
        raise InvalidValue(field="occupants", value=text[:20], rule="whole_number")
    return int(text)
