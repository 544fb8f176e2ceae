"""What is asked for and what there is: demands for teams and goods, teams, stocks, and the way between them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Minutes = NDArray[np.float64]
"""Minutes of travel, one row for each team or store, one column for each place; infinite where there is no way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What counts as how many minutes, beside travel.

    ``unmet``: a team that is missing, or the whole of a demand for goods. ``late``: each minute after a demand's time
    counts so many more. ``stripped``: one of the last teams that an area should keep, or all of a reserve.
    """

    unmet: float = 1440
    late: float = 2
    stripped: float = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team: what it can do, the area that it covers, minutes until it leaves, and minutes that rest owed counts."""

    id: str
    skills: frozenset[str]
    area: str
    leaves_in: float = 0
    rest_owed: float = 0
    is_available: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDemand:
    """``count`` teams with one skill wanted at a place (a column of the minutes) within some minutes."""

    id: str
    place: int
    skill: str
    count: int
    weight: float = 1
    within: float = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Pieces of one kind of goods in a store (a row of the minutes), of which ``reserve`` should stay."""

    store: int
    goods: str
    quantity: int
    reserve: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsDemand:
    """``quantity`` pieces of one kind of goods wanted at a place within some minutes."""

    id: str
    place: int
    goods: str
    quantity: int
    weight: float = 1
    within: float = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """All that is decided together. ``keep`` is how many teams an area should keep of those that are available."""

    teams: tuple[Team, ...] = ()
    team_demands: tuple[TeamDemand, ...] = ()
    team_minutes: Minutes
    stocks: tuple[Stock, ...] = ()
    goods_demands: tuple[GoodsDemand, ...] = ()
    store_minutes: Minutes
    keep: int = 1
    weighing: Weighing = Weighing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A team for a demand: it arrives after ``minutes``, its departure included."""

    demand: str
    team: str
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Pieces from a store for a demand, there after ``minutes``."""

    demand: str
    store: int
    goods: str
    quantity: int
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to send: by demand, what is still missing; ``cost`` in weighted minutes, the least that is possible."""

    sent: tuple[Sent, ...]
    carried: tuple[Carried, ...]
    missing: dict[str, int]
    cost: float
