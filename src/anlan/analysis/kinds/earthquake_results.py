"""The assessment of an earthquake as figures, tables, layers and advice."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.utils.translation import gettext_noop

from anlan.analysis.domain.earthquake.assessing import GREAT_FROM, Around, Assessment
from anlan.analysis.domain.earthquake.geometry import areas, level_of, line, points, roman
from anlan.analysis.domain.earthquake.measured import Shaking
from anlan.analysis.domain.earthquake.shaking import Motion
from anlan.analysis.domain.parts import Advice, Figure, Layer, Result, Say
from anlan.analysis.kinds.earthquake_fields import MOTION_REGIONS
from anlan.analysis.kinds.earthquake_tables import tables
from anlan.science.aftershocks.forecast import forecast
from anlan.science.earthquake_intensity.ellipses import rupture_km

_PERSONS: Final = gettext_noop("persons")
_DAMAGED_FROM: Final = 6.0
_SEVERE_FROM: Final = 7.0
_RUINED_FROM: Final = 8.0
_SMALL: Final = 6.0
_ADVISED: Final = {
    "reservoir": (_DAMAGED_FROM, gettext_noop("Inspect the dams of %(count)s reservoirs in degree VI and above")),
    "major_hazard": (
        _DAMAGED_FROM,
        gettext_noop("Have %(count)s major hazard installations in degree VI and above checked for leaks and fire"),
    ),
    "school": (_SEVERE_FROM, gettext_noop("Clear and search %(count)s schools in degree VII and above")),
    "hospital": (_SEVERE_FROM, gettext_noop("Ask %(count)s hospitals in degree VII and above whether they still work")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What else the assessment is told with: the place's name, how it was found, what nobody counted."""

    place: str
    is_epicentre_assumed: bool
    hour: int | None
    uncounted: tuple[str, ...]
    counties: tuple[tuple[str, tuple[float, ...]], ...]
    motion: Motion
    trace_km: float = 0.0

    def left_out(self) -> int:
        """Return how many of the counties that are reached are missing in all figures of people."""
        return len({name for name, _ in self.counties} & set(self.uncounted))


def result(found: Assessment, around: Around, known: Known) -> Result:
    """Return what is shown, mapped and printed of an assessment."""
    return Result(
        headline=Say(
            gettext_noop("Earthquake of magnitude %(magnitude)s, %(place)s: greatest intensity %(degree)s"),
            {
                "magnitude": f"{found.source.magnitude:.1f}",
                "place": known.place,
                "degree": roman(max((zone.degree for zone in found.zones), default=0)),
            },
        ),
        figures=tuple(_figures(found, known)),
        tables=tables(found, around, known.counties, known.motion),
        layers=_layers(found, around, known),
        advice=tuple(_advice(found, around)),
        trust=tuple(_trust(found, around, known)),
        level=level_of(max((zone.degree for zone in found.zones), default=0)),
    )


def _figures(found: Assessment, known: Known) -> Iterator[Figure]:
    left_out = known.left_out()
    note = (
        Say(gettext_noop("without %(count)s counties that nobody counted"), {"count": left_out}) if left_out else None
    )
    if left_out:
        yield Figure(label=gettext_noop("Counties reached whose people nobody has entered"), best=left_out, level=2)
    if found.people:
        yield from _people(found, note)
    soon = forecast(found.source.magnitude, 5.0, from_days=0.0, to_days=7.0)
    yield Figure(
        label=gettext_noop("Aftershocks of magnitude 5 and above in 7 days"),
        low=round(soon.low, 1),
        best=round(soon.expected, 1),
        high=round(soon.high, 1),
        digits=1,
    )


def _people(found: Assessment, note: Say | None) -> Iterator[Figure]:
    for degree, label in (
        (6, gettext_noop("People in degree VI and above")),
        (7, gettext_noop("People in degree VII and above")),
        (8, gettext_noop("People in degree VIII and above")),
    ):
        if degree in found.people:
            low, best, high = found.people[degree]
            yield Figure(label=label, low=low, best=best, high=high, unit=_PERSONS, level=degree - 5, note=note)
    if not found.people[min(found.people)][1]:
        return
    for key, label, unit in (
        ("dead", gettext_noop("Deaths, order of magnitude"), _PERSONS),
        ("injured", gettext_noop("Injured, order of magnitude"), _PERSONS),
        ("destroyed", gettext_noop("Households with destroyed houses"), gettext_noop("households")),
        ("homeless", gettext_noop("People without shelter"), _PERSONS),
        ("tents", gettext_noop("Tents"), ""),
    ):
        low, best, high = (round(each) for each in getattr(found.losses, key).total())
        yield Figure(label=label, low=low, best=best, high=high, unit=unit, note=note)


def _layers(found: Assessment, around: Around, known: Known) -> tuple[Layer, ...]:
    source = found.source
    at_places = zip(around.places, found.at_places.tolist(), strict=True)
    at_facilities = zip(around.facilities, found.at_facilities.tolist(), strict=True)
    return (
        Layer(
            key="zones",
            label=gettext_noop("Intensity zones"),
            shape="area",
            geojson=areas(found.zones),
            legend=tuple(
                (level_of(zone.degree), Say(gettext_noop("Degree %(degree)s"), {"degree": roman(zone.degree)}))
                for zone in found.zones
            ),
        ),
        *_trace(found),
        Layer(
            key="places",
            label=gettext_noop("Townships by intensity"),
            shape="point",
            geojson=points((each.name, each.longitude, each.latitude, at) for each, at in at_places if at >= 5),
        ),
        Layer(
            key="facilities",
            label=gettext_noop("Facilities in degree VI and above"),
            shape="point",
            geojson=points(
                (each.name, each.longitude, each.latitude, at) for each, at in at_facilities if at >= _DAMAGED_FROM
            ),
        ),
        Layer(
            key="epicentre",
            label=gettext_noop("Epicentre"),
            shape="point",
            geojson=points([(known.place, source.longitude, source.latitude, 9.0)]),
        ),
    )


