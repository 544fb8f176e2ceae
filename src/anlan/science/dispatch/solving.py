"""The best plan for all demands together."""

import numpy as np

from anlan.science.dispatch.flow import cheapest, network_of
from anlan.science.dispatch.problem import Carried, Plan, Problem, Sent


def solve(problem: Problem) -> Plan:
    """Return the plan of least weighted minutes; the solver proves that none is better.

    Raises ``NoPlanFound`` where numbers are too great to be counted with (costs beyond some 10^15 in all).
    """
    network = network_of(problem)
    flows, cost = cheapest(network)
    missing = {demand: int(flows[arc]) for demand, arc in network.missing_arcs.items() if flows[arc]}
    return Plan(
        sent=tuple(_sent(problem, network.team_arcs, flows)),
        carried=tuple(_carried(problem, network.goods_arcs, flows)),
        missing=missing,
        cost=cost,
    )


def _sent(problem: Problem, arcs: list[tuple[int, int, np.ndarray]], flows: np.ndarray) -> list[Sent]:
    found = []
    for demand, (first, length, numbers) in zip(problem.team_demands, arcs, strict=True):
        for number in numbers[flows[first : first + length] > 0].tolist():
            team = problem.teams[number]
            minutes = float(problem.team_minutes[number, demand.place]) + team.leaves_in
            found.append(Sent(demand=demand.id, team=team.id, minutes=minutes))
    return sorted(found, key=lambda each: (each.demand, each.minutes, each.team))


def _carried(problem: Problem, arcs: list[tuple[int, int, np.ndarray]], flows: np.ndarray) -> list[Carried]:
    found = []
    for demand, (first, length, numbers) in zip(problem.goods_demands, arcs, strict=True):
        for place, pieces in enumerate(flows[first : first + length].tolist()):
            if pieces:
                stock = problem.stocks[int(numbers[place])]
                minutes = float(problem.store_minutes[stock.store, demand.place])
                found.append(
                    Carried(demand=demand.id, store=stock.store, goods=stock.goods, quantity=pieces, minutes=minutes)
                )
    return sorted(found, key=lambda each: (each.demand, each.minutes, each.store))
