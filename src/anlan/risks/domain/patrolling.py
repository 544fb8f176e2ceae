"""When a site is to be patrolled again: by its class, the season, and warnings; and whether a track is one."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from anlan.kernel.clock import in_china
from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.risks.domain.kinds import SiteKind

MOST_POINTS: Final = 5000
_EARTH: Final = 6_371_000.0
_PARTS: Final = 3

Spot = tuple[float, float, int]


class TrackIsBroken(AnlanError):
    """The track is not a list of places with times, or it has too many: ``most``."""

    code = "risks.track_is_broken"
    message = "The track cannot be read: it must be at most %(most)s places, each with longitude, latitude and time."


@dataclass(frozen=True, slots=True)
class Density:
    """How much denser patrols are after a warning: hours between two, until when."""

    hours: int
    until: datetime


def days_between(kind: SiteKind, grade: str, day: date, table: dict[str, Any]) -> int:
    """Return how many days may pass between two patrols of a site on a day."""
    watch = next((each.watch for each in kind.grades if each.key == grade), "sparse")
    for season in table["season"]:
        if season["key"] == kind.season and _is_in(day, season["from"], season["until"]):
            return int(season[watch])
    return int(table["quiet"][watch])


def due_after(patrolled: datetime, days: int, density: Density | None) -> datetime:
    """Return when the next patrol is due after one; a warning that still stands makes it earlier, never later."""
    planned = patrolled + timedelta(days=days)
    if density is None or density.until <= patrolled:
        return planned
    return min(planned, patrolled + timedelta(hours=density.hours))


def density_of(level: Level, now: datetime, table: dict[str, Any]) -> Density | None:
    """Return how much denser a warning of a level makes patrols, nothing where it has no level."""
    hours = table["warning"]["hours"].get(level.colour)
    return Density(int(hours), now + timedelta(hours=table["warning"]["stays"])) if hours else None


def track_of(given: Any) -> tuple[Spot, ...]:
    """Return a track: longitude, latitude, milliseconds of the phone's clock; refuse what is none."""
    if not isinstance(given, list | tuple) or len(given) > MOST_POINTS:
        raise TrackIsBroken(most=MOST_POINTS)
    return tuple(_spot(each) for each in given)


def length_of(track: Sequence[Spot]) -> float:
    """Return how long a track is, in metres."""
    return sum(_metres(a, b) for a, b in itertools.pairwise(track))


def _spot(given: Any) -> Spot:
    is_spot = isinstance(given, list | tuple) and len(given) == _PARTS
    if not is_spot or not all(isinstance(part, int | float) and math.isfinite(part) for part in given):
        raise TrackIsBroken(most=MOST_POINTS)
    longitude, latitude, at = given
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise TrackIsBroken(most=MOST_POINTS)
    return round(float(longitude), 6), round(float(latitude), 6), int(at)


def _metres(a: Spot, b: Spot) -> float:
    """Return the distance of two places on the sphere."""
    east = math.radians(b[0] - a[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
    return _EARTH * math.hypot(east, math.radians(b[1] - a[1]))


def _is_in(day: date, first: str, last: str) -> bool:
    """Tell whether a day lies in a season given as MM-DD; a season may go over the new year."""
    own = f"{day:%m-%d}"
    return first <= own <= last if first <= last else own >= first or own <= last


def day_in_china(at: datetime) -> date:
    """Return the day of an instant as people in China call it."""
    return in_china(at).date()
