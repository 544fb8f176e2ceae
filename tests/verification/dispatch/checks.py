"""Assignments against the Hungarian method of another library."""

import numpy as np
from scipy.optimize import linear_sum_assignment
from tests.verification.checks import Check

from anlan.science.dispatch.problem import Problem, Team, TeamDemand
from anlan.science.dispatch.solving import solve

MINUTES = np.random.default_rng(5134).uniform(5, 240, (40, 25))


def cost() -> float:
    """Return the weighted minutes of one team to each of 25 places."""
    teams = tuple(Team(id=f"t{n}", skills=frozenset({"search"}), area="a") for n in range(len(MINUTES)))
    wanted = tuple(TeamDemand(id=f"d{n}", place=n, skill="search", count=1) for n in range(MINUTES.shape[1]))
    return solve(
        Problem(teams=teams, team_demands=wanted, team_minutes=MINUTES, store_minutes=np.empty((0, 0)), keep=0)
    ).cost


CHECKS = (
    Check(
        what="One team each to 25 places out of 40 teams: minutes in all",
        source="scipy.optimize.linear_sum_assignment",
        unit="minutes",
        expected=MINUTES[linear_sum_assignment(MINUTES)].sum(),
        found=cost,
        bound=1e-4,
    ),
)
