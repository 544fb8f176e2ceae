"""Roads: by which extract ways are found, where roads are closed, closing and opening."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError
from anlan.places import api
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.errors import sentence
from anlan.web.forms import MomentField
from anlan.web.lists import page_of

_STATES = (("closed", pgettext_lazy("road", "Closed now")), ("over", pgettext_lazy("road", "Open again")))


class ClosingForm(forms.Form):
    """Where roads are closed, why, and until when."""

    region = forms.ChoiceField(label=_("Region"))
    place = forms.CharField(label=_("Place, as one says it"), max_length=200)
    longitude = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180)
    latitude = forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90)
    radius = forms.FloatField(label=_("Radius (m)"), min_value=50, max_value=20000, initial=200)
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    until = MomentField(label=_("Until, if it is known"), required=False)
    is_exercise = forms.BooleanField(label=_("For an exercise only"), required=False)

    def __init__(self, *positional: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*positional, **named)
        names = api.full_names(rights.regions_of(actor, api.CLOSE_ROADS))
        self.fields["region"].choices = list(names.items())


@require_GET
@signed_in
def road_list(request: HttpRequest) -> HttpResponse:
    """Show the extract in force and the closures of the reader's regions."""
    now = clock.now()
    wanted = api.ClosureFilter(state=request.GET.get("state", ""), text=request.GET.get("q", "").strip())
    context = {
        "page": page_of(request, api.closures(request.actor, wanted, now)),
        "roads": api.roads_in_force(),
        "states": _STATES,
        "may_close": bool(rights.regions_of(request.actor, api.CLOSE_ROADS)),
    }
    return render(request, "places/roads.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def close(request: HttpRequest) -> HttpResponse:
    """Show the form, or close the roads."""
    held = rights.regions_of(request.actor, api.CLOSE_ROADS)
    rights.require(request.actor, api.CLOSE_ROADS, held[0] if held else "")
    form = ClosingForm(request.POST if request.method == "POST" else None, actor=request.actor)
    if form.is_bound and form.is_valid() and _closed(request, form, clock.now()):
        return redirect("places:roads")
    return render(request, "places/close_roads.html", {"form": form}, status=422 if form.is_bound else 200)


def _closed(request: HttpRequest, form: ClosingForm, now: datetime) -> bool:
    try:
        api.close_roads(closing=api.Closing(**form.cleaned_data), actor=request.actor, now=now)
    except AnlanError as error:
        form.add_error(None, sentence(error))
        return False
    return True


@require_POST
@signed_in
def reopen(request: HttpRequest, closure_id: UUID) -> HttpResponse:
    """Open again what was closed."""
    api.open_roads(closure_id=closure_id, actor=request.actor, now=clock.now())
    return redirect("places:roads")
