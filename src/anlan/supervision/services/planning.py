"""A department's plan of a year: made from the registry, approved by another person than its author."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound, TransitionNotAllowed
from anlan.kernel.regions import normalise
from anlan.supervision.domain.errors import ApproverIsAuthor, NothingToPlan, PlanExists
from anlan.supervision.domain.frequency import months_of
from anlan.supervision.domain.states import PlanAct, PlanState, plan_after
from anlan.supervision.events import PlanDecided, PlanMade
from anlan.supervision.models import CreditMark, Penalty, PlanItem, YearPlan
from anlan.supervision.selectors.objects import KINDS, Subject, subjects_in
from anlan.supervision.selectors.tables import due_frequency, frequency_table
from anlan.supervision.services.texts import checked_text
from anlan.support import journal, locks, rights

_PLAN = "supervision.plan"
_STEP = 1000
_TO_EDIT = (PlanState.DRAFTED, PlanState.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """A plan to make: of which region, department and year, for which objects."""

    region: str
    department: str
    year: int
    kinds: tuple[str, ...] = KINDS
    trade: str = ""


@transaction.atomic
def make_plan(*, new: NewPlan, actor: Actor, now: datetime) -> UUID:
    """Make a plan: every object of the registry with the number of inspections that its standing asks for."""
    region = normalise(new.region)
    rights.require(actor, _PLAN, region)
    department = checked_text("department", new.department, most=80)
    this_year = in_china(now).year
    if new.year not in (this_year, this_year + 1):
        raise InvalidValue(field="year", value=str(new.year), rule="this_year_or_the_next")
    locks.hold(f"supervision:plan:{region}:{new.year}")
    if YearPlan.objects.filter(region=region, department=department, year=new.year).exists():
        raise PlanExists(year=new.year)
    plan = YearPlan.objects.create(
        region=region,
        department=department,
        year=new.year,
        edition=frequency_table()["edition"],
        made_by_id=actor.id,
        made_by=actor.name,
        made_at=now,
    )
    found = (each for each in subjects_in(actor, region, new.kinds) if not new.trade or each.trade == new.trade)
    items = [_item(plan, place, each) for place, each in enumerate(found)]
    if not items:
        raise NothingToPlan
    PlanItem.objects.bulk_create(items, batch_size=_STEP)
    event = PlanMade(**_about(plan), objects=len(items), inspections=sum(each.times for each in items))
    journal.announce(event, actor=actor, now=now)
    return plan.id


def _item(plan: YearPlan, place: int, found: Subject) -> PlanItem:
    frequency = due_frequency(found.standing)
    return PlanItem(
        plan=plan,
        object_kind=found.kind,
        object_id=found.id,
        object_name=found.name[:120],
        region=found.region,
        trade=found.trade,
        share=frequency.share,
        times=frequency.times,
        months=list(months_of(frequency.times, place)),
        reasons=[asdict(each) for each in frequency.reasons],
    )


@transaction.atomic
def change_item(*, item_id: UUID, times: int, reason: str, actor: Actor, now: datetime) -> None:
    """Set how often an object is inspected, with the reason; only while the plan is not submitted."""
    item = PlanItem.objects.filter(id=item_id).first()
    if item is None:
        raise NotFound(what="plan")
    plan = _locked(item.plan_id, actor, _PLAN)
    if plan.state not in [each.value for each in _TO_EDIT]:
        raise TransitionNotAllowed(what="inspection_plan", state=plan.state, act="change")
    most = frequency_table()["most"]
    if not 1 <= times <= most:
        raise InvalidValue(field="times", value=str(times), rule=f"1_to_{most}")
    said = {"key": "by_hand", "value": checked_text("reason", reason, most=200), "adds": times - item.times}
    place = item.months[0] - 1 if item.months else 0
    item.reasons = [*item.reasons, said]
    item.times, item.months = times, list(months_of(times, place))
    item.save(update_fields=["reasons", "times", "months"])


@transaction.atomic
def submit_plan(*, plan_id: UUID, actor: Actor, now: datetime) -> None:
    """Hand a plan in for approval."""
    plan = _locked(plan_id, actor, _PLAN)
    plan.state = plan_after(PlanState(plan.state), PlanAct.SUBMIT).value
    plan.submitted_by_id = actor.id
    _decided(plan, "", actor, now)


@transaction.atomic
def approve_plan(*, plan_id: UUID, actor: Actor, now: datetime) -> None:
    """Approve a plan that somebody else made and handed in."""
    plan = _locked(plan_id, actor, "supervision.approve")
    plan.state = plan_after(PlanState(plan.state), PlanAct.APPROVE).value
    if actor.id in (plan.made_by_id, plan.submitted_by_id):
        raise ApproverIsAuthor
    plan.decided_by, plan.decided_at = actor.name, now
    _decided(plan, "", actor, now)


@transaction.atomic
def return_plan(*, plan_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Return a plan with the reason."""
    plan = _locked(plan_id, actor, "supervision.approve")
    plan.state = plan_after(PlanState(plan.state), PlanAct.RETURN).value
    _decided(plan, checked_text("reason", reason), actor, now)


@transaction.atomic
def note_penalty(*, case_id: UUID, object_id: UUID, now: datetime) -> None:
    """Remember that a penalty was decided against an object; the same case counts once."""
    Penalty.objects.get_or_create(
        case_id=case_id, defaults={"object_id": object_id, "decided_on": in_china(now).date()}
    )


@transaction.atomic
def note_credit(*, case_id: UUID, object_id: UUID, until: date, now: datetime) -> None:
    """Remember until when an object's party is listed as dishonest; a case listed again counts anew."""
    told = {"object_id": object_id, "until": until, "is_repaired": False}
    CreditMark.objects.update_or_create(case_id=case_id, defaults=told)


@transaction.atomic
def note_repair(*, case_id: UUID, now: datetime) -> None:
    """Remember that a party left the list; plans made afterwards count it no more."""
    CreditMark.objects.filter(case_id=case_id).update(is_repaired=True)


def _decided(plan: YearPlan, reason: str, actor: Actor, now: datetime) -> None:
    plan.reason = reason
    plan.save()
    journal.announce(PlanDecided(**_about(plan), state=plan.state, reason=reason), actor=actor, now=now)


def _locked(plan_id: UUID, actor: Actor, right: str) -> YearPlan:
    row = YearPlan.objects.select_for_update().filter(id=plan_id).first()
    if row is None or not (rights.may(actor, "supervision.see", row.region) or rights.may(actor, right, row.region)):
        raise NotFound(what="plan")
    rights.require(actor, right, row.region)
    return row


def _about(plan: YearPlan) -> dict[str, object]:
    return {
        "subject": f"inspection_plan:{plan.id}",
        "region": plan.region,
        "plan_id": plan.id,
        "department": plan.department,
        "year": plan.year,
    }
