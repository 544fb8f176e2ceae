"""The API of teams in danger: who went in, their words, their silence."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.command import api
from anlan.command.rest.times import with_zone
from anlan.kernel import clock
from anlan.web.auth import signed_in_api

router = Router(auth=signed_in_api)


class WatchIn(Schema):
    """A team that goes into danger."""

    team_id: UUID
    members: int
    every_minutes: int
    place: str
    token: UUID | None = None


class WordIn(Schema):
    """A team's word; ``happened_at`` where it was said earlier, on a phone without a link."""

    members: int
    calls_help: bool = False
    is_out: bool = False
    happened_at: datetime | None = None
    longitude: float | None = None
    latitude: float | None = None
    note: str = ""
    token: UUID | None = None


@router.get("/incidents/{uuid:incident_id}/watches")
def list_watches(request: HttpRequest, incident_id: UUID) -> Any:
    """List an incident's watched teams, the worst first."""
    return {"watches": [asdict(row) for row in api.watches_of(request.actor, incident_id)]}


@router.get("/watches")
def list_own_watches(request: HttpRequest) -> Any:
    """List the watches of the caller's own teams."""
    return {"watches": [asdict(row) for row in api.own_watches(request.actor)]}


@router.post("/incidents/{uuid:incident_id}/watches", response={201: dict})
def start_watch(request: HttpRequest, incident_id: UUID, body: WatchIn) -> Any:
    """Begin to account for a team."""
    watch = api.NewWatch(incident_id=incident_id, **body.dict())
    return Status(201, {"id": api.start_watch(watch=watch, actor=request.actor, now=clock.now())})


@router.get("/watches/{uuid:watch_id}")
def read_watch(request: HttpRequest, watch_id: UUID) -> Any:
    """Read one watch with the team's words, the latest first."""
    words = [asdict(row) for row in api.words_of(request.actor, watch_id)]
    return {**asdict(api.watch(request.actor, watch_id)), "words": words}


@router.post("/watches/{uuid:watch_id}/words")
def say_word(request: HttpRequest, watch_id: UUID, body: WordIn) -> Any:
    """Say how many are well, call for help, or tell that all are out."""
    values = body.dict(exclude={"longitude", "latitude"})
    values["happened_at"] = with_zone("happened_at", body.happened_at)
    at = None if body.longitude is None or body.latitude is None else (body.longitude, body.latitude)
    word = api.Word(place=at, **values)
    return {"state": api.say_word(watch_id=watch_id, word=word, actor=request.actor, now=clock.now())}
