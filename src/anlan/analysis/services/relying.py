"""Noting who relied on a run, and that a run is out of date."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from anlan.analysis.domain import errors
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.states import RunState
from anlan.analysis.events import AnalysisOutdated, AnalysisReliedOn
from anlan.analysis.kinds.registry import kind_of
from anlan.analysis.models import Reliance, Run
from anlan.analysis.selectors.scope import RELY
from anlan.analysis.services.ending import refusals
from anlan.analysis.services.reckoning import asker_of
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import AnlanError, NotFound
from anlan.support import journal, rights

_LATELY: Final = timedelta(days=3)
_LOOK_EVERY: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What relied on a run: its subject ("warning:<id>"), its name for the reader, a note."""

    subject: str
    label: str
    note: str = ""


@transaction.atomic
def rely_on(run_id: UUID, used: Used, *, actor: Actor, now: datetime) -> None:
    """Note that a decision relied on a run; once per run and decision."""
    row = Run.objects.select_for_update().filter(rights.within(actor, RELY), id=run_id).first()
    if row is None:
        raise NotFound(what="analysis", id=str(run_id))
    if row.state != RunState.DONE:
        raise errors.RunNotDone(state=row.state)
    _made, is_new = Reliance.objects.get_or_create(
        run=row,
        subject=used.subject[:120],
        defaults={
            "label": used.label[:160],
            "note": used.note[:300],
            "by_id": actor.id,
            "by": actor.name,
            "at": now,
        },
    )
    if not is_new:
        raise errors.AlreadyRelied(subject=used.subject)
    event = AnalysisReliedOn(
        subject=f"analysis:{row.id}",
        region=row.region,
        incident_id=row.incident_id,
        exercise=row.is_exercise,
        run_id=row.id,
        model_word=row.kind,
        title=row.title,
        used_by=used.subject,
        note=used.note,
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def mark_outdated(run_id: UUID, *, now: datetime, kind: Kind | None = None) -> bool:
    """Look whether what a run had read is other now; note and announce it the first time. Tell whether it is."""
    row = Run.objects.select_for_update().filter(id=run_id, state=RunState.DONE.value).first()
    if row is None or row.outdated_by:
        return bool(row)
    try:
        with refusals():
            gathered = (kind or kind_of(row.kind)).gather(row.inputs, asker_of(row), row.asked_at)
    except AnlanError:
        return False
    changed = [name for name, edition in gathered.versions.items() if row.versions.get(name) != edition]
    if not changed:
        return False
    row.outdated_by = changed[0][:120]
    row.save(update_fields=["outdated_by"])
    event = AnalysisOutdated(
        subject=f"analysis:{row.id}",
        region=row.region,
        incident_id=row.incident_id,
        exercise=row.is_exercise,
        run_id=row.id,
        model_word=row.kind,
        title=row.title,
        what=changed[0],
    )
    journal.announce(event, actor=SYSTEM, now=now)
    return True


def watch_what_was_read(*, actor: Actor, now: datetime) -> None:
    """Look whether a run that somebody relied on lately is out of date: one at a time, each every ten minutes."""
    rows = Run.objects.filter(
        Q(looked_at__isnull=True) | Q(looked_at__lt=now - _LOOK_EVERY),
        state=RunState.DONE.value,
        outdated_by="",
        asked_at__gte=now - _LATELY,
        reliances__isnull=False,
    )
    row = rows.exclude(versions={}).order_by(F("looked_at").asc(nulls_first=True), "id").first()
    if row is not None:
        Run.objects.filter(id=row.id).update(looked_at=now)
        mark_outdated(row.id, now=now)
