"""Teams."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Sum

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import api as people
from anlan.readiness.models import Team as Row
from anlan.readiness.selectors.scope import READ, chosen, ordered
from anlan.support.rights import require_visible
from anlan.support.rows import Rows

SORTS = {"code": "code", "members": "members", "readiness": "readiness_minutes", "region": "region"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFilter:
    """Which teams are wanted; empty fields want all."""

    kind: str = ""
    state: str = ""
    region: str = ""
    text: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team as other rooms see it."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    members: int
    vehicles: int
    skills: tuple[str, ...]
    readiness_minutes: int
    state: str
    note: str
    leader: people.Person | None
    is_demo: bool


def teams(actor: Actor, wanted: TeamFilter | None = None) -> Rows[Team]:
    """Return the teams that the actor may see and ``wanted`` fits."""
    wanted = wanted or TeamFilter()
    return Rows(ordered(chosen(actor, Row, wanted), wanted.sort, SORTS), _teams)


def team(actor: Actor, team_id: UUID) -> Team:
    """Return one team, or say that there is none where the actor may not see it."""
    row = Row.objects.filter(id=team_id).first()
    if row is None:
        raise NotFound(what="team", id=str(team_id))
    require_visible(actor, READ, row.region, "team")
    return _teams([row])[0]


def teams_by_id(ids: Sequence[UUID]) -> dict[UUID, Team]:
    """Return teams by id, for acts that have checked the reader; unknown ids are left out."""
    return {row.id: row for row in _teams(list(Row.objects.filter(id__in=ids)))}


def team_counts(actor: Actor, field: str, wanted: TeamFilter) -> dict[str, int]:
    """Return how many teams there are of each ``kind`` or ``state``."""
    return dict(chosen(actor, Row, wanted).order_by().values_list(field).annotate(count=Count("id")))


def member_count(actor: Actor, wanted: TeamFilter) -> int:
    """Return how many people the chosen teams have."""
    return chosen(actor, Row, wanted).aggregate(total=Sum("members"))["total"] or 0


def _teams(rows: Sequence[Row]) -> tuple[Team, ...]:
    leaders = people.persons_by_id(row.leader_id for row in rows if row.leader_id)
    return tuple(
        Team(
            id=row.id,
            code=row.code,
            name=row.name,
            kind=row.kind,
            region=row.region,
            longitude=row.location.x,
            latitude=row.location.y,
            members=row.members,
            vehicles=row.vehicles,
            skills=tuple(row.skills),
            readiness_minutes=row.readiness_minutes,
            state=row.state,
            note=row.note,
            leader=leaders.get(row.leader_id),
            is_demo=row.is_demo,
        )
        for row in rows
    )


def teams_led_by(person_id: UUID) -> tuple[UUID, ...]:
    """Return the ids of the teams that a person leads."""
    return tuple(Row.objects.filter(leader_id=person_id).values_list("id", flat=True))
