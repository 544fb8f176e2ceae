"""A wildfire: where it may be when, which places it reaches, what crews must mind."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.errors import InputOutOfRange
from anlan.analysis.domain.fire.errors import FireMissing, FireOutside
from anlan.analysis.domain.fire.laying import Fire, Heights, Square, sampled, slope_at, square_of
from anlan.analysis.domain.fire.reading import barriers, hotspots
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered
from anlan.analysis.kinds.wildfire_results import Facts, Watched, reckon
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.regions import NATION
from anlan.people import api as people
from anlan.places import api as places
from anlan.readiness import api as readiness
from anlan.risks import api as risks
from anlan.science.fire_spread.wang import MOST_WIND_MS

_LONGEST: Final = 400_000
_WIND: Final = msg("Wind at 10 m")
_FINEST_DEGREES: Final = 0.001
_FUELS: Final = (
    ("wang/conifers", msg("Conifer forest (Wang Zhengfei)")),
    ("wang/flat_needles", msg("Flat needle litter (Wang Zhengfei)")),
    ("wang/litter", msg("Leaf litter (Wang Zhengfei)")),
    ("wang/grass", msg("Grass and weeds (Wang Zhengfei)")),
    ("wang/shrub", msg("Sedge and low birch (Wang Zhengfei)")),
    ("wang/pasture", msg("Pasture (Wang Zhengfei)")),
    ("rothermel/short_grass", msg("Short dry grass (Rothermel)")),
    ("rothermel/grass_under_trees", msg("Grass under open trees (Rothermel)")),
    ("rothermel/tall_grass", msg("Tall dry grass (Rothermel)")),
    ("rothermel/tall_shrub", msg("Tall dense shrub (Rothermel)")),
    ("rothermel/low_shrub", msg("Low green shrub (Rothermel)")),
    ("rothermel/dormant_shrub", msg("Dry shrub (Rothermel)")),
    ("rothermel/compact_litter", msg("Compact litter under trees (Rothermel)")),
    ("rothermel/loose_litter", msg("Loose litter under trees (Rothermel)")),
    ("rothermel/litter_and_undergrowth", msg("Litter with undergrowth and dead wood (Rothermel)")),
    ("rothermel/light_slash", msg("Light slash after felling (Rothermel)")),
)

FIELDS: Final = (
    Field(name="point", label=msg("Where it burns"), kind="point", is_needed=False),
    Field(
        name="hotspots",
        label=msg("Hot spots of a satellite (CSV)"),
        kind="text",
        is_needed=False,
        longest=_LONGEST,
        help=msg("With the columns latitude and longitude; they are taken to burn together with the point."),
    ),
    Field(name="fuel", label=msg("What burns"), kind="choice", choices=_FUELS, default="wang/conifers"),
    Field(name="temperature", label=msg("Temperature"), unit="\u2103", low=-20, high=45),
    Field(name="humidity", label=msg("Relative humidity"), unit="%", low=1, high=100),
    Field(
        name="wind",
        label=_WIND,
        unit="m/s",
        low=0,
        high=30,
        help=msg("Wang Zhengfei's formula holds to 12 m/s; for more choose a fuel of Rothermel."),
    ),
    Field(name="wind_from", label=msg("Wind from"), unit="\u00b0", low=0, high=360, help=msg("0 north, 90 east.")),
    Field(name="hours", label=msg("Hours ahead"), kind="whole", unit="h", low=1, high=24, default="6"),
    Field(
        name="slope",
        label=msg("Slope of the ground"),
        unit="\u00b0",
        low=0,
        high=42,
        is_needed=False,
        help=msg("Left open, the loaded elevations are taken; where there are none, the ground is level."),
    ),
    Field(name="uphill", label=msg("The ground rises toward"), unit="\u00b0", low=0, high=360, is_needed=False),
    Field(name="started_at", label=msg("Time of this picture"), kind="moment", is_needed=False),
    Field(
        name="barriers",
        label=msg("Roads, rivers, cleared lines (GeoJSON)"),
        kind="text",
        is_needed=False,
        longest=_LONGEST,
        help=msg("Lines that hold the fire."),
    ),
)


def gather(inputs: Mapping[str, Any], actor: Actor, now: Any) -> Gathered:
    """Lay the fire on the ground, and read what stands and who lives on it."""
    spots = hotspots(inputs["hotspots"] or "")
    point = (tuple(inputs["point"]),) if inputs["point"] else ()
    if not spots and not point:
        raise FireMissing
    burning = (*point, *spots)
    fire = _fire(inputs, burning)
    region = places.region_at(*fire.centre)
    if region == NATION:
        raise FireOutside(longitude=f"{fire.centre[0]:g}", latitude=f"{fire.centre[1]:g}")
    ground = None if inputs["slope"] is not None else places.ground_at(*fire.centre)
    if ground is not None:
        fire = replace(fire, slope_deg=_slope(ground, fire))
    square = square_of(fire)
    started = inputs["started_at"]
    facts = Facts(
        fire=fire,
        watched=_watched(actor, square.box),
        heights=None if ground is None else _heights(ground, fire, square),
        hour=in_china(datetime.fromisoformat(started)).hour if started else None,
        has_hotspots=bool(spots),
    )
    return Gathered(
        facts=facts,
        region=region,
        title=f"{places.full_name(region)} {fire.centre[0]:.3f}, {fire.centre[1]:.3f}",
        versions=_versions(facts, ground),
        box=square.box,
    )


def _fire(inputs: Mapping[str, Any], burning: tuple[tuple[float, float], ...]) -> Fire:
    family, fuel = inputs["fuel"].split("/")
    if family == "wang" and inputs["wind"] > MOST_WIND_MS:
        wind, most = f"{inputs['wind']:g}", f"{MOST_WIND_MS:g}"
        raise InputOutOfRange(field=_WIND, value=wind, low="0", high=most, unit="m/s")
    return Fire(
        burning=burning,
        family=family,
        fuel=fuel,
        temperature_c=inputs["temperature"],
        humidity_pct=inputs["humidity"],
        wind_ms=inputs["wind"],
        wind_from_deg=inputs["wind_from"],
        slope_deg=inputs["slope"] or 0.0,
        uphill_deg=inputs["uphill"] or 0.0,
        hours=inputs["hours"],
        barriers=barriers(inputs["barriers"] or ""),
    )


def _slope(ground: places.Ground, fire: Fire) -> float:
    at = ground.grid.cell_at(*fire.centre)
    return 0.0 if at is None else slope_at(ground.grid.values[0], at, ground.grid.width)


def _heights(ground: places.Ground, fire: Fire, square: Square) -> Heights | None:
    at = ground.grid.cell_at(*fire.centre)
    return None if at is None else sampled(ground.grid.values[0], at, ground.grid.width, square)


def _versions(facts: Facts, ground: places.Ground | None) -> dict[str, str]:
    found = {
        msg("Places on the ground"): str(sum(not each.persons for each in facts.watched)),
        msg("Residents on the ground"): str(sum(each.persons for each in facts.watched)),
    }
    return found if ground is None else {**found, msg("Elevations"): ground.edition}


def _watched(actor: Actor, box: tuple[float, float, float, float]) -> tuple[Watched, ...]:
    villages = places.outlines_in(box, places.RegionLevel.VILLAGE, coarseness=_FINEST_DEGREES)
    stands = (
        ("exposed", risks.exposed_in(actor, box, with_lines=False)),
        ("major_hazard", enterprises.major_hazards_in(actor, box)),
        ("shelter", readiness.shelters_in(actor, box)),
    )
    dwell = people.dwellings_in(actor, box)
    return (
        *(
            Watched(kind="household", name="", longitude=each.longitude, latitude=each.latitude, persons=each.persons)
            for each in dwell
        ),
        *(_at("village", each.name, each.longitude, each.latitude) for each in villages),
        *(_at(kind, each.name, each.longitude, each.latitude) for kind, found in stands for each in found),
        *(_along(each) for each in risks.exposed_lines_in(actor, box)),
    )


def _along(line: risks.StandingLine) -> Watched:
    longitude, latitude = line.parts[0][0]
    return Watched(kind="line", name=line.name, longitude=longitude, latitude=latitude, parts=line.parts)


def _at(kind: str, name: str, longitude: float, latitude: float) -> Watched:
    return Watched(kind=kind, name=name, longitude=longitude, latitude=latitude)


KIND: Final = Kind(
    word="wildfire",
    title=msg("Wildfire"),
    summary=msg("Where the fire may be when, when it reaches villages and facilities, what crews must mind"),
    icon="flame",
    models=("fire_spread",),
    fields=FIELDS,
    gather=gather,
    reckon=reckon,
    is_long=True,
)
