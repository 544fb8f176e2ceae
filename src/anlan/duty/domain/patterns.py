"""The parts of a duty day: when each begins and how long it lasts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from anlan.kernel.clock import CHINA
from anlan.kernel.errors import InvalidValue

_DAY: Final = timedelta(days=1)
_MOST_PARTS: Final = 4
_LONGEST_NAME: Final = 20
_LONGEST_TIME: Final = 5


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the duty day: ``starts`` as 08:30, ``minutes`` long."""

    name: str
    starts: str
    minutes: int

    def as_row(self) -> dict[str, Any]:
        """Return the part as it is stored."""
        return asdict(self)


def parts_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    """Return the parts that rows hold, or refuse: together they are the 24 hours, one after the other."""
    parts = tuple(Part(str(row["name"]).strip(), str(row["starts"]).strip(), int(row["minutes"])) for row in rows)
    if not 1 <= len(parts) <= _MOST_PARTS:
        raise InvalidValue(field="parts", value=len(parts), rule="1_to_4_parts")
    for part in parts:
        _check(part)
    if len({part.name for part in parts}) < len(parts):
        raise InvalidValue(field="parts", value=parts[0].name, rule="each_name_once")
    _check_chain(parts)
    return parts


def _check(part: Part) -> None:
    if not 1 <= len(part.name) <= _LONGEST_NAME:
        raise InvalidValue(field="part_name", value=part.name[:40], rule="1_to_20_characters")
    try:
        time.fromisoformat(part.starts)
    except ValueError:
        raise InvalidValue(field="starts", value=part.starts[:10], rule="time_as_0830") from None
    if len(part.starts) != _LONGEST_TIME or part.minutes <= 0:
        raise InvalidValue(field="starts", value=part.starts[:10], rule="time_as_0830")


def _check_chain(parts: Sequence[Part]) -> None:
    begin = time.fromisoformat(parts[0].starts)
    minute = begin.hour * 60 + begin.minute
    for part in parts:
        starts = time.fromisoformat(part.starts)
        if starts.hour * 60 + starts.minute != minute % (24 * 60):
            raise InvalidValue(field="parts", value=part.name, rule="parts_follow_each_other")
        minute += part.minutes
    if minute - (begin.hour * 60 + begin.minute) != _DAY // timedelta(minutes=1):
        raise InvalidValue(field="parts", value=parts[-1].name, rule="parts_are_24_hours")


def span_in_day(parts: Sequence[Part], index: int, day: date) -> tuple[datetime, datetime]:
    """Return when the ``index``-th part of a duty day begins and ends; the duty day runs over midnight."""
    begins = datetime.combine(day, time.fromisoformat(parts[0].starts), CHINA).astimezone(UTC)
    since = begins + timedelta(minutes=sum(part.minutes for part in parts[:index]))
    return since, since + timedelta(minutes=parts[index].minutes)
