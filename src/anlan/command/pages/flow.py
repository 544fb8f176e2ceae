"""A running response as a flow chart."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.command import api
from anlan.kernel import clock
from anlan.web.auth import signed_in


@require_GET
@signed_in
def flow_page(request: HttpRequest, response_id: UUID) -> HttpResponse:
    """Show the flow of a response: why, who signed, which posts, and how far each task is."""
    row, charts = api.flow_of(request.actor, response_id, clock.now())
    return render(request, "command/flow.html", {"row": row, "charts": charts})
