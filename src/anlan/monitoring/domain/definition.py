"""Rules as data: what a rule says, of which series, and for which place; read from TOML and JSON, checked whole.

A definition names quantities and marks, never a series: ``domain.compiling`` turns it into the engine's units for the
series that it fits.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal

import msgspec

from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.monitoring.domain.judging import EXACT_MINUTES, LONGEST_MINUTES, Aggregate, Compare

Colour = Literal["blue", "yellow", "orange", "red"]
Mark = Literal["verified", "doubtful"]
MOST_CASES: Final = 20
MOST_CONDITIONS: Final = 12
MOST_NEIGHBOURS: Final = 8
MOST_READINGS: Final = 60
LONGEST_CURVE_HOURS: Final = 240
_FURTHEST_NEIGHBOUR_KM: Final = 100.0
_LONGEST_REARM: Final = 10_080
_LARGEST_NUMBER: Final = 1e9
_RANKS: Final = {level.colour: level for level in Level}
_ID: Final = re.compile(r"[a-z][a-z0-9_]{2,39}")
_EVENT_CODE: Final = re.compile(r"1[1-4][0-9A-Z]{3}")
_STATION_CODE: Final = re.compile(r"\S{1,40}")


class Place(StrEnum):
    """For which place a rule speaks."""

    STATION = "station"
    TOWNSHIP = "township"
    STANDS_FOR = "stands_for"
    COUNTY = "county"


class On(StrEnum):
    """Whose readings a condition looks at: those of the station itself, or of the stations near it."""

    SITE = "site"
    NEIGHBOURS = "neighbours"


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One condition. An empty quantity is the rule's own.

    The value compared with is the series' mark times ``factor`` where the series has the mark, else ``threshold``; a
    condition with neither number for a series does not judge it. ``clear_by`` is how far back past the value the
    reading must go before the condition ends. ``neighbours`` is how many of the nearest stations must meet it.
    """

    quantity: str = ""
    on: On = On.SITE
    within_km: float = 0.0
    neighbours: int = 0
    aggregate: Aggregate = Aggregate.VALUE
    window_minutes: int = 0
    compare: Compare = Compare.AT_LEAST
    threshold: float | None = None
    mark: str = ""
    factor: float = 1.0
    clear_by: float = 0.0
    hold_minutes: int = 0
    times: int = 1
    of: int = 1


