"""The API of single alarms: list, read, take, verify, dismiss, reopen, close, bring evidence."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from anlan.alarms import api
from anlan.alarms.rest.times import with_zone
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.support.pictures import MOST_BYTES

router = Router()
_PAGE = 100


class Reason(Schema):
    """Why an alarm is dismissed: a code of the table, and words where it asks for them."""

    reason: str = ""
    code: str = api.OTHER


class EvidenceIn(Schema):
    """A camera (``url``), a call (``person``, ``phone``, ``text``) or a remark (``text``)."""

    kind: str
    text: str = ""
    url: str = ""
    person: str = ""
    phone: str = ""
    happened_at: datetime | None = None


class StateOut(Schema):
    """The state an act led to."""

    state: str


@router.get("/alarms")
def list_alarms(request: HttpRequest, region: str = "", level: int = 0, state: str = "", page: int = 1) -> Any:
    """List alarms, the most urgent first; ``state`` may be one state, or empty for all."""
    states = (api.AlarmState(state),) if state in set(api.AlarmState) else ()
    wanted = api.AlarmFilter(region=region, least_level=level, states=states)
    found = api.alarms(request.actor, wanted, page=page)
    return {"total": found.total, "alarms": [asdict(row) for row in found.rows]}


@router.get("/alarms/{uuid:alarm_id}")
def read_alarm(request: HttpRequest, alarm_id: UUID) -> Any:
    """Read one alarm with its latest signals, its evidence, and who was told when."""
    row = api.alarm(request.actor, alarm_id)
    return {
        **asdict(row),
        "ask": row.ask,
        "occurrences": [asdict(each) for each in api.occurrences(request.actor, alarm_id)],
        "evidence": [asdict(each) for each in api.evidence_of(request.actor, alarm_id)],
        "told": [asdict(each) for each in api.told(request.actor, alarm_id)],
    }


@router.get("/alarms/{uuid:alarm_id}/members")
def list_members(request: HttpRequest, alarm_id: UUID, sort: str = "", page: int = 1) -> Any:
    """List the sensors of an alarm, those that stand highest first, a hundred a page."""
    found = api.members(request.actor, alarm_id, sort=sort)
    start = (max(page, 1) - 1) * _PAGE
    return {"total": len(found), "members": [asdict(row) for row in found[start : start + _PAGE]]}


@router.post("/alarms/{uuid:alarm_id}/take", response=StateOut)
def take(request: HttpRequest, alarm_id: UUID) -> Any:
    """Take an alarm in hand."""
    return {"state": api.take_alarm(alarm_id=alarm_id, actor=request.actor, now=clock.now())}


@router.post("/alarms/{uuid:alarm_id}/verify", response=StateOut)
def verify(request: HttpRequest, alarm_id: UUID) -> Any:
    """Find an alarm true."""
    return {"state": api.verify_alarm(alarm_id=alarm_id, actor=request.actor, now=clock.now())}


@router.post("/alarms/{uuid:alarm_id}/dismiss", response=StateOut)
def dismiss(request: HttpRequest, alarm_id: UUID, body: Reason) -> Any:
    """Dismiss an alarm with a coded reason; ``GET /alarms/dismissals`` lists the codes."""
    act = {"alarm_id": alarm_id, "actor": request.actor, "now": clock.now()}
    return {"state": api.dismiss_alarm(**act, reason=body.reason, code=body.code)}


@router.get("/alarms/dismissals")
def list_dismissals(request: HttpRequest) -> Any:
    """List the coded reasons of a dismissal."""
    return {"dismissals": [asdict(each) for each in api.dismissal_reasons()]}


@router.post("/alarms/{uuid:alarm_id}/reopen", response=StateOut)
def reopen(request: HttpRequest, alarm_id: UUID) -> Any:
    """Take a dismissal back."""
    return {"state": api.reopen_alarm(alarm_id=alarm_id, actor=request.actor, now=clock.now())}


@router.post("/alarms/{uuid:alarm_id}/close", response=StateOut)
def close(request: HttpRequest, alarm_id: UUID) -> Any:
    """Close a verified alarm."""
    return {"state": api.close_alarm(alarm_id=alarm_id, actor=request.actor, now=clock.now())}


@router.post("/alarms/{uuid:alarm_id}/evidence", response={201: dict})
def add_evidence(request: HttpRequest, alarm_id: UUID, body: EvidenceIn) -> Any:
    """Add a camera, a call or a remark."""
    if body.kind not in set(api.EvidenceKind) - {api.EvidenceKind.PHOTO}:
        raise InvalidValue(field="kind", value=body.kind[:20], rule="known_kind")
    told = body.dict(exclude={"kind", "happened_at"})
    happened_at = with_zone(body.happened_at, "happened_at")
    evidence = api.Evidence(kind=api.EvidenceKind(body.kind), happened_at=happened_at, **told)
    act = {"alarm_id": alarm_id, "actor": request.actor, "now": clock.now()}
    return Status(201, {"id": api.add_evidence(evidence=evidence, **act)})


@router.post("/alarms/{uuid:alarm_id}/photos", response={201: dict})
def add_photo(request: HttpRequest, alarm_id: UUID, photo: File[UploadedFile], text: str = "") -> Any:
    """Add a picture from the spot (multipart, field ``photo``: JPEG, PNG or WebP of at most 8 MB)."""
    content = photo.read(MOST_BYTES + 1)
    evidence = api.Evidence(kind=api.EvidenceKind.PHOTO, content=content, name=photo.name or "", text=text)
    act = {"alarm_id": alarm_id, "actor": request.actor, "now": clock.now()}
    return Status(201, {"id": api.add_evidence(evidence=evidence, **act)})


@router.get("/alarms/evidence/{uuid:evidence_id}/photo")
def read_photo(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """Read a picture."""
    content, media_type = api.picture(request.actor, evidence_id)
    return HttpResponse(content, content_type=media_type, headers={"X-Content-Type-Options": "nosniff"})
