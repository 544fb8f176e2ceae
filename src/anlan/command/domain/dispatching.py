"""Which teams and goods are asked for, and what stops their sending."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from anlan.kernel.errors import AnlanError, ErrorClass, InvalidValue

MOST_DEMANDS: Final = 100
_MOST_TEAMS: Final = 50
_LONGEST_MINUTES: Final = 24 * 60
_HEAVIEST: Final = 5
_MOST_PIECES: Final = 1_000_000


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


class ExerciseMovesNoGoods(AnlanError):
    """Real stock is never moved by an exercise."""

    code = "command.exercise_moves_no_goods"
    message = "This is an exercise: it proposes loads, but moves nothing out of real stores."
    error_class = ErrorClass.CONFLICT


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsWanted:
    """``count`` teams with one skill for an incident, there within some minutes; ``weight`` 1 to 5, 5 most urgent."""

    incident_id: UUID
    skill: str
    count: int
    within_minutes: int
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsWanted:
    """``quantity`` pieces of an item for an incident, at a receiving store within some minutes; weight as of teams."""

    incident_id: UUID
    item: str
    quantity: int
    store_id: UUID
    within_minutes: int
    weight: int = 1


def check_wanted(teams: tuple[TeamsWanted, ...], goods: tuple[GoodsWanted, ...], skills: frozenset[str]) -> None:
    """Refuse demands that ask for nothing, for too much, or twice for the same."""
    if not 1 <= len(teams) + len(goods) <= MOST_DEMANDS:
        raise InvalidValue(field="demands", value=str(len(teams) + len(goods)), rule="1_to_100_demands")
    if len({(each.incident_id, each.skill) for each in teams}) < len(teams):
        raise InvalidValue(field="demands", value="", rule="each_incident_and_skill_once")
    if len({(each.incident_id, each.item, each.store_id) for each in goods}) < len(goods):
        raise InvalidValue(field="demands", value="", rule="each_incident_item_and_store_once")
    for team in teams:
        if team.skill not in skills:
            raise InvalidValue(field="skill", value=team.skill[:40], rule="a_skill_of_the_register")
        _check_figures(team, ("count", team.count, _MOST_TEAMS))
    for load in goods:
        _check_figures(load, ("quantity", load.quantity, _MOST_PIECES))


def _check_figures(wanted: TeamsWanted | GoodsWanted, how_much: tuple[str, int, int]) -> None:
    for field, value, most in (
        how_much,
        ("within_minutes", wanted.within_minutes, _LONGEST_MINUTES),
        ("weight", wanted.weight, _HEAVIEST),
    ):
        if not 1 <= value <= most:
            raise InvalidValue(field=field, value=str(value), rule=f"1_to_{most}")
