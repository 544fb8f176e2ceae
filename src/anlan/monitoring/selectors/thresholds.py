"""Questions about flash-flood values."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.monitoring.models import LocalThreshold, ThresholdEdition
from anlan.monitoring.selectors.stations import READ
from anlan.support.rights import within


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """An edition of a region's values; ``values`` by (window in hours, level) in mm."""

    id: UUID
    region: str
    number: int
    state: str
    reason: str
    source: str
    effective_from: datetime
    proposed_by: str
    proposed_by_name: str
    proposed_at: datetime
    approved_by_name: str
    approved_at: datetime | None
    is_demo: bool
    is_in_force: bool
    values: dict[tuple[int, Level], float]


def visible_editions(actor: Actor) -> QuerySet[ThresholdEdition]:
    """Return the editions of the actor's regions."""
    return ThresholdEdition.objects.filter(within(actor, READ))


def editions_of(actor: Actor, region: str, *, now: datetime) -> tuple[EditionRow, ...]:
    """Return every edition of one township or village, the newest first."""
    return _rows(visible_editions(actor).filter(region=region).order_by("-number"), now)


def editions_in_force(actor: Actor, within_region: str, *, now: datetime) -> tuple[EditionRow, ...]:
    """Return the edition in force of every township and village below a region that has one, by code."""
    found = visible_editions(actor).filter(
        region__startswith=within_region, state=ThresholdEdition.State.APPROVED, effective_from__lte=now
    )
    return _rows(found.order_by("region", "-effective_from", "-number").distinct("region"), now)


def editions_waiting(actor: Actor, *, now: datetime) -> tuple[EditionRow, ...]:
    """Return the proposals that nobody has approved or refused yet, the oldest first."""
    found = visible_editions(actor).filter(state=ThresholdEdition.State.PROPOSED)
    return _rows(found.order_by("proposed_at"), now)


def _rows(found: QuerySet[ThresholdEdition], now: datetime) -> tuple[EditionRow, ...]:
    editions = list(found)
    values: dict[UUID, dict[tuple[int, Level], float]] = {}
    thresholds = LocalThreshold.objects.filter(edition__in=[edition.id for edition in editions])
    for id_, hours, level, value in thresholds.values_list("edition_id", "window_hours", "level", "value"):
        values.setdefault(id_, {})[hours, Level(level)] = value
    in_force = _in_force({edition.region for edition in editions}, now)
    return tuple(_row(edition, values.get(edition.id, {}), edition.id in in_force) for edition in editions)


def _in_force(regions: set[str], now: datetime) -> set[UUID]:
    approved = ThresholdEdition.objects.filter(
        region__in=regions, state=ThresholdEdition.State.APPROVED, effective_from__lte=now
    )
    newest = approved.order_by("region", "-effective_from", "-number").distinct("region")
    return set(newest.values_list("id", flat=True))


def _row(edition: ThresholdEdition, values: dict[tuple[int, Level], float], is_in_force: bool) -> EditionRow:  # noqa: FBT001 - a column
    return EditionRow(
        id=edition.id,
        region=edition.region,
        number=edition.number,
        state=edition.state,
        reason=edition.reason,
        source=edition.source,
        effective_from=edition.effective_from,
        proposed_by=edition.proposed_by,
        proposed_by_name=edition.proposed_by_name,
        proposed_at=edition.proposed_at,
        approved_by_name=edition.approved_by_name,
        approved_at=edition.approved_at,
        is_demo=edition.is_demo,
        is_in_force=is_in_force,
        values=values,
    )
