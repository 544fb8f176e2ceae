"""Running an analysis: inputs read, registries read, reckoned, kept; a long one as a job."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.access import api as access
from anlan.analysis.domain import errors, progress
from anlan.analysis.domain.inputs import read_inputs
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered, Result, as_kept
from anlan.analysis.domain.states import Act, RunState, after
from anlan.analysis.events import AnalysisFailed, AnalysisRun
from anlan.analysis.kinds.registry import kind_of
from anlan.analysis.models import Run
from anlan.analysis.selectors.models import editions_of
from anlan.analysis.selectors.scope import RUN
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import AnlanError, NotFound
from anlan.science.refusing import Refused
from anlan.support import jobs, journal, locks, rights

_TASK = "analysis.reckon"
_EVERY_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Why a run is made: of which incident, in whose place, by itself, by which press of a button."""

    previous_id: UUID | None = None
    incident_id: UUID | None = None
    is_automatic: bool = False
    is_exercise: bool = False
    token: UUID | None = None


@transaction.atomic
def run_analysis(
    kind: str, inputs: Mapping[str, Any], *, actor: Actor, now: datetime, occasion: Occasion | None = None
) -> UUID:
    """Run a kind on inputs and keep the run; return its id. A long kind is only begun: a job reckons it.

    Refusals of inputs, of the registries and of the model leave nothing behind. The same token runs once.
    """
    occasion = _of_its_incident(occasion or Occasion(), actor)
    if occasion.token is not None:
        locks.hold(f"analysis:{occasion.token}")
        same = Run.objects.filter(token=occasion.token).values_list("id", flat=True).first()
        if same is not None:
            return UUID(str(same))
    of = kind_of(kind)
    read = read_inputs(of.fields, inputs)
    began = time.perf_counter()
    with _refusals():
        gathered = of.gather(read, actor, now)
    rights.require(actor, RUN, gathered.region)
    row = _begun(of, read, gathered, (actor, now, occasion))
    if of.is_long:
        row.save(force_insert=True)
        jobs.defer(_TASK, run_id=str(row.id))
        return row.id
    row.state = after(RunState.WAITING, Act.BEGIN).value
    with _refusals():
        result = of.reckon(read, gathered.facts)
    _finish(row, result, began, now)
    row.save(force_insert=True)
    _announce(row, actor, now)
    return row.id


def rerun_analysis(run_id: UUID, *, actor: Actor, now: datetime, token: UUID | None = None) -> UUID:
    """Run again what a run ran, on what the registries say now; return the new run's id."""
    row = Run.objects.filter(rights.within(actor, RUN), id=run_id).first()
    if row is None:
        raise NotFound(what="analysis", id=str(run_id))
    occasion = Occasion(previous_id=row.id, incident_id=row.incident_id, is_exercise=row.is_exercise, token=token)
    return run_analysis(row.kind, row.inputs, actor=actor, now=now, occasion=occasion)


def reckon_run(run_id: UUID, *, now: datetime, kind: Kind | None = None) -> None:
    """Reckon a long run that waits: begun in one transaction, ended in another, so that its progress can be seen."""
    with transaction.atomic():
        row = Run.objects.select_for_update().filter(id=run_id).first()
        if row is None or row.state not in (RunState.WAITING, RunState.RUNNING):
            return
        row.state = RunState.RUNNING.value
        row.save(update_fields=["state"])
    of, began = kind or kind_of(row.kind), time.perf_counter()
    asker = asker_of(row)
    try:
        with progress.heard_by(_Heard(run_id)), _refusals():
            gathered = of.gather(row.inputs, asker, row.asked_at)
            result: Result | AnlanError = of.reckon(row.inputs, gathered.facts)
    except AnlanError as refusal:
        result = refusal
    with transaction.atomic():
        row = Run.objects.select_for_update().get(id=run_id)
        if row.state != RunState.RUNNING:
            return
        if isinstance(result, AnlanError):
            _fail(row, result, now)
        else:
            _finish(row, result, began, now)
        row.save()
        _announce(row, asker, now)


@transaction.atomic
def cancel_run(run_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Stop a run that waits or is being reckoned; what it would have found is not kept."""
    row = Run.objects.select_for_update().filter(rights.within(actor, RUN), id=run_id).first()
    if row is None:
        raise NotFound(what="analysis", id=str(run_id))
    row.state = after(RunState(row.state), Act.CANCEL).value
    row.ended_at = now
    row.save(update_fields=["state", "ended_at"])
    event = _event(row)
    journal.announce(AnalysisFailed(**event, code="cancelled"), actor=actor, now=now)


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


def asker_of(row: Run) -> Actor:
    """Return who asked for a run, with the rights that the account has now; the platform itself for its own runs."""
    if row.run_by_id == SYSTEM.id:
        return SYSTEM
    try:
        found = access.actor_of_account(UUID(row.run_by_id.rpartition(":")[2]))
    except ValueError:
        found = None
    return found or Actor(id=row.run_by_id, name=row.run_by)


def _of_its_incident(occasion: Occasion, actor: Actor) -> Occasion:
    """Refuse an incident that the actor does not see; what is run for an exercise is an exercise."""
    if occasion.incident_id is None:
        return occasion
    incident = incidents.incident(actor, occasion.incident_id)
    return replace(occasion, is_exercise=occasion.is_exercise or incident.is_exercise)


def _begun(of: Kind, read: dict[str, Any], gathered: Gathered, who: tuple[Actor, datetime, Occasion]) -> Run:
    actor, now, occasion = who
    return Run(
        kind=of.word,
        region=gathered.region,
        title=gathered.title[:160],
        inputs=read,
        versions=dict(gathered.versions),
        models_used=[as_kept(each) for each in editions_of(of)],
        box=list(gathered.box) if gathered.box else None,
        is_automatic=occasion.is_automatic,
        is_exercise=occasion.is_exercise,
        incident_id=occasion.incident_id,
        previous_id=occasion.previous_id,
        token=occasion.token,
        run_by_id=actor.id,
        run_by=actor.name,
        asked_at=now,
    )


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what a model refuses inside into the refusal of the run."""
    try:
        yield
    except Refused as refusal:
        raise errors.ModelRefused.by(refusal) from refusal


def _finish(row: Run, result: Result, began: float, now: datetime) -> None:
    row.state = after(RunState(row.state), Act.FINISH).value
    row.result, row.level, row.done = as_kept(result), result.level, 100
    row.took_ms = round((time.perf_counter() - began) * 1000)
    row.ended_at = now


def _fail(row: Run, refusal: AnlanError, now: datetime) -> None:
    row.state = after(RunState(row.state), Act.FAIL).value
    row.error_code = refusal.code
    row.error_data = {"message": refusal.message, "data": {key: str(value) for key, value in refusal.data.items()}}
    row.ended_at = now


def _announce(row: Run, actor: Actor, now: datetime) -> None:
    if row.state == RunState.FAILED:
        journal.announce(AnalysisFailed(**_event(row), code=row.error_code), actor=actor, now=now)
    else:
        event = AnalysisRun(**_event(row), level=row.level, previous_id=row.previous_id)
        journal.announce(event, actor=actor, now=now)


def _event(row: Run) -> dict[str, Any]:
    return {
        "subject": f"analysis:{row.id}",
        "region": row.region,
        "incident_id": row.incident_id,
        "exercise": row.is_exercise,
        "run_id": row.id,
        "model_word": row.kind,
        "title": row.title,
    }
