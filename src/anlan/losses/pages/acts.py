"""Acts on figures, as the pages post them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.regions import normalise
from anlan.losses import api
from anlan.web import sent
from anlan.web.auth import signed_in

_DONE = {
    "accept": gettext_lazy("Accepted. The figures count in the sum."),
    "return": gettext_lazy("Returned. The unit sees the reason."),
    "ask": gettext_lazy("The unit is asked to explain."),
    "explain": gettext_lazy("The explanation stands with the figures."),
}


@require_POST
@signed_in
def entry_act(request: HttpRequest, entry_id: UUID, act: str) -> HttpResponse:
    """Do one act on an entry."""
    if act not in _DONE:
        raise Http404
    survey_id, region, receiver = api.entry_place(request.actor, entry_id)
    words = sent.text(request, "text")
    about = {"entry_id": entry_id, "actor": request.actor, "now": clock.now()}
    if act == "accept":
        api.accept_figures(**about)
    elif act == "return":
        api.return_figures(reason=words, **about)
    elif act == "ask":
        api.ask_explanation(question=words, **about)
    else:
        api.explain_figures(explanation=words, **about)
    messages.success(request, str(_DONE[act]))
    if sent.text(request, "back") == "board":
        return redirect(f"/losses/{survey_id}/?region={receiver}")
    return redirect("losses:unit", survey_id, region)


@require_POST
@signed_in
def accept_all(request: HttpRequest, survey_id: UUID, region: str) -> HttpResponse:
    """Accept everything that waits and has nothing to explain."""
    receiver = normalise(region)
    act = {"survey_id": survey_id, "receiver": receiver, "actor": request.actor, "now": clock.now()}
    done, left = api.accept_waiting(**act)
    messages.success(request, _("%(done)s accepted; %(left)s wait for an explanation.") % {"done": done, "left": left})
    return redirect(f"/losses/{survey_id}/?region={receiver}")


@require_POST
@signed_in
def send(request: HttpRequest, survey_id: UUID, region: str) -> HttpResponse:
    """Send the sum of the accepted units up."""
    receiver = normalise(region)
    words = {"reason": sent.text(request, "reason"), "token": sent.token(request)}
    api.send_up(survey_id=survey_id, region=receiver, **words, actor=request.actor, now=clock.now())
    messages.success(request, _("The sum is sent up. It counts there once it is accepted."))
    return redirect(f"/losses/{survey_id}/?region={receiver}")


@require_POST
@signed_in
def close(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """Close a count."""
    api.close_survey(survey_id=survey_id, reason=sent.text(request, "reason"), actor=request.actor, now=clock.now())
    messages.success(request, _("The count is closed and takes no more figures."))
    return redirect("losses:survey", survey_id)
