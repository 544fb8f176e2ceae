"""What the alarm's page shows and does."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anlan.alarms import api
from anlan.alarms.pages.basis import basis_of
from anlan.alarms.pages.chart import drawing_of
from anlan.kernel import clock
from anlan.places import api as places
from anlan.support import journal, rights
from anlan.web.auth import signed_in
from anlan.web.lists import page_of
from anlan.web.slots import served

_DECLARE = "/desk/declare/"
_OPEN_INCIDENT = "/incidents/new/"
_SIGNALS = 12
_MEMBERS = 25
_ENTRIES = 80
_OF_STATION = 6


@require_GET
@signed_in
def alarm_page(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Show one alarm; an open page asks for the inner part alone when something happened."""
    api.note_seen(alarm_id=alarm_id, actor=request.actor, now=clock.now())
    context = _everything(request, alarm_id)
    template = "alarms/alarm_body.html" if "HX-Request" in request.headers else "alarms/alarm.html"
    return render(request, template, context)


@require_GET
@signed_in
def work(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Show one alarm and what can be done, for the desk."""
    api.note_seen(alarm_id=alarm_id, actor=request.actor, now=clock.now())
    return render(request, "alarms/work.html", _everything(request, alarm_id))


@require_GET
@signed_in
def alarms_of_station(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Show the newest alarms of a station, for the station's page."""
    found = api.alarms(request.actor, api.AlarmFilter(station_id=str(station_id), newest_first=True), size=_OF_STATION)
    context = {"station_id": station_id, "rows": found.rows, "total": found.total}
    return render(request, "alarms/of_station.html", context)


@require_POST
@signed_in
def take(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Take the alarm in hand."""
    api.take_alarm(alarm_id=alarm_id, actor=request.actor, now=clock.now())
    return _after(request, alarm_id)


@require_POST
@signed_in
def verify(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Verify the alarm."""
    api.verify_alarm(alarm_id=alarm_id, actor=request.actor, now=clock.now())
    return _after(request, alarm_id)


@require_POST
@signed_in
def dismiss(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Dismiss the alarm with the code and the words that the dialog asked for."""
    code, reason = request.POST.get("code", api.OTHER), request.POST.get("reason", "")
    api.dismiss_alarm(alarm_id=alarm_id, reason=reason, code=code, actor=request.actor, now=clock.now())
    return _after(request, alarm_id)


@require_POST
@signed_in
def reopen(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Take the dismissal back."""
    api.reopen_alarm(alarm_id=alarm_id, actor=request.actor, now=clock.now())
    return _after(request, alarm_id)


@require_POST
@signed_in
def close(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Close the alarm."""
    api.close_alarm(alarm_id=alarm_id, actor=request.actor, now=clock.now())
    return _after(request, alarm_id)


def _after(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    if "HX-Request" not in request.headers:
        return redirect(f"/alarms/{alarm_id}/")
    answer = work(_as_get(request), alarm_id)
    answer["HX-Trigger"] = "alarm-handled"
    return answer


def _as_get(request: HttpRequest) -> HttpRequest:
    request.method = "GET"
    return request


def _everything(request: HttpRequest, alarm_id: UUID) -> dict[str, Any]:
    actor = request.actor
    row = api.alarm(actor, alarm_id)
    shown = api.shown_occurrence(actor, row)
    return {
        "alarm": row,
        "signals": api.occurrences(actor, alarm_id, limit=_SIGNALS),
        "shown": shown,
        "drawing": drawing_of(shown),
        "excess": _excess(row),
        "members": page_of(request, api.members(actor, alarm_id, sort=request.GET.get("sort", "")), _MEMBERS),
        "evidence": api.evidence_of(actor, alarm_id),
        "may_add": rights.may(actor, "alarms.add_evidence", row.region),
        "reasons": api.dismissal_reasons(),
        "basis": basis_of(row),
        "acts": api.acts_open_to(actor, row, clock.now()),
        "entries": tuple(reversed(journal.entries_about(row.subject, limit=_ENTRIES))),
        "panels": served(f"/alarms/{alarm_id}/panels/incident/", f"/alarms/{alarm_id}/panels/warnings/"),
        "told": api.told(actor, alarm_id),
        "told_panels": served(f"/alarms/{alarm_id}/panels/told/"),
        "maps": served(f"/alarms/{alarm_id}/panels/map/"),
        "incident_url": _incident_url(row),
    }


def _excess(row: api.AlarmRow) -> dict[str, str]:
    """Return by how much the value is past the threshold, and the share of it where a share means something."""
    over = row.value - row.threshold
    has_share = row.quantity == "rain" and row.threshold > 0
    return {
        "label": _("Above it by") if over >= 0 else _("Below it by"),
        "value": f"{over:+.1f}" if over >= 0 else f"{-over:.1f}",
        "share": f"{100 * over / row.threshold:+.0f}%" if has_share else "",
    }


def _incident_url(row: api.AlarmRow) -> str:
    """Return the address where an incident is declared, or of the opening form, with all that the alarm knows."""
    title = _("%(what)s in %(place)s") % {
        "what": api.alarm_title(row.rule_family, row.level),
        "place": places.name(row.region),
    }
    known = {
        "alarm": row.id,
        "kind": api.event_kind_of(row.rule_family),
        "region": row.region,
        "title": title,
        "happened_at": row.observed_at.isoformat(),
        "longitude": row.longitude,
        "latitude": row.latitude,
        "exercise": "1" if row.is_exercise else None,
    }
    page = next(iter(served(_DECLARE)), _OPEN_INCIDENT)
    return f"{page}?{urlencode({key: value for key, value in known.items() if value is not None})}"
