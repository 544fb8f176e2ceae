"""For whom a person carries orders out: the units of the grants, the person's organisation, the teams led."""

from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.people import api as people
from anlan.readiness import api as readiness
from anlan.support import rights


def units_of(actor: Actor) -> frozenset[UUID]:
    """Return the organisations and teams that the actor answers for."""
    units = {grant.organisation_id for grant in actor.grants if grant.organisation_id}
    if actor.person_id is not None and rights.regions_of(actor, "command.see_tasks"):
        person = people.persons_by_id([actor.person_id]).get(actor.person_id)
        if person is not None and person.organisation_id is not None:
            units.add(person.organisation_id)
        units.update(readiness.teams_led_by(actor.person_id))
    return frozenset(units)


def may_speak_for(actor: Actor, team_id: UUID, region: str, *, see: bool = False) -> bool:
    """Tell whether the actor speaks for a team in an incident's place (or, with ``see``, may know of it)."""
    right = "command.see" if see else "command.watch_teams"
    return team_id in units_of(actor) or rights.may(actor, right, region)
