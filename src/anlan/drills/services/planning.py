"""Planning a drill, writing its script, approving it by another person, calling it off."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction

from anlan.access import api as access
from anlan.drills.domain.errors import ApproverIsAuthor, NotTheApprover, PlanNotInForce, ScriptIsEmpty
from anlan.drills.domain.planning import SEALED_FORM, NewDrill, Part, check_drill, check_no_insider_takes_part
from anlan.drills.domain.scripts import NewInject, check_inject
from anlan.drills.domain.states import DrillAct, DrillState, after
from anlan.drills.events import DrillApproved, DrillCancelled, DrillEdited, DrillPlanned
from anlan.drills.models import Drill, DrillInsider, Inject
from anlan.drills.selectors.scripts import expectations, script_keys, shipped_script
from anlan.drills.services.telling import announce, checked, controlled, locked
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.places import api as places
from anlan.plans import api as plans
from anlan.support import rights

_PLAN, _APPROVE, _SEE = "drills.plan", "drills.approve", "drills.see"


@transaction.atomic
def plan_drill(*, new: NewDrill, actor: Actor, now: datetime) -> UUID:
    """Plan a drill of a plan in force and return its id; the same form sent twice plans one."""
    plan = plans.plan(actor, new.plan_id)
    rights.require(actor, _PLAN, plan.region)
    check_drill(new, now)
    if plan.state != "in_force":
        raise PlanNotInForce
    known = new.token and Drill.objects.filter(token=new.token, author_id=actor.id).first()
    if known:
        return known.id
    approver = _approver(new.approver_id, plan.region, actor)
    row = Drill(token=new.token, region=plan.region, author_id=actor.id, author=actor.name, planned_at=now)
    _take_over(row, new, plan)
    row.approver_id, row.approver = new.approver_id, approver
    row.save()
    _name_insiders(row, new, actor)
    if new.script:
        _begin_with(row, new.script)
    announce(DrillPlanned, row, actor, now)
    return row.id


def _take_over(row: Drill, new: NewDrill, plan: plans.Plan) -> None:
    row.title, row.form, row.scenario = new.title.strip(), new.form, new.scenario.strip()
    row.plan_id, row.plan_key, row.plan_name, row.plan_edition = plan.id, plan.key, plan.name, plan.edition
    row.event_kind = plan.text.kinds[0]
    row.place_text, row.planned_start = new.place_text.strip(), new.planned_start
    row.participants = [asdict(each) for each in new.participants]
    division = places.divisions([plan.region]).get(plan.region)
    if division is not None and division.longitude is not None and division.latitude is not None:
        row.location = Point(division.longitude, division.latitude, srid=4326)


def _approver(account_id: str, region: str, actor: Actor) -> str:
    """Return the name of the account that is to approve, who is another than the author."""
    if account_id == actor.id:
        raise ApproverIsAuthor
    return _names([account_id], _APPROVE, region, "approver")[account_id]


def _name_insiders(row: Drill, new: NewDrill, actor: Actor) -> None:
    """Write down who knows the script; who plans the drill leads it."""
    named = [*new.controllers, *new.observers]
    names = _names([each for each in named if each != actor.id], _SEE, row.region, "controllers")
    names[actor.id] = actor.name
    controllers = dict.fromkeys((actor.id, *new.controllers))
    if new.form == SEALED_FORM:
        check_no_insider_takes_part(new.participants, {*names.values(), row.approver})
    parts = [(each, Part.CONTROLLER) for each in controllers]
    parts += [(each, Part.OBSERVER) for each in dict.fromkeys(new.observers) if each not in controllers]
    DrillInsider.objects.bulk_create(
        DrillInsider(drill=row, account_id=each, name=names[each], part=part.value) for each, part in parts
    )


def _names(account_ids: Iterable[str], right: str, region: str, field: str) -> dict[str, str]:
    """Return the names of accounts that hold a right for a region; refuse any that does not."""
    wanted = set(account_ids)
    known = {str(each.user_id): each.name for each in access.people_with(right, region)} if wanted else {}
    for each in wanted:
        if each not in known:
            raise InvalidValue(field=field, value=each[:40], rule="chosen_from_the_list")
    return {each: known[each] for each in wanted}


def _begin_with(row: Drill, key: str) -> None:
    if key not in script_keys():
        raise InvalidValue(field="script", value=key[:40], rule="known_script")
    for new in shipped_script(key, places.name(row.region)).injects:
        _stored(row, new)


@transaction.atomic
def add_inject(*, drill_id: UUID, new: NewInject, actor: Actor, now: datetime) -> UUID:
    """Write an inject into the script of a drill that is not approved yet; return its id."""
    row = controlled(drill_id, DrillAct.EDIT, actor)
    inject = _stored(row, new)
    announce(DrillEdited, row, actor, now)
    return inject.id


@transaction.atomic
def change_inject(*, drill_id: UUID, inject_id: UUID, new: NewInject, actor: Actor, now: datetime) -> None:
    """Write an inject of the script anew."""
    row = controlled(drill_id, DrillAct.EDIT, actor)
    _stored(row, new, _inject_of(row, inject_id))
    announce(DrillEdited, row, actor, now)


@transaction.atomic
def drop_inject(*, drill_id: UUID, inject_id: UUID, actor: Actor, now: datetime) -> None:
    """Take an inject out of the script."""
    row = controlled(drill_id, DrillAct.EDIT, actor)
    _inject_of(row, inject_id).delete()
    announce(DrillEdited, row, actor, now)


def _inject_of(row: Drill, inject_id: UUID) -> Inject:
    found = Inject.objects.filter(drill=row, id=inject_id).first()
    if found is None:
        raise NotFound(what="inject")
    return found


def _stored(row: Drill, new: NewInject, into: Inject | None = None) -> Inject:
    check_inject(new, {key: rule["matches"] for key, rule in expectations().items()}, incidents.indicators())
    inject = into or Inject(drill=row)
    inject.minute, inject.sort, inject.data = new.minute, new.sort.value, dict(new.data)
    for name in ("to", "sender", "title", "text"):
        setattr(inject, name, getattr(new, name).strip())
    inject.expected = asdict(new.expected) if new.expected.what else {}
    inject.save()
    return inject


@transaction.atomic
def approve_drill(*, drill_id: UUID, actor: Actor, now: datetime) -> None:
    """Approve a drill with its script: only the person named for it does, and never its author."""
    row = locked(drill_id, actor)
    if row.author_id == actor.id:
        raise ApproverIsAuthor
    if row.approver_id != actor.id and not actor.is_system:
        raise NotTheApprover(approver=row.approver)
    rights.require(actor, _APPROVE, row.region)
    row.state = after(DrillState(row.state), DrillAct.APPROVE).value
    if not Inject.objects.filter(drill=row).exists():
        raise ScriptIsEmpty
    row.approved_at = now
    row.save()
    announce(DrillApproved, row, actor, now)


@transaction.atomic
def cancel_drill(*, drill_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Call a drill off before it begins, and say why: its author and its approver may."""
    row = locked(drill_id, actor)
    if actor.id not in (row.author_id, row.approver_id) and not actor.is_system:
        raise NotAllowed(right=_PLAN, region=row.region)
    row.state = after(DrillState(row.state), DrillAct.CANCEL).value
    row.cancel_reason, row.cancelled_at = checked("reason", reason), now
    row.save()
    announce(DrillCancelled, row, actor, now, note="" if row.form == SEALED_FORM else row.cancel_reason)
