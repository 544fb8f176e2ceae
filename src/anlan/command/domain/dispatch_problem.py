"""The demands, teams and stores of a proposal as the problem that is solved: names become rows and columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from anlan.command.domain.dispatching import GoodsWanted, TeamsWanted
from anlan.science.dispatch.problem import GoodsDemand, Minutes, Problem, Stock, Team, TeamDemand, Weighing

TEAMS: Final = "t"
GOODS: Final = "g"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAt:
    """A team that could be sent: its area is the county that it covers."""

    id: str
    skills: frozenset[str]
    area: str
    leaves_in: float
    is_resting: bool
    is_available: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StockAt:
    """Whole pieces of an item that the store of a row could send; it should keep ``floor`` of them."""

    store: int
    item: str
    quantity: int
    floor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """What is wanted, each with the column of its place: the incident for teams, the receiving store for goods."""

    teams: tuple[tuple[TeamsWanted, int], ...] = ()
    goods: tuple[tuple[GoodsWanted, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What there is, with the minutes of travel from each team (row) and each store (row) to each place (column)."""

    teams: tuple[TeamAt, ...] = ()
    team_minutes: Minutes
    stocks: tuple[StockAt, ...] = ()
    store_minutes: Minutes


def problem_of(demands: Demands, means: Means, table: Mapping[str, Any]) -> Problem:
    """Return the problem; ``table`` says what rest, loading, lateness and a county's last team count."""
    return Problem(
        teams=tuple(
            Team(
                id=each.id,
                skills=each.skills,
                area=each.area,
                leaves_in=each.leaves_in,
                rest_owed=table["resting"] if each.is_resting else 0,
                is_available=each.is_available,
            )
            for each in means.teams
        ),
        team_demands=tuple(
            TeamDemand(
                id=f"{TEAMS}{number}",
                place=place,
                skill=each.skill,
                count=each.count,
                weight=each.weight,
                within=each.within_minutes,
            )
            for number, (each, place) in enumerate(demands.teams)
        ),
        team_minutes=means.team_minutes,
        stocks=tuple(
            Stock(store=each.store, goods=each.item, quantity=each.quantity, reserve=each.floor)
            for each in means.stocks
        ),
        goods_demands=tuple(
            GoodsDemand(
                id=f"{GOODS}{number}",
                place=place,
                goods=each.item,
                quantity=each.quantity,
                weight=each.weight,
                within=each.within_minutes,
            )
            for number, (each, place) in enumerate(demands.goods)
        ),
        store_minutes=means.store_minutes + table["loading"],
        keep=table["keep"],
        weighing=Weighing(unmet=table["unmet"], late=table["late"], stripped=table["stripped"]),
    )
