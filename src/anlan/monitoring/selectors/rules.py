"""The rules in force, as the intake judges by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from anlan.kernel.levels import Level
from anlan.monitoring.domain.bands import Band, Values
from anlan.monitoring.domain.definition import ReadyMade, Vocabulary, ready_made
from anlan.monitoring.domain.rules import FLASH_FLOOD, RAINSTORM, WATER_LEVEL, Rule, rule_of
from anlan.monitoring.models import LocalThreshold, ThresholdEdition
from anlan.monitoring.selectors.quantities import kinds, quantities
from anlan.support.tables import load_table

_PACKAGE = "anlan.monitoring"


def limits() -> dict[str, Any]:
    """Return the table of the intake's limits."""
    return load_table(_PACKAGE, "intake")


@cache
def ready_made_rules() -> Mapping[str, ReadyMade]:
    """Return the rules that come with the house, by family, in the order of their hazards."""
    folder = resources.files(_PACKAGE) / "tables" / "rules"
    names = sorted(each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml"))
    found = {name: ready_made(load_table(_PACKAGE, f"rules/{name}")) for name in names}
    hazards = list(load_table(_PACKAGE, "kinds")["hazards"])
    return dict(sorted(found.items(), key=lambda each: (hazards.index(each[1].definition.hazard), each[0])))


@cache
def vocabulary() -> Vocabulary:
    """Return the names that a definition may use."""
    kinds_table = load_table(_PACKAGE, "kinds")
    return Vocabulary(
        quantities=frozenset(quantities()), kinds=frozenset(kinds()), hazards=frozenset(kinds_table["hazards"])
    )


def rainstorm_signal() -> Rule:
    """Return the national rainstorm signals."""
    return _rule(RAINSTORM)


def flash_flood() -> Rule:
    """Return the flash-flood rule with the values that stand where a place has none of its own."""
    return _rule(FLASH_FLOOD)


def default_flash_flood_bands() -> tuple[Band, ...]:
    """Return the flash-flood values that stand where a place has none of its own."""
    return flash_flood().values.bands


def water_level() -> Rule:
    """Return the rule of warning and guaranteed level; the levels themselves stand with each series."""
    return _rule(WATER_LEVEL)


def _rule(family: str) -> Rule:
    return rule_of(load_table(_PACKAGE, f"rules/{family}"))


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


def replayed_at_once() -> int:
    """Return how many refused messages go to the intake once more at one click."""
    return int(limits()["quarantine"]["replayed_at_once"])
