"""The API of the intake: what partners and other systems send, once each; what came in."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.intake import api
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import normalise
from anlan.web.auth import signed_in_api

router = Router(tags=["intake"], auth=signed_in_api)


class MatterIn(Schema):
    """What somebody tells. ``id`` is the sender's own number: sent again with the same words, it is stored once."""

    id: str
    text: str
    region: str
    kind: str = "partner"
    longitude: float | None = None
    latitude: float | None = None
    place_text: str = ""
    teller_name: str = ""
    teller_phone: str = ""
    event_kind: str = ""
    hurt: int = 0
    told_at: datetime | None = None
    is_exercise: bool = False


class IdOut(Schema):
    """The id of what was stored."""

    id: UUID


@router.post("/intake/matters", response={201: IdOut})
def receive_matter(request: HttpRequest, body: MatterIn) -> Any:
    """Store what a partner tells."""
    if body.kind not in set(api.MatterKind):
        rule = "call_tip_off_report_from_below_mail_or_partner"
        raise InvalidValue(field="kind", value=body.kind[:20], rule=rule)
    if body.told_at is not None and body.told_at.tzinfo is None:
        raise InvalidValue(field="told_at", value=body.told_at.isoformat(), rule="time_with_zone")
    values = body.dict(exclude={"id", "longitude", "latitude", "kind", "region"})
    location = None if body.longitude is None or body.latitude is None else (body.longitude, body.latitude)
    new = api.NewMatter(
        kind=api.MatterKind(body.kind), token=body.id, region=normalise(body.region), location=location, **values
    )
    return Status(201, {"id": api.receive_matter(new=new, actor=request.actor, now=clock.now())})


@router.post("/intake/mail", response={201: IdOut})
def receive_mail(request: HttpRequest, region: str) -> Any:
    """Store a mail as it came (RFC 5322, the body of the request), handed over by the mail server; once each."""
    named = {"raw": request.body, "region": normalise(region)}
    return Status(201, {"id": api.receive_mail(**named, actor=request.actor, now=clock.now())})


@router.get("/intake/matters")
def list_matters(request: HttpRequest, state: str = "", region: str = "", page: int = 1) -> Any:
    """List what came in, the newest first; ``state=waits`` what waits, the most urgent first."""
    chosen = api.MatterState(state) if state in set(api.MatterState) else None
    wanted = api.MatterFilter(state=chosen, waits=state == "waits", region=region)
    found = api.matters(request.actor, wanted, page=page)
    return {"total": found.total, "matters": [asdict(row) for row in found.rows]}
