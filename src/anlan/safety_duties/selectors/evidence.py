"""What the records tell of a duty: on which days it was done, or how much of what was found is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from anlan.dangers import api as dangers
from anlan.drills import api as drills
from anlan.enterprises import api as enterprises
from anlan.kernel.clock import CHINA
from anlan.safety_duties.domain.standing import Share
from anlan.supervision import api as supervision

Found = tuple[tuple[date, int], ...] | Share


@dataclass(frozen=True, slots=True)
class Asked:
    """Of whom the records are asked, for which year, until the end of which day."""

    region: str
    holder: str
    enterprise_id: UUID | None
    year: int
    until: date


def found_in_records(key: str, asked: Asked) -> Found:
    """Return what the records tell; for an enterprise's list the enterprise's own."""
    return _SOURCES[key](asked)


def _days(days: tuple[date, ...]) -> Found:
    return tuple((day, 1) for day in days)


def _inspections(asked: Asked) -> Found:
    return _days(supervision.recorded_days(asked.region, year=asked.year))


def _own_inspections(asked: Asked) -> Found:
    return _days(supervision.recorded_days(asked.region, year=asked.year, department=asked.holder))


def _drills(asked: Asked) -> Found:
    return _days(drills.held_days(asked.region, year=asked.year))


def _dangers(asked: Asked, *, major_only: bool = False, is_own: bool = False) -> Found:
    since = datetime(asked.year, 1, 1, tzinfo=CHINA)
    until = datetime.combine(asked.until, datetime.min.time(), CHINA) + timedelta(days=1)
    about = {"since": since, "until": until, "object_id": asked.enterprise_id if is_own else None}
    return Share(*dangers.closed_share(asked.region, major_only=major_only, **about))


def _major(asked: Asked) -> Found:
    return _dangers(asked, major_only=True)


def _of_firm(asked: Asked) -> Found:
    return _dangers(asked, is_own=True)


def _checks(asked: Asked) -> Found:
    return _days(enterprises.self_check_days(asked.enterprise_id, year=asked.year)) if asked.enterprise_id else ()


def _section(name: str) -> Callable[[Asked], Found]:
    def days(asked: Asked) -> Found:
        rows = enterprises.records(asked.enterprise_id, name) if asked.enterprise_id else ()
        return _days(tuple(date.fromisoformat(row.values["held_on"]) for row in rows))

    return days


_SOURCES: Final[dict[str, Callable[[Asked], Found]]] = {
    "inspections": _inspections,
    "own_inspections": _own_inspections,
    "drills": _drills,
    "dangers_closed": _dangers,
    "major_dangers_closed": _major,
    "firm_checks": _checks,
    "firm_drills": _section("drills"),
    "firm_trainings": _section("trainings"),
    "firm_dangers_closed": _of_firm,
}