def _trace(found: Assessment) -> Iterator[Layer]:
    if found.source.trace and not found.is_drawn and found.shaking is None:
        yield Layer(
            key="trace", label=gettext_noop("Line of the rupture"), shape="line", geojson=line(found.source.trace)
        )


def _advice(found: Assessment, around: Around) -> Iterator[Advice]:
    worst = _worst(found, around)
    if worst:
        yield Advice(
            text=Say(gettext_noop("Reach these townships first: %(names)s"), {"names": tuple(worst)}),
            reason=Say(
                gettext_noop("Most people live in the highest degrees there. Silence from there is no good news.")
            ),
            level=4,
        )
    counts = Counter(
        facility.kind
        for facility, intensity in zip(around.facilities, found.at_facilities.tolist(), strict=True)
        if facility.kind in _ADVISED and intensity >= _ADVISED[facility.kind][0]
    )
    for kind, (_, words) in _ADVISED.items():
        if counts[kind]:
            yield Advice(
                text=Say(words, {"count": counts[kind]}),
                reason=Say(gettext_noop("The table of facilities names them.")),
                level=3,
            )
    chance = forecast(found.source.magnitude, 5.0, from_days=0.0, to_days=3.0).probability
    yield Advice(
        text=Say(gettext_noop("Nobody goes back into damaged houses; crews post a watch for aftershocks and slopes")),
        reason=Say(
            gettext_noop("The chance of an aftershock of magnitude 5 within 3 days is %(chance)s in a hundred."),
            {"chance": round(100 * chance)},
        ),
        level=3,
    )


def _worst(found: Assessment, around: Around, most: int = 5) -> list[str]:
    """Return the townships with the most expected dead, at least of degree VII."""
    order: Sequence[int] = np.argsort(-found.losses.dead.best, kind="stable").tolist()
    return [around.places[at].name for at in order if found.at_places[at] >= _SEVERE_FROM][:most]


def _trust(found: Assessment, around: Around, known: Known) -> Iterator[Say]:
    yield Say(
        gettext_noop("Degrees may be off by %(degrees)s. Losses are ranges of an order of magnitude, no report."),
        {"degrees": "0" if found.is_drawn else f"{found.correction.uncertainty:.1f}"},
    )
    if known.is_epicentre_assumed:
        yield Say(gettext_noop("Only a name was given: the middle of the place stands for the epicentre."))
    if found.shaking is not None:
        yield from _trust_in_shaking(found.shaking)
    elif not found.is_drawn:
        yield from _trust_in_zones(found, known)
    for region, times in known.motion.beside if found.shaking is None else ():
        yield Say(
            gettext_noop(
                "The border to the %(region)s is near and unsure: its relation gives %(times)s times the acceleration."
            ),
            {"region": Say(MOTION_REGIONS[region]), "times": f"{times:g}"},
        )
    if known.hour is None:
        yield Say(gettext_noop("The hour is unknown: the range of deaths covers day and night."))
    if any(place.is_invented for place in around.places):
        yield Say(gettext_noop("The numbers of people are those of the demonstration: invented."))
    if known.uncounted:
        yield Say(
            gettext_noop("Nobody has entered how many people live in %(names)s: they are missing in all figures."),
            {"names": tuple(known.uncounted)},
        )


def _trust_in_shaking(shaking: Shaking) -> Iterator[Say]:
    values = {"name": shaking.name}
    yield Say(gettext_noop("Degrees and accelerations are those of the imported map of shaking %(name)s."), values)
    if shaking.is_by_peaks:
        yield Say(gettext_noop("The degrees follow from its acceleration and velocity by the Chinese scale."))
    else:
        yield Say(
            gettext_noop("The map gives degrees of the Modified Mercalli scale alone; they stand for Chinese ones.")
        )
    if shaking.is_scenario:
        yield Say(gettext_noop("The map shows a scenario, no earthquake that happened."))
    if shaking.ends_early():
        yield Say(gettext_noop("The map ends where degree VI is still reached: places beyond its edge are missing."))


def _trust_in_zones(found: Assessment, known: Known) -> Iterator[Say]:
    source = found.source
    if known.trace_km:
        yield Say(
            gettext_noop(
                "The zones lie along the line of the rupture that was given, %(km)s km long; usual for this magnitude "
                "are about %(usual)s km."
            ),
            {"km": round(known.trace_km), "usual": round(rupture_km(source.magnitude))},
        )
    elif source.strike_deg is None:
        yield Say(gettext_noop("The direction of the fault is unknown: the zones are circles of the ellipses' area."))
    if found.by.mark != "verified":
        yield Say(gettext_noop("This relation of intensity has not been confirmed by official maps."))
    if source.magnitude >= GREAT_FROM and not source.trace:
        yield Say(gettext_noop("Such an earthquake breaks a long line; without its direction the zones are too small."))
    if source.magnitude < _SMALL:
        yield Say(gettext_noop("Below magnitude 6 the official zones were about three times as large as these."))
