"""Rescue circles: how many people a team reaches within 30, 60 and 120 minutes, and whom none reaches in an hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import RegionLevel, at_level, level_of
from anlan.places import api as places
from anlan.readiness.domain.teams import TeamState
from anlan.readiness.selectors.entries import EntryFilter, entries
from anlan.readiness.selectors.scope import READ
from anlan.readiness.selectors.teams import Team, TeamFilter, teams
from anlan.support.rights import require_visible

MINUTES: Final = (30, 60, 120)
HOUR: Final = 60
_BASES: Final = ("airport", "base")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A village and the first team there, its departure included, by road or by guess; by air if at all."""

    code: str
    persons: int
    minutes: float
    team: str
    is_by_road: bool
    air_minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """People of a township or county, or of all: reached within each of ``MINUTES``, and beyond the last."""

    code: str
    persons: int
    within: tuple[int, ...]
    beyond: int
    by_air_only: int

    @property
    def percent_in_an_hour(self) -> float:
        """Return the share of the people whom a team reaches within an hour, in percent."""
        return 100 * self.within[MINUTES.index(HOUR)] / self.persons if self.persons else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Circles:
    """Rescue circles of a region: ``gap`` are the villages that none reaches within the hour, the largest first.

    ``is_guess`` says that some way was no known road; ``unplaced`` villages have no position and are in no circle.
    """

    whole: Circle
    parts: tuple[Circle, ...]
    gap: tuple[Reached, ...]
    teams: int
    bases: int
    is_guess: bool
    unplaced: int


def rescue_circles(actor: Actor, region: str, now: datetime, *, skill: str = "") -> Circles:
    """Return the circles of a county or prefecture by the teams that the actor sees and that are not out.

    ``skill`` wants teams with that skill only. A prefecture's parts are its counties, a county's its townships.
    """
    require_visible(actor, READ, region, "region")
    if level_of(region) not in (RegionLevel.PREFECTURE, RegionLevel.COUNTY):
        raise InvalidValue(field="region", value=region, rule="a_county_or_prefecture")
    villages = places.descendants(region, RegionLevel.VILLAGE)
    placed = [each for each in villages if each.longitude is not None]
    found = [each for each in teams(actor, TeamFilter()) if each.state != TeamState.OUT]
    chosen = [each for each in found if not skill or skill in each.skills]
    bases = [each for kind in _BASES for each in entries(actor, EntryFilter(register="landing", kind=kind))]
    reached = _reached(placed, chosen, [(each.longitude, each.latitude) for each in bases], now)
    level = RegionLevel(level_of(region) + 1)
    parts: dict[str, list[Reached]] = {}
    for each in reached:
        parts.setdefault(at_level(each.code, level), []).append(each)
    return Circles(
        whole=_circle(region, reached),
        parts=tuple(_circle(code, rows) for code, rows in parts.items()),
        gap=tuple(sorted((each for each in reached if each.minutes > HOUR), key=lambda each: -each.persons)),
        teams=len(chosen),
        bases=len(bases),
        is_guess=any(np.isfinite(each.minutes) and not each.is_by_road for each in reached),
        unplaced=len(villages) - len(placed),
    )


def _reached(
    villages: Sequence[places.Division], found: Sequence[Team], bases: list[places.Place], now: datetime
) -> list[Reached]:
    ends = [(each.longitude or 0.0, each.latitude or 0.0) for each in villages]
    air = places.first_by_air(bases, ends)
    minutes, by_road = _minutes(found, ends, now)
    first = minutes.argmin(axis=0) if len(found) else np.zeros(len(ends), dtype=int)
    return [
        Reached(
            code=each.code,
            persons=each.persons or 0,
            minutes=float(minutes[first[number], number]) if len(found) else np.inf,
            team=found[first[number]].name if len(found) else "",
            is_by_road=bool(by_road[first[number], number]) if len(found) else False,
            air_minutes=float(air[number]),
        )
        for number, each in enumerate(villages)
    ]


def _minutes(
    found: Sequence[Team], ends: list[places.Place], now: datetime
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    if not (found and ends):
        return np.empty((len(found), len(ends))), np.empty((len(found), len(ends)), dtype=bool)
    way = places.travel([(each.longitude, each.latitude) for each in found], ends, now=now)
    leaves = np.array([each.readiness_minutes for each in found], dtype=float)
    return way.minutes + leaves[:, None], way.by_road


def _circle(code: str, rows: Sequence[Reached]) -> Circle:
    return Circle(
        code=code,
        persons=sum(each.persons for each in rows),
        within=tuple(sum(each.persons for each in rows if each.minutes <= limit) for limit in MINUTES),
        beyond=sum(each.persons for each in rows if each.minutes > MINUTES[-1]),
        by_air_only=sum(each.persons for each in rows if each.minutes > HOUR >= each.air_minutes),
    )
