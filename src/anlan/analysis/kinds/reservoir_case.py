"""One flood through a reservoir: what went in, what became of it, how grave that is, and when."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from anlan.analysis.kinds.reservoir_reading import STEP_S, Inflow
from anlan.science.bounds import Floats
from anlan.science.reservoir.routing import Pool, Routed
from anlan.support.tables import load_table

RED, ORANGE, YELLOW, BLUE = 4, 3, 2, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The reservoir with its pool, what flows in, and the places below with their way in km."""

    name: str
    pool: Pool
    inflow: Inflow
    below: tuple[tuple[str, float], ...]
    longitude: float
    latitude: float
    capacity_m3: float | None = None
    flood_limit_m: float | None = None
    is_defective: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One flood through the reservoir: what went in, what became of it, its crest and the dam's."""

    flows: Floats
    routed: Routed
    crest_m: float
    safe_m3s: float | None

    @property
    def peak(self) -> float:
        """Return the greatest outflow in m3/s."""
        return float(np.max(self.routed.outflow))

    @property
    def peak_h(self) -> float:
        """Return in how many hours from the beginning the outflow is greatest."""
        return int(np.argmax(self.routed.outflow)) * STEP_S / 3600.0

    @property
    def highest(self) -> float:
        """Return the highest level in m."""
        return float(np.max(self.routed.level))

    @property
    def highest_h(self) -> float:
        """Return in how many hours from the beginning the water stands highest."""
        return int(np.argmax(self.routed.level)) * STEP_S / 3600.0

    @property
    def over_h(self) -> float | None:
        """Return in how many hours the water goes over the dam's crest, None where it does not."""
        return _first(self.routed.level > self.crest_m)

    @property
    def unsafe_h(self) -> float | None:
        """Return in how many hours more goes out than the river below carries, None where it never does."""
        return None if self.safe_m3s is None else _first(self.routed.outflow > self.safe_m3s)


def level_of(cases: tuple[Case, ...]) -> int:
    """Return red where the water goes over the crest, orange where it may, yellow where it comes near."""
    _, best, more = cases
    near = load_table("anlan.analysis", "reservoir")["near_crest_m"]
    for level, is_so in (
        (RED, best.over_h is not None),
        (ORANGE, more.over_h is not None or best.unsafe_h is not None),
        (YELLOW, more.unsafe_h is not None or best.crest_m - best.highest < near),
    ):
        if is_so:
            return level
    return BLUE if best.peak > 0 else 0


def _first(which: Any) -> float | None:
    return int(np.argmax(which)) * STEP_S / 3600.0 if np.any(which) else None
