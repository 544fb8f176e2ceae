"""On the pages of warnings, orders, reports and incidents: the analyses they rely on, and how one more is named."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from anlan.analysis import api
from anlan.kernel import clock
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in

_LATELY = timedelta(days=7)
_CHOICES = 20


@require_http_methods(["GET", "POST"])
@signed_in
def uses_of(request: HttpRequest, sort: str, subject_id: UUID) -> HttpResponse:
    """Show the runs that a decision relies on; name one more."""
    subject = api.subject_seen(request.actor, sort, subject_id)
    label = (sent.text(request, "label") or request.GET.get("label", ""))[:160]
    if request.method == "POST":
        run_id = sent.as_id("run", sent.text(request, "run"))
        used = api.Used(subject=subject.key, label=label or subject.key)
        api.rely_on(run_id, used, actor=request.actor, now=clock.now())
    known = api.runs_of_subject(request.actor, subject.key)
    taken = {row.id for row in known}
    wanted = api.RunFilter(state="done", since=clock.now() - _LATELY, touching=subject.region)
    context = {
        "known": known,
        "choices": [row for row in api.runs(request.actor, wanted)[:_CHOICES] if row.id not in taken],
        "may_rely": rights.may(request.actor, api.RELY, subject.region),
        "label": label,
        "path": request.path,
    }
    return render(request, "analysis/uses_of.html", context)


@require_GET
@signed_in
def of_incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show on an incident's page what was reckoned for it, and which kinds can be run."""
    rows = api.runs(request.actor, api.RunFilter(incident_id=incident_id))[:_CHOICES]
    context = {
        "rows": rows,
        "incident_id": incident_id,
        "kinds": api.kinds().values() if rights.regions_of(request.actor, api.RUN) else (),
    }
    return render(request, "analysis/of_incident.html", context)
