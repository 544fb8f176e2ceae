"""Best plans against linear programming by another solver (HiGHS), against every plan there is, and by hand."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import coo_array

from anlan.science.dispatch.flow import SINK, SOURCE, columns_of, network_of
from anlan.science.dispatch.problem import GoodsDemand, Problem, Stock, Team, TeamDemand, Weighing
from anlan.science.dispatch.reasons import Why, reasons
from anlan.science.dispatch.solving import solve

NO_GOODS = np.empty((0, 0))
FAR = float("inf")


def team(name: str, *skills: str, area: str = "a", **more) -> Team:
    return Team(id=name, skills=frozenset(skills or {"search"}), area=area, **more)


def wanted(name: str, place: int = 0, count: int = 1, skill: str = "search", **more) -> TeamDemand:
    return TeamDemand(id=name, place=place, skill=skill, count=count, **more)


def problem(teams, demands, minutes, *, keep: int = 0, **more) -> Problem:
    return Problem(
        teams=tuple(teams),
        team_demands=tuple(demands),
        team_minutes=np.array(minutes, dtype=float),
        store_minutes=NO_GOODS,
        keep=keep,
        **more,
    )


def who_goes(found) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for each in found.sent:
        sent.setdefault(each.demand, []).append(each.team)
    return sent


def best_by_highs(of: Problem) -> float:
    """The cheapest flow as a linear programme, solved by HiGHS; a network's optimum is whole by itself."""
    network = network_of(of)
    tails, heads, capacities, costs = columns_of(network)
    nodes = int(max(tails.max(), heads.max())) + 1
    arcs = np.arange(len(tails))
    rows = coo_array(
        (np.concatenate([np.ones(len(arcs)), -np.ones(len(arcs))]), (np.concatenate([tails, heads]), np.tile(arcs, 2))),
        shape=(nodes, len(arcs)),
    )
    supply = np.zeros(nodes)
    supply[SOURCE], supply[SINK] = network.wanted, -network.wanted
    answer = linprog(costs / 1e6, A_eq=rows.tocsr(), b_eq=supply, bounds=np.c_[np.zeros(len(arcs)), capacities])
    assert answer.status == 0, answer.message
    return answer.fun


def best_of_all(of: Problem) -> float:
    """The cost of the best of every plan there is, without the network."""
    choices = [None, *range(len(of.team_demands))]
    return min(cost_of(of, chosen) for chosen in product(choices, repeat=len(of.teams)))


def cost_of(of: Problem, chosen: tuple[int | None, ...]) -> float:
    cost, left, gone = 0.0, [demand.count for demand in of.team_demands], {}
    for number, (each, place) in enumerate(zip(of.teams, chosen, strict=True)):
        if place is None:
            continue
        demand = of.team_demands[place]
        minutes = of.team_minutes[number, demand.place] + each.leaves_in + each.rest_owed
        if demand.skill not in each.skills or not each.is_available or left[place] == 0 or minutes == FAR:
            return FAR
        left[place] -= 1
        gone[each.area] = gone.get(each.area, 0) + 1
        cost += demand.weight * (minutes + of.weighing.late * max(minutes - demand.within, 0))
    for area, number in gone.items():
        standing = sum(each.is_available and each.area == area for each in of.teams)
        cost += of.weighing.stripped * max(0, number - (standing - min(of.keep, standing)))
    return cost + sum(n * d.weight * of.weighing.unmet for n, d in zip(left, of.team_demands, strict=True))


@st.composite
def small_problems(draw) -> Problem:
    teams = [
        team(
            f"t{n}",
            *draw(st.sampled_from([("search",), ("water",), ("search", "water")])),
            area=draw(st.sampled_from("ab")),
            leaves_in=draw(st.integers(0, 30)),
            rest_owed=draw(st.sampled_from([0, 60])),
            is_available=draw(st.booleans()),
        )
        for n in range(draw(st.integers(1, 5)))
    ]
    demands = [
        wanted(
            f"d{n}",
            n,
            draw(st.integers(1, 2)),
            draw(st.sampled_from(["search", "water"])),
            weight=draw(st.sampled_from([1, 2, 5])),
            within=draw(st.sampled_from([30, 90, FAR])),
        )
        for n in range(draw(st.integers(1, 3)))
    ]
    minutes = [[draw(st.sampled_from([5, 20, 45, 100, 300, FAR])) for _ in demands] for _ in teams]
    return problem(teams, demands, minutes, keep=draw(st.integers(0, 2)), weighing=Weighing(unmet=1000))


@settings(max_examples=60, deadline=None)
@given(small_problems())
def test_no_plan_of_all_is_better(of):
    assert solve(of).cost == pytest.approx(best_of_all(of))


