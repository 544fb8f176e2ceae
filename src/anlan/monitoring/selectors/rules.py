"""The rules in force, as the intake judges by them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anlan.kernel.levels import Level
from anlan.monitoring.domain.bands import Band, Values
from anlan.monitoring.domain.rules import FLASH_FLOOD, RAINSTORM, WATER_LEVEL, Rule, rule_of
from anlan.monitoring.models import LocalThreshold, ThresholdEdition
from anlan.support.tables import load_table

_PACKAGE = "anlan.monitoring"


def limits() -> dict[str, Any]:
    """Return the table of the intake's limits."""
    return load_table(_PACKAGE, "intake")


def rainstorm_signal() -> Rule:
    """Return the national rainstorm signals."""
    return rule_of(load_table(_PACKAGE, RAINSTORM))


def flash_flood() -> Rule:
    """Return the flash-flood rule with the values that stand where a place has none of its own."""
    return rule_of(load_table(_PACKAGE, FLASH_FLOOD))


def default_flash_flood_bands() -> tuple[Band, ...]:
    """Return the flash-flood values that stand where a place has none of its own."""
    return flash_flood().values.bands


def water_level() -> Rule:
    """Return the rule of warning and guaranteed level; the levels themselves stand with each series."""
    return rule_of(load_table(_PACKAGE, WATER_LEVEL))


def water_level_colours() -> dict[str, Level]:
    """Return which level each of a gauge's own marks means."""
    return {mark: Level[colour.upper()] for mark, colour in load_table(_PACKAGE, WATER_LEVEL)["levels"].items()}


@dataclass(frozen=True, slots=True)
class LocalValues:
    """The local values in force by region, and when the next edition takes effect."""

    by_region: dict[str, Values]
    valid_until: datetime | None


def local_values(now: datetime) -> LocalValues:
    """Return the newest approved edition of every region that is in effect at ``now``."""
    approved = ThresholdEdition.objects.filter(state=ThresholdEdition.State.APPROVED)
    in_force = (
        approved.filter(effective_from__lte=now)
        .order_by("region", "-effective_from", "-number")
        .distinct("region")
        .values_list("id", "region", "number")
    )
    editions = {id_: (region, number) for id_, region, number in in_force}
    bands: dict[Any, list[Band]] = {}
    rows = LocalThreshold.objects.filter(edition__state=ThresholdEdition.State.APPROVED)
    for edition_id, hours, level, value in rows.values_list("edition_id", "window_hours", "level", "value"):
        if edition_id in editions:
            bands.setdefault(edition_id, []).append(Band(level=Level(level), window_hours=hours, lower=value))
    by_region = {
        region: Values(edition=f"{FLASH_FLOOD}:{region}#{number}", bands=tuple(bands.get(id_, ())))
        for id_, (region, number) in editions.items()
    }
    coming = approved.filter(effective_from__gt=now).order_by("effective_from").values_list("effective_from", flat=True)
    return LocalValues(by_region, coming.first())
