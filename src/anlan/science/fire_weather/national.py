"""The national fire-danger class by LY/T 1172-95: points for heat, dryness, days without rain, wind and green-up."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

from anlan.science.refusing import Refused

_TEMPERATURES: Final = (5.0, 10.0, 15.0, 20.0, 25.0)
_HUMIDITIES: Final = (25.0, 35.0, 45.0, 55.0, 65.0)
_POINTS: Final = (0, 4, 8, 12, 16, 20)
_PER_DRY_DAY: Final = 5
_MOST_DRY: Final = 50
_PER_FORCE: Final = 5
_MOST_WIND: Final = 40
_CLASSES: Final = (25, 50, 72, 90)
_FORCES: Final = (0.3, 1.6, 3.4, 5.5, 8.0, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """The points and the class, 1 to 5."""

    points: int
    grade: int


def fire_danger(*, hottest: float, driest: float, dry_days: int, wind: float, green: int = 0) -> Danger:
    """Return the class of a day.

    ``hottest`` in degrees C, ``driest`` relative humidity in %, whole days since rain, the strongest wind in m/s, and
    ``green`` from 0 (bare) to 20 (fully green, or snow on the ground).
    """
    if dry_days < 0:
        raise Refused("dry_days_out_of_range", f"{dry_days} is negative")
    if not 0 <= green <= 20:
        raise Refused("green_out_of_range", f"{green} is not within 0 to 20", span=(green, 0, 20))
    heat = _POINTS[bisect_left(_TEMPERATURES, hottest)]
    dryness = _POINTS[5 - bisect_right(_HUMIDITIES, driest)]
    drought = min(_PER_DRY_DAY * dry_days, _MOST_DRY)
    blow = min(_PER_FORCE * wind_force(wind), _MOST_WIND)
    points = heat + dryness + drought + blow - green
    return Danger(points=points, grade=1 + bisect_left(_CLASSES, points))


def wind_force(metres_per_second: float) -> int:
    """Return the wind force of a mean wind."""
    return bisect_right(_FORCES, metres_per_second)
