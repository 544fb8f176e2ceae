"""Which open incidents lie near a place: a matter is linked to one of them rather than declared a second time."""

from dataclasses import dataclass
from typing import Final

from anlan.incidents import api as incidents
from anlan.intake.domain.likeness import distance_km
from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, at_level

_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class NearIncident:
    """An open incident and how far it is, where both have a place."""

    incident: incidents.IncidentRow
    km: float | None


def near_incidents(
    actor: Actor, region: str, location: tuple[float, float] | None, *, is_exercise: bool = False
) -> tuple[NearIncident, ...]:
    """Return the open incidents of the county, the nearest first, then the newest."""
    wanted = incidents.IncidentFilter(
        state=incidents.IncidentState.OPEN, region=at_level(region, RegionLevel.COUNTY), is_exercise=is_exercise
    )
    rows = incidents.incidents(actor, wanted, size=_MOST).rows
    found = [NearIncident(row, _km(row, location)) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.km is None, each.km or 0)))


def _km(row: incidents.IncidentRow, location: tuple[float, float] | None) -> float | None:
    if location is None or row.longitude is None or row.latitude is None:
        return None
    return distance_km(location, (row.longitude, row.latitude))
