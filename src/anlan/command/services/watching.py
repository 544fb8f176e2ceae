"""Accounting for teams in danger: begin, the leader's word, silence; each press of a button counts once."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction

from anlan.command.domain.accounting import (
    INSIDE,
    NewWatch,
    WatchAct,
    WatchState,
    Word,
    act_of,
    after,
    check_watch,
    check_word,
)
from anlan.command.domain.errors import TeamWatched
from anlan.command.domain.orders import moment_told
from anlan.command.events import (
    TeamAnswered,
    TeamCalledForHelp,
    TeamCameOut,
    TeamEvent,
    TeamSilent,
    TeamWatchStarted,
)
from anlan.command.models import TeamWatch, TeamWord
from anlan.command.selectors.escalation import next_chase
from anlan.command.selectors.units import may_speak_for
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.readiness import api as readiness
from anlan.support import journal, locks, rights

_AT_A_TIME: Final = 100
_EVENTS: Final = {
    WatchAct.ANSWER: TeamAnswered,
    WatchAct.CALL_HELP: TeamCalledForHelp,
    WatchAct.COME_OUT: TeamCameOut,
}


@transaction.atomic
def start_watch(*, watch: NewWatch, actor: Actor, now: datetime) -> UUID:
    """Begin to account for a team that goes into danger, and return the watch's id; the same token begins it once."""
    incident = incidents.incident(actor, watch.incident_id)
    rights.require(actor, "command.watch_teams", incident.region)
    check_watch(watch)
    team = readiness.team(actor, watch.team_id)
    locks.hold(f"command:watch:{incident.id}:{team.id}")
    known = watch.token and TeamWatch.objects.filter(token=watch.token).first()
    if known:
        return known.id
    if TeamWatch.objects.filter(incident_id=incident.id, team_id=team.id, state__in=INSIDE).exists():
        raise TeamWatched(team=team.name)
    row = TeamWatch(
        incident_id=incident.id,
        incident_title=incident.title,
        region=incident.region,
        is_exercise=incident.is_exercise,
        token=watch.token,
        team_id=team.id,
        team_name=team.name,
        members=watch.members,
        well=watch.members,
        place=watch.place.strip(),
        every_minutes=watch.every_minutes,
        started_by=actor.name,
        started_at=now,
        due_at=now + timedelta(minutes=watch.every_minutes),
    )
    row.save()
    _store(row)
    _announce(TeamWatchStarted, row, actor, now, every_minutes=row.every_minutes)
    return row.id


@transaction.atomic
def say_word(*, watch_id: UUID, word: Word, actor: Actor, now: datetime) -> WatchState:
    """Take a team leader's word: how many are well, a call for help, or that all are out; the same token counts once.

    A word that was said earlier, on a phone without a link, moves the next one only from the moment it was said.
    """
    row = TeamWatch.objects.select_for_update().filter(id=watch_id).first()
    if row is None or not may_speak_for(actor, row.team_id, row.region, see=True):
        raise NotFound(what="watch")
    if not may_speak_for(actor, row.team_id, row.region):
        raise NotAllowed(right="command.watch_teams", region=row.region)
    if word.token is not None and row.words.filter(token=word.token).exists():
        return WatchState(row.state)
    check_word(word, inside=row.members, now=now)
    act = act_of(word, inside=row.members)
    said_at = moment_told(word.happened_at, issued_at=row.started_at, now=now)
    if row.heard_at is None or said_at >= row.heard_at:
        _move(row, after(WatchState(row.state), act), word, said_at, actor)
        _store(row)
    _keep(row, word, act, said_at, actor, now)
    more = {"note": word.note.strip()} if act is WatchAct.CALL_HELP else {}
    _announce(_EVENTS[act], row, actor, now, **more)
    return WatchState(row.state)


def _move(row: TeamWatch, state: WatchState, word: Word, said_at: datetime, actor: Actor) -> None:
    row.state, row.well = state.value, word.members
    row.heard_at, row.heard_by = said_at, actor.name
    row.due_at = said_at + timedelta(minutes=row.every_minutes)
    row.help_at = said_at if state is WatchState.HELP else None
    row.out_at = said_at if state is WatchState.OUT else None


def _keep(row: TeamWatch, word: Word, act: WatchAct, said_at: datetime, actor: Actor, now: datetime) -> None:
    TeamWord.objects.create(
        watch=row,
        token=word.token,
        act=act.value,
        members=word.members,
        place=Point(*word.place, srid=4326) if word.place else None,
        note=word.note.strip(),
        happened_at=said_at,
        given_by=actor.name,
        given_at=now,
    )


@transaction.atomic
def notice_silence(*, actor: Actor, now: datetime) -> int:
    """Announce, once each, the teams whose word is due and has not come; return how many."""
    rows = TeamWatch.objects.select_for_update(skip_locked=True).filter(state=WatchState.WELL.value, due_at__lt=now)
    silent = tuple(rows.order_by("due_at")[:_AT_A_TIME])
    for row in silent:
        row.state = after(WatchState.WELL, WatchAct.MISS).value
        _store(row)
        _announce(TeamSilent, row, actor, now, due_at=row.due_at)
    return len(silent)


def _store(row: TeamWatch) -> None:
    row.chase_at = next_chase(row)
    row.save()


def _announce(kind: type[TeamEvent], row: TeamWatch, actor: Actor, now: datetime, **more: object) -> None:
    event = kind(
        subject=f"team_watch:{row.id}",
        region=row.region,
        incident_id=row.incident_id,
        exercise=row.is_exercise,
        watch_id=row.id,
        team_name=row.team_name,
        place=row.place,
        members=row.members,
        well=row.well,
        **more,
    )
    journal.announce(event, actor=actor, now=now)
