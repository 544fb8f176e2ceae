"""Who is on duty: the question that other rooms ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from anlan.duty.domain.states import RosterState
from anlan.duty.models import Turn
from anlan.kernel.actors import Actor
from anlan.support.rights import within

POSTS: Final = ("leader", "main", "second")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A person on duty: ``post`` is leader, main or second."""

    post: str
    person_id: UUID
    name: str
    organisation_id: UUID
    since: datetime
    until: datetime
    region: str = ""
    organisation_name: str = ""
    part: str = ""


def on_duty(region: str, at: datetime) -> tuple[Shift, ...]:
    """Return who stands on the published rosters of exactly this region at an instant, the leader first.

    The caller has checked that the reader may know of the region; no phone is told.
    """
    return on_duty_in((region,), at).get(region, ())


def on_duty_in(regions: Iterable[str], at: datetime) -> dict[str, tuple[Shift, ...]]:
    """Return the same for many regions in one query; a region without a roster is left out."""
    rows = Turn.objects.filter(region__in=set(regions), roster__state=RosterState.PUBLISHED, person_id__isnull=False)
    return _by_region(rows.filter(since__lte=at, until__gt=at).select_related("roster"))


def duty_rooms(actor: Actor, at: datetime, *, below: str) -> dict[str, tuple[Shift, ...]]:
    """Return who is on duty below a region, in the actor's regions, by region."""
    rows = Turn.objects.filter(within(actor, "duty.see"), region__startswith=below, roster__state=RosterState.PUBLISHED)
    now = rows.filter(since__lte=at, until__gt=at, person_id__isnull=False).exclude(region=below)
    return _by_region(now.select_related("roster"))


def _by_region(rows: Iterable[Turn]) -> dict[str, tuple[Shift, ...]]:
    found: dict[str, list[Shift]] = {}
    for row in sorted(
        rows, key=lambda row: (row.region, row.roster.organisation_name, POSTS.index(row.post), row.seat)
    ):
        found.setdefault(row.region, []).append(shift_of(row))
    return {region: tuple(shifts) for region, shifts in found.items()}


def shift_of(row: Turn) -> Shift:
    """Return a turn that somebody stands as others see it."""
    assert row.person_id is not None
    return Shift(
        post=row.post,
        person_id=row.person_id,
        name=row.person_name,
        organisation_id=row.roster.organisation_id,
        since=row.since,
        until=row.until,
        region=row.region,
        organisation_name=row.roster.organisation_name,
        part=row.part,
    )
