"""Which teams are asked for, and in which words a team is sent."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from anlan.kernel.errors import AnlanError, ErrorClass, InvalidValue

MOST_DEMANDS: Final = 100
_MOST_TEAMS: Final = 50
_LONGEST_MINUTES: Final = 24 * 60
_HEAVIEST: Final = 5


class NoPlaceOfIncident(AnlanError):
    """Where an incident lies is not known, so nobody can say who is near: ``title``."""

    code = "command.no_place_of_incident"
    message = "Nobody has said yet where %(title)s is. Enter its place first."
    error_class = ErrorClass.CONFLICT


class NoLongerFree(AnlanError):
    """A proposed team cannot be sent any more: ``team``."""

    code = "command.team_no_longer_free"
    message = "%(team)s has been sent elsewhere or is away since this was proposed. Make a new proposal."
    error_class = ErrorClass.CONFLICT


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsWanted:
    """``count`` teams with one skill for an incident, there within some minutes; ``weight`` 1 to 5, 5 most urgent."""

    incident_id: UUID
    skill: str
    count: int
    within_minutes: int
    weight: int = 1


def check_wanted(wanted: tuple[TeamsWanted, ...], skills: frozenset[str]) -> None:
    """Refuse demands that ask for nothing, for too much, or twice for the same."""
    if not 1 <= len(wanted) <= MOST_DEMANDS:
        raise InvalidValue(field="demands", value=str(len(wanted)), rule="1_to_100_demands")
    if len({(each.incident_id, each.skill) for each in wanted}) < len(wanted):
        raise InvalidValue(field="demands", value="", rule="each_incident_and_skill_once")
    for each in wanted:
        if each.skill not in skills:
            raise InvalidValue(field="skill", value=each.skill[:40], rule="a_skill_of_the_register")
        for field, value, most in (
            ("count", each.count, _MOST_TEAMS),
            ("within_minutes", each.within_minutes, _LONGEST_MINUTES),
            ("weight", each.weight, _HEAVIEST),
        ):
            if not 1 <= value <= most:
                raise InvalidValue(field=field, value=str(value), rule=f"1_to_{most}")
