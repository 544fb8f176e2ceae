"""A vessel bursts, a cloud of gas or a charge explodes: heat and pressure around, whom they reach."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_noop

from anlan.analysis.domain.chemicals.exploding import Burst, Explosion, explode
from anlan.analysis.domain.chemicals.living import Around, persons_in, settlements_in, things_in
from anlan.analysis.domain.chemicals.zones import Site, Zone, collected, dotted
from anlan.analysis.domain.errors import InputMissing
from anlan.analysis.domain.ground import box_around
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Advice, Figure, Gathered, Layer, Result, Say, Table
from anlan.analysis.kinds import chemical_reading as reading
from anlan.kernel.actors import Actor
from anlan.places import api as places

_SUBSTANCE: Final = gettext_noop("Substance")
_PERSONS: Final = gettext_noop("persons")
_MOST_ROWS: Final = 40
_ZONES: Final = {
    "structures": gettext_noop("Heat damages plant (37.5 kW/m2)"),
    "lethal": gettext_noop("Heat kills, wood takes fire (12.5 kW/m2)"),
    "pain": gettext_noop("Heat blisters (4 kW/m2)"),
    "destroyed": gettext_noop("Buildings destroyed (69 kPa)"),
    "heavy": gettext_noop("Heavy damage to buildings (21 kPa)"),
    "uninhabitable": gettext_noop("Houses no longer habitable (6.9 kPa)"),
    "glass": gettext_noop("Windows break (2 kPa)"),
}
_DRAWN: Final = {
    "structures": "37.5 kW/m\u00b2",
    "lethal": "12.5 kW/m\u00b2",
    "pain": "4 kW/m\u00b2",
    "destroyed": "69 kPa",
    "heavy": "21 kPa",
    "uninhabitable": "6.9 kPa",
    "glass": "2 kPa",
}
FIELDS: Final = (
    Field(name="place", label=gettext_noop("Place"), kind="point", help=gettext_noop("Longitude, latitude")),
    Field(
        name="event",
        label=gettext_noop("What happens"),
        kind="choice",
        default="fire_ball",
        choices=(
            ("fire_ball", gettext_noop("a vessel of liquefied gas bursts in a fire (fire ball)")),
            ("cloud", gettext_noop("a cloud of gas explodes")),
            ("charge", gettext_noop("explosives go off (as TNT)")),
        ),
    ),
    Field(
        name="substance",
        label=_SUBSTANCE,
        kind="text",
        is_needed=False,
        longest=40,
        help=gettext_noop("Not needed for explosives"),
    ),
    Field(
        name="quantity",
        label=gettext_noop("How much"),
        unit="t",
        low=0.001,
        high=5000,
        help=gettext_noop("What the vessel holds, what has gathered in the cloud, or TNT"),
    ),
    Field(
        name="pressure",
        label=gettext_noop("Pressure at which the vessel bursts, absolute"),
        unit="kPa",
        low=100,
        high=6000,
        default="1500",
        is_needed=False,
    ),
    Field(
        name="share",
        label=gettext_noop("Share of the cloud's heat that makes the blast"),
        unit="%",
        low=1,
        high=100,
        default="3",
        is_needed=False,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The explosion as it is understood, and what is known around it."""

    burst: Burst
    site: Site
    around: Around
    place: str


def gather(inputs: Mapping[str, Any], actor: Actor, now: Any) -> Gathered:
    """Find the substance and the place, and read the registries as far as the zones reach."""
    if inputs["event"] != "charge" and not inputs["substance"]:
        raise InputMissing(field=_SUBSTANCE)
    of = reading.substance_of(inputs["substance"], _SUBSTANCE) if inputs["event"] != "charge" else None
    burst = Burst(
        event=inputs["event"],
        substance=of,
        mass=inputs["quantity"] * 1000,
        pressure=(inputs["pressure"] or 1500.0) * 1000,
        share=(inputs["share"] or 3.0) / 100,
    )
    found = explode(burst)
    point = reading.point_of(inputs)
    region = reading.region_of(point)
    widest = max(zone.reach for zone in found.zones)
    known, versions = reading.around(actor, box_around(point, 2 * widest))
    place = places.full_name(region)
    called = of.name if of else "TNT"
    return Gathered(
        facts=Facts(burst=burst, site=Site(longitude=point[0], latitude=point[1]), around=known, place=place),
        region=region,
        title=f"{called} {inputs['quantity']:g} t, {place}",
        versions=versions,
        box=box_around(point, max(widest * 1.2, 300.0)),
    )


def reckon(inputs: Mapping[str, Any], facts: Facts) -> Result:
    """Return the zones, who is inside, and what to do."""
    found = explode(facts.burst)
    severe = found.zones[-2]
    return Result(
        headline=Say(
            gettext_noop("%(place)s: people are hurt to %(reach)s m"),
            {"place": facts.place, "reach": f"{severe.reach:,.0f}"},
        ),
        figures=tuple(_figures(found, facts)),
        tables=tuple(_tables(severe, facts)),
        layers=tuple(_layers(found, facts)),
        advice=tuple(_advice(found, facts)),
        trust=tuple(_trust(found)),
        level=4,
    )


