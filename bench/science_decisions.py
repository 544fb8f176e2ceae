"""Dispatch of teams: the best plan against the Hungarian method alone, which knows neither reserves nor skills."""

import numpy as np
from science import Line
from scipy.optimize import linear_sum_assignment

from anlan.science.dispatch.problem import Problem, Team, TeamDemand
from anlan.science.dispatch.solving import solve

MINUTES = np.random.default_rng(5134).uniform(5, 240, (400, 250))
NO_GOODS = np.empty((0, 0))
TEAMS = tuple(Team(id=f"t{n}", skills=frozenset({"search"}), area="a") for n in range(len(MINUTES)))
WANTED = tuple(TeamDemand(id=f"d{n}", place=n, skill="search", count=1) for n in range(MINUTES.shape[1]))
PROBLEM = Problem(teams=TEAMS, team_demands=WANTED, team_minutes=MINUTES, store_minutes=NO_GOODS, keep=0)

LINES = (
    Line(
        what="400 teams to 250 places",
        reckon=lambda: solve(PROBLEM),
        limit=lambda: linear_sum_assignment(MINUTES),
        peer="scipy's Hungarian method",
    ),
)
