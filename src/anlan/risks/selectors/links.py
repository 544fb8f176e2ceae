"""What a site is linked with: who answers for it, whom it threatens by name, which stations measure there."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from anlan.people import api as people
from anlan.risks.domain.kinds import roles
from anlan.risks.models import SiteDuty, SiteHousehold, SiteStation


@dataclass(frozen=True, slots=True)
class NamedHousehold:
    """A household that a site threatens."""

    id: UUID
    head_name: str
    address: str
    persons: int
    is_to_move_first: bool


@dataclass(frozen=True, slots=True)
class LinkedStation:
    """A station that measures at a site."""

    id: UUID
    name: str


def duties_of(site_id: UUID) -> dict[str, tuple[people.Person, ...]]:
    """Return who answers for a site by role, every role in its order; the caller has checked that it may be seen."""
    pairs = list(SiteDuty.objects.filter(site_id=site_id).values_list("role", "person_id"))
    known = people.persons_by_id(person for _, person in pairs)
    return {
        role: tuple(sorted((known[p] for each, p in pairs if each == role and p in known), key=lambda p: p.name))
        for role in roles()
    }


def households_of(site_id: UUID) -> tuple[NamedHousehold, ...]:
    """Return the households that a site threatens, those to move first before the others.

    The caller has checked that the reader may know of households there.
    """
    rows = SiteHousehold.objects.filter(site_id=site_id)
    columns = ("id", "head_name", "address", "persons", "is_to_move_first")
    found = rows.order_by("-household__is_to_move_first", "household__head_name", "household_id")
    return tuple(NamedHousehold(*row) for row in found.values_list(*(f"household__{name}" for name in columns)))


def household_count(site_id: UUID) -> int:
    """Return how many households are named for a site."""
    return SiteHousehold.objects.filter(site_id=site_id).count()


def stations_of(site_id: UUID) -> tuple[LinkedStation, ...]:
    """Return the stations that measure at a site, by name."""
    rows = SiteStation.objects.filter(site_id=site_id).order_by("name", "station_id")
    return tuple(LinkedStation(row.station_id, row.name) for row in rows)


def linked_stations(site_ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Return the stations that measure at each of some sites; a site without any is left out."""
    found: dict[UUID, tuple[UUID, ...]] = {}
    rows = SiteStation.objects.filter(site_id__in=list(site_ids)).order_by("name", "station_id")
    for site_id, station_id in rows.values_list("site_id", "station_id"):
        found[site_id] = (*found.get(site_id, ()), station_id)
    return found
