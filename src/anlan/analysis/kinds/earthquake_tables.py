"""The tables of an assessment of an earthquake."""

from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop

from anlan.analysis.domain.earthquake.assessing import Around, Assessment, points_of
from anlan.analysis.domain.earthquake.geometry import roman
from anlan.analysis.domain.earthquake.shaking import Motion, accelerations
from anlan.analysis.domain.parts import Say, Table
from anlan.analysis.kinds.earthquake_fields import MOTION_REGIONS
from anlan.science.aftershocks.forecast import forecast

FACILITY_WORDS: Final = {
    "reservoir": gettext_noop("Reservoir"),
    "major_hazard": gettext_noop("Major hazard installation"),
    "school": gettext_noop("School"),
    "hospital": gettext_noop("Hospital"),
    "care_home": gettext_noop("Care home"),
    "crowded": gettext_noop("Crowded place"),
    "house": gettext_noop("House"),
    "road": gettext_noop("Road"),
    "bridge": gettext_noop("Bridge"),
    "power": gettext_noop("Power facility"),
    "water": gettext_noop("Water supply"),
    "telecom": gettext_noop("Telecommunications facility"),
    "gas": gettext_noop("Gas supply"),
}
_SITE: Final = gettext_noop("Hazard site")
_FELT_FROM, _DAMAGED_FROM = 5.0, 6.0
_MOST: Final = 300
_WINDOWS: Final = ((0.0, 1.0), (0.0, 3.0), (0.0, 7.0), (0.0, 30.0))
_MAGNITUDES: Final = (4.0, 5.0, 6.0)


def tables(
    found: Assessment, around: Around, counties: tuple[tuple[str, tuple[float, ...]], ...], motion: Motion
) -> tuple[Table, ...]:
    """Return the tables that have rows."""
    made = (
        _zones(found),
        _townships(found, around, motion),
        _counties(found, counties),
        _facilities(found, around),
        _stations(found, around),
        _aftershocks(found),
    )
    return tuple(table for table in made if table.rows)


def _zones(found: Assessment) -> Table:
    return Table(
        title=gettext_noop("Zones of intensity"),
        columns=(
            gettext_noop("Degree and above"),
            gettext_noop("Area, km2"),
            gettext_noop("Half long axis, km"),
            gettext_noop("Half short axis, km"),
            gettext_noop("People: least"),
            gettext_noop("People: best"),
            gettext_noop("People: most"),
        ),
        rows=tuple(
            (
                roman(zone.degree),
                round(zone.area_km2),
                round(zone.long_km, 1),
                round(zone.short_km, 1),
                *found.people.get(int(zone.degree), (0, 0, 0)),
            )
            for zone in found.zones
        ),
    )


def _townships(found: Assessment, around: Around, motion: Motion) -> Table:
    points = points_of(around.places)
    shaking = found.shaking
    at_places = shaking.acceleration_at(*points) if shaking else accelerations(found.source, motion.region, *points)
    losses = found.losses
    order = np.lexsort((-losses.dead.best, -found.at_places)).tolist()
    return Table(
        title=gettext_noop("Townships from degree V on"),
        columns=(
            gettext_noop("Township or county"),
            gettext_noop("Inhabitants"),
            gettext_noop("Intensity"),
            gettext_noop("Acceleration, m/s2"),
            gettext_noop("Households with destroyed houses"),
            gettext_noop("People without shelter"),
            gettext_noop("Deaths, least to most"),
        ),
        rows=tuple(
            (
                around.places[at].name,
                around.places[at].persons,
                roman(float(found.at_places[at])) if found.at_places[at] >= _DAMAGED_FROM else "V",
                at_places[at],
                round(float(losses.destroyed.best[at])),
                round(float(losses.homeless.best[at])),
                f"{losses.dead.low[at]:.0f}-{losses.dead.high[at]:.0f}",
            )
            for at in order
            if found.at_places[at] >= _FELT_FROM
        )[:_MOST],
        note=_note_of(found, motion),
    )


def _note_of(found: Assessment, motion: Motion) -> Say:
    if found.shaking is not None:
        return Say(gettext_noop("Acceleration of the imported map of shaking, on the ground as it is there."))
    if not motion.region:
        return Say(gettext_noop("No relation of acceleration is known for this region."))
    return Say(
        gettext_noop("Acceleration by the relation of 2013 (%(region)s) on site class II, a second opinion."),
        {"region": Say(MOTION_REGIONS[motion.region])},
    )


def _counties(found: Assessment, counties: tuple[tuple[str, tuple[float, ...]], ...]) -> Table:
    degrees = tuple(zone.degree for zone in found.zones)
    return Table(
        title=gettext_noop("Share of each county's area by degree and above, percent"),
        columns=(gettext_noop("County-level division"), *(roman(degree) for degree in degrees)),
        rows=tuple((name, *(round(100 * share) for share in shares)) for name, shares in counties),
    )


def _facilities(found: Assessment, around: Around) -> Table:
    order = np.argsort(-found.at_facilities, kind="stable").tolist()
    return Table(
        title=gettext_noop("Facilities in degree VI and above"),
        columns=(gettext_noop("Kind"), gettext_noop("Name"), gettext_noop("Intensity")),
        rows=tuple(
            (
                Say(FACILITY_WORDS.get(around.facilities[at].kind, _SITE)),
                around.facilities[at].name,
                roman(float(found.at_facilities[at])),
            )
            for at in order
            if found.at_facilities[at] >= _DAMAGED_FROM
        )[:_MOST],
    )


def _stations(found: Assessment, around: Around) -> Table:
    return Table(
        title=gettext_noop("Stations"),
        columns=(gettext_noop("Station"), gettext_noop("Measured"), gettext_noop("Estimated")),
        rows=tuple(
            (station.name, station.intensity, round(float(estimate) - 0.5, 1))
            for station, estimate in zip(around.stations, found.at_stations, strict=True)
        ),
        note=Say(
            gettext_noop("They move the estimate by %(degrees)s degrees."),
            {"degrees": f"{found.correction.degrees:+.1f}"},
        ),
    )


def _aftershocks(found: Assessment) -> Table:
    rows: list[tuple[Any, ...]] = []
    for start, end in _WINDOWS:
        cells: list[Any] = [Say(gettext_noop("%(days)s days"), {"days": round(end)})]
        for least in _MAGNITUDES:
            told = forecast(found.source.magnitude, least, from_days=start, to_days=end)
            cells.append(f"{told.low:.1f}-{told.high:.1f}")
            cells.append(round(100 * told.probability))
        rows.append(tuple(cells))
    return Table(
        title=gettext_noop("Aftershocks: numbers, and the chance of any in percent"),
        columns=(
            gettext_noop("Time window"),
            gettext_noop("M4 and above"),
            gettext_noop("Chance, M4"),
            gettext_noop("M5 and above"),
            gettext_noop("Chance, M5"),
            gettext_noop("M6 and above"),
            gettext_noop("Chance, M6"),
        ),
        rows=tuple(rows),
    )
