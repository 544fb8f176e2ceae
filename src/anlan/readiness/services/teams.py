"""A team's leader reports how ready it is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.readiness.domain.teams import TeamState, check_readiness
from anlan.readiness.events import TeamReported
from anlan.readiness.models import Team
from anlan.readiness.selectors.scope import READ
from anlan.support import journal, rights


@dataclass(frozen=True, slots=True)
class TeamReport:
    """How ready a team is: its state, the minutes until it leaves, and where it is or why it rests."""

    state: TeamState
    readiness_minutes: int
    note: str = ""


@transaction.atomic
def report_team(*, team_id: UUID, report: TeamReport, actor: Actor, now: datetime) -> None:
    """Store how ready a team is."""
    team = Team.objects.select_for_update().filter(id=team_id).first()
    if team is None:
        raise NotFound(what="team", id=str(team_id))
    rights.require_visible(actor, READ, team.region, "team")
    rights.require(actor, "readiness.report_team", team.region)
    check_readiness(report.state, report.readiness_minutes, report.note)
    team.state, team.readiness_minutes, team.note = report.state, report.readiness_minutes, report.note
    team.save(update_fields=["state", "readiness_minutes", "note"])
    event = TeamReported(
        subject=f"team:{team.id}",
        region=team.region,
        name=team.name,
        state=report.state,
        readiness_minutes=report.readiness_minutes,
        note=report.note,
    )
    journal.announce(event, actor=actor, now=now)
