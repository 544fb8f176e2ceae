"""The departments' pages: what they have to answer by when, and their answer or return."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.intake import api
from anlan.kernel import clock
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in


@require_GET
@signed_in
def to_answer(request: HttpRequest) -> HttpResponse:
    """Show what the reader's department has to answer, the nearest end first, and what it answered."""
    rights.require_somewhere(request.actor, "intake.answer")
    state = request.GET.get("state") if request.GET.get("state") in ("answered", "returned", "rated") else "open"
    context = {"rows": api.to_answer(request.actor, state=state or "open"), "state": state, "now": clock.now()}
    return render(request, "intake/to_answer.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def forwarding(request: HttpRequest, forwarding_id: UUID) -> HttpResponse:
    """Show one matter of the department, or take its answer or its return."""
    row = api.forwarding_to_answer(request.actor, forwarding_id)
    if request.method == "POST":
        by = {"forwarding_id": forwarding_id, "actor": request.actor, "now": clock.now()}
        if request.POST.get("act") == "return":
            api.return_forwarding(reason=sent.text(request, "reason"), **by)
            messages.success(request, _("Returned to the duty desk."))
        else:
            api.answer_forwarding(answer=sent.text(request, "answer"), **by)
            messages.success(request, _("Answered. The duty desk asks who told it and rates the answer."))
        return redirect("/intake/department/")
    context = {
        "row": row,
        "matter": api.matter_at_department(request.actor, row),
        "pictures": api.pictures_of(row.matter_id),
    }
    return render(request, "intake/forwarding.html", context)
