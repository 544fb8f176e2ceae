"""A map of shaking that others measured: its degrees and accelerations at places."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from anlan.science.earthquake_intensity.relations import Floats
from anlan.science.earthquake_intensity.updating import ZONE_OFFSET
from anlan.science.ground_motion.site import GRAVITY
from anlan.science.seismic_intensity.instrument import intensity_by_peaks

_FELT: Final = 6.0
_SLACK: Final = 1e-6  # of a cell: what rounding takes from the edge


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaking:
    """A grid by row (from the north) and column: degrees as zones count them, and m/s2 (None: not told).

    ``west`` and ``north`` are the middle of the first cell. ``is_by_peaks``: the degrees follow from acceleration and
    velocity by the Chinese scale; otherwise they are the map's own (Modified Mercalli).
    """

    name: str
    is_by_peaks: bool
    is_scenario: bool
    west: float
    north: float
    width: float
    height: float
    degrees: Floats
    acceleration: Floats | None

    def degrees_at(self, longitudes: Floats, latitudes: Floats) -> Floats:
        """Return the degrees at places; no number outside the map."""
        return self._at(self.degrees, longitudes, latitudes)

    def acceleration_at(self, longitudes: Floats, latitudes: Floats) -> list[float | None]:
        """Return the accelerations (m/s2) at places; none outside the map and where the map does not tell it."""
        if self.acceleration is None:
            return [None] * len(longitudes)
        found = self._at(self.acceleration, longitudes, latitudes)
        return [None if np.isnan(value) else round(float(value), 2) for value in found]

    def ends_early(self) -> bool:
        """Tell whether degree VI reaches the edge of the map, so that the map does not hold all of it."""
        edges = (self.degrees[0], self.degrees[-1], self.degrees[:, 0], self.degrees[:, -1])
        return any(bool((edge >= _FELT).any()) for edge in edges)

    def _at(self, values: Floats, longitudes: Floats, latitudes: Floats) -> Floats:
        """Interpolate between the four nearest middles of cells."""
        rows, columns = values.shape
        across = (np.asarray(longitudes, dtype=float) - self.west) / self.width
        down = (self.north - np.asarray(latitudes, dtype=float)) / self.height
        is_inside = (
            (across >= -_SLACK) & (across <= columns - 1 + _SLACK) & (down >= -_SLACK) & (down <= rows - 1 + _SLACK)
        )
        left = np.clip(np.floor(across).astype(int), 0, columns - 2)
        top = np.clip(np.floor(down).astype(int), 0, rows - 2)
        east, south = across - left, down - top
        above = values[top, left] * (1 - east) + values[top, left + 1] * east
        below = values[top + 1, left] * (1 - east) + values[top + 1, left + 1] * east
        return np.asarray(np.where(is_inside, above * (1 - south) + below * south, np.nan))


def degrees_of(values: dict[str, Floats]) -> tuple[Floats, bool]:
    """Return a map's degrees as zones count them, and whether they follow from its peaks.

    ``values`` are MMI, PGA in %g and PGV in cm/s. A zone begins half a degree below its number, as instruments measure.
    """
    if {"PGA", "PGV"} <= set(values):
        return intensity_by_peaks(acceleration_of(values["PGA"]), values["PGV"] / 100) + ZONE_OFFSET, True
    return values["MMI"] + ZONE_OFFSET, False


def acceleration_of(percent_g: Floats) -> Floats:
    """Return m/s2 from percent of gravity."""
    return percent_g / 100 * GRAVITY
