"""Moving the people of an area: how long each village takes, which shelter takes whom, what they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from anlan.science.evacuation.leaving import SPEEDS, Left, Moving, driven_per_minute, leaving, walked_per_minute
from anlan.science.evacuation.placing import Placed, place
from anlan.science.relief_needs.needs import Need, relief_needs

LONGEST_MINUTES: Final = 240.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A place to be left: its name, registered people, where most of them live."""

    place: str
    persons: int
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuge:
    """A shelter that is open or can be opened: its free places, its area in m2."""

    name: str
    free: int
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How people are moved: on foot, by car or bus, told and ready within so many minutes, through which width."""

    mode: str
    told: float
    ready: float
    width: float
    vehicles: float
    per_vehicle: float
    days: int
    is_cold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The placing, the time of each village to its farthest shelter (None where nobody is placed), the needs."""

    placed: Placed
    times: tuple[Left | None, ...]
    needs: tuple[Need, ...]


def plan(villages: Sequence[Village], refuges: Sequence[Refuge], minutes: NDArray[np.float64], order: Order) -> Plan:
    """Return how the people of the villages are moved; a way longer than four hours is none."""
    people = np.array([village.persons for village in villages])
    free = np.array([refuge.free for refuge in refuges])
    ways = np.where(minutes <= LONGEST_MINUTES, minutes, np.inf)
    placed = place(people, free, ways)
    times = tuple(_time(persons, ways[n], placed.persons[n], order) for n, persons in enumerate(people))
    return Plan(placed=placed, times=times, needs=relief_needs(int(people.sum()), order.days, is_cold=order.is_cold))


def _time(persons: int, ways: NDArray[np.float64], sent: NDArray[np.int64], order: Order) -> Left | None:
    if persons == 0 or not sent.any():
        return None
    farthest = float(ways[sent > 0].max())
    capacity = (
        walked_per_minute(order.width) if order.mode == "walk" else driven_per_minute(order.vehicles, order.per_vehicle)
    )
    return leaving(
        Moving(
            people=int(persons),
            told_minutes=order.told,
            ready_minutes=order.ready,
            distance_km=farthest / 60 * SPEEDS[order.mode],
            mode=order.mode,
            per_minute=capacity,
        )
    )
