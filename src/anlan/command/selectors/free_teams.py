"""Which rescue team a plan's task goes to: the nearest of its kind that stands by and has nothing to do."""

from collections.abc import Sequence
from math import cos, hypot, radians
from uuid import UUID

from anlan.command.domain.orders import UNDONE, Receiver
from anlan.command.models import Order
from anlan.incidents.api import IncidentRow
from anlan.kernel.actors import SYSTEM
from anlan.readiness import api as readiness

_MOST = 200


def free_team(kind: str, region: str, incident: IncidentRow) -> readiness.Team | None:
    """Return the nearest free team of a kind in a region, by straight line; none where all are away or at work."""
    wanted = readiness.TeamFilter(kind=kind, state="standing_by", region=region)
    found = readiness.teams(SYSTEM, wanted)[:_MOST]
    busy = busy_teams([team.id for team in found])
    free = [team for team in found if team.id not in busy]
    return min(free, key=lambda team: (_distance(team, incident), team.code), default=None)


def busy_teams(ids: Sequence[UUID]) -> frozenset[UUID]:
    """Return the teams that still carry out an order."""
    states = [state.value for state in UNDONE]
    rows = Order.objects.filter(to_kind=Receiver.TEAM.value, to_id__in=ids, state__in=states)
    return frozenset(rows.values_list("to_id", flat=True))


def _distance(team: readiness.Team, incident: IncidentRow) -> float:
    """Return how far a team is, in degrees of latitude; all are as far where the incident has no place."""
    if incident.longitude is None or incident.latitude is None:
        return 0.0
    east = (team.longitude - incident.longitude) * cos(radians(incident.latitude))
    return hypot(east, team.latitude - incident.latitude)
