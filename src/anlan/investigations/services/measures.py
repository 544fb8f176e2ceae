"""Measures against the next accident: who has them, until when, their proof, and who confirms it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from anlan.investigations.domain import errors
from anlan.investigations.domain.states import MeasureAct, MeasureState, State, measure_after
from anlan.investigations.events import MeasureStepped
from anlan.investigations.models import Investigation, Measure
from anlan.investigations.services.evidence import prove_by_picture
from anlan.investigations.services.steps import announce, at_work, checked, locked, note_change
from anlan.kernel.actors import Actor
from anlan.kernel.checks import check
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound


@transaction.atomic
def add_measure(*, investigation_id: UUID, text: str, owner: str, due_on: date, actor: Actor, now: datetime) -> UUID:
    """Propose a measure with who has it and its last day."""
    row = at_work(investigation_id, actor)
    check(due_on > in_china(now).date(), "due_on", due_on.isoformat(), "after_today")
    measure = Measure.objects.create(
        investigation=row,
        text=checked("text", text, most=2000),
        owner=checked("owner", owner, most=120),
        due_on=due_on,
        state=MeasureState.OPEN.value,
        added_at=now,
    )
    note_change(row, "measure_added", measure.text[:200], actor, now)
    return measure.id


@transaction.atomic
def drop_measure(*, measure_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take a measure out of the report before it goes in."""
    measure = _measure(measure_id)
    row = at_work(measure.investigation_id, actor)
    text = f"{measure.text[:200]}: {checked('reason', reason)}"
    Measure.objects.filter(id=measure_id).delete()
    note_change(row, "measure_dropped", text, actor, now)


@transaction.atomic
def prove_measure(*, measure_id: UUID, proof: str, actor: Actor, now: datetime, content: bytes = b"") -> None:
    """Report a measure as done, with what proves it and perhaps a picture."""
    row, measure = _followed(measure_id, actor)
    _step(measure, MeasureAct.PROVE)
    measure.proof = checked("proof", proof, most=2000)
    if content:
        prove_by_picture(measure, row, content, actor, now)
    measure.proved_by_id, measure.proved_by, measure.proved_at = actor.id, actor.name, now
    _tell(row, measure, MeasureAct.PROVE, measure.proof, actor, now)


@transaction.atomic
def judge_measure(*, measure_id: UUID, act: str, text: str, actor: Actor, now: datetime) -> None:
    """Confirm a measure that was reported as done, return it, or find that it was not carried out."""
    row, measure = _followed(measure_id, actor)
    chosen_act = _JUDGEMENTS.get(act)
    check(chosen_act is not None, "act", act[:20], "chosen_from_the_list")
    assert chosen_act is not None
    _step(measure, chosen_act)
    if chosen_act is not MeasureAct.FAIL and measure.proved_by_id == actor.id:
        raise errors.VerifierIsProver
    measure.judgement = checked("text", text, most=1000)
    measure.judged_by, measure.judged_at = actor.name, now
    _tell(row, measure, chosen_act, measure.judgement, actor, now)


_JUDGEMENTS = {each.value: each for each in (MeasureAct.VERIFY, MeasureAct.RETURN, MeasureAct.FAIL)}


def _followed(measure_id: UUID, actor: Actor) -> tuple[Investigation, Measure]:
    """Return a measure of a report that the government replied to, until the look-back is done."""
    row = locked(_measure(measure_id).investigation_id, actor)
    if State(row.state) is not State.APPROVED:
        raise errors.NotDecidedYet
    return row, _measure(measure_id)


def _step(measure: Measure, act: MeasureAct) -> None:
    measure.state = measure_after(MeasureState(measure.state), act).value


def _tell(row: Investigation, measure: Measure, act: MeasureAct, text: str, actor: Actor, now: datetime) -> None:
    measure.save()
    more = {"measure_id": measure.id, "measure": measure.text[:80], "act": act.value, "text": text[:500]}
    announce(MeasureStepped, row, actor, now, **more)


def _measure(measure_id: UUID) -> Measure:
    measure = Measure.objects.filter(id=measure_id).first()
    if measure is None:
        raise NotFound(what="measure")
    return measure
