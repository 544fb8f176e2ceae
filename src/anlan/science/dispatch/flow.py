"""A problem as arcs of a network, and its cheapest flow.

Teams: source -> area (the last ``keep`` of an area at a price) -> team -> demand -> sink. Goods: source -> stock (the
reserve at a price) -> demand -> sink. What no arc brings comes from the source at the price of being unmet.
"""

import math
from dataclasses import dataclass, field
from itertools import count
from typing import Final

import numpy as np

from anlan.kernel.later import later
from anlan.science.dispatch.problem import GoodsDemand, Problem, TeamDemand, Weighing

min_cost_flow = later("ortools.graph.python.min_cost_flow")

PARTS: Final = 1_000_000
"""A cost is kept in whole millionths of a weighted minute."""


class NoPlanFound(ArithmeticError):
    """The solver gave up: the numbers of the problem are outside what it can count with."""


@dataclass(slots=True)
class Network:
    """Arcs in columns; ``team_arcs`` and ``goods_arcs`` say which arc means which decision."""

    tails: list[np.ndarray] = field(default_factory=list)
    heads: list[np.ndarray] = field(default_factory=list)
    capacities: list[np.ndarray] = field(default_factory=list)
    costs: list[np.ndarray] = field(default_factory=list)
    length: int = 0
    nodes: "count[int]" = field(default_factory=lambda: count(2))
    wanted: int = 0
    team_arcs: list[tuple[int, int, np.ndarray]] = field(default_factory=list)
    goods_arcs: list[tuple[int, int, np.ndarray]] = field(default_factory=list)
    missing_arcs: dict[str, int] = field(default_factory=dict)

    def add(self, tail: object, head: object, capacity: object, cost: object) -> int:
        """Add arcs; return the number of the first."""
        columns = np.broadcast_arrays(*(np.atleast_1d(np.asarray(each)) for each in (tail, head, capacity, cost)))
        for kept, column in zip((self.tails, self.heads, self.capacities, self.costs), columns, strict=True):
            kept.append(column)
        first, self.length = self.length, self.length + len(columns[0])
        return first


SOURCE, SINK = 0, 1


def network_of(problem: Problem) -> Network:
    """Return the network of a problem."""
    found = Network()
    _add_teams(found, problem)
    _add_goods(found, problem)
    return found


def columns_of(network: Network) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return tails, heads, capacities and costs (whole millionths of a weighted minute) of all arcs."""
    tails, heads, capacities = (
        np.concatenate(each or [np.empty(0)]).astype(np.int64)
        for each in (network.tails, network.heads, network.capacities)
    )
    costs = np.concatenate(network.costs or [np.empty(0)])
    return tails, heads, capacities, np.rint(costs * PARTS).astype(np.int64)


def cheapest(network: Network) -> tuple[np.ndarray, float]:
    """Return the flow of every arc and its whole cost in weighted minutes."""
    if not network.wanted:
        return np.zeros(network.length, dtype=np.int64), 0.0
    tails, heads, capacities, costs = columns_of(network)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    solver.set_node_supply(SOURCE, network.wanted)
    solver.set_node_supply(SINK, -network.wanted)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise NoPlanFound(str(status))
    return np.asarray(solver.flows(arcs)), solver.optimal_cost() / PARTS


def weighted(minutes: np.ndarray, demand: TeamDemand | GoodsDemand, weighing: Weighing) -> np.ndarray:
    """Return what arriving after so many minutes costs a demand, in weighted minutes."""
    late = np.maximum(minutes - demand.within, 0.0) if math.isfinite(demand.within) else 0.0
    return demand.weight * (minutes + weighing.late * late)


def _add_teams(network: Network, problem: Problem) -> None:
    ready = [number for number, team in enumerate(problem.teams) if team.is_available]
    nodes = {number: next(network.nodes) for number in ready}
    by_area: dict[str, list[int]] = {}
    for number in ready:
        by_area.setdefault(problem.teams[number].area, []).append(number)
    for standing in by_area.values():
        area, kept = next(network.nodes), min(problem.keep, len(standing))
        network.add(SOURCE, area, [len(standing) - kept, kept], [0.0, problem.weighing.stripped])
        network.add(area, [nodes[number] for number in standing], 1, 0.0)
    before = np.array([team.leaves_in + team.rest_owed for team in problem.teams])
    able = {
        skill: np.array([number for number in ready if skill in problem.teams[number].skills], dtype=np.int64)
        for skill in {demand.skill for demand in problem.team_demands}
    }
    for demand in problem.team_demands:
        node = _demand_node(network, demand.id, demand.count, demand.weight * problem.weighing.unmet)
        numbers = able[demand.skill]
        minutes = problem.team_minutes[numbers, demand.place] + before[numbers]
        cost = weighted(minutes, demand, problem.weighing)
        numbers, cost = _worth(numbers, cost, demand.weight * problem.weighing.unmet)
        first = network.add([nodes[number] for number in numbers.tolist()], node, 1, cost)
        network.team_arcs.append((first, len(numbers), numbers))


def _add_goods(network: Network, problem: Problem) -> None:
    nodes: dict[int, int] = {}
    by_goods: dict[str, list[int]] = {}
    for number, stock in enumerate(problem.stocks):
        if stock.quantity <= 0:
            continue
        nodes[number], reserve = next(network.nodes), min(stock.reserve, stock.quantity)
        price = problem.weighing.stripped / max(reserve, 1)
        network.add(SOURCE, nodes[number], [stock.quantity - reserve, reserve], [0.0, price])
        by_goods.setdefault(stock.goods, []).append(number)
    for demand in problem.goods_demands:
        unmet = demand.weight * problem.weighing.unmet / demand.quantity
        node = _demand_node(network, demand.id, demand.quantity, unmet)
        numbers = np.array(by_goods.get(demand.goods, ()), dtype=np.int64)
        rows = [problem.stocks[number].store for number in numbers.tolist()]
        minutes = problem.store_minutes[rows, demand.place] if rows else np.empty(0)
        cost = weighted(minutes, demand, problem.weighing) / demand.quantity
        numbers, cost = _worth(numbers, cost, unmet)
        capacities = [min(problem.stocks[number].quantity, demand.quantity) for number in numbers.tolist()]
        first = (
            network.add([nodes[number] for number in numbers.tolist()], node, capacities, cost) if len(numbers) else 0
        )
        network.goods_arcs.append((first, len(numbers), numbers))


def _demand_node(network: Network, demand: str, wanted: int, unmet: float) -> int:
    node = next(network.nodes)
    network.wanted += wanted
    network.missing_arcs[demand] = network.add(SOURCE, node, wanted, unmet)
    network.add(node, SINK, wanted, 0.0)
    return node


def _worth(numbers: np.ndarray, cost: np.ndarray, unmet: float) -> tuple[np.ndarray, np.ndarray]:
    """Keep what costs less than leaving the demand unmet; without a way the cost is infinite."""
    is_worth = cost < unmet
    return numbers[is_worth], cost[is_worth]