class Curve(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An intensity-duration curve I = a D^b (mm/h, hours): judged at each whole hour as the depth a D^(1+b)."""

    a: float
    b: float
    from_hours: int
    to_hours: int

    def depth(self, hours: int) -> float:
        """Return the depth in mm that reaches the curve within ``hours``."""
        return float(self.a * hours ** (1 + self.b))

    def conditions(self) -> tuple[Condition, ...]:
        """Return the curve as one condition for each whole hour."""
        return tuple(
            Condition(aggregate=Aggregate.SUM, window_minutes=60 * hours, threshold=round(self.depth(hours), 3))
            for hours in range(self.from_hours, self.to_hours + 1)
        )


class RuleCase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The level that is reached when ``need`` of the conditions are met; 0 means all, on a curve any."""

    level: Colour
    need: int = 0
    conditions: tuple[Condition, ...] = ()
    curve: Curve | None = None
    mark: Mark | None = None
    source: str = ""
    note: str = ""

    @property
    def rank(self) -> Level:
        """Return the level."""
        return _RANKS[self.level]

    @property
    def needed(self) -> int:
        """Return how many of the conditions must be met."""
        return 1 if self.curve else self.need or len(self.conditions)

    def expanded(self) -> tuple[Condition, ...]:
        """Return the conditions, a curve's written out."""
        return self.curve.conditions() if self.curve else self.conditions


class Scope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which series a rule judges: of one quantity, at stations of these kinds, in this region, or exactly these."""

    quantity: str
    kinds: tuple[str, ...] = ()
    region: str = ""
    stations: tuple[str, ...] = ()


class RuleDefinition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A rule family as it stands in one edition.

    ``local_values`` says that approved values of a township or village replace the cases there. Without cases a rule
    judges nothing: it says in ``note`` what would be needed.
    """

    id: str
    title: str
    hazard: str
    source: str
    edition: str
    unit: str
    mark: Mark
    scope: Scope
    event_code: str = ""
    place: Place = Place.STATION
    boundary: Literal["at_least"] = "at_least"
    local_values: bool = False
    rearm_minutes: int = 60
    valid_minutes: int = 0
    note: str = ""
    cases: tuple[RuleCase, ...] = ()

    @property
    def quantities(self) -> frozenset[str]:
        """Return every quantity that the rule looks at."""
        named = (each.quantity for case in self.cases for each in case.expanded())
        return frozenset(each or self.scope.quantity for each in named) | {self.scope.quantity}


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """A rule that comes with the house, and whether it judges without anybody having switched it."""

    definition: RuleDefinition
    is_on: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a definition may use."""

    quantities: frozenset[str]
    kinds: frozenset[str]
    hazards: frozenset[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a definition: the field's path (``cases.0.conditions.1.threshold``), value and rule."""

    field: str
    value: object
    rule: str


def definition_of(data: Mapping[str, Any]) -> RuleDefinition:
    """Return the definition that JSON or TOML data hold; refuse unknown fields and wrong types by their path."""
    try:
        return msgspec.convert(data, RuleDefinition)
    except msgspec.ValidationError as error:
        raise InvalidValue(field="definition", value=str(error), rule="of_the_known_form") from error


def ready_made(table: Mapping[str, Any]) -> ReadyMade:
    """Return the rule that a table of ``tables/rules`` holds."""
    data = {key: value for key, value in table.items() if key != "on"}
    return ReadyMade(definition_of(data), bool(table["on"]))


def data_of(definition: RuleDefinition) -> dict[str, Any]:
    """Return a definition as JSON data; what has its usual value is left out."""
    data: dict[str, Any] = msgspec.to_builtins(definition)
    return data


def check(definition: RuleDefinition, words: Vocabulary) -> None:
    """Refuse a definition by the first thing that is wrong with it."""
    for problem in problems(definition, words):
        raise InvalidValue(field=problem.field, value=problem.value, rule=problem.rule)


def problems(definition: RuleDefinition, words: Vocabulary) -> tuple[Problem, ...]:
    """Return everything that is wrong with a definition."""
    return (*_head(definition, words), *_cases(definition, words), *_order(definition))


def _unless(holds: bool, field: str, value: object, rule: str) -> Iterator[Problem]:  # noqa: FBT001 - the condition
    if not holds:
        yield Problem(field, value, rule)


def _head(rule: RuleDefinition, words: Vocabulary) -> Iterator[Problem]:
    scope = rule.scope
    yield from _unless(bool(_ID.fullmatch(rule.id)), "id", rule.id, "lower_case_3_to_40")
    for field, most in (("title", 60), ("source", 300), ("edition", 40)):
        text = getattr(rule, field)
        yield from _unless(0 < len(text.strip()) <= most, field, text[:most], f"1_to_{most}_characters")
    yield from _unless(rule.hazard in words.hazards, "hazard", rule.hazard, "a_known_hazard")
    is_code = not rule.event_code or bool(_EVENT_CODE.fullmatch(rule.event_code))
    yield from _unless(is_code, "event_code", rule.event_code, "a_12379_code")
    yield from _unless(scope.quantity in words.quantities, "scope.quantity", scope.quantity, "a_known_quantity")
    for kind in scope.kinds:
        yield from _unless(kind in words.kinds, "scope.kinds", kind, "a_known_station_kind")
    is_region = not scope.region or (scope.region.isascii() and scope.region.isdigit() and len(scope.region) <= 12)
    yield from _unless(is_region, "scope.region", scope.region, "2_to_12_digits")
    for code in scope.stations:
        yield from _unless(bool(_STATION_CODE.fullmatch(code)), "scope.stations", code, "a_station_code")
    yield from _unless(0 <= rule.rearm_minutes <= _LONGEST_REARM, "rearm_minutes", rule.rearm_minutes, "0_to_10080")
    is_valid = 0 <= rule.valid_minutes <= LONGEST_MINUTES
    yield from _unless(is_valid, "valid_minutes", rule.valid_minutes, "0_to_43200")
    yield from _unless(len(rule.cases) <= MOST_CASES, "cases", len(rule.cases), "at_most_20")
    is_explained = bool(rule.cases or rule.note.strip())
    yield from _unless(is_explained, "cases", 0, "at_least_1_or_a_note")


def _cases(rule: RuleDefinition, words: Vocabulary) -> Iterator[Problem]:
    for number, case in enumerate(rule.cases):
        at = f"cases.{number}"
        if case.curve:
            yield from _curve(case, case.curve, at)
            continue
        count = len(case.conditions)
        yield from _unless(1 <= count <= MOST_CONDITIONS, f"{at}.conditions", count, "1_to_12")
        yield from _unless(0 <= case.need <= count, f"{at}.need", case.need, "0_to_number_of_conditions")
        near = sum(each.on is On.NEIGHBOURS for each in case.conditions)
        is_plain = not near or (near == 1 and case.needed == count)
        yield from _unless(is_plain, f"{at}.need", case.need, "one_neighbours_condition_and_all_needed")
        for index, each in enumerate(case.conditions):
            yield from _condition(each, f"{at}.conditions.{index}", words)


def _curve(case: RuleCase, curve: Curve, at: str) -> Iterator[Problem]:
    yield from _unless(not case.conditions, f"{at}.conditions", len(case.conditions), "none_beside_a_curve")
    yield from _unless(0 < curve.a <= 1000, f"{at}.curve.a", curve.a, "above_0_at_most_1000")
    yield from _unless(-1 < curve.b <= 0, f"{at}.curve.b", curve.b, "above_minus_1_at_most_0")
    in_reach = 1 <= curve.from_hours < curve.to_hours <= LONGEST_CURVE_HOURS
    yield from _unless(in_reach, f"{at}.curve.to_hours", curve.to_hours, "hours_in_order_at_most_240")


def _condition(each: Condition, at: str, words: Vocabulary) -> Iterator[Problem]:
    is_known = not each.quantity or each.quantity in words.quantities
    yield from _unless(is_known, f"{at}.quantity", each.quantity, "a_known_quantity")
    yield from _window(each, at)
    has_number = each.threshold is not None or bool(each.mark)
    yield from _unless(has_number, f"{at}.threshold", each.threshold, "a_number_or_a_mark")
    for field in ("threshold", "factor", "clear_by"):
        number = getattr(each, field)
        is_number = number is None or (math.isfinite(number) and abs(number) <= _LARGEST_NUMBER)
        yield from _unless(is_number, f"{at}.{field}", number, "finite_and_below_1e9")
    yield from _unless(each.clear_by >= 0, f"{at}.clear_by", each.clear_by, "0_or_more")
    is_held = 0 <= each.hold_minutes <= LONGEST_MINUTES
    yield from _unless(is_held, f"{at}.hold_minutes", each.hold_minutes, "0_to_43200")
    is_counted = 1 <= each.times <= each.of <= MOST_READINGS
    yield from _unless(is_counted, f"{at}.times", each.times, "1_to_of_at_most_60")
    if each.on is On.NEIGHBOURS:
        is_near = 0 < each.within_km <= _FURTHEST_NEIGHBOUR_KM
        yield from _unless(is_near, f"{at}.within_km", each.within_km, "above_0_at_most_100")
        is_some = 1 <= each.neighbours <= MOST_NEIGHBOURS
        yield from _unless(is_some, f"{at}.neighbours", each.neighbours, "1_to_8")


def _window(each: Condition, at: str) -> Iterator[Problem]:
    window = each.window_minutes
    if each.aggregate is Aggregate.VALUE:
        yield from _unless(window == 0, f"{at}.window_minutes", window, "0_for_a_single_value")
        return
    yield from _unless(1 <= window <= LONGEST_MINUTES, f"{at}.window_minutes", window, "1_to_43200")
    is_whole = window <= EXACT_MINUTES or window % 60 == 0
    yield from _unless(is_whole, f"{at}.window_minutes", window, "whole_hours_above_a_day")


def _order(rule: RuleDefinition) -> Iterator[Problem]:
    """Yield where a higher level is easier to reach than a lower one by the same measure."""
    seen: dict[tuple[object, ...], list[tuple[Level, float, int]]] = {}
    for number, case in enumerate(rule.cases):
        if len(case.conditions) == 1 and (value := _value(case.conditions[0])) is not None:
            seen.setdefault(_measure(case.conditions[0]), []).append((case.rank, value, number))
    for measure, found in seen.items():
        upwards = measure[3] in (Compare.AT_LEAST, Compare.ABOVE)
        yield from _out_of_order(found, upwards=upwards)


def _out_of_order(found: Iterable[tuple[Level, float, int]], *, upwards: bool) -> Iterator[Problem]:
    lower: tuple[Level, float] | None = None
    for level, value, number in sorted(found):
        if lower and level > lower[0] and ((value <= lower[1]) if upwards else (value >= lower[1])):
            yield Problem(f"cases.{number}.conditions.0.threshold", value, "beyond_the_lower_level")
        lower = (level, value)


def _measure(each: Condition) -> tuple[object, ...]:
    return each.quantity, each.aggregate, each.window_minutes, each.compare, each.mark, each.hold_minutes, each.of


def _value(each: Condition) -> float | None:
    return each.factor if each.mark else each.threshold