def _figures(found: Explosion, facts: Facts) -> Iterator[Figure]:
    if found.ball is not None:
        yield Figure(label=gettext_noop("Diameter of the fire ball"), best=round(found.ball.diameter), unit="m")
        yield Figure(label=gettext_noop("The fire ball burns"), best=found.ball.duration, unit="s", digits=1)
    if found.tnt is not None:
        yield Figure(label=gettext_noop("As much as TNT"), best=found.tnt, unit="kg")
    for zone in found.zones:
        low, best, high = persons_in(zone, facts.around.homes, facts.site)
        yield Figure(
            label=_ZONES[zone.word],
            low=round(zone.reach / found.factor),
            best=round(zone.reach),
            high=round(zone.reach * found.factor),
            unit="m",
            level=zone.level,
            note=Say(
                gettext_noop("Registered people inside: %(best)s (half as far %(low)s, twice as far %(high)s)"),
                {"low": low, "best": best, "high": high},
            ),
        )
    people = settlements_in(found.zones[-2], facts.around.homes, facts.site)
    yield Figure(
        label=gettext_noop("Registered people who may be hurt"),
        best=sum(each.persons for each in people),
        unit=_PERSONS,
        level=4,
    )


def _tables(zone: Zone, facts: Facts) -> Iterator[Table]:
    people = settlements_in(zone, facts.around.homes, facts.site)
    if people:
        yield Table(
            title=gettext_noop("Where people live who may be hurt"),
            columns=(
                gettext_noop("Place"),
                gettext_noop("Registered people"),
                gettext_noop("Metres to the nearest house"),
            ),
            rows=tuple((each.place, each.persons, round(each.metres)) for each in people[:_MOST_ROWS]),
        )
    inside = things_in(zone, facts.around.things, facts.site)
    if inside:
        yield Table(
            title=gettext_noop("Schools, hospitals, hazards and shelters in the dangerous zone"),
            columns=(gettext_noop("Kind"), gettext_noop("Name")),
            rows=tuple((reading.kind_of(thing), thing.name) for thing in inside[:_MOST_ROWS]),
        )


def _layers(found: Explosion, facts: Facts) -> Iterator[Layer]:
    yield Layer(
        key="zones",
        label=gettext_noop("Zones of heat and pressure"),
        shape="area",
        geojson=collected((_DRAWN[zone.word], zone.level, zone.outline(facts.site)) for zone in reversed(found.zones)),
        legend=tuple((zone.level, Say(_ZONES[zone.word])) for zone in found.zones),
    )
    inside = things_in(found.zones[-1], facts.around.things, facts.site)
    source = [("", 4, facts.site.longitude, facts.site.latitude)]
    yield Layer(
        key="points",
        label=gettext_noop("The source, and what stands in the zones"),
        shape="point",
        geojson=dotted([*((thing.name, 2, thing.longitude, thing.latitude) for thing in inside), *source]),
        legend=((4, Say(gettext_noop("the source"))), (2, Say(gettext_noop("stands in the zone")))),
    )


def _advice(found: Explosion, facts: Facts) -> Iterator[Advice]:
    yield Advice(
        text=Say(
            gettext_noop("Clear everything within %(reach)s m, and keep crews without need beyond %(far)s m"),
            {"reach": f"{found.zones[-2].reach:,.0f}", "far": f"{found.zones[-1].reach:,.0f}"},
        ),
        reason=Say(_ZONES[found.zones[-2].word]),
        level=4,
    )
    hazards = [
        thing for thing in things_in(found.zones[0], facts.around.things, facts.site) if thing.kind == "major_hazard"
    ]
    if hazards:
        yield Advice(
            text=Say(
                gettext_noop("Warn %(count)s major hazard installations near by: %(names)s"),
                {"count": len(hazards), "names": tuple(thing.name for thing in hazards[:5])},
            ),
            reason=Say(_ZONES[found.zones[0].word]),
            level=4,
        )


def _trust(found: Explosion) -> Iterator[Say]:
    if found.ball is not None:
        yield Say(gettext_noop("Heat is right within a factor of 2; fragments of the vessel fly farther."))
    else:
        yield Say(gettext_noop("The charge of TNT is a convention: near by too much, in dense plants too little."))
    yield Say(gettext_noop("What harm comes at which heat or pressure is doubtful: see the model's table."))
    yield Say(gettext_noop("Only registered households are counted; guests, workers and passers-by are not."))


KIND: Final = Kind(
    word="explosion",
    title=gettext_noop("Explosion and fire ball"),
    summary=gettext_noop("How far heat and pressure hurt and destroy, and who is inside"),
    icon="bolt",
    models=("fire_explosion", "substances"),
    fields=FIELDS,
    gather=gather,
    reckon=reckon,
)
