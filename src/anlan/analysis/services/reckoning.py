"""Reckoning a long run in the job process: begun, heard of, ended; and what nobody will end is noticed."""

import logging
import time
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.access import api as access
from anlan.analysis.domain import errors, progress
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Result
from anlan.analysis.domain.states import RunState
from anlan.analysis.kinds.registry import kind_of
from anlan.analysis.models import Run
from anlan.analysis.services.ending import announce, fail, finish, refusals
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import AnlanError
from anlan.support import jobs

RECKON: Final = "analysis.reckon"
_EVERY_SECONDS: Final = 1.0
_MOST_ATTEMPTS: Final = 3
_UNFINISHED: Final = (RunState.WAITING.value, RunState.RUNNING.value)
log = logging.getLogger(__name__)


def reckon_run(run_id: UUID, *, now: datetime, kind: Kind | None = None) -> None:
    """Reckon a long run that waits: begun in one transaction, ended in another, so that its progress can be seen."""
    row = _begun(run_id, now)
    if row is None:
        return
    began, asker = time.perf_counter(), asker_of(row)
    result = _reckoned(row, kind or kind_of(row.kind), asker)
    with transaction.atomic():
        row = Run.objects.select_for_update().get(id=run_id)
        if row.state != RunState.RUNNING:
            return
        if isinstance(result, AnlanError):
            fail(row, result, now)
        else:
            finish(row, result, began, now)
        row.save()
        announce(row, asker, now)


def watch_unfinished(*, actor: Actor, now: datetime) -> None:
    """End the runs that wait or are being reckoned, and that no job will ever end."""
    found = Run.objects.filter(state__in=_UNFINISHED).values_list("id", flat=True)
    if unfinished := set(found):
        known = jobs.pending(RECKON, "run_id")
        for run_id in sorted(each for each in unfinished if str(each) not in known):
            _abandon(run_id, now)


@transaction.atomic
def _begun(run_id: UUID, now: datetime) -> Run | None:
    """Return a run that can be reckoned; one whose process ended again and again is not begun once more."""
    row = Run.objects.select_for_update().filter(id=run_id, state__in=_UNFINISHED).first()
    if row is None:
        return None
    if row.attempts >= _MOST_ATTEMPTS:
        _end_without(row, now)
        return None
    row.state, row.attempts = RunState.RUNNING.value, row.attempts + 1
    row.save(update_fields=["state", "attempts"])
    return row


def _reckoned(row: Run, of: Kind, asker: Actor) -> Result | AnlanError:
    try:
        with progress.heard_by(_Heard(row.id)), refusals():
            gathered = of.gather(row.inputs, asker, row.asked_at)
            return of.reckon(row.inputs, gathered.facts)
    except AnlanError as refusal:
        return refusal
    except Exception:  # whatever a model trips over, the run must end and say so
        log.exception("analysis %s (%s) broke", row.id, row.kind)
        return errors.RunBroken()


@transaction.atomic
def _abandon(run_id: UUID, now: datetime) -> None:
    row = Run.objects.select_for_update().filter(id=run_id, state__in=_UNFINISHED).first()
    if row is not None:
        _end_without(row, now)


def _end_without(row: Run, now: datetime) -> None:
    log.warning("analysis %s (%s) was begun %s times and is given up", row.id, row.kind, row.attempts)
    fail(row, errors.RunAbandoned(), now)
    row.save()
    announce(row, SYSTEM, now)


def asker_of(row: Run) -> Actor:
    """Return who asked for a run, with the rights that the account has now; the platform itself for its own runs."""
    if row.run_by_id == SYSTEM.id:
        return SYSTEM
    try:
        found = access.actor_of_account(UUID(row.run_by_id.rpartition(":")[2]))
    except ValueError:
        found = None
    return found or Actor(id=row.run_by_id, name=row.run_by)


class _Heard:
    """Notes how far a run is, about once a second, and ends it when it was stopped meanwhile."""

    def __init__(self, run_id: UUID) -> None:
        self._run_id = run_id
        self._next = 0.0

    def __call__(self, share: float) -> None:
        if time.perf_counter() < self._next:
            return
        self._next = time.perf_counter() + _EVERY_SECONDS
        known = Run.objects.filter(id=self._run_id, state=RunState.RUNNING.value)
        if not known.update(done=min(int(share * 100), 99)):
            raise errors.RunStopped
