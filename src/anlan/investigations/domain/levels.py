"""Which level an accident has, and which government investigates it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from anlan.kernel.regions import RegionLevel, at_level

_OFFICES = {
    "nation": RegionLevel.NATION,
    "province": RegionLevel.PROVINCE,
    "prefecture": RegionLevel.PREFECTURE,
    "county": RegionLevel.COUNTY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """What an accident did: people missing count as dead until they are found (article 12)."""

    dead: int = 0
    missing: int = 0
    injured: int = 0
    loss_yuan: int = 0

    @property
    def is_without_casualties(self) -> bool:
        """Tell whether nobody was killed, lost or badly injured."""
        return not (self.dead or self.missing or self.injured)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of accidents: the least figure of each kind that reaches it, and the government that investigates."""

    key: str
    name: str
    number: int
    dead: int
    injured: int
    loss_yuan: int
    office: RegionLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The level that an accident reaches, and by which of its figures: ``dead``, ``injured``, ``loss_yuan``."""

    level: Level
    by: tuple[str, ...]


def levels_from(table: Mapping[str, Any]) -> tuple[Level, ...]:
    """Return the table's levels, the gravest first."""
    return tuple(Level(**{**row, "office": _OFFICES[row["office"]]}) for row in table["level"])


def graded(harm: Harm, levels: tuple[Level, ...]) -> Graded:
    """Return the gravest level that one of the figures reaches."""
    figures = {"dead": harm.dead + harm.missing, "injured": harm.injured, "loss_yuan": harm.loss_yuan}
    for level in levels[:-1]:
        by = tuple(key for key, value in figures.items() if value >= getattr(level, key))
        if by:
            return Graded(level=level, by=by)
    return Graded(level=levels[-1], by=tuple(key for key, value in figures.items() if value))


def office_of(region: str, level: Level, municipalities: frozenset[str]) -> str:
    """Return the region whose government investigates; empty for the nation's."""
    if level.office is RegionLevel.NATION:
        return ""
    is_city = at_level(region, RegionLevel.PROVINCE) in municipalities
    if is_city and level.office is RegionLevel.PREFECTURE:
        return at_level(region, RegionLevel.PROVINCE)
    return at_level(region, level.office)


def counts_until(happened_on: date, sort: str, window: Mapping[str, Any]) -> date:
    """Return the last day on which a change of the casualties changes the level."""
    return happened_on + timedelta(days=window["special"].get(sort, window["days"]))
