"""Asking for an analysis: the form of a kind, running again, stopping, relying on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from anlan.analysis import api
from anlan.analysis.pages.maps import drawing_map, picking_map
from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.places import api as places
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def new_run(request: HttpRequest, word: str) -> HttpResponse:
    """Ask what a kind asks, and run it."""
    kind = api.kind_of(word)
    held = rights.regions_of(request.actor, api.RUN)
    if not held:
        rights.require(request.actor, api.RUN, "")
    if request.method == "POST":
        names = {field.name for field in kind.fields}
        given = {name: value for name, value in request.POST.items() if name in names}
        incident = sent.text(request, "incident_id")
        occasion = api.Occasion(
            token=sent.token(request),
            incident_id=sent.as_id("incident_id", incident) if incident else None,
            is_exercise=sent.text(request, "exercise") == "1",
        )
        made = api.run_analysis(word, given, actor=request.actor, now=clock.now(), occasion=occasion)
        return redirect("analysis:run", made)
    chosen = {field.name: request.GET.get(field.name, field.default) for field in kind.fields}
    region = chosen.get("region") or held[0]
    context = {
        "kind": kind,
        "groups": _groups(kind, chosen | ({"region": region} if "region" in chosen else {})),
        "map": picking_map(region) if any(field.kind == "point" for field in kind.fields) else None,
        "drawing": drawing_map(held[0]) if any(field.draws for field in kind.fields) else None,
        "degrees": list(api.ROMAN.items()),
        "token": new_id(),
        "incident_id": request.GET.get("incident", ""),
        "is_exercise": request.GET.get("exercise") == "1",
        "region_text": places.full_name(region) if region else "",
        "sheets": [api.model_sheet(package) for package in kind.models],
    }
    return render(request, "analysis/new.html", context)


@require_POST
@signed_in
def again(request: HttpRequest, run_id: str) -> HttpResponse:
    """Run again on what the registries say now, and show what differs once both have a result."""
    made = api.rerun_analysis(run_id, actor=request.actor, now=clock.now(), token=sent.token(request))
    if all(api.run(request.actor, each).result is not None for each in (run_id, made)):
        return redirect("analysis:compare", run_id, made)
    return redirect("analysis:run", made)


@require_POST
@signed_in
def stop(request: HttpRequest, run_id: str) -> HttpResponse:
    """Stop a run that is not done."""
    api.cancel_run(run_id, actor=request.actor, now=clock.now())
    return redirect("analysis:run", run_id)


@require_POST
@signed_in
def rely(request: HttpRequest, run_id: str) -> HttpResponse:
    """Note by hand what relied on the run."""
    label = sent.text(request, "label")
    used = api.Used(subject=f"note:{label}", label=label, note=sent.text(request, "note"))
    api.rely_on(run_id, used, actor=request.actor, now=clock.now())
    return redirect("analysis:run", run_id)


def _groups(kind: api.Kind, chosen: dict[str, str]) -> list[tuple[str, list[tuple[api.Field, str]]]]:
    """Return the fields with what stands in them, those of a group together, in their order."""
    found: dict[str, list[tuple[api.Field, str]]] = {}
    for field in kind.fields:
        found.setdefault(field.group, []).append((field, chosen[field.name]))
    return list(found.items())