def test_one_team_each_is_the_assignment_of_hungarian_method():
    dice = np.random.default_rng(5134)
    minutes = dice.uniform(5, 240, (40, 25))
    of = problem([team(f"t{n}") for n in range(40)], [wanted(f"d{n}", n) for n in range(25)], minutes)
    rows, columns = linear_sum_assignment(minutes)
    assert solve(of).cost == pytest.approx(minutes[rows, columns].sum(), abs=1e-4)


def test_teams_and_goods_together_cost_what_highs_finds():
    dice = np.random.default_rng(7)
    stocks = [
        Stock(store=n % 6, goods="ab"[n // 6], quantity=int(dice.integers(0, 80)), reserve=int(dice.integers(0, 20)))
        for n in range(12)
    ]
    of = Problem(
        teams=tuple(team(f"t{n}", "xyz"[n % 3], area="ab"[n % 2]) for n in range(30)),
        team_demands=tuple(wanted(f"d{n}", n, 1 + n % 4, "xyz"[n % 3], weight=1 + n % 3) for n in range(9)),
        team_minutes=dice.uniform(5, 300, (30, 9)),
        stocks=tuple(stocks),
        goods_demands=tuple(
            GoodsDemand(id=f"g{n}", place=n, goods="ab"[n % 2], quantity=int(dice.integers(1, 90))) for n in range(9)
        ),
        store_minutes=dice.uniform(5, 300, (6, 9)),
        keep=2,
    )
    assert solve(of).cost == pytest.approx(best_by_highs(of), abs=0.01)


def test_the_nearest_team_goes_where_no_other_can():
    of = problem([team("near"), team("far")], [wanted("a", 0), wanted("b", 1)], [[10, 12], [15, FAR]])
    found = solve(of)
    assert who_goes(found) == {"a": ["far"], "b": ["near"]}
    said = {each.demand: each for each in reasons(of, found)}
    assert (said["a"].rank, said["a"].able) == (2, 2)
    assert [(each.team, each.why, each.demand) for each in said["a"].passed_over] == [("near", Why.ELSEWHERE, "b")]


@pytest.mark.parametrize(("minutes", "sent"), [(119, True), (120, True), (121, False)])
def test_the_last_team_of_an_area_goes_only_where_it_saves_more_than_it_costs(minutes, sent):
    teams = [team("last", area="a"), team("other", area="b"), team("spare", area="b")]
    of = problem(teams, [wanted("d")], [[5.5], [5 + minutes], [5 + minutes]], keep=1)
    assert (who_goes(solve(of)) != {"d": ["last"]}) is sent


def test_who_rests_goes_when_the_others_are_too_far_and_who_is_away_never():
    teams = [team("tired", rest_owed=60), team("away", is_available=False), team("fresh")]
    near = problem(teams, [wanted("d")], [[10], [1], [71]])
    assert who_goes(solve(near)) == {"d": ["tired"]}
    of = problem(teams, [wanted("d")], [[10], [1], [69]])
    found = solve(of)
    assert who_goes(found) == {"d": ["fresh"]}
    assert [(each.team, each.why) for each in reasons(of, found)[0].passed_over] == [
        ("away", Why.AWAY),
        ("tired", Why.RESTS),
    ]


def test_what_cannot_be_reached_is_said_to_be_missing():
    found = solve(problem([team("a"), team("b", "water")], [wanted("d", count=2)], [[FAR], [5]]))
    assert (found.sent, found.missing) == ((), {"d": 2})


def test_goods_come_from_several_stores_and_what_lacks_is_said():
    of = Problem(
        team_minutes=NO_GOODS,
        stocks=(Stock(store=0, goods="tent", quantity=30), Stock(store=1, goods="tent", quantity=50, reserve=20)),
        goods_demands=(GoodsDemand(id="d", place=0, goods="tent", quantity=100),),
        store_minutes=np.array([[60.0], [20.0]]),
    )
    found = solve(of)
    assert [(each.store, each.quantity) for each in found.carried] == [(1, 50), (0, 30)]
    assert found.missing == {"d": 20}


def test_a_heavier_demand_is_served_first():
    of = problem([team("only")], [wanted("a", 0), wanted("b", 1, weight=3)], [[10, 200]])
    assert (who_goes(solve(of)), solve(of).missing) == ({"b": ["only"]}, {"a": 1})


def test_nothing_wanted_costs_nothing():
    found = solve(problem([team("a")], [], np.empty((1, 0))))
    assert (found.sent, found.carried, found.missing, found.cost) == ((), (), {}, 0.0)
