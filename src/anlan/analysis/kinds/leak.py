"""A chemical leaks: what gets into the air, whom the cloud reaches, who leaves and who stays in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_noop

from anlan.analysis.domain.chemicals.leaking import spread
from anlan.analysis.domain.chemicals.living import Around
from anlan.analysis.domain.chemicals.zones import Site
from anlan.analysis.domain.ground import box_around
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered, Result
from anlan.analysis.kinds import chemical_reading as reading
from anlan.analysis.kinds.leak_results import Told, result
from anlan.kernel.actors import Actor
from anlan.places import api as places
from anlan.science.dispersion.clouds import FARTHEST, Air
from anlan.science.dispersion.stability import stability_of
from anlan.science.release.vessel import Leak
from anlan.science.substances.tables import ATMOSPHERE_PA

_ZERO: Final = 273.15
_SUBSTANCE: Final = gettext_noop("Substance")
_VESSEL: Final = gettext_noop("What leaks")
_WEATHER: Final = gettext_noop("Weather")
_MORE: Final = gettext_noop("Further, where known")
FIELDS: Final = (
    Field(
        name="place", label=gettext_noop("Place of the leak"), kind="point", help=gettext_noop("Longitude, latitude")
    ),
    Field(
        name="substance",
        label=_SUBSTANCE,
        kind="text",
        longest=40,
        help=gettext_noop("Name or CAS number, as the list of major hazards writes it"),
        group=_VESSEL,
    ),
    Field(
        name="state",
        label=gettext_noop("Stored as"),
        kind="choice",
        default="liquefied",
        choices=(
            ("liquefied", gettext_noop("liquefied gas under its own pressure")),
            ("gas", gettext_noop("compressed gas")),
            ("liquid", gettext_noop("liquid below its boiling point")),
        ),
        group=_VESSEL,
    ),
    Field(name="quantity", label=gettext_noop("How much"), unit="t", low=0.001, high=100_000, group=_VESSEL),
    Field(
        name="hole",
        label=gettext_noop("Diameter of the hole"),
        unit="mm",
        low=0.5,
        high=1500,
        default="20",
        group=_VESSEL,
    ),
    Field(
        name="temperature",
        label=gettext_noop("Temperature inside"),
        unit="\u2103",
        low=-250,
        high=400,
        default="20",
        group=_VESSEL,
    ),
    Field(name="wind", label=gettext_noop("Wind"), unit="m/s", low=1, high=20, default="2", group=_WEATHER),
    Field(
        name="wind_from",
        label=gettext_noop("Wind from"),
        unit="\u00b0",
        low=0,
        high=360,
        is_needed=False,
        help=gettext_noop("Clockwise from north; left open, the zones are circles."),
        group=_WEATHER,
    ),
    Field(
        name="sky",
        label=gettext_noop("Sky"),
        kind="choice",
        default="overcast",
        choices=(
            ("strong_sun", gettext_noop("strong sun")),
            ("moderate_sun", gettext_noop("moderate sun")),
            ("slight_sun", gettext_noop("weak sun")),
            ("overcast", gettext_noop("overcast")),
            ("cloudy_night", gettext_noop("cloudy night")),
            ("clear_night", gettext_noop("clear night")),
        ),
        group=_WEATHER,
    ),
    Field(
        name="terrain",
        label=gettext_noop("Kind of ground"),
        kind="choice",
        default="rural",
        choices=(("rural", gettext_noop("open country")), ("urban", gettext_noop("town"))),
        group=_WEATHER,
    ),
    Field(
        name="ambient",
        label=gettext_noop("Temperature of the air"),
        unit="\u2103",
        low=-40,
        high=50,
        default="20",
        group=_WEATHER,
    ),
    Field(
        name="pressure",
        label=gettext_noop("Pressure inside, absolute"),
        unit="kPa",
        low=101.325,
        high=30_000,
        is_needed=False,
        group=_MORE,
    ),
    Field(
        name="head", label=gettext_noop("Liquid above the hole"), unit="m", low=0, high=60, is_needed=False, group=_MORE
    ),
    Field(
        name="pipe",
        label=gettext_noop("A pipe broke"),
        kind="choice",
        default="no",
        choices=(("no", gettext_noop("no, a hole in the vessel")), ("yes", gettext_noop("yes, 10 cm long or more"))),
        group=_MORE,
    ),
    Field(
        name="bund",
        label=gettext_noop("Area of the bund"),
        unit="m\u00b2",
        low=1,
        high=100_000,
        is_needed=False,
        group=_MORE,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The leak as it is understood, the air, and what is known around it."""

    leak: Leak
    air: Air
    site: Site
    around: Around
    place: str


def gather(inputs: Mapping[str, Any], actor: Actor, now: Any) -> Gathered:
    """Find the substance and the place, and read the registries within the reach of the model."""
    of = reading.substance_of(inputs["substance"], _SUBSTANCE)
    point = reading.point_of(inputs)
    region = reading.region_of(point)
    box = box_around(point, 2 * FARTHEST)
    known, versions = reading.around(actor, box)
    place = places.full_name(region)
    leak = Leak(
        substance=of,
        state=inputs["state"],
        quantity=inputs["quantity"] * 1000,
        hole=inputs["hole"] / 1000,
        temperature=inputs["temperature"] + _ZERO,
        pressure=ATMOSPHERE_PA if inputs["pressure"] is None else inputs["pressure"] * 1000,
        head=inputs["head"] or 0.0,
        is_pipe=inputs["pipe"] == "yes",
        bund=inputs["bund"],
        wind=inputs["wind"],
        ambient=inputs["ambient"] + _ZERO,
    )
    air = Air(wind=inputs["wind"], stability=stability_of(inputs["wind"], inputs["sky"]), terrain=inputs["terrain"])
    towards = None if inputs["wind_from"] is None else (inputs["wind_from"] + 180) % 360
    site = Site(longitude=point[0], latitude=point[1], towards=towards)
    found = spread(leak, air)
    reach = max((zone.reach for zone in found.zones), default=500.0)
    return Gathered(
        facts=Facts(leak=leak, air=air, site=site, around=known, place=place),
        region=region,
        title=f"{of.name} {inputs['quantity']:g} t, {place}",
        versions=versions,
        box=box_around(point, max(reach * 1.2, 500.0)),
    )


def reckon(inputs: Mapping[str, Any], facts: Facts) -> Result:
    """Return the cloud's zones, who is inside, and what to do."""
    found = spread(facts.leak, facts.air)
    told = Told(leak=facts.leak, air=facts.air, site=facts.site, around=facts.around, place=facts.place)
    return result(found, told)


KIND: Final = Kind(
    word="leak",
    title=gettext_noop("Chemical leak"),
    summary=gettext_noop("How far the cloud is dangerous, who is inside, who should leave and who should stay in"),
    icon="flask",
    models=("release", "heavy_gas", "dispersion", "toxicity", "substances", "evacuation"),
    fields=FIELDS,
    gather=gather,
    reckon=reckon,
)
