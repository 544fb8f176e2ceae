"""Plans in force, their editions, and the level they call for."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.kernel.regions import lies_within, lineage
from anlan.people.api import masked
from anlan.plans.domain.errors import NoPlan
from anlan.plans.domain.facts import Facts
from anlan.plans.domain.proposing import Reason, evaluate
from anlan.plans.domain.states import PlanState
from anlan.plans.domain.text import PlanText, ResponseLevel
from anlan.plans.models import PlanEdition
from anlan.support.rights import regions_of, require_visible, within


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One edition of a plan as other rooms see it."""

    id: UUID
    key: str
    name: str
    region: str
    version: int
    state: str
    edition: str
    author_name: str
    drafted_at: datetime
    approver_name: str
    approved_at: datetime | None
    text: PlanText
    category: str
    changes: int
    reviewer_name: str
    reviewed_at: datetime | None
    ended_at: datetime | None
    checked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """An edition in a list, without its text."""

    id: UUID
    key: str
    name: str
    region: str
    version: int
    state: str
    edition: str
    kinds: tuple[str, ...]
    approved_at: datetime | None
    category: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a plan calls for: ``level`` NONE means no response; ``reasons`` say which trigger and which figure."""

    plan: Plan
    level: Level
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFilter:
    """What a reader of the list asks for; an empty field asks for nothing."""

    text: str = ""
    region: str = ""
    state: str = ""
    kind: str = ""
    category: str = ""
    sort: str = ""


SORTS: Final = {"name": "name", "region": "region", "approved": "approved_at"}
_RUN_RESPONSES: Final = ("overall", "special", "department")
"""Plans by which a government responds; those of townships, villages and enterprises say what these do themselves."""


def plan_for(kind: str, region: str) -> Plan:
    """Return the plan in force for a kind of event (12379 code) in a region.

    The nearest one up the regions; of several there the one whose list names the kind earliest. A special plan goes
    before an overall one, however near that is.
    """
    rows = PlanEdition.objects.filter(
        kinds__contains=[kind], region__in=lineage(region), state=PlanState.IN_FORCE, category__in=_RUN_RESPONSES
    ).order_by("key")
    found = max(
        rows,
        key=lambda row: (row.category != "overall", len(row.region), -row.kinds.index(kind)),
        default=None,
    )
    if found is None:
        raise NoPlan(kind=kind, region=region)
    return _plan(found)


def propose(kind: str, region: str, facts: Facts) -> Proposal:
    """Return the level that the plan in force calls for on ``facts``, with its reasons."""
    plan = plan_for(kind, region)
    found = evaluate(plan.text, facts)
    return Proposal(plan=plan, level=found.level, reasons=found.reasons)


def level_of(plan: Plan, level: Level | int) -> ResponseLevel:
    """Return what a plan says of one level (4 red is level I)."""
    return plan.text.level(Level(level))


def plan_by_id(plan_id: UUID) -> Plan:
    """Return one edition; the caller has checked that the reader may see it."""
    row = PlanEdition.objects.filter(id=plan_id).first()
    if row is None:
        raise NotFound(what="plan")
    return _plan(row)


def plan(actor: Actor, plan_id: UUID) -> Plan:
    """Return one edition that covers the actor's region; a plan of the region above is read below it too."""
    found = plan_by_id(plan_id)
    is_above = any(lies_within(held, found.region) for held in regions_of(actor, "plans.see"))
    if not (is_above and found.state == PlanState.IN_FORCE):
        require_visible(actor, "plans.see", found.region, "plan")
    return found


def holds_role(actor: Actor, roles: tuple[str, ...], region: str) -> bool:
    """Tell whether the actor holds one of ``roles`` in ``region``, as a level's signers are named."""
    return any(grant.role in roles and lies_within(region, grant.region) for grant in actor.grants)


def plans(actor: Actor, wanted: PlanFilter, *, offset: int = 0, limit: int = 50) -> tuple[PlanRow, ...]:
    """Return a page of editions in the actor's regions and of the regions above, newest edition first."""
    order = ("region", "key", "-version")
    if (sort := wanted.sort.removeprefix("-")) in SORTS:
        order = (f"{'-' * wanted.sort.startswith('-')}{SORTS[sort]}", *order)
    rows = _visible(actor, wanted).order_by(*order).defer("text")
    return tuple(row_of(row) for row in rows[offset : offset + limit])


def plan_count(actor: Actor, wanted: PlanFilter) -> int:
    """Return how many editions match."""
    return _visible(actor, wanted).count()


def editions_of(plan: Plan) -> tuple[PlanRow, ...]:
    """Return all editions of the same plan, newest first."""
    rows = PlanEdition.objects.filter(key=plan.key, region=plan.region).order_by("-version").defer("text")
    return tuple(row_of(row) for row in rows)


def masked_text(text: PlanText) -> PlanText:
    """Return a text with the numbers of its communication list masked, for all who only read it."""
    return replace(text, contacts=tuple(replace(each, phone=masked(each.phone)) for each in text.contacts))


def text_of(stored: dict[str, Any]) -> PlanText:
    """Return a plan's text from how it is stored."""
    return msgspec.convert(stored, PlanText)


def _visible(actor: Actor, wanted: PlanFilter) -> "QuerySet[PlanEdition]":
    above = {outer for held in regions_of(actor, "plans.see") for outer in lineage(held)}
    mine = PlanEdition.objects.filter(within(actor, "plans.see"))
    rows = mine | PlanEdition.objects.filter(region__in=above, state=PlanState.IN_FORCE)
    if wanted.text:
        rows = rows.filter(name__icontains=wanted.text)
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.category:
        rows = rows.filter(category=wanted.category)
    if wanted.kind:
        rows = rows.filter(kinds__contains=[wanted.kind])
    return rows


def row_of(row: PlanEdition) -> PlanRow:
    """Return an edition as a list shows it."""
    return PlanRow(
        id=row.id,
        key=row.key,
        name=row.name,
        region=row.region,
        version=row.version,
        state=row.state,
        edition=row.edition,
        kinds=tuple(row.kinds),
        approved_at=row.approved_at,
        category=row.category,
        owner=row.owner,
    )


def _plan(row: PlanEdition) -> Plan:
    return Plan(
        id=row.id,
        key=row.key,
        name=row.name,
        region=row.region,
        version=row.version,
        state=row.state,
        edition=row.edition,
        author_name=row.author_name,
        drafted_at=row.drafted_at,
        approver_name=row.approver_name,
        approved_at=row.approved_at,
        text=text_of(row.text),
        category=row.category,
        changes=row.changes,
        reviewer_name=row.reviewer_name,
        reviewed_at=row.reviewed_at,
        ended_at=row.ended_at,
        checked_at=row.checked_at,
    )
