"""A hundred demands at once, a thousand teams, twenty kinds of goods: the best plan, its proof, and greedy nearest.

Places, teams and stores lie at random in a prefecture of 250 x 250 km whose roads are 1.6 times the straight line at
40 km/h; every place wants one to three kinds of teams and up to four kinds of goods, more than there is of some. The
bound is that of linear programming by another solver (HiGHS) over the very same arcs: no plan can cost less. Greedy
serves the demands by weight, each with the nearest that is left. Wanted: 2 seconds, within 1 % of the bound.

The problem is put together by the builder that the dispatch page uses; its time is told apart.

    python bench/dispatch.py [--demands 100] [--teams 1000] [--goods 20] [--stores 60]
"""

import argparse
import sys
import time
from pathlib import Path
from uuid import UUID

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from anlan.command.domain.dispatch_problem import Demands, Means, StockAt, TeamAt, problem_of
from anlan.command.domain.dispatching import GoodsWanted, TeamsWanted
from anlan.science.dispatch.flow import PARTS, SINK, SOURCE, columns_of, network_of, weighted
from anlan.science.dispatch.problem import Problem
from anlan.science.dispatch.reasons import goods_reasons, reasons
from anlan.science.dispatch.solving import solve
from anlan.support.tables import load_table

SKILLS = 12
AREAS = 100
SIDE_KM, DETOUR, KM_PER_HOUR = 250, 1.6, 40


def made(demands: int, teams: int, goods: int, stores: int) -> tuple[Demands, Means]:
    """Return what is wanted and what there is, the same in every run; places of goods follow those of teams."""
    dice = np.random.default_rng(5134)
    places, bases, houses = (dice.uniform(0, SIDE_KM, (size, 2)) for size in (demands, teams, stores))
    incidents = [UUID(int=place) for place in range(demands)]
    wanted = [
        (
            TeamsWanted(
                incident_id=incidents[place],
                skill=f"skill {skill}",
                count=int(dice.integers(1, 6)),
                weight=int(dice.integers(1, 6)),
                within_minutes=int(dice.choice([60, 120, 240])),
            ),
            place,
        )
        for place in range(demands)
        for skill in dice.choice(SKILLS, dice.integers(1, 4), replace=False)
    ]
    loads = [
        (
            GoodsWanted(
                incident_id=incidents[place],
                item=f"goods {kind}",
                quantity=int(dice.integers(10, 2000)),
                store_id=incidents[place],
                weight=int(dice.integers(1, 6)),
                within_minutes=480,
            ),
            place,
        )
        for place in range(demands)
        for kind in dice.choice(goods, dice.integers(1, 5), replace=False)
    ]
    means = Means(
        teams=tuple(
            TeamAt(
                id=f"team {n}",
                skills=frozenset(f"skill {skill}" for skill in dice.choice(SKILLS, dice.integers(1, 4), replace=False)),
                area=f"area {int(dice.integers(AREAS))}",
                leaves_in=float(dice.choice([5, 15, 30])),
                is_resting=bool(dice.random() < 0.25),
                is_available=bool(dice.random() < 0.9),
            )
            for n in range(teams)
        ),
        team_minutes=minutes_between(bases, places),
        stocks=tuple(
            StockAt(store=store, item=f"goods {kind}", quantity=int(dice.integers(0, 400)), floor=20)
            for store in range(stores)
            for kind in range(goods)
        ),
        store_minutes=minutes_between(houses, places),
    )
    return Demands(teams=tuple(wanted), goods=tuple(loads)), means


def minutes_between(these: np.ndarray, those: np.ndarray) -> np.ndarray:
    return np.hypot(*(these[:, None] - those[None]).transpose(2, 0, 1)) * DETOUR / KM_PER_HOUR * 60


