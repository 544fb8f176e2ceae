"""Releasing injects: by the drill's clock, earlier by hand, or leaving one out with a reason."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from anlan.alarms import api as alarms
from anlan.drills.domain.running import run_of
from anlan.drills.domain.scripts import Sort
from anlan.drills.domain.states import DrillAct, DrillState, InjectAct, InjectState, after_inject
from anlan.drills.events import InjectFailed, InjectReleased, InjectSkipped
from anlan.drills.models import Drill, Inject
from anlan.drills.services.telling import announce, announce_inside, checked, controlled
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import AnlanError, NotFound
from anlan.support import tables

_AT_ONCE = 20


def release_due(*, actor: Actor, now: datetime) -> None:
    """Release every inject that a running drill's clock has reached, each once and in its order."""
    for drill_id in list(Drill.objects.filter(state=DrillState.RUNNING.value).values_list("id", flat=True)):
        for inject_id in _due(drill_id, now):
            _release_one(drill_id, inject_id, actor, now)


def _due(drill_id: UUID, now: datetime) -> list[UUID]:
    row = Drill.objects.get(id=drill_id)
    if row.started_at is None:
        return []
    minutes = int(run_of(row.started_at, row.pauses, row.ended_at).elapsed(now) / timedelta(minutes=1))
    found = Inject.objects.filter(drill=row, state=InjectState.WAITING.value, minute__lte=minutes)
    return list(found.values_list("id", flat=True)[:_AT_ONCE])


@transaction.atomic
def _release_one(drill_id: UUID, inject_id: UUID, actor: Actor, now: datetime) -> None:
    """Release an inject unless the drill or the inject has moved on meanwhile; a refused one waits for a person."""
    row = Drill.objects.select_for_update(skip_locked=True).filter(id=drill_id).first()
    if row is None or row.state != DrillState.RUNNING:
        return
    inject = Inject.objects.get(id=inject_id)
    if inject.state != InjectState.WAITING:
        return
    try:
        with transaction.atomic():
            _release(row, inject, actor, now, is_by_hand=False)
    except AnlanError as refusal:
        inject.refresh_from_db()
        inject.state = after_inject(InjectState(inject.state), InjectAct.FAIL).value
        inject.note = f"{refusal.code} {refusal.data}"[:500]
        inject.save()
        announce_inside(InjectFailed, row, actor, now, inject_id=inject.id, note=inject.note)


@transaction.atomic
def release_inject(*, drill_id: UUID, inject_id: UUID, actor: Actor, now: datetime) -> None:
    """Release an inject by hand before its time, or one that was refused again."""
    row = controlled(drill_id, DrillAct.RELEASE, actor)
    _release(row, _inject_of(row, inject_id), actor, now, is_by_hand=True)


@transaction.atomic
def skip_inject(*, drill_id: UUID, inject_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Leave an inject out and say why."""
    row = controlled(drill_id, DrillAct.RELEASE, actor)
    inject = _inject_of(row, inject_id)
    inject.state = after_inject(InjectState(inject.state), InjectAct.SKIP).value
    inject.note = checked("reason", reason)
    inject.save()
    announce_inside(InjectSkipped, row, actor, now, inject_id=inject.id, note=inject.note)


def _inject_of(row: Drill, inject_id: UUID) -> Inject:
    inject = Inject.objects.filter(drill=row, id=inject_id).first()
    if inject is None:
        raise NotFound(what="inject")
    return inject


def _release(row: Drill, inject: Inject, actor: Actor, now: datetime, *, is_by_hand: bool) -> None:
    inject.state = after_inject(InjectState(inject.state), InjectAct.RELEASE).value
    inject.released_at, inject.released_by, inject.note = now, actor.name, ""
    is_heard = inject.sort == Sort.CALL
    entry = announce(
        InjectReleased,
        row,
        actor,
        now,
        inject_id=inject.id,
        sort=inject.sort,
        to=inject.to,
        inject="" if is_heard else inject.title,
        text="" if is_heard else inject.text,
        is_by_hand=is_by_hand,
    )
    inject.effect = _take_effect(row, inject, SYSTEM.because(entry), now)
    inject.save()


def _take_effect(row: Drill, inject: Inject, actor: Actor, now: datetime) -> str:
    """Do on the real system what an inject does there, as an exercise; return what it left behind."""
    if row.incident_id is None:
        raise RuntimeError("a drill that has begun has an incident")
    if inject.sort == Sort.ALARM:
        return _raise(row.incident_id, row, inject, actor, now)
    if inject.sort == Sort.FIGURES:
        report = incidents.SituationReport(
            region=row.region,
            figures={key: Decimal(str(value)) for key, value in inject.data["figures"].items()},
            as_of=now,
            source=inject.sender or inject.title,
            note=inject.text[:500],
        )
        incidents.record_situation(incident_id=row.incident_id, report=report, actor=actor, now=now)
        return f"incident:{row.incident_id}"
    return ""


def _raise(incident_id: UUID, row: Drill, inject: Inject, actor: Actor, now: datetime) -> str:
    """Raise an exercise alarm and put it on the drill's incident."""
    data = inject.data
    signal = alarms.AlarmSignal(
        rule_family=data["family"],
        rule=f"drill.{inject.id}",
        edition=tables.load_table("anlan.drills", "drills")["alarm_edition"],
        level=data["level"],
        region=row.region,
        station_label=data["station"],
        quantity=data.get("quantity") or "rain",
        value=float(data["value"]),
        threshold=float(data["threshold"]),
        unit=data.get("unit") or "mm",
        window_hours=data.get("window_hours"),
        observed_at=now,
        location=(row.location.x, row.location.y) if row.location else None,
        is_exercise=True,
    )
    alarm_id = alarms.raise_alarm(signal=signal, actor=actor, now=now)
    alarms.attach_to_incident(alarm_id=alarm_id, incident_id=incident_id, region=row.region, actor=actor, now=now)
    subject = f"alarm:{alarm_id}"
    incidents.link_subject(incident_id=incident_id, subject=subject, actor=actor, now=now)
    return subject
