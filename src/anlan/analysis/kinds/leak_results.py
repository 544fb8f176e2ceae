"""A leak's cloud as figures, tables, layers and advice."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext_noop

from anlan.analysis.domain.chemicals.leaking import Danger, Spread, danger
from anlan.analysis.domain.chemicals.living import (
    Around,
    Settlement,
    Thing,
    persons_in,
    settlements_in,
    things_in,
)
from anlan.analysis.domain.chemicals.zones import Site, Zone, collected, dotted, sector
from anlan.analysis.domain.parts import Advice, Cell, Figure, Layer, Result, Say, Table
from anlan.analysis.kinds.chemical_reading import kind_of
from anlan.science.dispersion.clouds import FARTHEST, Air
from anlan.science.release.vessel import Leak

_TURN: Final = 30.0
_DRAWN: Final = {"aegl3": "AEGL-3", "aegl2": "AEGL-2", "aegl1": "AEGL-1", "lfl": "LFL", "half_lfl": "LFL/2"}
_PERSONS: Final = gettext_noop("persons")
_MOST_ROWS: Final = 40
ZONES: Final = {
    "aegl3": gettext_noop("Life in danger (AEGL-3, 60 minutes)"),
    "aegl2": gettext_noop("Disabling (AEGL-2, 60 minutes)"),
    "aegl1": gettext_noop("Irritating (AEGL-1, 60 minutes)"),
    "lfl": gettext_noop("Can be ignited"),
    "half_lfl": gettext_noop("Can be ignited in gusts (half the lower limit)"),
}
PEOPLE: Final = {
    "aegl3": gettext_noop("Registered people where life is in danger"),
    "aegl2": gettext_noop("Registered people where it disables"),
    "aegl1": gettext_noop("Registered people where it irritates"),
    "lfl": gettext_noop("Registered people where it can be ignited"),
    "half_lfl": gettext_noop("Registered people where gusts can be ignited"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the results are told with."""

    leak: Leak
    air: Air
    site: Site
    around: Around
    place: str


def result(found: Spread, told: Told) -> Result:
    """Return what is shown, mapped and printed of a leak; all around where nobody knows the wind's direction."""
    if told.site.towards is None:
        found = replace(found, zones=tuple(_round(zone) for zone in found.zones))
    gravest = found.zones[1]
    people = settlements_in(gravest, told.around.homes, told.site)
    dangers = [(each, danger(each.metres, each.aside, told.leak.substance, told.air, found)) for each in people]
    return Result(
        headline=Say(
            gettext_noop("%(substance)s leaks at %(rate)s kg/s: dangerous to %(reach)s m downwind"),
            {
                "substance": told.leak.substance.name,
                "rate": f"{found.released.rate:.2f}",
                "reach": f"{gravest.reach:,.0f}",
            },
        ),
        figures=tuple(_figures(found, told)),
        tables=tuple(_tables(gravest, dangers, told)),
        layers=tuple(_layers(found, told)),
        advice=tuple(_advice(found, dangers, told)),
        trust=tuple(_trust(found, told)),
        level=4 if people else 3,
    )


def _figures(found: Spread, told: Told) -> Iterator[Figure]:
    released = found.released
    yield Figure(label=gettext_noop("Flows out"), best=released.rate, unit="kg/s", digits=2)
    yield Figure(label=gettext_noop("Gets into the air"), best=released.airborne_rate, unit="kg/s", digits=2)
    yield Figure(label=gettext_noop("Until it is empty, an hour at most"), best=found.minutes, unit="min")
    for zone in found.zones:
        yield Figure(
            label=ZONES[zone.word],
            low=round(zone.reach / 2),
            best=round(zone.reach),
            high=round(min(zone.reach * 2, 2 * FARTHEST)),
            unit="m",
            level=zone.level,
            note=Say(gettext_noop("The model ends at 10 km: it reaches farther.")) if zone.is_beyond else None,
        )
    for zone in found.zones:
        low, best, high = persons_in(zone, told.around.homes, told.site)
        yield Figure(label=PEOPLE[zone.word], low=low, best=best, high=high, unit=_PERSONS, level=zone.level)


def _tables(zone: Zone, dangers: list[tuple[Settlement, Danger]], told: Told) -> Iterator[Table]:
    if dangers:
        yield Table(
            title=gettext_noop("Where people live in the dangerous zone"),
            columns=(
                gettext_noop("Place"),
                gettext_noop("Registered people"),
                gettext_noop("Metres from the leak"),
                gettext_noop("Minutes until the cloud comes"),
                gettext_noop("ppm on the axis"),
                gettext_noop("Die outside, per cent"),
                gettext_noop("Die in a closed house, per cent"),
                gettext_noop("What to do"),
            ),
            rows=tuple(_row(settlement, its) for settlement, its in dangers[:_MOST_ROWS]),
            note=Say(gettext_noop("Of people who stay until the cloud has passed, at their nearest house.")),
        )
    inside = things_in(zone, told.around.things, told.site)
    if inside:
        yield Table(
            title=gettext_noop("Schools, hospitals, hazards and shelters in the dangerous zone"),
            columns=(gettext_noop("Kind"), gettext_noop("Name")),
            rows=tuple((kind_of(thing), thing.name) for thing in inside[:_MOST_ROWS]),
        )


