"""A danger zone against its critical rain: what level it reaches, in how many hours, and how near it is."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from anlan.analysis.kinds.rain_results import MOVE, PREPARE
from anlan.analysis.kinds.village_rain_reading import AN_HOUR, PAST_H, Zone
from anlan.science.bounds import Floats

_EXACT: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A zone: its level with less, as forecast and with more rain; in how many hours it is reached; how near it is.

    ``move_h`` and ``prepare_h`` are hours from now (0: reached already), the earliest of the three; None: not reached.
    ``share`` is what has fallen of the nearest limit, whose hours, millimetres and fallen rain stand beside it.
    """

    zone: Zone
    levels: tuple[int, int, int]
    move_h: float | None
    prepare_h: float | None
    share: float
    hours: int
    limit_mm: float
    fallen_mm: float

    @property
    def level(self) -> int:
        """Return the level as forecast."""
        return self.levels[1]

    @property
    def graver(self) -> int:
        """Return the level with more rain than forecast."""
        return self.levels[2]


def judge(zone: Zone, shares: tuple[float, float, float]) -> Judged:
    """Judge a zone with less, as forecast, and with more rain: every window that ends now or later."""
    reached = [_reached(zone, share) for share in shares]
    levels = [MOVE if move is not None else PREPARE if ready is not None else 0 for ready, move in reached]
    nearest = max(
        ((fallen / limit, hours, limit, fallen) for hours, limit, fallen in _fallen(zone)), default=(0.0, 0, 0.0, 0.0)
    )
    return Judged(
        zone=zone,
        levels=(levels[0], levels[1], levels[2]),
        prepare_h=_earliest([ready for ready, _ in reached]),
        move_h=_earliest([move for _, move in reached]),
        share=nearest[0],
        hours=nearest[1],
        limit_mm=nearest[2],
        fallen_mm=nearest[3],
    )


def _reached(zone: Zone, share: float) -> tuple[float | None, float | None]:
    """Return in how many hours the zone first reaches a limit to make ready, and one to move."""
    rain = np.concatenate([zone.fallen, zone.forecast * share])
    first: dict[str, list[float]] = {"prepare": [], "move": []}
    for limit in zone.limits:
        sums = _window(rain, limit.hours)[zone.fallen.size - 1 :]
        for word, least in (("prepare", limit.prepare_mm), ("move", limit.move_mm)):
            over = least is not None and sums >= least - _EXACT
            if np.any(over):
                first[word].append(int(np.argmax(over)) / AN_HOUR)
    return min(first["prepare"], default=None), min(first["move"], default=None)


def _window(rain: Floats, hours: int) -> Floats:
    """Return the rain of so many hours that end at each step; before the first step none is known."""
    whole = np.concatenate([np.zeros(hours * AN_HOUR), np.cumsum(rain)])
    return np.asarray(whole[hours * AN_HOUR :] - whole[: rain.size])


def _fallen(zone: Zone) -> list[tuple[int, float, float]]:
    """Return for each window its hours, the limit to move (else to make ready), and what has fallen in it."""
    limits = [(each.hours, each.move_mm if each.move_mm is not None else each.prepare_mm) for each in zone.limits]
    return [
        (hours, limit, float(np.sum(zone.fallen[-min(hours, PAST_H) * AN_HOUR :])))
        for hours, limit in limits
        if limit is not None
    ]


def _earliest(hours: list[float | None]) -> float | None:
    return min((each for each in hours if each is not None), default=None)
