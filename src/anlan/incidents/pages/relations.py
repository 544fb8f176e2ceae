"""The fragment of linked incidents, and its acts."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anlan.incidents import api
from anlan.kernel import clock
from anlan.support import rights
from anlan.web.auth import signed_in


@require_GET
@signed_in
def relations_panel(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show what caused the incident, what followed from it, and what runs beside it."""
    row = api.incident(request.actor, incident_id)
    linked = api.relations_of(request.actor, incident_id)
    may_link = rights.may(request.actor, "incidents.link", row.region)
    known = {each.other.id for each in linked}
    others = api.linkable(request.actor, incident_id) if may_link else ()
    context = {
        "incident": row,
        "linked": linked,
        "may_link": may_link,
        "may_open": row.is_open and rights.may(request.actor, "incidents.open", row.region),
        "others": [each for each in others if each.id not in known],
        "follow": api.kinds_that_often_follow(row.event_kind),
    }
    return render(request, "incidents/relations.html", context)


@require_POST
@signed_in
def link(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Link the incident to another one."""
    part, other = request.POST.get("part", ""), _id(request.POST.get("other", ""))
    if part not in ("cause", "effect", "side"):
        raise BadRequest
    first, second = (other, incident_id) if part == "cause" else (incident_id, other)
    kind = api.RelationKind.PARALLEL if part == "side" else api.RelationKind.SECONDARY
    relation = api.NewRelation(first_id=first, second_id=second, kind=kind, note=request.POST.get("note", ""))
    api.link_incidents(relation=relation, actor=request.actor, now=clock.now())
    messages.success(request, _("The incidents are linked. It stands on the timeline of both."))
    return redirect(f"/incidents/{incident_id}/")


@require_POST
@signed_in
def unlink(request: HttpRequest, incident_id: UUID, relation_id: UUID) -> HttpResponse:
    """Take a link back."""
    reason = request.POST.get("reason", "")
    api.unlink_incidents(relation_id=relation_id, reason=reason, actor=request.actor, now=clock.now())
    messages.success(request, _("The link is taken back."))
    return redirect(f"/incidents/{incident_id}/")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise BadRequest from wrong
