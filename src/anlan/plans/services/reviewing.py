"""A draft's way into force: handed in, reviewed by one, approved by another; and out of force again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.plans import events
from anlan.plans.domain.errors import ApproverIsAuthor, ApproverIsReviewer, NeedsWords, ReviewerIsAuthor
from anlan.plans.domain.states import PlanAct, PlanState, after
from anlan.plans.models import PlanEdition, PlanReview
from anlan.plans.services.clocks import start_clocks, stop_clocks
from anlan.plans.services.editions import locked, told
from anlan.support import journal
from anlan.support.rights import require


@transaction.atomic
def submit_plan(*, plan_id: UUID, actor: Actor, now: datetime) -> None:
    """Hand a draft in for review; nobody changes it until it comes back."""
    row = locked(plan_id, actor)
    require(actor, "plans.draft", row.region)
    _move(row, PlanAct.SUBMIT)
    journal.announce(told(events.PlanSubmitted, row), actor=actor, now=now)


@transaction.atomic
def review_plan(*, plan_id: UUID, opinion: str, actor: Actor, now: datetime) -> None:
    """Pass a draft to who approves it; whoever wrote on it may not."""
    row = locked(plan_id, actor)
    require(actor, "plans.review", row.region)
    if _wrote(row, actor):
        raise ReviewerIsAuthor()
    row.reviewer_id, row.reviewer_name, row.reviewed_at = actor.id, actor.name, now
    _move(row, PlanAct.CLEAR)
    _keep(row, opinion, actor, now, is_passed=True)
    journal.announce(told(events.PlanReviewed, row, opinion=opinion.strip()), actor=actor, now=now)


@transaction.atomic
def return_plan(*, plan_id: UUID, opinion: str, actor: Actor, now: datetime) -> None:
    """Send a draft back to its author; before the review a reviewer does, after it the approver too."""
    row = locked(plan_id, actor)
    require(actor, "plans.approve" if row.state == PlanState.REVIEWED else "plans.review", row.region)
    if not opinion.strip():
        raise NeedsWords(field="opinion")
    row.reviewer_id, row.reviewer_name, row.reviewed_at = "", "", None
    _move(row, PlanAct.RETURN)
    _keep(row, opinion, actor, now, is_passed=False)
    journal.announce(told(events.PlanReturned, row, opinion=opinion.strip()), actor=actor, now=now)


@transaction.atomic
def approve_plan(*, plan_id: UUID, actor: Actor, now: datetime) -> None:
    """Put a reviewed edition into force and supersede the one before; neither author nor reviewer may."""
    row = locked(plan_id, actor)
    require(actor, "plans.approve", row.region)
    if _wrote(row, actor):
        raise ApproverIsAuthor()
    if row.reviewer_id == actor.id:
        raise ApproverIsReviewer()
    row.state = after(PlanState(row.state), PlanAct.APPROVE)
    for old in PlanEdition.objects.select_for_update().filter(key=row.key, region=row.region, state=PlanState.IN_FORCE):
        old.state, old.ended_at = after(PlanState(old.state), PlanAct.SUPERSEDE), now
        old.save(update_fields=["state", "ended_at"])
        stop_clocks(old, now)
    row.approver_name, row.approved_at = actor.name, now
    row.save(update_fields=["state", "approver_name", "approved_at"])
    start_clocks(row, now)
    journal.announce(told(events.PlanApproved, row), actor=actor, now=now)


@transaction.atomic
def abolish_plan(*, plan_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Put an edition out of force without a follower; responses that run by it go on."""
    row = locked(plan_id, actor)
    require(actor, "plans.approve", row.region)
    if not reason.strip():
        raise NeedsWords(field="reason")
    row.ended_at = now
    _move(row, PlanAct.ABOLISH)
    stop_clocks(row, now)
    journal.announce(told(events.PlanAbolished, row, reason=reason.strip()), actor=actor, now=now)


def _wrote(row: PlanEdition, actor: Actor) -> bool:
    return actor.id in (row.author_id, *row.editor_ids)


def _move(row: PlanEdition, act: PlanAct) -> None:
    row.state = after(PlanState(row.state), act)
    row.save(update_fields=["state", "reviewer_id", "reviewer_name", "reviewed_at", "ended_at"])


def _keep(row: PlanEdition, opinion: str, actor: Actor, now: datetime, *, is_passed: bool) -> None:
    PlanReview.objects.create(
        edition=row,
        is_passed=is_passed,
        opinion=opinion.strip(),
        changes=row.changes,
        by_id=actor.id,
        by_name=actor.name,
        at=now,
    )
