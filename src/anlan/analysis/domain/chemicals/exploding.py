"""A burst as it is typed in, and its zones of heat or pressure."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from anlan.analysis.domain.chemicals.zones import Zone
from anlan.science.dispersion.clouds import reach
from anlan.science.fire_explosion.blast import distance_of, tnt_of_cloud
from anlan.science.fire_explosion.fires import FireBall, fire_ball, fire_ball_heat
from anlan.science.fire_explosion.harm import heat_borders, pressure_borders
from anlan.science.refusing import Refused
from anlan.science.substances.tables import Substance

_LEVELS: Final = (4, 3, 2, 1)
_HEAT_FACTOR: Final = 1.4
_BLAST_FACTOR: Final = 1.5
_GRID: Final = np.geomspace(1.0, 20_000.0, 2000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """What happens (``fire_ball``, ``cloud``, ``charge``), of what, kg, bursting pressure in Pa, the blast's share."""

    event: str
    substance: Substance | None
    mass: float
    pressure: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explosion:
    """The zones, the gravest first; ``factor`` says within which the distances are right."""

    zones: tuple[Zone, ...]
    factor: float
    ball: FireBall | None = None
    tnt: float | None = None


def explode(burst: Burst) -> Explosion:
    """Return what a burst does around; refuse a substance that does not burn."""
    if burst.event == "charge":
        return _blast(burst.mass)
    if burst.substance is None:
        raise Refused("substance_without_data")
    if burst.event == "cloud":
        return _blast(tnt_of_cloud(burst.mass, burst.substance, burst.share))
    ball = fire_ball(burst.mass, burst.substance, burst.pressure)
    heat = fire_ball_heat(ball, _GRID)
    zones = tuple(
        Zone(word=border.word, level=level, reach=max(reach(heat, border.value, _GRID).distance, ball.diameter / 2))
        for border, level in zip(heat_borders(), _LEVELS, strict=False)
    )
    return Explosion(zones=zones, factor=_HEAT_FACTOR, ball=ball)


def _blast(tnt: float) -> Explosion:
    zones = tuple(
        Zone(word=border.word, level=level, reach=distance_of(tnt, border.value))
        for border, level in zip(pressure_borders(), _LEVELS, strict=True)
    )
    return Explosion(zones=zones, factor=_BLAST_FACTOR, tnt=tnt)
