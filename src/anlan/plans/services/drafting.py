"""Drafting an edition, changing it part by part, revising one in force, throwing a draft away."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Max

from anlan.kernel.actors import Actor
from anlan.kernel.regions import level_of
from anlan.plans import events
from anlan.plans.domain.errors import EditedMeanwhile
from anlan.plans.domain.states import PlanAct, PlanState, after
from anlan.plans.domain.text import PlanText
from anlan.plans.domain.text_rules import check, check_place
from anlan.plans.models import PlanEdition
from anlan.plans.services.editions import locked, told
from anlan.support import journal
from anlan.support.rights import require


@transaction.atomic
def draft_plan(*, text: PlanText, region: str, actor: Actor, now: datetime) -> UUID:
    """Store a new edition of a plan for a region as a draft; return its id."""
    level_of(region)
    require(actor, "plans.draft", region)
    check_place(check(text), region)
    row = PlanEdition.objects.create(
        version=_next_version(text.key, region),
        region=region,
        state=PlanState.DRAFT,
        author_id=actor.id,
        author_name=actor.name,
        drafted_at=now,
        **columns_of(text),
    )
    journal.announce(told(events.PlanDrafted, row), actor=actor, now=now)
    return row.id


@transaction.atomic
def revise_plan(*, plan_id: UUID, edition: str, actor: Actor, now: datetime) -> UUID:
    """Draft the next edition from one in force, with its whole text; return the draft's id."""
    row = locked(plan_id, actor)
    after(PlanState(row.state), PlanAct.SUPERSEDE)
    text = replace(msgspec.convert(row.text, PlanText), edition=edition)
    return draft_plan(text=text, region=row.region, actor=actor, now=now)


@transaction.atomic
def edit_plan(*, plan_id: UUID, text: PlanText, part: str, changes: int, actor: Actor, now: datetime) -> int:
    """Store a draft's text with one part changed; refuse where somebody changed it since. Return its new count.

    ``changes`` is the count of edits that the page was opened with.
    """
    row = locked(plan_id, actor)
    require(actor, "plans.draft", row.region)
    row.state = after(PlanState(row.state), PlanAct.EDIT)
    if row.changes != changes:
        raise EditedMeanwhile()
    check_place(check(text), row.region)
    before = msgspec.convert(row.text, PlanText)
    text = replace(text, key=row.key)
    if text == before:
        return row.changes
    for column, value in columns_of(text).items():
        setattr(row, column, value)
    row.changes += 1
    row.editor_ids = sorted({*row.editor_ids, actor.id})
    row.save()
    journal.announce(told(events.PlanEdited, row, part=part), actor=actor, now=now)
    return row.changes


@transaction.atomic
def discard_plan(*, plan_id: UUID, actor: Actor, now: datetime) -> None:
    """Throw a draft away; it stays readable."""
    row = locked(plan_id, actor)
    require(actor, "plans.draft", row.region)
    row.state = after(PlanState(row.state), PlanAct.DISCARD)
    row.ended_at = now
    row.save(update_fields=["state", "ended_at"])
    journal.announce(told(events.PlanDiscarded, row), actor=actor, now=now)


def columns_of(text: PlanText) -> dict[str, object]:
    """Return the columns of an edition that its text gives."""
    return {
        "key": text.key,
        "name": text.name,
        "category": text.category,
        "owner": text.owner,
        "kinds": list(text.kinds),
        "edition": text.edition,
        "text": msgspec.to_builtins(text),
    }


def _next_version(key: str, region: str) -> int:
    editions = PlanEdition.objects.select_for_update().filter(key=key, region=region)
    last = PlanEdition.objects.filter(id__in=[row.id for row in editions]).aggregate(last=Max("version"))["last"]
    return (last or 0) + 1
