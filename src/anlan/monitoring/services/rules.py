"""Editions of judging rules: one person proposes, another approves; switching off needs two people as well."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound, TransitionNotAllowed
from anlan.kernel.regions import RegionLevel, level_of, normalise
from anlan.monitoring.domain.compiling import Ruling
from anlan.monitoring.domain.definition import RuleDefinition, check, data_of
from anlan.monitoring.domain.errors import NothingToSwitch, RuleApproverIsProposer
from anlan.monitoring.events import RuleApproved, RuleProposed, RuleRefused, RuleRetired
from anlan.monitoring.models import RuleEdition
from anlan.monitoring.selectors import rulebook, rules
from anlan.monitoring.services.registering import count_up_directory
from anlan.support import journal
from anlan.support.rights import require, require_visible

_LONGEST_REASON = 300
_State, _Change = RuleEdition.State, RuleEdition.Change
_STATES = {
    (_State.PROPOSED, "approve"): _State.APPROVED,
    (_State.PROPOSED, "refuse"): _State.REFUSED,
    (_State.APPROVED, "retire"): _State.RETIRED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleProposal:
    """A definition for a region (a county, or wider), why, and from when it judges."""

    region: str
    definition: RuleDefinition
    reason: str
    effective_from: datetime
    is_on: bool = True


@transaction.atomic
def propose_rule(*, proposal: RuleProposal, actor: Actor, now: datetime) -> UUID:
    """Propose a rule, new or changed from the one that stands; it judges nothing before another person approves it."""
    region = _region(proposal.region, actor)
    definition = proposal.definition
    check(definition, rules.vocabulary())
    if not definition.scope.region.startswith(region) and definition.scope.region:
        raise InvalidValue(field="scope.region", value=definition.scope.region, rule="within_the_region")
    standing = rulebook.standing(definition.id, region, now=now)
    change = _Change.CHANGED if standing else _Change.NEW
    return _propose(
        region, definition, (change, proposal.is_on), (proposal.reason, proposal.effective_from), actor, now
    )


@transaction.atomic
def propose_switch(*, family: str, region: str, is_on: bool, reason: str, actor: Actor, now: datetime) -> UUID:
    """Propose to switch a rule on or off in a region, its definition left as it stands."""
    region = _region(region, actor)
    ruling = _standing(family, region, now)
    if ruling.is_on == is_on or (is_on and not ruling.definition.cases):
        raise NothingToSwitch(family=family)
    change = _Change.SWITCHED_ON if is_on else _Change.SWITCHED_OFF
    return _propose(region, ruling.definition, (change, is_on), (reason, now), actor, now)


@transaction.atomic
def approve_rule(*, edition_id: UUID, actor: Actor, now: datetime) -> RuleEdition:
    """Approve another person's proposal, which judges from its date on, at once where that has passed."""
    edition = _lock(edition_id, actor)
    if edition.proposed_by == actor.id:
        raise RuleApproverIsProposer
    edition.effective_from = max(edition.effective_from, now)
    _settle(edition, "approve", "", actor, now)
    count_up_directory()
    event = RuleApproved(
        subject=f"rule:{edition.family}",
        region=edition.region,
        family=edition.family,
        title=edition.definition["title"],
        edition=str(edition),
        change=edition.change,
        effective_from=edition.effective_from,
    )
    journal.announce(event, actor=actor, now=now)
    return edition


@transaction.atomic
def refuse_rule(*, edition_id: UUID, reason: str, actor: Actor, now: datetime) -> RuleEdition:
    """Refuse a proposal, saying why."""
    reason = _reason(reason)
    edition = _lock(edition_id, actor)
    _settle(edition, "refuse", reason, actor, now)
    event = RuleRefused(
        subject=f"rule:{edition.family}",
        region=edition.region,
        family=edition.family,
        title=edition.definition["title"],
        edition=str(edition),
        reason=reason,
    )
    journal.announce(event, actor=actor, now=now)
    return edition


@transaction.atomic
def retire_rule(*, family: str, region: str, reason: str, actor: Actor, now: datetime) -> int:
    """Give up a region's own editions of a rule, so that the one above judges again; return how many there were.

    Who proposed the newest of them may not retire it alone.
    """
    reason = _reason(reason)
    require_visible(actor, "monitoring.read", region, "rule")
    require(actor, "monitoring.approve_rule", region)
    found = RuleEdition.objects.select_for_update().filter(family=family, region=region, state=_State.APPROVED)
    editions = list(found.order_by("-number"))
    if not editions:
        raise NotFound(what="rule")
    if editions[0].proposed_by == actor.id:
        raise RuleApproverIsProposer
    title = editions[0].definition["title"]
    for edition in editions:
        edition.state = _after(edition, "retire")
        edition.note = reason
        edition.save(update_fields=["state", "note"])
    count_up_directory()
    event = RuleRetired(subject=f"rule:{family}", region=region, family=family, title=title, reason=reason)
    journal.announce(event, actor=actor, now=now)
    return len(editions)


def _propose(
    region: str,
    definition: RuleDefinition,
    switch: tuple[RuleEdition.Change, bool],
    why: tuple[str, datetime],
    actor: Actor,
    now: datetime,
) -> UUID:
    change, is_on = switch
    reason, effective_from = why
    edition = RuleEdition.objects.create(
        family=definition.id,
        region=region,
        number=_next_number(definition.id, region),
        change=change,
        definition=data_of(definition),
        is_on=is_on and bool(definition.cases),
        reason=_reason(reason),
        effective_from=max(effective_from, now),
        proposed_by=actor.id,
        proposed_by_name=actor.name,
        proposed_at=now,
    )
    event = RuleProposed(
        subject=f"rule:{edition.family}",
        region=region,
        family=edition.family,
        title=definition.title,
        edition=str(edition),
        change=change,
        reason=edition.reason,
    )
    journal.announce(event, actor=actor, now=now)
    return edition.id


def _region(region: str, actor: Actor) -> str:
    region = normalise(region)
    require(actor, "monitoring.propose_rule", region)
    if level_of(region) > RegionLevel.COUNTY:
        raise InvalidValue(field="region", value=region, rule="county_or_wider")
    return region


def _standing(family: str, region: str, now: datetime) -> Ruling:
    ruling = rulebook.standing(family, region, now=now)
    if ruling is None:
        raise NotFound(what="rule")
    return ruling


def _reason(reason: str) -> str:
    if not reason.strip():
        raise InvalidValue(field="reason", value="", rule="not_empty")
    return reason.strip()[:_LONGEST_REASON]


def _next_number(family: str, region: str) -> int:
    found = RuleEdition.objects.filter(family=family, region=region)
    return (found.aggregate(newest=Max("number"))["newest"] or 0) + 1


def _lock(edition_id: UUID, actor: Actor) -> RuleEdition:
    edition = RuleEdition.objects.select_for_update().filter(id=edition_id).first()
    if edition is None:
        raise NotFound(what="rule")
    require_visible(actor, "monitoring.read", edition.region, "rule")
    require(actor, "monitoring.approve_rule", edition.region)
    return edition


def _settle(edition: RuleEdition, act: str, note: str, actor: Actor, now: datetime) -> None:
    edition.state = _after(edition, act)
    edition.note = note
    edition.settled_by, edition.settled_by_name, edition.settled_at = actor.id, actor.name, now
    edition.save()


def _after(edition: RuleEdition, act: str) -> RuleEdition.State:
    after = _STATES.get((_State(edition.state), act))
    if after is None:
        raise TransitionNotAllowed(what="rule", state=edition.state, act=act)
    return after
