"""One matter: its page, its part on the desk, and what is done with it."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from anlan.incidents import api as incidents
from anlan.intake import api
from anlan.intake.pages import reading
from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.support import journal, rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.pictures import picture_answer

_NEAR: Final = 8


@require_GET
@signed_in
def matter_page(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Show one matter; an open page asks for the inner part alone when something happened."""
    template = "intake/matter_body.html" if "HX-Request" in request.headers else "intake/matter.html"
    return render(request, template, _everything(request, matter_id))


@require_GET
@signed_in
def work(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Show one matter and what can be done, for the desk."""
    return render(request, "intake/work.html", _everything(request, matter_id))


@require_GET
@signed_in
def panel_of_incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show on the incident's page what came in about it."""
    incident = incidents.incident(request.actor, incident_id)
    return render(
        request,
        "intake/of_incident.html",
        {"rows": api.matters_of_incident(request.actor, incident.id), "incident": incident},
    )


@require_GET
@signed_in
def picture(request: HttpRequest, picture_id: UUID) -> HttpResponse:
    """Send a picture of a matter."""
    return picture_answer(*api.picture(request.actor, picture_id))


@require_POST
@signed_in
def reveal(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Show who told it; the journal keeps who looked."""
    name, phone = api.reveal_teller(matter_id=matter_id, actor=request.actor, now=clock.now())
    return render(request, "intake/teller.html", {"name": name, "phone": phone})


@require_POST
@signed_in
def act(request: HttpRequest, matter_id: UUID, name: str) -> HttpResponse:
    """Do what a button says."""
    if name not in _ACTS:
        raise NotFound(what="act")
    _ACTS[name](request, matter_id, {"actor": request.actor, "now": clock.now()})
    if "HX-Request" not in request.headers:
        return redirect(f"/intake/{matter_id}/")
    request.method = "GET"
    answer = work(request, matter_id)
    answer["HX-Trigger"] = "alarm-handled"
    return answer


def _take(request: HttpRequest, matter_id: UUID, by: dict[str, Any]) -> None:
    api.take_matter(matter_id=matter_id, **by)


def _close(request: HttpRequest, matter_id: UUID, by: dict[str, Any]) -> None:
    api.close_matter(matter_id=matter_id, reason=sent.text(request, "reason"), **by)


def _reopen(request: HttpRequest, matter_id: UUID, by: dict[str, Any]) -> None:
    api.reopen_matter(matter_id=matter_id, reason=sent.text(request, "reason"), **by)


def _merge(request: HttpRequest, matter_id: UUID, by: dict[str, Any]) -> None:
    into_id = sent.as_id("into", sent.text(request, "into"))
    api.merge_matter(matter_id=matter_id, into_id=into_id, **by)


def _part(request: HttpRequest, matter_id: UUID, by: dict[str, Any]) -> None:
    api.part_matter(matter_id=matter_id, **by)


def _link(request: HttpRequest, matter_id: UUID, by: dict[str, Any]) -> None:
    incident_id = sent.as_id("incident", sent.text(request, "incident"))
    api.link_matter(matter_id=matter_id, incident_id=incident_id, **by)


def _unlink(request: HttpRequest, matter_id: UUID, by: dict[str, Any]) -> None:
    api.unlink_matter(matter_id=matter_id, reason=sent.text(request, "reason"), **by)


def _forward(request: HttpRequest, matter_id: UUID, by: dict[str, Any]) -> None:
    category, _colon, organisation = sent.text(request, "to").partition(":")
    api.forward_matter(
        matter_id=matter_id,
        category=category,
        organisation_id=sent.as_id("to", organisation),
        note=sent.text(request, "note"),
        **by,
    )


def _send_back(request: HttpRequest, matter_id: UUID, by: dict[str, Any]) -> None:
    api.send_back(matter_id=matter_id, reason=sent.text(request, "reason"), **by)


def _rate(request: HttpRequest, matter_id: UUID, by: dict[str, Any]) -> None:
    rating = reading.whole(request, "rating")
    api.rate_matter(matter_id=matter_id, rating=rating, note=sent.text(request, "note"), **by)


_ACTS: Final[dict[str, Callable[[HttpRequest, UUID, dict[str, Any]], None]]] = {
    "take": _take,
    "close": _close,
    "reopen": _reopen,
    "merge": _merge,
    "part": _part,
    "link": _link,
    "unlink": _unlink,
    "forward": _forward,
    "send-back": _send_back,
    "rate": _rate,
}


def _everything(request: HttpRequest, matter_id: UUID) -> dict[str, Any]:
    actor = request.actor
    row = api.matter(actor, matter_id)
    acts = {each.value for each in api.acts_open_to(actor, row)}
    location = (row.longitude, row.latitude) if row.longitude is not None and row.latitude is not None else None
    near = api.near_incidents(actor, row.region, location, is_exercise=row.is_exercise) if "link" in acts else ()
    return {
        "matter": row,
        "acts": acts,
        "pictures": api.pictures_of(row.id),
        "alike": api.alike(actor, row.id),
        "merged": api.merged_into(actor, row.id),
        "near": near[:_NEAR],
        "receivers": api.receivers_for(actor, row.region) if "forward" in acts else (),
        "forwardings": api.forwardings_of(row.id),
        "incident": _incident(request, row),
        "may_reveal": row.has_teller and rights.may(actor, "intake.reveal", row.region),
        "is_tip_off": row.kind.value in api.reward_table()["kinds"] and not row.is_exercise,
        "may_inspect": rights.may(actor, "supervision.inspect", row.region),
        "ratings": range(5, 0, -1),
        "now": clock.now(),
        "entries": tuple(reversed(journal.entries_about(row.subject, limit=80))),
    }


def _incident(request: HttpRequest, row: api.MatterRow) -> incidents.IncidentRow | None:
    try:
        return incidents.incident(request.actor, row.incident_id) if row.incident_id else None
    except NotFound:
        return None