def _row(settlement: Settlement, its: Danger) -> tuple[Cell, ...]:
    leave, stay = gettext_noop("leave across the wind"), gettext_noop("stay in, close everything")
    return (
        settlement.place,
        settlement.persons,
        round(settlement.metres),
        round(its.arrives),
        float(f"{its.ppm:.2g}"),
        _percent(its.outside),
        _percent(its.inside),
        Say(leave if its.should_leave else stay),
    )


def _percent(share: float | None) -> Cell:
    return None if share is None else round(100 * share, 1)


def _layers(found: Spread, told: Told) -> Iterator[Layer]:
    drawn = [zone for zone in reversed(found.zones) if zone.reach > 0]
    yield Layer(
        key="zones",
        label=gettext_noop("Zones of the cloud"),
        shape="area",
        geojson=collected((_DRAWN[zone.word], zone.level, zone.outline(told.site)) for zone in drawn),
        legend=tuple((zone.level, Say(ZONES[zone.word])) for zone in found.zones),
    )
    if told.site.towards is not None and found.zones[1].reach > 0:
        ring = sector(told.site, found.zones[1].reach, _TURN)
        yield Layer(
            key="turning",
            label=gettext_noop("Where it goes if the wind turns by 30 degrees"),
            shape="area",
            geojson=collected([(f"\u00b1{_TURN:.0f}\u00b0", 2, ring)]),
            legend=((2, Say(gettext_noop("may be reached when the wind turns"))),),
        )
    source = [(told.leak.substance.name, 4, told.site.longitude, told.site.latitude)]
    things = [(thing.name, 2, thing.longitude, thing.latitude) for thing in _inside(found, told)]
    yield Layer(
        key="points",
        label=gettext_noop("The leak, and what stands in the zone"),
        shape="point",
        geojson=dotted([*things, *source]),
        legend=((4, Say(gettext_noop("the leak"))), (2, Say(gettext_noop("stands in the zone")))),
    )


def _round(zone: Zone) -> Zone:
    return Zone(word=zone.word, level=zone.level, reach=zone.reach, is_beyond=zone.is_beyond)


def _inside(found: Spread, told: Told) -> tuple[Thing, ...]:
    return things_in(found.zones[1], told.around.things, told.site)


def _advice(found: Spread, dangers: list[tuple[Settlement, Danger]], told: Told) -> Iterator[Advice]:
    reach = f"{found.zones[1].reach:,.0f}"
    yield Advice(
        text=Say(gettext_noop("Block all ways within %(reach)s m downwind; come from upwind"), {"reach": reach}),
        reason=Say(ZONES[found.zones[1].word]),
        level=4,
    )
    staying = [settlement for settlement, its in dangers if not its.should_leave]
    leaving = [settlement for settlement, its in dangers if its.should_leave]
    if staying:
        yield Advice(
            text=Say(
                gettext_noop("Tell %(persons)s people in %(places)s places to stay in and close everything"),
                {"persons": sum(each.persons for each in staying), "places": len(staying)},
            ),
            reason=Say(gettext_noop("The cloud is there before they could have left.")),
            level=4,
        )
    if leaving:
        yield Advice(
            text=Say(
                gettext_noop("Move %(persons)s people in %(places)s places across the wind"),
                {"persons": sum(each.persons for each in leaving), "places": len(leaving)},
            ),
            reason=Say(gettext_noop("They can have left before the cloud comes.")),
            level=3,
        )
    if not found.is_toxic or told.leak.substance.lfl is not None:
        yield Advice(
            text=Say(gettext_noop("Keep every flame, motor and switch away")),
            reason=Say(gettext_noop("The gas burns.")),
            level=3,
        )


def _trust(found: Spread, told: Told) -> Iterator[Say]:
    yield Say(gettext_noop("Distances are right within a factor of 2 on flat ground; valleys and streets lead gas."))
    yield Say(gettext_noop("Only registered households are counted; guests, workers and passers-by are not."))
    if found.cloud.is_heavy:
        yield Say(gettext_noop("The gas is heavier than air: it gathers in hollows, ditches and cellars."))
    if told.site.towards is None:
        yield Say(gettext_noop("Without the direction of the wind everyone around is counted, which is too many."))
    if told.leak.substance.estimated:
        yield Say(gettext_noop("Some data of the substance are estimated, not measured."))
    if any(zone.is_beyond for zone in found.zones):
        yield Say(gettext_noop("The model ends at 10 km."))
