"""Whether a force can be used: the report on its page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.readiness import api
from anlan.web.auth import signed_in


@signed_in
@require_POST
def report(request: HttpRequest, register: str, entry_id: UUID) -> HttpResponse:
    """Store whether the force can be used."""
    state = request.POST.get("state", "")
    if state not in list(api.ForceState):
        raise InvalidValue(field="state", value=state[:20], rule="known")
    api.report_force(
        register_key=register,
        entry_id=entry_id,
        state=api.ForceState(state),
        note=request.POST.get("note", ""),
        actor=request.actor,
        now=clock.now(),
    )
    messages.success(request, gettext("The report is stored."))
    return redirect("readiness:entry", register, entry_id)
