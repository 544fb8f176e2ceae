"""Judging a risk point: by LEC or by the LS matrix, as data, and what its level means for its control."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from anlan.kernel.errors import InvalidValue

_LONGEST: Final = {"name": 80, "place": 80, "owner": 60}
_LONGEST_MEASURE: Final = 1000
_WORDS: Final = {"name": "Name of the risk point", "place": "Place", "owner": "Person in charge"}


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of a method with the values that may be chosen, each with its words."""

    key: str
    name: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Method:
    """A method: the product of its factors, and from which product on a level (4 red ... 1 blue) holds."""

    key: str
    name: str
    short: str
    factors: tuple[Factor, ...]
    bands: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a method says: the product of the factors and its level."""

    score: Decimal
    level: int


@dataclass(frozen=True, slots=True)
class Layer:
    """Which layer answers for a risk of a level, and how often its measures are checked (day, week, month)."""

    level: int
    key: str
    name: str
    cycle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskEntry:
    """What is said of a risk point: the unit, what can happen, how it is judged, the measures by kind, who answers."""

    name: str
    place: str
    owner: str
    accidents: tuple[str, ...]
    method: str
    factors: Mapping[str, str]
    measures: Mapping[str, str]


def methods_of(tables: Mapping[str, Any]) -> dict[str, Method]:
    """Return every method by key; one that names ``factors_of`` another has its factors, with bounds of its own."""
    return {key: _method(key, table, tables[table.get("factors_of", key)]["factor"]) for key, table in tables.items()}


def _method(key: str, table: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> Method:
    factors = tuple(
        Factor(each["key"], each["name"], {row["value"]: row["word"] for row in each["values"]}) for each in rows
    )
    bands = sorted(((int(each["level"]), Decimal(each["from"])) for each in table["band"]), reverse=True)
    return Method(key, table["name"], table["short"], factors, tuple(bands))


def judge(method: Method, chosen: Mapping[str, str]) -> Judgement:
    """Return the product of the chosen values and its level; on a bound it is the higher one."""
    score = Decimal(1)
    for factor in method.factors:
        value = chosen.get(factor.key, "")
        if value not in factor.values:
            raise InvalidValue(field=factor.name, value=value[:20], rule="chosen_from_the_list")
        score *= Decimal(value)
    return Judgement(score, level_of(method, score))


def level_of(method: Method, score: Decimal) -> int:
    """Return the level of a score."""
    return next(level for level, bound in method.bands if score >= bound)


def check_entry(entry: RiskEntry, *, accidents: Mapping[str, str], measures: Mapping[str, str]) -> None:
    """Refuse what a risk point may not say: no name, no accident, no measure, texts that are too long."""
    for key, most in _LONGEST.items():
        text = getattr(entry, key)
        if not text or len(text) > most:
            raise InvalidValue(field=_WORDS[key], value=text[:20], rule="too_long" if text else "not_empty")
    if not entry.accidents or not set(entry.accidents) <= set(accidents):
        raise InvalidValue(field="What can happen", value="", rule="chosen_from_the_list")
    told = [entry.measures.get(kind, "") for kind in measures]
    if not any(told):
        raise InvalidValue(field="Control measures", value="", rule="not_empty")
    if any(len(text) > _LONGEST_MEASURE for text in told):
        raise InvalidValue(field="Control measures", value="", rule="too_long")


def checked_shape(points: object) -> list[list[float]]:
    """Return a point or an area on a floor plan, in parts of its width and height; refuse what is neither."""
    if not isinstance(points, list) or len(points) not in (1, *range(3, 41)):
        raise InvalidValue(field="Place on the floor plan", value="", rule="point_or_area")
    for point in points:
        if not (isinstance(point, list) and len(point) == 2 and all(_is_part(each) for each in point)):
            raise InvalidValue(field="Place on the floor plan", value=str(point)[:40], rule="point_or_area")
    return [[round(x, 4), round(y, 4)] for x, y in points]


def _is_part(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
