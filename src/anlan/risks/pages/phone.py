"""Patrols on the phone: what is due, and the page that works without a link: finding, photos, track."""

import json
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.risks import api
from anlan.risks.pages import labels
from anlan.support.pictures import MOST_BYTES
from anlan.support.rights import regions_of, require
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.pictures import picture_answer

_SOON: Final = timedelta(hours=24)
_SHOWN: Final = 30


@require_GET
@signed_in
def due(request: HttpRequest) -> HttpResponse:
    """Show the patrols that are late or due within a day: the reader's own, or all where none are assigned."""
    now, text = clock.now(), request.GET.get("q", "").strip()
    may_walk = bool(regions_of(request.actor, "risks.patrol"))
    if text:
        rows = api.sites(request.actor, api.SiteFilter(text=text, sort="due"))
    else:
        rows = _own(request, now + _SOON) or api.sites(
            request.actor, api.SiteFilter(due_before=now + _SOON, sort="due")
        )
    lines = [(row, labels.KINDS[row.kind], row.patrol_due_at and row.patrol_due_at < now) for row in rows[:_SHOWN]]
    return render(request, "risks/phone.html", {"lines": lines, "q": text, "may_walk": may_walk})


def _own(request: HttpRequest, before: Any) -> Any:
    person = request.actor.person_id
    if person is None:
        return ()
    return api.sites(request.actor, api.SiteFilter(due_before=before, monitor_id=person, sort="due"))


@require_http_methods(["GET", "POST"])
@signed_in
def patrol(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Show a site to be walked to, or take what was found there, once however often it is sent."""
    site = api.site(request.actor, site_id)
    require(request.actor, "risks.patrol", site.region)
    if request.method == "POST":
        api.record_patrol(site_id=site_id, report=report_of(request), actor=request.actor, now=clock.now())
        messages.success(request, _("The patrol is recorded."))
        return redirect("risks:phone-patrol", site_id)
    context = {
        "site": site,
        "kind": labels.KINDS[site.kind],
        "grade": labels.GRADES[site.grade],
        "state": labels.STATES[site.state],
        "tone": labels.STATE_TONES[site.state],
        "is_open": site.state != api.SiteState.ELIMINATED,
        "findings": list(labels.FINDINGS.items()),
        "most": api.MOST_PHOTOS,
        "last": [(row, labels.FINDINGS[row.finding]) for row in api.patrols(site_id, limit=3)],
        "now": clock.now(),
    }
    return render(request, "risks/phone_patrol.html", context)


def report_of(request: HttpRequest) -> api.PatrolReport:
    """Return what a form tells of a patrol; refuse a finding or a track that is none."""
    finding = request.POST.get("finding", "")
    if finding not in list(api.Finding):
        raise InvalidValue(field="finding", value=finding[:40], rule="known")
    try:
        track = json.loads(request.POST.get("track") or "[]")
    except (json.JSONDecodeError, RecursionError):
        track = {}
    photos = request.FILES.getlist("photo")[: api.MOST_PHOTOS + 1]
    return api.PatrolReport(
        api.Finding(finding),
        sent.text(request, "note")[:500],
        track=track,
        photos=tuple(api.SentPhoto(each.name or "", each.read(MOST_BYTES + 1)) for each in photos),
        walked_at=sent.pressed_at(request, clock.now()),
        token=sent.token(request),
    )


@require_GET
@signed_in
def photo(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """Show a photo of a patrol."""
    return picture_answer(*api.photo(request.actor, photo_id))
