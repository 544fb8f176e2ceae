"""Which rescue team a plan's task goes to: of its kind, standing by, free, the first that can be there."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.command.domain.orders import UNDONE, Receiver
from anlan.command.models import Order
from anlan.incidents.api import IncidentRow
from anlan.kernel.actors import SYSTEM
from anlan.places import api as places
from anlan.readiness import api as readiness

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeTeam:
    """A team and how it was found: ``minutes`` of driving (infinite: every road there is closed), by road or by guess.

    Where nobody knows the incident's place there are no minutes, and the first by code is taken.
    """

    team: readiness.Team
    minutes: float | None = None
    is_by_road: bool = False


def free_team(kind: str, region: str, incident: IncidentRow, now: datetime) -> FreeTeam | None:
    """Return the free team of a kind in a region that is there first; none where all are away or at work."""
    wanted = readiness.TeamFilter(kind=kind, state="standing_by", region=region)
    found = readiness.teams(SYSTEM, wanted)[:_MOST]
    busy = busy_teams([team.id for team in found], is_exercise=incident.is_exercise)
    free = sorted((team for team in found if team.id not in busy), key=lambda team: team.code)
    if not free or incident.longitude is None or incident.latitude is None:
        return FreeTeam(team=free[0]) if free else None
    there = (incident.longitude, incident.latitude)
    bases = [(team.longitude, team.latitude) for team in free]
    ways = places.travel(bases, [there], now=now, is_exercise=incident.is_exercise)
    minutes = ways.minutes[:, 0].tolist()
    first = min(range(len(free)), key=lambda number: (minutes[number], _distance(bases[number], there)))
    return FreeTeam(team=free[first], minutes=minutes[first], is_by_road=bool(ways.by_road[first, 0]))


def busy_teams(ids: Sequence[UUID], *, is_exercise: bool) -> frozenset[UUID]:
    """Return the teams that still carry out an order; one that only plays is free for the real thing."""
    states = [state.value for state in UNDONE]
    rows = Order.objects.filter(to_kind=Receiver.TEAM.value, to_id__in=ids, state__in=states)
    rows = rows if is_exercise else rows.filter(is_exercise=False)
    return frozenset(rows.values_list("to_id", flat=True))


def _distance(base: tuple[float, float], there: tuple[float, float]) -> float:
    """Return how far a base is, in degrees of latitude."""
    return math.hypot((base[0] - there[0]) * math.cos(math.radians(there[1])), base[1] - there[1])
