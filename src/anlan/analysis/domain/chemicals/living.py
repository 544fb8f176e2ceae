"""Who lives and what stands around a source, and who of them is inside its zones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from anlan.analysis.domain.chemicals.zones import Site, Zone

_HALF = 0.5
_TWICE = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A registered household: its division and name, persons, where."""

    region: str
    place: str
    persons: int
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A facility: kind (school, hospital, major_hazard, shelter), name, where."""

    kind: str
    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the registries know around a source."""

    homes: tuple[Home, ...]
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """The homes of one division inside a zone: persons, the nearest distance along the wind, the farthest aside."""

    place: str
    persons: int
    metres: float
    aside: float


def persons_in(zone: Zone, homes: Sequence[Home], site: Site) -> tuple[int, int, int]:
    """Return the persons inside a zone half as great, the zone, and one twice as great."""
    if not homes:
        return 0, 0, 0
    along, aside = _seen(homes, site)
    persons = np.array([home.persons for home in homes])
    low, best, high = (int(persons[zone.holds(along, aside, times=times)].sum()) for times in (_HALF, 1.0, _TWICE))
    return low, best, high


def settlements_in(zone: Zone, homes: Sequence[Home], site: Site) -> tuple[Settlement, ...]:
    """Return the divisions with persons inside a zone, the nearest first."""
    if not homes:
        return ()
    along, aside = _seen(homes, site)
    inside = zone.holds(along, aside)
    away = np.hypot(along, aside)
    found = []
    for region in sorted({home.region for home in homes}):
        its = [n for n, home in enumerate(homes) if home.region == region and inside[n]]
        if its:
            found.append(
                Settlement(
                    place=homes[its[0]].place,
                    persons=sum(homes[n].persons for n in its),
                    metres=float(away[its].min()),
                    aside=float(np.abs(aside[its]).max()),
                )
            )
    return tuple(sorted(found, key=lambda settlement: settlement.metres))


def things_in(zone: Zone, things: Sequence[Thing], site: Site) -> tuple[Thing, ...]:
    """Return the facilities inside a zone, in their order."""
    if not things:
        return ()
    along, aside = _seen(things, site)
    inside = zone.holds(along, aside)
    return tuple(thing for n, thing in enumerate(things) if inside[n])


def _seen(them: Sequence[Home] | Sequence[Thing], site: Site) -> tuple[np.ndarray, np.ndarray]:
    longitudes, latitudes = (np.array([getattr(each, name) for each in them]) for name in ("longitude", "latitude"))
    return site.seen(longitudes, latitudes)
