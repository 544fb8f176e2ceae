"""Thresholds I = a * D^-b of published studies, and how far rain lies above them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import ArrayLike

from anlan.science.bounds import Floats, OutOfRange, within


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A curve I = factor * D^-power (mm/h, h) that holds between two durations; its source and mark."""

    word: str
    name: str
    factor: float
    power: float
    from_hours: float
    to_hours: float
    source: str
    mark: str


@cache
def thresholds() -> dict[str, Threshold]:
    """Return the published thresholds by their words."""
    text = (resources.files("anlan.science.rain_thresholds") / "thresholds.toml").read_text("utf-8")
    return {each["word"]: Threshold(**each) for each in tomllib.loads(text)["threshold"]}


def threshold(word: str) -> Threshold:
    """Return a published threshold, or refuse a word that names none."""
    found = thresholds().get(word)
    if found is None:
        raise OutOfRange("unknown_threshold", "threshold", word)
    return found


def intensity_at(curve: Threshold, hours: ArrayLike) -> Floats:
    """Return the curve's mean intensity in mm/h; a duration outside the curve's range is refused."""
    durations = within("duration_h", hours, curve.from_hours, curve.to_hours)
    return np.asarray(curve.factor * np.power(durations, -curve.power))


def times_threshold(curve: Threshold, depth_mm: ArrayLike, hours: ArrayLike) -> Floats:
    """Return the mean intensity of each depth over its duration as a multiple of the curve's; 1 reaches it."""
    depths = within("depth_mm", depth_mm, 0.0, 3000.0)
    return np.asarray(depths / np.asarray(hours, dtype=np.float64) / intensity_at(curve, hours))


def worst(curve: Threshold, windows: dict[float, ArrayLike]) -> tuple[Floats, Floats]:
    """Return for each place the greatest multiple over the windows (hours: depths in mm), and the window it came from.

    Windows outside the curve's range say nothing and are left out; where none is left the curve is refused.
    """
    fitting = [hours for hours in sorted(windows) if curve.from_hours <= hours <= curve.to_hours]
    if not fitting:
        raise OutOfRange("no_window_in_range", "duration_h", f"{curve.from_hours:g} to {curve.to_hours:g}")
    ratios = np.stack([times_threshold(curve, windows[hours], hours) for hours in fitting])
    return np.max(ratios, axis=0), np.asarray(fitting)[np.argmax(ratios, axis=0)]
