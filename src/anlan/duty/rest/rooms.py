"""Who is on duty where, the rosters, the log; no phone is told."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.duty import api
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import normalise
from anlan.support import rights
from anlan.web.auth import signed_in_api

router = Router(auth=signed_in_api)
_LONGEST: Final = timedelta(days=31)
_PAGE: Final = 50


class NoteIn(Schema):
    """A note for a region's log."""

    region: str
    text: str


class IdOut(Schema):
    """The id of what was stored."""

    id: UUID


@router.get("/duty/now")
def on_duty_now(request: HttpRequest, region: str) -> Any:
    """Return who is on duty in a region, and in the duty rooms below it."""
    now, region = clock.now(), normalise(region)
    rights.require_visible(request.actor, "duty.see", region, what="duty_room")
    below = api.duty_rooms(request.actor, now, below=region)
    return {
        "region": region,
        "at": now,
        "on_duty": _shifts(api.on_duty(region, now)),
        "below": [{"region": room, "on_duty": _shifts(shifts)} for room, shifts in below.items()],
    }


@router.get("/duty/rosters")
def list_rosters(request: HttpRequest, region: str = "", state: str = "", page: int = 1) -> Any:
    """List the rosters that one may see, the newest month first."""
    rows = api.rosters(request.actor, api.RosterFilter(region=normalise(region), state=state))
    start = (max(page, 1) - 1) * _PAGE
    return {"total": len(rows), "rosters": [asdict(row) for row in rows[start : start + _PAGE]]}


@router.get("/duty/rosters/{uuid:roster_id}")
def read_roster(request: HttpRequest, roster_id: UUID) -> Any:
    """Return one roster with its turns by time."""
    row = api.roster(request.actor, roster_id)
    return {**asdict(row), "turns": [asdict(each) for each in api.turns_of(roster_id)]}


@router.get("/duty/log")
def read_log(request: HttpRequest, region: str, since: datetime, until: datetime) -> Any:
    """Return the log of a region and all below it, the oldest first: journal entries and notes."""
    if since.tzinfo is None or until.tzinfo is None:
        raise InvalidValue(field="since", value=since.isoformat(), rule="time_with_zone")
    if not timedelta() < until - since <= _LONGEST:
        raise InvalidValue(field="until", value=until.isoformat(), rule="at_most_31_days")
    lines = api.log_of(request.actor, normalise(region), api.Span(since=since, until=until), api.LogFilter())
    return {"lines": [_line(line) for line in lines]}


@router.post("/duty/log/notes", response={201: IdOut})
def write_note(request: HttpRequest, body: NoteIn) -> Any:
    """Write a note into a region's log."""
    named = {"region": normalise(body.region), "text": body.text}
    return Status(201, {"id": api.write_note(**named, actor=request.actor, now=clock.now())})


@router.post("/duty/log/notes/{uuid:note_id}/correct", response={201: IdOut})
def correct_note(request: HttpRequest, note_id: UUID, body: NoteIn) -> Any:
    """Write a note that corrects another one; both stay."""
    stored = api.correct_note(note_id=note_id, text=body.text, actor=request.actor, now=clock.now())
    return Status(201, {"id": stored})


def _shifts(shifts: Iterable[api.Shift]) -> list[dict[str, Any]]:
    shown = ("post", "part", "name", "person_id", "organisation_name", "since", "until")
    return [{name: getattr(each, name) for name in shown} for each in shifts]


def _line(line: api.LogLine) -> dict[str, Any]:
    if line.note is not None:
        return {"at": line.at, "kind": "note", **asdict(line.note)}
    entry = line.entry
    assert entry is not None
    return {"at": line.at, "kind": entry.kind, "subject": entry.subject, "by": entry.actor_name, "said": entry.payload}