def bound(problem: Problem) -> float:
    """Return what no plan can cost less than, in weighted minutes."""
    network = network_of(problem)
    tails, heads, capacities, costs = columns_of(network)
    arcs = np.arange(len(tails))
    signs = np.concatenate([np.ones(len(arcs)), -np.ones(len(arcs))])
    rows = coo_array((signs, (np.concatenate([tails, heads]), np.tile(arcs, 2))))
    supply = np.zeros(rows.shape[0])
    supply[SOURCE], supply[SINK] = network.wanted, -network.wanted
    answer = linprog(costs / PARTS, A_eq=rows.tocsr(), b_eq=supply, bounds=np.c_[np.zeros(len(arcs)), capacities])
    if answer.status:
        raise SystemExit(answer.message)
    return float(answer.fun)


def greedy(problem: Problem) -> float:
    """Return the cost of serving demand after demand by weight, each with the nearest that is left."""
    weighing, cost = problem.weighing, 0.0
    free = {number for number, team in enumerate(problem.teams) if team.is_available}
    standing: dict[str, int] = {}
    for number in free:
        standing[problem.teams[number].area] = standing.get(problem.teams[number].area, 0) + 1
    for demand in sorted(problem.team_demands, key=lambda each: -each.weight):
        able = [number for number in free if demand.skill in problem.teams[number].skills]
        able.sort(key=lambda number: problem.team_minutes[number, demand.place])
        for number in able[: demand.count]:
            team = problem.teams[number]
            minutes = problem.team_minutes[number, demand.place] + team.leaves_in + team.rest_owed
            cost += float(weighted(np.array(minutes), demand, weighing))
            cost += weighing.stripped if standing[team.area] <= problem.keep else 0
            standing[team.area] -= 1
            free.discard(number)
        cost += max(0, demand.count - len(able)) * demand.weight * weighing.unmet
    return cost + greedy_goods(problem)


def greedy_goods(problem: Problem) -> float:
    left, cost = [stock.quantity for stock in problem.stocks], 0.0
    for demand in sorted(problem.goods_demands, key=lambda each: -each.weight):
        lacking = demand.quantity
        holding = [n for n, stock in enumerate(problem.stocks) if stock.goods == demand.goods]
        for number in sorted(holding, key=lambda n: problem.store_minutes[problem.stocks[n].store, demand.place]):
            stock = problem.stocks[number]
            pieces = min(left[number], lacking)
            minutes = np.array(problem.store_minutes[stock.store, demand.place])
            cost += pieces * float(weighted(minutes, demand, problem.weighing)) / demand.quantity
            of_reserve = max(0, pieces - max(0, left[number] - stock.reserve))
            cost += of_reserve * problem.weighing.stripped / max(stock.reserve, 1)
            left[number], lacking = left[number] - pieces, lacking - pieces
        cost += lacking * demand.weight * problem.weighing.unmet / demand.quantity
    return cost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, size in (("demands", 100), ("teams", 1000), ("goods", 20), ("stores", 60)):
        parser.add_argument(f"--{name}", type=int, default=size)
    demands, means = made(**vars(parser.parse_args()))
    table = load_table("anlan.command", "dispatch")
    solve(problem_of(demands, means, table))
    building = time.perf_counter()
    problem = problem_of(demands, means, table)
    begun = time.perf_counter()
    plan = solve(problem)
    solved = time.perf_counter()
    said = (*reasons(problem, plan), *goods_reasons(problem, plan))
    reasoned = time.perf_counter()
    least, other = bound(problem), greedy(problem)
    print(
        f"{len(problem.team_demands)} demands for teams, {len(problem.goods_demands)} for goods: built in "
        f"{begun - building:.2f} s, solved in {solved - begun:.2f} s, {len(said)} reasons in "
        f"{reasoned - solved:.2f} s; "
        f"{len(plan.sent)} teams, {len(plan.carried)} loads, {len(plan.missing)} demands not wholly met"
    )
    print(f"cost {plan.cost:,.0f} weighted minutes; {plan.cost / least - 1:+.4%} of the bound {least:,.0f}")
    print(f"greedy nearest {other:,.0f}: {other / plan.cost:.2f} times as much")


if __name__ == "__main__":
    main()
