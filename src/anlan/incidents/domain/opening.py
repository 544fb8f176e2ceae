"""What opens an incident, checked before anything is stored."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from anlan.kernel.checks import check
from anlan.kernel.levels import Level
from anlan.kernel.regions import level_of

_CLOCKS_DIFFER_BY: Final = timedelta(minutes=5)
_LONGEST_TITLE: Final = 120
_LONGEST_PLACE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIncident:
    """An incident to open. ``kind`` is a 12379 code, ``location`` (longitude, latitude), ``grade`` 0 where undecided.

    A form gives its own ``id``, so that sending it twice opens one incident. ``caused_by`` is the incident that led
    to this one.
    """

    kind: str
    title: str
    region: str
    happened_at: datetime
    learned_at: datetime
    location: tuple[float, float] | None = None
    place_text: str = ""
    grade: int = 0
    alarm_ids: tuple[UUID, ...] = ()
    is_exercise: bool = False
    id: UUID | None = None
    caused_by: UUID | None = None


def check_opening(new: NewIncident, now: datetime) -> None:
    """Refuse an opening by the first field that cannot be true."""
    check(0 < len(new.title.strip()) <= _LONGEST_TITLE, "title", new.title[:_LONGEST_TITLE], "1_to_120_characters")
    check(len(new.place_text) <= _LONGEST_PLACE, "place_text", new.place_text[:20], "at_most_200_characters")
    check(level_of(new.region) > 0, "region", new.region, "below_the_nation")
    check(new.grade in tuple(Level), "grade", new.grade, "0_to_4")
    check(new.happened_at <= new.learned_at, "learned_at", new.learned_at.isoformat(), "not_before_happened_at")
    check(new.learned_at <= now + _CLOCKS_DIFFER_BY, "learned_at", new.learned_at.isoformat(), "not_in_the_future")
    if new.location is not None:
        longitude, latitude = new.location
        is_on_earth = -180 <= longitude <= 180 and -90 <= latitude <= 90
        check(is_on_earth, "location", f"{longitude}, {latitude}", "longitude_latitude")
