"""When figures are due, and how well a unit keeps to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from anlan.kernel.clock import CHINA, in_china
from anlan.kernel.regions import RegionLevel, level_of

_NAMES: Final = {RegionLevel.VILLAGE: "village", RegionLevel.TOWNSHIP: "township", RegionLevel.COUNTY: "county"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A time by which figures were due; ``met`` is whether some came since the one before, None while it runs."""

    due_at: datetime
    met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A unit's score in hundredths; each part is None where there is nothing to judge yet."""

    timely: Decimal | None
    complete: Decimal | None
    right: Decimal | None
    total: Decimal


def rule_of(region: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the deadlines of a region's level."""
    found: Mapping[str, Any] = table[_NAMES[level_of(region)]]
    return found


def dues(opened_at: datetime, until: datetime, rule: Mapping[str, Any]) -> tuple[datetime, ...]:
    """Return when figures are due: the first so many hours after the opening, then daily; the next one included."""
    first = opened_at + timedelta(hours=rule["first_hours"])
    clock = time.fromisoformat(rule["daily"])
    found = [first]
    day = in_china(first).date()
    while found[-1] < until:
        due = datetime.combine(day, clock, tzinfo=CHINA)
        day += timedelta(days=1)
        if due > found[-1]:
            found.append(due)
    return tuple(found)


def slots(due_times: Iterable[datetime], told_at: Iterable[datetime], now: datetime) -> tuple[Slot, ...]:
    """Return each due time with whether it was met; figures that come at the due time itself are in time."""
    times, found, before = sorted(told_at), [], None
    for due in due_times:
        met = any((before is None or at > before) and at <= due for at in times)
        found.append(Slot(due, met or (None if now <= due else False)))
        before = due
    return tuple(found)


def is_late(judged: Sequence[Slot]) -> bool:
    """Tell whether the last time that has passed was missed and nothing has come since."""
    passed = [slot for slot in judged if slot.met is not None]
    return bool(passed) and passed[-1].met is False


def score_of(
    judged: Sequence[Slot], told: tuple[int, int], returned: tuple[int, int], rules: Mapping[str, Any]
) -> Score:
    """Return a unit's score: due times met, (told, asked) indicators, (returned, all) entries."""
    passed = [slot.met for slot in judged if slot.met is not None]
    parts = {
        "timely": _share(sum(passed), len(passed)),
        "complete": _share(*told),
        "right": _share(returned[1] - returned[0], returned[1]),
    }
    weights = {name: Decimal(rules[name]) for name, share in parts.items() if share is not None}
    whole = sum(weights.values(), Decimal(0))
    got = sum((weight * (parts[name] or 0) for name, weight in weights.items()), Decimal(0))
    return Score(**parts, total=(100 * got / whole).quantize(Decimal("0.1")) if whole else Decimal(0))


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / Decimal(whole) if whole else None
