"""The form that is filled in while somebody speaks: words first, place typed, everything else if there is time."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from anlan.intake import api
from anlan.intake.pages import reading
from anlan.kernel import clock
from anlan.kernel.errors import NotAllowed
from anlan.kernel.ids import new_id
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def call(request: HttpRequest) -> HttpResponse:
    """Show the form of a call, or store it and go on: to its page, or to declaring an incident from it."""
    own = rights.regions_of(request.actor, "intake.handle")
    if not own:
        raise NotAllowed(right="intake.handle", region="")
    if request.method == "POST":
        matter_id = api.receive_matter(new=_new_call(request), actor=request.actor, now=clock.now())
        return redirect(f"/desk/declare/?matter={matter_id}" if "declare" in request.POST else f"/intake/{matter_id}/")
    context = {"token": new_id(), "within": own[0], "exercise": request.GET.get("exercise") == "1"}
    return render(request, "intake/call.html", context)


@require_GET
@signed_in
def kinds(request: HttpRequest) -> JsonResponse:
    """Answer the picker of kinds of events, which speaks as the picker of places does."""
    found = api.kinds_found(request.GET.get("q", ""))
    return JsonResponse({"results": [{"code": each.code, "name": each.name, "full_name": each.name} for each in found]})


def _new_call(request: HttpRequest) -> api.NewMatter:
    region, location, words = reading.placed(request)
    return api.NewMatter(
        kind=api.MatterKind.CALL,
        text=sent.text(request, "text"),
        region=region,
        token=sent.text(request, "client_token"),
        place_text=words,
        location=location,
        teller_name=sent.text(request, "teller_name"),
        teller_phone=sent.text(request, "teller_phone"),
        event_kind=sent.text(request, "event_kind"),
        hurt=reading.whole(request, "hurt"),
        is_exercise="exercise" in request.POST,
    )
