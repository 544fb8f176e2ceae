"""Acts on a warning by the buttons of its page."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.public_warnings import api
from anlan.web.auth import signed_in

_PLAIN: Final[dict[str, Callable[..., object]]] = {
    "submit": api.submit_warning,
    "sign": api.sign_warning,
    "approve": api.approve_warning,
    "at_once": api.issue_at_once,
    "withdraw": api.withdraw_warning,
}


@require_POST
@signed_in
def act(request: HttpRequest, warning_id: UUID, act: str) -> HttpResponse:
    """Carry out one act and show the warning as it stands then."""
    named = {"warning_id": warning_id, "actor": request.actor, "now": clock.now()}
    reason = request.POST.get("reason", "")
    if act in _PLAIN:
        _PLAIN[act](**named)
    elif act == "return":
        api.return_warning(reason=reason, **named)
    elif act == "after_review":
        verdict = request.POST.get("verdict", "")
        follower = api.review_after(verdict=verdict, note=reason, **named)
        return redirect("public_warnings:warning", follower or warning_id)
    elif act == "lift":
        return redirect("public_warnings:warning", api.lift_warning(reason=reason, **named))
    elif act == "retract":
        return redirect("public_warnings:warning", api.retract_warning(reason=reason, **named))
    else:
        raise Http404
    return redirect("public_warnings:warning", warning_id)
