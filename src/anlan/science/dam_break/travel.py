"""How the flood of a broken dam goes down a valley: its peak, depth, and the time until it arrives."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import ArrayLike

from anlan.science.bounds import Floats, OutOfRange, within


@dataclass(frozen=True, slots=True, kw_only=True)
class Valley:
    """A valley by its width in m, its fall (m per m), and its roughness after Manning."""

    width_m: float
    slope: float
    roughness: float = 0.05


@cache
def terrains() -> dict[str, float]:
    """Return the speed (m/s) with which floods flatten in each kind of terrain."""
    text = (resources.files("anlan.science.dam_break") / "flattening.toml").read_text("utf-8")
    return {each["word"]: float(each["speed_ms"]) for each in tomllib.loads(text)["terrain"]}


def flattened(peak_m3s: ArrayLike, volume_m3: ArrayLike, distance_m: ArrayLike, terrain: str) -> Floats:
    """Return the peak in m3/s that is left of a flood after some way: W / (W / Q + L / vK)."""
    speed = terrains().get(terrain)
    if speed is None:
        raise OutOfRange("unknown_terrain", "terrain", terrain)
    peak = within("peak_m3s", peak_m3s, 0.1, 5e6)
    volume, way = within("volume_m3", volume_m3, 1e3, 1e10), within("distance_m", distance_m, 0.0, 300_000.0)
    return np.asarray(volume / (volume / peak + way / speed))


def depth_of(flow_m3s: ArrayLike, valley: Valley) -> Floats:
    """Return the depth in m at which a wide valley carries so much (Manning)."""
    _refuse_valley(valley)
    flow = within("flow_m3s", flow_m3s, 0.0, 5e6)
    return np.asarray((flow / valley.width_m * valley.roughness / np.sqrt(valley.slope)) ** 0.6)


def speed_of(flow_m3s: ArrayLike, valley: Valley) -> Floats:
    """Return the speed in m/s of a flood wave in a wide valley: five thirds of that of its water."""
    depth = depth_of(flow_m3s, valley)
    flow = np.asarray(flow_m3s, dtype=np.float64)
    water = np.divide(flow, depth * valley.width_m, out=np.zeros_like(depth), where=depth > 0)
    return np.asarray(water * 5.0 / 3.0)


def arrival_hours(
    peak_m3s: float, volume_m3: float, distances_m: ArrayLike, valley: Valley, terrain: str, parts: int = 200
) -> Floats:
    """Return in how many hours after it leaves the dam the peak is at each distance.

    The wave goes with the speed of the peak that is left of it at each place; the way is reckoned in ``parts``.
    """
    ways = within("distance_m", distances_m, 0.0, 300_000.0)
    farthest = float(np.max(ways, initial=0.0))
    if farthest == 0:
        return np.zeros_like(ways)
    ends = np.linspace(0.0, farthest, parts + 1)
    middles = (ends[:-1] + ends[1:]) / 2.0
    seconds = np.diff(ends) / speed_of(flattened(peak_m3s, volume_m3, middles, terrain), valley)
    return np.asarray(np.interp(ways, ends, np.concatenate([[0.0], np.cumsum(seconds)])) / 3600.0)


def _refuse_valley(valley: Valley) -> None:
    within("valley_width_m", valley.width_m, 1.0, 20_000.0)
    within("valley_slope", valley.slope, 0.00005, 0.2)
    within("roughness", valley.roughness, 0.02, 0.2)
