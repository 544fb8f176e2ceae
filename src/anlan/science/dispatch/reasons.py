"""Why a team or a store goes in, and why nearer ones do not: what a person needs to agree or to decide otherwise."""

import math
from dataclasses import dataclass
from enum import StrEnum

from anlan.science.dispatch.problem import GoodsDemand, Plan, Problem, Team, TeamDemand


class Why(StrEnum):
    """Why a nearer team that has the skill does not go."""

    ELSEWHERE = "elsewhere"
    KEPT = "kept"
    RESTS = "rests"
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A nearer team that does not go; ``demand`` is where it goes instead."""

    team: str
    minutes: float
    why: Why
    demand: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One team's going: its rank among those with the skill by arrival (1 is first), and the nearer ones."""

    demand: str
    team: str
    rank: int
    able: int
    is_late: bool
    passed_over: tuple[PassedOver, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePassedOver:
    """A nearer store that has such goods and sends none; ``demand`` is whither its goods go instead."""

    store: int
    minutes: float
    why: Why
    demand: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsReason:
    """A store's sending: its rank among those that have the goods and a way (1 is first), and the nearer ones."""

    demand: str
    store: int
    rank: int
    able: int
    is_late: bool
    passed_over: tuple[StorePassedOver, ...]


def reasons(problem: Problem, plan: Plan) -> tuple[Reason, ...]:
    """Return a reason for every team of the plan, in the plan's order."""
    numbers = {team.id: number for number, team in enumerate(problem.teams)}
    demands = {demand.id: demand for demand in problem.team_demands}
    goes_to = {each.team: each.demand for each in plan.sent}
    lists = {demand.id: _by_arrival(problem, demand) for demand in problem.team_demands}
    found = []
    for each in plan.sent:
        demand, able = demands[each.demand], lists[each.demand]
        rank = next(place for place, (_, number) in enumerate(able) if number == numbers[each.team])
        nearer = tuple(
            _passed_over(problem.teams[number], minutes, goes_to)
            for minutes, number in able[:rank]
            if goes_to.get(problem.teams[number].id) != each.demand
        )
        found.append(
            Reason(
                demand=each.demand,
                team=each.team,
                rank=rank + 1,
                able=len(able),
                is_late=each.minutes > demand.within,
                passed_over=nearer,
            )
        )
    return tuple(found)


def _by_arrival(problem: Problem, demand: TeamDemand) -> list[tuple[float, int]]:
    able = [
        (float(problem.team_minutes[number, demand.place]) + team.leaves_in, number)
        for number, team in enumerate(problem.teams)
        if demand.skill in team.skills
    ]
    return sorted(able)


def _passed_over(team: Team, minutes: float, goes_to: dict[str, str]) -> PassedOver:
    if team.id in goes_to:
        return PassedOver(team=team.id, minutes=minutes, why=Why.ELSEWHERE, demand=goes_to[team.id])
    if not team.is_available:
        return PassedOver(team=team.id, minutes=minutes, why=Why.AWAY)
    return PassedOver(team=team.id, minutes=minutes, why=Why.RESTS if team.rest_owed else Why.KEPT)


def goods_reasons(problem: Problem, plan: Plan) -> tuple[GoodsReason, ...]:
    """Return a reason for every load of the plan, in the plan's order."""
    demands = {demand.id: demand for demand in problem.goods_demands}
    goes_to: dict[tuple[int, str], str] = {}
    for each in plan.carried:
        goes_to.setdefault((each.store, each.goods), each.demand)
    lists = {demand.id: _stores_by_arrival(problem, demand) for demand in problem.goods_demands}
    sends = {(each.demand, each.store) for each in plan.carried}
    found = []
    for each in plan.carried:
        demand, able = demands[each.demand], lists[each.demand]
        rank = next(place for place, (_, store) in enumerate(able) if store == each.store)
        nearer = tuple(
            StorePassedOver(
                store=store,
                minutes=minutes,
                why=Why.ELSEWHERE if (store, each.goods) in goes_to else Why.KEPT,
                demand=goes_to.get((store, each.goods), ""),
            )
            for minutes, store in able[:rank]
            if (each.demand, store) not in sends
        )
        found.append(
            GoodsReason(
                demand=each.demand,
                store=each.store,
                rank=rank + 1,
                able=len(able),
                is_late=each.minutes > demand.within,
                passed_over=nearer,
            )
        )
    return tuple(found)


def _stores_by_arrival(problem: Problem, demand: GoodsDemand) -> list[tuple[float, int]]:
    able = [
        (float(problem.store_minutes[stock.store, demand.place]), stock.store)
        for stock in problem.stocks
        if stock.goods == demand.goods and stock.quantity > 0
    ]
    return sorted(each for each in able if math.isfinite(each[0]))
