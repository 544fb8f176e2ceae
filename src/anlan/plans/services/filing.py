"""What a plan in force owes: filing with the government above, evaluation, drills."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import CHINA, in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import RegionLevel, at_level, parent_of
from anlan.plans import events
from anlan.plans.domain.clock_rules import situations
from anlan.plans.domain.clocks import ClockKind
from anlan.plans.domain.errors import AnswererIsFiler, FilingIsAnswered, NeedsWords, NothingToEvaluate, NothingToFile
from anlan.plans.domain.states import FilingState, PlanState
from anlan.plans.models import PlanDrill, PlanEdition, PlanEvaluation, PlanFiling
from anlan.plans.services.clocks import meet_clock, start_clock
from anlan.plans.services.editions import locked, told
from anlan.support import journal
from anlan.support.rights import require, require_visible

DRILL_FORMS = ("tabletop", "functional", "full", "double_blind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """A drill as it is noted on a plan: the day, the form, what it showed."""

    held_on: date
    form: str
    note: str = ""


@transaction.atomic
def file_plan(*, plan_id: UUID, receiver: str, number: str, actor: Actor, now: datetime) -> UUID:
    """File an edition in force with the government above; its answer is due from now on. Return the filing's id."""
    row = locked(plan_id, actor)
    require(actor, "plans.draft", row.region)
    if not receiver.strip():
        raise InvalidValue(field="receiver", value="", rule="not_empty")
    if row.state != PlanState.IN_FORCE or not meet_clock(row, ClockKind.FILING, now):
        raise NothingToFile()
    filing = PlanFiling.objects.create(
        edition=row,
        to_region=filed_at(row.region, row.category),
        receiver=receiver.strip(),
        number=number.strip(),
        state=FilingState.WAITING,
        filed_by_id=actor.id,
        filed_by=actor.name,
        filed_at=now,
    )
    start_clock(row, ClockKind.ACCEPTANCE, now)
    event = told(events.PlanFiled, row, receiver=filing.receiver, number=filing.number)
    journal.announce(event, actor=actor, now=now)
    return filing.id


@transaction.atomic
def answer_filing(*, filing_id: UUID, is_accepted: bool, reason: str, actor: Actor, now: datetime) -> None:
    """Accept a filing or send it back with the reason; who sent it back files it again within the clock."""
    filing = PlanFiling.objects.select_for_update(of=("self",)).select_related("edition").filter(id=filing_id).first()
    if filing is None:
        raise NotFound(what="filing")
    require_visible(actor, "plans.see", filing.to_region, "filing")
    require(actor, "plans.accept_filing", filing.to_region)
    if filing.filed_by_id == actor.id:
        raise AnswererIsFiler()
    if filing.state != FilingState.WAITING:
        raise FilingIsAnswered()
    if not is_accepted and not reason.strip():
        raise NeedsWords(field="reason")
    filing.state = FilingState.ACCEPTED if is_accepted else FilingState.RETURNED
    filing.answered_by, filing.answered_at, filing.reason = actor.name, now, reason.strip()
    filing.save()
    row = filing.edition
    meet_clock(row, ClockKind.ACCEPTANCE, now)
    if not is_accepted and row.state == PlanState.IN_FORCE:
        start_clock(row, ClockKind.FILING, now, is_again=True)
    event = told(events.FilingAnswered, row, is_accepted=is_accepted, reason=filing.reason)
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def evaluate_plan(*, plan_id: UUID, found: tuple[str, ...], note: str, actor: Actor, now: datetime) -> None:
    """Note an evaluation: ``found`` names the situations that make a revision due; none: the plan stays."""
    row = _in_force(plan_id, actor)
    if unknown := set(found) - set(situations()):
        raise InvalidValue(field="situations", value=sorted(unknown)[0], rule="known_situation")
    if not note.strip():
        raise NeedsWords(field="note")
    PlanEvaluation.objects.create(edition=row, situations=list(found), note=note.strip(), by_name=actor.name, at=now)
    meet_clock(row, ClockKind.EVALUATION, now)
    start_clock(row, ClockKind.EVALUATION, now)
    if found:
        start_clock(row, ClockKind.REVISION, now)
    event = told(events.PlanEvaluated, row, situations=found, note=note.strip())
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def note_drill(*, plan_id: UUID, drill: Drill, actor: Actor, now: datetime) -> None:
    """Note that a drill tried the plan; the clock of the next one runs from its day."""
    row = _in_force(plan_id, actor)
    if drill.form not in DRILL_FORMS:
        raise InvalidValue(field="form", value=drill.form, rule="known_form")
    if drill.held_on > in_china(now).date():
        raise InvalidValue(field="held_on", value=drill.held_on.isoformat(), rule="not_in_the_future")
    PlanDrill.objects.create(
        edition=row, held_on=drill.held_on, form=drill.form, note=drill.note.strip(), by_name=actor.name, at=now
    )
    meet_clock(row, ClockKind.DRILL, now)
    held_at = min(now, datetime.combine(drill.held_on, time(12), tzinfo=CHINA))
    start_clock(row, ClockKind.DRILL, held_at)
    event = told(events.PlanDrilled, row, form=drill.form, held_on=drill.held_on.isoformat(), note=drill.note.strip())
    journal.announce(event, actor=actor, now=now)


def filed_at(region: str, category: str) -> str:
    """Return the region whose government takes the filing: its own for a department, the county for an enterprise."""
    if category == "department":
        return region
    if category in ("enterprise", "key_target"):
        return at_level(region, RegionLevel.COUNTY)
    return parent_of(region)


def _in_force(plan_id: UUID, actor: Actor) -> PlanEdition:
    row = locked(plan_id, actor)
    require(actor, "plans.draft", row.region)
    if row.state != PlanState.IN_FORCE:
        raise NothingToEvaluate()
    return row
