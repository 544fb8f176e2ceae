"""The script's page, the control desk, the observers' phone page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.drills import api
from anlan.drills.pages import reading
from anlan.drills.pages.forms import InjectForm, filled
from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.pictures import sent_picture


def _insiders_drill(request: HttpRequest, drill_id: UUID) -> api.DrillRow:
    """Return a drill for one of its insiders; nobody else learns that there is such a page."""
    row = api.drill(request.actor, drill_id)
    if not row.is_insider:
        raise NotFound(what="drill")
    return row


@require_http_methods(["GET", "POST"])
@signed_in
def script_page(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Show the script, and before the approval a form to write an inject."""
    row = _insiders_drill(request, drill_id)
    script = api.script_of(request.actor, drill_id)
    changed = next((each for each in script if each.key == request.GET.get("inject", "")), None)
    if request.method == "POST":
        form = InjectForm(request.POST)
        if form.is_valid():
            return _keep(request, drill_id, form, changed)
    else:
        form = InjectForm(initial=filled(changed) if changed else None)
    context = {"row": row, "script": script, "form": form, "changed": changed}
    context["may_edit"] = row.is_controller and row.lets("edit")
    return render(request, "drills/script.html", context, status=422 if form.is_bound else 200)


def _keep(request: HttpRequest, drill_id: UUID, form: InjectForm, changed: api.InjectRow | None) -> HttpResponse:
    named = {"drill_id": drill_id, "new": form.new_inject(), "actor": request.actor, "now": clock.now()}
    if changed is None:
        api.add_inject(**named)
    else:
        api.change_inject(inject_id=changed.id, **named)
    messages.success(request, _("The script is kept."))
    return redirect(f"/drills/{drill_id}/script/")


@require_GET
@signed_in
def desk_page(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Show the control desk: the drill's clock, what comes next, what was released; or its body alone."""
    row = _insiders_drill(request, drill_id)
    script = api.script_of(request.actor, drill_id)
    context = {
        "row": row,
        "elapsed": row.elapsed(clock.now()),
        "open": [each for each in script if each.is_open],
        "done": sorted((each for each in script if not each.is_open), key=lambda each: each.minute, reverse=True),
        "notes": api.observations_of(request.actor, drill_id)[::-1][:20],
    }
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "drills/desk_body.html" if is_part else "drills/desk.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def observe_page(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Take an observer's notes on the phone."""
    row = _insiders_drill(request, drill_id)
    now = clock.now()
    if request.method == "POST":
        new = api.NewObservation(
            verdict=request.POST.get("verdict", ""),
            text=request.POST.get("text", ""),
            seat=request.POST.get("seat", ""),
            inject_id=reading.id_of(request.POST.get("inject", "")),
            photo=sent_picture(request),
            seen_at=sent.pressed_at(request, now) or now,
            token=sent.token(request),
        )
        api.note_observation(drill_id=drill_id, new=new, actor=request.actor, now=now)
        messages.success(request, _("Noted."))
        return redirect(f"/drills/{drill_id}/observe/")
    script = api.script_of(request.actor, drill_id)
    notes = api.observations_of(request.actor, drill_id)
    context = {
        "row": row,
        "elapsed": row.elapsed(now),
        "released": [each for each in script if each.released_at],
        "next": next((each for each in script if each.is_open), None),
        "seats": list(dict.fromkeys(each.to for each in script)),
        "mine": [each for each in notes if each.noted_by_id == request.actor.id][::-1],
        "verdicts": [each.value for each in api.Verdict],
    }
    return render(request, "drills/observe.html", context)
