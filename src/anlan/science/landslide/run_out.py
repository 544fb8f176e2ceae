"""How far a slide runs and the wave it raises in a reservoir: orders of magnitude for the first hours."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import cos, log10, radians, sqrt, tan
from typing import Any, Final

from anlan.science.refusing import Refused, all_within

_G: Final = 9.81
_WATER: Final = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a slide runs on the level, in m: the shortest, the middle and the longest of the relations that hold."""

    low: float
    best: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """What falls into water: speed (m/s), thickness and width (m), volume (m3), density (kg/m3), angle (degrees)."""

    speed_ms: float
    thickness_m: float
    width_m: float
    volume_m3: float
    angle_deg: float
    density: float = 1600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """The wave in m: greatest height and amplitude near the slide, height where it is asked for, run-up there."""

    product: float
    greatest_m: float
    crest_m: float
    height_m: float
    run_up_m: float
    seconds: float


@cache
def relations() -> dict[str, Any]:
    """Return the table of relations with their sources and ranges."""
    return tomllib.loads((resources.files("anlan.science.landslide") / "relations.toml").read_text("utf-8"))


def reach(volume_m3: float, drop_m: float, *, kind: str = "slide") -> Reach:
    """Return how far a ``slide`` or a ``debris_flow`` of a volume runs that falls so far."""
    all_within("drop_m", drop_m, 1, 3000)
    all_within("volume_m3", volume_m3, 10, 1e10)
    if kind not in ("slide", "debris_flow"):
        raise Refused("unknown_kind", kind)
    words = ("debris_flow",) if kind == "debris_flow" else ("all", "large")
    far = sorted(
        drop_m / 10 ** (row["a"] + row["b"] * log10(volume_m3))
        for row in relations()["reach"]
        if row["word"] in words and row["volume_m3"][0] <= volume_m3 <= row["volume_m3"][1]
    )
    if not far:
        raise Refused("volume_m3_out_of_range", volume_m3)
    if len(far) == 1:
        return Reach(low=far[0] / 2, best=far[0], high=far[0] * 2)
    return Reach(low=far[0], best=sqrt(far[0] * far[-1]), high=far[-1])


def speed_after(drop_m: float, slope_deg: float, friction_deg: float = 20.0) -> float:
    """Return the speed in m/s of a block that slid down so far over a bed of that friction."""
    all_within("drop_m", drop_m, 0.1, 3000)
    all_within("slope_deg", slope_deg, 5, 89)
    all_within("friction_deg", friction_deg, 0, 60)
    share = 1 - tan(radians(friction_deg)) / tan(radians(slope_deg))
    if share <= 0:
        raise Refused("does_not_slide", f"{slope_deg:g} degrees over {friction_deg:g}")
    return sqrt(2 * _G * drop_m * share)


def wave(slide: Slide, water_m: float, distance_m: float, shore_deg: float = 90.0) -> Wave:
    """Return the wave on water so deep at a distance ahead, and how high it runs up a shore of that slope.

    Slides outside the range of the experiments are refused by the number that leaves it.
    """
    all_within("water_m", water_m, 1, 500)
    all_within("shore_deg", shore_deg, 5, 90)
    mass = slide.density * slide.volume_m3
    numbers = {
        "froude": slide.speed_ms / sqrt(_G * water_m),
        "thickness": slide.thickness_m / water_m,
        "mass": mass / (_WATER * slide.width_m * water_m**2),
        "angle_deg": slide.angle_deg,
        "distance": distance_m / water_m,
    }
    ranges = relations()["impulse_wave"]
    for name, value in numbers.items():
        all_within(name, value, *ranges[name])
    lean = cos(radians(6 / 7 * slide.angle_deg)) ** 0.5
    product = numbers["froude"] * numbers["thickness"] ** 0.5 * numbers["mass"] ** 0.25 * lean
    all_within("product", product, *ranges["product"])
    return _wave(product, water_m, numbers["distance"], shore_deg)


def _wave(product: float, water_m: float, away: float, shore_deg: float) -> Wave:
    greatest = 5 / 9 * product**0.8 * water_m
    near = 11 / 2 * product**0.5
    height = min(0.75 * (product * away ** (-1 / 3)) ** 0.8 * water_m, greatest) if away > near else greatest
    crest = 4 / 5 * height
    speed = sqrt(_G * (water_m + crest))
    length = 9 * product**0.25 * away ** (5 / 16) * sqrt(water_m / _G) * speed
    up = 1.25 * (height / water_m) ** 1.25 * (height / length) ** -0.15 * (90 / shore_deg) ** 0.2 * water_m
    return Wave(
        product=product,
        greatest_m=greatest,
        crest_m=4 / 9 * product**0.8 * water_m,
        height_m=height,
        run_up_m=up,
        seconds=away * water_m / speed,
    )
