"""What an earthquake does to the places around it: one field of intensity, from relation, stations or a drawn map."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from anlan.analysis.domain.earthquake.measured import Shaking
from anlan.analysis.domain.ground import KM_PER_DEGREE
from anlan.kernel.later import later
from anlan.science.earthquake_intensity.ellipses import Zone, intensity_at, with_trace, zones
from anlan.science.earthquake_intensity.relations import Relation, relation
from anlan.science.earthquake_intensity.source import Source
from anlan.science.earthquake_intensity.updating import NONE, Correction, correction
from anlan.science.earthquake_losses.losses import Losses, losses

shapely = later("shapely")

Floats = NDArray[np.float64]
GREAT_FROM: Final = 7.5
DEGREES: Final = range(6, 13)
_TOP: Final = 12.99
_LEAST: Final = 1.0
_WITHIN_DRAWN: Final = 0.5  # a place inside a drawn line stands in the middle of its degree
_OUTSIDE_DRAWN: Final = 5.5
_NIGHT: Final = (22, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A division with its point and people; ``is_invented`` where the figures are those of the demonstration."""

    code: str
    name: str
    longitude: float
    latitude: float
    persons: int
    households: int
    is_invented: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """Something that stands at a point: its kind, name, and the division it lies in."""

    kind: str
    name: str
    region: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """An instrument and the intensity it measured."""

    name: str
    longitude: float
    latitude: float
    intensity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The border of a degree as people drew it: a ring of longitudes and latitudes."""

    degree: int
    ring: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known of the places around an epicentre; with ``shaking``, ``drawn`` are its outlines."""

    places: Sequence[Place] = ()
    facilities: Sequence[Facility] = ()
    stations: Sequence[Station] = ()
    drawn: Sequence[Drawn] = ()
    shaking: Shaking | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Zones, and for each place and facility its intensity; people of each degree as least, best, most."""

    source: Source
    by: Relation
    correction: Correction
    is_drawn: bool
    shaking: Shaking | None = None
    zones: tuple[Zone, ...]
    at_places: Floats
    at_facilities: Floats
    at_stations: Floats
    people: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    losses: Losses


def assess(source: Source, word: str, around: Around, *, mix: tuple[float, ...] | None, hour: int | None) -> Assessment:
    """Return the assessment; a drawn map takes the place of the relation, stations correct the relation.

    Without the hour the losses span from the least of the day to the most of the night.
    """
    by = relation(word, source.longitude)
    if source.magnitude >= GREAT_FROM:
        source = with_trace(source)
    guess = intensity_at(source, by, *points_of(around.stations))
    corrected = NONE if around.shaking else correction(guess, [each.intensity for each in around.stations])
    field_ = _Field(source, by, corrected, tuple(around.drawn), around.shaking)
    at_places, at_facilities = (field_.at(*points_of(each)) for each in (around.places, around.facilities))
    persons = np.array([place.persons for place in around.places], dtype=float)
    return Assessment(
        source=source,
        by=by,
        correction=corrected,
        is_drawn=bool(around.drawn) and around.shaking is None,
        shaking=around.shaking,
        zones=field_.zones(),
        at_places=at_places,
        at_facilities=at_facilities,
        at_stations=guess,
        people=people_by_degree(at_places, persons, field_.uncertainty),
        losses=_losses(at_places, around.places, mix=mix, hour=hour),
    )


def points_of(things: Sequence[Place] | Sequence[Facility] | Sequence[Station]) -> tuple[Floats, Floats]:
    """Return the longitudes and latitudes of things."""
    longitudes = np.array([each.longitude for each in things], dtype=float)
    return longitudes, np.array([each.latitude for each in things], dtype=float)


@dataclass(frozen=True, slots=True)
class _Field:
    source: Source
    by: Relation
    correction: Correction
    drawn: tuple[Drawn, ...]
    shaking: Shaking | None

    @property
    def uncertainty(self) -> float:
        return 0.0 if self.drawn and self.shaking is None else self.correction.uncertainty

    def at(self, longitudes: Floats, latitudes: Floats) -> Floats:
        if self.shaking is not None:
            found = np.nan_to_num(self.shaking.degrees_at(longitudes, latitudes), nan=_LEAST)
            return np.asarray(np.clip(found, _LEAST, _TOP))
        if not self.drawn:
            found = intensity_at(self.source, self.by, longitudes, latitudes) + self.correction.degrees
            return np.asarray(np.clip(found, _LEAST, _TOP))
        found = np.full(longitudes.shape, _OUTSIDE_DRAWN)
        for each in self.drawn:
            inside = shapely.contains_xy(shapely.Polygon(each.ring), longitudes, latitudes)
            found = np.where(inside, np.maximum(found, each.degree + _WITHIN_DRAWN), found)
        return found

    def zones(self) -> tuple[Zone, ...]:
        if self.drawn or self.shaking is not None:
            return tuple(_as_zone(each) for each in sorted(self.drawn, key=lambda each: each.degree))
        shift = self.correction.degrees
        found = zones(self.source, self.by, [degree - shift for degree in DEGREES])
        return tuple(
            Zone(round(each.degree + shift), each.long_km, each.short_km, each.area_km2, each.ring) for each in found
        )


def _as_zone(drawn: Drawn) -> Zone:
    ring = np.array(drawn.ring)
    middle = ring.mean(axis=0)
    flat = (ring - middle) * [KM_PER_DEGREE * np.cos(np.radians(middle[1])), KM_PER_DEGREE]
    shape = shapely.Polygon(flat)
    sides = np.array(shapely.oriented_envelope(shape).exterior.coords)
    long, short = sorted((float(np.hypot(*(sides[at + 1] - sides[at]))) / 2 for at in (0, 1)), reverse=True)
    return Zone(drawn.degree, long, short, float(shape.area), ring)


def people_by_degree(intensity: Floats, persons: Floats, uncertainty: float) -> dict[int, tuple[int, int, int]]:
    """Return how many people live where each degree or more is reached: least, best, most."""
    found = {}
    for degree in DEGREES:
        low, best, high = (
            int(persons[intensity + shift >= degree].sum()) for shift in (-uncertainty, 0.0, uncertainty)
        )
        if high:
            found[degree] = (low, best, high)
    return found


def _losses(intensity: Floats, places: Sequence[Place], *, mix: tuple[float, ...] | None, hour: int | None) -> Losses:
    persons = np.array([place.persons for place in places], dtype=float)
    households = np.array([place.households for place in places], dtype=float)
    is_night = None if hour is None else hour >= _NIGHT[0] or hour < _NIGHT[1]
    return losses(intensity, persons, mix=mix, households=households, is_night=is_night)
