"""Acts on plans: drafting an edition, approving it by another person, discarding a draft."""

from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Max

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.kernel.regions import level_of
from anlan.plans import events
from anlan.plans.domain.errors import ApproverIsAuthor
from anlan.plans.domain.states import PlanAct, PlanState, after
from anlan.plans.domain.text import PlanText
from anlan.plans.domain.text_rules import check
from anlan.plans.models import PlanEdition
from anlan.support import journal
from anlan.support.rights import require, require_visible


@transaction.atomic
def draft_plan(*, text: PlanText, region: str, actor: Actor, now: datetime) -> UUID:
    """Store a new edition of a plan for a region as a draft; return its id."""
    level_of(region)
    require(actor, "plans.draft", region)
    check(text)
    editions = PlanEdition.objects.select_for_update().filter(key=text.key, region=region)
    last = PlanEdition.objects.filter(id__in=[row.id for row in editions]).aggregate(last=Max("version"))["last"]
    row = PlanEdition.objects.create(
        key=text.key,
        region=region,
        version=(last or 0) + 1,
        state=PlanState.DRAFT,
        name=text.name,
        kinds=list(text.kinds),
        edition=text.edition,
        text=msgspec.to_builtins(text),
        author_id=actor.id,
        author_name=actor.name,
        drafted_at=now,
    )
    journal.announce(_event(events.PlanDrafted, row), actor=actor, now=now)
    return row.id


@transaction.atomic
def approve_plan(*, plan_id: UUID, actor: Actor, now: datetime) -> None:
    """Put a draft into force and supersede the edition before; the author may not."""
    row = _lock(plan_id, actor)
    require(actor, "plans.approve", row.region)
    if row.author_id == actor.id:
        raise ApproverIsAuthor()
    row.state = after(PlanState(row.state), PlanAct.APPROVE)
    for old in PlanEdition.objects.select_for_update().filter(key=row.key, region=row.region, state=PlanState.IN_FORCE):
        old.state = after(PlanState(old.state), PlanAct.SUPERSEDE)
        old.save(update_fields=["state"])
    row.approver_name, row.approved_at = actor.name, now
    row.save(update_fields=["state", "approver_name", "approved_at"])
    journal.announce(_event(events.PlanApproved, row), actor=actor, now=now)


@transaction.atomic
def discard_plan(*, plan_id: UUID, actor: Actor, now: datetime) -> None:
    """Throw a draft away; it stays readable."""
    row = _lock(plan_id, actor)
    require(actor, "plans.draft", row.region)
    row.state = after(PlanState(row.state), PlanAct.DISCARD)
    row.save(update_fields=["state"])
    journal.announce(_event(events.PlanDiscarded, row), actor=actor, now=now)


@transaction.atomic
def put_demonstration(*, plan_id: UUID, text: PlanText, region: str, actor: Actor, now: datetime) -> bool:
    """Put a plan of the demonstration into force as its first edition, if the region has none; tell whether it did."""
    if not actor.is_system:
        raise NotAllowed(right="demonstration", region=region)
    if PlanEdition.objects.filter(key=text.key, region=region, is_demo=False).exists():
        return False
    check(text)
    values = {
        "key": text.key,
        "region": region,
        "version": 1,
        "state": PlanState.IN_FORCE,
        "name": text.name,
        "kinds": list(text.kinds),
        "edition": text.edition,
        "text": msgspec.to_builtins(text),
        "author_id": actor.id,
        "author_name": actor.name,
        "drafted_at": now,
        "approver_name": actor.name,
        "approved_at": now,
        "is_demo": True,
    }
    PlanEdition.objects.update_or_create(id=plan_id, defaults=values)
    return True


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the demonstration's plans out; editions that people approved stay."""
    if not actor.is_system:
        raise NotAllowed(right="demonstration", region="")
    PlanEdition.objects.filter(is_demo=True).delete()


def _lock(plan_id: UUID, actor: Actor) -> PlanEdition:
    row = PlanEdition.objects.select_for_update().filter(id=plan_id).first()
    if row is None:
        raise NotFound(what="plan")
    require_visible(actor, "plans.see", row.region, "plan")
    return row


def _event(
    event: type[events.PlanDrafted | events.PlanApproved | events.PlanDiscarded], row: PlanEdition
) -> events.PlanDrafted | events.PlanApproved | events.PlanDiscarded:
    return event(
        subject=events.plan_subject(row.id),
        region=row.region,
        name=row.name,
        edition=row.edition,
        version=row.version,
    )
