"""The API of incidents: list, read, open, grade, record figures, close."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from anlan.incidents import api
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.kernel.regions import normalise
from anlan.web.auth import signed_in_api

router = Router(tags=["incidents"], auth=signed_in_api)


class OpeningIn(Schema):
    """An incident to open; ``id`` makes the call safe to repeat, ``learned_at`` is now where left out."""

    kind: str
    title: str
    region: str
    happened_at: datetime
    learned_at: datetime | None = None
    longitude: float | None = None
    latitude: float | None = None
    place_text: str = ""
    grade: int = 0
    alarm_ids: list[UUID] = []
    is_exercise: bool = False
    id: UUID | None = None
    caused_by: UUID | None = None


class LinkIn(Schema):
    """Another incident and how it belongs to this one: ``secondary`` (this one led to it) or ``parallel``."""

    other_id: UUID
    kind: str
    note: str = ""


class GradeIn(Schema):
    """A grade, 1 (ordinary) to 4 (extremely serious), and why."""

    grade: int
    reason: str


class SituationIn(Schema):
    """Figures of one region as of one moment."""

    region: str
    site: str = ""
    figures: dict[str, str | int | float]
    as_of: datetime
    source: str
    note: str = ""


class NoteIn(Schema):
    """A word on the outcome."""

    note: str


class IdOut(Schema):
    """The id of what was opened."""

    id: UUID


@router.get("/incidents")
def list_incidents(request: HttpRequest, region: str = "", state: str = "", q: str = "", page: int = 1) -> Any:
    """List incidents, open ones first."""
    chosen = api.IncidentState(state) if state in set(api.IncidentState) else None
    wanted = api.IncidentFilter(region=region, state=chosen, text=q)
    found = api.incidents(request.actor, wanted, page=page)
    return {"total": found.total, "incidents": [asdict(row) for row in found.rows]}


@router.get("/incidents/{uuid:incident_id}")
def read_incident(request: HttpRequest, incident_id: UUID) -> Any:
    """Read one incident with its figures."""
    return {**asdict(api.incident(request.actor, incident_id)), "situation": _situation(request, incident_id)}


@router.get("/incidents/{uuid:incident_id}/timeline")
def read_timeline(request: HttpRequest, incident_id: UUID) -> Any:
    """Read what happened in an incident, newest first."""
    return {"entries": [asdict(entry) for entry in api.timeline(request.actor, incident_id)]}


@router.post("/incidents", response={201: IdOut})
def open_incident(request: HttpRequest, body: OpeningIn) -> Any:
    """Open an incident."""
    now = clock.now()
    values = body.dict(exclude={"longitude", "latitude", "alarm_ids"})
    values["learned_at"] = body.learned_at or now
    for name in ("happened_at", "learned_at"):
        _require_zone(name, values[name])
    values["region"] = normalise(body.region)
    location = None if body.longitude is None or body.latitude is None else (body.longitude, body.latitude)
    new = api.NewIncident(**values, location=location, alarm_ids=tuple(body.alarm_ids))
    return 201, {"id": api.open_incident(new=new, actor=request.actor, now=now)}


@router.get("/incidents/{uuid:incident_id}/links")
def read_links(request: HttpRequest, incident_id: UUID) -> Any:
    """Read which incidents led to this one, followed from it, or run beside it."""
    return {"links": [asdict(row) for row in api.relations_of(request.actor, incident_id)]}


@router.post("/incidents/{uuid:incident_id}/links", response={201: IdOut})
def link_incidents(request: HttpRequest, incident_id: UUID, body: LinkIn) -> Any:
    """Link this incident to another one."""
    if body.kind not in set(api.RelationKind):
        raise InvalidValue(field="kind", value=body.kind[:20], rule="secondary_or_parallel")
    kind = api.RelationKind(body.kind)
    relation = api.NewRelation(first_id=incident_id, second_id=body.other_id, kind=kind, note=body.note)
    return 201, {"id": api.link_incidents(relation=relation, actor=request.actor, now=clock.now())}


@router.post("/incidents/{uuid:incident_id}/grade")
def change_grade(request: HttpRequest, incident_id: UUID, body: GradeIn) -> Any:
    """Give an incident another grade."""
    if body.grade not in tuple(Level):
        raise InvalidValue(field="grade", value=body.grade, rule="another_legal_grade")
    act = {"grade": Level(body.grade), "reason": body.reason, "actor": request.actor, "now": clock.now()}
    api.change_grade(incident_id=incident_id, **act)
    return {"grade": body.grade}


@router.post("/incidents/{uuid:incident_id}/situation", response={201: dict[str, Decimal]})
def record_situation(request: HttpRequest, incident_id: UUID, body: SituationIn) -> Any:
    """Add a region's figures; the answer is the totals."""
    _require_zone("as_of", body.as_of)
    report = api.SituationReport(**{**body.dict(), "region": normalise(body.region)})
    act = {"report": report, "actor": request.actor, "now": clock.now()}
    return 201, api.record_situation(incident_id=incident_id, **act)


@router.post("/incidents/{uuid:incident_id}/close")
def close_incident(request: HttpRequest, incident_id: UUID, body: NoteIn) -> Any:
    """Close an incident."""
    api.close_incident(incident_id=incident_id, note=body.note, actor=request.actor, now=clock.now())
    return {"state": api.IncidentState.CLOSED}


def _require_zone(field: str, moment: datetime) -> None:
    if moment.tzinfo is None:
        raise InvalidValue(field=field, value=moment.isoformat(), rule="time_with_zone")


def _situation(request: HttpRequest, incident_id: UUID) -> Any:
    found = api.situation(request.actor, incident_id)
    return {
        "totals": {key: {"value": total.value, "as_of": total.as_of} for key, total in found.totals.items()},
        "latest": [
            {
                "region": each.region,
                "site": each.site,
                "indicator": each.indicator.key,
                "value": each.value,
                "as_of": each.as_of,
            }
            for each in found.latest
        ],
        "is_direct_report_due": found.is_direct_report_due,
    }
