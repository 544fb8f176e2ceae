"""When many alarms are one storm: so many places of one county, by one family of rules, within so short a time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from anlan.kernel.regions import RegionLevel, at_level


@dataclass(frozen=True, slots=True)
class StormRule:
    """At least ``places`` places within ``within``."""

    places: int
    within: timedelta

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "StormRule":
        """Return the rule of the table ``merging``."""
        return cls(table["storm"]["places"], timedelta(minutes=table["storm"]["within_minutes"]))


@dataclass(frozen=True, slots=True)
class Place:
    """An open alarm as far as a storm is concerned: one place, when it was raised, how bad it is."""

    id: UUID
    rule_family: str
    region: str
    is_exercise: bool
    raised_at: datetime
    level: int
    current_level: int
    member_count: int
    is_waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """The open alarms of one family in one county, in the order they were given."""

    rule_family: str
    county: str
    is_exercise: bool
    places: tuple[Place, ...]

    @property
    def key(self) -> str:
        """Return the storm's name in an address."""
        return f"{self.rule_family}:{self.county}:{int(self.is_exercise)}"

    @property
    def sensors(self) -> int:
        """Return how many sensors its alarms have in all."""
        return sum(place.member_count for place in self.places)

    @property
    def waiting(self) -> int:
        """Return how many of its alarms wait for a decision."""
        return sum(place.is_waiting for place in self.places)

    @property
    def standing(self) -> int:
        """Return in how many places a level still holds."""
        return sum(place.current_level > 0 for place in self.places)

    @property
    def level(self) -> int:
        """Return the worst level that was reached."""
        return max(place.level for place in self.places)

    @property
    def current_level(self) -> int:
        """Return the worst level that holds now."""
        return max(place.current_level for place in self.places)

    @property
    def began_at(self) -> datetime:
        """Return when its first alarm was raised."""
        return min(place.raised_at for place in self.places)


Entry = Place | Storm


def folded(places: Sequence[Place], rule: StormRule) -> list[Entry]:
    """Return the places in their order, those of a storm as one entry where the first of them stood."""
    groups: dict[tuple[str, str, bool], list[Place]] = defaultdict(list)
    for place in places:
        groups[_group_of(place)].append(place)
    storms = {key: group for key, group in groups.items() if _is_storm(group, rule)}
    entries: list[Entry] = []
    for place in places:
        key = _group_of(place)
        if key not in storms:
            entries.append(place)
        elif place is storms[key][0]:
            entries.append(Storm(rule_family=key[0], county=key[1], is_exercise=key[2], places=tuple(storms[key])))
    return entries


def _group_of(place: Place) -> tuple[str, str, bool]:
    return place.rule_family, at_level(place.region, RegionLevel.COUNTY), place.is_exercise


def _is_storm(places: list[Place], rule: StormRule) -> bool:
    """Tell whether enough of the places were raised within the time of one another."""
    raised = sorted(place.raised_at for place in places)
    runs = zip(raised, raised[rule.places - 1 :], strict=False)
    return any(last - first <= rule.within for first, last in runs)
