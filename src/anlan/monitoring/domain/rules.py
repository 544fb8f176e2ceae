"""The rules as dated, cited tables; the values of a region stand in editions of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from anlan.kernel.levels import Level
from anlan.monitoring.domain.bands import Band, Values
from anlan.monitoring.domain.definition import RuleDefinition, ready_made
from anlan.monitoring.domain.errors import ThresholdsNotInOrder
from anlan.monitoring.domain.judging import Aggregate

RAINSTORM: Final = "rainstorm_signal"
FLASH_FLOOD: Final = "flash_flood"
WATER_LEVEL: Final = "water_level"
LOCAL_WINDOWS: Final = (1, 3, 6, 24)
LOCAL_LEVELS: Final = (Level.ORANGE, Level.RED)
_HIGHEST_LOCAL_VALUE: Final = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule family: where it comes from and how it speaks."""

    id: str
    source: str
    edition: str
    unit: str
    mark: str
    rearm_minutes: int
    values: Values


def rule_of(table: Mapping[str, Any]) -> Rule:
    """Return the rule that a table holds; refuse one without source or with an unknown boundary."""
    definition = ready_made(table).definition
    edition = f"{definition.id}:{definition.edition}"
    return Rule(
        id=definition.id,
        source=definition.source,
        edition=edition,
        unit=definition.unit,
        mark=definition.mark,
        rearm_minutes=definition.rearm_minutes,
        values=Values(edition=edition, bands=bands_of(definition)),
    )


def bands_of(definition: RuleDefinition) -> tuple[Band, ...]:
    """Return the sums over whole hours among a rule's cases, as local values are written."""
    return tuple(
        Band(level=case.rank, window_hours=each.window_minutes // 60, lower=each.threshold)
        for case in definition.cases
        for each in case.conditions
        if each.aggregate is Aggregate.SUM and each.threshold is not None
    )


def check_local(bands: tuple[Band, ...]) -> None:
    """Refuse local values that contradict each other: red lies above orange, longer windows not below shorter."""
    value = {(band.level, band.window_hours): band.lower for band in bands}
    for (level, hours), lower in value.items():
        in_reach = 0 < lower <= _HIGHEST_LOCAL_VALUE and hours in LOCAL_WINDOWS and level in LOCAL_LEVELS
        shorter = [v for (other, h), v in value.items() if other is level and h < hours]
        orange = value.get((Level.ORANGE, hours), 0.0)
        if not in_reach or max(shorter, default=0.0) > lower or (level is Level.RED and orange >= lower):
            raise ThresholdsNotInOrder(hours=hours)
    if not value:
        raise ThresholdsNotInOrder(hours=LOCAL_WINDOWS[0])


def is_stricter_anywhere(own: Values, outer: Values) -> bool:
    """Tell whether ``own`` reaches some level in some window earlier than ``outer``."""
    lower = {(band.level, band.window_hours): band.lower for band in outer.bands}
    return any(band.lower < lower.get((band.level, band.window_hours), float("inf")) for band in own.bands)
