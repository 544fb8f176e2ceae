"""Running an analysis: inputs read, registries read, reckoned, kept; a long one as a job."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.analysis.domain.inputs import read_inputs
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered, as_kept
from anlan.analysis.domain.states import Act, RunState, after
from anlan.analysis.events import AnalysisFailed
from anlan.analysis.kinds.registry import kind_of
from anlan.analysis.models import Run
from anlan.analysis.selectors.models import editions_of
from anlan.analysis.selectors.scope import RUN
from anlan.analysis.services.ending import announce, event_of, finish, refusals
from anlan.analysis.services.reckoning import RECKON
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import jobs, journal, locks, rights


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
    with refusals():
        gathered = of.gather(read, actor, now)
    rights.require(actor, RUN, gathered.region)
    row = _begun(of, read, gathered, (actor, now, occasion))
    if of.is_long:
        row.save(force_insert=True)
        jobs.defer(RECKON, run_id=str(row.id))
        return row.id
    row.state = after(RunState.WAITING, Act.BEGIN).value
    with refusals():
        result = of.reckon(read, gathered.facts)
    finish(row, result, began, now)
    row.save(force_insert=True)
    announce(row, actor, now)
    return row.id


def rerun_analysis(run_id: UUID, *, actor: Actor, now: datetime, token: UUID | None = None) -> UUID:
    """Run again what a run ran, on what the registries say now; return the new run's id."""
    row = Run.objects.filter(rights.within(actor, RUN), id=run_id).first()
    if row is None:
        raise NotFound(what="analysis", id=str(run_id))
    occasion = Occasion(previous_id=row.id, incident_id=row.incident_id, is_exercise=row.is_exercise, token=token)
    return run_analysis(row.kind, row.inputs, actor=actor, now=now, occasion=occasion)


@transaction.atomic
def cancel_run(run_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Stop a run that waits or is being reckoned; what it would have found is not kept."""
    row = Run.objects.select_for_update().filter(rights.within(actor, RUN), id=run_id).first()
    if row is None:
        raise NotFound(what="analysis", id=str(run_id))
    row.state = after(RunState(row.state), Act.CANCEL).value
    row.ended_at = now
    row.save(update_fields=["state", "ended_at"])
    event = event_of(row)
    journal.announce(AnalysisFailed(**event, code="cancelled"), actor=actor, now=now)


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
