"""The phone pages of the disaster information officer: what is asked of my place, and the form."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import RegionLevel, level_of, lies_within, normalise
from anlan.losses import api
from anlan.losses.pages import reading
from anlan.losses.pages.board import fields_of
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in

_ENTER = "losses.enter"
_TOLD_EARLIER = 5


@require_GET
@signed_in
def tasks(request: HttpRequest) -> HttpResponse:
    """Show which counts ask my village or township, and how my last figures stand."""
    places = [each for each in rights.regions_of(request.actor, _ENTER) if level_of(each) >= RegionLevel.TOWNSHIP]
    open_ones = api.surveys(request.actor, api.SurveyFilter(is_open=True))
    lines = [
        (survey, region, api.standing(survey, region, clock.now()))
        for survey in open_ones
        for region in places
        if lies_within(region, survey.region)
    ]
    return render(request, "losses/phone.html", {"lines": lines, "has_place": bool(places)})


@require_http_methods(["GET", "POST"])
@signed_in
def form(request: HttpRequest, survey_id: UUID, region: str) -> HttpResponse:
    """Show the short form of a place, or take what it sends, once however often it is sent."""
    region = normalise(region)
    rights.require(request.actor, _ENTER, region)
    survey = api.survey_told(request.actor, survey_id)
    if not lies_within(region, survey.region):
        raise NotFound(what="unit")
    if request.method == "POST":
        _take(request, survey_id, region)
        messages.success(request, _("Sent. The figures count once they are accepted."))
        return redirect("losses:phone-form", survey_id, region)
    table = api.loss_table(survey.table)
    standing = api.standing(survey, region, clock.now())
    groups = fields_of(table, standing.figures)
    context = {
        "survey": survey,
        "region": region,
        "standing": standing,
        "first": [field for _name, fields in groups for field in fields if field[0].on_phone],
        "more": [(name, [field for field in fields if not field[0].on_phone]) for name, fields in groups],
        "entries": api.history(request.actor, survey, region, newest=_TOLD_EARLIER),
    }
    return render(request, "losses/phone_form.html", context)


def _take(request: HttpRequest, survey_id: UUID, region: str) -> None:
    now = clock.now()
    is_zero = sent.text(request, "what") == "zero"
    new = api.NewEntry(
        survey_id=survey_id,
        region=region,
        values={} if is_zero else reading.figures(request),
        as_of=sent.pressed_at(request, now) or now,
        pressed=reading.pressed(request),
        is_zero=is_zero,
        reason=sent.text(request, "reason"),
        token=sent.token(request),
    )
    api.enter_figures(new=new, actor=request.actor, now=now)
