"""Flash-flood values of townships and villages: one person proposes an edition, another approves or refuses it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import InvalidValue, NotFound, TransitionNotAllowed
from anlan.kernel.regions import RegionLevel, level_of, normalise
from anlan.monitoring.domain.bands import Band
from anlan.monitoring.domain.errors import ApproverIsProposer
from anlan.monitoring.domain.rules import check_local
from anlan.monitoring.events import ThresholdsApproved, ThresholdsProposed, ThresholdsRefused
from anlan.monitoring.models import LocalThreshold, ThresholdEdition
from anlan.monitoring.services.registering import count_up_directory
from anlan.support import journal
from anlan.support.rights import require, require_visible

_LONGEST_REASON = 300
_STATES = {
    (ThresholdEdition.State.PROPOSED, "approve"): ThresholdEdition.State.APPROVED,
    (ThresholdEdition.State.PROPOSED, "refuse"): ThresholdEdition.State.REFUSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """New values for a township or village, why, and from when they judge."""

    region: str
    bands: tuple[Band, ...]
    reason: str
    effective_from: datetime


@transaction.atomic
def propose_thresholds(*, proposal: Proposal, actor: Actor, now: datetime) -> UUID:
    """Propose an edition of a region's values; it judges nothing before another person approves it."""
    region = normalise(proposal.region)
    require(actor, "monitoring.propose_threshold", region)
    if level_of(region) < RegionLevel.TOWNSHIP:
        raise InvalidValue(field="region", value=region, rule="township_or_village")
    if not proposal.reason.strip():
        raise InvalidValue(field="reason", value="", rule="not_empty")
    check_local(proposal.bands)
    edition = ThresholdEdition.objects.create(
        region=region,
        number=_next_number(region),
        reason=proposal.reason.strip()[:_LONGEST_REASON],
        effective_from=max(proposal.effective_from, now),
        proposed_by=actor.id,
        proposed_by_name=actor.name,
        proposed_at=now,
    )
    LocalThreshold.objects.bulk_create(_rows(edition, proposal.bands))
    values = tuple((band.window_hours, int(band.level), band.lower) for band in proposal.bands)
    event = ThresholdsProposed(
        subject=f"thresholds:{region}", region=region, edition=str(edition), values=values, reason=edition.reason
    )
    journal.announce(event, actor=actor, now=now)
    return edition.id


@transaction.atomic
def approve_thresholds(*, edition_id: UUID, actor: Actor, now: datetime) -> str:
    """Approve another person's proposal, which judges from its date on, at once where that has passed.

    Return the region.
    """
    edition = _lock(edition_id, actor)
    if edition.proposed_by == actor.id:
        raise ApproverIsProposer
    edition.state = _after(edition, "approve")
    edition.effective_from = max(edition.effective_from, now)
    edition.approved_by, edition.approved_by_name, edition.approved_at = actor.id, actor.name, now
    edition.save()
    count_up_directory()
    event = ThresholdsApproved(
        subject=f"thresholds:{edition.region}",
        region=edition.region,
        edition=str(edition),
        effective_from=edition.effective_from,
    )
    journal.announce(event, actor=actor, now=now)
    return edition.region


@transaction.atomic
def refuse_thresholds(*, edition_id: UUID, reason: str, actor: Actor, now: datetime) -> str:
    """Refuse a proposal, saying why; return the region."""
    if not reason.strip():
        raise InvalidValue(field="reason", value="", rule="not_empty")
    edition = _lock(edition_id, actor)
    edition.state = _after(edition, "refuse")
    edition.approved_by, edition.approved_by_name, edition.approved_at = actor.id, actor.name, now
    edition.save()
    event = ThresholdsRefused(
        subject=f"thresholds:{edition.region}",
        region=edition.region,
        edition=str(edition),
        reason=reason.strip()[:_LONGEST_REASON],
    )
    journal.announce(event, actor=actor, now=now)
    return edition.region


@transaction.atomic
def load_demo_thresholds(
    values: Mapping[str, Iterable[Band]], *, source: str, signed: str = "demo", since: datetime
) -> int:
    """Give every region of a list its first edition, marked as demonstration; return how many regions have one now."""
    ThresholdEdition.objects.filter(is_demo=True).delete()
    taken = set(ThresholdEdition.objects.filter(region__in=list(values), number=1).values_list("region", flat=True))
    editions = ThresholdEdition.objects.bulk_create(
        ThresholdEdition(
            region=region,
            number=1,
            state=ThresholdEdition.State.APPROVED,
            reason=source,
            source=source,
            effective_from=since,
            proposed_by=SYSTEM.id,
            proposed_by_name=signed,
            proposed_at=since,
            approved_by="demo",
            approved_by_name=signed,
            approved_at=since,
            is_demo=True,
        )
        for region in values
        if region not in taken
    )
    LocalThreshold.objects.bulk_create(
        (row for edition in editions for row in _rows(edition, values[edition.region])), batch_size=5000
    )
    count_up_directory()
    return len(editions)


@transaction.atomic
def remove_demo_thresholds() -> int:
    """Remove the demonstration's editions; return how many there were."""
    rows = ThresholdEdition.objects.filter(is_demo=True)
    count = rows.count()
    rows.delete()
    count_up_directory()
    return count


def _next_number(region: str) -> int:
    return (ThresholdEdition.objects.filter(region=region).aggregate(newest=Max("number"))["newest"] or 0) + 1


def _lock(edition_id: UUID, actor: Actor) -> ThresholdEdition:
    edition = ThresholdEdition.objects.select_for_update().filter(id=edition_id).first()
    if edition is None:
        raise NotFound(what="thresholds")
    require_visible(actor, "monitoring.read", edition.region, "thresholds")
    require(actor, "monitoring.approve_threshold", edition.region)
    return edition


def _after(edition: ThresholdEdition, act: str) -> ThresholdEdition.State:
    after = _STATES.get((ThresholdEdition.State(edition.state), act))
    if after is None:
        raise TransitionNotAllowed(what="thresholds", state=edition.state, act=act)
    return after


def _rows(edition: ThresholdEdition, bands: Iterable[Band]) -> list[LocalThreshold]:
    return [
        LocalThreshold(edition=edition, window_hours=band.window_hours, level=int(band.level), value=band.lower)
        for band in bands
    ]
