"""A leak as it is typed in, and the cloud that it makes: its zones, who is inside, whether to leave or to stay in."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from anlan.analysis.domain.chemicals.zones import Zone
from anlan.science.dispersion.clouds import FARTHEST, Air, half_width, reach
from anlan.science.evacuation.leaving import Moving, leaving
from anlan.science.heavy_gas.cloud import Cloud, Given, cloud
from anlan.science.refusing import Refused
from anlan.science.release.vessel import Leak, Released, release
from anlan.science.substances.tables import Substance, concentration_of, share_of
from anlan.science.toxicity.doses import dying, indoor_dose
from anlan.science.toxicity.tables import end_points, is_toxic, probit_of

BURST_SECONDS: Final = 30.0
CLOSED_HOUSE: Final = 0.5
TOLD_MINUTES: Final = 10.0
READY_MINUTES: Final = 15.0
_NARROWEST: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What gets out, the cloud of it, and its zones, the gravest first; ``is_toxic`` else they are of ignition."""

    released: Released
    cloud: Cloud
    zones: tuple[Zone, ...]
    is_toxic: bool
    is_burst: bool
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """What a cloud does at a distance: minutes until it comes, ppm, and the share that dies outside and in a house."""

    arrives: float
    ppm: float
    outside: float | None
    inside: float | None
    leaves_in: float
    should_leave: bool


def spread(leak: Leak, air: Air) -> Spread:
    """Return the cloud of a leak and its zones; refuse a substance that neither poisons nor burns."""
    of = leak.substance
    found = release(leak)
    is_burst = found.duration <= BURST_SECONDS
    given = Given(
        substance=of,
        amount=found.airborne if is_burst else found.airborne_rate,
        temperature=leak.temperature if leak.state == "gas" else min(of.boiling, leak.ambient),
        is_burst=is_burst,
    )
    of_gas = cloud(given, air, leak.ambient)
    zones = tuple(_zone(word, level, share, (of_gas, of, air, leak.ambient)) for word, level, share in _levels(of))
    return Spread(
        released=found,
        cloud=of_gas,
        zones=zones,
        is_toxic=is_toxic(of),
        is_burst=is_burst,
        minutes=max(found.duration / 60, 1.0),
    )


def danger(at: float, aside: float, of: Substance, air: Air, found: Spread) -> Danger:
    """Return what the cloud does at a distance on its axis, and whether those there can leave before it comes."""
    along = float(np.interp(at, found.cloud.distances, found.cloud.along))
    share = float(share_of(along, of.molar_mass))
    arrives = at / air.wind / 60
    way = max(aside, _NARROWEST) * 2 / 1000
    people = Moving(
        people=100, told_minutes=TOLD_MINUTES, ready_minutes=READY_MINUTES, distance_km=way, mode="walk", per_minute=100
    )
    leaves = leaving(people).most
    outside, inside = _dying(share, of, found)
    return Danger(
        arrives=arrives,
        ppm=share * 1e6,
        outside=outside,
        inside=inside,
        leaves_in=leaves,
        should_leave=arrives > leaves,
    )


def _dying(share: float, of: Substance, found: Spread) -> tuple[float | None, float | None]:
    try:
        by = probit_of(of)
    except Refused:
        return None, None
    kept = indoor_dose(found.minutes, CLOSED_HOUSE, by.n) ** (1 / by.n)
    return float(dying(share, found.minutes, by)), float(dying(share * kept, found.minutes, by))


def _levels(of: Substance) -> tuple[tuple[str, int, float], ...]:
    if is_toxic(of):
        points = end_points(of)
        grave = (("aegl3", 4, points.aegl3), ("aegl2", 3, points.aegl2))
        return grave if points.aegl1 is None else (*grave, ("aegl1", 1, points.aegl1))
    if of.lfl is None:
        raise Refused("neither_poisons_nor_burns", of.name)
    return (("lfl", 4, of.lfl), ("half_lfl", 3, of.lfl / 2))


def _zone(word: str, level: int, share: float, known: tuple[Cloud, Substance, Air, float]) -> Zone:
    of_gas, of, air, ambient = known
    least = float(concentration_of(share, of.molar_mass, ambient))
    far = reach(of_gas.along, least, of_gas.distances)
    widths = half_width(of_gas.distances, of_gas.along, least, air)
    widths = np.where(of_gas.along >= least, np.maximum(widths, of_gas.spread), 0.0)
    return Zone(
        word=word,
        level=level,
        reach=min(far.distance, FARTHEST),
        is_beyond=far.is_beyond,
        distances=np.r_[0.0, of_gas.distances],
        widths=np.r_[widths[0], widths],
    )
