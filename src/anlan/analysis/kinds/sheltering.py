"""The people of an area are moved: how long it takes, which shelter takes whom, what they need."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop
from numpy.typing import NDArray

from anlan.analysis.domain.errors import ModelRefused
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered, Result
from anlan.analysis.domain.sheltering import Order, Refuge, Village
from anlan.analysis.kinds.sheltering_results import Facts, result
from anlan.kernel.actors import Actor
from anlan.kernel.regions import lies_within
from anlan.people import api as people
from anlan.places import api as places
from anlan.readiness import api as readiness
from anlan.science.evacuation.leaving import SPEEDS
from anlan.science.roads.straight import Terrain, minutes_over

_DETOUR: Final = 1.4
_NOBODY: Final = gettext_noop("No household with a place on the map is registered here.")
_NOWHERE: Final = gettext_noop("No shelter is registered here: register shelters first.")
_WAY: Final = gettext_noop("The way")
FIELDS: Final = (
    Field(name="region", label=gettext_noop("Area to be left"), kind="region"),
    Field(name="days", label=gettext_noop("For how many days"), kind="whole", low=1, high=365, default="3"),
    Field(
        name="season",
        label=gettext_noop("Season"),
        kind="choice",
        default="warm",
        choices=(("warm", gettext_noop("warm")), ("cold", gettext_noop("cold"))),
    ),
    Field(
        name="mode",
        label=gettext_noop("They go"),
        kind="choice",
        default="walk",
        choices=(
            ("walk", gettext_noop("on foot")),
            ("car", gettext_noop("in their own cars")),
            ("bus", gettext_noop("by bus")),
        ),
        group=_WAY,
    ),
    Field(
        name="told",
        label=gettext_noop("Until all are told"),
        unit="min",
        low=0,
        high=1440,
        default="15",
        help=gettext_noop("As the drills showed"),
        group=_WAY,
    ),
    Field(
        name="ready",
        label=gettext_noop("Until most are ready"),
        unit="min",
        low=1,
        high=1440,
        default="30",
        help=gettext_noop("95 of 100, from being told"),
        group=_WAY,
    ),
    Field(name="width", label=gettext_noop("Narrowest path"), unit="m", low=0.5, high=50, default="2", group=_WAY),
    Field(
        name="vehicles",
        label=gettext_noop("Vehicles an hour on the narrowest road"),
        low=1,
        high=4000,
        default="600",
        group=_WAY,
    ),
    Field(
        name="per_vehicle",
        label=gettext_noop("Persons in a vehicle"),
        low=0.5,
        high=100,
        default="3",
        group=_WAY,
    ),
)


def gather(inputs: Mapping[str, Any], actor: Actor, now: Any) -> Gathered:
    """Read the registered households of the area by village, and the shelters that the actor sees."""
    region = places.division(inputs["region"]).code
    box = places.area_of([region]).extent
    villages = _villages(actor, region, box)
    refuges = _refuges(actor)
    minutes, is_by_road = _minutes(villages, refuges, inputs["mode"], now)
    return Gathered(
        facts=Facts(
            place=places.full_name(region), villages=villages, refuges=refuges, minutes=minutes, is_by_road=is_by_road
        ),
        region=region,
        title=places.full_name(region),
        versions={
            "households": f"{len(villages)} / {sum(village.persons for village in villages)}",
            "shelters": f"{len(refuges)} / {sum(refuge.free for refuge in refuges)}",
        },
        box=box,
    )


def _villages(actor: Actor, region: str, box: tuple[float, float, float, float]) -> tuple[Village, ...]:
    homes: dict[str, list[people.Dwelling]] = {}
    for home in people.dwellings_in(actor, box):
        if lies_within(home.region, region) and home.persons:
            homes.setdefault(home.region, []).append(home)
    if not homes:
        raise ModelRefused(_NOBODY)
    called = places.full_names(homes)
    return tuple(
        Village(
            place=called[code],
            persons=sum(home.persons for home in its),
            longitude=float(np.median([home.longitude for home in its])),
            latitude=float(np.median([home.latitude for home in its])),
        )
        for code, its in homes.items()
    )


def _refuges(actor: Actor) -> tuple[Refuge, ...]:
    found = tuple(
        Refuge(name=each.name, free=max(each.free, 0), longitude=each.longitude, latitude=each.latitude)
        for each in readiness.shelters(actor)
    )
    if not found:
        raise ModelRefused(_NOWHERE)
    return found


def _minutes(
    villages: tuple[Village, ...], refuges: tuple[Refuge, ...], mode: str, now: datetime
) -> tuple[NDArray[np.float64], bool]:
    these, those = ([(each.longitude, each.latitude) for each in ends] for ends in (villages, refuges))
    if mode == "walk":
        way = Terrain(detour=_DETOUR, speed=SPEEDS["walk"])
        return minutes_over(np.array(these), np.array(those), way), False
    found = places.travel(these, those, now=now)
    return found.minutes, bool(found.by_road.all())


def reckon(inputs: Mapping[str, Any], facts: Facts) -> Result:
    """Return who goes where, how long it takes, and what is needed."""
    order = Order(
        mode=inputs["mode"],
        told=inputs["told"],
        ready=inputs["ready"],
        width=inputs["width"],
        vehicles=inputs["vehicles"],
        per_vehicle=inputs["per_vehicle"],
        days=inputs["days"],
        is_cold=inputs["season"] == "cold",
    )
    return result(facts, order)


KIND: Final = Kind(
    word="sheltering",
    title=gettext_noop("Evacuation and shelter"),
    summary=gettext_noop("How long moving the people of an area takes, which shelter takes whom, what they need"),
    icon="home-move",
    models=("evacuation", "relief_needs", "roads"),
    fields=FIELDS,
    gather=gather,
    reckon=reckon,
)
