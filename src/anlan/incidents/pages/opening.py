"""Opening an incident, by hand or from what an alarm already knows."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anlan.incidents import api
from anlan.incidents.pages.forms import OpeningForm
from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.web.auth import signed_in

_KNOWN = ("alarm", "caused_by", "kind", "region", "title", "longitude", "latitude", "place_text")


@require_http_methods(["GET", "POST"])
@signed_in
def new_incident(request: HttpRequest) -> HttpResponse:
    """Show the opening form, or open the incident that it describes."""
    form = OpeningForm(request.POST) if request.method == "POST" else OpeningForm(initial=_initial(request))
    if form.is_valid():
        found = form.cleaned_data
        incident_id = api.open_incident(new=_new_incident(found), actor=request.actor, now=clock.now())
        return redirect(f"/incidents/{incident_id}/")
    region = form["region"].value() or ""
    context = {"form": form, "region_text": places.full_name(region) if region else ""}
    return render(request, "incidents/new.html", context, status=422 if form.is_bound else 200)


def _initial(request: HttpRequest) -> dict[str, Any]:
    now = clock.now().replace(second=0, microsecond=0)
    known = {name: request.GET[name] for name in _KNOWN if request.GET.get(name)}
    moment = request.GET.get("happened_at", "")
    return {
        "token": new_id(),
        "happened_at": _moment(moment) or now,
        "learned_at": clock.now().replace(microsecond=0),
        "exercise": request.GET.get("exercise") == "1",
        "grade": 0,
        **known,
    }


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _new_incident(found: dict[str, Any]) -> api.NewIncident:
    region = normalise(found["region"])
    place = places.name(region)
    title = found["title"].strip() or _("%(what)s in %(place)s") % {
        "what": api.event_kinds()[found["kind"]].name,
        "place": place,
    }
    return api.NewIncident(
        id=found["token"],
        kind=found["kind"],
        title=title,
        region=region,
        place_text=found["place_text"],
        location=_location(found, region),
        happened_at=found["happened_at"],
        learned_at=found["learned_at"],
        grade=found["grade"],
        alarm_ids=(found["alarm"],) if found["alarm"] else (),
        is_exercise=found["exercise"],
        caused_by=found["caused_by"],
    )


def _location(found: dict[str, Any], region: str) -> tuple[float, float] | None:
    if found["longitude"] is not None and found["latitude"] is not None:
        return found["longitude"], found["latitude"]
    return places.middle_of(region)
