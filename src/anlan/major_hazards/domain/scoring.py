"""The explained score: every point has a cause that is named, and the sum has a colour."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from anlan.kernel.levels import Level

_MERGED_TO: Final = ((Level.BLUE, "blue", Level.YELLOW), (Level.YELLOW, "yellow", Level.ORANGE))
_LAST: Final = (Level.ORANGE, "orange", Level.RED)


@dataclass(frozen=True, slots=True)
class Point:
    """So many points for a cause: ``code`` names the sentence, ``data`` fills it."""

    code: str
    points: int
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorNow:
    """A sensor as it stands: None as value where nothing was heard, or not lately."""

    item: str
    label: str
    station: str
    value: float | None
    unit: str
    level: Level
    bound: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What dangers and management count."""

    major: int = 0
    overdue: int = 0
    ordinary: int = 0
    ungraded: int = 0
    certificates: int = 0
    unit_dues: int = 0
    duties: int = 0
    self_checks: int = 0
    uninspected: int = 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """A site's colour, its score, and what made it, the heaviest first."""

    level: Level
    score: int
    points: tuple[Point, ...]


def merged(levels: Iterable[Level], steps: Mapping[str, int]) -> Level:
    """Return the level of several by GB 39496: 4 blue make a yellow, 3 yellow an orange, 2 orange a red.

    What is made counts with what is there already in the next step; the worst that stands is the level.
    """
    count = Counter(levels)
    for level, name, following in (*_MERGED_TO, _LAST):
        count[following] += count[level] // steps[name]
    return max((level for level, number in count.items() if number), default=Level.NONE)


def assess(sensors: tuple[SensorNow, ...], counted: Counted, table: Mapping[str, Any], *, merges: bool) -> Assessment:
    """Return the colour with every point of it."""
    points = [*_sensor_points(sensors, table, merges=merges), *_counted_points(counted, table)]
    points.sort(key=lambda point: (-point.points, point.code, str(sorted(point.data.items()))))
    score = sum(point.points for point in points)
    return Assessment(colour_of(score, table["colours"]), score, tuple(points))


def colour_of(score: int, bounds: Mapping[str, int]) -> Level:
    """Return the colour of a score; the lowest is blue."""
    for name in ("red", "orange", "yellow"):
        if score >= bounds[name]:
            return Level[name.upper()]
    return Level.BLUE


def _sensor_points(sensors: tuple[SensorNow, ...], table: Mapping[str, Any], *, merges: bool) -> list[Point]:
    by_level = table["sensor"]
    silent = [_of(each, "silent", by_level["silent"]) for each in sensors if each.value is None]
    if merges:
        return [*silent, *_merged_points(sensors, table)]
    reached = [each for each in sensors if each.value is not None and each.level is not Level.NONE]
    return [*silent, *(_of(each, "sensor", by_level[each.level.colour]) for each in reached)]


def _merged_points(sensors: tuple[SensorNow, ...], table: Mapping[str, Any]) -> list[Point]:
    """Return the points of a tailings pond: sensors of an item merge, then the items; only the outcome has points."""
    items: dict[str, list[SensorNow]] = {}
    for each in sensors:
        if each.value is not None and each.level is not Level.NONE:
            items.setdefault(each.item, []).append(each)
    levels = {item: merged((each.level for each in held), table["merging"]) for item, held in items.items()}
    whole = merged(levels.values(), table["merging"])
    if whole is Level.NONE:
        return []
    named = [_of(each, "sensor", 0) for held in items.values() for each in held]
    told = {"items": len(levels), "sensors": sum(map(len, items.values())), "level": int(whole)}
    return [Point("merged", table["sensor"][whole.colour], told), *named]


def _of(sensor: SensorNow, code: str, points: int) -> Point:
    data: dict[str, Any] = {"label": sensor.label, "station": sensor.station}
    if code == "sensor":
        data |= {"value": sensor.value, "unit": sensor.unit, "level": int(sensor.level), "bound": sensor.bound}
    return Point(code, points, data)


def _counted_points(counted: Counted, table: Mapping[str, Any]) -> list[Point]:
    rules = {**table["danger"], **table["management"]}
    found = []
    for name in Counted.__dataclass_fields__:
        count = getattr(counted, name)
        if count:
            worth = min(count * rules[name]["each"], rules[name]["most"])
            found.append(Point(name, worth, {"count": count}))
    return found
